"""Draw up a year's workbook: read one state of the database, then write, holding nothing while writing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.orm import Session

from core.audit.services import current_root
from core.clock import day_of, local, start_of_year
from core.communes.queries import all_communes, old_districts
from core.communes.rules import Commune
from core.errors import NotFoundError
from core.excel.writing import write_workbook
from core.together import ask_together
from core.values import frozen
from inventory.queries.catalogue import standing_types, synonyms, with_synonyms
from reports.queries.mobilized import drill_dispatches, mobilized
from reports.queries.year import Period, count_left_out, entry_groups, last_movement_at, list_lot_years
from reports.queries.year_works import work_notes
from reports.rules.frame import Words, unit_title
from reports.rules.workbook import TITLE, workbook
from reports.rules.year import AreaError, YearFacts, check_year


@frozen
class Maker:
    """Who draws a workbook up: the province's name, the person's, the audit chain's key, the words."""

    province: str
    by: str
    key: bytes
    words: Words


def period_of(year: int, commune_code: str = "") -> Period:
    """Return a Vietnamese calendar year, of one commune or (empty) of the province."""
    return Period(start=start_of_year(year), end=start_of_year(year + 1), commune_code=commune_code)


def area_communes(
    communes: Iterable[Commune], districts: Mapping[str, frozenset[str]], area: str
) -> tuple[Commune, ...]:
    """Return today's communes that hold land of a former district, in official order; raises AreaError."""
    if area not in districts:
        raise AreaError(area=area)
    return tuple(commune for commune in communes if commune.code in districts[area])


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
    everywhere, districts, kinds, names = ask_together(
        session, all_communes(), old_districts(), standing_types(), synonyms()
    )
    commune = next((item for item in everywhere if item.code == commune_code), None)
    if commune_code and commune is None:
        raise NotFoundError(what=commune_code)
    communes = area_communes(everywhere, districts, area) if area else tuple(everywhere)
    period = replace(
        period_of(year, commune_code),
        area=tuple(str(item.code) for item in communes) if area else (),
        known_at=now if known else None,
    )
    entries, called_upon, drills, works = ask_together(
        session, entry_groups(period), mobilized(period), drill_dispatches(period), work_notes(period)
    )
    running = now < period.end
    as_of = (last_movement_at(session, period) or now) if running else period.end - timedelta(minutes=1)
    return YearFacts(
        year=year,
        province=province,
        commune=commune,
        communes=(commune,) if commune else communes,
        types=tuple(with_synonyms(kinds, names)),
        lots=tuple(list_lot_years(session, period)),
        mobilized=tuple(called_upon),
        drills_left_out=drills,
        entries=tuple(entries),
        entries_left_out=count_left_out(session, period, len(entries)),
        as_of=local(as_of),
        day=day_of(now if running else as_of),
        made_on=day_of(now),
        made_by=by,
        audit_root=audit_root or current_root(session, key=key),
        area=area,
        works=works,
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
