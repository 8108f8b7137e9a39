"""Which row of the register a row of the file means.

The identity decides. A file that says nothing of the place or the plate still means the holder's one row of that
type; where the register has several, a person decides, so that nothing is counted twice. A row of our own yearly workbook
or list names its lot.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.communes.rules import CommuneCode
from core.text import plain_number, tidy
from importers.rules.results import SKIP, Answers, Candidate, Place, Question, QuestionKind, Row
from importers.rules.stock.lines import Identity, Line, LineReason, LineStatus, Standing
from importers.rules.stock.own_rows import names_another, of_another_kind, own_standings

PART_ROW = "part_row"  # one question for the whole file: parts of communes beside rows of all of one

MOST_SHOWN = 6  # rows of the register named in a question
SEPARATE = "separate"  # the answer "keep them as rows of their own"


def match_lines(
    lines: Sequence[Line],
    standings: Mapping[Identity, Standing],
    answers: Answers,
    titles: Mapping[CommuneCode, str],
) -> tuple[list[Line], dict[int, Standing], list[Question]]:
    """Return the lines (those that fit several rows are asked about), the standing row by line index, what to ask.

    `titles` are the communes' full names by code.
    """
    judged = list(lines)
    found: dict[int, Standing] = {}
    loose: dict[int, tuple[str, list[Standing]]] = {}
    holdings = _holdings(standings)
    waiting = [
        (index, line, line.identity)
        for index, line in enumerate(lines)
        if line.status is LineStatus.SAME and not line.into and line.identity is not None
    ]
    times = Counter(
        asked_for for _, _, asked_for in waiting
    )  # several only where each names a lot of its own
    for index, line, asked_for in waiting:
        exact = standings.get(asked_for)
        if exact is None or exact.closed:
            continue
        if times[asked_for] == 1 or line.row.own_lot == exact.lot_id:
            found[index] = exact
    _refuse_unclear(judged, lines, standings, found)
    found |= own_standings(judged, standings, found)
    claimed = {held.lot_id for held in found.values()}
    for index, line, asked_for in waiting:
        if index in found or judged[index].status is LineStatus.REFUSED:
            continue
        exact = standings.get(asked_for)
        held_there = holdings[_holding(asked_for)]
        fitting = [held for identity, held in held_there if _fits(line, identity)]
        whole = [held for identity, held in held_there if _is_part_of(line, identity)]
        if fitting:
            loose[index] = (f"several_rows:{asked_for.type_code}", fitting)
        elif whole and whole[0].lot_id not in claimed:
            loose[index] = (PART_ROW, whole)
        elif exact is not None:
            found[index] = exact
    return judged, found, _settle(judged, loose, found, standings, answers, titles)


def _settle(
    judged: list[Line],
    loose: Mapping[int, tuple[str, list[Standing]]],
    found: dict[int, Standing],
    standings: Mapping[Identity, Standing],
    answers: Answers,
    titles: Mapping[CommuneCode, str],
) -> list[Question]:
    """Give the lines that fit one row of the register only that row, and return what is asked about the others."""
    claimed = {held.lot_id for held in found.values()}
    wanted = Counter(fitting[0].lot_id for _, fitting in loose.values() if len(fitting) == 1)
    asked: dict[str, list[Row]] = defaultdict(list)
    standing: dict[str, dict[int, str]] = defaultdict(dict)
    for index, (key, fitting) in loose.items():
        line = judged[index]
        assert line.identity is not None
        only = fitting[0].lot_id
        alone = len(fitting) == 1 and only not in claimed and wanted[only] == 1
        if alone and key != PART_ROW:
            found[index] = fitting[0]
            continue
        answer = answers.find(key)
        if answer == SEPARATE:
            closed = standings.get(line.identity)
            if closed is not None:
                found[index] = closed
            continue
        if answer is None:
            asked[key].append(line.row)
            title = titles.get(CommuneCode(line.identity.commune_code), "")
            standing[key] |= {held.lot_id: _there(title, held) for held in fitting}
        status = LineStatus.ASK if answer is None else LineStatus.REFUSED
        reason = LineReason.PART_ROW if key == PART_ROW else LineReason.SEVERAL_ROWS
        judged[index] = replace(line, status=status, reasons=(reason, *line.reasons))
    return [_ask(key, rows, list(standing[key].values())) for key, rows in asked.items()]


def _refuse_unclear(
    judged: list[Line],
    lines: Sequence[Line],
    standings: Mapping[Identity, Standing],
    found: dict[int, Standing],
) -> None:
    for reason, indexes in (
        (LineReason.OWN_ROW_OTHER, of_another_kind(lines, standings)),
        (LineReason.OWN_ROW_UNCLEAR, names_another(lines, standings, found)),
    ):
        for index in list(indexes):
            found.pop(index, None)
            line = lines[index]
            judged[index] = replace(line, status=LineStatus.REFUSED, reasons=(reason, *line.reasons))


def _holding(identity: Identity) -> tuple[str, str, str]:
    return identity.commune_code, identity.type_code, identity.holder


def _holdings(
    standings: Mapping[Identity, Standing],
) -> defaultdict[tuple[str, str, str], list[tuple[Identity, Standing]]]:
    held: defaultdict[tuple[str, str, str], list[tuple[Identity, Standing]]] = defaultdict(list)
    for identity, standing in standings.items():
        if not standing.closed:
            held[_holding(identity)].append((identity, standing))
    return held


def _fits(line: Line, held: Identity) -> bool:
    """Return whether a row of the register says the same wherever the file says anything."""
    identity = line.identity
    assert identity is not None
    return identity.place in ("", held.place) and identity.mark in ("", held.mark)


def _is_part_of(line: Line, held: Identity) -> bool:
    """Return whether a line is of a former commune alone and a row of the register of the whole commune it went into."""
    identity = line.identity
    assert identity is not None
    only_former = bool(line.row.old_commune) and not tidy(line.row.location)
    return only_former and not held.place and identity.mark in ("", held.mark)


def _there(title: str, held: Standing) -> str:
    """Return what the register has in one row: "Xã Bình Minh, kho xã: 20"."""
    amount = str(plain_number(held.on_hand)).replace(".", ",")
    return f"{', '.join(filter(None, (title, held.place or held.holder)))}: {amount}"


def _ask(key: str, rows: list[Row], there: list[str]) -> Question:
    """Return the question with what the register has: without it nobody can say whether the figure comes on top."""
    shown = "; ".join(there[:MOST_SHOWN]) + ("; …" if len(there) > MOST_SHOWN else "")
    of_parts = key == PART_ROW
    return Question(
        key=key,
        kind=QuestionKind.PART_ROW if of_parts else QuestionKind.SEVERAL_ROWS,
        raw=rows[0].old_commune if of_parts else rows[0].resource_raw,
        candidates=(Candidate(value=SEPARATE, label=shown), Candidate(value=SKIP, label="")),
        cells=len(rows),
        samples=tuple(Place(sheet=row.sheet, cell=row.cell) for row in rows[:6]),
        about="" if of_parts else rows[0].resource_code or "",
    )
