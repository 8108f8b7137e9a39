"""What changed since the plan the room stands on, in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from core.values import frozen
from mobilization.queries.dispatches import Dispatch, StoredPlan
from mobilization.queries.needs import NeedState
from mobilization.queries.since import list_ground_since
from mobilization.rules.passed import needs_told_of
from mobilization.rules.since import Happened, Kind, Step, Wanted, since_plan
from mobilization.rules.states import UNABLE, State

MOST_TOLD = 4


@frozen
class Since:
    """The number and the moment of the plan, and what it does not know of."""

    number: int
    made_at: datetime
    text: str


def since_of(
    session: Session,
    plan: StoredPlan | None,
    needs: Iterable[NeedState],
    dispatches: Sequence[Dispatch],
    moment: datetime,
) -> Since | None:
    """Return what changed since the newest plan, or None where there is no plan or nothing changed."""
    if plan is None:
        return None
    drawn = {item.need_id for item in dispatches}
    found = since_plan(
        plan.made_at,
        needs_told_of(plan.result),
        [
            Wanted(
                id=need.id,
                what=need.resource,
                where=need.commune,
                missing=need.missing,
                drawn=need.id in drawn,
            )
            for need in needs
        ],
        [
            Step(
                state=item.state,
                at=item.state_at,
                what=item.resource,
                where=item.commune,
                undone=_undone(item),
            )
            for item in dispatches
        ],
        list_ground_since(session, [line[1] for line in plan.result["lines"]], plan.made_at, moment),
    )
    if not found:
        return None
    told = [_in_words(item) for item in found[:MOST_TOLD]]
    if len(found) > MOST_TOLD:
        told.append(
            ngettext(
                "và %(count)s thay đổi khác",
                "và %(count)s thay đổi khác",
                len(found) - MOST_TOLD,
                count=len(found) - MOST_TOLD,
            )
        )
    return Since(number=int(plan.result["number"]), made_at=plan.made_at, text="; ".join(told))


def _undone(item: Dispatch) -> bool:
    """Return whether a need is open again by the step a dispatch took last; later papers of a return tell nothing new."""
    if item.state is State.RETURNED:
        return item.serves < item.covers and item.lost + item.damaged > 0
    return item.serves < item.covers and item.state in {State.RELEASED, *UNABLE}


def _in_words(item: Happened) -> str:
    """Return one thing that happened."""
    facts = {"what": item.what, "where": item.where}
    if item.kind is Kind.NEED_ADDED:
        text = _("thêm nhu cầu %(what)s tại %(where)s", **facts)
    elif item.kind is Kind.REFUSED:
        text = _("%(where)s từ chối %(what)s", **facts)
    elif item.kind is Kind.CANCELLED:
        text = _("đã hủy %(what)s của %(where)s", **facts)
    elif item.kind is Kind.OUT:
        text = _("%(what)s của %(where)s tạm ngừng hoạt động", **facts)
    elif item.kind is Kind.WENT_HOME:
        text = _("%(what)s của %(where)s đã về, nhu cầu còn mở", **facts)
    elif item.kind is Kind.ROAD_CUT:
        text = _("đường %(where)s bị cắt", where=item.where)
    elif item.kind is Kind.ROAD_SLOWER:
        text = _("đường %(where)s đi lâu hơn hoặc khác trước", where=item.where)
    else:
        text = _("kho %(what)s của %(where)s giảm hoặc hỏng thêm", **facts)
    return str(text)
