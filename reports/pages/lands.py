"""What the province says of each commune's land: shore, remote, very difficult."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.communes.queries import get_commune, list_communes
from core.web.access import current_actor, for_province, requires
from core.web.doors import Done, load, perform, reading
from core.web.links import places_asked
from reports.queries.gaps import list_lands
from reports.rules.land import Land
from reports.schemas.gaps import LandSchema
from reports.services.gaps import set_land

bp = Blueprint("lands", __name__, url_prefix="/bao-cao/dia-ban")


@bp.get("/")
@requires(Permission.REPORT_READ)
def show() -> ResponseReturnValue:
    """Every commune's land: said by the province, or assumed from its terrain."""
    with reading() as session:
        communes = list_communes(session)
        lands = list_lands(session, communes)
    shown, page, more = places_asked(communes)
    return render_template(
        "reports/lands.html",
        communes=shown,
        page=page,
        more=more,
        lands=lands,
        may_edit=current_actor().may(Permission.STOCK_EDIT, ""),
        as_of=now(),
    )


def _land_form(commune_code: str, error: str = "", fields: dict[str, str] | None = None) -> str:
    with reading() as session:
        place = get_commune(session, commune_code)
        land = list_lands(session, [place])[commune_code]
    return render_template(
        "reports/land.html",
        place=place,
        land=land,
        posted=request.form if request.method == "POST" else None,
        error=error,
        fields=fields or {},
    )


@bp.get("/<commune_code>")
@requires(Permission.STOCK_EDIT, for_province)
def edit(commune_code: str) -> ResponseReturnValue:
    """The form for what the province says of a commune's land."""
    return _land_form(commune_code)


@bp.post("/<commune_code>")
@requires(Permission.STOCK_EDIT, for_province)
def save(commune_code: str) -> ResponseReturnValue:
    """Write what the province says of a commune's land."""

    def work(session: Session, actor: Actor) -> Done:
        said: Any = load(LandSchema())
        set_land(session, land=Land(commune_code=commune_code, **said), actor=actor, now=now())
        return Done(location=url_for("lands.show", _anchor=commune_code), message=_("Đã ghi địa bàn."))

    return perform(work, again=lambda text, fields: _land_form(commune_code, text, fields))
