"""What the demonstration's communes keep: food, fuel, medicine, and places to shelter, one line for each.

A reserve of food follows the people it covers (`demo_land.cover_of`). A day's need of one person: rice 0.5 kg (15 kg
a month, the relief norm of NĐ 20/2021/NĐ-CP điều 12), drinking water 3 litres (Sphere: 2.5 to 3 litres to survive);
three packets of noodles are a planning value.
"""

from __future__ import annotations

from dataclasses import replace

from inventory.rules.demo_goods import AGREED, ALL, ISLAND, TOWN, Good, Spot, kit, maybe, on, pile
from inventory.rules.demo_land import LOWLAND, SEA, UPLAND, Trait
from inventory.rules.demo_people import Keeper

K, S = Keeper, Spot

RICE_KG = 0.5
WATER_L = 3.0
NOODLES = 3.0


def reserve(code: str, a_day: float, step: int, *, shop: Keeper, own: float) -> tuple[Good, Good]:
    """Return the commune's own part of a reserve and the part a shop has promised."""
    mine = Good(
        code=code, keeper=K.OFFICE, spot=S.STORE, ration=a_day, part=own, step=step, keep=0.2, note=RESERVE
    )
    theirs = replace(
        mine, keeper=shop, spot=S.HOLDER, part=1 - own, keep=0.0, ready=(60, 120), note=f"{PLEDGE}; {RESERVE}"
    )
    return mine, theirs


RESERVE = "Dự trữ {days} ngày cho {people} người (tính cả phần xã giữ và phần cam kết)"
PLEDGE = "Cam kết cung ứng số {agreement}/CK, hiệu lực đến 31/12/{year}"


def fuel(code: str, least: int, most: int) -> Good:
    """Return what a petrol shop has promised to hold back for the commune."""
    return Good(
        code=code, keeper=K.FUEL, spot=S.HOLDER, least=least, most=most, per_1000=20, step=50, note=PLEDGE
    )


def medicine(code: str, least: int, most: int, per_1000: float) -> Good:
    """Return what the health station holds."""
    return Good(
        code=code, keeper=K.HEALTH, spot=S.HOLDER, least=least, most=most, per_1000=per_1000, keep=0.3
    )


FOOD = (
    *reserve("HC-001", RICE_KG, 50, shop=K.RICE, own=0.4),
    *on(LOWLAND | ISLAND, *reserve("HC-004", WATER_L, 12, shop=K.SHOP, own=0.3)),
    *on(UPLAND, pile("HC-004", 240, 900, 12, 12), keep=0.2),
    replace(reserve("HC-002", NOODLES, 30, shop=K.SHOP, own=0)[1], most_days=3),
    *maybe(0.3, pile("HC-003", 40, 120, 2, 10)),
    *maybe(0.3, replace(pile("HC-008", 100, 300, 4, 10), keeper=K.SHOP, spot=S.HOLDER, note=PLEDGE)),
    *on(
        UPLAND, replace(pile("HC-001", 300, 900, 0, 50), keeper=K.HOUSE, spot=S.YARD, note=AGREED), chance=0.2
    ),
)
FUEL = (
    fuel("HC-009", 400, 1000),
    *maybe(0.5, fuel("HC-010", 600, 1500)),
    *on(
        ISLAND,
        replace(fuel("HC-010", 2000, 3000), keeper=K.OFFICE, spot=S.STORE, note="Cho máy phát điện"),
        keep=0.3,
    ),
)
HEALTH = (
    medicine("HC-012", 1, 3, 0.05),
    *maybe(0.5, medicine("HC-014", 15, 60, 0.5)),
    *on(LOWLAND | SEA, medicine("HC-015", 2000, 5000, 40), chance=0.5),
    *maybe(0.4, kit("TB-031", K.HEALTH, S.HOLDER, 8, 25)),
    *maybe(0.3, medicine("VT-020", 500, 2000, 20)),
)
CAMP = (
    *maybe(0.5, pile("HC-016", 50, 150, 2, 10)),
    *on(UPLAND | ISLAND, pile("HC-019", 20, 80, 1, 5), chance=0.4),
    *on(ISLAND | TOWN, pile("HC-020", 2, 6, 0, 1), chance=0.6),
    *maybe(0.4, Good(code="HC-023", keeper=K.PRIMARY, spot=S.HOLDER, note="Nấu {meals} suất ăn mỗi bữa")),
)


def shelter(code: str, keeper: Keeper, spot: Spot, note: str, copies: tuple[int, int] = (1, 1)) -> Good:
    """Return places where people can be taken in; the note says how many."""
    return Good(code=code, keeper=keeper, spot=spot, copies=copies, ready=(30, 90), note=note)


SCHOOL = "Sức chứa {school} người ({rooms} phòng học, {floors} tầng); ngày thường dạy học"
HALL = "Sức chứa {hall} người; ngày thường hội họp"
LONGHOUSE = "Nhà rông, sức chứa {hall} người; ngày thường sinh hoạt cộng đồng"
OTHERS = ALL - {Trait.HIGHLAND}
SHELTERS = (
    shelter("CT-001", K.PRIMARY, S.HOLDER, SCHOOL),
    shelter("CT-001", K.SECONDARY, S.HOLDER, SCHOOL),
    *maybe(0.2, shelter("CT-001", K.NURSERY, S.HOLDER, SCHOOL)),
    *on(OTHERS, shelter("CT-002", K.OFFICE, S.HALL, HALL, (1, 2))),
    *on(frozenset({Trait.HIGHLAND}), shelter("CT-002", K.OFFICE, S.HALL, LONGHOUSE, (1, 2))),
    *on(SEA, shelter("CT-003", K.OFFICE, S.HALL, "Nhà tránh bão 2 tầng, sức chứa {hall} người"), chance=0.5),
    *maybe(0.4, shelter("CT-004", K.OFFICE, S.OFFICE, "Hội trường, sức chứa {hall} người")),
    shelter("CT-005", K.HEALTH, S.HOLDER, "{beds} giường bệnh"),
    shelter("CT-007", K.HOUSE, S.YARD, "Nhận ở ghép {guests} người", (2, 3)),
    *on(
        TOWN | ISLAND,
        shelter("CT-008", K.HOTEL, S.YARD, "Sức chứa {hall} người"),
    ),
    *on(SEA, shelter("CT-015", K.HARBOUR, S.SHORE, "Sức chứa {boats} tàu")),
    *on(UPLAND | ISLAND, shelter("CT-013", K.MILITIA, S.HALL, "Bãi đất bằng, cần dọn vật cản"), chance=0.4),
    *on(UPLAND | ISLAND, shelter("CT-017", K.OFFICE, S.HALL, "Công suất {tank}0 m3 mỗi ngày"), chance=0.3),
    *maybe(0.3, shelter("CT-018", K.OFFICE, S.STORE, "Diện tích {store} m2")),
)
SUPPLIES = (*FOOD, *FUEL, *HEALTH, *CAMP, *SHELTERS)
