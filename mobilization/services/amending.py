"""The paper that amends an approved order, from what was given up of it and what took its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from core.documents.paper import Paper
from core.errors import NotFoundError
from core.values import frozen
from mobilization.queries.dispatches import Dispatch, GivenUp, list_dispatches, list_given_up
from mobilization.queries.log import held_by_step
from mobilization.queries.order_papers import NotedPaper, list_noted_papers
from mobilization.queries.orders import Order, list_orders
from mobilization.rules.papers.amendment import Amended, amendment
from mobilization.rules.papers.facts import OrderFacts, OrderLine
from mobilization.rules.papers.signing import named
from mobilization.rules.states import State
from mobilization.services.paper_numbers import AMENDMENT
from mobilization.services.papers import called_lines, facts_of

# A paper's own words stay Vietnamese in every language of the pages.
_REASONS = {State.REFUSED: "đơn vị quản lý báo không thực hiện được", State.CANCELLED: "thôi huy động"}
_NONE = Decimal(0)


def amendment_of(
    session: Session,
    order: Order,
    facts: OrderFacts,
    lines: Sequence[Dispatch],
    *,
    province: str,
    count: int | None = None,
) -> Paper:
    """Return the newest amendment of an order, or the one of that `count`, as it was when its number was noted.

    What an amendment that has its number told is not told again: what was given up since makes the next one.
    Raises NotFoundError for one there is not.
    """
    given_up = list_given_up(session, order.id) if order.state == "approved" else {}
    noted = [paper for paper in list_noted_papers(session, order.id) if paper.kind == AMENDMENT]
    told = _told(given_up, noted)
    count = len(told) if count is None else count
    if not 1 <= count <= len(told):
        raise NotFoundError(what="sua-doi")
    paper = _amendment(session, order, facts, lines, told[:count], province=province)
    if count > len(noted):
        return paper
    return replace(paper, number=noted[count - 1].number, dated=noted[count - 1].dated)


@frozen
class _Told:
    """What one amendment tells as given up, by dispatch; `until` it was numbered, None for one still to be."""

    given_up: Mapping[int, GivenUp]
    until: datetime | None

    def covers(self, moment: datetime) -> bool:
        return self.until is None or moment <= self.until


def _told(given_up: Mapping[int, GivenUp], noted: Sequence[NotedPaper]) -> list[_Told]:
    """Return the amendments of an order in their order, each with what was given up since the one before."""
    found, rest = [], dict(given_up)
    for until in (*(paper.noted_at for paper in noted), None):
        mine = {key: gone for key, gone in rest.items() if until is None or gone.entered_at <= until}
        rest = {key: gone for key, gone in rest.items() if key not in mine}
        if mine or until is not None:
            found.append(_Told(given_up=mine, until=until))
    return found


def _amendment(
    session: Session,
    order: Order,
    facts: OrderFacts,
    lines: Sequence[Dispatch],
    told: Sequence[_Told],
    *,
    province: str,
) -> Paper:
    changed = [
        row for line, parts in called_lines(facts, lines) if (row := _changed(line, parts, told)) is not None
    ]
    needs = [_since(one, lines) for one in told]
    instead = _instead(session, order, list(zip(told, needs, strict=True)), province)
    return amendment(facts, (*changed, *instead), count=len(told))


def _changed(line: OrderLine, parts: Sequence[Dispatch], told: Sequence[_Told]) -> Amended | None:
    """Return a line as the last amendment told changes it, after those before it; None where it does not."""
    gone = [(told[-1].given_up[item.id], item) for item in parts if item.id in told[-1].given_up]
    if not gone:
        return None
    earlier = sum((item.quantity for one in told[:-1] for item in parts if item.id in one.given_up), _NONE)
    before = line.quantity - earlier
    reasons = [": ".join(part for part in (_REASONS[one.state], one.note) if part) for one, _item in gone]
    return Amended(
        line=line,
        before=before,
        after=before - sum((item.quantity for _one, item in gone), _NONE),
        reason="; ".join(dict.fromkeys(reasons)),
        at=max(one.at for one, _item in gone),
    )


def _since(told: _Told, lines: Sequence[Dispatch]) -> dict[int, GivenUp]:
    """Return by need the first of it that is given up: what was ordered or held before takes nothing's place."""
    found: dict[int, GivenUp] = {}
    for item in lines:
        if item.id in told.given_up:
            gone = told.given_up[item.id]
            first = found.get(item.need_id, gone)
            found[item.need_id] = replace(gone, at=min(gone.at, first.at), step=min(gone.step, first.step))
    return found


def _instead(
    session: Session, order: Order, told: Sequence[tuple[_Told, Mapping[int, GivenUp]]], province: str
) -> list[Amended]:
    """Return what orders approved since call on for the needs of the last amendment told, and no earlier one told.

    What was held before something was given up was counted on beside it: it takes nothing's place.
    """
    found = []
    held = held_by_step(session, order.incident_id)
    for later in list_orders(session, order.incident_id):
        if later.state != "approved" or later.id <= order.id or later.approved_at is None:
            continue
        approved_at = later.approved_at
        ids = {
            item.id
            for item in list_dispatches(session, order_id=later.id)
            if [
                one
                for one, since in told
                if (gone := since.get(item.need_id)) is not None
                and gone.at <= approved_at
                and gone.step < held[item.id]
                and one.covers(approved_at)
            ]
            == [told[-1][0]]
        }
        if not ids:
            continue
        ids -= {
            key
            for key, gone in list_given_up(session, later.id).items()
            if told[-1][0].covers(gone.entered_at)
        }
        facts, lines = facts_of(session, later, province=province)
        found += [
            Amended(
                line=line,
                before=_NONE,
                after=item.quantity,
                reason=f"bổ sung theo {named(facts)}",
                at=approved_at,
            )
            for line, item in zip(facts.lines, lines, strict=True)
            if item.id in ids
        ]
    return found
