"""Several rows of a file that are one row of the register: never overwritten, never added up without being asked."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from itertools import pairwise
from string import ascii_uppercase

from importers.rules.names.series import are_of_series
from importers.rules.names.vocabulary import Role, role_of
from importers.rules.results import ONCE, SKIP, SUM, Answers, Candidate, Place, Question, QuestionKind, Row
from importers.rules.stock.lines import NOTE_LENGTH, Identity, Line, LineReason, LineStatus, cell_name
from inventory.rules.stock import ZERO

_PARTS = frozenset({Role.GOOD, Role.BROKEN})
_REASONS = {SUM: LineReason.SUMMED_UP, ONCE: LineReason.TAKEN_ONCE}


def same_rows(
    lines: list[Line], answers: Answers, *, apart: Set[int] = frozenset()
) -> tuple[list[Line], list[Question]]:
    """Return the lines with those of one identity asked about, added together or refused, and what to ask.

    `apart` are the positions of lines that each name another row of the register.
    """
    groups: dict[Identity, list[int]] = {}
    for index, line in enumerate(lines):
        if line.status is LineStatus.SAME and line.identity is not None:
            groups.setdefault(line.identity, []).append(index)
    judged = list(lines)
    asked: dict[str, list[Row]] = {}
    differ: set[str] = set()  # the keys of what is asked of lines that do not say the same
    for identity, indexes in groups.items():
        if len(indexes) == 1 or apart >= set(indexes):
            continue
        members = [lines[index] for index in indexes]
        alike, parts = _say_the_same(members), _of_one_row(members)
        key = f"same_row:{identity.type_code}"
        if answers.find(key) == ONCE and not alike:
            key = f"{key}:other"  # which of these is meant, that answer does not say
        answer = answers.find(key)
        if answer in (SUM, ONCE) or parts:
            reason = LineReason.CONDITIONS_SUMMED if parts else _REASONS[answer or SUM]
            judged[indexes[0]] = _sum(members if parts or answer == SUM else members[:1], reason, members)
            first = cell_name(members[0].row)
            for index in indexes[1:]:
                reasons = (reason, *lines[index].reasons)
                judged[index] = replace(lines[index], into=first, reasons=reasons)
            continue
        if answer is None:
            asked.setdefault(key, []).extend(member.row for member in members)
        for index in indexes:
            status = LineStatus.ASK if answer is None else LineStatus.REFUSED
            reasons = (LineReason.SAME_ROW, *lines[index].reasons)
            sources = tuple(cell_name(member.row) for member in members)
            judged[index] = replace(lines[index], status=status, reasons=reasons, sources=sources)
        differ |= set() if alike else {key}
    return judged, [_ask_same_row(key, rows, once=key not in differ) for key, rows in asked.items()]


def _say_the_same(members: list[Line]) -> bool:
    """Return whether lines tell of as many, as many broken ones and the same last day: then they may be one thing written twice."""
    return len({(member.on_hand, member.broken, member.last_day) for member in members}) == 1


def _of_one_row(members: list[Line]) -> bool:
    """Return whether lines are the columns of one row of the file that divide what there is: each has its own condition."""
    rows = [member.row for member in members]
    conditions = {row.condition for row in rows}
    told = len(conditions) == len(rows) and (
        all(role_of(said) in _PARTS for said in conditions)
        or all(are_of_series(one.condition, other.condition) for one, other in pairwise(rows))
    )
    return told and len({(row.sheet, row.cell.lstrip(ascii_uppercase)) for row in rows}) == 1


def _sum(members: list[Line], reason: LineReason, told: list[Line]) -> Line:
    """Return the sum of the figures of some lines, with what all that are `told` of say in words."""
    known = [member.broken for member in members if member.broken is not None]
    days = [member.last_day for member in members if member.last_day is not None]
    first = members[0]
    return replace(
        first,
        reasons=(reason, *first.reasons),
        on_hand=sum((member.on_hand or ZERO for member in members), ZERO),
        broken=sum(known, ZERO) if known else None,
        note="; ".join(dict.fromkeys(member.note for member in told if member.note))[:NOTE_LENGTH],
        sources=tuple(cell_name(member.row) for member in told),
        last_day=min(days, default=None),
    )


def _ask_same_row(key: str, rows: list[Row], *, once: bool) -> Question:
    values = (ONCE, SUM, SKIP) if once else (SUM, SKIP)
    return Question(
        key=key,
        kind=QuestionKind.SAME_ROW,
        raw=rows[0].resource_raw,
        candidates=tuple(Candidate(value=value, label="") for value in values),
        cells=len(rows),
        samples=tuple(Place(sheet=row.sheet, cell=row.cell) for row in rows[:6]),
        about=rows[0].resource_code or "",
    )
