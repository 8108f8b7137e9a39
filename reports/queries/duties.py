"""What is due of the plan's duties, from every room of the register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import CompoundSelect, and_, func, literal, select, union_all
from sqlalchemy.orm import Session

from core.clock import day_of
from core.communes.models import CommuneRow
from core.errors import NotFoundError
from core.together import Question
from core.values import frozen
from inventory.models import DualUseRow, LotRow, ReviewCampaignRow, ReviewSignatureRow
from inventory.queries.command import Seat, current_seats
from inventory.rules.command import PROVINCE, GapKind, board_gaps
from inventory.rules.details import ENDING_DAYS
from mobilization.queries.drills import Held, last_held
from mobilization.queries.settlement import running_orders
from mobilization.rules.clocks import Clock, Standing, deadlines_of
from mobilization.rules.drills import Owed, drill_duty
from reports.models import ResponsePlanRow
from reports.queries.used import MOST_ORDERS
from reports.queries.written import OwedPaper, list_owed_and_held
from reports.rules.duties import DutyItem, DutyKind, next_plan_day
from reports.rules.written import PaperKind

AFTER_SINCE = timedelta(days=3 * 365)  # reviews of older incidents are not asked for any more


@frozen
class ResponsePlan:
    """One approved plan; `replaced` stands where a newer one took its place."""

    id: int
    commune_code: str
    title: str
    document: str
    approved_on: date
    replaced: bool
    changed_at: datetime
    changed_by: str
    version: int

    @property
    def due_on(self) -> date:
        """By when it must be renewed."""
        return next_plan_day(self.approved_on)


_PLAN_FIELDS = tuple(ResponsePlan.__dataclass_fields__)


def response_plans() -> Question[list[ResponsePlan]]:
    """Return the question for the register of plans, those in force first, by place and day."""
    query = select(ResponsePlanRow).order_by(
        ResponsePlanRow.replaced,
        ResponsePlanRow.commune_code,
        ResponsePlanRow.approved_on.desc(),
        ResponsePlanRow.id,
    )
    return Question(
        query,
        lambda rows: [
            ResponsePlan(**{name: getattr(row, name) for name in _PLAN_FIELDS}) for row in rows.scalars()
        ],
    )


def commune_of_response_plan(session: Session, *, response_plan_id: int, **_: object) -> str:
    """Return whose plan it is ("" for the province); raises NotFoundError."""
    code = session.scalar(select(ResponsePlanRow.commune_code).where(ResponsePlanRow.id == response_plan_id))
    if code is None:
        raise NotFoundError(what=response_plan_id)
    return code


def list_duties(
    session: Session,
    *,
    codes: Iterable[str],
    titles: Mapping[str, str],
    plans: Iterable[ResponsePlan],
    scope: str | None,
    drill_years: tuple[int, int],
    now: datetime,
) -> list[DutyItem]:
    """Return every open duty within reach: `codes` are the places asked ("" the province), `titles` the communes', `plans` the
    register of plans.

    `drill_years` are the years between two drills of the province and of a commune.
    """
    today, places = day_of(now), list(codes)
    owed, held = list_owed_and_held(session, scope=scope, now=now, since=now - AFTER_SINCE)
    return [
        *_boards(session, places, scope, today),
        *_plans(plans, places),
        *_reviews_and_agreements(session, scope, today),
        *_payments(session, {title: code for code, title in titles.items()}, scope, now),
        *_reports(owed),
        *_drills(held, places, drill_years, today),
    ]


def _drills(held: Sequence[Held], places: list[str], years: tuple[int, int], today: date) -> list[DutyItem]:
    last = last_held(held)
    found = []
    for code in places:
        newest = last.get(code)
        duty = drill_duty(newest.on if newest else None, years=years[code != PROVINCE], today=today)
        if duty.standing is not Owed.DONE:
            what = f"{newest.on:%d/%m/%Y}, {newest.title}" if newest else ""
            found.append(DutyItem(kind=DutyKind.DRILL, commune_code=code, due_on=duty.due_on, what=what))
    return found


def _boards(session: Session, places: list[str], scope: str | None, today: date) -> list[DutyItem]:
    boards = current_seats(scope=scope).ask(session)
    found = []
    for code in places:
        seats = boards.get(code, [])
        gaps = board_gaps(seats, today)
        missing = sum(gap.incomplete for gap in gaps)
        if missing:
            found.append(DutyItem(kind=DutyKind.BOARD, commune_code=code, due_on=None, number=missing))
        if any(gap.kind is GapKind.ENDING for gap in gaps):
            ends = min(seat.term_to for seat in seats if seat.term_to and seat.term_to >= today)
            found.append(DutyItem(kind=DutyKind.BOARD_ENDING, commune_code=code, due_on=ends))
    return found


def count_complete(boards: Mapping[str, list[Seat]], places: list[str], today: date) -> int:
    """Return how many places have every post held."""
    return sum(not any(gap.incomplete for gap in board_gaps(boards.get(code, []), today)) for code in places)


def _plans(plans: Iterable[ResponsePlan], places: list[str]) -> list[DutyItem]:
    in_force = [plan for plan in plans if not plan.replaced and plan.commune_code in places]
    having = {plan.commune_code for plan in in_force}
    missing = [
        DutyItem(kind=DutyKind.PLAN, commune_code=code, due_on=None) for code in places if code not in having
    ]
    return missing + [
        DutyItem(
            kind=DutyKind.PLAN,
            commune_code=plan.commune_code,
            due_on=plan.due_on,
            what=f"{plan.title} ({plan.document})" if plan.document else plan.title,
            ref=plan.id,
        )
        for plan in in_force
    ]


def _reviews_and_agreements(session: Session, scope: str | None, today: date) -> list[DutyItem]:
    """Return the communes that have not signed an open review, and those with agreements that end; one question."""
    campaign, signed = ReviewCampaignRow, ReviewSignatureRow
    reviews = (
        select(
            literal(DutyKind.REVIEW.value).label("kind"),
            CommuneRow.code.label("code"),
            campaign.due_on.label("due_on"),
            campaign.title.label("what"),
            literal(0).label("number"),
            campaign.id.label("ref"),
            CommuneRow.position.label("position"),
        )
        .join(CommuneRow, literal(True))
        .outerjoin(signed, and_(signed.campaign_id == campaign.id, signed.commune_code == CommuneRow.code))
        .where(campaign.closed_at.is_(None), signed.id.is_(None))
    )
    agreements = (
        select(
            literal(DutyKind.AGREEMENT.value),
            LotRow.commune_code,
            func.min(DualUseRow.ends_on),
            literal(""),
            func.count(),
            literal(0),
            literal(0),
        )
        .join(LotRow, LotRow.id == DualUseRow.lot_id)
        .where(LotRow.closed.is_(False), DualUseRow.ends_on <= today + timedelta(days=ENDING_DAYS))
        .group_by(LotRow.commune_code)
    )
    if scope is not None:
        reviews = reviews.where(CommuneRow.code == scope)
        agreements = agreements.where(LotRow.commune_code == scope)
    both: CompoundSelect[Any] = union_all(reviews, agreements)
    rows = session.execute(both.order_by("kind", "ref", "position", "code"))
    return [
        DutyItem(kind=DutyKind(kind), commune_code=code, due_on=due_on, what=what, number=number, ref=ref)
        for kind, code, due_on, what, number, ref, _position in rows
    ]


def _payments(session: Session, codes: Mapping[str, str], scope: str | None, now: datetime) -> list[DutyItem]:
    return [
        DutyItem(
            kind=DutyKind.PAYMENT,
            commune_code=codes.get(timed.commune, PROVINCE),
            due_on=day_of(item.due_at),
            what=timed.number or timed.incident,
            ref=timed.order_id,
        )
        for timed in running_orders(scope=scope, limit=MOST_ORDERS).ask(session)
        for item in deadlines_of(timed.times)
        if item.clock is Clock.PAY and item.standing(now) is not Standing.DONE
    ]


def _reports(owed: Sequence[OwedPaper]) -> list[DutyItem]:
    return [
        DutyItem(
            kind=DutyKind.AFTER if item.paper.kind is PaperKind.AFTER else DutyKind.REPORT,
            commune_code=item.run_by_code,
            due_on=day_of(item.paper.due_at),
            what=item.incident,
            number=item.paper.behind,
            ref=item.incident_id,
        )
        for item in owed
    ]


def signed_reviews(start: datetime, end: datetime) -> Question[list[tuple[str, int]]]:
    """Return the question for the reviews begun in a span of time, each with how many communes have signed."""
    campaign, signed = ReviewCampaignRow, ReviewSignatureRow
    query = (
        select(campaign.title, func.count(signed.id))
        .outerjoin(signed, signed.campaign_id == campaign.id)
        .where(campaign.opened_at >= start, campaign.opened_at < end)
        .group_by(campaign.id, campaign.title)
        .order_by(campaign.id)
    )
    return Question(query, lambda rows: [(title, number) for title, number in rows])
