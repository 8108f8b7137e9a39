"""Readiness and gaps as JSON: the province commune by commune, one commune line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import current_app
from flask_smorest import Blueprint

from core.accounts.rules.roles import Permission
from core.clock import day_of, now
from core.text import plain_number
from core.values import frozen
from core.web.access import commune_in_address, current_actor
from core.web.api import reads
from core.web.doors import reading
from mobilization.rules.hazards import Hazard
from reports.queries.readiness import day_before, moment_of
from reports.rules.closing import Gap
from reports.rules.readiness import Line, Readiness
from reports.schemas.api import CommuneLinesSchema, CommuneReadinessSchema, GapSchema, HazardAskedSchema
from reports.sentences import name_of, unit_of
from reports.services.readiness import Province, find_gaps, read_days, reckon
from reports.services.standing import Ground

bp = Blueprint("api_readiness", __name__, url_prefix="/api/v1", description="Mức sẵn sàng và chỗ còn thiếu")


@frozen
class _Found:
    """Every commune's readiness now and a month before, and what it was reckoned from."""

    province: Province
    every: Mapping[str, Readiness]
    before: Mapping[str, Readiness]


def _find(hazard: Hazard, level: int) -> _Found:
    today = day_of(now())
    ground: Ground = current_app.extensions["reports_ground"]
    with reading() as session:
        kept = ground.now(session)
        days = (moment_of(today, today), moment_of(day_before(now()), today))
        province, earlier = read_days(session, kept, days)
    demand = kept.demand(today, hazard, level)
    return _Found(province=province, every=reckon(province, demand), before=reckon(earlier, demand))


def _reached(codes: Mapping[str, object]) -> list[str]:
    scope = current_actor().scope(Permission.REPORT_READ)
    return [code for code in codes if scope in (None, code)]


def _score(share: float | None, grade: str) -> dict[str, object]:
    return {"share": None if share is None else round(share, 4), "grade": grade}


def _told(found: _Found, code: str, hazard: Hazard, level: int) -> dict[str, object]:
    readiness, before = found.every[code], found.before[code]
    return {
        "commune_code": code,
        "hazard": hazard,
        "level": level,
        "threatened": readiness.threatened,
        "governed_by": readiness.worst,
        **_score(readiness.share, readiness.grade),
        "pillars": {pillar.value: _score(one.share, one.grade) for pillar, one in readiness.pillars.items()},
        "month_ago": _score(before.share, before.grade),
    }


def _line(line: Line, found: _Found) -> dict[str, object]:
    kinds = found.province.standing.kinds
    return {
        "type_code": line.type_code,
        "resource": name_of(line.type_code, kinds),
        "unit": unit_of(line.type_code, kinds),
        "pillar": line.pillar,
        "priority": line.priority,
        "need": line.need,
        "ready": plain_number(line.have),
        "replaced": plain_number(line.replaced),
        "missing": line.missing,
        "unchecked": plain_number(line.stock.doubted),
        "broken": plain_number(line.stock.broken),
        "expired": plain_number(line.stock.expired),
        "away": plain_number(line.stock.away),
        "unagreed": plain_number(line.stock.unagreed),
    }


def _gaps(codes: Sequence[str] | None, hazard: Hazard, level: int) -> list[Mapping[str, object]]:
    found = _find(hazard, level)
    wanted = set(_reached(found.every) if codes is None else codes)
    return [_gap(gap, found) for gap in find_gaps(found.province, found.every) if gap.commune_code in wanted]


def _gap(gap: Gap, found: _Found) -> dict[str, object]:
    kinds = found.province.standing.kinds
    return {
        "commune_code": gap.commune_code,
        "type_code": gap.line.type_code,
        "resource": name_of(gap.line.type_code, kinds),
        "unit": unit_of(gap.line.type_code, kinds),
        "need": gap.line.need,
        "missing": gap.line.missing,
        "steps": [
            {
                "way": step.remedy,
                "quantity": step.quantity,
                "unit_vnd": step.unit_vnd,
                "cost_vnd": step.cost_vnd,
                "giver": step.giver,
            }
            for step in gap.steps
        ],
    }


@reads(
    bp,
    "/readiness",
    answer=CommuneReadinessSchema(many=True),
    permission=Permission.REPORT_READ,
    query=HazardAskedSchema,
)
def readiness(hazard: Hazard, level: int) -> list[Mapping[str, object]]:
    """How far every commune within reach covers what a hazard of a level asks of it, in official order."""
    found = _find(hazard, level)
    return [_told(found, code, hazard, level) for code in _reached(found.every)]


@reads(
    bp,
    "/communes/<commune_code>/readiness",
    answer=CommuneLinesSchema(),
    permission=Permission.REPORT_READ,
    commune_of=commune_in_address,
    query=HazardAskedSchema,
)
def commune_readiness(commune_code: str, hazard: Hazard, level: int) -> Mapping[str, object]:
    """One commune's readiness line by line: what counts, and what does not and why."""
    found = _find(hazard, level)
    found.province.standing.get_commune(commune_code)
    lines = [_line(line, found) for line in found.every[commune_code].lines]
    return {**_told(found, commune_code, hazard, level), "lines": lines}


@reads(
    bp,
    "/gaps",
    answer=GapSchema(many=True),
    permission=Permission.REPORT_READ,
    query=HazardAskedSchema,
)
def gaps(hazard: Hazard, level: int) -> list[Mapping[str, object]]:
    """What the communes within reach lack and the cheapest steps that close it."""
    return _gaps(None, hazard, level)


@reads(
    bp,
    "/communes/<commune_code>/gaps",
    answer=GapSchema(many=True),
    permission=Permission.REPORT_READ,
    commune_of=commune_in_address,
    query=HazardAskedSchema,
)
def commune_gaps(commune_code: str, hazard: Hazard, level: int) -> list[Mapping[str, object]]:
    """What one commune lacks and the cheapest steps that close it."""
    return _gaps([commune_code], hazard, level)
