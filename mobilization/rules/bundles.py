"""A boat nobody can steer and a generator without fuel are no capacity: what there is of crews and fuel to share.

Crews and fuel are shared inside a commune: nobody steers two boats, no litre is burnt twice. What is out or promised
already has its crew and fuel with it. A lot whose dual-use details name its operator or its fuel needs nothing of the
commune's. People promised by name to an incident are the crew of that incident's boats; to another they are not: who
is out with one serves no other. Fishing vessels and ships (PT-009, PT-010) come with their masters and are not counted here.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from fractions import Fraction

from core.values import frozen
from mobilization.rules.ids import CaseId, StockId
from mobilization.rules.plan import Reason
from mobilization.rules.pools import BY_NAME, WITH_MACHINES, Parts, Pool
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


@frozen
class Machine:
    """A lot that needs crew or fuel: `free` units to give, `out` units promised or away; `own` brings its own.

    `cases`: how many of those out each incident has.
    """

    lot_id: int
    commune_code: str
    type_code: str
    free: int
    out: int
    own: bool
    cases: Mapping[int, int] = field(default_factory=dict)


@frozen
class Means:
    """A lot that makes machines work: all that is usable, what is promised or away, and how much of it to each incident.

    In thousandths of the catalogue's unit, as the database keeps them; but `free` are whole units to give by name.
    """

    commune_code: str
    type_code: str
    usable: int
    out: int
    lot_id: int = 0
    free: int = 0
    cases: Mapping[int, int] = field(default_factory=dict)


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


def pools_of(
    machines: Iterable[Machine], means: Iterable[Means], norms: Norms, *, asking: Collection[int]
) -> list[Pool]:
    """Return what the `asking` incidents share of each commune's crews and fuel, in parts of a thousandth.

    What other incidents have is not theirs. What is out beyond what there is stays out, and more cannot go.
    """
    needy = [machine for machine in machines if not machine.own and lack_of(machine.type_code)]
    there = [item for item in means if item.type_code in _MADE_UP_BY]
    whole, parts = _whole(needy, norms)
    amounts: dict[_Place, int] = {}
    sides: dict[_Place, tuple[dict[StockId, int], dict[StockId, int]]] = {}
    for item in there:
        place = item.commune_code, _MADE_UP_BY[item.type_code]
        amounts[place] = amounts.get(place, 0) + item.usable * parts
        if item.free:
            sides.setdefault(place, ({}, {}))[BY_NAME][item.lot_id] = 1000 * parts
    for machine in needy:
        lack = lack_of(machine.type_code)
        if machine.free and lack:
            drawn = sides.setdefault((machine.commune_code, lack), ({}, {}))
            drawn[WITH_MACHINES][machine.lot_id] = whole[machine.type_code]
    gone = _gone(needy, there, whole, parts)
    pools = []
    for place, (named, worked) in sides.items():
        cases = gone.get(place, {})
        others = sum(max(pair) for case, pair in cases.items() if case not in asking)
        amount = max(amounts.get(place, 0), sum(map(max, cases.values()))) - others
        own: dict[CaseId, Parts] = {case: pair for case, pair in cases.items() if case in asking}
        pools.append(
            Pool(
                id="/".join(place),
                amount=amount,
                named=named,
                machines=worked,
                gone=own,
                lack=Reason(place[1].value),
            )
        )
    return pools


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
