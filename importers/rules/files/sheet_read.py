"""What was read of one sheet, filled in table by table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from core.excel.book import Sheet
from importers.rules.layout.columns import Layout
from importers.rules.layout.drafts import At, Claim, Draft
from importers.rules.layout.grid import Grid, GridCell
from importers.rules.names.places import PlaceMatch
from importers.rules.reasons import Reason
from importers.rules.rows.headings import Heading
from importers.rules.texts.encodings import EncodingChoice


@dataclass(kw_only=True, slots=True)
class SheetRead:
    """One sheet before judging. `phases` head its columns of moments, `phase_of` gives that of each of their cells."""

    sheet: Sheet
    choice: EncodingChoice
    grid: Grid
    heading: Heading = field(default_factory=Heading)
    layouts: list[Layout] = field(default_factory=list)
    header_rows: list[int] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    unread: dict[At, Reason] = field(default_factory=dict)
    labels: set[At] = field(default_factory=set)
    districts: list[tuple[GridCell, str, str]] = field(default_factory=list)
    phases: list[str] = field(default_factory=list)
    phase_of: dict[At, str] = field(default_factory=dict)
    reason: str = ""
    elsewhere: str = ""  # a title above the tables that names another province
    signed: tuple[str, PlaceMatch] | None = None  # the commune whose office signed it
    said: tuple[str, ...] = ()  # the texts above the tables, then the sheet's name

    @property
    def name(self) -> str:
        """The sheet's name."""
        return self.sheet.name


def stored_texts(reads: Iterable[SheetRead]) -> dict[str, dict[str, str]]:
    """Return by sheet each converted text with how the file has it; sheets without any are left out."""
    found = {}
    for read in reads:
        cells = (read.grid.get(*at) for at in sorted(read.grid.converted))
        texts = {cell.text: cell.raw for cell in cells if cell is not None}
        if texts:
            found[read.name] = texts
    return found
