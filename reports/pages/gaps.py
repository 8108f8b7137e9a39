"""What is missing and how to close it: by type, by commune, and what to buy first under a budget."""

from __future__ import annotations

from io import BytesIO

from flask import Blueprint, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Permission
from core.clock import day_of, now
from core.excel.writing import write_workbook
from core.values import frozen
from core.web.access import OtherCommuneError, current_actor, for_province, requires
from core.web.doors import reading, settings
from core.web.fields import Whole
from core.web.list_files import XLSX
from inventory.doors.asking import PlaceChoice, known, place_offered
from mobilization.sentences import HAZARDS
from reports.pages.ground import ground
from reports.pages.readiness import WORDS
from reports.pages.readiness_words import REMEDIES, asked
from reports.queries.readiness import moment_of
from reports.rules.budget import Spending, items_of, spend
from reports.rules.closing import Gap, Remedy
from reports.rules.procurement import procurement_sheet
from reports.sentences import name_of, unit_of
from reports.services.readiness import Province, find_gaps, ranks, read_days, reckon

bp = Blueprint("gaps", __name__, url_prefix="/bao-cao/thieu")
USUAL_BUDGET_VND = 2_000_000_000
MOST_BUDGET_VND = 10**13
SHOWN = 60  # purchases on the page; the file holds all


@frozen
class TypeGap:
    """One type over all communes."""

    code: str
    need: int
    missing: int
    communes: int
    by_way: dict[Remedy, int]
    cost_vnd: int
    unpriced: int


@frozen
class Found:
    """The gaps of the address's hazard and level, and what they were reckoned from."""

    province: Province
    gaps: list[Gap]
    weights: dict[str, int]


def _find(session: Session) -> Found:
    chosen, today = asked(), day_of(now())
    kept = ground(session)
    [province] = read_days(session, kept, [moment_of(today, today)])
    every = reckon(province, kept.demand(today, chosen.hazard, chosen.level))
    weights = {code: sum(line.weight for line in readiness.lines) for code, readiness in every.items()}
    return Found(province=province, gaps=find_gaps(province, every), weights=weights)


def _by_type(gaps: list[Gap]) -> list[TypeGap]:
    groups: dict[str, list[Gap]] = {}
    for gap in gaps:
        groups.setdefault(gap.line.type_code, []).append(gap)
    found = []
    for code, group in groups.items():
        by_way: dict[Remedy, int] = {}
        for gap in group:
            for step in gap.steps:
                by_way[step.remedy] = by_way.get(step.remedy, 0) + step.quantity
        found.append(
            TypeGap(
                code=code,
                need=sum(gap.line.need for gap in group),
                missing=sum(gap.line.missing for gap in group),
                communes=len(group),
                by_way={remedy: by_way[remedy] for remedy in Remedy if remedy in by_way},
                cost_vnd=sum(gap.cost_vnd for gap in group),
                unpriced=sum(gap.unpriced for gap in group),
            )
        )
    return sorted(found, key=lambda gap: (-gap.cost_vnd, -gap.communes, gap.code))


@bp.get("/")
@requires(Permission.REPORT_READ)
def show() -> ResponseReturnValue:
    """The gaps by type over the province, of one type by commune, or of one commune line by line."""
    found, gaps, offered, type_code = asked_gaps()
    kinds = dict(found.province.standing.kinds)
    names = found.province.standing.names
    code = offered.chosen
    detailed = bool(code or type_code)
    return render_template(
        "reports/gaps.html",
        **WORDS,
        asked=asked(),
        code=code if code in names else "",
        offered=offered,
        names=names,
        type_code=type_code,
        types=[] if detailed else _by_type(gaps),
        gaps=gaps if detailed else [],
        total_vnd=sum(gap.cost_vnd for gap in gaps),
        remedies=REMEDIES,
        name=lambda item: name_of(item, kinds),
        unit=lambda item: unit_of(item, kinds),
        provincial=current_actor().is_provincial,
        as_of=now(),
    )


def asked_gaps() -> tuple[Found, list[Gap], PlaceChoice, str]:
    """Return what is missing, the gaps the address asks for, the communes offered with the one meant, and the type."""
    actor = current_actor()
    scope = actor.scope(Permission.REPORT_READ)
    code = request.args.get("xa", "") if scope is None else scope
    if request.args.get("xa") and not actor.may(Permission.REPORT_READ, request.args["xa"]):
        raise OtherCommuneError
    with reading() as session:
        found = _find(session)
        offered = place_offered(known(session), code)
    code = offered.chosen
    type_code = request.args.get("muc", "")
    gaps = [
        gap for gap in found.gaps if code in ("", gap.commune_code) and type_code in ("", gap.line.type_code)
    ]
    return found, gaps, offered, type_code


def _budget() -> int:
    try:
        return min(int(Whole().deserialize(request.args.get("dong", ""))), MOST_BUDGET_VND)
    except ValidationError:
        return USUAL_BUDGET_VND


def _spend(found: Found, budget: int) -> Spending:
    return spend(items_of(found.gaps, ranks(found.province), found.weights), budget)


@bp.get("/ngan-sach")
@requires(Permission.REPORT_READ, for_province)
def budget() -> ResponseReturnValue:
    """Under a budget, what to buy or repair first, and what each million gains."""
    with reading() as session:
        found = _find(session)
    money = _budget()
    spending = _spend(found, money)
    kinds = dict(found.province.standing.kinds)
    rank = ranks(found.province)
    spent = {place: [buy for buy in spending.buys if buy.item.rank == place] for place in (0, 1, 2)}
    return render_template(
        "reports/budget.html",
        **WORDS,
        asked=asked(),
        money=money,
        spending=spending,
        by_rank=spent,
        rank_communes={place: sum(held == place for held in rank.values()) for place in (0, 1, 2)},
        rank_names={
            0: _("Xã vùng sâu, vùng xa và đặc biệt khó khăn"),
            1: _("Xã vùng sâu, vùng xa hoặc đặc biệt khó khăn"),
            2: _("Các xã còn lại"),
        },
        communes=len(rank),
        shown=SHOWN,
        names=found.province.standing.names,
        remedies=REMEDIES,
        name=lambda item: name_of(item, kinds),
        unit=lambda item: unit_of(item, kinds),
        as_of=now(),
    )


@bp.get("/ngan-sach.xlsx")
@requires(Permission.REPORT_READ, for_province)
def procurement() -> ResponseReturnValue:
    """The same choice as an annex for procurement."""
    chosen, money = asked(), _budget()
    with reading() as session:
        found = _find(session)
    sheet = procurement_sheet(
        _spend(found, money),
        province=settings().province_name,
        hazard=str(HAZARDS[chosen.hazard]),
        level=chosen.level,
        budget_vnd=money,
        day=day_of(now()),
        communes=found.province.standing.names,
        kinds={code: (kind.name, kind.unit) for code, kind in found.province.standing.kinds.items()},
        made_by=current_actor().name,
    )
    file = BytesIO()
    title = f"Phụ lục mua sắm, sửa chữa: {HAZARDS[chosen.hazard]}, cấp {chosen.level}"
    write_workbook([sheet], file, title=title, author=settings().province_name, made_at=now())
    file.seek(0)
    name = f"phu-luc-mua-sam-{chosen.hazard.value}-cap-{chosen.level}.xlsx"
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name=name)
