"""A file that arrives: a short one is read at once, a long one beside the pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.clock import now
from core.excel.limits import DEFAULT_LIMITS
from core.excel.preflight import examine
from core.values import frozen
from core.web.doors import reading
from importers.doors.readers import readers
from importers.doors.showing import data_dir
from importers.queries.answers import answers_for
from importers.queries.reference import get_reference
from importers.rules.stock.lines import Mode
from importers.services.files import Received, keep, let_wait
from importers.services.progress import LONG_FILE_BYTES, begin_reading
from importers.services.reading import read_file
from importers.services.uploads import open_batch


@frozen
class Upload:
    """What is left to do for a file: `work` in a transaction returns the upload's id, `start` follows it."""

    work: Callable[[Session, Actor], int]
    begun: list[int] = field(default_factory=list)

    def start(self) -> None:
        """Have a long file read, once its upload is kept."""
        for batch_id in self.begun:
            readers().take(batch_id)


def office_of(actor: Actor) -> str:
    """Return whose upload a person's file is: the own commune's, or the province's ("")."""
    return "" if actor.is_provincial else actor.commune_code


def upload_of(file: Received, *, office: str, mode: Mode) -> Upload:
    """Return what is left to do for an arrived file; a short one is read and kept now, unless it is refused."""
    return _long(file, office, mode) if file.size > LONG_FILE_BYTES else _short(file, office, mode)


def _short(file: Received, office: str, mode: Mode) -> Upload:
    with reading() as session:
        reference = get_reference(session)
        answers = answers_for(session, office=office, sha256=file.sha256)
    recognition = read_file(
        file.path, name=file.name, sha256=file.sha256, reference=reference, answers=answers, office=office
    )
    keep(file, data_dir())

    def work(session: Session, actor: Actor) -> int:
        return open_batch(
            session,
            file,
            office=office,
            mode=mode,
            recognition=recognition,
            answers=answers,
            actor=actor,
            now=now(),
        )

    return Upload(work=work)


def _long(file: Received, office: str, mode: Mode) -> Upload:
    examine(file.path, file.name, DEFAULT_LIMITS)  # what is no workbook at all is refused at once
    begun: list[int] = []

    def work(session: Session, actor: Actor) -> int:
        batch_id, to_read = begin_reading(session, file, office=office, mode=mode, actor=actor, now=now())
        if to_read:
            let_wait(file, data_dir(), batch_id)
            begun.append(batch_id)
        return batch_id

    return Upload(work=work, begun=begun)
