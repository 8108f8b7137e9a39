"""Telephone numbers: shown by a deliberate act that is noted, and the list of those acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.communes.queries import list_communes
from core.together import Question
from core.web.access import current_actor, requires
from core.web.doors import reading, transaction
from core.web.home import Duty
from core.web.language import counted, safe_next
from inventory.queries.command import commune_of_seat, commune_of_watch, get_seat, get_watch
from inventory.queries.forces import commune_of_member, commune_of_squad, get_member, get_squad
from inventory.queries.lots import commune_of_lot, get_lot
from inventory.queries.personal import list_phone_looks, phone_looks_since
from inventory.rules.personal import Place
from inventory.sentences import PERSON_PLACES
from inventory.services.personal import log_phone_look

bp = Blueprint("phones", __name__, url_prefix="/so-dien-thoai")
RECENT = timedelta(days=7)


def _show(find: Callable[[Session], tuple[Place, int, str, str, str]]) -> ResponseReturnValue:
    """Note the look and show the number: one transaction, so that no number is seen without its line."""
    back = safe_next(request.form.get("back"), url_for("home.show"))
    with transaction() as session:
        kind, row_id, whose, number, commune_code = find(session)
        log_phone_look(
            session,
            kind=kind,
            row_id=row_id,
            whose=whose,
            commune_code=commune_code,
            page=back,
            actor=current_actor(),
            now=now(),
        )
    return render_template("inventory/phone.html", whose=whose, number=number, back=back, as_of=now())


@bp.post("/chi-huy/<int:seat_id>")
@requires(Permission.PHONE_READ, commune_of_seat)
def of_seat(seat_id: int) -> ResponseReturnValue:
    """The number of somebody on a board."""

    def find(session: Session) -> tuple[Place, int, str, str, str]:
        seat = get_seat(session, seat_id)
        return Place.SEAT, seat.id, seat.name, seat.phone, seat.commune_code

    return _show(find)


@bp.post("/truc-ban/<int:watch_id>")
@requires(Permission.PHONE_READ, commune_of_watch)
def of_watch(watch_id: int) -> ResponseReturnValue:
    """The number of somebody on duty."""

    def find(session: Session) -> tuple[Place, int, str, str, str]:
        watch = get_watch(session, watch_id)
        return Place.WATCH, watch.id, watch.name, watch.phone, watch.commune_code

    return _show(find)


@bp.post("/luc-luong/<int:squad_id>")
@requires(Permission.PHONE_READ, commune_of_squad)
def of_squad(squad_id: int) -> ResponseReturnValue:
    """The number of a squad's leader."""

    def find(session: Session) -> tuple[Place, int, str, str, str]:
        squad = get_squad(session, squad_id)
        return Place.SQUAD, squad.id, squad.leader or squad.name, squad.phone, squad.commune_code

    return _show(find)


@bp.post("/thanh-vien/<int:member_id>")
@requires(Permission.PHONE_READ, commune_of_member)
def of_member(member_id: int) -> ResponseReturnValue:
    """The number of a member of a squad."""

    def find(session: Session) -> tuple[Place, int, str, str, str]:
        member = get_member(session, member_id)
        place = commune_of_member(session, member_id=member_id)
        return Place.MEMBER, member.person_id, member.name, member.phone, place

    return _show(find)


@bp.post("/kho/<int:lot_id>")
@requires(Permission.PHONE_READ, commune_of_lot)
def of_lot(lot_id: int) -> ResponseReturnValue:
    """The number of the holder of a row of stock."""

    def find(session: Session) -> tuple[Place, int, str, str, str]:
        lot = get_lot(session, lot_id)
        return Place.HOLDER, lot.holder_id, lot.holder, lot.phone, lot.commune_code

    return _show(find)


@bp.get("/nhat-ky")
@requires(Permission.PHONE_AUDIT)
def looks() -> ResponseReturnValue:
    """Who looked at whose number, when, from which page."""
    raw = request.args.get("page", "1")
    page = max(1, int(raw)) if raw.isdecimal() and len(raw) < 6 else 1
    with reading() as session:
        found, more = list_phone_looks(
            session, scope=current_actor().scope(Permission.PHONE_AUDIT), page=page
        )
        titles = {commune.code: commune.title for commune in list_communes(session)}
    return render_template(
        "inventory/phone_looks.html",
        looks=found,
        more=more,
        page=page,
        titles=titles,
        places=PERSON_PLACES,
        as_of=now(),
    )


def duties(actor: Actor) -> list[Question[list[Duty]]]:
    """Ask how many looks there were, for those who watch over them, and lead to their list."""
    if not actor.may(Permission.PHONE_AUDIT):
        return []
    scope = actor.scope(Permission.PHONE_AUDIT)
    return [phone_looks_since(now() - RECENT, scope).then(_looks)]


def _looks(count: int) -> list[Duty]:
    text = counted("7 ngày qua có %(count)s lượt xem số điện thoại cá nhân.", count=count)
    location = url_for("phones.looks")
    return [Duty(kind="phone_look", text=text, button=_("Xem nhật ký"), location=location, urgency="idle")]
