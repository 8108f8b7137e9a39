"""Who keeps things in the demonstration: institutions by their office, firms and people invented.

Every name of a firm or a person is put together by chance, and every telephone number begins with 095, a prefix
that no network uses: none reaches anybody.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from random import Random

from core.communes.rules import Commune
from core.text import fold
from core.values import frozen
from inventory.rules.demo_land import UPLAND, Trait, hamlet_word, hamlets_of, where


class Keeper(StrEnum):
    """The part a holder plays in a commune's stock."""

    OFFICE = "office"
    MILITIA = "militia"
    POLICE = "police"
    HEALTH = "health"
    FRONT = "front"
    PRIMARY = "primary"
    SECONDARY = "secondary"
    NURSERY = "nursery"
    CLINIC = "clinic"
    FIRE = "fire"
    HARBOUR = "harbour"
    FOREST = "forest"
    BUILDER = "builder"
    HAULIER = "haulier"
    FUEL = "fuel"
    RICE = "rice"
    SHOP = "shop"
    HOTEL = "hotel"
    HOUSE = "house"


@frozen
class DemoHolder:
    """One holder to make; `kind` is the register's kind of holder."""

    kind: str
    name: str
    phone: str
    address: str


# Kind of holder and the ways its name may run: {where} "xã Bình Minh", {name} "Bình Minh", {brand} invented.
KEEPERS: Mapping[Keeper, tuple[str, tuple[str, ...]]] = {
    Keeper.OFFICE: ("commune", ("UBND {where}",)),
    Keeper.MILITIA: ("armed_forces", ("Ban CHQS {where}",)),
    Keeper.POLICE: ("armed_forces", ("Công an {where}",)),
    Keeper.HEALTH: ("agency", ("Trạm Y tế {where}",)),
    Keeper.FRONT: ("agency", ("Ủy ban MTTQ Việt Nam {where}",)),
    Keeper.PRIMARY: ("agency", ("Trường Tiểu học {name}", "Trường Tiểu học số 1 {name}")),
    Keeper.SECONDARY: ("agency", ("Trường THCS {name}", "Trường TH và THCS {name}")),
    Keeper.NURSERY: ("agency", ("Trường Mầm non {name}",)),
    Keeper.CLINIC: ("agency", ("Phòng khám đa khoa khu vực {name}",)),
    Keeper.FIRE: ("armed_forces", ("Đội Chữa cháy và CNCH khu vực {name}",)),
    Keeper.HARBOUR: ("agency", ("Tổ quản lý khu neo đậu tàu thuyền {name}",)),
    Keeper.FOREST: ("agency", ("Trạm Quản lý bảo vệ rừng {name}",)),
    Keeper.BUILDER: ("enterprise", ("Công ty TNHH Xây dựng {brand}", "Công ty CP Xây lắp {brand}")),
    Keeper.HAULIER: ("enterprise", ("Công ty TNHH Vận tải {brand}", "HTX Vận tải {brand}")),
    Keeper.FUEL: ("enterprise", ("Cửa hàng xăng dầu {brand}",)),
    Keeper.RICE: ("enterprise", ("Đại lý gạo {brand}", "Cơ sở xay xát {brand}")),
    Keeper.SHOP: ("enterprise", ("Tạp hóa {brand}", "Cửa hàng tổng hợp {brand}")),
    Keeper.HOTEL: ("enterprise", ("Khách sạn {brand}", "Nhà nghỉ {brand}")),
    Keeper.HOUSE: ("household", ("Hộ {person}",)),
}
BRANDS = (
    *("Sông Mây", "Đá Biếc", "Gió Lành", "Nắng Sớm", "Hạt Vàng", "Cánh Cò", "Lá Thông", "Suối Trong"),
    *("Trăng Non", "Chim Sẻ", "Bến Xanh", "Đồi Sim", "Cầu Vồng", "Hoa Gạo", "Lúa Mới", "Mưa Thuận"),
    *("Sao Hôm", "Đất Lành", "Tre Ngà", "Rặng Dừa", "Mây Trắng", "Nước Mát", "Hương Quế", "Đồng Xa"),
)
FAMILIES = (
    *("Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Bùi", "Đỗ", "Huỳnh", "Phan", "Đặng"),
    *("Tạ", "Trương", "Lương", "Cao", "Tiêu", "Ngô", "Hồ", "Dương"),
)
MEN = (
    *("Văn Tám", "Hữu Lộc", "Quang An", "Thanh Nhân", "Minh Thịnh", "Đình Khoa", "Xuân Dũng", "Công Mai"),
    *("Ngọc Hải", "Tấn Thu", "Văn Bảy", "Duy Phúc", "Trọng Nghĩa", "Văn Long", "Thế Vinh", "Anh Tuấn"),
)
WOMEN = (
    *("Thị Hoa", "Thị Lan", "Ngọc Phương", "Thị Mười", "Thu Hà", "Kim Liên", "Thị Sáu", "Thanh Bình"),
    *("Thị Nga", "Mỹ Dung", "Thị Hạnh", "Bích Thủy"),
)
UPLAND_MEN = ("Đinh Văn Rin", "Phạm Văn Tró", "Hồ Văn Nia", "Đinh Văn Ghin", "Hồ Văn Lẹ", "Phạm Văn Xôi")
HIGHLAND_PEOPLE = ("A Thiu", "A Lưn", "A Nhễn", "Y Blan", "Y Hlếu", "A Kroi", "A Tuăng", "Y Pưn", "A Dễn")
MOST_HOUSES = 8


class Circle:
    """A commune's holders, each made when the first thing is found for it."""

    def __init__(self, commune: Commune, traits: Collection[Trait], random: Random) -> None:
        self.commune = commune
        self.holders: list[DemoHolder] = []
        self._traits = traits
        self._random = random
        self._places: dict[tuple[Keeper, int], int] = {}
        self._phones = random.sample(range(100_000), 40)
        self._brands = random.sample(BRANDS, len(BRANDS))
        self._houses = random.randint(4, MOST_HOUSES)
        self._next_house = 0
        self.holder(Keeper.OFFICE)

    def holder(self, keeper: Keeper) -> int:
        """Return the place in `holders` of the one who plays this part; households take turns."""
        turn = 0
        if keeper is Keeper.HOUSE:
            turn, self._next_house = self._next_house % self._houses, self._next_house + 1
        if (keeper, turn) not in self._places:
            self._places[(keeper, turn)] = len(self.holders)
            self.holders.append(self._make(keeper))
        return self._places[(keeper, turn)]

    def _make(self, keeper: Keeper) -> DemoHolder:
        kind, ways = KEEPERS[keeper]
        commune, random = self.commune, self._random
        way = random.choice(ways)
        name = way.format(
            where=where(commune), name=commune.name, brand=self._brands[-1], person=self._person()
        )
        if "{brand}" in way:
            self._brands.pop()
        hamlet = f"{hamlet_word(commune)} {random.randint(1, hamlets_of(commune))}"
        # Each commune has its own hundred thousand numbers, so that no two holders share one.
        number = commune.order % 100 * 100_000 + self._phones[len(self.holders)]
        return DemoHolder(
            kind=kind,
            name=name,
            phone=f"095{number:07d}",
            address=f"{hamlet[0].upper()}{hamlet[1:]}, {where(commune)}",
        )

    def _person(self) -> str:
        """Return a name that no other household of the commune has."""
        taken = {fold(holder.name) for holder in self.holders}
        while True:
            person = self._any_person()
            if fold(f"Hộ {person}") not in taken:
                return person

    def _any_person(self) -> str:
        random = self._random
        local = not UPLAND.isdisjoint(self._traits) and random.random() < 0.6
        if local and Trait.HIGHLAND in self._traits:
            name = random.choice(HIGHLAND_PEOPLE)
            return f"{'bà' if name.startswith('Y ') else 'ông'} {name}"
        if local:
            return f"ông {random.choice(UPLAND_MEN)}"
        if random.random() < 0.25:
            return f"bà {random.choice(FAMILIES)} {random.choice(WOMEN)}"
        return f"ông {random.choice(FAMILIES)} {random.choice(MEN)}"
