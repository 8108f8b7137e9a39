"""What a hazard of a given level asks of one commune: the standard demand its readiness is measured by.

Everything it rests on is a norm with its source that a province may set for itself: the share of the people touched at
each level and the days to hold out (`shares`), how large the event is at each level and how it goes (`extent`). Only that
people are carried by road where no boat is said is a choice of the reckoning and no figure.
"""

from __future__ import annotations

import math
from fractions import Fraction

from core.values import frozen
from mobilization.rules.hazards import Hazard
from mobilization.rules.scenarios.compute import compute
from mobilization.rules.scenarios.drivers import ASKED, SPECS, Driver
from mobilization.rules.scenarios.norms import DEFAULTS, Norms
from mobilization.rules.scenarios.sheet import ScenarioNeed

LEVELS = (1, 2, 3, 4, 5)  # cấp độ rủi ro thiên tai, QĐ 18/2021/QĐ-TTg


@frozen
class CommuneFacts:
    """What decides a commune's demand. `upland` is hills or mountains, `coastal` a shore of the mainland."""

    population: int
    coastal: bool = False
    island: bool = False
    upland: bool = False


_BY_LEVEL = (
    *(Driver.DEBRIS_M3, Driver.BLOCKED_M, Driver.CUT_OFF_HAMLETS, Driver.BURNING_HA, Driver.FIRE_DANGER),
    *(Driver.FIRES, Driver.AREA_M2, Driver.OIL_TONNES, Driver.SHORE_KM, Driver.SEA_MILES),
)
_USUAL = (
    *(Driver.KM, Driver.HOURS, Driver.DEPTH_CM, Driver.WALL_M, Driver.WATER_KM),
    *(Driver.FLOORS, Driver.MOUTH_M, Driver.SHIP_M, Driver.ALARM_MINUTES),
)
_AT_SEA = frozenset({Hazard.TRAN_DAU, Hazard.TAU_THUYEN})
_ON_SLOPES = frozenset({Hazard.SAT_LO, Hazard.CHAY_RUNG})


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
    days = norms["reserve_days_remote" if facts.island or facts.upland else "reserve_days"].fraction
    households = math.ceil(people / norms["household"].fraction)
    ashore = facts.coastal or facts.island
    hours = f"usual_hours_{hazard.value}"
    said: dict[Driver, Fraction | int] = {
        **{driver: norms[f"usual_{driver.value}"].fraction for driver in _USUAL},
        **{driver: norms[f"extent_{driver.value}_{level}"].fraction for driver in _BY_LEVEL},
        **({Driver.HOURS: norms[hours].fraction} if hours in norms else {}),
        Driver.PEOPLE: people,
        Driver.VULNERABLE: norms["vulnerable"].fraction,
        Driver.DAYS: days,
        Driver.CURRENT: 2 if level >= norms["fast_from"].value else 1,
        Driver.STEEP: 2 if facts.upland else 1,
        Driver.FLOODED_HA: people * norms["flooded_ha"].fraction / 100,
        Driver.SHIPS: facts.population // norms["people_per_ship"].fraction if ashore else 0,
        Driver.WEAK_HOUSES: households * norms["weak_houses_share"].fraction / 100,
        Driver.BURIED: people * norms["buried_share"].fraction / 100,
        Driver.TRAPPED: people * norms["trapped_share"].fraction / 100,
        Driver.CASES: people,
        Driver.HOUSEHOLDS: people * norms["homes_per_case"].fraction,
        Driver.ABOARD: people,
    }
    return {
        driver: min(
            SPECS[driver].most, max(SPECS[driver].least, math.ceil(said.get(driver, SPECS[driver].usual)))
        )
        for driver in ASKED[hazard]
    }


def needs_of(
    hazard: Hazard, level: int, facts: CommuneFacts, norms: Norms = DEFAULTS
) -> tuple[ScenarioNeed, ...]:
    """Return what a commune should have for a hazard of a level; nothing where the hazard cannot befall it."""
    if not threatens(hazard, facts):
        return ()
    return compute(hazard, drivers_of(hazard, level, facts, norms), norms).needs
