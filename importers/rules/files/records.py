"""Forms of one thing on several lines: "Tên: Áo phao", "Số lượng: 12", each label left of its value or in one cell with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from importers.rules.files.sheet_read import SheetRead
from importers.rules.layout.columns import Layout
from importers.rules.layout.drafts import Draft, PlaceFound, PlaceSource
from importers.rules.layout.grid import GridCell
from importers.rules.layout.headers import LONGEST_HEADING, Indexes
from importers.rules.layout.title_words import lines_above, strange_of
from importers.rules.names.places import Era
from importers.rules.names.vocabulary import Role, is_signature, role_of
from importers.rules.reasons import Reason
from importers.rules.rows.against_heading import asked_of_line
from importers.rules.rows.table_headings import FileHints, place_of
from importers.rules.texts.units import is_unit

_FIELDS = frozenset({Role.HOLDER, Role.PHONE, Role.LOCATION, Role.CONDITION, Role.NOTE, Role.PLATE, Role.CAPACITY, Role.DRIVER, Role.AGREEMENT, Role.EXPIRY})  # fmt: skip
_SAID = _FIELDS | {Role.ITEM, Role.QUANTITY, Role.UNIT, Role.PLACE}
_OF_SHEET = frozenset({Role.PLACE, Role.HOLDER, Role.PHONE})  # said once, it holds for all that follows
LEAST_LINES = 2


@dataclass(kw_only=True, slots=True)
class _Record:
    """The values of one thing by role, and the cells of its labels."""

    values: dict[Role, GridCell] = field(default_factory=dict)
    labels: list[GridCell] = field(default_factory=list)
    names: dict[Role, str] = field(default_factory=dict)

    def label_of(self, role: Role) -> str:
        """Return the words of a label."""
        return self.names.get(role, "")

    @property
    def counts(self) -> bool:
        """Whether it names a thing and how many there are, or one vehicle by its plate."""
        return Role.ITEM in self.values and bool({Role.QUANTITY, Role.PLATE} & self.values.keys())


def read_records(read: SheetRead, indexes: Indexes, hints: FileHints) -> None:
    """Fill in what a sheet without a table says line by line; no effect where it is no such form."""
    records = _records(read)
    counting = [record for record in records if record.counts]
    if not counting or any(len(record.values) < LEAST_LINES for record in counting):
        return
    shared = {role: cell for role in _OF_SHEET if (cell := _said_once(records, role)) is not None}
    heading = place_of(read.heading, hints)
    titles = [read.name, *_titles(read, records)]
    strange = strange_of(lines_above(read.grid, min(label.row for label in records[0].labels)), indexes)
    for record in counting:
        draft = _draft(record, shared, heading, indexes)
        label = record.label_of(Role.ITEM if draft.single else Role.QUANTITY)
        read.drafts.append(draft._replace(unsure=asked_of_line(titles, label, read.elsewhere, strange)))
        read.unread.pop((read.drafts[-1].cell.row, read.drafts[-1].cell.col), None)
    for record in records:
        at = {(cell.row, cell.col) for cell in (*record.labels, *record.values.values())}
        at -= {(draft.cell.row, draft.cell.col) for draft in read.drafts}
        if record.counts or record.values.keys() <= _OF_SHEET:
            read.labels |= at
        read.unread.update(
            {place: Reason.NO_QUANTITY for place in at if place in read.unread and place not in read.labels}
        )
    read.unread = {place: why for place, why in read.unread.items() if place not in read.labels}
    read.layouts, read.reason = [Layout.LIST], ""


def _records(read: SheetRead) -> list[_Record]:
    """Return what the lines say; a line that says anew what was said opens the next thing."""
    found: list[_Record] = [_Record()]
    for role, label, value in _lines(read):
        record = found[-1]
        used = role
        if role in record.values:
            if role is Role.ITEM and not record.counts:
                used = Role.CAPACITY  # "Tên phương tiện: Xe tải", "Loại: 5 tấn"
            else:
                record = _Record()
                found.append(record)
        record.values.setdefault(used, value)
        record.names.setdefault(used, label.text.partition(":")[0].strip())
        record.labels.append(label)
    return found


def _lines(read: SheetRead) -> Iterator[tuple[Role, GridCell, GridCell]]:
    """Yield (role, cell of the label, its value) from the rows that are one label and one value."""
    for number in sorted(read.grid.rows):
        cells = [cell for cell in read.grid.rows[number] if cell.text]
        if cells and is_signature(cells[0].text):
            return
        if len(cells) > 1 and cells[0].text.strip(".() ").isdecimal():
            cells = cells[1:]
        label = cells[0] if cells else None
        if label is None or len(label.text) > LONGEST_HEADING:
            continue
        name, colon, rest = label.text.partition(":")
        role = role_of(name)
        if role not in _SAID or role is None:
            continue
        if len(cells) == 1 and colon and rest.strip():
            value = label._replace(text=rest.strip(), value=rest.strip())
            yield role, label, value
        elif len(cells) > 1 and not rest.strip():
            yield role, label, cells[1]
            if role is Role.QUANTITY and len(cells) > 2 and is_unit(cells[2].text):
                yield Role.UNIT, cells[2], cells[2]


def _titles(read: SheetRead, records: list[_Record]) -> list[str]:
    """Return the texts that stand alone in their row and are no line of the form."""
    used = {label.row for record in records for label in record.labels}
    return [cells[0].text for row, cells in read.grid.rows.items() if len(cells) == 1 and row not in used]


def _said_once(records: list[_Record], role: Role) -> GridCell | None:
    """Return what is said of all things: in the first of them, and in no other."""
    said = [record.values[role] for record in records if role in record.values]
    return said[0] if len(said) == 1 and role in records[0].values else None


def _draft(
    record: _Record,
    shared: dict[Role, GridCell],
    heading: PlaceFound,
    indexes: Indexes,
) -> Draft:
    values = {**shared, **record.values}
    item = values[Role.ITEM]
    place = heading
    if Role.PLACE in values:
        text = values[Role.PLACE].text
        match = indexes.places.match(text, Era.UNKNOWN, heading.district)
        place = PlaceFound(text=text, match=match, source=PlaceSource.CELL, district=heading.district)
    single = Role.QUANTITY not in values
    return Draft(
        cell=item if single else values[Role.QUANTITY],
        item_text=item.text,
        item=indexes.items.match(item.text),
        place=place,
        unit=values[Role.UNIT].text if Role.UNIT in values and not single else "",
        texts={role: values[role].text for role in _FIELDS if role in values},
        single=single,
    )
