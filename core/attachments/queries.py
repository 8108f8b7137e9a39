"""Photographs as plain values, and their content after its digest was checked."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.attachments.models import PhotoRow
from core.backup import FILES_DIR
from core.errors import DomainError, NotFoundError
from core.values import frozen


class PhotoGoneError(DomainError):
    """The photograph's file is missing or no longer has its content."""

    code = "photo_gone"
    status = 409


@frozen
class Photo:
    """A photograph of a thing; `commune_code` is empty for the province's own."""

    id: int
    subject: str
    commune_code: str
    sha256: str
    width: int
    height: int
    caption: str
    at: datetime
    by: str


def _photo(row: PhotoRow) -> Photo:
    return Photo(
        id=row.id,
        subject=row.subject,
        commune_code=row.commune_code,
        sha256=row.sha256,
        width=row.width,
        height=row.height,
        caption=row.caption,
        at=row.taken_in_at,
        by=row.taken_in_by,
    )


def list_photos(session: Session, *subjects: str) -> list[Photo]:
    """Return the photographs of some things, the first thing's first and of each the newest first."""
    query = select(PhotoRow).where(PhotoRow.subject.in_(subjects)).order_by(PhotoRow.id.desc())
    found = [_photo(row) for row in session.scalars(query)]
    return sorted(found, key=lambda photo: subjects.index(photo.subject))


def count_photos(session: Session, subject: str) -> int:
    """Return how many photographs a thing has."""
    return session.scalar(select(func.count()).where(PhotoRow.subject == subject)) or 0


def get_photo(session: Session, photo_id: int) -> Photo:
    """Return one photograph; raises NotFoundError."""
    row = session.get(PhotoRow, photo_id)
    if row is None:
        raise NotFoundError(what=photo_id)
    return _photo(row)


def commune_of_photo(session: Session, *, photo_id: int, **_: object) -> str:
    """Return the code of the commune whose photograph it is, "" for the province; raises NotFoundError."""
    return get_photo(session, photo_id).commune_code


def content_of(photo: Photo, data_dir: Path) -> bytes:
    """Return a photograph's JPEG; raises PhotoGoneError where the file is missing or was changed."""
    path = photo_path(data_dir, photo.sha256)
    content = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != photo.sha256:
        raise PhotoGoneError
    return content


def photo_path(data_dir: Path, sha256: str) -> Path:
    """Return where the picture of this digest is kept: among the files every backup carries."""
    return data_dir / FILES_DIR / sha256
