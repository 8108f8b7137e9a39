"""What the pages of an import share: their part of the site, and a reading that fits the office's answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from flask import Blueprint, Flask, abort, current_app, redirect, url_for
from sqlalchemy.orm import Session

from core.clock import now
from core.excel.errors import StateSecretError
from core.web.doors import reading, settings, transaction
from importers.pages.readers import readers, refuse_marked
from importers.pages.shelf import Kept, Shelf
from importers.queries.answers import answers_for
from importers.queries.batches import Batch, BatchState, get_batch, get_reading
from importers.queries.names import Names, get_names
from importers.queries.previews import communes_of, preview_of, stock_mark
from importers.queries.reference import get_reference
from importers.rules.lines import Preview
from importers.rules.results import Answers, Recognition
from importers.services.files import find_kept
from importers.services.progress import LONG_FILE_BYTES, begin_again
from importers.services.reading import read_file, reading_key
from importers.services.uploads import store_reading

bp = Blueprint("imports", __name__, url_prefix="/nhap-lieu")
NO_PREVIEW = Preview(lines=(), questions=(), digest="")


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """An upload with everything its pages speak of; a preview is of those that wait only."""

    batch: Batch
    recognition: Recognition
    preview: Preview
    names: Names


def show_batch(batch_id: int) -> Shown:
    """Return an upload beside the stock as it stands now, read again where the answers changed.

    Where the file is being read, or is to be read anew and long, the visitor is sent to the page that says so.
    """
    with reading() as session:
        batch = get_batch(session, batch_id)
        send_where_it_waits(batch)
        answers = answers_for(session, office=batch.office, sha256=batch.sha256)
        key = reading_key(answers)
        if batch.state is not BatchState.OPEN or batch.reading_key == key:
            return _shown(session, batch, answers)
    if batch.size > LONG_FILE_BYTES:
        with transaction() as session:
            begin_again(session, batch_id=batch_id, now=now())
        readers().take(batch_id)
        _send_to(batch)
    batch, answers = read_again(batch)
    with reading() as session:
        return _shown(session, batch, answers)


def send_where_it_waits(batch: Batch) -> None:
    """Send the visitor of an upload that is being read or was refused to the page that says so."""
    if batch.state in (BatchState.READING, BatchState.REFUSED):
        _send_to(batch)


def _send_to(batch: Batch) -> NoReturn:
    abort(redirect(url_for("imports.batch", batch_id=batch.id), 303))


def _shown(session: Session, batch: Batch, answers: Answers) -> Shown:
    """Return an upload as kept on the shelf, made anew where anything it rests on changed."""
    names = get_names(session)
    key = (batch.state, batch.reading_key, batch.mode)
    shelf = _shelf()
    kept = shelf.find(batch.id)
    is_open = batch.state is BatchState.OPEN
    if (
        kept is not None
        and kept.key == key
        and (not is_open or kept.mark == stock_mark(session, kept.communes))
    ):
        return Shown(batch=batch, recognition=kept.recognition, preview=kept.preview, names=names)
    recognition, preview, mark = get_reading(session, batch.id), NO_PREVIEW, ""
    communes = communes_of(recognition)
    if is_open:
        mark = stock_mark(
            session, communes
        )  # before the stock itself: a change in between is seen at the next look
        preview = preview_of(session, batch, recognition, names=names, answers=answers)
    shelf.put(batch.id, Kept(key=key, mark=mark, communes=communes, recognition=recognition, preview=preview))
    return Shown(batch=batch, recognition=recognition, preview=preview, names=names)


def forget_shown(batch_id: int) -> None:
    """Have the next look at an upload made anew."""
    _shelf().drop(batch_id)


def _shelf() -> Shelf:
    held = current_app.extensions["imports_shelf"]
    assert isinstance(held, Shelf)
    return held


def read_again(batch: Batch) -> tuple[Batch, Answers]:
    """Read the kept file with the answers of this moment, keep what it holds for the pages and return both.

    The file is opened outside any transaction: nobody waits for it.
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
        _send_to(batch)
    with transaction() as session:
        store_reading(session, batch_id=batch.id, recognition=found, answers=answers)
        return get_batch(session, batch.id), answers


def data_dir() -> Path:
    """Return the folder of everything that is kept beside the database."""
    return settings().data_dir


def set_up(app: Flask) -> None:
    """Give the application the shelf of uploads looked at lately."""
    app.extensions["imports_shelf"] = Shelf()
