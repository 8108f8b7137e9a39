"""What the demonstration's communes keep: command, forces and means, one line for each kind of thing.

Magnitudes are those that commune lists of this kind show (28 dân quân cơ động, 60-360 áo phao, 480-6.750 bao cát,
1-20 máy cưa a commune); the figures themselves are invented and describe no real commune.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from core.values import frozen
from inventory.rules.demo_land import LOWLAND, SEA, UPLAND, Trait
from inventory.rules.demo_people import Keeper


class Spot(StrEnum):
    """Where a thing stands."""

    OFFICE = "office"
    STORE = "store"
    HALL = "hall"
    HOLDER = "holder"
    YARD = "yard"
    HAMLETS = "hamlets"
    SHORE = "shore"


class Mark(StrEnum):
    """What kind of number a single vehicle or boat carries, if any."""

    NONE = ""
    TRUCK = "C"
    COACH = "B"
    CAR = "A"
    MACHINE = "XA"
    BOAT = "TS"


@frozen
class Good:
    """A line of the list to draw: `least` to `most` pieces, and `per_1000` more for every thousand people.

    `ration` is what one covered person needs a day; then the amount is `part` of the reserve, for `most_days` at most.
    `copies` lots are made.
    """

    code: str
    keeper: Keeper
    spot: Spot
    least: int = 1
    most: int = 1
    per_1000: float = 0
    step: int = 1
    ration: float = 0
    most_days: int = 7
    part: float = 0
    land: frozenset[Trait] = frozenset(Trait)
    chance: float = 1
    copies: tuple[int, int] = (1, 1)
    mark: Mark = Mark.NONE
    ready: tuple[int, int] = (15, 30)
    keep: float = 0
    worn: float = 0
    note: str = ""


def people(code: str, keeper: Keeper, least: int, most: int, per_1000: float = 0) -> Good:
    """Return a line of people who come together at their keeper's house."""
    spot = Spot.HOLDER
    return Good(
        code=code, keeper=keeper, spot=spot, least=least, most=most, per_1000=per_1000, ready=(30, 60)
    )


def kit(code: str, keeper: Keeper, spot: Spot, least: int, most: int, *, per_1000: float = 0) -> Good:
    """Return a line of equipment, some of which wears out."""
    return Good(code=code, keeper=keeper, spot=spot, least=least, most=most, per_1000=per_1000, worn=0.3)


def pile(code: str, least: int, most: int, per_1000: float, step: int) -> Good:
    """Return a line of material in the commune's store, in round figures."""
    return Good(
        code=code, keeper=Keeper.OFFICE, spot=Spot.STORE, least=least, most=most, per_1000=per_1000, step=step
    )


AGREED = "Thỏa thuận huy động số {agreement}/TTHĐ-UBND, hiệu lực đến 31/12/{year}"
DRIVER = "Có người lái"


def vehicle(code: str, keeper: Keeper, mark: Mark, copies: tuple[int, int], note: str = AGREED) -> Good:
    """Return lines of single vehicles, each with its number."""
    ready, worn = (45, 120) if keeper is Keeper.HOUSE else (30, 90), 0.07
    return Good(
        code=code, keeper=keeper, spot=Spot.YARD, copies=copies, mark=mark, ready=ready, worn=worn, note=note
    )


def on(land: frozenset[Trait], *goods: Good, chance: float = 1, keep: float = 0) -> tuple[Good, ...]:
    """Return the lines for communes of this land only."""
    return tuple(replace(good, land=land, chance=chance, keep=keep) for good in goods)


def maybe(chance: float, *goods: Good) -> tuple[Good, ...]:
    """Return the lines for a part of all communes."""
    return tuple(replace(good, chance=chance) for good in goods)


K, S, M = Keeper, Spot, Mark
ALL = frozenset(Trait)
ISLAND, TOWN = frozenset({Trait.ISLAND}), frozenset({Trait.TOWN})
INLAND = frozenset({Trait.DELTA, Trait.TOWN})

COMMAND = (
    Good(code="CT-020", keeper=K.OFFICE, spot=S.OFFICE, note="Phòng họp trực tuyến, máy phát điện dự phòng"),
    people("LL-031", K.OFFICE, 45, 60, 0.6),
    replace(people("LL-032", K.OFFICE, 5, 8, 0.6), spot=S.HAMLETS),
    *on(SEA | UPLAND, Good(code="CT-019", keeper=K.OFFICE, spot=S.HALL, most=2, worn=0.2), chance=0.6),
)
FORCES = (
    people("LL-001", K.MILITIA, 22, 32),
    replace(people("LL-002", K.MILITIA, 24, 40, 0.8), spot=S.HAMLETS),
    *on(SEA, people("LL-006", K.MILITIA, 9, 18)),
    replace(people("LL-007", K.OFFICE, 55, 75, 0.7), note="Thành lập theo quyết định của UBND {where}"),
    people("LL-008", K.POLICE, 14, 22, 0.3),
    *maybe(0.5, replace(people("LL-009", K.POLICE, 15, 25, 0.8), spot=S.HAMLETS)),
    *maybe(0.6, people("LL-015", K.FRONT, 60, 120, 1.5)),
    *maybe(0.2, people("LL-016", K.FRONT, 40, 80, 1), people("LL-019", K.FRONT, 10, 20, 0.3)),
    people("LL-020", K.HEALTH, 7, 14, 0.15),
    *on(TOWN, people("LL-021", K.CLINIC, 1, 2), people("LL-011", K.FIRE, 18, 26)),
    *on(TOWN, people("LL-028", K.BUILDER, 4, 10), chance=0.4),
    *on(SEA, people("LL-026", K.HARBOUR, 12, 30)),
    *on(SEA, people("LL-025", K.HARBOUR, 2, 6), chance=0.5),
    *on(UPLAND, people("LL-023", K.FOREST, 12, 30)),
    *on(UPLAND, people("LL-027", K.BUILDER, 4, 9), chance=0.5),
)
WATERCRAFT = (
    *on(ISLAND, vehicle("PT-010", K.HAULIER, M.BOAT, (2, 3), "Chở 120 khách, tuyến Sa Kỳ - Lý Sơn")),
    *on(SEA, vehicle("PT-005", K.MILITIA, M.BOAT, (1, 2), "Chở 10 người, có chứng chỉ đăng kiểm")),
    *on(
        SEA,
        vehicle("PT-009", K.HOUSE, M.BOAT, (1, 3), "Công suất {power} CV"),
    ),
    *on(
        SEA,
        replace(
            kit("PT-008", K.HARBOUR, S.SHORE, 14, 40, per_1000=0.2),
            note="Thuyền nhỏ của ngư dân, đã lập danh sách",
        ),
    ),
    *on(SEA, kit("PT-003", K.MILITIA, S.STORE, 1, 1), chance=0.3),
    *on(INLAND, kit("PT-002", K.MILITIA, S.STORE, 1, 2), chance=0.3),
    *on(INLAND, kit("PT-006", K.MILITIA, S.STORE, 1, 3)),
    *on(frozenset({Trait.DELTA}), kit("PT-008", K.OFFICE, S.HAMLETS, 6, 24)),
    *on(UPLAND, kit("PT-007", K.MILITIA, S.STORE, 1, 1), chance=0.15),
)
VEHICLES = (
    *on(LOWLAND, vehicle("PT-012", K.HOUSE, M.TRUCK, (1, 2), DRIVER)),
    *on(UPLAND | ISLAND, vehicle("PT-012", K.HOUSE, M.TRUCK, (1, 1), DRIVER)),
    *on(LOWLAND, vehicle("PT-013", K.HAULIER, M.TRUCK, (1, 1), DRIVER), chance=0.6),
    *on(LOWLAND | UPLAND, vehicle("PT-014", K.BUILDER, M.TRUCK, (1, 1)), chance=0.8),
    *on(TOWN, vehicle("PT-016", K.HAULIER, M.COACH, (1, 3), "45 chỗ")),
    *on(
        frozenset({Trait.COAST, Trait.DELTA}),
        vehicle("PT-016", K.HAULIER, M.COACH, (1, 1), DRIVER),
        chance=0.5,
    ),
    *on(ALL, vehicle("PT-017", K.HOUSE, M.COACH, (1, 1), DRIVER), chance=0.3),
    *maybe(
        0.5, replace(vehicle("PT-018", K.OFFICE, M.CAR, (1, 1), "Xe công, dùng cho chỉ huy"), spot=S.OFFICE)
    ),
    *on(UPLAND, vehicle("PT-015", K.HOUSE, M.NONE, (1, 2), DRIVER)),
    *on(UPLAND, vehicle("PT-020", K.BUILDER, M.MACHINE, (1, 2), DRIVER)),
    *on(LOWLAND | ISLAND, vehicle("PT-020", K.BUILDER, M.MACHINE, (1, 1), DRIVER), chance=0.7),
    *on(UPLAND, vehicle("PT-021", K.BUILDER, M.MACHINE, (1, 1), DRIVER), chance=0.6),
    *on(TOWN, vehicle("PT-026", K.CLINIC, M.CAR, (1, 2), "Xe cứu thương của phòng khám")),
    *on(UPLAND | SEA, vehicle("PT-026", K.HEALTH, M.CAR, (1, 1), ""), chance=0.35, keep=1),
    *on(TOWN, vehicle("PT-027", K.FIRE, M.CAR, (1, 2), "Thường trực 24/24 giờ")),
    *on(TOWN, vehicle("PT-028", K.FIRE, M.CAR, (1, 1), "Thường trực 24/24 giờ"), chance=0.5),
    *on(TOWN, vehicle("PT-024", K.BUILDER, M.TRUCK, (1, 1), DRIVER), chance=0.7),
    *on(ISLAND | TOWN, vehicle("PT-029", K.HAULIER, M.TRUCK, (1, 1), "Bồn {tank} m3"), chance=0.7),
    *on(TOWN, kit("PT-034", K.POLICE, S.HOLDER, 1, 2), chance=0.6),
)
EQUIPMENT = (
    *on(SEA, replace(kit("TB-001", K.OFFICE, S.STORE, 150, 260, per_1000=4), step=10), keep=0.2),
    *on(INLAND, replace(kit("TB-001", K.OFFICE, S.STORE, 70, 150, per_1000=3), step=10), keep=0.2),
    *on(UPLAND, replace(kit("TB-001", K.OFFICE, S.STORE, 30, 60, per_1000=1), step=10)),
    *on(LOWLAND | SEA, kit("TB-001", K.MILITIA, S.HOLDER, 24, 40), chance=0.4),
    *on(LOWLAND | SEA, kit("TB-002", K.OFFICE, S.STORE, 30, 80, per_1000=1)),
    *on(SEA, kit("TB-003", K.OFFICE, S.STORE, 3, 10)),
    *on(LOWLAND, kit("TB-003", K.MILITIA, S.HOLDER, 1, 4), chance=0.3),
    *maybe(0.8, kit("TB-005", K.MILITIA, S.STORE, 1, 4)),
    *maybe(0.5, kit("TB-006", K.OFFICE, S.STORE, 1, 4)),
    *on(TOWN | ISLAND, kit("TB-008", K.OFFICE, S.STORE, 1, 2)),
    *on(ALL, kit("TB-010", K.OFFICE, S.OFFICE, 1, 2, per_1000=0.04), keep=0.5),
    *on(ISLAND, kit("TB-011", K.HOTEL, S.YARD, 3, 5), kit("TB-012", K.HARBOUR, S.YARD, 1, 2)),
    *on(TOWN | UPLAND, kit("TB-011", K.BUILDER, S.YARD, 1, 2), chance=0.5),
    *on(LOWLAND, kit("TB-013", K.OFFICE, S.STORE, 2, 8, per_1000=0.05)),
    *on(TOWN, kit("TB-014", K.FIRE, S.HOLDER, 2, 4), kit("TB-018", K.FIRE, S.HOLDER, 1, 2), chance=0.6),
    *on(UPLAND, kit("TB-016", K.MILITIA, S.STORE, 4, 14)),
    *on(UPLAND, kit("TB-016", K.HOUSE, S.YARD, 1, 2), chance=0.4),
    *on(LOWLAND | ISLAND, kit("TB-016", K.MILITIA, S.STORE, 2, 8)),
    kit("TB-021", K.MILITIA, S.HOLDER, 4, 10),
    *on(ISLAND | UPLAND, kit("TB-023", K.OFFICE, S.OFFICE, 1, 1), chance=0.7),
    *on(ALL, kit("TB-024", K.OFFICE, S.HAMLETS, 5, 9, per_1000=0.5), chance=0.5),
    *maybe(0.7, kit("TB-025", K.OFFICE, S.HAMLETS, 5, 9, per_1000=0.5)),
    *maybe(0.5, kit("TB-026", K.MILITIA, S.STORE, 25, 60)),
    *maybe(0.5, kit("TB-030", K.HEALTH, S.HOLDER, 2, 6)),
    *on(UPLAND, kit("TB-034", K.FOREST, S.HOLDER, 2, 6), chance=0.6),
    *on(UPLAND, kit("TB-035", K.FOREST, S.HOLDER, 20, 60), chance=0.5),
    *on(TOWN, kit("TB-032", K.POLICE, S.HOLDER, 20, 60)),
)


MATERIALS = (
    *on(LOWLAND | ISLAND, pile("VT-001", 600, 1800, 45, 50), keep=0.1),
    *on(UPLAND, pile("VT-001", 300, 900, 30, 50)),
    *on(UPLAND, pile("VT-002", 30, 120, 1, 10), keep=0.2),
    *on(LOWLAND, pile("VT-002", 10, 60, 1, 10), chance=0.5),
    *maybe(0.4, replace(pile("VT-003", 40, 150, 2, 10), keeper=K.BUILDER, spot=S.YARD, note=AGREED)),
    *on(LOWLAND, pile("VT-005", 80, 250, 3, 10), chance=0.4),
    *maybe(0.4, pile("VT-006", 100, 500, 8, 50), pile("VT-013", 40, 90, 1, 5)),
    *on(UPLAND, pile("VT-008", 50, 150, 2, 10), chance=0.4),
    *maybe(0.7, pile("VT-009", 200, 600, 10, 50)),
    *on(SEA | UPLAND, pile("VT-010", 50, 200, 3, 10), chance=0.4),
    *maybe(0.6, pile("VT-011", 40, 90, 2, 5)),
    *on(UPLAND, pile("VT-012", 15, 40, 0.5, 5), chance=0.4),
    *maybe(0.3, pile("VT-016", 10, 25, 0.5, 1)),
)
GOODS = (*COMMAND, *FORCES, *WATERCRAFT, *VEHICLES, *EQUIPMENT, *MATERIALS)
