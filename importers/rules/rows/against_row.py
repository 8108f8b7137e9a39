"""What the words in a row's own columns of remarks say against its figure."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from importers.rules.layout.drafts import REMARKS_BETWEEN, Draft
from importers.rules.names.places import PlaceIndex, PlaceMatch
from importers.rules.names.vocabulary import Role
from importers.rules.rows.against_notes import counts_otherwise, speaks_against
from importers.rules.rows.elsewhere import is_elsewhere
from importers.rules.rows.expired import Month, expired_by
from importers.rules.rows.of_others import note_of_others
from importers.rules.rows.remarks import (
    comes_later,
    counts_by_another_unit,
    counts_fewer,
    is_no_kind,
    says_missing,
    takes_back,
)
from importers.rules.rows.whose_rows import note_of_another
from importers.rules.texts.numbers import FigureKind, read_figure

LONGEST = 1000  # letters of a remark that are read: no clerk writes more beside a thing


class Table(NamedTuple):
    """What holds for the remarks of a whole table: when it was counted (None in our own list), which notes tell of a year
    before, and whether a column says how many are wanted."""

    counted: Month | None = None
    stale: frozenset[str] = frozenset()
    wanted: bool = False


class Counted(NamedTuple):
    """What a remark stands beside: how many, in which unit, of which commune, kept by whom."""

    amount: Decimal | None
    unit: str
    place: str
    own: PlaceMatch
    keeper: str = ""


def against_row(draft: Draft, places: PlaceIndex, table: Table) -> str:
    """Return the words beside a row's figure that say it is not what the commune has, or ""."""
    if not draft.texts:
        return ""  # of nearly every figure of a matrix nothing is said
    note = draft.texts.get(Role.NOTE, "")
    keeper = draft.texts.get(Role.HOLDER, "")
    beside = Counted(_stated(draft), draft.unit, draft.place.text, draft.place.match, keeper)
    remarks = [
        text[:LONGEST] for text in note.split(REMARKS_BETWEEN) if text
    ]  # of several columns, or of one
    condition = draft.texts.get(Role.CONDITION, "")[:LONGEST]
    said = [text for text in remarks if note_against(text, beside, places)] or [
        text for text in (*remarks, condition) if text and remark_against(text, beside, places, table)
    ]
    if said:
        return said[0]
    if (kind := draft.texts.get(Role.CAPACITY, "")) and is_no_kind(kind):
        return kind
    return expired_by(draft.texts, table.counted) or (note if note in table.stale else "")


def note_against(note: str, beside: Counted, places: PlaceIndex) -> bool:
    """Return whether a note says that the figure is wanted, another's, counted otherwise or elsewhere in the paper."""
    return (
        speaks_against(note, beside.place)
        or note_of_another(note, beside.own, places)
        or note_of_others(note, beside.keeper, beside.own, places)
        or counts_otherwise(note, beside.amount)
    )


def remark_against(remark: str, beside: Counted, places: PlaceIndex, table: Table) -> bool:
    """Return whether a note or a condition takes a figure back, counts otherwise, or says that the things are away."""
    return (
        takes_back(remark)
        or counts_fewer(remark, beside.amount)
        or counts_by_another_unit(remark, beside.unit)
        or is_elsewhere(remark, beside.own, places)
        or (not table.wanted and says_missing(remark))
        or (table.counted is not None and comes_later(remark, table.counted[0]))
    )


def _stated(draft: Draft) -> Decimal | None:
    figure = None if draft.single else read_figure(draft.cell.value, formula=draft.cell.formula)
    return figure.amount if figure is not None and figure.kind is FigureKind.EXACT else None
