"""Columns that give the same things at several moments: one of them is the stock, and a person says once which.

Months and quarters stand for the stock at their end or for what went through in them, "Trước bão" and "Sau bão" for two
counts: no header says which. What is answered for months is "the last with figures", so that it holds next month too.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from importers.rules.files.sheet_read import SheetRead
from importers.rules.layout.drafts import At, Draft
from importers.rules.reasons import Reason
from importers.rules.results import (
    LATEST,
    SKIP,
    Answers,
    Candidate,
    Place,
    QuestionKind,
    Row,
    RowStatus,
)
from importers.rules.texts.numbers import FigureKind, read_figure
from importers.rules.texts.words import fold_key
from importers.rules.verdicts.questions import Questions

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SERIES = re.compile(r"^(?:\w+ ){0,3}(?:(thang|quy|t|q) ?(\d{1,2}|i{1,3}|iv)|(\d{1,2}) thang)\b")
_YEAR = re.compile(r"\b20\d\d\b")


def settle_phases(read: SheetRead, answers: Answers) -> str:
    """Keep the figures of one moment of a sheet, leave the others unread; return the open question's key, or ""."""
    if not read.phase_of:
        return ""
    leaves = list(dict.fromkeys(read.phases))
    filled = {
        read.phase_of[_at(draft)] for draft in read.drafts if _at(draft) in read.phase_of and _counts(draft)
    }
    last = max(filled or leaves, key=lambda leaf: (_moment(leaf), leaves.index(leaf)))
    key = _key(read, leaves)
    answer = answers.find(key)
    chosen = next((leaf for leaf in leaves if answer and fold_key(leaf) == fold_key(answer)), last)
    kept: list[Draft] = []
    for draft in read.drafts:
        phase = read.phase_of.get(_at(draft), chosen)
        if phase == chosen and not (answer == SKIP and _at(draft) in read.phase_of):
            kept.append(draft)
        else:
            read.unread[_at(draft)] = Reason.OTHER_PERIOD
    read.drafts[:] = kept
    return "" if answer is not None else key


def ask_phase(read: SheetRead, key: str, rows: Iterable[Row], questions: Questions) -> list[Row]:
    """Return the rows of a sheet, those of a moment with the question which moment is the stock."""
    leaves = list(dict.fromkeys(read.phases))
    raw = f"{leaves[0]} … {leaves[-1]}" if len(leaves) > 2 else ", ".join(leaves)
    found: list[Row] = []
    for draft, row in zip(read.drafts, rows, strict=True):
        phase = read.phase_of.get(_at(draft))
        if phase is None:
            found.append(row)
            continue
        series = all(map(_is_of_series, leaves))
        candidates = [Candidate(value=LATEST, label=phase)] if series else [
            Candidate(value=leaf, label=leaf, score=1.0 if leaf == phase else 0.5) for leaf in leaves
        ]  # fmt: skip
        place = Place(sheet=read.name, cell=row.cell)
        questions.ask(key, QuestionKind.PHASE, raw, place, candidates=candidates)
        found.append(_waiting(row, key))
    return found


def _waiting(row: Row, key: str) -> Row:
    if row.status is RowStatus.REJECTED:
        return row
    return row._replace(
        status=RowStatus.REVIEW,
        confidence=0.5,
        questions=(key, *row.questions),
        reasons=(*row.reasons, str(Reason.COLUMN_UNSURE)),
    )


def _at(draft: Draft) -> At:
    return draft.cell.row, draft.cell.col


def _counts(draft: Draft) -> bool:
    """Return whether a cell says more than that there is nothing: months to come are often filled with noughts."""
    figure = read_figure(draft.cell.value, formula=draft.cell.formula)
    if figure is None or figure.kind is FigureKind.PLACEHOLDER:
        return False
    return figure.kind is not FigureKind.EXACT or bool(figure.amount)


def _key(read: SheetRead, leaves: Iterable[str]) -> str:
    """Return the question's key: a header of the same words is the same form, whichever months it has got to."""
    told = {fold_key(leaf) for leaf in leaves if not _is_of_series(leaf)}
    for row in read.header_rows:
        told.update(
            fold_key(cell.text) for cell in read.grid.rows.get(row, ()) if not _is_of_series(cell.text)
        )
    told |= {fold_key(leaf).split()[0] for leaf in leaves if _is_of_series(leaf)}
    form = "|".join(sorted({_YEAR.sub("", text) for text in told}))
    return f"phase:{hashlib.sha256(form.encode()).hexdigest()[:16]}"


def _is_of_series(leaf: str) -> bool:
    return _SERIES.match(fold_key(leaf)) is not None


def _moment(leaf: str) -> tuple[int, int]:
    """Return (year, month or quarter) of a header; noughts where it names none."""
    plain = fold_key(leaf)
    year = max((int(found) for found in _YEAR.findall(plain)), default=0)
    found = _SERIES.match(plain)
    number = (found.group(2) or found.group(3)) if found else "0"
    return year, _ROMAN.get(number) or (int(number) if number.isdecimal() else 0)
