"""Help where it is needed: two sentences on each page, the legal words, and a printed page for each post."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_login import current_user

from core.accounts.rules.roles import REACH, Role
from core.errors import NotFoundError
from core.web.access import public
from core.web.doors import settings
from core.web.glossary import TERMS
from core.web.help_texts import HELP
from core.web.home import PARTS, ROLES
from core.web.language import chosen
from core.web.quick_start import STEPS, to_pdf

POSTS = {role.value.replace("_", "-"): role for role in Role}

bp = Blueprint("help", __name__, url_prefix="/giup-do")


def help_of(endpoint: str | None) -> LazyString | None:
    """Return the two sentences of a page, or None where it has none."""
    return HELP.get(endpoint or "")


def contact() -> str:
    """Return whom to call: the office's own line, or whom to ask where it set none."""
    return settings().contact_line or _("Cần giúp: hỏi người quản trị hệ thống của đơn vị.")


@bp.get("/")
@public
def show() -> ResponseReturnValue:
    """What each post does with the program, and its page to print."""
    mine = current_user.actor.role if current_user.is_authenticated else None
    roles = sorted(POSTS.items(), key=lambda item: item[1] is not mine)
    return render_template("help/show.html", roles=roles, names=ROLES, steps=STEPS, mine=mine)


@bp.get("/tu-ngu")
@public
def glossary() -> ResponseReturnValue:
    """The legal words and where they stand."""
    return render_template("help/glossary.html", terms=TERMS)


@bp.get("/nhanh/<post>.pdf")
@public
def quick_start(post: str) -> ResponseReturnValue:
    """The page to print for one post."""
    role = POSTS.get(post)
    if role is None:
        raise NotFoundError(what=post)
    parts = [part for part in PARTS if part.permission in REACH[role] and help_of(part.endpoint)]
    sheet = {
        "language": chosen(),
        "province": _("Bốn tại chỗ - Tỉnh %(name)s", name=settings().province_name),
        "title": _("Bắt đầu nhanh: %(role)s", role=ROLES[role]),
        "steps": [str(step) for step in STEPS[role]],
        "pages_title": _("Các trang của đồng chí"),
        "pages": [[str(part.label), str(help_of(part.endpoint))] for part in parts],
        "contact": contact(),
        "notice": _("Không nhập vũ khí, biên chế chiến đấu, công trình quân sự hay tài liệu có dấu độ mật."),
    }
    answer = Response(to_pdf(sheet), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="bat-dau-nhanh-{post}.pdf"'
    return answer


def set_up(app: Flask) -> None:
    """Add the pages of help and what every page's foot asks."""
    app.register_blueprint(bp)
    app.jinja_env.globals.update(help_of=help_of, contact=contact)
