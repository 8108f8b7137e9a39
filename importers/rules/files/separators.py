"""What "." and "," before three digits mean: by the other figures of a sheet, of the file, and by the sheet's totals."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from typing import NamedTuple

from core.values import frozen
from importers.rules.files.sheet_read import SheetRead
from importers.rules.layout.drafts import At, Claim
from importers.rules.layout.grid import GridCell
from importers.rules.layout.totals import TOLERANCE, sum_of
from importers.rules.texts.numbers import (
    NO_CONVENTION,
    Convention,
    Figure,
    FigureKind,
    Separator,
    read_figure,
    separated,
)
from importers.rules.verdicts.judging import Judging

# A figure that stands alone in its cell, with its unit at most: a date, a telephone, a number of a part is none.
_ALONE = re.compile(r"^(?!0\d)\d[\d.,]*(?: ?[^\W\d]{1,6}[23]?)?$")
FEWEST_WHOLE = 3


class Written(NamedTuple):
    """A figure as text; `group` is what a mark before three digits is in it, where that is known."""

    col: int
    text: str
    group: Separator | None


@frozen
class Separators:
    """What the marks mean on a sheet, in each column alone, and the figures that a total settles.

    A column of tonnes or metres holds figures of many hands: there 1.200 is both 1,2 and 1200 often enough, so only a
    figure of that column whose point cannot be anything else tells, or a sum; that things are counted by the thousand
    ("3.500" bags) says nothing of "1.200" tonnes of rice.
    """

    sheet: Convention = NO_CONVENTION
    columns: Mapping[int, Convention] = field(default_factory=dict)
    settled: Mapping[At, Decimal] = field(default_factory=dict)


def convention_of(texts: Iterable[tuple[str, Separator | None]], *, shown: bool = False) -> Convention:
    """Return what the separators mean, from pairs (text of a figure, what a mark before three digits is in it).

    Where it has to be `shown`, a comma for decimals alone does not say what the point is.
    """
    point: set[Separator] = set()
    comma: set[Separator] = set()
    fractions = False
    short = False  # "12.5": the same hand may write "1.200" for thousands
    for text, group in texts:
        found = separated(text)
        if found is None:
            continue
        token, three = found
        points, commas = token.count("."), token.count(",")
        if points and commas:
            decimal_point = token.rfind(".") > token.rfind(",")
            point.add(Separator.DECIMAL if decimal_point else Separator.THOUSANDS)
            comma.add(Separator.THOUSANDS if decimal_point else Separator.DECIMAL)
        elif points > 1 or commas > 1:
            (point if points else comma).add(Separator.THOUSANDS)
        elif three and group is not None:
            (point if points else comma).add(group)
        elif points and not three:
            short = True
        elif commas and not three:
            comma.add(Separator.DECIMAL)
            fractions = True
    # A sheet that writes decimals with a comma keeps the point for thousands, and the other way round.
    if Separator.DECIMAL in comma and not point and not shown:
        point.add(Separator.THOUSANDS)
    if (short or Separator.DECIMAL in point) and not comma and not shown:
        comma.add(Separator.THOUSANDS)
    if short and Separator.DECIMAL not in point:
        point.clear()
    return Convention(
        point=point.pop() if len(point) == 1 else None,
        comma=comma.pop() if len(comma) == 1 else None,
        fractions=fractions,
    )


def figures_of(read: SheetRead, blank: Judging) -> list[Written]:
    """Return the figures of a sheet that are kept as text: the quantities, the totals, and what is left out of the register."""
    written = [
        Written(draft.cell.col, draft.cell.text, Separator.THOUSANDS if blank.counted(draft) else None)
        for draft in read.drafts
        if isinstance(draft.cell.value, str) and not draft.single
    ]
    beside = (read.grid.cells[at] for at in read.unread)
    return written + [
        Written(cell.col, cell.text, None)
        for cell in (*beside, *(claim.cell for claim in read.claims))
        if isinstance(cell.value, str) and _ALONE.match(cell.text)
    ]


def separators_of(
    read: SheetRead, blank: Judging, own: Sequence[Written], others: Sequence[Written]
) -> Separators:
    """Return what the marks mean on a sheet whose own text figures are `own`; `others` are those of the file's other sheets.

    The other sheets are asked where this one says nothing at all; one that contradicts itself is not silent.
    """
    columns, weighed = _by_column(own), [part for part in own if part.group is None]
    written = Convention(fractions=convention_of((text, group) for _, text, group in own).fractions)
    open_readings = {
        (draft.cell.row, draft.cell.col): figure.readings
        for draft in read.drafts
        if isinstance(draft.cell.value, str)  # a number says itself what it is
        and (figure := read_figure(draft.cell.value, convention=written, counted=blank.counted(draft)))
        is not None
        and figure.kind is FigureKind.AMBIGUOUS
    }
    if not open_readings:
        return Separators(
            sheet=convention_of((text, group) for _, text, group in own),
            columns=_by_column(weighed, shown=True),
        )
    figures = {
        (draft.cell.row, draft.cell.col): read_figure(draft.cell.value, formula=draft.cell.formula)
        for draft in read.drafts
    }
    settled = settle_by_totals(read.claims, _amounts(figures), open_readings, columns)
    # What a total has settled tells how the other figures of the same hand are written.
    shown = _as_evidence(settled, open_readings, read.grid.cells)
    known = [*own, *shown]
    sheet = convention_of((text, group) for _, text, group in known)
    if all(convention_of([(text, group)]) == NO_CONVENTION for _, text, group in known):
        sheet = convention_of((text, group) for _, text, group in others)
        if sheet == NO_CONVENTION and writes_no_fractions(_measured(read, blank, figures, open_readings)):
            sheet = Convention(point=Separator.THOUSANDS)
    return Separators(sheet=sheet, columns=_by_column([*weighed, *shown], shown=True), settled=settled)


def writes_no_fractions(beside: Iterable[Figure]) -> bool:
    """Return whether all the figures of what is weighed and measured beside an open one, three or more, are whole.

    Who weighs no part of a kilogram writes "2.400" for thousands; of tonnes and metres such a sheet says nothing.
    """
    amounts = [figure.amount for figure in beside if figure.amount]
    return len(amounts) >= FEWEST_WHOLE and all(amount == int(amount) for amount in amounts)


def _measured(
    read: SheetRead, blank: Judging, figures: Mapping[At, Figure | None], open_ones: Container[At]
) -> list[Figure]:
    """Return the figures of what is weighed or measured, but for the open ones."""
    drafts = (draft for draft in read.drafts if not draft.single and not blank.counted(draft))
    places = ((draft.cell.row, draft.cell.col) for draft in drafts)
    found = (figures[at] for at in places if at not in open_ones)
    return [figure for figure in found if figure is not None and figure.kind is FigureKind.EXACT]


def _by_column(written: Iterable[Written], *, shown: bool = False) -> dict[int, Convention]:
    columns: dict[int, list[tuple[str, Separator | None]]] = {}
    for col, text, group in written:
        columns.setdefault(col, []).append((text, group))
    return {col: convention_of(texts, shown=shown) for col, texts in columns.items()}


def _amounts(figures: Mapping[At, Figure | None]) -> dict[At, Decimal | None]:
    return {
        at: figure.amount if figure is not None and figure.kind is FigureKind.EXACT else None
        for at, figure in figures.items()
    }


def _as_evidence(
    settled: Mapping[At, Decimal], readings: Mapping[At, tuple[Decimal, ...]], cells: Mapping[At, GridCell]
) -> list[Written]:
    return [
        Written(
            at[1], cells[at].text, Separator.THOUSANDS if amount == readings[at][0] else Separator.DECIMAL
        )
        for at, amount in settled.items()
    ]


def settle_by_totals(
    claims: Sequence[Claim],
    amounts: Mapping[At, Decimal | None],
    open_readings: Mapping[At, tuple[Decimal, ...]],
    columns: Mapping[int, Convention],
) -> dict[At, Decimal]:
    """Return the open figures that a stated total settles: with one reading of them the sum is right, with the other not.

    A total written as they are is as open as they are: "1.250" and "2.500" make "3.750" either way.
    """
    settled: dict[At, Decimal] = {}
    for claim in claims:
        stated = _readings_of_total(claim, columns)
        for cells in claim.options if stated else ():
            open_cells = [at for at in cells if at in open_readings]
            fixed = sum_of(tuple(at for at in cells if at not in open_readings), amounts)
            if not open_cells or fixed is None:
                continue
            sums = [
                fixed + sum((open_readings[at][number] for at in open_cells), Decimal(0)) for number in (0, 1)
            ]
            fits = [
                number
                for number, computed in enumerate(sums)
                if any(abs(computed - total) <= TOLERANCE for total in stated)
            ]
            if len(fits) == 1:
                settled.update({at: open_readings[at][fits[0]] for at in open_cells})
    return settled


def _readings_of_total(claim: Claim, columns: Mapping[int, Convention]) -> tuple[Decimal, ...]:
    cell = claim.cell
    convention = columns.get(cell.col, NO_CONVENTION)
    figure = read_figure(cell.value, formula=cell.formula, convention=convention, counted=False)
    if figure is None:
        return ()
    if figure.kind is FigureKind.AMBIGUOUS:
        return figure.readings
    known = figure.kind in {FigureKind.EXACT, FigureKind.NEGATIVE} and figure.amount is not None
    return (figure.amount,) if known and figure.amount is not None else ()
