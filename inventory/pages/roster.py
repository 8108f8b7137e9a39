"""The duty roster of a place: this week's table, putting on duty, taking off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import cast

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, now
from core.text import masked
from core.web.access import current_actor, requires
from core.web.doors import Done, load, perform, reading
from inventory.pages.command import address_of, place_in_address, place_title
from inventory.pages.people_sheets import week_span
from inventory.queries.command import commune_of_watch, get_watch, list_watches
from inventory.rules.command import WatchKind, week_of
from inventory.schemas.people import VersionSchema, WatchSchema
from inventory.sentences import WATCH_KINDS
from inventory.services.command import add_watch, remove_watch

bp = Blueprint("roster", __name__, url_prefix="/truc-ban")


@bp.get("/<place_code>")
@requires(Permission.STOCK_READ, place_in_address)
def week(place_code: str) -> ResponseReturnValue:
    """A week of a place's roster."""
    return _page(place_code)


def asked_day() -> date:
    """Return the day whose week is asked for, today where none is."""
    try:
        day = date.fromisoformat(request.args.get("ngay", ""))
    except ValueError:
        return day_of(now())
    return day if 2020 <= day.year <= 2100 else day_of(now())


def _page(place_code: str, error: str = "", fields: Mapping[str, str] | None = None) -> str:
    actor, days = current_actor(), week_of(asked_day())
    since, until = week_span(days)
    with reading() as session:
        title = place_title(session, place_code)
        code = place_in_address(session, place_code=place_code)
        watches = list_watches(session, code, since=since, until=until)
    return render_template(
        "inventory/roster.html",
        place_code=place_code,
        title=title,
        days=[(day, [watch for watch in watches if day_of(watch.starts_at) == day]) for day in days],
        earlier=[watch for watch in watches if watch.starts_at < since],
        today=day_of(now()),
        before=days[0] - timedelta(days=7),
        after=days[0] + timedelta(days=7),
        kinds=WATCH_KINDS,
        masked=masked,
        may_edit=actor.may(Permission.PEOPLE_EDIT, code),
        may_call=actor.may(Permission.PHONE_READ, code),
        error=error,
        fields=fields or {},
        moment_now=now(),
        as_of=now(),
    )


def _week(place_code: str, day: date) -> str:
    """Return the address of the week in which a day lies; this week's has no day."""
    this = week_of(day) == week_of(day_of(now()))
    return url_for("roster.week", place_code=place_code, ngay=None if this else day.isoformat())


@bp.post("/<place_code>")
@requires(Permission.PEOPLE_EDIT, place_in_address)
def add(place_code: str) -> ResponseReturnValue:
    """Put a person on duty."""

    def work(session: Session, actor: Actor) -> Done:
        values = load(WatchSchema())
        values["kind"] = WatchKind(str(values["kind"]))
        code = place_in_address(session, place_code=place_code)
        add_watch(session, commune_code=code, actor=actor, now=now(), **values)  # type: ignore[arg-type]
        first = day_of(cast(datetime, values["starts_at"]))
        return Done(location=_week(place_code, first), message=_("Đã thêm ca trực."))

    return perform(work, again=lambda text, fields: _page(place_code, text, fields))


@bp.post("/ca/<int:watch_id>/bo")
@requires(Permission.PEOPLE_EDIT, commune_of_watch)
def remove(watch_id: int) -> ResponseReturnValue:
    """Take a watch off the roster."""
    with reading() as session:
        place_code = address_of(get_watch(session, watch_id).commune_code)

    def work(session: Session, actor: Actor) -> Done:
        version = int(str(load(VersionSchema())["version"]))
        begun = get_watch(session, watch_id).starts_at < now()
        remove_watch(session, watch_id=watch_id, version=version, actor=actor, now=now())
        message = _("Đã kết thúc ca trực; phần đã trực vẫn giữ trong lịch.") if begun else _("Đã bỏ ca trực.")
        return Done(location=_week(place_code, asked_day()), message=message)

    return perform(work, again=lambda text, _fields: _page(place_code, text))
