"""The list of uploads, a new one, and one upload from its verdict to its receipt."""

from __future__ import annotations

from collections import Counter
from typing import BinaryIO, cast

from flask import render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.errors import DomainError
from core.excel import child
from core.web.access import current_actor, requires
from core.web.doors import Done, load, perform, reading
from core.web.links import page_number
from core.web.sentences import sentence
from importers.doors.showing import Shown, data_dir, drop_files, find_shown, forget_shown
from importers.doors.taking import office_of, upload_of
from importers.pages.frame import bp, show_batch
from importers.pages.leftovers import refused_for
from importers.pages.waiting import waiting_page
from importers.queries.batches import (
    BATCHES_PER_PAGE,
    Batch,
    BatchState,
    count_outcomes,
    get_batch,
    list_batches,
    office_of_batch,
)
from importers.queries.names import get_names
from importers.rules.stock.leftovers import rows_of_others
from importers.rules.stock.lines import WORDS_KEPT, LineReason, LineStatus, Mode
from importers.rules.stock.undo import Outcome
from importers.schemas import CommitSchema, ModeSchema
from importers.sentences import ENCODINGS, LAYOUTS, MODES, OUTCOMES, REASONS, STATES, STATUSES
from importers.services.committing import commit
from importers.services.files import EmptyUploadError, find_kept, received
from importers.services.undoing import undo
from importers.services.uploads import discard, set_mode

ROWS_A_SECOND = 4_000  # written on a slow server; told where it comes to more than a moment


@bp.get("/")
@requires(Permission.IMPORT_RUN)
def show() -> ResponseReturnValue:
    """The person's uploads and the box for a new file; the process that will read it starts meanwhile."""
    child.prepare()
    return _list_page()


def _list_page(error: str = "", mode: str = Mode.REPLACE.value) -> str:
    actor = current_actor()
    with reading() as session:
        batches, more = list_batches(
            session, scope=actor.scope(Permission.IMPORT_RUN), page=page_number(), size=BATCHES_PER_PAGE
        )
        names = get_names(session) if actor.is_provincial else None
    return render_template(
        "importers/list.html",
        batches=batches,
        more=more,
        page=page_number(),
        names=names,
        modes=MODES,
        states=STATES,
        mode=mode,
        error=error,
    )


@bp.post("/")
@requires(Permission.IMPORT_RUN)
def upload() -> ResponseReturnValue:
    """Take a file in: read it, and keep it unless it is refused."""
    actor = current_actor()
    mode = request.form.get("mode", Mode.REPLACE.value)
    try:
        return _upload(actor)
    except DomainError as error:
        if error.status in {403, 404}:
            raise
        return _list_page(sentence(error), mode), error.status


def _upload(actor: Actor) -> ResponseReturnValue:
    mode = Mode(str(load(ModeSchema())["mode"]))
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise EmptyUploadError
    with received(cast(BinaryIO, sent.stream), sent.filename, data_dir()) as file:
        upload = upload_of(file, office=office_of(actor), mode=mode)

        def work(session: Session, actor: Actor) -> Done:
            return Done(location=url_for("imports.batch", batch_id=upload.work(session, actor)), message="")

        answer = perform(work)
    upload.start()
    return answer


@bp.get("/<int:batch_id>")
@requires(Permission.IMPORT_RUN, office_of_batch)
def batch(batch_id: int) -> ResponseReturnValue:
    """One upload: what each sheet is, what would change, what is asked; after the commit its receipt."""
    shown = find_shown(batch_id)
    if shown is None:
        with reading() as session:
            held = get_batch(session, batch_id)
        if held.state in (BatchState.READING, BatchState.REFUSED):
            return waiting_page(held)
        return _batch_page(batch_id)  # its reader came to the end between the two looks
    return _page_of(shown)


def _batch_page(batch_id: int, error: str = "") -> str:
    return _page_of(show_batch(batch_id), error)


def _page_of(shown: Shown, error: str = "") -> str:
    outcomes: dict[Outcome, int] = {}
    counts = shown.batch.counts
    if shown.batch.state is BatchState.OPEN:
        counts = shown.preview.counts()
    elif shown.batch.state is BatchState.UNDONE:
        with reading() as session:
            outcomes = count_outcomes(session, shown.batch.id)
    recognition = shown.recognition
    rows = Counter(row.sheet for row in recognition.rows)
    unread = Counter(cell.sheet for cell in recognition.unread)
    wrong = [check for check in recognition.checks if check.ok is False]
    return render_template(
        "importers/batch.html",
        batch=shown.batch,
        sheets=recognition.sheets,
        rows=rows,
        unread=unread,
        checks=len(recognition.checks),
        right=sum(check.ok is True for check in recognition.checks),
        wrong=wrong[:20],
        wrong_count=len(wrong),
        counts=counts,
        statuses=STATUSES,
        writes=shown.preview.written,
        words_kept=sum(not WORDS_KEPT.isdisjoint(line.reasons) for line in shown.preview.lines),
        newer=sum(LineReason.NEWER_THERE in line.reasons for line in shown.preview.lines),
        year=str(recognition.year),
        beside=sum(LineReason.BESIDE_OTHERS in line.reasons for line in shown.preview.lines),
        refused_for=refused_for(shown),
        of_others=len(rows_of_others(recognition.rows, shown.batch.office)),
        answered=shown.answered,
        questions=len(shown.preview.questions),
        asked=sum(question.cells for question in shown.preview.questions),
        digest=shown.preview.digest,
        seconds=(counts[LineStatus.NEW] + counts[LineStatus.CHANGED]) // ROWS_A_SECOND,
        outcomes=outcomes,
        outcome_words=OUTCOMES,
        modes=MODES,
        states=STATES,
        layouts=LAYOUTS,
        encodings=ENCODINGS,
        reasons=REASONS,
        office=shown.names.communes.get(shown.batch.office),  # type: ignore[call-overload]
        error=error,
    )


@bp.post("/<int:batch_id>/y-nghia")
@requires(Permission.IMPORT_RUN, office_of_batch)
def mean(batch_id: int) -> ResponseReturnValue:
    """Say what the figures of the file mean."""

    def work(session: Session, _actor: Actor) -> Done:
        set_mode(session, batch_id=batch_id, mode=Mode(str(load(ModeSchema())["mode"])))
        return Done(location=url_for("imports.batch", batch_id=batch_id), message="")

    return perform(work, again=lambda text, _fields: _batch_page(batch_id, text))


@bp.post("/<int:batch_id>/ghi")
@requires(Permission.IMPORT_RUN, office_of_batch)
def take_in(batch_id: int) -> ResponseReturnValue:
    """Write the preview into stock, after the kept file was found unchanged."""
    with reading() as session:
        held = get_batch(session, batch_id)
    if held.state is BatchState.OPEN:  # else a repeated form, which `perform` answers, or somebody was faster
        find_kept(data_dir(), held.sha256, held.file_name)
    shown = show_batch(batch_id)
    forget_shown(batch_id)

    def work(session: Session, actor: Actor) -> Done:
        receipt = commit(
            session,
            batch_id=batch_id,
            recognition=shown.recognition,
            made_with=shown.batch.reading_key,
            digest=str(load(CommitSchema())["digest"]),
            actor=actor,
            now=now(),
        )
        return Done(
            location=url_for("imports.batch", batch_id=batch_id),
            message=_(
                "Đã ghi %(rows)s dòng kho. Biên nhận %(number)s.",
                rows=receipt.preview.written,
                number=receipt.batch.number,
            ),
        )

    return perform(work, again=lambda text, _fields: _batch_page(batch_id, text))


@bp.post("/<int:batch_id>/hoan-tac")
@requires(Permission.IMPORT_RUN, office_of_batch)
def take_back(batch_id: int) -> ResponseReturnValue:
    """Undo an import."""

    def work(session: Session, actor: Actor) -> Done:
        outcomes = undo(session, batch_id=batch_id, actor=actor, now=now())
        kept = outcomes[Outcome.KEPT_EDITED] + outcomes[Outcome.KEPT_RESERVED]
        message = _(
            "Đã hoàn tác: %(reversed)s dòng trả về số cũ, %(kept)s dòng giữ nguyên.",
            reversed=outcomes[Outcome.REVERSED],
            kept=kept,
        )
        return Done(location=url_for("imports.batch", batch_id=batch_id), message=message)

    return perform(work, again=lambda text, _fields: _batch_page(batch_id, text))


@bp.post("/<int:batch_id>/bo")
@requires(Permission.IMPORT_RUN, office_of_batch)
def drop(batch_id: int) -> ResponseReturnValue:
    """Put away an upload that never became stock, and its file where nothing else refers to it."""
    dropped: list[Batch] = []

    def work(session: Session, _actor: Actor) -> Done:
        dropped.append(discard(session, batch_id=batch_id))
        return Done(location=url_for("imports.show"), message=_("Đã bỏ tệp này; kho không thay đổi."))

    answer = perform(work)
    for held in dropped:
        drop_files(held)
    return answer


@bp.get("/<int:batch_id>/tep")
@requires(Permission.IMPORT_RUN, office_of_batch)
def original(batch_id: int) -> ResponseReturnValue:
    """The file as it was uploaded, to be saved and never opened by the browser."""
    with reading() as session:
        held = get_batch(session, batch_id)
    path = find_kept(data_dir(), held.sha256, held.file_name)
    return send_file(path, "application/octet-stream", as_attachment=True, download_name=held.file_name)
