"""Messages by telephone and SMS, typed in by whoever is on duty."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import local, now
from core.web.access import requires
from core.web.doors import Done, perform
from core.web.language import counted
from mobilization.rules.short_codes import WORDS, MessageError, read_messages
from mobilization.sentences import STEPS
from mobilization.services.messages import take_messages

bp = Blueprint("messages", __name__)


def _page(error: str = "") -> str:
    return render_template(
        "mobilization/messages.html", error=error, words={word: STEPS[to] for word, to in WORDS.items()}
    )


@bp.get("/tin-nhan")
@requires(Permission.DISPATCH_MARK)
def show() -> ResponseReturnValue:
    """The form for messages as they came."""
    return _page()


@bp.post("/tin-nhan")
@requires(Permission.DISPATCH_MARK)
def take() -> ResponseReturnValue:
    """Mark what the messages say, all of them or none."""

    def work(session: Session, actor: Actor) -> Done:
        moment = now()
        told = read_messages(request.form.get("messages", "")[:4000], local(moment))
        if not told:
            raise MessageError(line="")
        steps = take_messages(session, told=told, actor=actor, now=moment)
        return Done(location=url_for("messages.show"), message=counted("Đã ghi %(steps)s bước.", steps=steps))

    return perform(work, again=lambda text, _fields: _page(text))
