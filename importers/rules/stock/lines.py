"""The verdict on each row of a file, as values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from core.communes.rules import CommuneCode
from core.values import frozen
from importers.rules.results import Answers, Question, Row
from inventory.rules.holders import HolderKind

NOTE_LENGTH = 500  # what a row of the register can hold beside its figures


class Mode(StrEnum):
    """What the figures of a file mean; rows that are not in the file are left alone in every mode."""

    REPLACE = "replace"  # they are what there is now
    ADD = "add"  # they come on top of what there is
    FILL = "fill"  # they count only where the register has no such row yet


class LineStatus(StrEnum):
    """What a row of the file would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    ASK = "ask"
    REFUSED = "refused"


class LineReason(StrEnum):
    """Why a row that was read well does not simply become stock."""

    OTHER_COMMUNE_ROW = "other_commune_row"  # a commune's own file may touch that commune only
    SAME_ROW = "same_row"  # another row of the file is the same row of the register
    PART_ROW = "part_row"  # of a former commune, where the register has a row of the whole commune
    SEVERAL_ROWS = "several_rows"  # the file does not say which of several rows of the register it means
    CONDITIONS_SUMMED = "conditions_summed"  # the good and the broken ones of one row of the file
    SUMMED_UP = "summed_up"  # a person said to add such rows together
    TAKEN_ONCE = "taken_once"  # a person said that such rows are one and the same
    # A row of our own list says of its holder, place or mark what the register does not, and only its figures are read:
    WORDS_LEFT = "words_left"  # the mark, which tells rows apart; or the figures are not what there is now
    WORDS_BLANK = "words_blank"  # the holder or the place was emptied, which says nothing
    WORDS_MASKED = "words_masked"  # a telephone number in the new words is hidden
    WORDS_PROMISED = (
        "words_promised"  # an incident holds a part: the things stay where they are promised from
    )
    WORDS_TAKEN = "words_taken"  # the register or the file has a row of these things there
    OWN_ROW_OTHER = "own_row_other"  # it names one row of the register and tells of another commune or type
    OWN_ROW_UNCLEAR = "own_row_unclear"  # it names one row of the register and describes another
    LEFT_ALONE = "left_alone"  # the register has the row and the file only fills what is missing
    BESIDE_OTHERS = (
        "beside_others"  # new, while the register has others of the same that the file does not mention
    )
    NEWER_THERE = "newer_there"  # the figure it would replace is of a later year than the file
    ALREADY_TAKEN = "already_taken"  # this very file was added before
    TYPE_OUT_OF_USE = "type_out_of_use"  # the catalogue no longer takes new rows of this type


WORDS_KEPT = frozenset(
    {
        LineReason.WORDS_LEFT,
        LineReason.WORDS_BLANK,
        LineReason.WORDS_MASKED,
        LineReason.WORDS_PROMISED,
        LineReason.WORDS_TAKEN,
    }
)


class Identity(NamedTuple):
    """What makes a row of the register the same row; `holder` and `place` are folded, an empty holder is the commune."""

    commune_code: str
    type_code: str
    holder: str
    place: str
    mark: str


class Whereabouts(NamedTuple):
    """With whom and where the register has a row; `keeper_stays` where a line changes the place only."""

    holder: str
    place: str
    keeper_stays: bool


@frozen
class Standing:
    """A row of the register as it stands; `holder` and `place` as they are written."""

    lot_id: int
    on_hand: Decimal
    reserved: Decimal
    away: Decimal
    broken: Decimal
    closed: bool = False
    holder: str = ""
    place: str = ""
    last_day: date | None = None


@frozen
class Line:
    """One row of the file and what it would do; figures are in the catalogue's unit.

    `into` names the cell ("sheet!A1") of the line this row is added to; `sources` are all cells behind a line.
    `moved_from` is where the register has the row, where the line takes it to another holder or place. `beside` is what
    other rows of the same commune and type hold, of a new line that comes on top of them. `last_day` is the goods' last day after
    the line, `old_last_day` the one the register has.
    """

    row: Row
    status: LineStatus
    reasons: tuple[str, ...]
    identity: Identity | None = None
    holder: str = ""
    holder_kind: HolderKind = HolderKind.COMMUNE
    phone: str = ""
    place: str = ""
    mark: str = ""
    note: str = ""
    lot_id: int | None = None
    old_on_hand: Decimal | None = None
    old_broken: Decimal | None = None
    on_hand: Decimal | None = None
    broken: Decimal | None = None
    into: str = ""
    sources: tuple[str, ...] = ()
    moved_from: Whereabouts | None = None
    beside: Decimal | None = None
    last_day: date | None = None
    old_last_day: date | None = None

    @property
    def writes(self) -> bool:
        """Whether this line by itself brings a row of the register to a new figure."""
        return self.status in (LineStatus.NEW, LineStatus.CHANGED) and not self.into


@frozen
class Preview:
    """All lines of a file against the stock of one moment; equal digests mean the same effect."""

    lines: tuple[Line, ...]
    questions: tuple[Question, ...]
    digest: str

    @property
    def written(self) -> int:
        """How many rows of the register would be new or changed; rows of the file that are added up count once."""
        return sum(line.writes for line in self.lines)

    def counts(self) -> dict[LineStatus, int]:
        """Return how many rows have each status."""
        found = Counter(line.status for line in self.lines)
        return {status: found[status] for status in LineStatus}


@frozen
class Meaning:
    """What decides how a file is compared, beside its rows.

    `office` is the commune whose file it is, empty for the province. `taken` are the cells of this very file that
    became stock before. `titles` are the communes' full names by code, `retired` the codes of types out of use,
    `merged` leads from commune and name of a merged holder to the name it has now.
    """

    mode: Mode
    office: str
    answers: Answers
    titles: Mapping[CommuneCode, str]
    taken: Collection[tuple[str, str]] = frozenset()
    retired: Collection[str] = frozenset()
    merged: Mapping[tuple[str, str], str] = field(default_factory=dict)


def cell_name(row: Row) -> str:
    """Return a row's place in the file, such as "PL1!F11"."""
    return f"{row.sheet}!{row.cell}"
