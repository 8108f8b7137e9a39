"""The first page after signing in, the duties shown there, and what watches the server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, Flask, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _t
from flask_babel import lazy_gettext as _
from flask_login import current_user
from sqlalchemy import text
from sqlalchemy.orm import Session

from core.accounts.notices import keep_count
from core.accounts.rules.notices import Waiting
from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.db import BusyError
from core.together import Question, ask_together
from core.values import frozen
from core.web.access import current_actor, public, requires
from core.web.doors import new_key, reading, settings, transaction
from core.web.posts import ROLES


@frozen
class Duty:
    """One thing a person should do now: what, how urgent (`late`, `due`, `idle`), and the button that does it.

    `kind` is the notice it belongs to, which a person may turn off.
    """

    kind: str
    text: str
    button: str
    location: str
    urgency: str = "due"


@frozen
class Notice:
    """One kind of notices as a person chooses among them, shown to those who have its permission."""

    kind: str
    label: LazyString
    permission: Permission


@frozen
class Step:
    """One step of the first day, done or not as the data themselves say, and the button that does it."""

    text: str
    button: str
    location: str
    done: bool


@frozen
class Part:
    """One of the main parts in the navigation, shown to those who have its permission."""

    endpoint: str
    label: LazyString
    permission: Permission
    place: int


PARTS: list[Part] = [Part(endpoint="home.show", label=_("Việc cần làm"), permission=Permission.HOME, place=0)]

NOTICES: list[Notice] = []


def add_part(part: Part) -> None:
    """Put a part into the navigation, once."""
    if part not in PARTS:
        PARTS.append(part)
        PARTS.sort(key=lambda held: held.place)


def add_notices(*notices: Notice) -> None:
    """Name kinds of notices, once."""
    NOTICES.extend(notice for notice in notices if notice not in NOTICES)


def navigation(actor: Actor) -> list[Part]:
    """Return the parts this person may open."""
    return [part for part in PARTS if actor.may(part.permission)]


def is_here(part: Part) -> bool:
    """Return whether the page being shown belongs to a part: its view stands in the same package."""
    views = current_app.view_functions

    def package(endpoint: str | None) -> str:
        view = views.get(endpoint or "")
        return view.__module__.split(".")[0] if view else ""

    shared = __name__.split(".")[0]
    return request.endpoint == part.endpoint or package(request.endpoint) == package(part.endpoint) != shared


def unit_name(actor: Actor) -> str:
    """Return the unit shown in the head of every page."""
    return actor.unit or _t("Tỉnh %(name)s", name=settings().province_name)


# What a package wants to know for the first page; the questions of all of them go in one statement.
DutySource = Callable[[Actor], Sequence[Question[list[Duty]]]]
StepSource = Callable[[Actor], Sequence[Question[list[Step]]]]
URGENCIES = ("late", "due", "idle")

bp = Blueprint("home", __name__)


def duties_of(session: Session, actor: Actor) -> list[Duty]:
    """Return what a person should do now."""
    return _asked(session, actor, current_app.extensions["duties"])


def _asked(session: Session, actor: Actor, sources: Sequence[DutySource | StepSource]) -> list[Any]:
    questions = [question for source in sources for question in source(actor)]
    return [said for answer in ask_together(session, *questions) for said in answer]


def count_waiting(duties: Sequence[Duty], muted: frozenset[str]) -> Waiting:
    """Return how much waits, without the kinds of notices that were turned off."""
    urgencies = [duty.urgency for duty in duties if duty.kind not in muted]
    return Waiting(late=urgencies.count("late"), due=urgencies.count("due"), counted_at=now())


def keep_waiting(waiting: Waiting) -> None:
    """Keep how much waits for the person where the number is new or the old one is going stale."""
    held: Waiting | None = current_user.waiting
    current_user.waiting = waiting  # the page being answered shows it already
    if held and (held.late, held.due) == (waiting.late, waiting.due) and not held.is_old(waiting.counted_at):
        return
    try:
        with transaction() as session:
            keep_count(session, user_id=current_user.account.id, waiting=waiting)
    except BusyError:
        return  # a page that only looks is not refused for the sake of a number


@bp.get("/")
@requires(Permission.HOME)
def show() -> ResponseReturnValue:
    """What there is to do now."""
    actor = current_actor()
    beginnings: list[StepSource] = current_app.extensions["steps"]
    with reading() as session:
        said = _asked(session, actor, [*current_app.extensions["duties"], *beginnings])
    found = [one for one in said if isinstance(one, Duty)]
    steps = [one for one in said if isinstance(one, Step)]
    found.sort(key=lambda duty: URGENCIES.index(duty.urgency))
    muted = current_user.account.muted
    keep_waiting(count_waiting(found, muted))
    duties = [duty for duty in found if duty.kind not in muted]
    first = duties.pop(0) if duties and duties[0].urgency != "idle" else None
    return render_template(
        "home.html",
        first=first,
        late=[duty for duty in duties if duty.urgency == "late"],
        due=[duty for duty in duties if duty.urgency == "due"],
        idle=[duty for duty in duties if duty.urgency == "idle"],
        muted=[duty for duty in found if duty.kind in muted and duty.urgency != "idle"],
        steps=steps,
        begun=all(step.done for step in steps),
    )


@bp.get("/healthz")
@public
def alive() -> ResponseReturnValue:
    """Say that the server answers."""
    return jsonify(status="ok")


@bp.get("/readyz")
@public
def ready() -> ResponseReturnValue:
    """Say whether the database answers too."""
    with reading() as session:
        session.execute(text("SELECT 1"))
    return jsonify(status="ok")


def set_up(app: Flask) -> None:
    """Add the first page and what every page's frame shows."""
    app.extensions.setdefault("duties", [])
    app.extensions.setdefault("steps", [])
    app.register_blueprint(bp)
    app.jinja_env.globals.update(
        Permission=Permission,
        province_name=lambda: settings().province_name,
        navigation=navigation,
        is_here=is_here,
        unit_name=unit_name,
        role_name=lambda actor: ROLES[actor.role],
        new_key=new_key,
    )
