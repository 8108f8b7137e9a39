"""A commune that no road leads to any more: all its links cut at one press, and open again at one press."""

from __future__ import annotations

from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.web.access import commune_in_address, requires
from core.web.doors import load
from core.web.language import counted
from mobilization.pages.roads import Beside, Said, Warned, act_on, bp
from mobilization.schemas.planning import IsolationSchema, LinksSeenSchema
from mobilization.services.conditions import isolate, reconnect


def _nothing_beside(_said: Said, _warned: Warned) -> Beside:
    return []  # what stands now is listed on the page


@bp.post("/<commune_code>/co-lap")
@requires(Permission.INCIDENT_RUN, commune_in_address)
def cut_off(commune_code: str) -> ResponseReturnValue:
    """Cut every link of a commune that is not cut yet."""

    def act(session: Session, actor: Actor) -> int:
        values: dict[str, Any] = load(IsolationSchema())
        seen = values.pop("links")
        return isolate(session, commune_code=commune_code, seen=seen, actor=actor, now=now(), **values)

    def told(count: int) -> str:
        return counted("Đã ghi thêm %(count)s đường bị chia cắt. Hãy lập lại các phương án.", count=count)

    return act_on(commune_code, act, told, lambda: _nothing_beside)


@bp.post("/<commune_code>/het-co-lap")
@requires(Permission.INCIDENT_RUN, commune_in_address)
def connect(commune_code: str) -> ResponseReturnValue:
    """Every link of a commune that was cut can be passed again."""

    def act(session: Session, actor: Actor) -> None:
        seen = str(load(LinksSeenSchema())["links"])
        reconnect(session, commune_code=commune_code, seen=seen, actor=actor, now=now())

    return act_on(
        commune_code, act, _("Mọi đường đã thông. Hãy lập lại các phương án."), lambda: _nothing_beside
    )
