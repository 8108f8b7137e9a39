"""The standing data of the province as last read, with the demands lately worked out from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from functools import lru_cache

from sqlalchemy.orm import Session

from core.communes.rules import Commune
from core.values import frozen
from mobilization.rules.hazards import Hazard
from mobilization.rules.scenarios.demand import LEVELS, CommuneFacts, needs_of, threatens
from mobilization.rules.scenarios.norms import norms_on
from mobilization.rules.scenarios.sheet import ScenarioNeed
from reports.queries.standing import Standing, read_standing, standing_mark
from reports.rules.land import facts_of
from reports.services.stock_days import StockDays

MOST_DEMANDS = 6  # hazards and levels people look at in one sitting; the needs of 96 communes take some 2 MB
Demand = Mapping[str, tuple[ScenarioNeed, ...]]


@frozen
class Kept:
    """What was read at a state of the books, `mark`; `demand` and `stocks` remember their latest answers."""

    mark: str
    standing: Standing
    demand: Callable[[date, Hazard, int], Demand]
    stocks: StockDays = field(default_factory=StockDays)


def kept_or_read(session: Session, kept: Kept | None) -> Kept:
    """Return `kept` where the books stand as they did, else what they say now.

    The mark is taken before the data: a change in between is seen at the next look. One question where nothing
    changed.
    """
    mark = standing_mark(session)
    if kept is not None and kept.mark == mark and kept.standing.communes:
        return kept
    standing = read_standing(session)

    @lru_cache(maxsize=MOST_DEMANDS)
    def demand(day: date, hazard: Hazard, level: int) -> Demand:
        return demand_of(standing, day, hazard, level)

    return Kept(mark=mark, standing=standing, demand=demand)


def demand_of(standing: Standing, day: date, hazard: Hazard, level: int) -> Demand:
    """Return what a hazard asks of every commune by the norms of a day, of the types the catalogue holds."""
    norms = norms_on(day, standing.norm_changes)
    known: dict[CommuneFacts, tuple[ScenarioNeed, ...]] = {}
    found = {}
    for commune in standing.communes:
        facts = facts_of(commune, standing.lands[commune.code])
        if facts not in known:
            needs = needs_of(hazard, level, facts, norms)
            known[facts] = tuple(need for need in needs if need.type_code in standing.kinds)
        found[str(commune.code)] = known[facts]
    return found


def needs_of_commune(
    standing: Standing, day: date, commune: Commune
) -> dict[tuple[Hazard, int], tuple[ScenarioNeed, ...]]:
    """Return what every hazard that can befall one commune asks of it at every level."""
    norms = norms_on(day, standing.norm_changes)
    facts = facts_of(commune, standing.lands[commune.code])
    return {
        (hazard, level): tuple(
            need for need in needs_of(hazard, level, facts, norms) if need.type_code in standing.kinds
        )
        for hazard in Hazard
        if threatens(hazard, facts)
        for level in LEVELS
    }


class Ground:
    """The standing data of a running program, read once and kept until the books say otherwise."""

    def __init__(self) -> None:
        self._kept: Kept | None = None

    def now(self, session: Session) -> Kept:
        """Return the standing data of this moment; two visitors at once may both read it, which does no harm."""
        kept = kept_or_read(session, self._kept)
        self._kept = kept
        return kept
