"""Needs by what is to be done instead of by type: carry 12 people over fast water, 30 kVA of power, 100 m³/h pumped.

Each ability names the types that can serve it and what one piece of them does. What the register notes of a row
(seats, tonnes, kVA, m³/h, persons, m²) goes first, a planning norm of its type stands in where nothing is noted, and
a row of which neither is known is not counted on: nobody sends a pump into a flood on a guess.
Names and units are Vietnamese, like the catalogue's: they are printed on papers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from core.errors import DomainError
from core.values import frozen
from inventory.rules.details import Capability
from mobilization.rules.scenarios.norms import Norms, number


class Ability(StrEnum):
    """What may be asked for without naming a type."""

    CARRY_ROAD = "carry_road"
    CARRY_WATER = "carry_water"
    CARRY_FAST_WATER = "carry_fast_water"
    HAUL = "haul"
    POWER = "power"
    PUMP = "pump"
    SHELTER = "shelter"


class Unfit(StrEnum):
    """Why a lot of a type that could serve a need does not."""

    CAPACITY_UNKNOWN = "capacity_unknown"
    TOO_WEAK = "too_weak"


class LeastEachError(DomainError):
    """What each piece must do at least is asked of an ability only, and is more than nothing."""

    code = "least_each_wrong"


@frozen
class AbilitySpec:
    """An ability: its name, the unit it is counted in, what one piece is called, what the register notes of it.

    `norms` lead from the types that serve to the norm of one piece, "" where no norm stands in. `factor` is the norm
    by which people are carried fewer than there are seats; people are not divided among boats, so it rounds down.
    """

    name: str
    unit: str
    piece: str
    noted: Capability
    norms: Mapping[str, str]
    factor: str = ""


def _seats(*codes: str) -> dict[str, str]:
    return {code: f"seats_{code}" for code in codes}


_POWERED = ("PT-001", "PT-002", "PT-003", "PT-004", "PT-005", "PT-006", "PT-007", "PT-009", "PT-010")
# Floor under a roof by type; tents by the size in their names (catalogue), buildings by their norms.
TENTS_M2 = {
    "TB-005": Fraction("16.5"),
    "TB-006": Fraction("24.5"),
    "TB-007": Fraction("24.75"),
    "TB-008": Fraction(60),
}
_ROOFS = {
    "CT-001": "school_area",
    "CT-002": "hall_area",
    "CT-003": "refuge_area",
    "CT-004": "office_area",
    "CT-005": "clinic_area",
    "CT-006": "temple_area",
    "CT-007": "house_area",
    "CT-008": "hotel_area",
}
ABILITIES: Mapping[Ability, AbilitySpec] = {
    Ability.CARRY_ROAD: AbilitySpec(
        name="Chở người bằng đường bộ",
        unit="người",
        piece="xe",
        noted=Capability.SEATS,
        norms=_seats("PT-016", "PT-017", "PT-018"),
        factor="load_factor",
    ),
    Ability.CARRY_WATER: AbilitySpec(
        name="Chở người trên nước",
        unit="người",
        piece="phương tiện",
        noted=Capability.SEATS,
        norms=_seats(*_POWERED, "PT-008"),
        factor="load_factor",
    ),
    Ability.CARRY_FAST_WATER: AbilitySpec(  # a rowed boat (PT-008) does not hold its way in a current
        name="Chở người qua nước chảy xiết",
        unit="người",
        piece="phương tiện",
        noted=Capability.SEATS,
        norms=_seats(*_POWERED),
        factor="load_factor_fast",
    ),
    Ability.HAUL: AbilitySpec(
        name="Chở hàng bằng đường bộ",
        unit="tấn",
        piece="xe",
        noted=Capability.TONNES,
        norms=dict.fromkeys(("PT-012", "PT-013", "PT-014", "PT-015", "PT-025"), ""),
    ),
    Ability.POWER: AbilitySpec(
        name="Phát điện",
        unit="kVA",
        piece="máy",
        noted=Capability.KVA,
        norms={code: f"kva_{code}" for code in ("TB-010", "TB-011", "TB-012")},
    ),
    Ability.PUMP: AbilitySpec(
        name="Bơm nước",
        unit="m3/giờ",
        piece="máy",
        noted=Capability.M3_PER_HOUR,
        norms=dict.fromkeys(("TB-013", "TB-014", "TB-015"), ""),
    ),
    Ability.SHELTER: AbilitySpec(
        name="Chỗ ở tạm dưới mái che",
        unit="người",
        piece="nơi ở",
        noted=Capability.PERSONS,
        norms={**_ROOFS, **dict.fromkeys(TENTS_M2, "")},
    ),
}


@frozen
class Capacity:
    """What one piece does, in the ability's unit; `noted` in the register, or else by a norm of its type.

    `working` is how the value came about where it is not the figure noted itself, such as "20 × 0,5".
    """

    value: Fraction
    noted: bool
    working: str = ""


def capacity(
    ability: Ability, type_code: str, noted: Mapping[Capability, Decimal], norms: Norms
) -> Capacity | None:
    """Return what one piece of a type does, None where neither the register nor a norm says."""
    spec = ABILITIES[ability]
    if ability is Ability.SHELTER:
        return _shelter(type_code, noted, norms)
    said = noted.get(spec.noted)
    key = spec.norms[type_code]
    if said is None and not key:
        return None
    value = Fraction(said) if said is not None else norms[key].fraction
    if not spec.factor:
        return Capacity(value=value, noted=said is not None)
    factor = norms[spec.factor].fraction
    return Capacity(
        value=Fraction(math.floor(value * factor)),
        noted=said is not None,
        working=f"{number(value)} × {number(factor)}",
    )


def _shelter(type_code: str, noted: Mapping[Capability, Decimal], norms: Norms) -> Capacity:
    """Return how many people find room: the persons noted, else the floor noted or usual ÷ the floor a person needs."""
    if Capability.PERSONS in noted:
        return Capacity(value=Fraction(math.floor(noted[Capability.PERSONS])), noted=True)
    area = noted.get(Capability.AREA_M2)
    if area is not None:
        floor = Fraction(area)
    elif type_code in TENTS_M2:
        floor = TENTS_M2[type_code]
    else:
        floor = norms[_ROOFS[type_code]].fraction
    each = norms["floor"].fraction
    return Capacity(
        value=Fraction(math.floor(floor / each)),
        noted=area is not None,
        working=f"{number(floor)} m2 ÷ {number(each)}",
    )


def check_least_each(ability: Ability | None, least_each: Decimal | None) -> None:
    """Return where a smallest piece may be asked for; raises LeastEachError."""
    if least_each is not None and (ability is None or least_each <= 0):
        raise LeastEachError


def ability_name(ability: Ability, least_each: Decimal | None) -> str:
    """Return what is asked for, as it is printed: "Phát điện, mỗi máy từ 30 kVA"."""
    spec = ABILITIES[ability]
    if least_each is None:
        return spec.name
    return f"{spec.name}, mỗi {spec.piece} từ {number(least_each)} {spec.unit}"


def ability_unit(ability: Ability, least_each: Decimal | None) -> str:
    """Return what a need is counted in: pieces where each must do so much, otherwise what all do together."""
    spec = ABILITIES[ability]
    return spec.unit if least_each is None else spec.piece
