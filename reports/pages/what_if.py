"""What if: a commune taken out, a road cut, the level raised; readiness again beside today's."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from core.accounts.rules.roles import Permission
from core.clock import day_of, now
from core.communes.rules import Link
from core.text import sort_key
from core.web.access import for_province, requires
from core.web.doors import reading
from inventory.doors.asking import known, place_offered
from mobilization.queries.roads import list_link_states
from reports.pages.ground import ground
from reports.pages.readiness import WORDS
from reports.pages.readiness_words import asked, asked_level
from reports.queries.readiness import moment_of
from reports.rules.closing import worst_of
from reports.services.readiness import read_days, reckon, with_help

bp = Blueprint("what_if", __name__, url_prefix="/bao-cao/neu-nhu")


def _asked_link(links: list[Link]) -> tuple[str, str] | None:
    a, _dash, b = request.args.get("duong", "").partition("-")
    return (a, b) if any((link.a, link.b) == (a, b) for link in links) else None


@bp.get("/")
@requires(Permission.REPORT_READ, for_province)
def show() -> ResponseReturnValue:
    """Readiness with the neighbours' help, today and if; communes that change come first, by how much they lose."""
    chosen, today = asked(), day_of(now())
    level = asked_level("cap2", chosen.level)
    with reading() as session:
        kept = ground(session)
        [province] = read_days(session, kept, [moment_of(today, today)])
        offered = place_offered(known(session), request.args.get("bo", ""))
        cuts = [(state.a, state.b) for state in list_link_states(session, now()) if state.minutes is None]
    names, links = kept.standing.names, list(kept.standing.links)
    out = offered.chosen if offered.chosen in names else ""
    if offered.typed:  # the roads of a nation are too many for a list: those of the communes found
        near = {code for code, _title in offered.options}
        links = [link for link in links if link.a in near or link.b in near]
    cut = _asked_link(links)
    every = reckon(province, kept.demand(today, chosen.hazard, chosen.level))
    every_if = every
    if level != chosen.level:
        every_if = reckon(province, kept.demand(today, chosen.hazard, level))
    helped = with_help(province, every, links, cut=cuts)
    helped_if = with_help(province, every_if, links, without=out, cut=[*cuts, *([cut] if cut else [])])
    pairs = {
        code: (worst_of(helped[code]), worst_of(helped_if[code]))
        for code in names
        if code != out and every[code].threatened
    }
    changed = [code for code, (was, then) in pairs.items() if was[0] != then[0]]
    changed.sort(key=lambda code: (pairs[code][1][0] or 0.0) - (pairs[code][0][0] or 0.0))
    return render_template(
        "reports/what_if.html",
        **WORDS,
        asked=chosen,
        level=level,
        out=out,
        offered=offered,
        cut=cut,
        links=sorted(links, key=lambda link: (sort_key(names[link.a]), sort_key(names[link.b]))),
        names=names,
        own=every,
        own_if=every_if,
        pairs=pairs,
        changed=changed,
        cuts=len(cuts),
        as_of=now(),
    )
