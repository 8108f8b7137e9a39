"""One line of a stocktake: count it, explain it, leave it out; and things found that the sheet does not name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.errors import StaleError
from core.web.access import requires
from core.web.doors import Done, load, perform, reading
from inventory.pages.counting import bp, sheet_page
from inventory.queries.catalogue import list_holders, list_types
from inventory.queries.count_lines import CountLine, find_next_line, get_line
from inventory.queries.counting import commune_of_count, commune_of_line, get_count
from inventory.schemas.counting import EnterSchema, FoundSchema, ReasonSchema
from inventory.sentences import PILLARS
from inventory.services.counting import enter, explain, leave_out
from inventory.services.opening_counts import add_found


def _next(session: Session, line: CountLine) -> str:
    """Return the address of the sheet with the next line standing open."""
    show = request.args.get("xem", "")
    after = find_next_line(session, line.count_id, after=line.id, show=show)
    address = url_for("counts.show", count_id=line.count_id, mo=after, xem=show or None)
    return address + f"#l-{after or line.id}"


def _on_line(line_id: int, act: Callable[[Session, Actor], None], message: str) -> ResponseReturnValue:
    """Carry out one act on a line and open the next; a stale one is shown with both values."""
    with reading() as session:
        line = get_line(session, line_id)
    newer: dict[str, object] = {}

    def work(session: Session, actor: Actor) -> Done:
        try:
            act(session, actor)
        except StaleError as stale:
            newer.update(stale.facts)
            raise
        session.flush()
        return Done(location=_next(session, line), message=message % {"resource": line.resource})

    def again(text: str, fields: dict[str, str]) -> str:
        theirs = newer.get("theirs")
        return sheet_page(
            line.count_id,
            error=text,
            fields=fields,
            open_id=line_id,
            theirs=theirs if isinstance(theirs, dict) else None,
        )

    return perform(work, again=again)


@bp.post("/dong/<int:line_id>")
@requires(Permission.STOCK_EDIT, commune_of_line)
def write(line_id: int) -> ResponseReturnValue:
    """Write down what was found."""

    def act(session: Session, actor: Actor) -> None:
        enter(session, line_id=line_id, actor=actor, now=now(), **load(EnterSchema()))  # type: ignore[arg-type]

    return _on_line(line_id, act, _("Đã ghi số đếm: %(resource)s.", resource="%(resource)s"))


@bp.post("/dong/<int:line_id>/ly-do")
@requires(Permission.STOCK_EDIT, commune_of_line)
def give_reason(line_id: int) -> ResponseReturnValue:
    """Explain a difference."""

    def act(session: Session, _actor: Actor) -> None:
        explain(session, line_id=line_id, **load(ReasonSchema()))  # type: ignore[arg-type]

    return _on_line(line_id, act, _("Đã ghi lý do: %(resource)s.", resource="%(resource)s"))


@bp.post("/dong/<int:line_id>/bo")
@requires(Permission.STOCK_EDIT, commune_of_line)
def leave(line_id: int) -> ResponseReturnValue:
    """Leave a line out of the stocktake."""

    def act(session: Session, actor: Actor) -> None:
        leave_out(session, line_id=line_id, actor=actor, now=now(), **load(ReasonSchema()))  # type: ignore[arg-type]

    return _on_line(line_id, act, _("Đã để ra ngoài đợt kiểm kê: %(resource)s.", resource="%(resource)s"))


@bp.get("/<int:count_id>/them")
@requires(Permission.STOCK_EDIT, commune_of_count)
def new_row(count_id: int) -> ResponseReturnValue:
    """The form for things found that the sheet does not name."""
    return _found_page(count_id)


def _found_page(count_id: int, error: str = "", fields: Mapping[str, str] | None = None) -> str:
    with reading() as session:
        count = get_count(session, count_id)
        types, holders = list_types(session), list_holders(session, count.commune_code)
    return render_template(
        "inventory/count_found.html",
        count=count,
        types=types,
        holder_options=[(holder.id, holder.name) for holder in holders],
        pillars=PILLARS,
        error=error,
        fields=fields or {},
    )


@bp.post("/<int:count_id>/them")
@requires(Permission.STOCK_EDIT, commune_of_count)
def add_row(count_id: int) -> ResponseReturnValue:
    """Add things found to the sheet."""

    def work(session: Session, actor: Actor) -> Done:
        values = load(FoundSchema())
        line_id = add_found(session, count_id=count_id, actor=actor, now=now(), **values)  # type: ignore[arg-type]
        return Done(
            location=url_for("counts.show", count_id=count_id) + f"#l-{line_id}",
            message=_("Đã thêm dòng phát hiện khi kiểm kê; số này vào sổ khi chốt."),
        )

    return perform(work, again=lambda text, fields: _found_page(count_id, text, fields))
