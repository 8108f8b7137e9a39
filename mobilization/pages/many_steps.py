"""One commune's word on many resources: what it was called for by whatever order, ticked and marked at one press."""

from __future__ import annotations

from collections.abc import Mapping

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.communes.queries import get_commune
from core.errors import NotFoundError
from core.web.access import commune_in_address, requires
from core.web.doors import Done, perform, reading
from core.web.fields import row_number
from core.web.language import counted
from mobilization.pages.dispatches import bp
from mobilization.pages.rows import rows_of, said_beside_rows
from mobilization.queries.going import list_to_mark
from mobilization.rules.states import MANY, State, may_move
from mobilization.schemas.incident import MarkInTableSchema
from mobilization.sentences import STATE_MARKS, STATES, STEPS
from mobilization.sentences.came import parts_of, states_of
from mobilization.services.dispatches import Ticked, mark_ticked


@bp.get("/xa/<commune_code>")
@requires(Permission.DISPATCH_MARK, commune_in_address)
def of_commune(commune_code: str) -> ResponseReturnValue:
    """What the commune was called for, by the step that comes next."""
    return _page(commune_code)


def _page(
    commune_code: str, error: str = "", fields: Mapping[str, str] | None = None, tried: str = ""
) -> str:
    with reading() as session:
        commune = get_commune(session, commune_code)
        items = list_to_mark(session, commune_code)
    parts = [(to, [item for item in items if may_move(item.state, to)]) for to in MANY]
    return render_template(
        "mobilization/many_steps.html",
        commune=commune,
        parts=[(to, mine) for to, mine in parts if mine],
        back=State.RETURNED,
        steps=STEPS,
        states_of=states_of,
        came={item.id: parts_of(item.category) for item in items},
        marks=STATE_MARKS,
        error=error,
        fields=fields or {},
        tried=tried,
        as_of=now(),
    )


@bp.post("/xa/<commune_code>/<to>")
@requires(Permission.DISPATCH_MARK, commune_in_address)
def mark_many(commune_code: str, to: str) -> ResponseReturnValue:
    """Take what is ticked one step further, all of it or nothing; each refused row says why beside it."""
    if to not in set(MANY):
        raise NotFoundError(what=to)
    state = State(to)

    def work(session: Session, actor: Actor) -> Done:
        ticked = {
            key: Ticked(**said) for key, said in rows_of(MarkInTableSchema(), "version", row_number).items()
        }
        with said_beside_rows():
            count = mark_ticked(
                session, commune_code=commune_code, ticked=ticked, to=state, actor=actor, now=now()
            )
        said = counted("Đã ghi %(count)s nguồn lực: %(state)s.", count=count, state=STATES[state])
        return Done(location=url_for("dispatches.of_commune", commune_code=commune_code), message=said)

    return perform(work, again=lambda text, fields: _page(commune_code, text, fields, to))
