"""Frozen years: the list with hashes, freezing one, the kept file, and whether the ledger still tells the same."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.web.access import current_actor, requires
from core.web.doors import Done, database, load, perform, reading, settings
from reports.pages.annual import maker, send_book
from reports.queries.frozen import get_frozen, list_frozen, scope_of_frozen
from reports.schemas.written import FreezeSchema
from reports.services.freezing import compare as compare_sheets
from reports.services.freezing import freeze, kept_file

bp = Blueprint("frozen", __name__, url_prefix="/bao-cao/da-chot")


@bp.get("/")
@requires(Permission.REPORT_READ)
def show() -> ResponseReturnValue:
    """The frozen workbooks within reach, each with its hash."""
    with reading() as session:
        books = list_frozen(session, scope=current_actor().scope(Permission.REPORT_READ))
    return render_template("reports/frozen.html", books=books, checks=None, book=None)


@bp.post("/")
@requires(Permission.REPORT_FREEZE)
def make() -> ResponseReturnValue:
    """Freeze a year that is over."""

    def work(session: Session, actor: Actor) -> Done:
        values = load(FreezeSchema())
        year, scope = values["year"], values["scope"]
        assert isinstance(year, int)
        assert isinstance(scope, str)
        made = maker(actor.name)
        freeze(
            session, year=year, scope=scope, maker=made, data_dir=settings().data_dir, actor=actor, now=now()
        )
        return Done(location=url_for("frozen.show"), message=_("Đã chốt sổ; tệp và dấu SHA-256 được giữ."))

    return perform(work)


@bp.get("/<int:frozen_id>.xlsx")
@requires(Permission.REPORT_READ, scope_of_frozen)
def file(frozen_id: int) -> ResponseReturnValue:
    """The kept file, checked against its hash."""
    with reading() as session:
        book = get_frozen(session, frozen_id)
    return send_book(kept_file(book, data_dir=settings().data_dir), book.year, book.scope)


@bp.get("/<int:frozen_id>/doi-chieu")
@requires(Permission.REPORT_READ, scope_of_frozen)
def compare(frozen_id: int) -> ResponseReturnValue:
    """Every sheet of the kept file beside the same one drawn up again now."""
    with database().snapshot() as session:
        book = get_frozen(session, frozen_id)
        checks = compare_sheets(session, book, maker=maker(book.frozen_by), data_dir=settings().data_dir)
    return render_template("reports/frozen.html", books=[book], checks=checks, book=book)
