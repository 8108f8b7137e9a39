"""What stands above one table of a sheet, and which commune its rows are of where they name none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.communes.rules import CommuneCode
from core.values import frozen
from importers.rules.layout.drafts import PlaceFound, PlaceSource
from importers.rules.layout.grid import Grid
from importers.rules.layout.headers import Indexes
from importers.rules.layout.tables import Table
from importers.rules.names.place_names import split_kind
from importers.rules.names.places import NO_PLACE, Era, PlaceCertainty, PlaceMatch
from importers.rules.rows.form_heads import with_labels
from importers.rules.rows.headings import Heading, read_heading
from importers.rules.rows.whose_rows import doubted
from importers.rules.texts.words import accent_key, without_numbering


@frozen
class FileHints:
    """What the rest of the file says where a sheet itself is silent: one commune, one year.

    `file_communes` are named by the file's own name, which is only a suggestion.
    """

    place: PlaceFound | None = None
    year: int | None = None
    file_communes: tuple[CommuneCode, ...] = ()


def texts_between(grid: Grid, first: int, last: int) -> list[str]:
    """Return the texts of the rows from `first` to `last`, the label of a form ("Xã:") with the name in the next cell."""
    found: list[str] = []
    for row in sorted(grid.rows):
        if first <= row <= last:
            texts = [cell.text for cell in grid.rows[row]]
            found += with_labels(texts, [*map(accent_key, texts)]) if len(texts) > 1 else texts
    return found


def titles_by_table(grid: Grid, first: int, table: Table, tables: Sequence[Table]) -> list[list[str]]:
    """Return the titles of a table that stand from the row `first` on, then those of the others of its sheet."""
    beside = [other for other in tables if other.header_rows == table.header_rows]
    others = [other for other in tables if other.header_rows != table.header_rows]
    return [
        *(_titles_of(grid, first, other, beside) for other in (table, *beside)),
        *(_right_above(grid, other) for other in others),
    ]


def _titles_of(grid: Grid, first: int, table: Table, beside: Sequence[Table]) -> list[str]:
    """Return the texts above a table from the row `first` on; of tables beside one another each has those above its own columns.

    A text that stands alone in its row above the first of them is the title of all.
    """
    head = table.top
    left = min(other.left for other in beside)
    titles = []
    for row in range(first, head):
        cells = [cell for cell in grid.rows.get(row, ()) if cell.text]
        for cell in cells:
            shared = len(beside) == 1 or (len(cells) == 1 and cell.col <= left)
            if shared or table.left <= cell.col <= table.right:
                titles.append(cell.text)
    return titles


def _right_above(grid: Grid, table: Table) -> list[str]:
    """Return the texts that stand alone in the rows right above a table's header."""
    titles: list[str] = []
    for row in range(table.top - 1, 0, -1):
        texts = [cell.text for cell in grid.rows.get(row, ()) if cell.text]
        if len(texts) > 1:
            break
        titles += texts
    return titles


def heading_of(
    grid: Grid, sheet: Heading, before: Heading, table: Table, above: int, indexes: Indexes, *, beside: bool
) -> Heading:
    """Return the heading right above a table; what it does not say, the head of the sheet says.

    Where the table `before` was of another commune than the sheet, one that names none is of neither for certain.
    Where tables stand `beside` one another, the commune right above its own columns goes first.
    """
    found = (
        _of_line_above(grid, sheet, table, indexes)
        if above == 1
        else _below_another(grid, sheet, before, table, above, indexes)
    )
    if not beside:
        return found
    texts = [cell.text for cell in grid.row_cells(table.top - 1, table.left, table.right)]
    own = read_heading(texts, "", indexes.places, found.era)
    if own.place is not None:
        found = replace(found, place=own.place, raw=own.raw)
    return replace(found, unit=own.unit) if own.unit else found


def _of_line_above(grid: Grid, sheet: Heading, table: Table, indexes: Indexes) -> Heading:
    """Return the heading of a sheet of several communes with the one that the line right above its first table names.

    "CỤM XÃ BA VÌ - BA XA" is the sheet's, "1. Xã Ba Vì" below it the table's.
    """
    if sheet.place is not None or len(sheet.communes) < 2:
        return sheet
    *titles, line = texts_between(grid, 1, table.top - 1) or [""]
    line = without_numbering(line).rstrip(" :")
    match = indexes.places.match(line, sheet.era, sheet.district)
    named = read_heading(titles, "", indexes.places, sheet.era).communes
    own = split_kind(line)[0] and match.certain and match.code in named
    return replace(sheet, place=match, raw=line) if own else sheet


def _below_another(
    grid: Grid, sheet: Heading, before: Heading, table: Table, above: int, indexes: Indexes
) -> Heading:
    own = read_heading(texts_between(grid, above, table.top - 1), "", indexes.places, sheet.era)
    named = own.place is not None or bool(own.communes)
    alone = not named and (bool(own.other) or before.place != sheet.place)
    of_both = tuple(dict.fromkeys((*sheet.communes, *before.communes)))
    return Heading(
        place=own.place or (sheet.place if not (own.district or alone) else None),
        raw=own.raw or sheet.raw,
        communes=own.communes or (of_both if alone else sheet.communes),
        other=own.other,
        district=own.district or sheet.district,
        year=own.year or sheet.year,
        unit=own.unit or sheet.unit,
        era=own.era if own.era is not Era.UNKNOWN else sheet.era,
        former=own.former if own.district else sheet.former,
    )


def place_of(
    heading: Heading, hints: FileHints, signed: tuple[str, PlaceMatch] | None = None, *, alone: bool = False
) -> PlaceFound:
    """Return the commune of the rows that name none; where another one `signed` than the file's, it is asked about.

    So it is where the sheet's heading names another one: a neighbour's form, filled in. Only of a table that stands `alone`
    is it clear that the signature is its own.
    """
    if heading.place is not None:
        place = PlaceFound(
            text=heading.raw, match=heading.place, source=PlaceSource.HEADING, district=heading.district
        )
        if alone and signed is not None and place.match.certain and signed[1].code != place.match.code:
            return doubted(place, signed[1], f"{place.text} / {signed[0]}", PlaceSource.HEADING)
        return place
    if heading.other:
        return PlaceFound(
            text=heading.other, match=NO_PLACE, source=PlaceSource.HEADING, district=heading.district
        )
    if hints.place is not None and not heading.communes:
        place = replace(hints.place, district=heading.district)
        if signed is not None and signed[1].code != place.match.code:
            return doubted(place, signed[1], signed[0], PlaceSource.HEADING)
        return place
    named = heading.communes or hints.file_communes
    match = PlaceMatch(certainty=PlaceCertainty.AMBIGUOUS, candidates=named) if named else NO_PLACE
    return PlaceFound(text="", match=match, source=PlaceSource.NONE, district=heading.district)
