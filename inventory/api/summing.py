"""Looking at sums by type, commune and pillar, at two days side by side, and at who looked at whose number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from core.accounts.rules.roles import Permission
from core.clock import day_of, end_of, now
from core.web.access import current_actor
from core.web.api import reads
from core.web.doors import reading
from inventory.api.blueprint import bp
from inventory.doors.asking import Known, known
from inventory.doors.named import filter_as_named, within_named
from inventory.doors.sums import (
    lines_between,
    looked_up,
    summaries_within,
    totals_by_place,
    totals_by_type,
)
from inventory.queries.personal import list_looks_after
from inventory.rules.catalogue import Pillar
from inventory.rules.comparing import Compared, end_of_last_year
from inventory.schemas import api_summing as shapes
from inventory.schemas.api_conditions import WhereAskedSchema

LINES = 200  # of one page
Line = TypeVar("Line")


def _part(lines: Sequence[Line], page: int) -> tuple[Sequence[Line], int | None]:
    """Return one page of lines, and the number of the following page or None."""
    return lines[(page - 1) * LINES : page * LINES], page + 1 if len(lines) > page * LINES else None


@reads(
    bp,
    "/totals/types",
    answer=shapes.TypeTotalListSchema(),
    permission=Permission.STOCK_READ,
    query=shapes.TotalsAskedSchema,
)
def type_totals(page: int, **asked: Any) -> Mapping[str, object]:
    """The sums of every type over the rows within reach that meet the conditions."""
    scope = current_actor().scope(Permission.STOCK_READ)
    with reading() as session:
        names = known(session)
        wanted = looked_up(session, filter_as_named(asked, names), names, scope=scope)
        found = totals_by_type(session, wanted, scope=scope, names=names)
    shown, following = _part(found, page)
    kinds = [names.types[sums.type_code] for sums in shown]
    totals = [
        {
            "type_code": kind.code,
            "resource": kind.name,
            "unit": kind.unit,
            "category": kind.category,
            "pillar": kind.pillar,
            "rows": sums.rows,
            "communes": sums.communes,
            "on_hand": sums.on_hand,
            "reserved": sums.reserved,
            "away": sums.away,
            "broken": sums.broken,
            "usable": sums.usable,
        }
        for kind, sums in zip(kinds, shown, strict=True)
    ]
    return {"totals": totals, "next": following}


@reads(
    bp,
    "/totals/communes",
    answer=shapes.CommuneTotalListSchema(),
    permission=Permission.STOCK_READ,
    query=shapes.TotalsAskedSchema,
)
def commune_totals(page: int, **asked: Any) -> Mapping[str, object]:
    """Each commune's sums over the rows within reach that meet the conditions."""
    scope = current_actor().scope(Permission.STOCK_READ)
    with reading() as session:
        names = known(session)
        wanted = looked_up(session, filter_as_named(asked, names), names, scope=scope)
        found = totals_by_place(session, wanted, scope=scope)
    shown, following = _part([found[code] for code in names.communes if code in found], page)
    adds_up = bool(asked["type_code"])
    totals = [
        {
            "commune_code": sums.commune_code,
            "rows": sums.rows,
            "on_hand": sums.on_hand if adds_up else None,
            "usable": sums.usable if adds_up else None,
        }
        for sums in shown
    ]
    return {"totals": totals, "next": following}


@reads(
    bp,
    "/totals/pillars",
    answer=shapes.PillarTotalSchema(many=True),
    permission=Permission.STOCK_READ,
    query=WhereAskedSchema,
)
def pillar_totals(**asked: Any) -> list[Mapping[str, object]]:
    """Each pillar's rows over the communes within reach; a pillar without a row has noughts."""
    with reading() as session:
        within = within_named(asked, known(session))
        found = [
            one
            for one in summaries_within(session, current_actor())
            if within is None or one.commune_code in within
        ]
    of = {pillar: [one for one in found if one.pillar == pillar] for pillar in Pillar}
    return [
        {
            "pillar": pillar.value,
            "communes": len(group),
            **{
                name: sum(getattr(one, name) for one in group)
                for name in ("rows", "stale", "empty", "expired", "busy")
            },
        }
        for pillar, group in of.items()
    ]


def _days(first: date | None, second: date | None) -> tuple[date, date]:
    today = day_of(now())
    second = min(second or today, today)
    return min(first or end_of_last_year(second), second), second


def _in_order(lines: Sequence[Compared], names: Known, *, by_commune: bool) -> list[Compared]:
    order = {code: number for number, code in enumerate(names.communes if by_commune else names.types)}
    return sorted(lines, key=lambda line: order[line.key])


@reads(
    bp,
    "/comparison",
    answer=shapes.ComparedListSchema(),
    permission=Permission.STOCK_READ,
    query=shapes.ComparedAskedSchema,
)
def comparison(
    first: date | None, second: date | None, by: str, only_changed: bool, page: int, **asked: Any
) -> Mapping[str, object]:
    """What the register within reach had at the end of two days, by type or, of one type, by commune."""
    scope, by_commune = current_actor().scope(Permission.STOCK_READ), by == "commune"
    before, until = _days(first, second)
    with reading() as session:
        names = known(session)
        wanted = looked_up(session, filter_as_named(asked, names), names, scope=scope)
        lines = lines_between(
            session,
            wanted,
            scope=scope,
            before=end_of(before),
            until=end_of(until),
            by_commune=by_commune,
        )
    told = [
        line for line in _in_order(lines, names, by_commune=by_commune) if line.change or not only_changed
    ]
    shown, following = _part(told, page)
    return {"first": before, "second": until, "lines": shown, "next": following}


@reads(
    bp,
    "/phone-looks",
    answer=shapes.LookListSchema(),
    permission=Permission.PHONE_AUDIT,
    query=shapes.LooksAskedSchema,
)
def phone_looks(after: int, limit: int, commune_code: str, since: datetime | None) -> Mapping[str, object]:
    """Who looked at whose telephone number, oldest first: a program reads on after the last one it knows."""
    scope = current_actor().scope(Permission.PHONE_AUDIT)
    with reading() as session:
        looks, following = list_looks_after(
            session, scope=scope, commune_code=commune_code, since=since, after=after, limit=limit
        )
    return {"looks": looks, "next": following}
