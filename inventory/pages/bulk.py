"""A whole list at one time: the table to type into like a spreadsheet, and the sheet for when all is dark."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from core.accounts.last_words import Person
from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, now
from core.communes.queries import get_commune
from core.errors import DomainError, NotFoundError
from core.web.access import commune_in_address, requires
from core.web.doors import Done, InvalidInputError, perform, reading
from core.web.fields import Amount, reminder, row_number
from core.web.language import counted, say_moment, say_quantity
from core.web.links import part_asked
from core.web.posts import say_person
from core.web.sentences import sentence
from inventory.queries.lots import list_lot_ids_by_pillar, list_lots, list_lots_by_ids
from inventory.queries.saves import last_save, list_saved_rows
from inventory.rules.undoing import UndoState
from inventory.sentences import PILLARS, UNDO_STATES
from inventory.services.bulk import BulkRefusedError, RowCount, correct_rows
from inventory.services.undoing import undo_save

SHEET = 100  # rows of one printed sheet: some 35 kB over a bad line, five leaves of A4

bp = Blueprint("bulk", __name__, url_prefix="/kho/xa")


def _page_number() -> int:
    asked = request.args.get("page", "1")
    return max(1, min(int(asked), 10_000)) if asked.isdecimal() and len(asked) < 6 else 1


def _table(commune_code: str, error: str = "", faults: Mapping[str, str] | None = None) -> str:
    page, pillar = _page_number(), request.args.get("pillar", "")
    with reading() as session:
        place = get_commune(session, commune_code)
        lots, more = list_lots(
            session, scope=commune_code, pillar=pillar if pillar in PILLARS else "", page=page
        )
        saved = last_save(session, commune_code, day_of(now()))
    return render_template(
        "inventory/bulk.html",
        place=place,
        lots=lots,
        more=more,
        page=page,
        pillar=pillar,
        error=error,
        faults=faults or {},
        saved=saved,
        as_of=now(),
    )


@bp.get("/<commune_code>/nhap-nhanh")
@requires(Permission.STOCK_EDIT, commune_in_address)
def show(commune_code: str) -> ResponseReturnValue:
    """The list as a table to type into."""
    return _table(commune_code)


def _typed_rows() -> list[RowCount]:
    """Return the rows whose figures were changed; raises InvalidInputError naming every box that cannot be read."""
    counts, faults = [], {}
    for name, old in request.form.items():
        lot_id = row_number(name.removeprefix("old-"))
        if not name.startswith("old-") or not lot_id:
            continue
        values: dict[str, Decimal] = {}
        typed = [request.form.get(f"{part}-{lot_id}", "").strip() for part in ("on_hand", "broken")]
        if " ".join(typed) == old:
            continue
        for part, text in zip(("on_hand", "broken"), typed, strict=True):
            try:
                values[part] = Amount().deserialize(text or "0" if part == "broken" else text)
            except ValidationError as error:
                faults[f"{lot_id}"] = " ".join(reminder(words) for words in error.messages)
        if len(values) == 2:
            version = row_number(request.form.get(f"version-{lot_id}", ""))
            counts.append(RowCount(lot_id=lot_id, version=version, **values))
    if faults:
        raise InvalidInputError(fields=faults)
    return counts


def _fault(error: DomainError) -> str:
    theirs, by, at = (error.facts.get(name) for name in ("theirs", "by", "at"))
    if isinstance(theirs, dict) and isinstance(by, Person) and isinstance(at, datetime):
        return str(
            _(
                "%(who)s đã ghi lúc %(at)s: hiện có %(on_hand)s, hỏng %(broken)s. Lưu lại để dùng số của đồng chí.",
                who=say_person(by),
                at=say_moment(at),
                on_hand=say_quantity(theirs["on_hand"]),
                broken=say_quantity(theirs["broken"]),
            )
        )
    return sentence(error)


@bp.post("/<commune_code>/nhap-nhanh")
@requires(Permission.STOCK_EDIT, commune_in_address)
def save(commune_code: str) -> ResponseReturnValue:
    """Keep every changed row in one transaction, or none."""
    faults: dict[str, str] = {}

    def work(session: Session, actor: Actor) -> Done:
        counts = _typed_rows()
        try:
            rows = correct_rows(
                session,
                commune_code=commune_code,
                counts=counts,
                reason=request.form.get("reason", "").strip()[:300],
                actor=actor,
                now=now(),
            )
        except BulkRefusedError as refused:
            held = refused.facts["rows"]
            assert isinstance(held, dict)
            faults.update({str(lot_id): _fault(error) for lot_id, error in held.items()})
            raise
        location = url_for("bulk.show", commune_code=commune_code, page=_page_number())
        return Done(location=location, message=counted("Đã ghi %(rows)s dòng, kiểm tra hôm nay.", rows=rows))

    return perform(work, again=lambda text, fields: _table(commune_code, text, {**fields, **faults}))


def _save_page(commune_code: str, error: str = "") -> str:
    batch = request.args.get("lan", "")[:40]
    with reading() as session:
        place = get_commune(session, commune_code)
        rows = list_saved_rows(session, commune_code, batch)
    if not rows:
        raise NotFoundError(what=batch)
    today = day_of(rows[0].at) == day_of(now())
    return render_template(
        "inventory/bulk_save.html",
        place=place,
        rows=rows,
        batch=batch,
        states=UNDO_STATES,
        today=today,
        may_undo=today and any(row.state is UndoState.OPEN for row in rows),
        error=error,
        as_of=now(),
    )


@bp.get("/<commune_code>/lan-luu")
@requires(Permission.STOCK_EDIT, commune_in_address)
def saved_rows(commune_code: str) -> ResponseReturnValue:
    """What one save wrote, and which of its rows can still be taken back; the table where none is named."""
    if not request.args.get("lan"):
        return redirect(url_for("bulk.show", commune_code=commune_code))
    return _save_page(commune_code)


@bp.post("/<commune_code>/lan-luu")
@requires(Permission.STOCK_EDIT, commune_in_address)
def undo(commune_code: str) -> ResponseReturnValue:
    """Take one save back, but for the rows changed since."""
    batch = request.args.get("lan", "")[:40]

    def work(session: Session, actor: Actor) -> Done:
        back, left = undo_save(session, commune_code=commune_code, batch=batch, actor=actor, now=now())
        message = counted("Đã hoàn tác %(rows)s dòng, trở về số trước lần lưu.", rows=back)
        if left:
            message += " " + counted("%(rows)s dòng giữ nguyên, lý do ghi ở từng dòng dưới đây.", rows=left)
        return Done(
            location=url_for("bulk.saved_rows", commune_code=commune_code, lan=batch), message=message
        )

    return perform(work, again=lambda text, _fields: _save_page(commune_code, text))


@bp.get("/<commune_code>/to-in")
@requires(Permission.STOCK_READ, commune_in_address)
def paper(commune_code: str) -> ResponseReturnValue:
    """The commune's list on paper, sheet by sheet, with room to write and a code that leads back to the list."""
    import segno

    with reading() as session:
        place = get_commune(session, commune_code)
        ids = list_lot_ids_by_pillar(session, commune_code, PILLARS)
        on_sheet, sheet, sheets = part_asked(ids, SHEET)
        lots = list_lots_by_ids(session, list(on_sheet))
    address = url_for("stock.commune", commune_code=commune_code, _external=True)
    return render_template(
        "inventory/bulk_paper.html",
        place=place,
        parts=[
            (label, sorted((lot for lot in lots.values() if lot.pillar == pillar), key=lambda lot: lot.id))
            for pillar, label in PILLARS.items()
        ],
        sheet=sheet,
        sheets=sheets,
        first=(sheet - 1) * SHEET + 1,
        last=(sheet - 1) * SHEET + len(on_sheet),
        rows=len(ids),
        address=address,
        code=segno.make(address, error="m", micro=False).svg_data_uri(scale=3, light="white"),
        as_of=now(),
    )
