"""What the register knows of one incident, or of one year, for a report in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.clock import day_of
from core.communes.queries import all_communes, all_links
from core.communes.rules import Link
from core.text import masked
from core.together import Question, ask_together
from core.values import frozen
from inventory.models import LotRow, ResourceTypeRow
from inventory.queries.command import current_seats
from inventory.rules.command import PROVINCE
from mobilization.models import IncidentRow
from mobilization.queries.incidents import Incident
from mobilization.queries.needs import list_needs
from mobilization.queries.outside import Offer, offers_of
from mobilization.queries.roads import LinkState, link_states
from reports.queries.duties import count_complete, response_plans, signed_reviews
from reports.queries.used import (
    claims_by_order,
    firsts_of,
    late_payments,
    money_of,
    of_incident,
    of_year,
    orders_by_form,
    used_lines,
)
from reports.queries.year import Period, reported_codes
from reports.rules.first_texts import CutLine, HelpLine, IncidentStory, NeedLine, YearStory


@frozen
class StoryWords:
    """Vietnamese words for the codes in a story."""

    hazards: Mapping[str, str]
    forms: Mapping[str, str]
    pillars: Mapping[str, str]
    ptds_levels: Mapping[int, str]
    risk_levels: Mapping[int, str]


def incident_story(
    session: Session, incident: Incident, words: StoryWords, *, now: datetime
) -> IncidentStory:
    """Return all a report says of an incident from the data."""
    where = of_incident(incident.id)
    firsts, states, orders, lines, claims, helped = ask_together(
        session,
        firsts_of(incident.id),
        link_states(now),
        orders_by_form(where),
        used_lines(where),
        claims_by_order(where),
        offers_of(incident.id, arrived=True).then(_helped),
    )
    first_order_at, first_arrival_at, communes = firsts
    closed = [state for state in states if state.minutes is None]
    titles, links, late = (
        ask_together(
            session,
            all_communes().then(lambda found: {str(commune.code): commune.title for commune in found}),
            all_links(),
            late_payments(now),
        )
        if closed or any(item.unpaid for item in claims)
        else ({}, [], set())
    )
    cut, alone = _cut_roads(
        closed, titles, links, incident.commune_code if incident.run_by == "commune" else ""
    )
    return IncidentStory(
        title=masked(incident.title),
        hazard=words.hazards.get(incident.hazard, ""),
        place=masked(incident.place),
        commune=incident.commune,
        levels=_levels(incident, words),
        drill=incident.drill,
        opened_at=incident.opened_at,
        closed_at=incident.closed_at,
        as_of=now,
        run_by="Ban Chỉ huy Phòng thủ dân sự cấp xã"
        if incident.run_by == "commune"
        else "Ban Chỉ huy Phòng thủ dân sự cấp tỉnh",
        orders=_named(orders, words),
        communes_helping=communes,
        first_order_at=first_order_at,
        first_arrival_at=first_arrival_at,
        lines=tuple(lines),
        helped=helped,
        needs=tuple(
            NeedLine(resource=need.resource, unit=need.unit, asked=need.quantity, found=need.promised)
            for need in list_needs(session, incident.id)
        ),
        cut=cut,
        alone=alone,
        money=money_of(claims, late),
    )


def _levels(incident: Incident, words: StoryWords) -> str:
    levels = []
    if incident.ptds_level:
        levels.append(f"phòng thủ dân sự {words.ptds_levels[incident.ptds_level]}")
    if incident.risk_level:
        levels.append(f"rủi ro thiên tai {words.risk_levels[incident.risk_level]}")
    return "; ".join(levels)


def _helped(offers: Sequence[Offer]) -> tuple[HelpLine, ...]:
    """Return what came from outside the register, the first offered first."""
    return tuple(
        HelpLine(giver=masked(offer.giver), resource=offer.resource, unit=offer.unit, quantity=offer.given)
        for offer in reversed(offers)
    )


def _cut_roads(
    states: Sequence[LinkState], titles: Mapping[str, str], links: Sequence[Link], commune_code: str
) -> tuple[tuple[CutLine, ...], tuple[str, ...]]:
    """Return the roads out of use (of one commune, or all) and the communes whose every road is."""
    closed = {frozenset((state.a, state.b)) for state in states}
    roads: dict[str, list[bool]] = {}
    for link in links:
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
    where = of_year(period)
    everywhere, noted, boards, reviews, reported, incidents, pillars, orders, lines, claims = ask_together(
        session,
        all_communes(),
        response_plans(),
        current_seats(),
        signed_reviews(period.start, period.end),
        reported_codes(period),
        _incidents(period),
        _pillars(period),
        orders_by_form(where),
        used_lines(where),
        claims_by_order(where),
    )
    late = late_payments(now).ask(session) if any(item.unpaid for item in claims) else set()
    communes = [commune for commune in everywhere if not period.codes or commune.code in period.codes]
    places = [str(commune.code) for commune in communes] + ([] if period.codes else [PROVINCE])
    today = day_of(now)
    plans = {
        plan.commune_code
        for plan in noted
        if not plan.replaced and plan.due_on >= today and plan.commune_code in places
    }
    return YearStory(
        year=year,
        as_of=min(now, period.end),
        communes=len(communes),
        reported=len(reported & set(places)),
        pillars=tuple((title, *pillars[code]) for code, title in words.pillars.items() if code in pillars),
        boards_complete=count_complete(boards, places, today),
        boards=len(places),
        plans_in_cycle=len(plans),
        reviews=tuple(reviews) if not period.codes else (),
        incidents=tuple(
            (words.hazards.get(hazard, hazard), number) for hazard, drill, number in incidents if not drill
        ),
        drills=sum(number for _hazard, drill, number in incidents if drill),
        orders=_named(orders, words),
        lines=tuple(lines),
        money=money_of(claims, late),
    )


def _incidents(period: Period) -> Question[list[tuple[str, bool, int]]]:
    query = (
        select(IncidentRow.hazard, IncidentRow.drill, func.count())
        .where(IncidentRow.opened_at >= period.start, IncidentRow.opened_at < period.end)
        .group_by(IncidentRow.hazard, IncidentRow.drill)
        .order_by(IncidentRow.hazard)
    )
    if period.codes:
        query = query.where(IncidentRow.commune_code.in_(period.codes))
    return Question(query, lambda rows: [(hazard, drill, number) for hazard, drill, number in rows])


def _pillars(period: Period) -> Question[dict[str, tuple[int, int]]]:
    query = (
        select(ResourceTypeRow.pillar, func.count(ResourceTypeRow.code.distinct()), func.count())
        .join(LotRow, LotRow.type_code == ResourceTypeRow.code)
        .where(LotRow.closed.is_(False))
        .group_by(ResourceTypeRow.pillar)
    )
    if period.codes:
        query = query.where(LotRow.commune_code.in_(period.codes))
    return Question(query, lambda rows: {pillar: (types, number) for pillar, types, number in rows})
