"""The command boards: of every commune at once, of one place, and what is done with a post."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, now
from core.communes.queries import get_commune, list_communes
from core.excel.writing import write_workbook
from core.text import masked
from core.values import frozen
from core.web.access import current_actor, requires
from core.web.doors import Done, load, perform, reading, settings
from core.web.links import places_asked
from core.web.list_files import XLSX
from inventory.pages.people_sheets import people_sheets, week_span
from inventory.queries.command import (
    Seat,
    commune_of_seat,
    current_seats,
    get_seat,
    list_on_duty,
    list_seats,
    list_watches,
)
from inventory.rules.command import PROVINCE, SINGLE, Gap, Post, board_gaps, week_of
from inventory.schemas.people import AppointSchema, CorrectSeatSchema, EndSeatSchema
from inventory.sentences import BOARD_GAPS, BOARD_POSTS, WATCH_KINDS
from inventory.services.command import appoint, correct_seat, end_seat

bp = Blueprint("command", __name__, url_prefix="/chi-huy")
PROVINCE_IN_ADDRESS = "tinh"


def place_in_address(session: Session, *, place_code: str, **_values: object) -> str:
    """Return the commune named in the address, or the province ("")."""
    return PROVINCE if place_code == PROVINCE_IN_ADDRESS else place_code


def place_title(session: Session, place_code: str) -> str:
    """Return the name of a place in an address; raises NotFoundError."""
    if place_code == PROVINCE_IN_ADDRESS:
        return str(_("Tỉnh %(name)s", name=settings().province_name))
    return get_commune(session, place_code).title


def address_of(commune_code: str) -> str:
    """Return how a place stands in an address."""
    return commune_code or PROVINCE_IN_ADDRESS


@bp.get("/")
@requires(Permission.STOCK_READ)
def show() -> ResponseReturnValue:
    """Who is on duty now and which boards are incomplete, over all communes; a commune's person sees the own board."""
    actor = current_actor()
    if not actor.is_provincial:
        return redirect(url_for("command.board", place_code=actor.commune_code))
    found = standing_boards()
    places, page, more = places_asked(found.places)
    return render_template(
        "inventory/command_province.html",
        places=places,
        page=page,
        more=more,
        gaps=found.gaps,
        incomplete=sum(any(gap.incomplete for gap in gaps) for gaps in found.gaps.values()),
        on_duty=found.on_duty,
        posts=BOARD_POSTS,
        kinds=BOARD_GAPS,
        address_of=address_of,
        as_of=now(),
    )


@frozen
class Boards:
    """Every place's board now: what it lacks and who is on duty, by the place's code; the province's is empty."""

    places: list[tuple[str, str]]
    gaps: dict[str, list[Gap]]
    on_duty: dict[str, list[str]]


def standing_boards() -> Boards:
    """Return the boards of the province and of all its communes."""
    today = day_of(now())
    with reading() as session:
        communes = list_communes(session)
        boards = current_seats().ask(session)
        watches = list_on_duty(session, now())
    on_duty: dict[str, list[str]] = {}
    for watch in watches:
        on_duty.setdefault(watch.commune_code, []).append(watch.name)
    places = [("", str(_("Tỉnh %(name)s", name=settings().province_name)))]
    places += [(str(commune.code), commune.title) for commune in communes]
    gaps = {code: list(board_gaps(boards.get(code, []), today)) for code, _title in places}
    return Boards(places=places, gaps=gaps, on_duty=on_duty)


@bp.get("/noi/<place_code>")
@requires(Permission.STOCK_READ, place_in_address)
def board(place_code: str) -> ResponseReturnValue:
    """One place's board: posts in official order, the vacant ones too, and who held them before."""
    return _board_page(place_code)


def _board_page(place_code: str, error: str = "") -> str:
    actor, today = current_actor(), day_of(now())
    with reading() as session:
        title = place_title(session, place_code)
        code = place_in_address(session, place_code=place_code)
        seats, past = list_seats(session, code)
        on_duty = list_on_duty(session, now(), commune_code=code)
    lines: list[tuple[Post, list[Seat]]] = [
        (post, [seat for seat in seats if seat.post == post]) for post in (*SINGLE, Post.MEMBER)
    ]
    return render_template(
        "inventory/command.html",
        place_code=place_code,
        title=title,
        lines=lines,
        past=past,
        gaps=board_gaps(seats, today),
        on_duty=on_duty,
        posts=BOARD_POSTS,
        kinds=BOARD_GAPS,
        watch_kinds=WATCH_KINDS,
        masked=masked,
        may_edit=actor.may(Permission.PEOPLE_EDIT, code),
        may_call=actor.may(Permission.PHONE_READ, code),
        error=error,
        today=today,
        as_of=now(),
    )


def _form(
    place_code: str, seat_id: int | None, error: str = "", fields: Mapping[str, str] | None = None
) -> str:
    with reading() as session:
        seat = None if seat_id is None else get_seat(session, seat_id)
        place_code = address_of(seat.commune_code) if seat else place_code
        title = place_title(session, place_code)
    return render_template(
        "inventory/seat_form.html",
        place_code=place_code,
        title=title,
        seat=seat,
        post=request.values.get("post", ""),
        posts=BOARD_POSTS,
        error=error,
        fields=fields or {},
    )


@bp.get("/noi/<place_code>/bo-nhiem")
@requires(Permission.PEOPLE_EDIT, place_in_address)
def new(place_code: str) -> ResponseReturnValue:
    """The form for a new holder of a post."""
    return _form(place_code, None)


@bp.post("/noi/<place_code>/bo-nhiem")
@requires(Permission.PEOPLE_EDIT, place_in_address)
def add(place_code: str) -> ResponseReturnValue:
    """Put a new holder into a post; the one before keeps a line in the history."""

    def work(session: Session, actor: Actor) -> Done:
        values = load(AppointSchema())
        values["post"] = Post(str(values["post"]))
        code = place_in_address(session, place_code=place_code)
        appoint(session, commune_code=code, actor=actor, now=now(), **values)  # type: ignore[arg-type]
        return Done(
            location=url_for("command.board", place_code=place_code),
            message=_("Đã ghi người giữ chức vụ mới; người trước được chuyển vào phần lịch sử."),
        )

    return perform(work, again=lambda text, fields: _form(place_code, None, text, fields))


@bp.get("/<int:seat_id>/sua")
@requires(Permission.PEOPLE_EDIT, commune_of_seat)
def edit(seat_id: int) -> ResponseReturnValue:
    """The form to correct a holder's row."""
    return _form("", seat_id)


@bp.post("/<int:seat_id>/sua")
@requires(Permission.PEOPLE_EDIT, commune_of_seat)
def correct(seat_id: int) -> ResponseReturnValue:
    """Correct a holder's row."""
    with reading() as session:
        place_code = address_of(commune_of_seat(session, seat_id=seat_id))

    def work(session: Session, actor: Actor) -> Done:
        values = load(CorrectSeatSchema())
        forget = values.pop("forget")
        values["phone"] = values["phone"] or ("" if forget else get_seat(session, seat_id).phone)
        correct_seat(session, seat_id=seat_id, actor=actor, now=now(), **values)  # type: ignore[arg-type]
        return Done(
            location=url_for("command.board", place_code=place_code),
            message=_("Đã sửa thông tin Ban Chỉ huy."),
        )

    return perform(work, again=lambda text, fields: _form(place_code, seat_id, text, fields))


@bp.post("/<int:seat_id>/thoi")
@requires(Permission.PEOPLE_EDIT, commune_of_seat)
def end(seat_id: int) -> ResponseReturnValue:
    """Relieve a holder; the post stands vacant."""
    with reading() as session:
        place_code = address_of(get_seat(session, seat_id).commune_code)

    def work(session: Session, actor: Actor) -> Done:
        values = load(EndSeatSchema())
        end_seat(session, seat_id=seat_id, actor=actor, now=now(), **values)  # type: ignore[arg-type]
        return Done(
            location=url_for("command.board", place_code=place_code),
            message=_("Đã ghi thôi giữ chức vụ; chức vụ đang khuyết."),
        )

    return perform(work, again=lambda text, _fields: _board_page(place_code, text))


@bp.get("/noi/<place_code>.xlsx")
@requires(Permission.STOCK_READ, place_in_address)
def workbook(place_code: str) -> ResponseReturnValue:
    """A place's board and this week's roster as a workbook; telephone numbers stay masked."""
    days = week_of(day_of(now()))
    since, until = week_span(days)
    with reading() as session:
        title = place_title(session, place_code)
        code = place_in_address(session, place_code=place_code)
        seats, past = list_seats(session, code)
        watches = list_watches(session, code, since=since, until=until)
    sheets = people_sheets(title, [*seats, *past], watches, today=days[0])
    file = BytesIO()
    write_workbook(sheets, file, title=title, author=current_actor().name, made_at=now())
    file.seek(0)
    name = f"chi-huy-truc-ban-{place_code}.xlsx"
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name=name)
