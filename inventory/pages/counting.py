"""Stocktakes: a commune's list of them, the sheet to count on, its minutes."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from flask import Blueprint, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, local, now
from core.communes.queries import get_commune
from core.documents.pdf import to_pdf
from core.documents.word import to_docx
from core.errors import NotFoundError
from core.excel.writing import write_workbook
from core.text import masked
from core.web.access import commune_in_address, current_actor, requires
from core.web.doors import Done, load, perform, reading
from core.web.fields import row_number
from core.web.language import counted
from core.web.links import page_number
from core.web.list_files import XLSX
from inventory.queries.count_lines import SHOWN, find_next_line, get_line, list_all_lines, list_lines
from inventory.queries.counting import Stocktake, commune_of_count, get_count, list_counts, list_places
from inventory.rules.counting import OPEN_STATES, CountState, CountUnexplainedError, LineState, shows_book
from inventory.rules.papers.count_minutes import MinutesFacts, MinutesLine, count_minutes
from inventory.rules.papers.count_sheets import count_sheet
from inventory.schemas.counting import CloseCountSchema, GiveUpSchema, OpenCountSchema
from inventory.sentences import COUNT_HELD, COUNT_STATES, PILLARS
from inventory.services.closing_counts import close_count
from inventory.services.counting import cancel_count, start_explaining
from inventory.services.opening_counts import open_count

COUNTS = 30  # stocktakes of one page
bp = Blueprint("counts", __name__, url_prefix="/kiem-ke")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def what_of(count: Stocktake) -> str:
    """Return what a stocktake covers, in words."""
    if count.place:
        return str(_("Nơi để: %(place)s", place=count.place))
    return str(PILLARS[count.pillar] if count.pillar else _("Toàn bộ danh sách"))


@bp.get("/xa/<commune_code>")
@requires(Permission.STOCK_READ, commune_in_address)
def commune(commune_code: str) -> ResponseReturnValue:
    """A commune's stocktakes, and the form for a new one."""
    return _commune_page(commune_code)


def _commune_page(commune_code: str, error: str = "") -> str:
    page = page_number()
    with reading() as session:
        place = get_commune(session, commune_code)
        counts = list_counts(session, scope=commune_code, limit=COUNTS + 1, skip=(page - 1) * COUNTS)
        places = list_places(session, commune_code)
    return render_template(
        "inventory/counts.html",
        place=place,
        counts=counts[:COUNTS],
        page=page,
        more=len(counts) > COUNTS,
        places=places,
        pillars=PILLARS,
        states=COUNT_STATES,
        what_of=what_of,
        may_edit=current_actor().may(Permission.STOCK_EDIT, commune_code),
        error=error,
        as_of=now(),
    )


@bp.post("/xa/<commune_code>")
@requires(Permission.STOCK_EDIT, commune_in_address)
def start(commune_code: str) -> ResponseReturnValue:
    """Open a stocktake."""

    def work(session: Session, actor: Actor) -> Done:
        values = load(OpenCountSchema())
        opened = open_count(session, commune_code=commune_code, actor=actor, now=now(), **values)  # type: ignore[arg-type]
        message = counted("Đã mở đợt kiểm kê %(lines)s dòng.", lines=opened.lines)
        if opened.elsewhere:
            message += " " + counted(
                "%(rows)s dòng đang thuộc đợt kiểm kê khác nên để ở đó.", rows=opened.elsewhere
            )
        return Done(location=url_for("counts.show", count_id=opened.count_id), message=message)

    return perform(work, again=lambda text, _fields: _commune_page(commune_code, text))


@bp.get("/<int:count_id>")
@requires(Permission.STOCK_READ, commune_of_count)
def show(count_id: int) -> ResponseReturnValue:
    """The sheet; `mo` names the line that stands open."""
    return sheet_page(count_id)


def _open_line() -> int:
    return row_number(request.args.get("mo", ""))


def sheet_page(
    count_id: int,
    *,
    error: str = "",
    fields: Mapping[str, str] | None = None,
    open_id: int = 0,
    theirs: Mapping[str, object] | None = None,
    show: str = "",
    closing: bool = False,
) -> str:
    """Return the sheet of a stocktake as a page; a refusal of `closing` stands at the open line or at the button."""
    raw = request.args.get("page", "1")
    page = max(1, int(raw)) if raw.isdecimal() and len(raw) < 6 else 1
    show_, words = show or request.args.get("xem", ""), request.args.get("q", "")
    opened = open_id or _open_line()
    with reading() as session:
        count = get_count(session, count_id)
        secret = not shows_book(count.state, blind=count.blind)
        show_ = "" if show_ not in SHOWN or (secret and show_ == "lech") else show_
        lines, more = list_lines(session, count_id, show=show_, search=words, page=page)
        if opened and all(line.id != opened for line in lines):
            found = get_line(session, opened)
            lines = [found, *lines] if found.count_id == count_id else lines
    is_open = count.state in OPEN_STATES
    return render_template(
        "inventory/count.html",
        count=count,
        lines=lines,
        more=more,
        page=page,
        show=show_,
        q=words,
        opened=opened,
        secret=secret,
        reviewing=count.state is CountState.REVIEWING,
        is_open=is_open,
        may_edit=is_open and current_actor().may(Permission.STOCK_EDIT, count.commune_code),
        states=COUNT_STATES,
        held_words=COUNT_HELD,
        what=what_of(count),
        error=error,
        closing=closing,
        fields=fields or {},
        theirs=theirs,
        today=day_of(now()),
        as_of=now(),
    )


@bp.post("/<int:count_id>/dem-xong")
@requires(Permission.STOCK_EDIT, commune_of_count)
def finish(count_id: int) -> ResponseReturnValue:
    """End the counting and show the differences."""

    def work(session: Session, actor: Actor) -> Done:
        start_explaining(session, count_id=count_id, actor=actor, now=now())
        session.flush()
        first = find_next_line(session, count_id, after=0, show="lech")
        address = url_for("counts.show", count_id=count_id, mo=first, xem="lech" if first else None)
        return Done(
            location=f"{address}#l-{first}" if first else f"{address}#chot",
            message=_("Đã đếm xong. Hãy ghi lý do cho từng dòng chênh lệch rồi chốt.")
            if first
            else _("Đã đếm xong, không còn chênh lệch nào phải giải thích. Hãy chốt."),
        )

    return perform(work, again=lambda text, _fields: sheet_page(count_id, error=text))


@bp.post("/<int:count_id>/chot")
@requires(Permission.STOCK_EDIT, commune_of_count)
def close(count_id: int) -> ResponseReturnValue:
    """Close the stocktake and post it."""
    unexplained = 0

    def work(session: Session, actor: Actor) -> Done:
        nonlocal unexplained
        values = load(CloseCountSchema())
        try:
            done = close_count(session, count_id=count_id, actor=actor, now=now(), **values)  # type: ignore[arg-type]
        except CountUnexplainedError:
            unexplained = find_next_line(session, count_id, after=0, show="lech") or 0
            raise
        parts = (
            [counted("Đã ghi %(rows)s dòng vào sổ.", rows=done.posted)]
            if done.posted or not done.held
            else []
        )
        if done.held:
            parts.append(counted("%(rows)s dòng chưa ghi được, cần xử lý; đợt vẫn mở.", rows=done.held))
        show_ = "giu" if done.held else None
        return Done(location=url_for("counts.show", count_id=count_id, xem=show_), message=" ".join(parts))

    def again(text: str, _fields: dict[str, str]) -> str:
        show_ = "lech" if unexplained else ""
        return sheet_page(count_id, error=text, open_id=unexplained, show=show_, closing=True)

    return perform(work, again=again)


@bp.post("/<int:count_id>/huy")
@requires(Permission.STOCK_EDIT, commune_of_count)
def cancel(count_id: int) -> ResponseReturnValue:
    """Give the stocktake up."""

    def work(session: Session, actor: Actor) -> Done:
        reason = str(load(GiveUpSchema())["reason"])
        cancel_count(session, count_id=count_id, reason=reason, actor=actor, now=now())
        return Done(
            location=url_for("counts.show", count_id=count_id),
            message=_("Đã huỷ; không có gì được ghi vào sổ."),
        )

    return perform(work, again=lambda text, _fields: sheet_page(count_id, error=text))


def _facts(session: Session, count_id: int) -> MinutesFacts:
    count = get_count(session, count_id)
    if not shows_book(count.state, blind=count.blind):
        raise NotFoundError(what=count_id)  # the minutes would tell what the counters must not know yet
    lines = list_all_lines(session, count_id)
    return MinutesFacts(
        count_id=count.id,
        area=count.commune[0].lower() + count.commune[1:],
        seat=count.commune_name,
        what=masked(what_of(count)),
        blind=count.blind,
        opened_at=local(count.opened_at),
        ended_at=local(count.closed_at or now()),
        done=count.state is CountState.CLOSED,
        people=tuple(dict.fromkeys(masked(line.counted_by) for line in lines if line.counted_by)),
        lines=[
            MinutesLine(
                name=" · ".join(masked(part) for part in (line.resource, line.mark) if part),
                unit=line.unit,
                expires_on=line.expires_on,
                place=masked(line.where),
                book=line.book.on_hand,
                away=line.book.away,
                present=line.counted.present if line.counted else None,
                broken=line.counted.broken if line.counted else line.book.broken,
                difference=line.delta.on_hand,
                reason=masked(line.reason),
                posted=line.state is LineState.POSTED,
            )
            for line in lines
        ],
    )


@bp.get("/<int:count_id>/bien-ban/<kind>")
@requires(Permission.STOCK_READ, commune_of_count)
def minutes(count_id: int, kind: str) -> ResponseReturnValue:
    """The minutes as Word (`van-ban.docx`) or PDF (`van-ban.pdf`), the sheet as Excel (`bang.xlsx`)."""
    writers = {"van-ban.docx": (to_docx, DOCX), "van-ban.pdf": (to_pdf, "application/pdf")}
    if kind not in {*writers, "bang.xlsx"}:
        raise NotFoundError(what=kind)
    with reading() as session:
        facts = _facts(session, count_id)
    name = f"kiem-ke-{count_id}-{day_of(now()):%Y%m%d}.{kind.rsplit('.', 1)[1]}"
    if kind in writers:
        write, mimetype = writers[kind]
        file = BytesIO(write(count_minutes(facts)))
    else:
        mimetype, file = XLSX, BytesIO()
        write_workbook(
            [count_sheet(facts)],
            file,
            title=f"Kiểm kê KK-{count_id}",
            author=current_actor().name,
            made_at=now(),
        )
        file.seek(0)
    return send_file(file, mimetype=mimetype, as_attachment=True, download_name=name)
