"""The thirteen scenarios by name: facts and norms in, needs and totals out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mobilization.rules.hazards import Hazard
from mobilization.rules.scenarios import fires, natural, special
from mobilization.rules.scenarios.drivers import EXPERT, Driver, facts_of
from mobilization.rules.scenarios.norms import DEFAULTS, Norms
from mobilization.rules.scenarios.sheet import ScenarioNeed, Sheet, Total

WORK: Mapping[Hazard, Callable[[Sheet], None]] = {
    Hazard.SO_TAN: natural.evacuation,
    Hazard.NGAP_LUT: natural.flood,
    Hazard.BAO: natural.storm,
    Hazard.SAT_LO: natural.landslide,
    Hazard.CHAY_RUNG: fires.forest_fire,
    Hazard.CHAY_NO: fires.town_fire,
    Hazard.SAP_DO: fires.collapse,
    Hazard.TRAN_DAU: special.oil,
    Hazard.HOA_CHAT: special.chemical,
    Hazard.BUC_XA: special.radiation,
    Hazard.DICH_BENH: special.epidemic,
    Hazard.TAU_THUYEN: fires.ship,
    Hazard.PKND: special.air_defence,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What a scenario comes to. `expert`: the rest is for the specialist authority and is not worked out."""

    needs: tuple[ScenarioNeed, ...]
    totals: Mapping[str, Total]
    expert: bool


def compute(hazard: Hazard, said: Mapping[Driver, int], norms: Norms = DEFAULTS) -> Outcome:
    """Return a scenario's needs, the most urgent first; raises DriverRangeError."""
    sheet = Sheet(facts=facts_of(hazard, said), norms=norms)
    WORK[hazard](sheet)
    needs = sorted(sheet.needs.values(), key=lambda need: need.priority)
    return Outcome(needs=tuple(needs), totals=sheet.totals, expert=hazard in EXPERT)
