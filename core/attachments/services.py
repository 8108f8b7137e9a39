"""Take a photograph in, and take it away again."""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, event, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.attachments.models import PhotoRow
from core.attachments.pictures import redrawn
from core.attachments.queries import count_photos, photo_path
from core.audit.services import SYSTEM, note
from core.errors import DomainError, NotFoundError
from core.locking import hold
from core.text import tidy

log = logging.getLogger("bontaicho")

MOST_PHOTOS = 12
CAPTION_LENGTH = 200


class TooManyPhotosError(DomainError):
    """The thing has as many photographs as it may have. Fact: `most`."""

    code = "photo_too_many"


def keep_photo(
    session: Session,
    *,
    subject: str,
    commune_code: str,
    content: bytes,
    folder: Path,
    caption: str,
    actor: Actor,
    now: datetime,
) -> int:
    """Return the id of a photograph kept for `subject` ("lot:312", "order:4:handover"); the same one only once.

    `folder` is the installation's data folder. Raises NotAPictureError, PictureTooLargeError, TooManyPhotosError.
    """
    picture = redrawn(content)
    sha256 = hashlib.sha256(picture.content).hexdigest()
    for name in (f"photos of {subject}", _file_name(sha256)):
        hold(session.connection(), name)
    held = session.scalar(select(PhotoRow.id).where(PhotoRow.subject == subject, PhotoRow.sha256 == sha256))
    if held is not None:
        return held
    if count_photos(session, subject) >= MOST_PHOTOS:
        raise TooManyPhotosError(most=MOST_PHOTOS)
    _write(photo_path(folder, sha256), picture.content)
    row = PhotoRow(
        subject=subject,
        commune_code=commune_code,
        sha256=sha256,
        width=picture.width,
        height=picture.height,
        caption=tidy(caption)[:CAPTION_LENGTH],
        taken_in_at=now,
        taken_in_by=actor.name,
    )
    session.add(row)
    session.flush()
    _note(session, row, "photo.keep", actor, now)
    return row.id


def remove_photo(session: Session, *, photo_id: int, folder: Path, actor: Actor, now: datetime) -> None:
    """Take a photograph away, such as one that shows a person; its file goes once the act is kept.

    Then it is asked whether the file is still needed: others may have taken the same picture in or away meanwhile.
    """
    row = session.get(PhotoRow, photo_id)
    if row is None:
        raise NotFoundError(what=photo_id)
    _note(session, row, "photo.remove", actor, now)
    session.delete(row)
    session.flush()
    sha256, engine = row.sha256, session.connection().engine
    event.listen(session, "after_commit", lambda _session: _sweep(engine, sha256, folder), once=True)


def _sweep(engine: Engine, sha256: str, folder: Path) -> None:
    """Delete a picture's file where no photograph needs it, while nobody can be keeping the same picture."""
    try:
        with engine.begin() as connection:
            hold(connection, _file_name(sha256))
            if connection.scalar(select(PhotoRow.id).where(PhotoRow.sha256 == sha256).limit(1)) is None:
                photo_path(folder, sha256).unlink(missing_ok=True)
    except OperationalError:
        log.exception("a picture nobody needs stayed behind: %s", sha256)


def _file_name(sha256: str) -> str:
    return f"file of {sha256}"


def _note(session: Session, row: PhotoRow, action: str, actor: Actor, now: datetime) -> None:
    stream = f"commune:{row.commune_code}" if row.commune_code else SYSTEM
    note(
        session,
        stream=stream,
        at=now,
        actor=actor.login,
        action=action,
        subject=row.subject,
        sha256=row.sha256,
    )


def _write(path: Path, content: bytes) -> None:
    """Put a file where it is kept, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".photo-", delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)
