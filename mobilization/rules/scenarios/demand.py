"""What a hazard of a given level asks of one commune: the standard demand its readiness is measured by.

The share of the people touched at each level and the days to hold out are norms (`share_<hazard>_<level>`,
`reserve_days…`) that a province may set for itself. What no norm says (cubic metres of a slide, hectares of a fire)
stands in the tables below: planning assumptions of this project [D], from the usual values of the scenario at level 3.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from mobilization.rules.hazards import Hazard
from mobilization.rules.scenarios.compute import compute
from mobilization.rules.scenarios.drivers import ASKED, SPECS, Driver
from mobilization.rules.scenarios.norms import DEFAULTS, Norms
from mobilization.rules.scenarios.sheet import ScenarioNeed

LEVELS = (1, 2, 3, 4, 5)  # cấp độ rủi ro thiên tai, QĐ 18/2021/QĐ-TTg
PEOPLE_PER_SHIP = 60  # of a shore commune; the province has some 4,500 fishing boats
WEAK_HOUSES_SHARE = 0.1  # of the households that must leave
BURIED_SHARE = 0.02  # of the people a slide touches
HOUSEHOLDS_PER_CASE = 2  # kept apart for each ill person
HECTARES_PER_PERSON = 0.02  # flooded ground to pump dry, by people cut off
INSIDE_KM = 5  # people are moved within their commune
SLIDE_HOURS = 24  # a slide on a commune's road is to be opened within a day
TRAPPED_SHARE = 0.05  # of the people a fire or a collapse touches


@dataclass(frozen=True, kw_only=True, slots=True)
class CommuneFacts:
    """What decides a commune's demand. `upland` is hills or mountains, `coastal` a shore of the mainland."""

    population: int
    coastal: bool = False
    island: bool = False
    upland: bool = False


_BY_LEVEL: Mapping[Hazard, Mapping[Driver, tuple[int, int, int, int, int]]] = {
    Hazard.SAT_LO: {
        Driver.DEBRIS_M3: (500, 1000, 2000, 5000, 10_000),
        Driver.BLOCKED_M: (50, 100, 200, 500, 1000),
        Driver.CUT_OFF_HAMLETS: (0, 1, 1, 2, 3),
    },
    Hazard.CHAY_RUNG: {
        Driver.BURNING_HA: (2, 5, 10, 20, 40),
        Driver.FIRE_DANGER: (1, 2, 3, 4, 5),
    },
    Hazard.CHAY_NO: {Driver.FIRES: (1, 1, 1, 2, 3)},
    Hazard.SAP_DO: {Driver.AREA_M2: (200, 300, 600, 1200, 2400)},
    Hazard.TRAN_DAU: {
        Driver.OIL_TONNES: (5, 20, 50, 200, 500),
        Driver.SHORE_KM: (1, 2, 3, 6, 12),
    },
    Hazard.TAU_THUYEN: {Driver.SEA_MILES: (6, 10, 12, 24, 60)},
}
_AT_SEA = frozenset({Hazard.TRAN_DAU, Hazard.TAU_THUYEN})
_ON_SLOPES = frozenset({Hazard.SAT_LO, Hazard.CHAY_RUNG})
FAST_FROM = 4  # from this level water runs fast and the sea is rough


def threatens(hazard: Hazard, facts: CommuneFacts) -> bool:
    """Return whether a hazard can befall a commune: slides and forest fires need slopes, ships a shore."""
    if hazard in _AT_SEA:
        return facts.coastal or facts.island
    if hazard in _ON_SLOPES:
        return facts.upland
    if hazard is Hazard.NGAP_LUT:
        return not facts.island
    return True


def people_touched(hazard: Hazard, level: int, facts: CommuneFacts, norms: Norms = DEFAULTS) -> int:
    """Return how many of a commune's people a hazard touches at a level, at least one."""
    return max(1, math.ceil(facts.population * norms[f"share_{hazard.value}_{level}"].fraction / 100))


def drivers_of(hazard: Hazard, level: int, facts: CommuneFacts, norms: Norms = DEFAULTS) -> dict[Driver, int]:
    """Return the scenario's variables for a commune at a level, each within its bounds."""
    people = people_touched(hazard, level, facts, norms)
    cut_off = facts.island or facts.upland
    days = int(norms["reserve_days_remote" if cut_off else "reserve_days"].value)
    households = math.ceil(people / int(norms["household"].value))
    said = {
        Driver.PEOPLE: people,
        Driver.VULNERABLE: int(norms["vulnerable"].value),
        Driver.KM: INSIDE_KM,
        Driver.DAYS: days,
        Driver.CURRENT: 2 if level >= FAST_FROM else 1,
        Driver.STEEP: 2 if facts.upland else 1,
        Driver.FLOODED_HA: math.ceil(people * HECTARES_PER_PERSON),
        Driver.SHIPS: facts.population // PEOPLE_PER_SHIP if facts.coastal or facts.island else 0,
        Driver.WEAK_HOUSES: math.ceil(households * WEAK_HOUSES_SHARE),
        Driver.BURIED: math.ceil(people * BURIED_SHARE),
        Driver.TRAPPED: math.ceil(people * TRAPPED_SHARE),
        Driver.CASES: people,
        Driver.HOUSEHOLDS: people * HOUSEHOLDS_PER_CASE,
        Driver.ABOARD: people,
        **({Driver.HOURS: SLIDE_HOURS} if hazard is Hazard.SAT_LO else {}),
        **{driver: steps[level - 1] for driver, steps in _BY_LEVEL.get(hazard, {}).items()},
    }
    return {
        driver: min(SPECS[driver].most, max(SPECS[driver].least, said.get(driver, SPECS[driver].usual)))
        for driver in ASKED[hazard]
    }


def needs_of(
    hazard: Hazard, level: int, facts: CommuneFacts, norms: Norms = DEFAULTS
) -> tuple[ScenarioNeed, ...]:
    """Return what a commune should have for a hazard of a level; nothing where the hazard cannot befall it."""
    if not threatens(hazard, facts):
        return ()
    return compute(hazard, drivers_of(hazard, level, facts, norms), norms).needs
