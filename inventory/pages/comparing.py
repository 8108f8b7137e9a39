"""This year beside the last: what the register had on two days, by type, by commune, and as Excel."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Permission
from core.clock import day_of, end_of, now
from core.web.access import current_actor, requires
from core.web.doors import reading
from core.web.language import say_day
from core.web.links import part_asked
from core.web.list_files import list_file
from inventory.doors.asking import Known, PlaceChoice, filter_of, given, known, place_choice, told
from inventory.doors.sums import changes_between, lines_between, looked_up
from inventory.pages.lists import bp
from inventory.rules.comparing import Compared, end_of_last_year
from inventory.rules.listing import Filter
from inventory.rules.papers.list_sheets import COMPARED_COLUMNS
from inventory.sentences import CATEGORIES, PILLARS

LINES = 60  # lines of one page, some 40 kB with the choices above them
CONDITIONS = ("q", "type", "nhom", "pillar", "xa", "huyen")


def _day(name: str, otherwise: date) -> date:
    try:
        asked = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return otherwise
    return min(asked, day_of(now()))


def _days() -> tuple[date, date]:
    """Return the two days asked for, the earlier first."""
    today = day_of(now())
    first, second = _day("tu", end_of_last_year(today)), _day("den", today)
    return min(first, second), max(first, second)


def _asked() -> dict[str, str]:
    return {name: value for name, value in given(request.args).items() if name in CONDITIONS}


def _wanted(session: Session, asked: dict[str, str], scope: str | None) -> tuple[Known, PlaceChoice, Filter]:
    names = known(session)
    place = place_choice(asked, request.args.get("noi", ""), names)
    return names, place, looked_up(session, filter_of(asked, names), names, scope=scope)


def _lines(asked: dict[str, str]) -> tuple[Known, PlaceChoice, list[Compared]]:
    """Return a line for each type; of one type, for each commune."""
    first, second = _days()
    scope = current_actor().scope(Permission.STOCK_READ)
    with reading() as session:
        names, place, wanted = _wanted(session, asked, scope)
        by_commune = asked.get("type", "") in names.types
        days = {"before": end_of(first), "until": end_of(second)}
        lines = lines_between(session, wanted, scope=scope, by_commune=by_commune, **days)
    order = {code: number for number, code in enumerate(names.communes if by_commune else names.types)}
    return names, place, sorted(lines, key=lambda line: order[line.key])


@bp.get("/so-sanh")
@requires(Permission.STOCK_READ)
def compare_days() -> ResponseReturnValue:
    """What the register had on two days; of one type, commune by commune."""
    asked, (first, second) = _asked(), _days()
    names, place, lines = _lines(asked)
    kind = names.types.get(asked.get("type", ""))
    own = current_actor().scope(Permission.STOCK_READ) is not None
    only_changed = request.args.get("doi") == "co"
    shown, page, pages = part_asked([line for line in lines if line.change or not only_changed], LINES)
    days = {"tu": first.isoformat(), "den": second.isoformat(), **({"doi": "co"} if only_changed else {})}
    return render_template(
        "inventory/compare.html",
        lines=shown,
        page=page,
        more=page < pages,
        kept={**asked, **days},
        kind=kind,
        asked=asked,
        told=told(asked, names),
        names=names,
        place=place,
        own=own,
        first=first,
        second=second,
        only_changed=only_changed,
        here=lambda **more: url_for("stock.compare_days", **{**asked, **days, **more}),
        file=f"{url_for('stock.compare_file')}?{urlencode({**asked, **days})}",
        pillars=PILLARS,
        categories=CATEGORIES,
        as_of=now(),
    )


@bp.get("/so-sanh.xlsx")
@requires(Permission.STOCK_READ)
def compare_file() -> ResponseReturnValue:
    """The comparison as Excel, a row for every type in every commune."""
    asked, (first, second) = _asked(), _days()
    scope = current_actor().scope(Permission.STOCK_READ)
    with reading() as session:
        names, _place, wanted = _wanted(session, asked, scope)
        changes = changes_between(session, wanted, scope=scope, before=end_of(first), until=end_of(second))
    order = {code: number for number, code in enumerate(names.communes)}
    changes.sort(key=lambda one: (order[one.commune_code], names.alphabet[one.type_code]))
    rows = [
        (
            number,
            names.communes[one.commune_code].title,
            one.type_code,
            names.types[one.type_code].name,
            names.types[one.type_code].unit,
            one.then,
            one.now,
            one.now - one.then,
        )
        for number, one in enumerate(changes, start=1)
        if one.then != one.now or request.args.get("doi") != "co"
    ]
    days = _("cuối ngày %(first)s so với cuối ngày %(second)s", first=say_day(first), second=say_day(second))
    return list_file(
        _("So sánh hai ngày"),
        "so-sanh",
        COMPARED_COLUMNS,
        rows,
        [str(days), *told(asked, names)],
        current_actor(),
    )
