"""Long files are read beside the pages, one after another; whoever waits may close the browser and come back."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections import deque

from flask import Flask, current_app

from core.clock import now
from core.db import BusyError
from core.errors import DomainError, NotFoundError
from core.excel.errors import StateSecretError
from core.web.doors import reading, settings, transaction
from importers.queries.answers import answers_for
from importers.queries.batches import Batch, Stage, get_batch
from importers.queries.names import get_names
from importers.queries.previews import preview_of
from importers.queries.reference import get_reference
from importers.services.files import find_to_read, keep_waiting, kept_path, waiting_path
from importers.services.progress import (
    BEAT_SECONDS,
    ReadingFailedError,
    finish,
    packed,
    refuse,
    refuse_secret,
    step,
    still_held,
)
from importers.services.reading import read_file, reading_key

log = logging.getLogger("bontaicho")


class Readers:
    """The files this process has to read. One at a time: recognising is computing, two would slow each other."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._lock = threading.Lock()
        self._waiting: deque[int] = deque()
        self._held: set[int] = set()
        self._works = False

    def take(self, batch_id: int) -> None:
        """Read an upload's file soon; no effect where this process has it already."""
        with self._lock:
            if batch_id in self._held:
                return
            self._held.add(batch_id)
            self._waiting.append(batch_id)
            if not self._works:
                self._works = True
                # A daemon: the server may stop at once; what it was reading is taken up again when it is looked at.
                threading.Thread(target=self._run, name="imports", daemon=True).start()

    def _run(self) -> None:
        done = threading.Event()
        threading.Thread(target=self._beat, args=(done,), name="imports-beat", daemon=True).start()
        try:
            self._read_all()
        finally:
            done.set()

    def _beat(self, done: threading.Event) -> None:
        """Say again and again that this process has its files, so that nobody takes them for cut off."""
        while not done.wait(BEAT_SECONDS):
            with self._lock:
                held = frozenset(self._held)
            try:
                with self._app.app_context(), transaction() as session:
                    still_held(session, batch_ids=held, now=now())
            except Exception:
                log.warning("the readers could not say that they go on", exc_info=True)

    def _read_all(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._works = False
                    return
                batch_id = self._waiting.popleft()
            try:
                with self._app.app_context():
                    read_upload(batch_id)
            except Exception:
                log.exception("the reading of import %s was cut off", batch_id)
            finally:
                with self._lock:
                    self._held.discard(batch_id)


def readers() -> Readers:
    """Return the application's readers."""
    held = current_app.extensions["readers"]
    assert isinstance(held, Readers)
    return held


def read_upload(batch_id: int) -> None:
    """Read an upload's file to its end or to its refusal; a busy database leaves it for the next look."""
    batch: Batch | None = None
    try:
        batch = _step(batch_id, Stage.OPENING)
        if batch is not None:
            _read(batch)
    except (BusyError, NotFoundError) as error:
        log.warning("import %s is left alone: %s", batch_id, error.code)
        if isinstance(error, NotFoundError):  # put away meanwhile
            _drop_waiting(batch_id)
    except DomainError as error:
        _refuse(batch_id, error)
    except Exception:
        log.exception("unexpected failure on import %s", batch_id)
        _refuse(batch_id, ReadingFailedError(name=batch.file_name if batch else ""))


def _step(batch_id: int, stage: Stage) -> Batch | None:
    with transaction() as session:
        return step(session, batch_id=batch_id, stage=stage, now=now())


def _read(batch: Batch) -> None:
    path = find_to_read(settings().data_dir, batch.id, batch.sha256, batch.file_name)
    with reading() as session:
        reference = get_reference(session)
        answers = answers_for(session, office=batch.office, sha256=batch.sha256)
    found = read_file(
        path,
        name=batch.file_name,
        sha256=batch.sha256,
        reference=reference,
        answers=answers,
        office=batch.office,
        on_read=lambda: _recognising(batch.id),
    )
    compared = _step(batch.id, Stage.COMPARING)
    if compared is None:
        return
    with reading() as session:
        preview = preview_of(session, compared, found, names=get_names(session), answers=answers)
    held, made_with = packed(found), reading_key(answers)
    with transaction() as session:
        if finish(session, batch_id=batch.id, reading=held, made_with=made_with, preview=preview):
            # Inside the transaction: where the move fails, the upload stays to be read.
            keep_waiting(settings().data_dir, batch.id, batch.sha256)
    _drop_waiting(batch.id)


def _recognising(batch_id: int) -> None:
    """Say that the file is read; a busy database says it no more, and whether it was put away shows at the next step."""
    with contextlib.suppress(BusyError, NotFoundError):
        _step(batch_id, Stage.RECOGNISING)


def _refuse(batch_id: int, error: DomainError) -> None:
    """Delete the file first: nothing of a refused file may outlive a failure in between."""
    _drop_waiting(batch_id)
    if isinstance(error, StateSecretError):
        with reading() as session:
            sha256 = get_batch(session, batch_id).sha256
        refuse_marked(sha256, error)
        return
    with transaction() as session:
        refuse(session, batch_id=batch_id, error=error)


def refuse_marked(sha256: str, error: StateSecretError) -> None:
    """Leave nothing of a file with a state-secret marking, wherever it was kept before the marking was found."""
    kept_path(settings().data_dir, sha256).unlink(missing_ok=True)
    with transaction() as session:
        refuse_secret(session, sha256=sha256, error=error)


def _drop_waiting(batch_id: int) -> None:
    waiting_path(settings().data_dir, batch_id).unlink(missing_ok=True)


def set_up(app: Flask) -> None:
    """Give the application its readers; no thread runs before there is something to read."""
    app.extensions["readers"] = Readers(app)
