"""What a recognised file would change: every row beside the stock as it stands."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from core.errors import DomainError
from core.text import fold, tidy
from importers.rules.results import HolderKind as SeenHolder
from importers.rules.results import Question, QuestionKind, Recognition, Row, RowStatus
from importers.rules.stock.beside import beside_others
from importers.rules.stock.lines import (
    NOTE_LENGTH,
    Identity,
    Line,
    LineReason,
    LineStatus,
    Meaning,
    Mode,
    Preview,
    Standing,
    cell_name,
)
from importers.rules.stock.lots_by_day import apart_by_last_day, day_after
from importers.rules.stock.matching import match_lines
from importers.rules.stock.own_rows import own_standings, relocated
from importers.rules.stock.same_rows import same_rows
from inventory.rules.holders import HOLDER_NAME_LENGTH, HolderKind, holder_key
from inventory.rules.stock import ZERO, Balance, check_quantity, counted

PLACE_LENGTH, MARK_LENGTH, PHONE_LENGTH = 200, 40, 60

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
_TOLD = _BROKEN | _USABLE
_folded = lru_cache(maxsize=4096)(fold)  # a list says the same of row after row


def compare(recognition: Recognition, standings: Mapping[Identity, Standing], meaning: Meaning) -> Preview:
    """Return every row's verdict, the questions left, and a digest of the effect."""
    lines = [_judged(_placed(row, meaning), meaning) for row in recognition.rows]
    lines = apart_by_last_day(lines, standings, meaning.mode)
    lines, twice = same_rows(lines, meaning.answers, apart=own_standings(lines, standings, {}).keys())
    lines, held, several = match_lines(lines, standings, meaning.answers, meaning.titles)
    lines = relocated(lines, standings, held, meaning.mode)
    lines = [_against_stock(line, held.get(index), meaning) for index, line in enumerate(lines)]
    if meaning.mode is not Mode.ADD:  # there further things are what the file is about
        lines = beside_others(lines, standings, held.values())
    by_cell = {cell_name(line.row): line for line in lines if not line.into}
    lines = [replace(line, status=by_cell[line.into].status) if line.into else line for line in lines]
    questions = sorted(
        (*_left_to_ask(recognition.questions, lines, meaning), *twice, *several),
        key=lambda question: -question.cells,
    )
    return Preview(lines=tuple(lines), questions=tuple(questions), digest=_digest(lines, meaning.mode))


def _left_to_ask(questions: Iterable[Question], lines: list[Line], meaning: Meaning) -> Iterator[Question]:
    """Yield the questions some row still waits for, with the number of such rows.

    Those about a whole sheet are settled by any answer; rows that are refused anyway need none.
    """
    waiting = Counter(key for line in lines if line.status is LineStatus.ASK for key in line.row.questions)
    for question in questions:
        if question.kind in (QuestionKind.SHEET, QuestionKind.ENCODING):
            if meaning.answers.find(question.key) is None:
                yield question
        elif waiting[question.key]:
            yield replace(question, cells=waiting[question.key])


def _placed(row: Row, meaning: Meaning) -> Line:
    """Return the row with the fields of the register it speaks of, not yet judged."""
    if row.commune_code is None or row.resource_code is None:
        return Line(row=row, status=LineStatus.ASK, reasons=row.reasons, sources=(cell_name(row),))
    holder = tidy(row.holder)[:HOLDER_NAME_LENGTH].strip()
    key = holder_key(holder, meaning.titles.get(row.commune_code, ""))
    key = meaning.merged.get((row.commune_code, key), key)
    old = tidy(row.old_commune)
    place = tidy(row.location)
    if old and _folded(old) not in _folded(place):
        place = f"{place}, {old}" if place else old
    place = place[:PLACE_LENGTH].strip()
    mark = tidy(row.mark)[:MARK_LENGTH].strip()
    return Line(
        row=row,
        status=LineStatus.ASK,
        reasons=row.reasons,
        sources=(cell_name(row),),
        identity=Identity(row.commune_code, row.resource_code, key, _folded(place), mark),
        holder=holder if key else "",
        holder_kind=HOLDER_KINDS[row.holder_kind] if key else HolderKind.COMMUNE,
        phone=_phones(row.contact_phones),
        place=place,
        mark=mark,
        note=_note(row),
        last_day=row.last_day,
    )


def _phones(phones: tuple[str, ...]) -> str:
    text = ""
    for phone in phones:
        longer = f"{text}; {phone}" if text else phone
        if len(longer) <= PHONE_LENGTH:
            text = longer
    return text


def _note(row: Row) -> str:
    condition = "" if _folded(row.condition) in _TOLD else row.condition
    parts = dict.fromkeys(tidy(part) for part in (row.note, row.capacity, row.agreement, condition) if part)
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
    condition = _folded(row.condition)
    # "None broken" of a row said to be broken is taken from our own lists alone.
    doubted = not broken and condition in _BROKEN and row.own_lot is None
    if doubted or (broken is None and condition in _TOLD):
        broken = row.quantity if condition in _BROKEN else ZERO
    try:
        for quantity in (row.quantity, broken or ZERO):
            check_quantity(quantity, row.unit or "")
    except DomainError as error:
        return _refused(line, error.code)
    return replace(line, status=LineStatus.SAME, on_hand=row.quantity, broken=broken)


def _refused(line: Line, reason: str) -> Line:
    return replace(line, status=LineStatus.REFUSED, reasons=(reason, *line.row.reasons))


def _against_stock(line: Line, held: Standing | None, meaning: Meaning) -> Line:
    """Return the line as new, changed, same or refused beside the row of the register it means."""
    if line.status is not LineStatus.SAME or line.into or line.identity is None or line.on_hand is None:
        return line
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
        refused = _refused(line, error.code)
        if held is None or held.closed:
            return refused
        return replace(refused, old_on_hand=held.on_hand, old_broken=held.broken)
    if held is None or held.closed:
        if line.identity.type_code in meaning.retired:
            return _refused(line, LineReason.TYPE_OUT_OF_USE)
        lot_id = held.lot_id if held else None
        old_day = held.last_day if held else None
        return replace(
            line, status=LineStatus.NEW, lot_id=lot_id, on_hand=on_hand, broken=broken, old_last_day=old_day
        )
    last_day = day_after(held.last_day, line.last_day, meaning.mode)
    kept = line.moved_from is None and last_day == held.last_day
    same = on_hand == held.on_hand and broken == held.broken and kept
    return replace(
        line,
        status=LineStatus.SAME if same else LineStatus.CHANGED,
        lot_id=held.lot_id,
        old_on_hand=held.on_hand,
        old_broken=held.broken,
        on_hand=on_hand,
        broken=broken,
        last_day=last_day,
        old_last_day=held.last_day,
    )


def _unchanged(line: Line, held: Standing | None, reason: LineReason) -> Line:
    return replace(
        line,
        reasons=(reason, *line.reasons),
        lot_id=held.lot_id if held else None,
        old_on_hand=held.on_hand if held else None,
        old_broken=held.broken if held else None,
        last_day=held.last_day if held else None,
        old_last_day=held.last_day if held else None,
    )


def _digest(lines: list[Line], mode: Mode) -> str:
    effect = [
        (
            *line.sources,
            line.status,
            line.identity,
            line.lot_id,
            line.into,
            line.moved_from,
            *map(str, (line.old_on_hand, line.old_broken, line.on_hand, line.broken)),
            *map(str, (line.old_last_day, line.last_day)),
        )
        for line in lines
    ]
    return hashlib.sha256(json.dumps([mode, effect], ensure_ascii=False).encode()).hexdigest()
