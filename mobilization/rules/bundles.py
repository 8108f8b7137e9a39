"""A boat nobody can steer and a generator without fuel are no capacity: how many of each can really be used.

Crews and fuel are shared inside a commune: nobody steers two boats, no litre is burnt twice. What is out or promised
already has its crew and fuel with it. A lot whose dual-use details name its operator or its fuel needs nothing of the
commune's. People promised by name to an incident are the crew of that incident's boats; to another they are not: who
is out with one serves no other. Fishing vessels and ships (PT-009, PT-010) come with their masters and are not counted here.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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

    Those of a lower `turn` get theirs first. `cases`: how many of those out each incident has.
    """

    lot_id: int
    commune_code: str
    type_code: str
    free: int
    out: int
    own: bool
    turn: int = 0
    cases: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Means:
    """A lot that makes machines work: all that is usable, what is promised or away, and how much of it to each incident.

    In thousandths of the catalogue's unit, as the database keeps them.
    """

    commune_code: str
    type_code: str
    usable: int
    out: int
    lot_id: int = 0
    cases: Mapping[int, int] = field(default_factory=dict)

    @property
    def free(self) -> int:
        """What nobody was promised by name."""
        return max(0, self.usable - self.out)


def lack_of(type_code: str) -> Lack | None:
    """Return what a type cannot work without, or None."""
    if type_code in BOATS:
        return Lack.CREW
    return Lack.FUEL if type_code in GENERATORS else None


def serves_lack(type_code: str) -> Lack | None:
    """Return the lack that a type makes up for, or None."""
    return _MADE_UP_BY.get(type_code)


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
    whole, parts = _whole(needy, norms)
    there = [item for item in means if item.type_code in _MADE_UP_BY]
    gone = _gone(needy, there, whole, parts)
    left: dict[_Place, int] = {}
    for item in there:
        place = item.commune_code, _MADE_UP_BY[item.type_code]
        left[place] = left.get(place, 0) + item.usable * parts
    for place, cases in gone.items():
        left[place] = left.get(place, 0) - sum(max(pair) for pair in cases.values())
    result: dict[int, int] = {}
    for machine in needy:
        lack = lack_of(machine.type_code)
        if lack is None:
            continue
        place, each = (machine.commune_code, lack), whole[machine.type_code]
        rest = left.get(place, 0)
        able = min(machine.free, max(0, rest // each))
        left[place] = rest - able * each
        if able < machine.free:
            result[machine.lot_id] = able
    return result


def by_name_limit(
    machines: Iterable[Machine],
    means: Iterable[Means],
    norms: Norms,
    *,
    own: Collection[int],
    asked: Collection[str],
) -> Mapping[int, int]:
    """Return for each lot of people or fuel that machines of other incidents need how many thousandths it still gives.

    `own` is the incident that asks, whose machines its own people work; of several each is another to the others. What
    goes with machines is taken from types nobody has `asked` for first, then from the highest lot numbers.
    """
    needy = [machine for machine in machines if not machine.own]
    there = [item for item in means if item.type_code in _MADE_UP_BY]
    whole, parts = _whole(needy, norms)
    alone = set(own) if len(own) == 1 else set()
    with_machines = {
        place: sum(max(0, taken - named) for case, (named, taken) in cases.items() if case not in alone)
        for place, cases in _gone(needy, there, whole, parts).items()
    }
    result: dict[int, int] = {}
    for item in sorted(there, key=lambda item: (item.type_code in asked, -item.lot_id)):
        place = item.commune_code, _MADE_UP_BY[item.type_code]
        if taken := min(with_machines.get(place, 0), item.free * parts):
            with_machines[place] -= taken
            result[item.lot_id] = (item.free * parts - taken) // parts
    return result


def _whole(needy: Iterable[Machine], norms: Norms) -> tuple[dict[str, int], int]:
    """Return what a unit of each type needs in whole parts of a thousandth, and how many parts that has.

    Thousandths are cut so fine that every machine takes a whole number: sums of fractions cost a nation seconds.
    """
    types = {machine.type_code for machine in needy}
    each_of = {code: per_unit(code, norms) * 1000 for code in types if lack_of(code) is not None}
    parts = math.lcm(*(each.denominator for each in each_of.values()))
    return {code: int(each * parts) for code, each in each_of.items()}, parts


def _gone(
    needy: Iterable[Machine], means: Sequence[Means], each_of: Mapping[str, int], parts: int
) -> dict[_Place, dict[int, tuple[int, int]]]:
    """Return for each commune and incident what was promised by name and what its machines that are out need, in parts.

    People promised by name may be the crew of the same incident's boats: the greater of the two is gone, not their sum.
    What no incident has stands together as one more.
    """
    named: dict[_Place, dict[int, int]] = {}
    for item in means:
        place = item.commune_code, _MADE_UP_BY[item.type_code]
        _add(named.setdefault(place, {}), item.cases, item.out, parts)
    taken: dict[_Place, dict[int, int]] = {}
    for machine in needy:
        if machine.out and (lack := lack_of(machine.type_code)) is not None:
            place = machine.commune_code, lack
            _add(taken.setdefault(place, {}), machine.cases, machine.out, each_of[machine.type_code])
    return {
        place: {
            case: (named.get(place, {}).get(case, 0), taken.get(place, {}).get(case, 0))
            for case in named.get(place, {}).keys() | taken.get(place, {}).keys()
        }
        for place in named.keys() | taken.keys()
    }


def _add(found: dict[int, int], cases: Mapping[int, int], out: int, each: int) -> None:
    """Add what each incident has, and what is out beyond that, each unit counted as so many parts."""
    for case, units in cases.items():
        found[case] = found.get(case, 0) + units * each
    if rest := max(0, out - sum(cases.values())):
        found[_NO_INCIDENT] = found.get(_NO_INCIDENT, 0) + rest * each


_NO_INCIDENT = 0
_Place = tuple[str, Lack]
_MADE_UP_BY = {code: lack for lack in Lack for code in means_of(lack)}
