"""The price list by which gaps are closed."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, now
from core.web.access import current_actor, for_province, requires
from core.web.doors import Done, load, perform, reading
from inventory.queries.catalogue import get_type
from reports.pages.readiness_words import RESTS
from reports.queries.gaps import list_prices
from reports.queries.readiness import Kind, list_kinds
from reports.rules.closing import Price
from reports.schemas.gaps import PriceSchema
from reports.services.gaps import set_price

bp = Blueprint("prices", __name__, url_prefix="/bao-cao/don-gia")


@bp.get("/")
@requires(Permission.REPORT_READ)
def show() -> ResponseReturnValue:
    """Every type that can be bought, with its price where one is known."""
    found = list_priced()
    return render_template(
        "reports/prices.html",
        priced=[(kind, price) for kind, price in found if price],
        unpriced=[kind for kind, price in found if price is None],
        rests=RESTS,
        may_edit=current_actor().may(Permission.STOCK_EDIT, ""),
        as_of=now(),
    )


def list_priced() -> list[tuple[Kind, Price | None]]:
    """Return every type that can be bought, with its price where one is known."""
    with reading() as session:
        prices, kinds = list_prices(session), list_kinds(session)
    return [(kind, prices.get(kind.code)) for kind in kinds.values() if not kind.code.startswith("LL-")]


def _price_form(type_code: str, error: str = "", fields: dict[str, str] | None = None) -> str:
    with reading() as session:
        get_type(session, type_code)
        kind = list_kinds(session)[type_code]
        price = list_prices(session).get(type_code)
    typed: Any = request.form if request.method == "POST" else price
    return render_template(
        "reports/price.html",
        kind=kind,
        price=price,
        rests=RESTS,
        typed=typed,
        today=day_of(now()),
        error=error,
        fields=fields or {},
    )


@bp.get("/<type_code>")
@requires(Permission.STOCK_EDIT, for_province)
def edit(type_code: str) -> ResponseReturnValue:
    """The form for a type's price."""
    return _price_form(type_code)


@bp.post("/<type_code>")
@requires(Permission.STOCK_EDIT, for_province)
def save(type_code: str) -> ResponseReturnValue:
    """Write a type's price."""

    def work(session: Session, actor: Actor) -> Done:
        said: Any = load(PriceSchema())
        said["price_vnd"] = int(said["price_vnd"])
        set_price(session, type_code=type_code, actor=actor, now=now(), **said)
        return Done(location=url_for("prices.show", _anchor=type_code), message=_("Đã ghi đơn giá."))

    return perform(work, again=lambda text, fields: _price_form(type_code, text, fields))
