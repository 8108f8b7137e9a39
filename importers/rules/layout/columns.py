"""What each column of a table holds, by its header and by its content, and so which layout the table has."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum

from importers.rules.layout.column_roles import (
    columns_of_men_and_women,
    lists_facilities,
    role_of_column,
    writes_plates,
    writes_units,
)
from importers.rules.layout.grid import Grid, GridCell
from importers.rules.layout.headers import Indexes
from importers.rules.layout.tables import Table
from importers.rules.names.items import UNKNOWN, Certainty, ItemMatch
from importers.rules.names.places import PlaceCertainty
from importers.rules.names.vocabulary import Role, is_ditto, is_signature, is_total_label, role_of
from importers.rules.texts.fields import kind_of_holder
from importers.rules.texts.header_units import UNIT_BRACKET, is_only_unit, unit_of_header
from importers.rules.texts.numbers import FigureKind, read_figure
from importers.rules.texts.units import is_unit
from importers.rules.texts.words import is_list_mark, numbering_of

VILLAGE = re.compile(r"^(?:thôn|tdp|tổ dân phố|khu phố|bản|xóm|làng|khu dân cư|kdc|tổ)\b", re.IGNORECASE)
_PART_NUMBER = re.compile(r"^\(?(?:[IVX]{1,5}|[A-Ha-hĐđ]|\d{1,2}(?:\.\d{1,2}){1,3})[.)]?$")
_UNITS_OF_SIZE = frozenset({"m2", "m²"})  # "Nhà bạt (m2)" above 16,5 and 60: their floor, not what is counted
SAMPLE_ROWS = 400
# What may stand below a name in a header and tells which of its figures a column holds.
_BELOW_A_NAME = {Role.QUANTITY, Role.NEED, Role.PERIOD, Role.PHASE, Role.GOOD, Role.BROKEN, Role.TOTAL}
_NO_PLACES = frozenset({PlaceCertainty.UNKNOWN, PlaceCertainty.SIMILAR})
_MARKS = {FigureKind.MARK, FigureKind.PLACEHOLDER}
_FIGURES = {FigureKind.EXACT, FigureKind.AMBIGUOUS, FigureKind.ESTIMATE, FigureKind.RANGE, FigureKind.PAIR, FigureKind.SUM, FigureKind.NEGATIVE, FigureKind.DATE, FigureKind.NO_RESULT}  # fmt: skip


class Layout(StrEnum):
    """How a table is built; the letters are those of the domain's ten layouts."""

    WIDE = "wide"  # L1, L3, L9: one row per place, one column per item
    LIST = "list"  # L2, L10: one row per item with a quantity column
    MATRIX = "matrix"  # L7: one row per item, one column per commune
    HOLDERS = "holders"  # L6: one row per item, one column per kind of holder
    VEHICLES = "vehicles"  # L4: one row is one vehicle
    EVACUATION = "evacuation"  # L5: people to be moved, no stock
    AGREEMENT = "agreement"  # L8: strength promised by units (hiệp đồng)
    NONE = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column: header texts, role by its header, what its header names, its unit, and shares of its content."""

    number: int
    path: tuple[str, ...]
    role: Role | None
    unit: str
    filled: int
    figures: float
    places: float
    items: float
    units: float
    item: ItemMatch = UNKNOWN
    item_text: str = ""
    place_text: str = ""
    districts: float = 0.0
    villages: float = 0.0
    marks: float = 0.0
    counts_rows: bool = False
    named: float = 0.0
    worded: float = 0.0
    vehicles: float = 0.0

    @property
    def is_place(self) -> bool:
        """Whether the header names a commune."""
        return bool(self.place_text)

    @property
    def keeper(self) -> str:
        """The header text that names who keeps the goods: the lowest, or the one above "SL"."""
        above = len(self.path) > 1 and self.role is Role.QUANTITY and role_of(self.leaf) is Role.QUANTITY
        named = above and role_of(self.path[-2]) is not Role.QUANTITY
        return re.sub(r"\([^()]*\)", "", self.path[-2] if named else self.leaf).strip()

    @property
    def place_name(self) -> str:
        """The header text to look for a commune in."""
        return self.place_text or self.leaf

    @property
    def header(self) -> str:
        """The header as one line."""
        return " / ".join(self.path)

    @property
    def leaf(self) -> str:
        """The lowest header text."""
        return self.path[-1] if self.path else ""


@dataclass(kw_only=True, slots=True)
class Plan:
    """How to walk a table: its layout and which columns serve for what."""

    layout: Layout
    columns: dict[int, Column]
    order: int | None = None
    label: int | None = None
    unit: int | None = None
    place: int | None = None
    district: int | None = None
    quantities: tuple[int, ...] = ()
    totals: tuple[int, ...] = ()
    items_above: bool = False  # the figures' header names no item: a row above the places does, or the title
    title: tuple[str, ItemMatch] | None = None  # what the title names, where the rows name owners alone
    unsure: str = ""  # the header of the only figures, where its words do not say what they are
    fields: dict[Role, int] = field(default_factory=dict)
    remarks: tuple[int, ...] = ()  # columns of words that tell more of a row
    capacities: tuple[int, ...] = ()  # where several columns tell of loads, seats and sizes
    broken: dict[int, int] = field(default_factory=dict)  # column of quantities -> that of its broken part


@dataclass(kw_only=True, slots=True)
class _Body:
    """What the cells of one column hold: how many are filled, are figures, are marks, and the words among them."""

    filled: int = 0
    figures: int = 0
    marks: int = 0
    words: list[str] = field(default_factory=list)
    counted: int = 0
    number: int = 0

    def take(self, cell: GridCell, *, first: bool = False) -> None:
        """Count a cell; in the `first` column also whether it counts the rows."""
        if first:
            self._count_order(cell.text)
        if type(cell.value) is int:  # a whole number needs no looking into, and matrices are full of them
            self.filled += 1
            self.figures += 1
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
        elif figure.kind in _MARKS:
            self.marks += 1

    def _count_order(self, text: str) -> None:
        """Count a cell that goes on counting, begins anew, or is a list mark, a Roman number, a letter or a number of a part."""
        bare = text.strip("().")
        if bare.isdecimal():
            number = int(bare)
            self.counted += number in (1, self.number + 1)
            self.number = number
        else:
            self.counted += is_list_mark(text) or _PART_NUMBER.match(text) is not None


def describe_columns(grid: Grid, table: Table, indexes: Indexes) -> dict[int, Column]:
    """Return every column that has a header or a body, described."""
    bodies: dict[int, _Body] = {}
    taken = 0
    for row in range(table.first_row, table.last_row + 1):
        cells = [cell for cell in grid.row_cells(row, table.left, table.right) if cell.text or cell.formula]
        if cells and is_signature(cells[0].text):
            break
        taken += bool(cells)
        for cell in cells:
            body = bodies.get(cell.col)
            if body is None:
                body = bodies[cell.col] = _Body()
            body.take(cell, first=cell.col == table.left)
        if taken >= SAMPLE_ROWS:
            break
    found = {
        col: _describe(col, table.paths.get(col, ()), bodies.get(col) or _Body(), indexes)
        for col in range(table.left, table.right + 1)
        if table.paths.get(col) or (col in bodies and bodies[col].filled)
    }
    for col in columns_of_men_and_women({col: column.path for col, column in found.items()}):
        found[col] = replace(found[col], role=Role.GENDER)
    return found


def _is_numbered_name(text: str) -> bool:
    """Return whether a text is a name behind its number ("1. Ca nô") rather than a figure."""
    return bool(numbering_of(text)) and any(char.isalpha() for char in text)


def _describe(col: int, path: tuple[str, ...], body: _Body, indexes: Indexes) -> Column:
    count = max(1, body.filled)
    words, figures = body.words, body.figures / max(1, body.filled)
    place_text = _place_of_header(path, indexes)
    item, item_text = _item_of_header(path, indexes, is_place=bool(place_text))
    matches = [indexes.items.match(text) for text in words]
    known = [match.certainty for match in matches]
    unit = unit_of_header(path)
    return Column(
        number=col,
        path=path,
        role=writes_plates(path, words)
        or writes_units(path, words, figures)
        or role_of_column(path, figures, item, item_text, place_text)
        or lists_facilities(path, words, figures, indexes.items),
        unit="" if item.certainty is Certainty.BY_SIZE and unit in _UNITS_OF_SIZE else unit,
        filled=body.filled,
        figures=figures,
        marks=body.marks / count,
        worded=len(words) / count,
        places=sum(
            indexes.places.is_place(text) or bool(indexes.places.find_district(text)) for text in words
        )
        / count,
        items=sum(certainty is not Certainty.UNKNOWN for certainty in known) / count,
        named=sum(certainty not in {Certainty.UNKNOWN, Certainty.SIMILAR} for certainty in known) / count,
        units=sum(is_unit(text) for text in words) / count,
        item=item,
        item_text=item_text,
        place_text=place_text,
        districts=sum(bool(indexes.places.find_district(text)) for text in words) / count,
        counts_rows=body.counted >= 2 and body.counted >= 0.9 * body.filled,
        vehicles=sum(match.certain and str(match.code).startswith("PT") for match in matches) / count,
        villages=sum(bool(VILLAGE.match(text)) for text in words) / count,
    )


def _place_of_header(path: tuple[str, ...], indexes: Indexes) -> str:
    """Return the commune a header names: by its lowest text, or above "Hiện có", "Nhu cầu" or a year."""
    for text in path[-1:] if not path or role_of(path[-1]) not in _BELOW_A_NAME else path[-2:-1]:
        if indexes.places.match(text).certainty not in _NO_PLACES:
            return text
    return ""


# "Số đội viên xung kích PCTT" counts the people of that force.
_COUNTED_MEMBERS = re.compile(
    r"^(?:tổng )?(?:số lượng|số|sl|quân số) (?:(?:đội viên|thành viên|người|cán bộ|chiến sĩ|chiến sỹ|tổ viên|hội viên|đoàn viên|tham gia) )+",
    re.IGNORECASE,
)


def _is_whole_name(text: str, match: ItemMatch) -> bool:
    """Return whether a header is a thing's own name whatever else its words head: "Điện thoại vệ tinh"."""
    return match.certainty is Certainty.EXACT and " " in text.strip()


def _ends_name(path: tuple[str, ...], text: str, indexes: Indexes) -> bool:
    """Return whether a word that may be a unit ends the name that the group above begins: "Áo" below "Phao (cái)"."""
    if len(path) < 2 or text != path[-1]:
        return False
    group = UNIT_BRACKET.sub("", path[-2]).strip()
    return not indexes.items.match(group).certain and indexes.items.named_as(f"{group} {text}").certain


def _item_of_header(path: tuple[str, ...], indexes: Indexes, *, is_place: bool) -> tuple[ItemMatch, str]:
    """Return what a column counts: by its lowest text, else together with the groups above it.

    A commune's name is not taken for a misspelt item.
    """
    match_of = indexes.items.named_as if is_place else indexes.items.match
    levels = [
        text for text in path
        if (not is_only_unit(text) or indexes.items.is_name(text) or _ends_name(path, text, indexes)) and role_of(text) not in {Role.QUANTITY, Role.GOOD, Role.PHASE}
    ] or list(path[-1:])  # fmt: skip
    if not levels:
        return UNKNOWN, ""
    best: tuple[ItemMatch, str] = (UNKNOWN, levels[-1])
    attempts = [levels[-1]]
    for text in reversed(levels[:-1]):
        bare = UNIT_BRACKET.sub("", text).strip()
        attempts += [indexes.items.joined(bare, levels[-1])[0], f"{levels[-1]} {bare}"]
    attempts += [members for members in (_COUNTED_MEMBERS.sub("", levels[-1]),) if members != levels[-1]]
    if role_of(levels[-1]) is not None and not _is_whole_name(levels[-1], match_of(levels[-1])):
        attempts = attempts[1:] + ([levels[-2]] if len(levels) > 1 else attempts[:1])
    ranking = [Certainty.UNKNOWN, Certainty.SIMILAR, Certainty.SEVERAL, Certainty.VAGUE]
    group = UNIT_BRACKET.sub("", levels[-2]).strip() if len(levels) > 1 else ""
    for attempt in attempts:
        match = match_of(attempt)
        if match.certain:
            words, match = indexes.items.under(group, attempt, match)
            return match, words
        if ranking.index(match.certainty) > ranking.index(best[0].certainty):
            best = (match, attempt)
    if group and best[0].certainty in {Certainty.UNKNOWN, Certainty.SIMILAR} and kind_of_holder(levels[-1]):
        above = match_of(group)  # "Hộ dân" below "Áo phao" tells who keeps them
        return (above, group) if above.certain else best
    return best
