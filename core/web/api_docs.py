"""The JSON interface's description as a page: the library's own files, served from here, nothing from outside."""

from __future__ import annotations

from pathlib import Path

import flask_swagger_ui
from flask import Blueprint, Flask, render_template, send_from_directory
from flask.typing import ResponseReturnValue

from core.accounts.rules.roles import Permission
from core.errors import NotFoundError
from core.web.access import requires

FILES = frozenset({"swagger-ui.css", "swagger-ui-bundle.js"})
FOLDER = Path(flask_swagger_ui.__file__).with_name("dist")

bp = Blueprint("api_docs", __name__, url_prefix="/api/tai-lieu")


@bp.get("/")
@requires(Permission.HOME)
def show() -> ResponseReturnValue:
    """How another program reads and writes here, and every address to try."""
    return render_template("api/docs.html")


@bp.get("/tep/<filename>")
@requires(Permission.HOME)
def file(filename: str) -> ResponseReturnValue:
    """One of the two files that draw the description."""
    if filename not in FILES:
        raise NotFoundError(what=filename)
    return send_from_directory(FOLDER, filename, max_age=86400)


def set_up(app: Flask) -> None:
    """Add the page."""
    app.register_blueprint(bp)
