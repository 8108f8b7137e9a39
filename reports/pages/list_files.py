"""Readiness, gaps, prices and land as Excel, narrowed as their pages are."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.accounts.rules.roles import Permission
from core.communes.queries import list_communes
from core.web.access import current_actor, for_province, requires
from core.web.doors import reading
from core.web.list_files import list_file
from mobilization.sentences import HAZARDS
from reports.pages import gaps, lands, prices, readiness
from reports.pages.readiness_words import GRADES, REMEDIES, RESTS, Asked, asked
from reports.queries.gaps import list_lands
from reports.rules.list_sheets import GAP_COLUMNS, LAND_COLUMNS, PRICE_COLUMNS, READINESS_COLUMNS
from reports.sentences import name_of, unit_of


def _of(chosen: Asked) -> str:
    words, level = HAZARDS[chosen.hazard], chosen.level
    return str(_("%(hazard)s, cấp độ rủi ro thiên tai %(level)s", hazard=words, level=level))


def _percent(share: float | None) -> int | None:
    return None if share is None else round(share * 100)


@readiness.bp.get("/danh-sach.xlsx")
@requires(Permission.REPORT_READ, for_province)
def readiness_file() -> ResponseReturnValue:
    """Every commune by four pillars as Excel."""
    chosen = asked()
    seen = readiness.province_of(chosen)
    rows = [
        (
            number,
            seen.names[code],
            *(_percent(score.share) for score in seen.every[code].pillars.values()),
            _percent(seen.every[code].share),
            str(GRADES[seen.every[code].grade]),
            _percent(seen.before[code].share),
        )
        for number, code in enumerate(seen.rows, start=1)
    ]
    said = [_of(chosen), *(str(words) for grade, words in GRADES.items() if grade == seen.wanted)]
    return list_file(_("Mức sẵn sàng"), "san-sang", READINESS_COLUMNS, rows, said, current_actor())


@gaps.bp.get("/danh-sach.xlsx")
@requires(Permission.REPORT_READ)
def gaps_file() -> ResponseReturnValue:
    """What is missing, of which type in which commune and how to close it, as Excel."""
    seen, found, offered, type_code = gaps.asked_gaps()
    names, kinds = seen.province.standing.names, dict(seen.province.standing.kinds)
    rows = [
        (
            number,
            names[gap.commune_code],
            gap.line.type_code,
            name_of(gap.line.type_code, kinds),
            unit_of(gap.line.type_code, kinds),
            gap.line.need,
            gap.line.missing,
            "; ".join(
                " ".join(
                    str(part)
                    for part in (
                        REMEDIES[step.remedy],
                        f"({names[step.giver]})" if step.giver else "",
                        step.quantity,
                    )
                    if part
                )
                for step in gap.steps
            ),
            gap.cost_vnd or None,
            gap.unpriced or None,
        )
        for number, gap in enumerate(found, start=1)
    ]
    narrowed = [names.get(offered.chosen, ""), name_of(type_code, kinds) if type_code in kinds else ""]
    said = [_of(asked()), *(words for words in narrowed if words)]
    return list_file(_("Còn thiếu gì"), "con-thieu", GAP_COLUMNS, rows, said, current_actor())


@prices.bp.get("/danh-sach.xlsx")
@requires(Permission.REPORT_READ)
def prices_file() -> ResponseReturnValue:
    """Every type that can be bought, with its price where one is known, as Excel."""
    rows = [
        (
            number,
            kind.code,
            kind.name,
            kind.unit,
            price.price_vnd if price else None,
            price.repair_percent if price else None,
            str(RESTS[(price.rest if price else None) or kind.rest]),
            price.source if price else _("chưa có giá"),
            price.priced_on if price else None,
        )
        for number, (kind, price) in enumerate(prices.list_priced(), start=1)
    ]
    return list_file(_("Bảng đơn giá"), "don-gia", PRICE_COLUMNS, rows, [], current_actor())


@lands.bp.get("/danh-sach.xlsx")
@requires(Permission.REPORT_READ)
def lands_file() -> ResponseReturnValue:
    """Every commune's land and what says so as Excel."""
    with reading() as session:
        communes = list_communes(session)
        held = list_lands(session, communes)
    yes = _("có")
    rows = [
        (
            number,
            place.title,
            yes if land.coastal else None,
            yes if land.remote else None,
            yes if land.difficult else None,
            land.source or _("suy ra từ địa hình"),
        )
        for number, (place, land) in enumerate(((place, held[place.code]) for place in communes), start=1)
    ]
    return list_file(_("Địa bàn ưu tiên"), "dia-ban", LAND_COLUMNS, rows, [], current_actor())
