"""An upload from its file to its receipt and back."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.web.access import current_actor
from core.web.api import NothingSchema, Written, reads, write, writes
from core.web.api_files import takes_file
from core.web.doors import reading
from importers.api.blueprint import batch_as_json, bp, line_as_json, shown_or_refused
from importers.doors.showing import data_dir, drop_files, find_shown, forget_shown, take_up_again
from importers.doors.taking import office_of, upload_of
from importers.queries.batches import (
    BATCHES_PER_PAGE,
    PAGE,
    Batch,
    BatchState,
    get_batch,
    list_batches,
    list_taken_lines,
    office_of_batch,
)
from importers.queries.reference import get_reference
from importers.rules.results import Question
from importers.rules.stock.lines import Mode
from importers.schemas.api import (
    AnswersWrittenSchema,
    CommitWrittenSchema,
    FileSentSchema,
    ImportLineListSchema,
    ImportListSchema,
    ImportSchema,
    LinesAskedSchema,
    MeaningWrittenSchema,
    PagesAskedSchema,
    QuestionSchema,
    UndoneSchema,
)
from importers.services.answering import answer
from importers.services.committing import commit
from importers.services.files import EmptyUploadError, find_kept, received
from importers.services.undoing import undo
from importers.services.uploads import discard, set_mode

KINDS = ("application/octet-stream",)


@reads(
    bp,
    "/imports",
    answer=ImportListSchema(),
    permission=Permission.IMPORT_RUN,
    query=PagesAskedSchema,
)
def imports(page: int) -> Mapping[str, object]:
    """Uploads within reach, newest first."""
    with reading() as session:
        scope = current_actor().scope(Permission.IMPORT_RUN)
        found, more = list_batches(session, scope=scope, page=page, size=BATCHES_PER_PAGE)
    return {"imports": [batch_as_json(one) for one in found], "next": page + 1 if more else None}


@takes_file(
    bp,
    "/imports",
    answer=ImportSchema(),
    query=FileSentSchema,
    kinds=KINDS,
    permission=Permission.IMPORT_RUN,
)
def send_file(name: str, mode: str) -> ResponseReturnValue:
    """Send a spreadsheet: it is read, and kept unless it is refused. A long one is read while the caller waits."""
    content = request.get_data()
    if not content:
        raise EmptyUploadError
    with received(BytesIO(content), name, data_dir()) as file:
        upload = upload_of(file, office=office_of(current_actor()), mode=Mode(mode))

        def work(session: Session, actor: Actor) -> Written:
            made = upload.work(session, actor)
            session.flush()
            told = batch_as_json(get_batch(session, made))
            there = url_for("api_imports.one_import", batch_id=made)
            return Written(content=told, schema=ImportSchema(), status=201, location=there)

        reply = write(work)
    upload.start()
    return reply


@reads(
    bp,
    "/imports/<int:batch_id>",
    answer=ImportSchema(),
    permission=Permission.IMPORT_RUN,
    commune_of=office_of_batch,
)
def one_import(batch_id: int) -> Mapping[str, object]:
    """One upload: how far it is, its sheets, its counts; `digest` says which preview a commit would write."""
    shown = find_shown(batch_id)
    if shown is not None:
        return batch_as_json(shown.batch, shown)
    with reading() as session:
        batch = get_batch(session, batch_id)
    take_up_again(batch)
    return batch_as_json(batch)


@reads(
    bp,
    "/imports/<int:batch_id>/lines",
    answer=ImportLineListSchema(),
    permission=Permission.IMPORT_RUN,
    commune_of=office_of_batch,
    query=LinesAskedSchema,
)
def import_lines(batch_id: int, page: int, status: str) -> Mapping[str, object]:
    """What each row of a file would do to the stock, or did."""
    shown = shown_or_refused(batch_id)
    if shown.batch.state is BatchState.OPEN:
        wanted = [line for line in shown.preview.lines if status in ("", line.status.value)]
        found: list[Any] = wanted[(page - 1) * PAGE : page * PAGE]
        more = len(wanted) > page * PAGE
    else:
        with reading() as session:
            taken, more = list_taken_lines(session, batch_id, status=status, page=page)
        found = list(taken)
    return {"lines": [line_as_json(line) for line in found], "next": page + 1 if more else None}


def _asked(question: Question) -> dict[str, object]:
    return {
        "key": question.key,
        "kind": question.kind.value,
        "raw": question.raw,
        "about": question.about,
        "cells": question.cells,
        "samples": [f"{place.sheet}!{place.cell}" for place in question.samples],
        "candidates": [{"value": one.value, "label": one.label} for one in question.candidates],
    }


@reads(
    bp,
    "/imports/<int:batch_id>/questions",
    answer=QuestionSchema(many=True),
    permission=Permission.IMPORT_RUN,
    commune_of=office_of_batch,
)
def import_questions(batch_id: int) -> list[Mapping[str, object]]:
    """What must be asked, those that settle most cells first; one answer settles every cell that asks the same."""
    return [_asked(question) for question in shown_or_refused(batch_id).preview.questions]


def _written(session: Session, batch_id: int) -> Written:
    session.flush()
    return Written(content=batch_as_json(get_batch(session, batch_id)), schema=ImportSchema())


@writes(
    bp,
    "POST",
    "/imports/<int:batch_id>/answers",
    answer=ImportSchema(),
    body=AnswersWrittenSchema,
    permission=Permission.IMPORT_RUN,
    commune_of=office_of_batch,
)
def answer_import(body: dict[str, Any], batch_id: int) -> ResponseReturnValue:
    """Answer some of the questions, by key; they are remembered for files of this form. All or none are kept."""
    values = {said["key"]: said["value"] for said in body["answers"]}
    questions = shown_or_refused(batch_id).preview.questions

    def work(session: Session, actor: Actor) -> Written:
        answer(
            session,
            batch_id=batch_id,
            questions=questions,
            values=values,
            reference=get_reference(session),
            actor=actor,
            now=now(),
        )
        return _written(session, batch_id)

    return write(work)


@writes(
    bp,
    "POST",
    "/imports/<int:batch_id>/meaning",
    answer=ImportSchema(),
    body=MeaningWrittenSchema,
    permission=Permission.IMPORT_RUN,
    commune_of=office_of_batch,
)
def mean(body: dict[str, Any], batch_id: int) -> ResponseReturnValue:
    """Say what the figures of the file mean: in place of those kept, beside them, or only where none are kept."""

    def work(session: Session, _actor: Actor) -> Written:
        set_mode(session, batch_id=batch_id, mode=body["mode"])
        return _written(session, batch_id)

    return write(work)


@writes(
    bp,
    "POST",
    "/imports/<int:batch_id>/commit",
    answer=ImportSchema(),
    body=CommitWrittenSchema,
    permission=Permission.IMPORT_RUN,
    commune_of=office_of_batch,
)
def commit_import(body: dict[str, Any], batch_id: int) -> ResponseReturnValue:
    """Write the preview that was seen into stock, all rows or none; raises stale_preview where it is another by now."""
    with reading() as session:
        held = get_batch(session, batch_id)
    if held.state is BatchState.OPEN:
        find_kept(data_dir(), held.sha256, held.file_name)
    shown = shown_or_refused(batch_id)
    forget_shown(batch_id)

    def work(session: Session, actor: Actor) -> Written:
        commit(
            session,
            batch_id=batch_id,
            recognition=shown.recognition,
            made_with=shown.batch.reading_key,
            digest=body["digest"],
            actor=actor,
            now=now(),
        )
        return _written(session, batch_id)

    return write(work)


@writes(
    bp,
    "POST",
    "/imports/<int:batch_id>/undo",
    answer=UndoneSchema(),
    body=NothingSchema,
    permission=Permission.IMPORT_RUN,
    commune_of=office_of_batch,
)
def undo_import(_body: dict[str, Any], batch_id: int) -> ResponseReturnValue:
    """Undo an import: each row goes back to its figure before, or stays because it was edited or promised since."""

    def work(session: Session, actor: Actor) -> Written:
        outcomes = undo(session, batch_id=batch_id, actor=actor, now=now())
        told = {outcome.value: count for outcome, count in outcomes.items()}
        return Written(content={"outcomes": told}, schema=UndoneSchema())

    return write(work)


@writes(
    bp,
    "POST",
    "/imports/<int:batch_id>/discarding",
    answer=NothingSchema(),
    body=NothingSchema,
    permission=Permission.IMPORT_RUN,
    commune_of=office_of_batch,
)
def discard_import(_body: dict[str, Any], batch_id: int) -> ResponseReturnValue:
    """Put away an upload that never became stock, and its file where nothing else refers to it."""
    dropped: list[Batch] = []

    def work(session: Session, _actor: Actor) -> Written:
        dropped.append(discard(session, batch_id=batch_id))
        return Written(content={}, schema=NothingSchema())

    reply = write(work)
    for held in dropped:
        drop_files(held)
    return reply
