"""Which row of the register a row of the file means.

The identity decides. A file that says nothing of the place or the plate still means the holder's one row of that
type; where the register has several, a person decides, so that nothing is counted twice. A row of our own yearly workbook
or list names its lot.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from core.text import plain_number
from importers.rules.lines import Identity, Line, LineReason, LineStatus, Standing
from importers.rules.own_rows import names_another, of_another_kind, own_standings
from importers.rules.results import SKIP, Answers, Candidate, Place, Question, QuestionKind, Row

MOST_SHOWN = 6  # rows of the register named in a question
SEPARATE = "separate"  # the answer "keep them as rows of their own"


def match_lines(
    lines: Sequence[Line], standings: Mapping[Identity, Standing], answers: Answers
) -> tuple[list[Line], dict[int, Standing], list[Question]]:
    """Return the lines (those that fit several rows are asked about), the standing row by line index, what to ask."""
    judged = list(lines)
    found: dict[int, Standing] = {}
    loose: dict[int, list[Standing]] = {}
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
    for index, line, asked_for in waiting:
        if index in found or judged[index].status is LineStatus.REFUSED:
            continue
        exact = standings.get(asked_for)
        fitting = [held for identity, held in holdings[_holding(asked_for)] if _fits(line, identity)]
        if fitting:
            loose[index] = fitting
        elif exact is not None:
            found[index] = exact
    claimed = {held.lot_id for held in found.values()}
    wanted = Counter(fitting[0].lot_id for fitting in loose.values() if len(fitting) == 1)
    asked: dict[str, list[Row]] = defaultdict(list)
    standing: dict[str, dict[int, Standing]] = defaultdict(dict)
    for index, fitting in loose.items():
        line = lines[index]
        assert line.identity is not None
        only = fitting[0].lot_id
        if len(fitting) == 1 and only not in claimed and wanted[only] == 1:
            found[index] = fitting[0]
            continue
        key = f"several_rows:{line.identity.type_code}"
        answer = answers.find(key)
        if answer == SEPARATE:
            closed = standings.get(line.identity)
            if closed is not None:
                found[index] = closed
            continue
        if answer is None:
            asked[key].append(line.row)
            standing[key] |= {held.lot_id: held for held in fitting}
        status = LineStatus.ASK if answer is None else LineStatus.REFUSED
        judged[index] = replace(line, status=status, reasons=(LineReason.SEVERAL_ROWS, *line.reasons))
    return judged, found, [_ask(key, rows, standing[key].values()) for key, rows in asked.items()]


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


def _said(amount: Decimal) -> str:
    return str(plain_number(amount)).replace(".", ",")


def _ask(key: str, rows: list[Row], standing: Iterable[Standing]) -> Question:
    """Return the question with what the register has: without it nobody can say whether the figure comes on top."""
    there = [": ".join(filter(None, (held.place or held.holder, _said(held.on_hand)))) for held in standing]
    shown = "; ".join(there[:MOST_SHOWN]) + ("; …" if len(there) > MOST_SHOWN else "")
    return Question(
        key=key,
        kind=QuestionKind.SEVERAL_ROWS,
        raw=rows[0].resource_raw,
        candidates=(Candidate(value=SEPARATE, label=shown), Candidate(value=SKIP, label="")),
        cells=len(rows),
        samples=tuple(Place(sheet=row.sheet, cell=row.cell) for row in rows[:6]),
        about=rows[0].resource_code or "",
    )
