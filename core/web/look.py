"""By day and by night: the reader chooses light, dark, or what the machine says; kept in a cookie, no script needed."""

from __future__ import annotations

from flask import Blueprint, Flask, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from core.web.access import public
from core.web.doors import settings
from core.web.language import safe_next

COOKIE = "theme"
AUTO = "auto"
THEMES = {"light": _("Sáng"), "dark": _("Tối"), AUTO: _("Theo máy")}
YEAR_SECONDS = 365 * 24 * 3600

bp = Blueprint("look", __name__)


def theme() -> str:
    """Return the chosen theme: `light`, `dark`, or `auto` where nothing was chosen."""
    asked = request.cookies.get(COOKIE, AUTO)
    return asked if asked in THEMES else AUTO


def this_page() -> str:
    """Return the address to come back to: the page shown, or the first one after a refused form."""
    return request.full_path.rstrip("?") if request.method == "GET" else "/"


@bp.post("/giao-dien")
@public
def choose() -> ResponseReturnValue:
    """Remember the theme and go back to the page."""
    answer = redirect(safe_next(request.form.get("next"), "/"), 303)
    asked = request.form.get("theme", "")
    if asked in THEMES:
        answer.set_cookie(
            COOKIE,
            asked,
            max_age=YEAR_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=settings().cookie_secure,
        )
    return answer


def set_up(app: Flask) -> None:
    """Add the choice and what the frame asks of it."""
    app.register_blueprint(bp)
    app.jinja_env.globals.update(THEMES=THEMES, theme=theme, this_page=this_page)
