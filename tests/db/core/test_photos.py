"""Photographs are kept once, carried by a backup, limited in number, and gone when they are taken away."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from core.attachments import services
from core.attachments.queries import (
    PhotoGoneError,
    content_of,
    count_photos,
    get_photo,
    list_photos,
    photo_path,
)
from core.attachments.services import TooManyPhotosError, keep_photo, remove_photo
from core.backup import make_backup
from core.db import Database
from core.errors import NotFoundError
from tests.db.inventory.register import HOME, HOME_OFFICIAL, NOW, audit_findings
from tests.web.making import picture


def keep(database: Database, folder: Path, colour: str, subject: str = "lot:1") -> int:
    """Return the id of a kept photograph."""
    with database.transaction() as session:
        return keep_photo(
            session,
            subject=subject,
            commune_code=HOME,
            content=picture(colour=colour),
            folder=folder,
            caption=" kho  xã ",
            actor=HOME_OFFICIAL,
            now=NOW,
        )


def test_a_photograph_from_taking_in_to_taking_away(
    app: Flask, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = keep(database, tmp_path, "red")
    assert keep(database, tmp_path, "red") == first
    elsewhere = keep(database, tmp_path, "red", "order:4:handover")
    monkeypatch.setattr(services, "MOST_PHOTOS", 1)
    with pytest.raises(TooManyPhotosError):
        keep(database, tmp_path, "blue")
    with database.reading() as session:
        (photo,) = list_photos(session, "lot:1")
    assert (photo.caption, photo.by, photo.commune_code) == ("kho xã", HOME_OFFICIAL.name, HOME)
    assert content_of(photo, tmp_path).startswith(b"\xff\xd8")
    assert make_backup(database, data_dir=tmp_path, target=tmp_path / "backup.zip").files == 1

    path = photo_path(tmp_path, photo.sha256)
    for photo_id, left in ((first, True), (elsewhere, False)):
        with database.transaction() as session:
            remove_photo(session, photo_id=photo_id, folder=tmp_path, actor=HOME_OFFICIAL, now=NOW)
            assert path.exists()
        assert path.exists() is left
    with database.reading() as session, pytest.raises(NotFoundError):
        get_photo(session, first)
    assert audit_findings(app) == ()


def test_a_changed_file_is_not_shown(app: Flask, database: Database, tmp_path: Path) -> None:
    photo_id = keep(database, tmp_path, "red")
    with database.reading() as session:
        photo = get_photo(session, photo_id)
    photo_path(tmp_path, photo.sha256).write_bytes(b"something else")
    with pytest.raises(PhotoGoneError):
        content_of(photo, tmp_path)


def test_several_at_one_moment_are_no_more_than_there_may_be(
    app: Flask, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Barrier(3)
    monkeypatch.setattr(services, "MOST_PHOTOS", 2)
    keep(database, tmp_path, "red")

    def counted(session: Session, subject: str) -> int:
        found = count_photos(session, subject)
        time.sleep(0.1)  # long enough for the others to count too, where nothing stops them
        return found

    monkeypatch.setattr(services, "count_photos", counted)

    def one(colour: str) -> int:
        gate.wait()
        try:
            return keep(database, tmp_path, colour)
        except TooManyPhotosError:
            return 0

    with ThreadPoolExecutor(3) as pool:
        kept = list(pool.map(one, ("blue", "green", "white")))
    assert (sum(kept) > 0, kept.count(0)) == (True, 2)
    assert audit_findings(app) == ()


def test_a_picture_taken_away_here_and_in_there_at_one_moment_keeps_its_file(
    app: Flask, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    going = keep(database, tmp_path, "red")
    written, removed, write = Event(), Event(), services._write

    def slowly(path: Path, content: bytes) -> None:
        write(path, content)
        written.set()
        removed.wait(0.3)  # where nothing stops who takes the other away, that is over long before

    monkeypatch.setattr(services, "_write", slowly)
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(keep, database, tmp_path, "red", "lot:2")
        assert written.wait(5)
        with database.transaction() as session:
            remove_photo(session, photo_id=going, folder=tmp_path, actor=HOME_OFFICIAL, now=NOW)
        removed.set()
        with database.reading() as session:
            assert content_of(get_photo(session, coming.result()), tmp_path)
    assert audit_findings(app) == ()
