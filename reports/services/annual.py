"""Draw up a year's workbook: read one state of the database, then write, holding nothing while writing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.orm import Session

from core.audit.services import current_root
from core.clock import day_of, local, start_of_year
from core.communes.queries import get_commune, list_communes
from core.communes.rules import Commune
from core.excel.writing import write_workbook
from inventory.queries.catalogue import list_types
from reports.queries.areas import list_areas
from reports.queries.mobilized import count_drill_dispatches, list_mobilized
from reports.queries.year import Period, last_movement_at, list_entry_groups, list_lot_years
from reports.queries.year_works import list_work_notes
from reports.rules.frame import Words, unit_title
from reports.rules.workbook import TITLE, workbook
from reports.rules.year import AreaError, YearFacts, check_year


@dataclass(frozen=True, kw_only=True, slots=True)
class Maker:
    """Who draws a workbook up: the province's name, the person's, the audit chain's key, the words."""

    province: str
    by: str
    key: bytes
    words: Words


def period_of(year: int, commune_code: str = "") -> Period:
    """Return a Vietnamese calendar year, of one commune or (empty) of the province."""
    return Period(start=start_of_year(year), end=start_of_year(year + 1), commune_code=commune_code)


def area_communes(session: Session, area: str) -> tuple[Commune, ...]:
    """Return today's communes that hold land of a former district, in official order; raises AreaError."""
    codes = list_areas(session).get(area)
    if codes is None:
        raise AreaError(area=area)
    return tuple(commune for commune in list_communes(session) if commune.code in codes)


def read_year(
    session: Session,
    *,
    year: int,
    commune_code: str,
    province: str,
    by: str,
    now: datetime,
    key: bytes,
    area: str = "",
    known: bool = False,
    audit_root: str = "",
) -> YearFacts:
    """Return all the workbook says, read from a snapshot; raises YearError, AreaError, NotFoundError for the commune.

    A year still running ends with the last line written; one that is over ends with its last moment. With `known`,
    what was entered after `now` is left out and `audit_root` stands for the root of that time.
    """
    check_year(year, this_year=local(now).year)
    commune = get_commune(session, commune_code) if commune_code else None
    communes = area_communes(session, area) if area else tuple(list_communes(session))
    period = replace(
        period_of(year, commune_code),
        area=tuple(str(item.code) for item in communes) if area else (),
        known_at=now if known else None,
    )
    entries, left_out = list_entry_groups(session, period)
    running = now < period.end
    as_of = (last_movement_at(session, period) or now) if running else period.end - timedelta(minutes=1)
    return YearFacts(
        year=year,
        province=province,
        commune=commune,
        communes=(commune,) if commune else communes,
        types=tuple(list_types(session)),
        lots=tuple(list_lot_years(session, period)),
        mobilized=tuple(list_mobilized(session, period)),
        drills_left_out=count_drill_dispatches(session, period),
        entries=tuple(entries),
        entries_left_out=left_out,
        as_of=local(as_of),
        day=day_of(now if running else as_of),
        made_on=day_of(now),
        made_by=by,
        audit_root=audit_root or current_root(session, key=key),
        area=area,
        works=list_work_notes(session, period),
    )


def write_annual(facts: YearFacts, words: Words, target: BinaryIO | Path) -> None:
    """Write the workbook; the same facts always give the same bytes."""
    write_workbook(
        workbook(facts, words),
        target,
        title=f"{TITLE.capitalize()} năm {facts.year}",
        author=unit_title(facts),
        made_at=facts.as_of,
    )
