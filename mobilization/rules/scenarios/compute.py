"""The thirteen scenarios by name: facts and norms in, needs and totals out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from core.values import frozen
from mobilization.rules.hazards import Hazard
from mobilization.rules.scenarios import fires, natural, special
from mobilization.rules.scenarios.drivers import ASKED, EXPERT, SPECS, Driver, facts_of
from mobilization.rules.scenarios.norms import DEFAULTS, Norm, Norms
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


@frozen
class Outcome:
    """What a scenario comes to. `expert`: the rest is for the specialist authority, `left` the types it decides on."""

    needs: tuple[ScenarioNeed, ...]
    totals: Mapping[str, Total]
    expert: bool
    left: tuple[str, ...]


def compute(hazard: Hazard, said: Mapping[Driver, int], norms: Norms = DEFAULTS) -> Outcome:
    """Return a scenario's needs, the most urgent first; raises DriverRangeError."""
    sheet = Sheet(facts=facts_of(hazard, said), norms=norms)
    WORK[hazard](sheet)
    needs = sorted(sheet.needs.values(), key=lambda need: need.priority)
    return Outcome(needs=tuple(needs), totals=sheet.totals, expert=hazard in EXPERT,
                   left=EXPERT.get(hazard, ()))  # fmt: skip


class Watched(dict[str, Norm]):
    """Norms that remember which of them were looked at."""

    def __init__(self, norms: Norms) -> None:
        super().__init__(norms)
        self.seen: set[str] = set()

    def __getitem__(self, key: str) -> Norm:
        self.seen.add(key)
        return super().__getitem__(key)


def _corners(hazard: Hazard) -> Iterator[dict[Driver, int]]:
    """Yield the usual facts and, one variable after the other, its least and its most."""
    yield {}
    for driver in ASKED[hazard]:
        yield {driver: SPECS[driver].least}
        yield {driver: SPECS[driver].most}


@cache
def used_in() -> Mapping[str, tuple[Hazard, ...]]:
    """Return for each norm the scenarios that look at it, found by working them out."""
    found: dict[str, tuple[Hazard, ...]] = {}
    for hazard in WORK:
        watched = Watched(DEFAULTS)
        for said in _corners(hazard):
            compute(hazard, said, watched)
        for key in watched.seen:
            found[key] = (*found.get(key, ()), hazard)
    return found
