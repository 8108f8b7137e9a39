"""What the pages of an import share: their part of the site, and a reading that fits the office's answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, request
from sqlalchemy.orm import Session

from core.web.doors import reading, settings, transaction
from importers.queries.answers import answers_for
from importers.queries.batches import Batch, BatchState, get_batch_and_reading
from importers.queries.names import Names, get_names
from importers.queries.previews import preview_of
from importers.queries.reference import get_reference
from importers.rules.lines import Preview
from importers.rules.results import Answers, Recognition
from importers.services.files import find_kept
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


def page_number() -> int:
    """Return the page asked for, 1 where none or nonsense is."""
    raw = request.args.get("page", "1")
    return max(1, int(raw)) if raw.isdecimal() and len(raw) < 6 else 1


def show_batch(batch_id: int) -> Shown:
    """Return an upload beside the stock as it stands now, read again where the answers changed."""
    with reading() as session:
        batch, recognition = get_batch_and_reading(session, batch_id)
        answers = answers_for(session, office=batch.office, sha256=batch.sha256)
        if batch.state is not BatchState.OPEN or batch.reading_key == reading_key(answers):
            return _shown(session, batch, recognition, answers)
    recognition, answers = read_again(batch)
    with reading() as session:
        return _shown(session, batch, recognition, answers)


def _shown(session: Session, batch: Batch, recognition: Recognition, answers: Answers) -> Shown:
    names = get_names(session)
    preview = NO_PREVIEW
    if batch.state is BatchState.OPEN:
        preview = preview_of(session, batch, recognition, names=names, answers=answers)
    return Shown(batch=batch, recognition=recognition, preview=preview, names=names)


def read_again(batch: Batch) -> tuple[Recognition, Answers]:
    """Return what the kept file holds with the answers of this moment, and keep it for the pages.

    The file is opened outside any transaction: nobody waits for it.
    """
    with reading() as session:
        reference = get_reference(session)
        answers = answers_for(session, office=batch.office, sha256=batch.sha256)
    path = find_kept(data_dir(), batch.sha256, batch.file_name)
    found = read_file(
        path,
        name=batch.file_name,
        sha256=batch.sha256,
        reference=reference,
        answers=answers,
        office=batch.office,
    )
    with transaction() as session:
        store_reading(session, batch_id=batch.id, recognition=found, answers=answers)
    return found, answers


def data_dir() -> Path:
    """Return the folder of everything that is kept beside the database."""
    return settings().data_dir
