"""The first page after signing in, the duties shown there, and what watches the server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Blueprint, Flask, current_app, jsonify, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.communes.queries import get_commune
from core.web.access import current_actor, public, requires
from core.web.doors import reading, settings


@dataclass(frozen=True, kw_only=True, slots=True)
class Duty:
    """One thing a person should do now: what, how urgent (`late`, `due`, `idle`), and the button that does it."""

    text: str
    button: str
    location: str
    urgency: str = "due"


DutySource = Callable[[Session, Actor], Sequence[Duty]]
URGENCIES = ("late", "due", "idle")

bp = Blueprint("home", __name__)


@bp.get("/")
@requires(Permission.HOME)
def show() -> ResponseReturnValue:
    """What there is to do now."""
    actor = current_actor()
    sources: list[DutySource] = current_app.extensions["duties"]
    with reading() as session:
        duties = [duty for source in sources for duty in source(session, actor)]
        commune = get_commune(session, actor.commune_code) if actor.commune_code else None
    duties.sort(key=lambda duty: URGENCIES.index(duty.urgency))
    return render_template("home.html", duties=duties, commune=commune)


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
    app.register_blueprint(bp)
    app.jinja_env.globals.update(Permission=Permission, province_name=lambda: settings().province_name)
