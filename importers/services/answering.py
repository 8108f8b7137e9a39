"""Remember what a person answered; one answer settles every cell that asks the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.audit.services import SYSTEM, note
from core.errors import DomainError, NotFoundError
from core.text import tidy
from importers.models import ImportAnswerRow
from importers.queries.answers import get_given, offered_text, question_of
from importers.queries.batches import batch_value
from importers.queries.reference import Reference
from importers.rules.results import IMPORT, OF_ROWS, SKIP, Question, QuestionKind, chooses
from importers.services.uploads import lock_open_batch
from inventory.rules.stock import MOST

# These speak of one cell, sheet or file (many files have a "Sheet1"); an answer must not decide about another file.
OF_THIS_FILE = frozenset(
    {
        QuestionKind.QUANTITY,
        QuestionKind.SHEET,
        QuestionKind.NUMBER_FORM,
        QuestionKind.NOTE,
        QuestionKind.SAME_ROW,
        QuestionKind.SEVERAL_ROWS,
        QuestionKind.PART_ROW,
    }
)


class AnswerError(DomainError):
    """The answer does not fit its question. Facts: `raw` (what was asked about), `value`."""

    code = "answer_does_not_fit"


def check_answer(question: Question, value: str, reference: Reference) -> str:
    """Return the answer as it is kept; raises AnswerError."""
    kind = question.kind
    if value == SKIP and kind not in (QuestionKind.NUMBER_FORM, QuestionKind.ENCODING):
        return SKIP
    offered = {candidate.value for candidate in question.candidates}
    fits = value in offered
    if kind is QuestionKind.ITEM:
        fits = value in {item.code for item in reference.catalogue if not item.retired}
    elif kind is QuestionKind.PLACE:
        fits = value in {commune.code for commune in reference.gazetteer.communes}
    elif kind is QuestionKind.COLUMN:
        fits = value == IMPORT or (fits and chooses(question.key))
    elif kind in (QuestionKind.UNIT, QuestionKind.QUANTITY):
        fits = _is_amount(value, least_above_nought=kind is QuestionKind.UNIT)
    if not fits:
        raise AnswerError(raw=question.raw, value=value)
    return value


def _is_amount(value: str, *, least_above_nought: bool) -> bool:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return False
    if not number.is_finite() or number > MOST or number != round(number, 3):
        return False
    return number > 0 if least_above_nought else number >= 0


def answer(
    session: Session,
    *,
    batch_id: int,
    questions: Sequence[Question],
    values: Mapping[str, str],
    reference: Reference,
    actor: Actor,
    now: datetime,
) -> int:
    """Keep the answers given to some of `questions` (by key) and return how many; all or none."""
    batch = batch_value(lock_open_batch(session, batch_id))
    asked = {question.key: question for question in questions}
    for key, value in values.items():
        if key not in asked:
            raise AnswerError(raw=key, value=value)
        question = asked[key]
        kept = check_answer(question, value, reference)
        of_file = question.kind in OF_THIS_FILE or key.startswith(OF_ROWS)
        sha256 = batch.sha256 if of_file else ""
        row = session.scalars(
            select(ImportAnswerRow).where(
                ImportAnswerRow.office == batch.office,
                ImportAnswerRow.sha256 == sha256,
                ImportAnswerRow.key == key,
            )
        ).one_or_none()
        if row is None:
            row = ImportAnswerRow(office=batch.office, sha256=sha256, key=key)
            session.add(row)
        row.kind, row.raw, row.about = question.kind.value, tidy(question.raw), question.about
        row.value, row.answered_by, row.answered_at = kept, actor.name, now
        row.offered = "" if sha256 else offered_text(question)
    return len(values)


def change(
    session: Session, *, answer_id: int, value: str, reference: Reference, actor: Actor, now: datetime
) -> str:
    """Give a remembered question another answer and return what it was about; stock stays as it is."""
    given = get_given(session, answer_id)
    row = session.get_one(ImportAnswerRow, answer_id)
    if row.sha256:
        raise NotFoundError(what=answer_id)  # it speaks of one file alone and is answered there
    before, row.value = row.value, check_answer(question_of(given), value, reference)
    row.answered_by, row.answered_at = actor.name, now
    note(
        session,
        stream=SYSTEM,
        at=now,
        actor=actor.login,
        action="import.change_answer",
        subject=row.key[:80],
        before=before,
        value=row.value,
        office=row.office,
    )
    return row.raw


def ask_of_file_again(session: Session, *, batch_id: int, answer_id: int, actor: Actor, now: datetime) -> str:
    """Forget an answer about a file that still waits and return what it was about."""
    batch = batch_value(lock_open_batch(session, batch_id))
    row = session.get(ImportAnswerRow, answer_id)
    if row is None or (row.office, row.sha256) != (batch.office, batch.sha256):
        raise NotFoundError(what=answer_id)
    return forget(session, answer_id=answer_id, actor=actor, now=now)


def forget(session: Session, *, answer_id: int, actor: Actor, now: datetime) -> str:
    """Delete a remembered answer and return what it was about; later files ask again, stock stays as it is."""
    row = session.get(ImportAnswerRow, answer_id)
    if row is None:
        raise NotFoundError(what=answer_id)
    session.delete(row)
    note(
        session,
        stream=SYSTEM,
        at=now,
        actor=actor.login,
        action="import.forget",
        subject=row.key[:80],
        value=row.value,
        office=row.office,
    )
    return row.raw
