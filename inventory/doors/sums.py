"""Sums over communes: those over the whole province are kept, one commune's own are asked for each time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from operator import eq

from flask import Flask, current_app
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, now, start_of_year
from core.together import Question
from core.web.ahead import work_ahead
from inventory.doors.asking import MOST_OPTIONS, Known, known
from inventory.queries.comparing import Change, list_changes
from inventory.queries.pillars import PillarSummary, pillar_summaries
from inventory.queries.province import PlaceTotal, TypeTotal, list_place_totals, list_totals
from inventory.queries.spoken import read_spoken
from inventory.queries.tallies import Tally, list_marks
from inventory.queries.works import PAGE, WorksTotal, sum_works
from inventory.rules.catalogue import Category
from inventory.rules.comparing import Compared
from inventory.rules.listing import Filter, Spoken, window
from inventory.rules.stock import FRESH_DAYS
from inventory.rules.words import found, wordbook
from inventory.services import cells
from inventory.services.comparing import MOST_KEPT, Sides, compared, kept_or_compared, lines_of, within
from inventory.services.kept import Kept, kept_or_read, made_once
from inventory.services.tallies import (
    Tallies,
    pillars_of,
    place_totals,
    rows_by_commune,
    tallies_or_read,
    type_totals,
)

SLOT, WORDS_SLOT, DAYS_SLOT = "inventory_tallies", "inventory_spoken", "inventory_days"
WORKS_SLOT, CELLS_SLOT = "inventory_works", "inventory_cells"


def _marks(session: Session) -> dict[str, str]:
    """Return the marks of the books, asked for once a page."""
    marks: dict[str, str] | None = session.info.get("stock_marks")
    if marks is None:
        marks = session.info["stock_marks"] = list_marks(session)
    return marks


def _tallies(session: Session) -> Tallies:
    held: Tallies | None = current_app.extensions[SLOT]
    kept = tallies_or_read(session, held, marks=_marks(session), today=day_of(now()))
    current_app.extensions[SLOT] = kept
    return kept


def _cells(session: Session) -> cells.KeptCells:
    held: cells.KeptCells | None = current_app.extensions[CELLS_SLOT]
    kept = cells.cells_or_read(session, held, marks=_marks(session))
    current_app.extensions[CELLS_SLOT] = kept
    return kept


def tallies_here(session: Session, commune_code: str, mark: str) -> Sequence[Tally]:
    """Return the sums of one commune whose book bears this mark, by type; no other commune is looked at."""
    held: Tallies | None = current_app.extensions[SLOT]
    kept = tallies_or_read(session, held, marks={commune_code: mark}, today=day_of(now()))
    current_app.extensions[SLOT] = kept
    return kept.kept.of.get(commune_code, ())


def _spoken(session: Session) -> Kept[Spoken]:
    held: Kept[Spoken] | None = current_app.extensions[WORDS_SLOT]
    kept = kept_or_read(session, held, marks=_marks(session), read=read_spoken, same=eq)
    current_app.extensions[WORDS_SLOT] = kept
    return kept


def looked_up(session: Session, wanted: Filter, names: Known, *, scope: str | None) -> Filter:
    """Return a filter whose words are looked up among the names of types, holders and places within reach."""
    if not wanted.words:
        return wanted
    kept = _spoken(session)
    reach = kept.of.keys() & ({scope} if scope is not None else kept.of.keys())
    if wanted.communes is not None:
        reach &= wanted.communes

    def look() -> Filter:
        # All communes' names are put one beneath the other once; those of some are few.
        book = (
            made_once(kept, "words", names.called, lambda: wordbook(kept.of, names.called))
            if len(reach) == len(kept.of)
            else wordbook({code: kept.of[code] for code in sorted(reach)}, names.called)
        )
        return found(wanted, {code: kind.folded for code, kind in names.types.items()}, book)

    if len(reach) > MOST_OPTIONS:
        return look()  # a nation's holders are too many to keep for each search
    return made_once(kept, (wanted, scope), names.types, look)  # the next page of a search looks up nothing


def summaries_within(session: Session, actor: Actor) -> list[PillarSummary]:
    """Return each commune's pillars within the person's reach, with what went unchecked too long."""
    scope = actor.scope(Permission.STOCK_READ)
    if scope is None:
        return pillars_of(_tallies(session), known(session).types)
    return summaries_of(scope).ask(session)


def summaries_of(scope: str) -> Question[list[PillarSummary]]:
    """Return the question for one commune's pillars today; the same one for all who ask it on a page."""
    today = day_of(now())
    return pillar_summaries(scope, today - timedelta(days=FRESH_DAYS), today)


def totals_by_type(session: Session, wanted: Filter, *, scope: str | None, names: Known) -> list[TypeTotal]:
    """Return the sums of every type over the rows that meet a filter, in the order of the names."""
    if scope is None and wanted.asks_places_and_types:
        return type_totals(_tallies(session), wanted, names.types)
    if scope is None and wanted.asks_cells:
        return cells.type_totals(_cells(session), wanted, names.types)
    return list_totals(session, wanted, scope=scope)


def totals_by_place(session: Session, wanted: Filter, *, scope: str | None) -> dict[str, PlaceTotal]:
    """Return each commune's sums over the rows that meet a filter."""
    if scope is None and wanted.asks_places_and_types:
        return place_totals(_tallies(session), wanted)
    if scope is None and wanted.asks_cells:
        return cells.place_totals(_cells(session), wanted)
    return list_place_totals(session, wanted, scope=scope)


def changes_between(
    session: Session, wanted: Filter, *, scope: str | None, before: datetime, until: datetime
) -> list[Change]:
    """Return what every commune had of every type at two moments, over the rows that meet a filter."""
    if scope is not None or not wanted.asks_places_and_types:
        return list_changes(session, wanted, scope=scope, before=before, until=until)
    return list(within(_sides(session, before, until).of, wanted))


def lines_between(
    session: Session,
    wanted: Filter,
    *,
    scope: str | None,
    before: datetime,
    until: datetime,
    by_commune: bool,
) -> list[Compared]:
    """Return the two moments side by side, a line for each type or for each commune, in no order."""
    if scope is not None or not wanted.asks_places_and_types:
        found = list_changes(session, wanted, scope=scope, before=before, until=until)
        return lines_of(found, by_commune=by_commune)
    return compared(_sides(session, before, until), wanted, by_commune=by_commune)


def _sides(session: Session, before: datetime, until: datetime) -> Sides:
    held: dict[tuple[datetime, datetime | None], Sides] = current_app.extensions[DAYS_SLOT]
    # Today's end still lies ahead: what the books say now, which holds on tomorrow.
    days = before, None if until > now() else until
    sides = kept_or_compared(session, held.get(days), marks=_marks(session), before=days[0], until=days[1])
    others = [(pair, kept) for pair, kept in held.items() if pair != days]
    current_app.extensions[DAYS_SLOT] = dict([*others[-MOST_KEPT + 1 :], (days, sides)])
    return sides


def window_of_works(session: Session, page: int) -> tuple[list[str], int]:
    """Return the communes that a page of all shelters and works is of, and how many of their rows stand before it."""
    kinds = known(session).types.values()
    works = frozenset(kind.code for kind in kinds if kind.category == Category.WORKS)
    return window(rows_by_commune(_tallies(session), Filter(types=works)), page, PAGE)


def total_of_works(session: Session, *, scope: str | None) -> WorksTotal:
    """Return the totals over all shelters and works within reach."""
    if scope is not None:
        return sum(sum_works(session, {scope}).values(), WorksTotal())
    return sum(_works(session).of.values(), WorksTotal())


def _works(session: Session) -> Kept[WorksTotal]:
    held: Kept[WorksTotal] | None = current_app.extensions[WORKS_SLOT]
    kept = kept_or_read(session, held, marks=_marks(session), read=sum_works)
    current_app.extensions[WORKS_SLOT] = kept
    return kept


def prepare(session: Session) -> None:
    """Work out what the pages over all communes ask for: the first who opens them need not wait for it."""
    this_year = start_of_year(day_of(now()).year)
    _tallies(session)
    _works(session)
    _spoken(session)
    _sides(session, this_year, now() + timedelta(days=1))
    if len(_marks(session)) <= MOST_OPTIONS:
        _cells(session)  # a nation's take long to read, and few would ask for them


def set_up(app: Flask) -> None:
    """Give the application the places where the sums and the names are kept."""
    for slot in (SLOT, WORDS_SLOT, WORKS_SLOT, CELLS_SLOT):
        app.extensions[slot] = None
    app.extensions[DAYS_SLOT] = {}
    work_ahead(app, prepare)
