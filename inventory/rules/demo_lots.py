"""A commune's list for the demonstration, drawn from the lines of goods: always the same for the same commune."""

from __future__ import annotations

import math
from random import Random

from core.communes.rules import Commune
from core.text import fold
from core.values import frozen
from inventory.rules.demo_goods import GOODS, Good, Mark, Spot
from inventory.rules.demo_land import (
    HIGHLAND_PROVINCE,
    UPLAND,
    Trait,
    cover_of,
    hamlet_word,
    hamlets_of,
    traits_of,
    where,
)
from inventory.rules.demo_people import Circle, DemoHolder
from inventory.rules.demo_supplies import SUPPLIES

ROOM_PEOPLE = 13  # a class room of 48 m² at 3.5 m² a person (Sphere)


@frozen
class DemoLot:
    """One row of the list; `holder` is a place in the commune's holders, quantities as they are today."""

    code: str
    holder: int
    place: str
    mark: str
    on_hand: int
    broken: int
    keep: int
    ready_minutes: int
    note: str


@frozen
class DemoList:
    """A commune's holders, the People's Committee first, and its rows."""

    holders: tuple[DemoHolder, ...]
    lots: tuple[DemoLot, ...]


def dice(purpose: str, commune: Commune) -> Random:
    """Return the commune's own row of chances, the same in every run and on every machine."""
    return Random(f"bon tai cho/{purpose}/{commune.code}")  # noqa: S311 - a demonstration, not a secret


def list_of(commune: Commune, *, year: int) -> DemoList:
    """Return what a commune keeps; agreements run to the end of `year`."""
    return _Maker(commune, year).made()


class _Maker:
    def __init__(self, commune: Commune, year: int) -> None:
        self.commune, self.year = commune, year
        self.random = dice("lots", commune)
        self.traits = traits_of(commune)
        self.cover = cover_of(commune, self.traits)
        self.circle = Circle(commune, self.traits, dice("people", commune))
        self.lots: dict[tuple[str, int, str, str], DemoLot] = {}
        # Each commune has its own thousand plates, so that no two vehicles share one.
        self.plates = self.random.sample(range(1000), 80)

    def made(self) -> DemoList:
        for good in (*GOODS, *SUPPLIES):
            drawn = self.random.random() < good.chance
            if drawn and not self.traits.isdisjoint(good.land):
                for place in self._places(good):
                    self._add(good, place)
        return DemoList(holders=tuple(self.circle.holders), lots=tuple(self.lots.values()))

    def _places(self, good: Good) -> list[str]:
        """Return a place for each lot of a line; an empty one where it follows from the holder."""
        copies = self.random.randint(*good.copies)
        commune = self.commune
        if good.spot is Spot.HALL:
            hamlets = sorted(self.random.sample(range(1, hamlets_of(commune) + 1), copies))
            longhouse = Trait.HIGHLAND in self.traits
            hall = "Nhà rông" if longhouse else "Nhà văn hóa"
            return [f"{hall} {hamlet_word(commune)} {number}" for number in hamlets]
        fixed = {
            Spot.OFFICE: f"Trụ sở UBND {where(commune)}",
            Spot.STORE: f"Kho UBND {where(commune)}",
            Spot.HAMLETS: f"{hamlets_of(commune)} {hamlet_word(commune)}",
            Spot.SHORE: f"Bến cá {commune.name}",
        }
        return [fixed.get(good.spot, "")] * copies

    def _add(self, good: Good, place: str) -> None:
        holder = self.circle.holder(good.keeper)
        who = self.circle.holders[holder]
        if not place:
            place = who.address if good.spot is Spot.YARD else who.name
        mark = self._mark(good.mark)
        amount = self._amount(good)
        broken = self._broken(good, amount)
        self.lots.setdefault(
            (good.code, holder, fold(place), mark),
            DemoLot(
                code=good.code,
                holder=holder,
                place=place,
                mark=mark,
                on_hand=amount,
                broken=broken,
                keep=min(round(amount * good.keep), amount - broken),
                ready_minutes=self._ready(good),
                note=self._note(good, broken=broken == 1 and bool(good.mark)),
            ),
        )

    def _amount(self, good: Good) -> int:
        if good.ration:
            days = min(self.cover.days, good.most_days)
            wanted = self.cover.people * days * good.ration * good.part
            return math.ceil(wanted / good.step) * good.step
        drawn = self.random.randint(good.least, good.most) + good.per_1000 * self.commune.population / 1000
        return max(1, round(drawn / good.step)) * good.step

    def _broken(self, good: Good, amount: int) -> int:
        if self.random.random() >= good.worn:
            return 0
        return self.random.randint(1, max(1, amount // 12))

    def _mark(self, mark: Mark) -> str:
        if mark is Mark.NONE:
            return ""
        number = self.commune.order % 100 * 1000 + self.plates.pop()
        if mark is Mark.BOAT:
            return f"QNg-{number:05d}TS"
        area = "82" if self.commune.old_province == HIGHLAND_PROVINCE else "76"
        return f"{area}{mark.value}-{number:05d}"

    def _ready(self, good: Good) -> int:
        """Return minutes to the nearest five; on mountain roads everything takes half as long again."""
        slow = 1.0 if UPLAND.isdisjoint(self.traits) else 1.5
        return round(self.random.randint(*good.ready) * slow / 5) * 5

    def _note(self, good: Good, *, broken: bool) -> str:
        random = self.random
        rooms = random.randint(8, 24)
        facts = {
            "where": where(self.commune),
            "people": f"{self.cover.people:,}".replace(",", "."),
            "days": min(self.cover.days, good.most_days),
            "year": self.year,
            "agreement": f"{random.randint(1, 60):02d}",
            "rooms": rooms,
            "school": rooms * ROOM_PEOPLE,
            "floors": random.randint(1, 3),
            "hall": random.randrange(60, 200, 10),
            "beds": random.randint(5, 12),
            "guests": random.randint(4, 15),
            "meals": random.randrange(100, 400, 50),
            "boats": random.randrange(80, 400, 20),
            "power": random.randrange(90, 720, 30),
            "tank": random.randint(5, 12),
            "store": random.randrange(40, 160, 10),
        }
        text = good.note.format(**facts)
        return "; ".join(part for part in (text, "Đang sửa chữa" if broken else "") if part)
