"""What the cells of one column of a table hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from importers.rules.layout.grid import GridCell
from importers.rules.names.place_names import apart_from_code
from importers.rules.names.vocabulary import is_ditto, is_total_label
from importers.rules.texts.bare_sizes import is_bare_size
from importers.rules.texts.numbers import FigureKind, read_figure
from importers.rules.texts.words import is_list_mark, numbering_of

FEWEST_YEARS = 3
FIRST_YEAR, LAST_YEAR = 1970, 2035
_PART_NUMBER = re.compile(r"^\(?(?:[IVX]{1,5}|[A-Ha-hĐđ]|\d{1,2}(?:\.\d{1,2}){1,3})[.)]?$")
_MARKS = {FigureKind.MARK, FigureKind.PLACEHOLDER}
_FIGURES = {FigureKind.EXACT, FigureKind.AMBIGUOUS, FigureKind.ESTIMATE, FigureKind.RANGE, FigureKind.PAIR, FigureKind.SUM, FigureKind.NEGATIVE, FigureKind.DATE, FigureKind.NO_RESULT}  # fmt: skip


@dataclass(kw_only=True, slots=True)
class Body:
    """What the cells of one column hold: how many are filled, are figures, are marks, and the words among them.

    `sized` are those among the figures that are typed as a size ("16,5 m2").
    """

    filled: int = 0
    figures: int = 0
    sized: int = 0
    marks: int = 0
    words: list[str] = field(default_factory=list)
    counted: int = 0
    number: int = 0
    years: list[int] = field(default_factory=list)

    @property
    def tells_years(self) -> bool:
        """Return whether all of the figures, three or more, may be years and most are no round numbers: 2014, 2008, 2019."""
        uneven = sum(year % 10 > 0 for year in self.years)
        return len(self.years) == self.figures >= FEWEST_YEARS and uneven * 2 > len(self.years)

    def take(self, cell: GridCell, *, first: bool = False) -> None:
        """Count a cell; in the `first` column also whether it counts the rows."""
        if first:
            self._count_order(cell.text)
        if type(cell.value) is int:  # a whole number needs no looking into, and matrices are full of them
            self.filled += 1
            self.figures += 1
            self._take_year(cell.value)
            return
        text, typed = cell.text, isinstance(cell.value, str)
        if typed and (is_ditto(text) or is_total_label(text)):
            return
        self.filled += 1
        if any(char.isalpha() for char in text):
            self.words.append(text)
        figure = read_figure(cell.value, formula=cell.formula)
        if figure is None:
            return
        if figure.kind in _FIGURES and not (typed and _is_numbered_name(text)):
            self.figures += 1
            self.sized += typed and is_bare_size(text)
            self._take_year(figure.amount)
        elif figure.kind in _MARKS:
            self.marks += 1

    def _take_year(self, amount: Decimal | int | None) -> None:
        if amount is not None and FIRST_YEAR <= amount <= LAST_YEAR and amount == int(amount):
            self.years.append(int(amount))

    def _count_order(self, text: str) -> None:
        """Count a cell that goes on counting, begins anew, or is a list mark, a Roman number, a letter or a number of a part."""
        bare = text.strip("().")
        if bare.isdecimal():
            number = int(bare)
            self.counted += number in (1, self.number + 1)
            self.number = number
        else:
            self.counted += is_list_mark(text) or _PART_NUMBER.match(text) is not None


def _is_numbered_name(text: str) -> bool:
    """Return whether a text is a name behind its number ("1. Ca nô", "21034 - Xã An Phú") rather than a figure."""
    return bool(numbering_of(text) or apart_from_code(text)[1]) and any(char.isalpha() for char in text)
