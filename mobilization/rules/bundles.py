"""A boat nobody can steer and a generator without fuel are no capacity: how many of each can really be used.

Crews and fuel are shared inside a commune: nobody steers two boats, no litre is burnt twice. What is out or promised
already has its crew and fuel with it. A lot whose dual-use details name its operator or its fuel needs nothing of the
commune's. Fishing vessels and ships (PT-009, PT-010) come with their masters and are not counted here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from operator import attrgetter

from mobilization.rules.scenarios.norms import Norms

BOATS = ("PT-001", "PT-002", "PT-003", "PT-004", "PT-005", "PT-006", "PT-007", "PT-011")
GENERATORS = ("TB-010", "TB-011", "TB-012")
# Boat operators, maritime militia, fire and rescue police, border guards, divers: trained to steer small craft.
CREW = frozenset({"LL-026", "LL-006", "LL-011", "LL-013", "LL-025"})
FUEL = frozenset({"HC-010", "HC-011"})  # diesel, and fuel not told apart
NORM_KEYS = frozenset(
    {"boat_operators", "generator_load", "generator_hours", "fuel_kwh", "power_factor"}
    | {f"kva_{code}" for code in GENERATORS}
)


class Lack(StrEnum):
    """What a lot lacks to be capacity."""

    CREW = "no_crew"
    FUEL = "no_fuel"


@dataclass(frozen=True, kw_only=True, slots=True)
class Machine:
    """A lot that needs crew or fuel: `free` units to give, `out` units promised or away; `own` brings its own.

    Those of a lower `turn` get theirs first.
    """

    lot_id: int
    commune_code: str
    type_code: str
    free: int
    out: int
    own: bool
    turn: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Means:
    """What a commune has of a type that makes machines work: all that is usable, and what is promised or away.

    Both in thousandths of the catalogue's unit, as the database keeps them.
    """

    commune_code: str
    type_code: str
    usable: int
    out: int


def lack_of(type_code: str) -> Lack | None:
    """Return what a type cannot work without, or None."""
    if type_code in BOATS:
        return Lack.CREW
    return Lack.FUEL if type_code in GENERATORS else None


def means_of(lack: Lack) -> frozenset[str]:
    """Return the types that make up for a lack."""
    return CREW if lack is Lack.CREW else FUEL


def per_unit(type_code: str, norms: Norms) -> Fraction:
    """Return the people one boat needs, or the litres a generator burns in its hours.

    Litres = kVA x power factor (kW per kVA) x load x litres per kWh x hours.
    """
    if type_code in BOATS:
        return norms["boat_operators"].fraction
    power = norms[f"kva_{type_code}"].fraction * norms["power_factor"].fraction
    loaded = power * norms["generator_load"].fraction / 100
    return loaded * norms["fuel_kwh"].fraction * norms["generator_hours"].fraction


def bundle_limit(machines: Iterable[Machine], means: Iterable[Means], norms: Norms) -> Mapping[int, int]:
    """Return for each lot that lacks something how many of its free units are capacity; the others are not in it.

    The lots of a commune are served by their turn, then in the order of their ids.
    """
    needy = sorted((machine for machine in machines if not machine.own), key=attrgetter("turn", "lot_id"))
    types = {machine.type_code for machine in needy}
    each_of = {code: per_unit(code, norms) * 1000 for code in types if lack_of(code) is not None}
    # Thousandths are cut so fine that every machine takes a whole number of parts: sums of fractions cost a nation seconds.
    parts = math.lcm(*(each.denominator for each in each_of.values()))
    whole = {code: int(each * parts) for code, each in each_of.items()}
    left = _left(needy, means, whole, parts)
    result: dict[int, int] = {}
    for machine in needy:
        lack = lack_of(machine.type_code)
        if lack is None:
            continue
        place, each = (machine.commune_code, lack), whole[machine.type_code]
        there = left.get(place, 0)
        able = min(machine.free, max(0, there // each))
        left[place] = there - able * each
        if able < machine.free:
            result[machine.lot_id] = able
    return result


def _left(
    needy: Iterable[Machine], means: Iterable[Means], each_of: Mapping[str, int], parts: int
) -> dict[tuple[str, Lack], int]:
    """Return the crew and fuel of each commune that nothing out or promised has taken, in parts of a thousandth.

    Crews promised by name may be those of the boats that are out: the greater of the two is gone, not their sum.
    """
    there: dict[tuple[str, Lack], int] = {}
    promised: dict[tuple[str, Lack], int] = {}
    for item in means:
        lack = _MADE_UP_BY.get(item.type_code)
        if lack is not None:
            place = item.commune_code, lack
            there[place] = there.get(place, 0) + item.usable
            promised[place] = promised.get(place, 0) + item.out
    with_machines: dict[tuple[str, Lack], int] = {}
    for machine in needy:
        if (lack_here := lack_of(machine.type_code)) is not None:
            place = machine.commune_code, lack_here
            with_machines[place] = with_machines.get(place, 0) + machine.out * each_of[machine.type_code]
    return {
        place: amount * parts - max(promised[place] * parts, with_machines.get(place, 0))
        for place, amount in there.items()
    }


_MADE_UP_BY = {code: lack for lack in Lack for code in means_of(lack)}
