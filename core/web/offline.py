"""When the line is bad: the program can be installed, opens without the network, and keeps what is typed.

The browser's part is in static/offline*.js and static/sw.js; here is what it asks of the server.
"""

from __future__ import annotations

import functools
import hashlib
import json
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, current_app, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from core.accounts.rules.roles import Permission
from core.clock import now
from core.web.access import current_actor, public, requires
from core.web.doors import reading, settings
from core.web.receipts import list_receipts

bp = Blueprint("offline", __name__)

# What every page needs, kept when the program is installed.
SHELL = (
    "app.css",
    "frame.css",
    "night.css",
    "print.css",
    "app.js",
    "palette.js",
    "offline-queue.js",
    "offline.js",
    "offline-draft.js",
    "offline-list.js",
    "icon.svg",
)


@functools.lru_cache(maxsize=256)
def _digest(path: str, _changed_at: float) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:8]


def file_version(app: Flask, name: str) -> str:
    """Return the first letters of a static file's digest, or nothing where there is no such file."""
    path = Path(app.static_folder or "", name)
    return _digest(str(path), path.stat().st_mtime) if path.is_file() else ""


def shell_version(app: Flask) -> str:
    """Return what changes as soon as any file or any page kept on a person's machine must be fetched anew."""
    templates = Path(app.root_path, app.template_folder or "")
    pages = sorted([templates / "base.html", *(templates / "offline").glob("*.html")])
    parts = [file_version(app, name) for name in (*SHELL, "sw.js")]
    parts += [_digest(str(path), path.stat().st_mtime) for path in pages]
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:12]


@bp.get("/sw.js")
@public
def worker() -> ResponseReturnValue:
    """The service worker; it stands at the root so that it serves every page."""
    files = [url_for("static", filename=name) for name in SHELL]
    files += [url_for("bootstrap.static", filename="css/bootstrap.min.css"), url_for("offline.show")]
    given = {
        "version": shell_version(current_app),
        "shell": files,
        "fallback": url_for("offline.show"),
        "queue": url_for("offline.receipts"),
    }
    path = Path(current_app.static_folder or "", "sw.js")
    tools = url_for("static", filename="offline-queue.js")
    text = f"self.GIVEN = {json.dumps(given)};\nimportScripts({json.dumps(tools)});\n"
    return Response(text + path.read_text(encoding="utf-8"), mimetype="text/javascript")


@bp.get("/manifest.webmanifest")
@public
def manifest() -> ResponseReturnValue:
    """What a telephone asks before it puts the program among its own."""

    def icon(name: str, sizes: str, kind: str) -> dict[str, str]:
        return {"src": url_for("static", filename=name), "sizes": sizes, "type": kind, "purpose": "any"}

    said = {
        "id": "/",
        "name": _("Bốn tại chỗ - Tỉnh %(name)s", name=settings().province_name),
        "short_name": _("Bốn tại chỗ"),
        "description": _("Sổ nguồn lực bốn tại chỗ và huy động khi có sự cố"),
        "lang": "vi",
        "start_url": url_for("home.show"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0b5d8a",
        "icons": [
            icon("icon.svg", "any", "image/svg+xml"),
            icon("icons/192.png", "192x192", "image/png"),
            icon("icons/512.png", "512x512", "image/png"),
        ],
    }
    return Response(json.dumps(said, ensure_ascii=False), mimetype="application/manifest+json")


@bp.get("/ngoai-tuyen")
@public
def show() -> ResponseReturnValue:
    """The page shown without the network: what this machine has kept, and what waits to be sent."""
    return render_template("offline/show.html")


@bp.get("/phien")
@public
def session_now() -> ResponseReturnValue:
    """Who is signed in, and a fresh form token, for the queue before it sends."""
    who = current_user.actor.login if current_user.is_authenticated else ""
    return jsonify(who=who, token=generate_csrf())


@bp.get("/so-gui")
@requires(Permission.HOME)
def receipts() -> ResponseReturnValue:
    """What waits on this machine, and the person's own receipts."""
    with reading() as session:
        rows = list_receipts(session, current_actor().user_id)
    return render_template("offline/receipts.html", rows=rows, as_of=now(), kept="giu" in request.args)


def set_up(app: Flask) -> None:
    """Add the pages; addresses of static files carry their content's digest."""
    app.register_blueprint(bp)

    @app.url_defaults
    def versioned(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "filename" in values:
            version = file_version(app, values["filename"])
            if version:
                values.setdefault("v", version)
