"""Help where it is needed: two sentences on each page, the legal words, for each post a printed page and a guide."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_login import current_user

from core.accounts.rules.roles import COMMUNE_ROLES, REACH, Role
from core.errors import NotFoundError
from core.web.access import public
from core.web.doors import settings
from core.web.glossary import TERMS
from core.web.guide_texts import GUIDE
from core.web.help_texts import HELP
from core.web.home import PARTS
from core.web.language import chosen
from core.web.posts import ROLES
from core.web.quick_start import GUIDE as GUIDE_SHEET
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


def _role(post: str) -> Role:
    role = POSTS.get(post)
    if role is None:
        raise NotFoundError(what=post)
    return role


def _met_by(role: Role, endpoint: str) -> str:
    """Return the page a post meets behind a part: a commune's posts see their own list, not the province's table."""
    return "stock.commune" if role in COMMUNE_ROLES and endpoint == "stock.show" else endpoint


def _sheet(title: str, **more: object) -> dict[str, object]:
    """Return what the head and the foot of a printed sheet say, and more."""
    return {
        "language": chosen(),
        "province": _("Bốn tại chỗ - Tỉnh %(name)s", name=settings().province_name),
        "title": title,
        "contact": contact(),
        **more,
    }


def _as_pdf(content: bytes, name: str) -> Response:
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


@bp.get("/nhanh/<post>.pdf")
@public
def quick_start(post: str) -> ResponseReturnValue:
    """The page to print for one post."""
    role = _role(post)
    parts = [part for part in PARTS if part.permission in REACH[role] and help_of(part.endpoint)]
    sheet = _sheet(
        _("Bắt đầu nhanh: %(role)s", role=ROLES[role]),
        steps=[str(step) for step in STEPS[role]],
        pages_title=_("Các trang của đồng chí"),
        pages=[[str(part.label), str(help_of(_met_by(role, part.endpoint)))] for part in parts],
        notice=_("Không nhập vũ khí, biên chế chiến đấu, công trình quân sự hay tài liệu có dấu độ mật."),
    )
    return _as_pdf(to_pdf(sheet), f"bat-dau-nhanh-{post}.pdf")


@bp.get("/huong-dan/<post>")
@public
def guide(post: str) -> ResponseReturnValue:
    """The guide for one post, a picture beside each thing to do."""
    role = _role(post)
    return render_template("help/guide.html", post=post, role=ROLES[role], chapters=GUIDE[role])


@bp.get("/huong-dan/<post>.pdf")
@public
def guide_file(post: str) -> ResponseReturnValue:
    """The same on paper."""
    role = _role(post)
    chapters = [
        {
            "title": str(chapter.title),
            "picture": f"/{chapter.picture}.png",
            "phone": chapter.phone,
            "steps": [str(step) for step in chapter.steps],
        }
        for chapter in GUIDE[role]
    ]
    sheet = _sheet(_("Hướng dẫn sử dụng: %(role)s", role=ROLES[role]), chapters=chapters)
    pictures = Path(current_app.static_folder or "") / "guide"
    return _as_pdf(to_pdf(sheet, template=GUIDE_SHEET, pictures=pictures), f"huong-dan-{post}.pdf")


def set_up(app: Flask) -> None:
    """Add the pages of help and what every page's foot asks."""
    app.register_blueprint(bp)
    app.jinja_env.globals.update(help_of=help_of, contact=contact)
