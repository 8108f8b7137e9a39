"""One resource on its way: the steps that are lawful now, and the return."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import local, now
from core.errors import NotFoundError
from core.text import masked
from core.web.access import current_actor, requires
from core.web.doors import Done, load, perform, reading
from core.web.language import say_quantity
from mobilization.queries.counted_short import find_counted_short
from mobilization.queries.dispatches import Dispatch, donor_of_dispatch, get_dispatch, run_by_of_dispatch
from mobilization.queries.orders import get_order
from mobilization.queries.roads import list_link_states, without_way
from mobilization.rules.short_codes import short_code
from mobilization.rules.states import COMING, LEFT_UNDONE, MOVES, PARTIAL, UNABLE, Mover, State, told_at
from mobilization.schemas.incident import ReturnSchema, StepSchema
from mobilization.sentences import STATE_MARKS
from mobilization.sentences.came import parts_of, states_of, steps_of
from mobilization.services.dispatches import Came, mark

bp = Blueprint("dispatches", __name__, url_prefix="/dieu-dong")


@bp.get("/<int:dispatch_id>")
@requires(Permission.ORDER_READ, donor_of_dispatch)
def show(dispatch_id: int) -> ResponseReturnValue:
    """Where a resource stands, and its next steps."""
    return _page(dispatch_id)


def _page(dispatch_id: int, error: str = "", fields: dict[str, str] | None = None, tried: str = "") -> str:
    actor = current_actor()
    with reading() as session:
        item = get_dispatch(session, dispatch_id)
        short = find_counted_short(session, dispatch_id)
        order = get_order(session, item.order_id) if item.order_id else None
        roads = list_link_states(session, now()) if item.state in COMING else ()
        stranded = without_way(session, [(item.id, item.commune_code, item.destination_code)], roads)
    may = {
        Mover.HOLDER: actor.may(Permission.DISPATCH_MARK, item.commune_code),
        Mover.COMMAND: actor.may(Permission.INCIDENT_RUN, item.run_by),
        Mover.APPROVAL: False,
    }
    may_call = actor.may(Permission.PHONE_READ, item.commune_code)
    return render_template(
        "mobilization/dispatch.html",
        item=item,
        short=short,
        stranded=bool(stranded),
        order=order if order and order.state == "approved" else None,
        code=short_code(item.commune, item.id),
        moves=[move for move in MOVES[item.state] if may[move.mover]],
        holder=Mover.HOLDER,
        unable=UNABLE,
        left_undone=LEFT_UNDONE,
        partial=PARTIAL if item.quantity > 1 else (),
        states=states_of(item.category),
        steps=steps_of(item.category),
        came=parts_of(item.category),
        marks=STATE_MARKS,
        phone=masked(item.phone),
        may_call=may_call,
        present=local(now()).strftime("%Y-%m-%dT%H:%M"),
        error=error,
        fields=fields or {},
        tried=tried,
        as_of=now(),
    )


def _step(dispatch_id: int, to: str) -> ResponseReturnValue:
    if to not in set(State):
        raise NotFoundError(what=to)
    state = State(to)

    def work(session: Session, actor: Actor) -> Done:
        schema = ReturnSchema() if state is State.RETURNED else StepSchema()
        values: dict[str, Any] = load(schema)
        parts = ("back", "used", "lost", "damaged")
        came = Came(**{part: values[part] for part in parts}) if state is State.RETURNED else None
        moment = now()
        last = get_dispatch(session, dispatch_id).state_at
        mark(
            session,
            dispatch_id=dispatch_id,
            to=state,
            happened_at=told_at(values["happened_at"] or moment, last=last, now=moment),
            text=values["text"],
            came=came,
            actor=actor,
            now=moment,
            part=values["part"],
        )
        return Done(
            location=url_for("dispatches.show", dispatch_id=dispatch_id),
            message=_said(get_dispatch(session, dispatch_id), state, values["part"]),
        )

    return perform(work, again=lambda text, fields: _page(dispatch_id, text, fields, to))


def _said(rest: Dispatch, to: State, part: Decimal | None) -> str:
    """Return what was noted; of a part of the dispatch also what stays."""
    if part is None or rest.state is to:
        return str(_("Đã ghi: %(state)s.", state=states_of(rest.category)[to]))
    said = _(
        "Đã ghi %(part)s %(unit)s: %(state)s. Còn lại %(rest)s %(unit)s: %(stays)s.",
        part=say_quantity(part),
        unit=rest.unit,
        state=states_of(rest.category)[to],
        rest=say_quantity(rest.quantity),
        stays=states_of(rest.category)[rest.state],
    )
    return str(said)


@bp.post("/<int:dispatch_id>/don-vi/<to>")
@requires(Permission.DISPATCH_MARK, donor_of_dispatch)
def holder_step(dispatch_id: int, to: str) -> ResponseReturnValue:
    """A step of the holder's side: acknowledged, refused, departed, arrived, working, returned."""
    return _step(dispatch_id, to)


@bp.post("/<int:dispatch_id>/chi-huy/<to>")
@requires(Permission.INCIDENT_RUN, run_by_of_dispatch)
def command_step(dispatch_id: int, to: str) -> ResponseReturnValue:
    """A step of the command post: release, cancel."""
    return _step(dispatch_id, to)
