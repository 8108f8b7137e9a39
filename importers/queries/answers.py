"""The answers offices gave, as plain values."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from core import together
from core.errors import NotFoundError
from core.values import frozen
from importers.models import ImportAnswerRow, ImportBatchRow
from importers.rules.results import Answers, Candidate, Question, QuestionKind, only_chosen
from inventory.models import ResourceTypeRow

PAGE = 40


@frozen
class GivenAnswer:
    """One remembered answer."""

    id: int
    office: str
    key: str
    kind: QuestionKind
    raw: str
    about: str
    value: str
    offered: tuple[Candidate, ...]
    answered_by: str
    answered_at: datetime


# A type that was merged leads to the one it went into.
_AS_MERGED = and_(
    ImportAnswerRow.kind == QuestionKind.ITEM.value, ResourceTypeRow.code == ImportAnswerRow.value
)


def answers_for(session: Session, *, office: str, sha256: str) -> Answers:
    """Return the answers that serve one file of an office: those it remembers, and those about this file alone."""
    query = _serving().where(
        ImportAnswerRow.office == office,
        or_(ImportAnswerRow.sha256 == "", ImportAnswerRow.sha256 == sha256),
    )
    return _answers(session.execute(query).all())


def answers_of_batch(batch_id: int) -> together.Question[Answers]:
    """Return the question for the answers that serve an upload."""
    batch = ImportBatchRow
    mine = and_(
        batch.id == batch_id,
        ImportAnswerRow.office == batch.office,
        or_(ImportAnswerRow.sha256 == "", ImportAnswerRow.sha256 == batch.sha256),
    )
    return together.Question(_serving().join(batch, mine), lambda rows: _answers(rows.all()))


def _serving() -> Select[*tuple[Any, ...]]:
    value = func.coalesce(ResourceTypeRow.merged_into, ImportAnswerRow.value)
    query = select(ImportAnswerRow.key, value, ImportAnswerRow.sha256)
    return query.outerjoin(ResourceTypeRow, _AS_MERGED).order_by(ImportAnswerRow.id)


def _answers(rows: Sequence[Any]) -> Answers:
    return Answers(
        values={key: value for key, value, _ in rows}, of_file=sum(sha256 != "" for *_, sha256 in rows)
    )


def list_remembered(
    session: Session, *, scope: str | None, page: int = 1, size: int = PAGE
) -> tuple[list[GivenAnswer], bool]:
    """Return one page of the answers that serve later files too, newest first, and whether more follow."""
    query = _of_answers().where(ImportAnswerRow.sha256 == "")
    return _one_page(
        session, query if scope is None else query.where(ImportAnswerRow.office == scope), page, size
    )


def list_of_file(
    session: Session, *, office: str, sha256: str, page: int = 1
) -> tuple[list[GivenAnswer], bool]:
    """Return one page of the answers an office gave about one file alone, newest first, and whether more follow."""
    return _one_page(
        session, _of_answers().where(ImportAnswerRow.office == office, ImportAnswerRow.sha256 == sha256), page
    )


def _of_answers() -> Select[ImportAnswerRow, str | None]:
    return select(ImportAnswerRow, ResourceTypeRow.merged_into).outerjoin(ResourceTypeRow, _AS_MERGED)


def _one_page(
    session: Session, query: Select[ImportAnswerRow, str | None], page: int, size: int = PAGE
) -> tuple[list[GivenAnswer], bool]:
    query = query.order_by(ImportAnswerRow.id.desc()).limit(size + 1).offset((page - 1) * size)
    rows = session.execute(query).all()
    return [_given(*row) for row in rows[:size]], len(rows) > size


def get_given(session: Session, answer_id: int) -> GivenAnswer:
    """Return one remembered answer; raises NotFoundError."""
    row = session.execute(_of_answers().where(ImportAnswerRow.id == answer_id)).one_or_none()
    if row is None:
        raise NotFoundError(what=answer_id)
    return _given(*row)


def question_of(given: GivenAnswer) -> Question:
    """Return the question an answer was given to, without the cells that asked it."""
    return Question(
        key=given.key,
        kind=given.kind,
        raw=given.raw,
        candidates=given.offered,
        cells=0,
        samples=(),
        about=given.about,
    )


def offered_text(question: Question) -> str:
    """Return what a question offered as its answer keeps it; nothing where something else can be the answer.

    How each encoding reads is left out: those are the sheet's words, and may name people.
    """
    if not only_chosen(question):
        return ""
    words = question.kind is not QuestionKind.ENCODING
    return json.dumps(
        [[one.value, one.label if words else ""] for one in question.candidates], ensure_ascii=False
    )


def office_of_answer(session: Session, *, answer_id: int, **_: object) -> str:
    """Return the office an answer belongs to, empty for the province; raises NotFoundError."""
    office = session.scalar(select(ImportAnswerRow.office).where(ImportAnswerRow.id == answer_id))
    if office is None:
        raise NotFoundError(what=answer_id)
    return office


def _given(row: ImportAnswerRow, merged_into: str | None) -> GivenAnswer:
    return GivenAnswer(
        id=row.id,
        office=row.office,
        key=row.key,
        kind=QuestionKind(row.kind),
        raw=row.raw,
        about=row.about,
        value=merged_into or row.value,
        offered=tuple(
            Candidate(value=value, label=label) for value, label in json.loads(row.offered or "[]")
        ),
        answered_by=row.answered_by,
        answered_at=row.answered_at,
    )
