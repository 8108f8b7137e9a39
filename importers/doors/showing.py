"""An upload beside the stock as it stands now, read again where the answers changed."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, current_app
from sqlalchemy.orm import Session

from core.clock import now
from core.excel.errors import StateSecretError
from core.together import ask_together
from core.values import frozen
from core.web.doors import reading, settings, transaction
from core.web.language import say_quantity
from core.web.sentences import SENTENCES
from importers.doors.readers import readers, refuse_marked
from importers.doors.shelf import Kept, Shelf
from importers.queries.answers import answers_for, answers_of_batch
from importers.queries.batches import (
    Batch,
    BatchState,
    Refusal,
    file_is_needed,
    get_batch,
    get_reading,
    one_batch,
    packed_reading,
    reading_of,
)
from importers.queries.names import Names, all_names
from importers.queries.previews import communes_of, preview_of, stock_mark
from importers.queries.reference import get_reference
from importers.rules.results import Answers, Recognition
from importers.rules.stock.lines import Preview
from importers.services.files import find_kept, kept_path, waiting_path
from importers.services.progress import LONG_FILE_BYTES, begin_again, was_cut_off
from importers.services.reading import read_file, reading_key
from importers.services.uploads import store_reading
from inventory.queries.merging import merged_holders

NO_PREVIEW = Preview(lines=(), questions=(), digest="")


@frozen
class Shown:
    """An upload with everything its pages speak of; a preview is of those that wait only.

    `answered` is how many questions were answered about this file alone.
    """

    batch: Batch
    recognition: Recognition
    preview: Preview
    names: Names
    answered: int = 0


def find_shown(batch_id: int) -> Shown | None:
    """Return an upload beside the stock as it stands now, or None where it is being read or was refused.

    It is read again where the answers changed; a long file is then read beside the pages.
    """
    kept = _shelf().find(batch_id)
    with reading() as session:
        batch, answers, names, *packed = ask_together(
            session,
            one_batch(batch_id),
            answers_of_batch(batch_id),
            all_names(),
            *([] if kept else [packed_reading(batch_id)]),
        )
        if batch.state in (BatchState.READING, BatchState.REFUSED):
            return None
        if batch.state is not BatchState.OPEN or batch.reading_key == reading_key(answers):
            found = reading_of(packed[0], batch_id) if packed else None
            return _shown(session, batch, answers, names, kept, found)
    if batch.size > LONG_FILE_BYTES:
        with transaction() as session:
            begin_again(session, batch_id=batch_id, now=now())
        readers().take(batch_id)
        return None
    again = _read_again(batch)
    if again is None:
        return None
    batch, answers = again
    with reading() as session:
        return _shown(session, batch, answers, names, None, None)


def take_up_again(batch: Batch) -> None:
    """Have an upload read whose reader is gone; no effect on others."""
    if was_cut_off(batch, now()):
        readers().take(batch.id)


def _shown(
    session: Session,
    batch: Batch,
    answers: Answers,
    names: Names,
    kept: Kept | None,
    found: Recognition | None,
) -> Shown:
    """Return an upload as `kept` on the shelf, made anew where anything it rests on changed.

    `found` is what recognition found, where it was read just now.
    """
    key = (batch.state, batch.reading_key, batch.mode)
    if kept is not None and kept.key != key:
        kept = None  # another reading; of the same one only the stock can be another
    recognition = kept.recognition if kept else (found or get_reading(session, batch.id))
    communes = kept.communes if kept else communes_of(recognition)
    preview, mark = NO_PREVIEW, ""
    if batch.state is BatchState.OPEN:
        # The mark before the stock itself: a change in between is seen at the next look.
        mark, merged = ask_together(session, stock_mark(communes), merged_holders())
    if kept and kept.mark == mark:
        preview = kept.preview
    elif batch.state is BatchState.OPEN:
        preview = preview_of(session, batch, recognition, names=names, answers=answers, merged=merged)
    if kept is None or kept.mark != mark:
        made = Kept(key=key, mark=mark, communes=communes, recognition=recognition, preview=preview)
        _shelf().put(batch.id, made)
    return Shown(batch=batch, recognition=recognition, preview=preview, names=names, answered=answers.of_file)


def forget_shown(batch_id: int) -> None:
    """Have the next look at an upload made anew."""
    _shelf().drop(batch_id)


def _shelf() -> Shelf:
    held = current_app.extensions["imports_shelf"]
    assert isinstance(held, Shelf)
    return held


def _read_again(batch: Batch) -> tuple[Batch, Answers] | None:
    """Read the kept file with the answers of this moment, keep what it holds for the pages and return both.

    None where a state-secret marking was found: nothing of it is left. The file is opened outside any transaction:
    nobody waits for it.
    """
    with reading() as session:
        reference = get_reference(session)
        answers = answers_for(session, office=batch.office, sha256=batch.sha256)
    path = find_kept(data_dir(), batch.sha256, batch.file_name)
    try:
        found = read_file(
            path,
            name=batch.file_name,
            sha256=batch.sha256,
            reference=reference,
            answers=answers,
            office=batch.office,
        )
    except StateSecretError as error:
        refuse_marked(batch.sha256, error)
        forget_shown(batch.id)
        return None
    with transaction() as session:
        store_reading(session, batch_id=batch.id, recognition=found, answers=answers)
        return get_batch(session, batch.id), answers


def refusal_sentence(refusal: Refusal | None) -> str:
    """Return why a file was not taken, in words; empty where it was."""
    if refusal is None:
        return ""
    facts = {
        name: say_quantity(value) if isinstance(value, float) else value
        for name, value in refusal.facts.items()
    }
    text = str(SENTENCES.get(refusal.code, SENTENCES["refused"]))
    return text % facts if facts else text


def drop_files(batch: Batch) -> None:
    """Delete the file of an upload that was put away, where nothing else refers to it."""
    with reading() as session:
        needed = file_is_needed(session, batch.sha256)
    if batch.sha256 and not needed:
        kept_path(data_dir(), batch.sha256).unlink(missing_ok=True)
    waiting_path(data_dir(), batch.id).unlink(missing_ok=True)


def data_dir() -> Path:
    """Return the folder of everything that is kept beside the database."""
    return settings().data_dir


def set_up(app: Flask) -> None:
    """Give the application the shelf of uploads looked at lately."""
    app.extensions["imports_shelf"] = Shelf()
