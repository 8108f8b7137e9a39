"""What recognition says of a file: rows, checks, unread cells, sheets and the questions that remain."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from core.communes.rules import CommuneCode
from core.excel.book import address
from core.values import frozen
from inventory.rules.catalogue import TypeCode

OF_ROWS = "row:"  # opens the key of a question about what is written beside single rows: it holds of this file alone
OF_SERIES = "series:"  # opens the key of one about figures of which an answer may choose some; behind OF_ROWS, of rows
SKIP = "skip"  # the answer "do not take these"; the rows become `rejected`
LATEST = "latest"  # the answer "the last column with figures"
IMPORT = "import"  # the answer "take this sheet as well"
INSTEAD = "instead"  # the answer "take this sheet, not the one it repeats"
SUM = "sum"  # the answer "add these rows together"
ONCE = "once"  # the answer "they are one and the same: take it once"
ALL_BROKEN = "broken"  # the answer "they are there, and none of them works"


class RowStatus(StrEnum):
    """Whether a row may become stock as it is, needs an answer, or must not be taken."""

    ACCEPTED = "accepted"
    REVIEW = "review"
    REJECTED = "rejected"


class QuestionKind(StrEnum):
    """What a question asks; the comment says what an answer is."""

    ITEM = "item"  # a type code, or SKIP
    UNIT = "unit"  # how many catalogue units one stated unit makes, as a decimal number, or SKIP
    PLACE = "place"  # a commune code, or SKIP
    NUMBER_FORM = "number_form"  # "thousands" or "decimal": what the point or comma means on that sheet
    QUANTITY = "quantity"  # the quantity in the unit of the sheet as a decimal number, or SKIP
    ENCODING = "encoding"  # one of the encodings
    SHEET = "sheet"  # IMPORT, INSTEAD or SKIP: a sheet that repeats another one
    COLUMN = "column"  # IMPORT or SKIP: whether the figures under a header of the office's own words are what there is; of several
    # columns beside each other ("Ngày | Đêm") IMPORT takes all of them, the header of one that one alone
    PHASE = "phase"  # LATEST, the header of a column, or SKIP: which of several moments is what there is
    NOTE = "note"  # IMPORT, ALL_BROKEN or SKIP: whether what a row counts is there, though a note says it is gone or broken
    SAME_ROW = "same_row"  # ONCE (where they say the same), SUM or SKIP: several rows of the file are one row of the register
    PART_ROW = "part_row"  # "separate" or SKIP: rows of former communes may be in rows of the whole commune
    SEVERAL_ROWS = "several_rows"  # "separate" or SKIP: a row of the file may mean several of the register


class HolderKind(StrEnum):
    """Who keeps a resource, where the words make it evident."""

    PEOPLES_COMMITTEE = "peoples_committee"  # UBND
    MILITARY_COMMAND = "military_command"  # Ban CHQS
    OFFICE = "office"  # other public bodies, schools, health stations, unions
    FIRM = "firm"  # doanh nghiệp, hợp tác xã, cửa hàng, đại lý
    HOUSEHOLD = "household"  # hộ dân, a person


@frozen
class Place:
    """A cell of a sheet by its A1 address."""

    sheet: str
    cell: str


class Row(NamedTuple):
    """One quantity of one type at one place; a named tuple because a matrix has ten thousand of them.

    `quantity` is in the catalogue's `unit`, `stated_quantity` in the sheet's own `unit_raw`; both None where unknown.
    `old_commune` is the former commune named in the sheet: several that became one commune keep their own rows, told
    apart by it. `broken_quantity` is the part of `quantity` said to be broken. `mark` is a plate or registration.
    `questions` are the keys of the questions that must be answered before the row can be accepted. `own_lot` is the lot
    that our own yearly workbook or list names beside the row; `own_blank` are those of "holder" and "location" that such
    a list has a column for and that are left empty in this row. `last_day` is the last day of goods, with the words for it.
    """

    sheet: str
    cell: str
    commune_code: CommuneCode | None
    commune_raw: str
    resource_code: TypeCode | None
    resource_raw: str
    quantity: Decimal | None
    unit: str | None
    unit_raw: str
    quantity_raw: str
    status: RowStatus
    confidence: float
    reasons: tuple[str, ...]
    stated_quantity: Decimal | None = None
    factor: Decimal | None = None
    broken_quantity: Decimal | None = None
    holder: str = ""
    holder_kind: HolderKind | None = None
    contact_phones: tuple[str, ...] = ()
    location: str = ""
    old_commune: str = ""
    condition: str = ""
    mark: str = ""
    capacity: str = ""
    agreement: str = ""
    note: str = ""
    questions: tuple[str, ...] = ()
    own_lot: int | None = None
    own_blank: tuple[str, ...] = ()
    last_day: date | None = None
    last_day_raw: str = ""

    def elsewhere(
        self,
        cell: str,
        commune: tuple[CommuneCode | None, str, str],
        raw: str,
        numbers: tuple[Decimal | None, Decimal | None, Decimal | None],
    ) -> Row:
        """Return the row of another cell of which all the rest is said too.

        `commune` is its code, its words and its former name; `numbers` are quantity, stated quantity and broken quantity.
        """
        said: list[object] = list(self)  # ten thousand calls of `_replace` would take as long as all the rest
        said[_CELL], said[_RAW] = cell, raw
        said[_CODE], said[_PLACE], said[_OLD_COMMUNE] = commune
        said[_QUANTITY], said[_STATED], said[_BROKEN] = numbers
        return tuple.__new__(Row, said)


# Where a row holds what is a cell's own.
_CELL, _RAW, _CODE, _PLACE, _OLD_COMMUNE, _QUANTITY, _STATED, _BROKEN = map(
    Row._fields.index,
    (
        "cell",
        "quantity_raw",
        "commune_code",
        "commune_raw",
        "old_commune",
        "quantity",
        "stated_quantity",
        "broken_quantity",
    ),
)


@frozen
class Check:
    """A total the sheet states beside what its own cells add up to, in the sheet's unit; never imported.

    `ok` is None where a figure of the sum cannot be read or the total has no stored value. `of` are the cells added.
    """

    sheet: str
    cell: str
    stated: Decimal | None
    computed: Decimal | None
    ok: bool | None
    of: tuple[str, ...]


@frozen
class Unread:
    """A non-empty cell that was not used, and why (a `Reason`)."""

    sheet: str
    cell: str
    raw: str
    reason: str


@frozen
class SheetResult:
    """What was done with a sheet. `samples` are pairs (as stored, as read) where an old encoding was converted."""

    name: str
    decision: str
    reason: str
    layout: str
    header_rows: tuple[int, ...]
    encoding: str
    samples: tuple[tuple[str, str], ...] = ()


@frozen
class Candidate:
    """A possible answer: its `value`, words for people, and how alike it is (0 to 1)."""

    value: str
    label: str
    score: float = 1.0


@frozen
class Question:
    """One thing to ask that settles every cell asking the same.

    `raw` is what the sheet says (the item's name, "thùng", "Xã Nguyễn Nghiêm", "1.200"). `key` is stable between files
    of the same form, except for QUANTITY and SHEET which speak of one cell or sheet. `about` names the type code of a
    UNIT question.
    """

    key: str
    kind: QuestionKind
    raw: str
    candidates: tuple[Candidate, ...]
    cells: int
    samples: tuple[Place, ...]
    about: str = ""


def chooses(key: str) -> bool:
    """Return whether a question offers several figures to choose from: columns beside each other, a row and the lines below it."""
    return key.removeprefix(OF_ROWS).startswith(OF_SERIES)


def only_chosen(question: Question) -> bool:
    """Return whether the answer to a question can only be one of those it offers, which the file's own words name."""
    return question.kind in (QuestionKind.PHASE, QuestionKind.ENCODING) or chooses(question.key)


@frozen
class Answers:
    """Answers by question key; `as_json()` and `Answers(values=...)` are each other's inverse.

    `of_file` says how many of them were given about one file alone.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    of_file: int = 0

    def find(self, key: str) -> str | None:
        """Return the answer given to a question, or None."""
        return self.values.get(key)

    def as_json(self) -> dict[str, str]:
        """Return the answers as a JSON object in the order of their keys."""
        return dict(sorted(self.values.items()))


class PictureRow(NamedTuple):
    """One row of a picture: its number, its texts by the picture's columns, whether it heads the table.

    `struck` are the places in `texts` of those that are struck through.
    """

    number: int
    texts: tuple[str, ...]
    heads: bool
    struck: tuple[int, ...] = ()


class Picture(NamedTuple):
    """The part of a sheet around a figure that the question with this key is about; `columns` are letters.

    `asked` is the cell whose content is asked about: the figure's own, or the one with the words.
    """

    sheet: str
    cell: str
    columns: tuple[str, ...]
    rows: tuple[PictureRow, ...]
    key: str = ""
    asked: str = ""


@frozen
class Recognition:
    """All that was found in one file, in the order of sheets, rows and columns.

    `labelled` are the places (row, column) of each sheet's cells that only name what stands in others. `year` is the one the
    file speaks of. `stored` are by sheet the texts that were converted from an old encoding, with how the file has them.
    """

    file_name: str
    sha256: str
    sheets: tuple[SheetResult, ...]
    rows: tuple[Row, ...]
    checks: tuple[Check, ...]
    unread: tuple[Unread, ...]
    questions: tuple[Question, ...]
    labelled: Mapping[str, Set[tuple[int, int]]] = field(default_factory=dict)
    pictures: tuple[Picture, ...] = ()
    year: int | None = None
    stored: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def labels(self) -> frozenset[tuple[str, str]]:
        """The cells (sheet, address) that only name what stands in others."""
        return frozenset(
            (sheet, address(row, col)) for sheet, cells in self.labelled.items() for row, col in cells
        )
