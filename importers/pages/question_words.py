"""The words of a question and of the answers that it offers."""

from __future__ import annotations

from decimal import Decimal

from flask_babel import gettext as _

from core.excel.legacy import Encoding
from core.web.language import say_quantity
from importers.queries.names import Names
from importers.rules.results import (
    IMPORT,
    INSTEAD,
    LATEST,
    OF_ROWS,
    SKIP,
    Candidate,
    Question,
    QuestionKind,
    chooses,
)
from importers.rules.rows.cell_marks import STRUCK
from importers.sentences import (
    ANSWERS,
    COLUMN_IS_STOCK,
    ENCODINGS,
    NO_MOMENT,
    NOTE_ANSWERS,
    OF_SEVERAL,
    QUESTIONS,
    ROW_AND_LINES,
    ROW_OR_LINES,
    SHEET_ANSWERS,
    STRUCK_THROUGH,
    SUMS_UP,
    UNCHANGED,
    UNSAID,
    WHICH_OF_SERIES,
)

# These compare several rows of the register.
OF_STOCK = frozenset({QuestionKind.SAME_ROW, QuestionKind.SEVERAL_ROWS, QuestionKind.PART_ROW})
TYPED = frozenset({QuestionKind.ITEM, QuestionKind.PLACE, QuestionKind.UNIT, QuestionKind.QUANTITY})


def words_of(question: Question, names: Names) -> str:
    """Return a question as it is asked."""
    unit = names.units.get(question.about, "")
    thing = names.types.get(question.about, "")
    sheet = question.samples[0].sheet if question.samples else ""
    facts = {"cells": question.cells, "unit": unit, "other": question.about, "thing": thing, "sheet": sheet}
    if not question.raw and question.kind in UNSAID:
        return str(UNSAID[question.kind] % facts)
    if question.raw == STRUCK:
        return str(STRUCK_THROUGH % facts)
    if question.kind is QuestionKind.SHEET and all(one.value != INSTEAD for one in question.candidates):
        return str(SUMS_UP % {**facts, "raw": question.raw})
    if chooses(question.key):
        if not question.key.startswith(OF_ROWS):
            return str(WHICH_OF_SERIES % {**facts, "raw": question.raw})
        row, _between, lines = question.raw.partition(" | ")
        return str(ROW_OR_LINES % {"row": row, "lines": lines})
    raw = f"{question.raw} ({thing})" if question.kind is QuestionKind.UNIT and thing else question.raw
    return str(QUESTIONS[question.kind] % {**facts, "raw": raw})


def options_of(question: Question, names: Names) -> tuple[tuple[str, str], ...]:
    """Return the answers to choose from: each with its words."""
    kind = question.kind
    if kind in OF_STOCK:
        return tuple(
            (
                candidate.value,
                _("%(answer)s (kho đang có: %(rows)s)", answer=ANSWERS[candidate.value], rows=candidate.label)
                if kind is not QuestionKind.SAME_ROW and candidate.label
                else str(ANSWERS[candidate.value]),
            )
            for candidate in question.candidates
        )
    if chooses(question.key):
        if question.key.startswith(OF_ROWS):
            words = {**OF_SEVERAL, IMPORT: ROW_AND_LINES}
            return tuple((one.value, str(words.get(one.value, one.label))) for one in question.candidates)
        return tuple(
            (one.value, str(OF_SEVERAL.get(one.value) or _moment(one))) for one in question.candidates
        )
    if kind is QuestionKind.PHASE:
        return (*((one.value, _moment(one)) for one in question.candidates), (SKIP, str(NO_MOMENT)))
    if kind is QuestionKind.COLUMN:
        return ((IMPORT, str(COLUMN_IS_STOCK)), (SKIP, str(ANSWERS[SKIP])))
    if kind is QuestionKind.NOTE:
        return tuple(
            (candidate.value, str(NOTE_ANSWERS[candidate.value])) for candidate in question.candidates
        )
    if kind is QuestionKind.SHEET:
        offered = {candidate.value for candidate in question.candidates}
        facts = {"raw": question.raw, "other": question.about}
        return tuple(
            (value, str(words % facts)) for value, words in SHEET_ANSWERS.items() if value in offered
        )
    options = []
    for candidate in question.candidates:
        if candidate.value == SKIP:
            continue
        label = candidate.label or candidate.value
        if kind is QuestionKind.NUMBER_FORM and candidate.value in ANSWERS:
            label = f"{_spoken(label)} ({ANSWERS[candidate.value]})"
        elif kind is QuestionKind.QUANTITY:
            label = _spoken(label)
        elif kind is QuestionKind.ENCODING:
            read_as = ENCODINGS.get(candidate.value, candidate.value)
            named = str(UNCHANGED if candidate.value == Encoding.UNICODE else read_as)
            label = f"{named}: {label}" if candidate.label else named
        elif kind is QuestionKind.PLACE:
            label = names.communes.get(candidate.value, label)  # type: ignore[call-overload]
        options.append((candidate.value, label))
    if kind in TYPED:
        options.append((SKIP, str(ANSWERS[SKIP])))
    return tuple(options)


def _moment(said: Candidate) -> str:
    if said.value == LATEST:
        return str(_("Cột sau cùng có số, trong tệp này là “%(column)s”", column=said.label))
    return str(_("Cột “%(column)s”", column=said.label))


def _spoken(label: str) -> str:
    """Return a label that begins with a number with that number as people write it: 1.200 tấn beside 1,2 tấn."""
    number, space, unit = label.partition(" ")
    return f"{say_quantity(Decimal(number))}{space}{unit}"
