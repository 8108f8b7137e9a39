"""One row of a table's body and what kind of row it is."""

from __future__ import annotations

import re
from enum import StrEnum

from core.values import frozen
from importers.rules.layout.grid import GridCell
from importers.rules.texts.numbers import FigureKind, read_figure
from importers.rules.texts.words import numbering_of

ORDINAL = re.compile(r"^\(?(?:\d{1,4}(?:\.\d{1,3})*|(?:[IVXLC]{1,6}|[A-Za-zĐđ])(?:\.\d{1,3})*)[.)]?$")


class RowKind(StrEnum):
    """What a row of a body is."""

    DATA = "data"
    TOTAL = "total"
    REPEATED = "repeated"  # the header again, or an index row
    TITLE = "title"  # words only, across the table
    NOTE = "note"  # a remark between the rows, or the head of a printed page


@frozen
class BodyRow:
    """One row: its order cell, its label (merges undone), its cells by column, and whether it holds figures."""

    number: int
    kind: RowKind
    order: str
    label: str
    cells: dict[int, GridCell]
    has_figures: bool

    @property
    def only_text(self) -> str:
        """The text of a row of one cell, wherever it stands; "" of any other."""
        return next(iter(self.cells.values())).text if len(self.cells) == 1 else ""

    @property
    def numbering(self) -> str:
        """The numbering in the order cell, or else at the front of the label."""
        return self.order or numbering_of(self.label)


def is_figure(cell: GridCell) -> bool:
    """Return whether a cell holds a figure, or a text that is read as one."""
    figure = read_figure(cell.value, formula=cell.formula)
    return figure is not None and figure.kind is not FigureKind.WORDS
