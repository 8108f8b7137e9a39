"""What walking a table yields before anything is judged: quantities with their words, claimed totals, leftovers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from core.values import frozen
from importers.rules.layout.grid import GridCell
from importers.rules.names.items import ItemMatch
from importers.rules.names.places import PlaceMatch
from importers.rules.names.vocabulary import Role
from importers.rules.reasons import Reason

At = tuple[int, int]
GROUPS_BETWEEN = " / "
REMARKS_BETWEEN = "; "
PARENT = "parent"  # opens the vote of what a row states of the lines below it
_NO_TEXTS: Mapping[Role, str] = MappingProxyType({})


class PlaceSource(StrEnum):
    """Where the commune of a row stands."""

    CELL = "cell"
    ABOVE = "above"
    HEADING = "heading"
    HOME = "home"
    NONE = "none"


@frozen
class PlaceFound:
    """The commune of a row: the words, what they match, where they stand, and the former district they are read in."""

    text: str
    match: PlaceMatch
    source: PlaceSource
    district: str = ""


class Draft(NamedTuple):
    """One quantity cell with all that its row, column and sheet say about it.

    `cell` is the quantity's cell, or the cell naming a single vehicle (`single`). `texts` are the row's other cells by role.
    `group` names the groups the row stands in, the outermost first; `unsure` is what speaks against its figure being there,
    `of_row` where that is written beside this row alone; `heads` are its column's own and those of the columns beside it that
    one answer chooses from (where nothing is `unsure`, the figure counts until another is chosen). `repeated` where another row says all the same.
    """

    cell: GridCell
    item_text: str
    item: ItemMatch
    place: PlaceFound
    unit: str
    texts: Mapping[Role, str] = _NO_TEXTS
    holder: str = ""
    merged: bool = False
    single: bool = False
    group: str = ""
    label_hidden: bool = False
    broken: GridCell | None = None
    unsure: str = ""
    of_row: bool = False
    repeated: bool = False
    heads: tuple[str, ...] = ()

    def of_column(
        self,
        cell: GridCell,
        place: PlaceFound,
        unit: str,
        texts: Mapping[Role, str],
        holder: str,
        broken: GridCell | None,
        unsure: str,
        *,
        merged: bool,
    ) -> Draft:
        """Return the draft of one figure of a row, of which this one has what stands beside all of them."""
        # Neither `_replace` nor the class's own way, which takes three times as long: a matrix has ten thousand figures.
        return tuple.__new__(
            Draft,
            (cell, self.item_text, self.item, place, unit, texts, holder, merged, False, self.group,
             False, broken, unsure, bool(self.unsure), False, ()),
        )  # fmt: skip


@frozen
class Claim:
    """A total stated in a cell, with the cells it may be the sum of: one list per way to read it."""

    cell: GridCell
    options: tuple[tuple[At, ...], ...]
    vote: str


@dataclass(kw_only=True, slots=True)
class Walked:
    """All that was found in one table."""

    drafts: list[Draft] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    unread: dict[At, Reason] = field(default_factory=dict)
    labels: set[At] = field(default_factory=set)
    districts: list[tuple[GridCell, str, str]] = field(default_factory=list)
    carried: list[GridCell] = field(default_factory=list)  # what a page states of the pages before it

    def ask(self, said: Callable[[Draft], str | None], *, of_row: bool = False) -> None:
        """Ask about the quantities of which something is said, unless something speaks against them already."""
        self.drafts[:] = [
            draft._replace(unsure=words, of_row=of_row)
            if not draft.unsure and (words := said(draft))
            else draft
            for draft in self.drafts
        ]

    def ask_cells(self, said: Mapping[At, str]) -> None:
        """Ask about the figures of cells that something written elsewhere speaks against: "12 / 5 + 3"."""

        def words(draft: Draft) -> str:
            against = said.get((draft.cell.row, draft.cell.col))
            return f"{draft.cell.text} / {against}" if against else ""

        if said:
            self.ask(words, of_row=True)
