"""What a recognised file would change: every row beside the stock as it stands."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from core.communes.rules import CommuneCode
from core.errors import DomainError
from core.text import fold, tidy
from importers.rules.results import (
    SKIP,
    Answers,
    Candidate,
    Place,
    Question,
    QuestionKind,
    Recognition,
    Row,
    RowStatus,
)
from importers.rules.results import HolderKind as SeenHolder
from inventory.rules.holders import HOLDER_NAME_LENGTH, HolderKind, holder_key
from inventory.rules.stock import ZERO, Balance, check_quantity, counted

SUM = "sum"  # the answer "add these rows together"
PLACE_LENGTH, MARK_LENGTH, NOTE_LENGTH, PHONE_LENGTH = 200, 40, 500, 60

HOLDER_KINDS: Mapping[SeenHolder | None, HolderKind] = {
    None: HolderKind.AGENCY,
    SeenHolder.PEOPLES_COMMITTEE: HolderKind.AGENCY,
    SeenHolder.MILITARY_COMMAND: HolderKind.ARMED_FORCES,
    SeenHolder.OFFICE: HolderKind.AGENCY,
    SeenHolder.FIRM: HolderKind.ENTERPRISE,
    SeenHolder.HOUSEHOLD: HolderKind.HOUSEHOLD,
}
# Words for the condition column: all broken; all usable (tốt, trung bình). Others leave the broken part unknown.
_BROKEN = frozenset({"hong", "h", "hu", "hu hong", "da hong", "khong su dung duoc", "khong dung duoc"})
_USABLE = frozenset({"tot", "t", "con tot", "su dung tot", "binh thuong", "tb", "trung binh", "moi", "kha"})


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
    SUMMED_UP = "summed_up"  # a person said to add such rows together
    LEFT_ALONE = "left_alone"  # the register has the row and the file only fills what is missing
    ALREADY_TAKEN = "already_taken"  # this very file was added before


class Identity(NamedTuple):
    """What makes a row of the register the same row; `holder` and `place` are folded, an empty holder is the commune."""

    commune_code: str
    type_code: str
    holder: str
    place: str
    mark: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """A row of the register as it stands."""

    lot_id: int
    on_hand: Decimal
    reserved: Decimal
    away: Decimal
    broken: Decimal
    closed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One row of the file and what it would do; figures are in the catalogue's unit.

    `into` names the cell ("sheet!A1") of the line this row is added to; `sources` are all cells behind a line.
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

    @property
    def writes(self) -> bool:
        """Whether this line by itself brings a row of the register to a new figure."""
        return self.status in (LineStatus.NEW, LineStatus.CHANGED) and not self.into


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """All lines of a file against the stock of one moment; equal digests mean the same effect."""

    lines: tuple[Line, ...]
    questions: tuple[Question, ...]
    digest: str

    def counts(self) -> dict[LineStatus, int]:
        """Return how many rows have each status."""
        found = Counter(line.status for line in self.lines)
        return {status: found[status] for status in LineStatus}


@dataclass(frozen=True, kw_only=True, slots=True)
class Meaning:
    """What decides how a file is compared, beside its rows.

    `office` is the commune whose file it is, empty for the province. `taken` are the cells of this very file that
    became stock before. `titles` are the communes' full names by code.
    """

    mode: Mode
    office: str
    answers: Answers
    titles: Mapping[CommuneCode, str]
    taken: Collection[tuple[str, str]] = frozenset()


def cell_name(row: Row) -> str:
    """Return a row's place in the file, such as "PL1!F11"."""
    return f"{row.sheet}!{row.cell}"


def identities_of(recognition: Recognition, titles: Mapping[CommuneCode, str]) -> set[Identity]:
    """Return the rows of the register a file speaks of."""
    lines = (_placed(row, titles) for row in recognition.rows)
    return {line.identity for line in lines if line.identity is not None}


def compare(recognition: Recognition, standings: Mapping[Identity, Standing], meaning: Meaning) -> Preview:
    """Return every row's verdict, the questions left, and a digest of the effect."""
    lines = [_judged(_placed(row, meaning.titles), meaning) for row in recognition.rows]
    lines, twice = _same_rows(lines, meaning.answers)
    lines = [_against_stock(line, standings, meaning) for line in lines]
    by_cell = {cell_name(line.row): line for line in lines if not line.into}
    lines = [replace(line, status=by_cell[line.into].status) if line.into else line for line in lines]
    questions = sorted((*recognition.questions, *twice), key=lambda question: -question.cells)
    return Preview(lines=tuple(lines), questions=tuple(questions), digest=_digest(lines, meaning.mode))


def _placed(row: Row, titles: Mapping[CommuneCode, str]) -> Line:
    """Return the row with the fields of the register it speaks of, not yet judged."""
    line = Line(row=row, status=LineStatus.ASK, reasons=row.reasons, sources=(cell_name(row),))
    if row.commune_code is None or row.resource_code is None:
        return line
    holder = tidy(row.holder)[:HOLDER_NAME_LENGTH].strip()
    key = holder_key(holder, titles.get(row.commune_code, ""))
    old = tidy(row.old_commune)
    place = tidy(row.location)
    if old and fold(old) not in fold(place):
        place = f"{place}, {old}" if place else old
    place = place[:PLACE_LENGTH].strip()
    mark = tidy(row.mark)[:MARK_LENGTH].strip()
    return replace(
        line,
        identity=Identity(row.commune_code, row.resource_code, key, fold(place), mark),
        holder=holder if key else "",
        holder_kind=HOLDER_KINDS[row.holder_kind] if key else HolderKind.COMMUNE,
        phone=_phones(row.contact_phones),
        place=place,
        mark=mark,
        note=_note(row),
    )


def _phones(phones: tuple[str, ...]) -> str:
    text = ""
    for phone in phones:
        longer = f"{text}; {phone}" if text else phone
        if len(longer) <= PHONE_LENGTH:
            text = longer
    return text


def _note(row: Row) -> str:
    condition = "" if fold(row.condition) in _USABLE | _BROKEN else row.condition
    parts = dict.fromkeys(tidy(part) for part in (row.note, row.capacity, row.agreement, condition))
    return "; ".join(part for part in parts if part)[:NOTE_LENGTH]


def _judged(line: Line, meaning: Meaning) -> Line:
    """Return the line with what can be said without looking at the stock."""
    row = line.row
    if meaning.office and row.commune_code is not None and row.commune_code != meaning.office:
        return _refused(line, LineReason.OTHER_COMMUNE_ROW)
    if row.status is RowStatus.REJECTED:
        return replace(line, status=LineStatus.REFUSED)
    if row.status is RowStatus.REVIEW or line.identity is None or row.quantity is None:
        return line
    broken = row.broken_quantity
    condition = fold(row.condition)
    if broken is None and condition in _BROKEN | _USABLE:
        broken = row.quantity if condition in _BROKEN else ZERO
    try:
        for quantity in (row.quantity, broken or ZERO):
            check_quantity(quantity, row.unit or "")
    except DomainError as error:
        return _refused(line, error.code)
    return replace(line, status=LineStatus.SAME, on_hand=row.quantity, broken=broken)


def _refused(line: Line, reason: str) -> Line:
    return replace(line, status=LineStatus.REFUSED, reasons=(reason, *line.row.reasons))


def _same_rows(lines: list[Line], answers: Answers) -> tuple[list[Line], list[Question]]:
    """Return the lines with those of one identity asked about, added together or refused, and what to ask."""
    groups: dict[Identity, list[int]] = {}
    for index, line in enumerate(lines):
        if line.status is LineStatus.SAME and line.identity is not None:
            groups.setdefault(line.identity, []).append(index)
    judged = list(lines)
    asked: dict[str, list[Row]] = {}
    for identity, indexes in groups.items():
        if len(indexes) == 1:
            continue
        key = f"same_row:{identity.type_code}"
        answer = answers.find(key)
        members = [lines[index] for index in indexes]
        if answer == SUM:
            judged[indexes[0]] = _sum(members)
            first = cell_name(members[0].row)
            for index in indexes[1:]:
                reasons = (LineReason.SUMMED_UP, *lines[index].reasons)
                judged[index] = replace(lines[index], into=first, reasons=reasons)
            continue
        if answer is None:
            asked.setdefault(key, []).extend(member.row for member in members)
        for index in indexes:
            status = LineStatus.ASK if answer is None else LineStatus.REFUSED
            reasons = (LineReason.SAME_ROW, *lines[index].reasons)
            sources = tuple(cell_name(member.row) for member in members)
            judged[index] = replace(lines[index], status=status, reasons=reasons, sources=sources)
    return judged, [_ask_same_row(key, rows) for key, rows in asked.items()]


def _sum(members: list[Line]) -> Line:
    known = [member.broken for member in members if member.broken is not None]
    first = members[0]
    return replace(
        first,
        reasons=(LineReason.SUMMED_UP, *first.reasons),
        on_hand=sum((member.on_hand or ZERO for member in members), ZERO),
        broken=sum(known, ZERO) if known else None,
        note="; ".join(dict.fromkeys(member.note for member in members if member.note))[:NOTE_LENGTH],
        sources=tuple(cell_name(member.row) for member in members),
    )


def _ask_same_row(key: str, rows: list[Row]) -> Question:
    return Question(
        key=key,
        kind=QuestionKind.SAME_ROW,
        raw=rows[0].resource_raw,
        candidates=(Candidate(value=SUM, label=""), Candidate(value=SKIP, label="")),
        cells=len(rows),
        samples=tuple(Place(sheet=row.sheet, cell=row.cell) for row in rows[:6]),
        about=rows[0].resource_code or "",
    )


def _against_stock(line: Line, standings: Mapping[Identity, Standing], meaning: Meaning) -> Line:
    """Return the line as new, changed, same or refused beside the stock."""
    if line.status is not LineStatus.SAME or line.into or line.identity is None or line.on_hand is None:
        return line
    held = standings.get(line.identity)
    if meaning.mode is Mode.ADD and (line.row.sheet, line.row.cell) in meaning.taken:
        return _unchanged(line, held, LineReason.ALREADY_TAKEN)
    if held is not None and not held.closed and meaning.mode is Mode.FILL:
        return _unchanged(line, held, LineReason.LEFT_ALONE)
    before = Balance()
    if held is not None:
        before = Balance(on_hand=held.on_hand, reserved=held.reserved, away=held.away, broken=held.broken)
    on_hand, broken = line.on_hand, before.broken if line.broken is None else line.broken
    if meaning.mode is Mode.ADD:
        on_hand, broken = before.on_hand + line.on_hand, before.broken + (line.broken or ZERO)
    try:
        counted(before, on_hand=on_hand, broken=broken)
    except DomainError as error:
        return _refused(line, error.code)
    if held is None or held.closed:
        lot_id = held.lot_id if held else None
        return replace(line, status=LineStatus.NEW, lot_id=lot_id, on_hand=on_hand, broken=broken)
    same = on_hand == held.on_hand and broken == held.broken
    return replace(
        line,
        status=LineStatus.SAME if same else LineStatus.CHANGED,
        lot_id=held.lot_id,
        old_on_hand=held.on_hand,
        old_broken=held.broken,
        on_hand=on_hand,
        broken=broken,
    )


def _unchanged(line: Line, held: Standing | None, reason: LineReason) -> Line:
    return replace(
        line,
        reasons=(reason, *line.reasons),
        lot_id=held.lot_id if held else None,
        old_on_hand=held.on_hand if held else None,
        old_broken=held.broken if held else None,
    )


def _digest(lines: list[Line], mode: Mode) -> str:
    effect = [
        (
            *line.sources,
            line.status,
            line.identity,
            line.lot_id,
            line.into,
            *(str(value) for value in (line.old_on_hand, line.old_broken, line.on_hand, line.broken)),
        )
        for line in lines
    ]
    return hashlib.sha256(json.dumps([mode, effect], ensure_ascii=False).encode()).hexdigest()
