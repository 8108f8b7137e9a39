"""The planner's problem, made from the stock, the roads and the commander's word as they stand now."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from fractions import Fraction
from operator import attrgetter

from sqlalchemy.orm import Session

from core.clock import day_of
from core.communes.queries import list_communes, list_links
from core.communes.rules import Commune, CommuneCode, Link
from core.values import frozen
from inventory.queries.details import list_capabilities
from mobilization.models import IncidentRow
from mobilization.queries.incidents import Incident
from mobilization.queries.needs import NeedState
from mobilization.queries.norms import norms_in_force
from mobilization.queries.plan_lots import PlanLot, list_plan_lots
from mobilization.queries.planning import Choice, list_choices, list_standing
from mobilization.queries.roads import list_link_states, list_road_minutes
from mobilization.queries.substitutes import list_substitutes
from mobilization.rules.abilities import ABILITIES
from mobilization.rules.candidates import Barred
from mobilization.rules.fitting import Asked, Fitting, fit, wanted_types
from mobilization.rules.problem import Forbid, Need, Pin, Problem, Substitute, columns
from mobilization.rules.roads import RoadMap, Way, road_map
from mobilization.rules.wishes import Unkept, with_pins
from mobilization.services.drills import played_lots
from mobilization.services.stocking import stocks_of

Standing = Mapping[tuple[int, int], int]


@frozen
class Offered:
    """What the planner was shown; what it was not shown, with the one reason for each; pins that cannot be kept.

    `roads` tells where every minute comes from; `standing` is what is promised already;
    `fitting` tells which lots serve which needs, `declared` what the catalogue lets stand for what.
    """

    problem: Problem
    barred: dict[int, Barred]
    unkept: list[Unkept]
    roads: RoadMap
    lots: dict[int, PlanLot]
    standing: dict[int, dict[tuple[int, int], int]]
    fitting: Fitting
    declared: Sequence[Substitute]

    def pairs(self) -> int:
        """Return how many pairs of a need and a stock that fits it there are: what solving costs."""
        stocks = Counter(map(attrgetter("type"), self.problem.stocks))
        fitting = {need.type: stocks[need.type] for need in self.problem.needs}
        for row in self.problem.substitutes:
            fitting[row.asked] += stocks[row.given]
        return sum(fitting[need.type] for need in self.problem.needs)


def offered(
    session: Session, incidents: Sequence[Incident | IncidentRow], needs: Sequence[NeedState], now: datetime
) -> Offered:
    """Return the planning problem of incidents that share one stock, as everything stands now.

    A commune's own incident is planned alone: it reaches that commune only. Several are the province's.
    """
    missing = {need.id: int(need.missing) for need in needs}
    wanted = [need for need in needs if missing[need.id] >= 1]
    asked = [need.asked for need in wanted]
    declared = list_substitutes(session, {need.type_code for need in wanted if need.type_code})
    types = wanted_types(set(asked), declared)
    lots = list_plan_lots(session, types)
    drills = [incident for incident in incidents if incident.drill]
    for drill in drills:
        lots = played_lots(session, drill.id, lots)
    reach = next((item.commune_code for item in incidents if item.run_by == "commune"), None)
    fitting = _fitting(session, asked, lots, declared, now)
    ids = [incident.id for incident in incidents]
    choices = list_choices(session, ids)
    bans = _bans(choices, wanted, lots, fitting)
    stocks, barred, pools = stocks_of(
        session,
        lots,
        fitting.kinds,
        reach=reach,
        whole=() if drills else types,
        banned=_from_all(bans, wanted, fitting),
        incidents=ids,
        now=now,
    )
    ends = {need.commune_code for need in wanted}
    roads = _roads(session, ends, list_communes(session), list_links(session), now)
    standing = list_standing(session, ids)
    problem = Problem(
        places=roads.places,
        stocks=stocks,
        needs=[_need(need, one.key, missing[need.id]) for need, one in zip(wanted, asked, strict=True)],
        minutes=roads.minutes_to(sorted(ends)),
        substitutes=fitting.substitutes,
        forbids=[Forbid(need=need, stock=lot) for need, lot in sorted(bans) if lot not in barred],
        pools=pools,
    )
    problem, unkept = with_pins(problem, _pins(choices, wanted, standing, _ratios(fitting)))
    return Offered(
        problem=problem,
        barred=barred,
        unkept=unkept,
        roads=roads,
        lots=dict(zip(fitting.kinds, lots, strict=True)),
        standing=standing,
        fitting=fitting,
        declared=declared,
    )


def _need(need: NeedState, kind: str, missing: int) -> Need:
    """Return what a need still lacks as the planner's; people are shared incident by incident."""
    return Need(
        id=need.id,
        place=need.commune_code,
        type=kind,
        quantity=missing,
        priority=need.priority,
        within_minutes=need.within_minutes,
        case=need.incident_id,
    )


def _fitting(
    session: Session,
    asked: Sequence[Asked],
    lots: Sequence[PlanLot],
    declared: Sequence[Substitute],
    now: datetime,
) -> Fitting:
    """Return which lots serve which needs; what a piece does is read only where an ability is asked for."""
    types = {code for one in asked if one.ability for code in ABILITIES[one.ability].norms}
    able = [lot.id for lot in lots if lot.type_code in types] if types else []
    having = columns(lots, PlanLot)
    return fit(
        asked,
        dict(zip(having.id, having.type_code, strict=True)),
        declared,
        list_capabilities(session, able),
        norms_in_force(session, day_of(now)) if types else {},
    )


def ways_to(
    session: Session, ends: set[str], communes: Sequence[Commune], links: Sequence[Link], now: datetime
) -> dict[str, dict[CommuneCode, Way]]:
    """Return for each commune the way from every other one, as the roads are now."""
    roads = _roads(session, ends, communes, links, now)
    return {end: roads.ways_to(CommuneCode(end)) for end in sorted(ends)}


def _roads(
    session: Session, ends: set[str], communes: Sequence[Commune], links: Sequence[Link], now: datetime
) -> RoadMap:
    changes = tuple(state.change() for state in list_link_states(session, now))
    engine = frozenset(list_road_minutes(session, ends).items())
    return road_map(tuple(communes), tuple(links), changes, engine)


def _bans(
    choices: Sequence[Choice], needs: Sequence[NeedState], lots: Sequence[PlanLot], fitting: Fitting
) -> set[tuple[int, int]]:
    """Return every pair of a need and a lot that would serve it which a ban in force keeps apart."""
    return {
        (need.id, lot.id)
        for ban in choices
        if ban.kind == "forbid"
        for lot in lots
        if lot.id == ban.lot_id or lot.holder_id == ban.holder_id
        for need in needs
        if ban.need_id in (None, need.id) and ban.incident_id == need.incident_id
        if fitting.serves(lot.id, need.asked.key)
    }


def _from_all(bans: Set[tuple[int, int]], needs: Sequence[NeedState], fitting: Fitting) -> set[int]:
    """Return the lots that are kept apart from every need they would serve."""
    return {
        lot
        for lot in {lot for _need, lot in bans}
        if all((need.id, lot) in bans for need in needs if fitting.serves(lot, need.asked.key))
    }


def _ratios(fitting: Fitting) -> dict[tuple[str, int], Fraction]:
    """Return how many units of a lot stand for one asked for, by what is asked for and the lot."""
    if not fitting.substitutes:
        return {}
    given: dict[object, list[int]] = {}
    for lot_id, kind in fitting.kinds.items():
        given.setdefault(kind, []).append(lot_id)
    return {
        (str(row.asked), lot_id): row.given_per_asked
        for row in fitting.substitutes
        for lot_id in given.get(row.given, ())
    }


def _pins(
    choices: Sequence[Choice],
    needs: Sequence[NeedState],
    standing: Mapping[int, Standing],
    ratios: Mapping[tuple[str, int], Fraction],
) -> list[Pin]:
    """Return what is still to be sent of each pin; what stands already counts towards it."""
    missing = {need.id: need for need in needs}
    pins = []
    for choice in choices:
        if choice.kind != "pin" or choice.need_id not in missing or choice.quantity is None:
            continue
        assert choice.lot_id is not None
        sent = standing.get(choice.incident_id, {}).get((choice.need_id, choice.lot_id), 0)
        need = missing[choice.need_id]
        enough = math.ceil(int(need.missing) * ratios.get((need.asked.key, choice.lot_id), Fraction(1)))
        left = min(int(choice.quantity) - sent, enough)
        if left > 0:
            pins.append(Pin(need=choice.need_id, stock=choice.lot_id, quantity=left))
    return pins
