"""Readiness: the province's communes by pillar, one commune line by line, this month beside the last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from core.accounts.rules.roles import Permission
from core.clock import day_of, now
from core.text import sort_key
from core.values import frozen
from core.web.access import commune_in_address, current_actor, requires
from core.web.doors import reading
from core.web.links import places_asked
from inventory.rules.catalogue import Pillar
from inventory.sentences import PILLARS
from mobilization.rules.scenarios.demand import LEVELS
from mobilization.sentences import HAZARDS
from reports.pages.ground import ground
from reports.pages.readiness_words import (
    GRADE_LOOKS,
    GRADES,
    Asked,
    asked,
    bar,
    percent,
)
from reports.queries.readiness import day_before, moment_of
from reports.rules.closing import helped, neighbours_of, share_out, worst_of
from reports.rules.readiness import ENOUGH, LITTLE, Grade, Readiness
from reports.sentences import name_of, unit_of
from reports.services.readiness import ranks, read_days, reckon

bp = Blueprint("readiness", __name__, url_prefix="/bao-cao/san-sang")
SORTS = ("thu-tu", "xa", "chung", "command", "forces", "means", "logistics")
WORDS = {
    "hazards": HAZARDS,
    "levels": LEVELS,
    "pillars": PILLARS,
    "grades": GRADES,
    "looks": GRADE_LOOKS,
    "bar": bar,
    "percent": percent,
    "enough": round(ENOUGH * 100),
    "little": round(LITTLE * 100),
}


def _order(every: Mapping[str, Readiness], names: Mapping[str, str], by: str) -> list[str]:
    codes = list(every)
    if by == "xa":
        return sorted(codes, key=lambda code: sort_key(names[code]))
    if by == "thu-tu":
        return codes

    def share(code: str) -> float:
        found = every[code].share if by == "chung" else every[code].pillars[Pillar(by)].share
        return 2.0 if found is None else found  # without a figure: last

    return sorted(codes, key=share)


@bp.get("/")
@requires(Permission.REPORT_READ)
def show() -> ResponseReturnValue:
    """The province's table: every commune by four pillars, the worst first; a commune's person sees the own commune."""
    actor, chosen = current_actor(), asked()
    if not actor.is_provincial:
        return _own(actor.commune_code)
    seen = province_of(chosen)
    rows, page, more = places_asked(seen.rows)
    return render_template(
        "reports/readiness.html",
        **WORDS,
        asked=chosen,
        sort=seen.sort,
        wanted=seen.wanted,
        rows=rows,
        page=page,
        more=more,
        names=seen.names,
        every=seen.every,
        before=seen.before,
        counts=Counter(readiness.grade for readiness in seen.every.values()),
        shown=(Grade.MUCH, Grade.LITTLE, Grade.ENOUGH, Grade.UNKNOWN, Grade.NONE),
        past=day_before(now()),
        assumed=seen.assumed,
        as_of=now(),
    )


@frozen
class Table:
    """The province's table as the address asks for it: `rows` are the communes shown, in order."""

    sort: str
    wanted: str
    rows: list[str]
    names: Mapping[str, str]
    every: Mapping[str, Readiness]
    before: Mapping[str, Readiness]
    assumed: int


def province_of(chosen: Asked) -> Table:
    """Return every commune's readiness and the communes the address asks for."""
    sort = request.args.get("sap", "")
    sort = sort if sort in SORTS else "chung"
    wanted = request.args.get("muc", "")
    today = day_of(now())
    past = day_before(now())
    with reading() as session:
        kept = ground(session)
        days = (moment_of(today, today), moment_of(past, today))
        province, earlier = read_days(session, kept, days)
    demand = kept.demand(today, chosen.hazard, chosen.level)
    every, before = reckon(province, demand), reckon(earlier, demand)
    names = kept.standing.names
    rows = [code for code in _order(every, names, sort) if wanted in ("", every[code].grade.value)]
    return Table(
        sort=sort,
        wanted=wanted,
        rows=rows,
        names=names,
        every=every,
        before=before,
        assumed=sum(not land.source for land in kept.standing.lands.values()),
    )


def _own(commune_code: str) -> Response:
    return redirect(
        url_for("readiness.commune", commune_code=commune_code, loai=asked().hazard.value, cap=asked().level)
    )


@bp.get("/xa/<commune_code>")
@requires(Permission.REPORT_READ, commune_in_address)
def commune(commune_code: str) -> ResponseReturnValue:
    """One commune: needed, ready, covered, missing, line by line; it prints on one sheet."""
    actor, chosen = current_actor(), asked()
    today = day_of(now())
    past = day_before(now())
    with reading() as session:
        kept = ground(session)
        place = kept.standing.get_commune(commune_code)
        days = (moment_of(today, today), moment_of(past, today))
        province, earlier = read_days(session, kept, days)
    demand = kept.demand(today, chosen.hazard, chosen.level)
    every = reckon(province, demand)
    readiness = every[commune_code]
    before = reckon(earlier, {commune_code: demand[commune_code]})[commune_code]
    given = share_out(every, neighbours_of(kept.standing.links), ranks(province))
    kinds = dict(kept.standing.kinds)
    return render_template(
        "reports/readiness_commune.html",
        **WORDS,
        asked=chosen,
        place=place,
        land=kept.standing.lands[commune_code],
        readiness=readiness,
        before=before,
        with_help=worst_of(helped(readiness, given)),
        given=given,
        needs={need.type_code: need for need in demand[commune_code]},
        name=lambda code: name_of(code, kinds),
        unit=lambda code: unit_of(code, kinds),
        may_open=actor.may(Permission.STOCK_READ, commune_code),
        past=past,
        as_of=now(),
    )
