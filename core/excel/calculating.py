"""Formulas that a program wrote without calculating: sums, products and references within one sheet, nothing else.

The result is what Excel would show on opening, or None, so that the cell stays one without a value: another function,
another sheet, a text that may hide a number, a circle, a formula too deep or too long. Of cells that are all blank
nothing is known, so nothing is made of them, not even nought.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal, DecimalException, localcontext

from core.excel.book import Cell, CellValue, column_letters, row_and_column

LONGEST_FORMULA, DEEPEST, WIDEST_RANGE, MOST_STEPS = 500, 50, 50_000, 500_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
LARGEST = Decimal(10) ** 15  # from here on Excel itself loses digits
At = tuple[int, int]
# Nought to people: a sum passes over these texts and comes to the same.
_NOUGHTS = frozenset({"-", "–", "—", "0", "00", "không", "khong"})
_TOKEN = re.compile(
    r"\s*(?:(?P<range>\$?[A-Z]{1,3}\$?\d{1,7}:\$?[A-Z]{1,3}\$?\d{1,7})|(?P<cell>\$?[A-Z]{1,3}\$?\d{1,7})(?![\w(!.])"
    r"|(?P<number>\d+(?:\.\d+)?)(?![\w.:])|(?P<sum>SUM)(?=\()|(?P<sign>[-+*/(),]))\s*"
)
_PLACE = re.compile(
    r"(?<![\w.!])(?P<same_col>\$?)(?P<letters>[A-Z]{1,3})(?P<same_row>\$?)(?P<digits>\d{1,7})(?![\w(!.])"
)
_ARITHMETIC = Context(prec=28)


class NotUnderstoodError(Exception):
    """The formula is none of those that are calculated here."""


def calculated(
    cells: Sequence[Cell], formulas: Mapping[At, str], out_of_sight: frozenset[At] = frozenset()
) -> tuple[Cell, ...]:
    """Return the cells with the results of formulas that hold none. `out_of_sight` are cells that a merge covers: they
    are read no more, so a formula that counts them is not calculated."""
    values = {(cell.row, cell.col): cell for cell in cells}
    known = _Calculation(cells=values, formulas=formulas, out_of_sight=out_of_sight)
    done = []
    with localcontext(_ARITHMETIC):
        for cell in cells:
            if cell.value is None and cell.formula:
                value = known.result((cell.row, cell.col))
                done.append(cell if value is None else cell._replace(value=_plain(value)))
            else:
                done.append(cell)
    return tuple(done)


def moved(text: str, down: int, right: int) -> str:
    """Return a formula as it reads so many rows below and columns right of where it is written; "" where that is nowhere."""
    if not (down or right):
        return text
    outside = False

    def shift(found: re.Match[str]) -> str:
        nonlocal outside
        row, col = row_and_column(f"{found['letters']}{found['digits']}")
        row, col = row if found["same_row"] else row + down, col if found["same_col"] else col + right
        outside = outside or not (1 <= row <= LAST_ROW and 1 <= col <= LAST_COLUMN)
        return "" if outside else f"{found['same_col']}{column_letters(col)}{found['same_row']}{row}"

    there = _PLACE.sub(shift, text.upper())
    return "" if outside else there


def _plain(value: Decimal) -> CellValue:
    return int(value) if value == value.to_integral_value() else float(value)


@dataclass(kw_only=True, slots=True)
class _Calculation:
    cells: Mapping[At, Cell]
    formulas: Mapping[At, str]
    out_of_sight: frozenset[At]
    results: dict[At, Decimal | None] = field(default_factory=dict)
    depth: int = 0
    steps: int = 0

    def result(self, at: At) -> Decimal | None:
        """Return the result of the formula in a cell, or None."""
        if at in self.results:
            return self.results[at]
        self.results[at] = None  # what leads back here is a circle
        self.depth += 1
        try:
            text = self.formulas.get(at, "")
            if self.depth <= DEEPEST and 0 < len(text) <= LONGEST_FORMULA:
                value = _Formula(sheet=self, tokens=tuple(_tokens(text))).value()
                if value.is_finite() and abs(value) < LARGEST:
                    self.results[at] = value
        except (NotUnderstoodError, DecimalException, RecursionError):
            pass
        finally:
            self.depth -= 1
        return self.results[at]

    def number(self, at: At, *, summed: bool) -> Decimal | None:
        """Return what a cell counts for, None where it is blank; raises NotUnderstoodError."""
        self.steps += 1
        if self.steps > MOST_STEPS or at in self.out_of_sight or at[0] > LAST_ROW or at[1] > LAST_COLUMN:
            raise NotUnderstoodError
        cell = self.cells.get(at)
        if cell is None:
            return None
        value: CellValue | Decimal = cell.value
        if value is None and cell.formula:
            value = self.result(at)
        if isinstance(value, str) and summed and value.strip().casefold() in _NOUGHTS:
            return Decimal(0)
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            raise NotUnderstoodError
        return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    text = text.strip().removeprefix("=").upper()
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None or found.lastgroup is None:
            raise NotUnderstoodError
        yield found.lastgroup, found[found.lastgroup].replace("$", "")
        place = found.end()


@dataclass(kw_only=True, slots=True)
class _Formula:
    """One formula, read from left to right; `asks` says that it looks at cells, `known` that one was not blank."""

    sheet: _Calculation
    tokens: tuple[tuple[str, str], ...]
    place: int = 0
    depth: int = 0
    asks: bool = False
    known: bool = False

    def value(self) -> Decimal:
        """Return the result; raises NotUnderstoodError."""
        value = self._added()
        if self.place != len(self.tokens) or (self.asks and not self.known):
            raise NotUnderstoodError
        return value

    def _next(self, *wanted: str) -> str:
        """Return the sign that stands here where it is one of those wanted, and pass it; else nothing."""
        if self.place < len(self.tokens) and self.tokens[self.place][1] in wanted:
            self.place += 1
            return self.tokens[self.place - 1][1]
        return ""

    def _must(self, wanted: str) -> None:
        if not self._next(wanted):
            raise NotUnderstoodError

    def _added(self) -> Decimal:
        value = self._multiplied()
        while sign := self._next("+", "-"):
            value = value + self._multiplied() if sign == "+" else value - self._multiplied()
        return value

    def _multiplied(self) -> Decimal:
        value = self._single()
        while sign := self._next("*", "/"):
            value = value * self._single() if sign == "*" else value / self._single()
        return value

    def _single(self) -> Decimal:
        if self.depth > DEEPEST or self.place >= len(self.tokens):
            raise NotUnderstoodError
        if sign := self._next("+", "-", "("):
            self.depth += 1
            value = self._added() if sign == "(" else self._single()
            self.depth -= 1
            if sign == "(":
                self._must(")")
            return -value if sign == "-" else value
        kind, text = self.tokens[self.place]
        self.place += 1
        if kind == "sum":
            return self._summed()
        if kind == "number":
            return Decimal(text)
        if kind == "cell":
            return self._counted(row_and_column(text), summed=False)
        raise NotUnderstoodError

    def _counted(self, at: At, *, summed: bool) -> Decimal:
        self.asks = True
        number = self.sheet.number(at, summed=summed)
        self.known = self.known or number is not None
        return number or Decimal(0)

    def _summed(self) -> Decimal:
        self._must("(")
        value = Decimal(0)
        while True:
            kind, text = self.tokens[self.place] if self.place < len(self.tokens) else ("", "")
            if kind == "range":
                self.place += 1
                value += sum((self._counted(at, summed=True) for at in _range(text)), Decimal(0))
            elif kind == "cell" and self.tokens[self.place + 1 : self.place + 2] in (
                (("sign", ","),),
                (("sign", ")"),),
            ):
                self.place += 1
                value += self._counted(row_and_column(text), summed=True)
            else:
                value += self._added()
            if not self._next(","):
                break
        self._must(")")
        return value


def _range(text: str) -> Iterator[At]:
    (top, left), (bottom, right) = map(row_and_column, text.split(":"))
    top, bottom, left, right = min(top, bottom), max(top, bottom), min(left, right), max(left, right)
    if (bottom - top + 1) * (right - left + 1) > WIDEST_RANGE:
        raise NotUnderstoodError
    for row in range(top, bottom + 1):
        for col in range(left, right + 1):
            yield row, col
