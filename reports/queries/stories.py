"""What the register knows of one incident, or of one year, for a report in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.clock import day_of
from core.communes.queries import list_communes, list_links
from core.text import masked
from inventory.models import LotRow, ResourceTypeRow
from inventory.rules.command import PROVINCE
from mobilization.models import IncidentRow
from mobilization.queries.incidents import get_incident, list_needs
from mobilization.queries.roads import list_link_states
from reports.queries.duties import count_complete_boards, count_signed, list_plans
from reports.queries.used import count_orders, find_firsts, list_used, of_incident, of_year, sum_money
from reports.queries.year import Period, list_reported_codes
from reports.rules.first_texts import CutLine, IncidentStory, NeedLine, YearStory


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryWords:
    """Vietnamese words for the codes in a story."""

    hazards: Mapping[str, str]
    forms: Mapping[str, str]
    pillars: Mapping[str, str]
    ptds_levels: Mapping[int, str]
    risk_levels: Mapping[int, str]


def incident_story(session: Session, incident_id: int, words: StoryWords, *, now: datetime) -> IncidentStory:
    """Return all a report says of an incident from the data; raises NotFoundError."""
    incident = get_incident(session, incident_id)
    where = of_incident(incident_id)
    first_order_at, first_arrival_at, communes = find_firsts(session, incident_id)
    levels = []
    if incident.ptds_level:
        levels.append(f"phòng thủ dân sự {words.ptds_levels[incident.ptds_level]}")
    if incident.risk_level:
        levels.append(f"rủi ro thiên tai {words.risk_levels[incident.risk_level]}")
    cut, alone = _cut_roads(session, incident.commune_code if incident.run_by == "commune" else "", now)
    return IncidentStory(
        title=masked(incident.title),
        hazard=words.hazards.get(incident.hazard, ""),
        place=masked(incident.place),
        commune=incident.commune,
        levels="; ".join(levels),
        drill=incident.drill,
        opened_at=incident.opened_at,
        closed_at=incident.closed_at,
        as_of=now,
        run_by="Ban Chỉ huy Phòng thủ dân sự cấp xã"
        if incident.run_by == "commune"
        else "Ban Chỉ huy Phòng thủ dân sự cấp tỉnh",
        orders=_named(count_orders(session, where), words),
        communes_helping=communes,
        first_order_at=first_order_at,
        first_arrival_at=first_arrival_at,
        lines=tuple(list_used(session, where)),
        needs=tuple(
            NeedLine(resource=need.resource, unit=need.unit, asked=need.quantity, found=need.promised)
            for need in list_needs(session, incident_id)
        ),
        cut=cut,
        alone=alone,
        money=sum_money(session, where, now=now),
    )


def _cut_roads(
    session: Session, commune_code: str, now: datetime
) -> tuple[tuple[CutLine, ...], tuple[str, ...]]:
    """Return the roads out of use (of one commune, or all) and the communes whose every road is."""
    states = [state for state in list_link_states(session, now) if state.minutes is None]
    if not states:
        return (), ()
    closed = {frozenset((state.a, state.b)) for state in states}
    titles = {str(commune.code): commune.title for commune in list_communes(session)}
    roads: dict[str, list[bool]] = {}
    for link in list_links(session):
        for end in (link.a, link.b):
            roads.setdefault(end, []).append(frozenset((link.a, link.b)) in closed)
    alone = tuple(title for code, title in titles.items() if code in roads and all(roads[code]))
    cut = tuple(
        CutLine(a=titles[state.a], b=titles[state.b], note=masked(state.note), since=state.made_at)
        for state in states
        if commune_code in ("", state.a, state.b)
    )
    return cut, alone if not commune_code else tuple(one for one in alone if one == titles.get(commune_code))


def _named(orders: Mapping[str, int], words: StoryWords) -> dict[str, int]:
    return {words.forms.get(form, form): number for form, number in orders.items()}


def year_story(session: Session, period: Period, words: StoryWords, *, year: int, now: datetime) -> YearStory:
    """Return all a yearly report says from the data, of one commune or of the province."""
    communes = [
        commune for commune in list_communes(session) if not period.codes or commune.code in period.codes
    ]
    places = [str(commune.code) for commune in communes] + ([] if period.codes else [PROVINCE])
    today = day_of(now)
    plans = {
        plan.commune_code
        for plan in list_plans(session)
        if not plan.replaced and plan.due_on >= today and plan.commune_code in places
    }
    incidents = _incidents(session, period)
    return YearStory(
        year=year,
        as_of=min(now, period.end),
        communes=len(communes),
        reported=len(list_reported_codes(session, period) & set(places)),
        pillars=_pillars(session, period, words),
        boards_complete=count_complete_boards(session, places, today),
        boards=len(places),
        plans_in_cycle=len(plans),
        reviews=tuple(count_signed(session, period.start, period.end)) if not period.codes else (),
        incidents=tuple(
            (words.hazards.get(hazard, hazard), number) for hazard, drill, number in incidents if not drill
        ),
        drills=sum(number for _hazard, drill, number in incidents if drill),
        orders=_named(count_orders(session, of_year(period)), words),
        lines=tuple(list_used(session, of_year(period))),
        money=sum_money(session, of_year(period), now=now),
    )


def _incidents(session: Session, period: Period) -> list[tuple[str, bool, int]]:
    query = (
        select(IncidentRow.hazard, IncidentRow.drill, func.count())
        .where(IncidentRow.opened_at >= period.start, IncidentRow.opened_at < period.end)
        .group_by(IncidentRow.hazard, IncidentRow.drill)
        .order_by(IncidentRow.hazard)
    )
    if period.codes:
        query = query.where(IncidentRow.commune_code.in_(period.codes))
    return [(hazard, drill, number) for hazard, drill, number in session.execute(query)]


def _pillars(session: Session, period: Period, words: StoryWords) -> tuple[tuple[str, int, int], ...]:
    query = (
        select(ResourceTypeRow.pillar, func.count(ResourceTypeRow.code.distinct()), func.count())
        .join(LotRow, LotRow.type_code == ResourceTypeRow.code)
        .where(LotRow.closed.is_(False))
        .group_by(ResourceTypeRow.pillar)
    )
    if period.codes:
        query = query.where(LotRow.commune_code.in_(period.codes))
    found = {pillar: (types, rows) for pillar, types, rows in session.execute(query)}
    return tuple((title, *found[code]) for code, title in words.pillars.items() if code in found)
