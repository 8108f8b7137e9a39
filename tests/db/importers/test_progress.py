"""A long file read beside the pages: to its end, to its refusal, or cut off and taken up again."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask

from core.errors import NotFoundError
from core.excel.errors import StateSecretError
from importers.doors.readers import read_upload
from importers.queries.batches import Batch, BatchState, Stage, get_batch, get_reading
from importers.queries.previews import stock_mark
from importers.rules.stock.lines import LineStatus, Mode, Preview
from importers.services.files import (
    FileGoneError,
    file_digest,
    find_to_read,
    kept_path,
    let_wait,
    plain_name,
    received,
    waiting_path,
)
from importers.services.progress import (
    SILENCE,
    ReadingFailedError,
    begin_again,
    begin_reading,
    finish,
    refuse,
    step,
    was_cut_off,
)
from importers.services.uploads import discard
from inventory.services.keeping import add_lot, correct
from tests.db.importers.conftest import CAN_BO, KHAC, NOW, TINH, XA, Desk

ROWS = (
    ("xã Bình Minh", "Áo phao", "cái", 120),
    ("xã Bình Minh", "Gạo", "tấn", "5,5"),
    ("xã Bình Minh", "Phao", "cái", 9),
)


def begin(desk: Desk, path: Path) -> int:
    """Return the upload of a file that now waits to be read."""
    with path.open("rb") as stream, received(stream, path.name, desk.folder) as file:
        with desk.database.transaction() as session:
            batch_id, _ = begin_reading(session, file, office="", mode=Mode.REPLACE, actor=TINH, now=NOW)
        let_wait(file, desk.folder, batch_id)
    return batch_id


def batch_of(desk: Desk, batch_id: int) -> Batch:
    with desk.database.reading() as session:
        return get_batch(session, batch_id)


def at_step(desk: Desk, batch_id: int, stage: Stage) -> Batch | None:
    with desk.database.transaction() as session:
        return step(session, batch_id=batch_id, stage=stage, now=NOW)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("kho.xlsx", "kho.xlsx"),
        ("C:\\Users\\Lan Anh\\kho.xlsx", "kho.xlsx"),  # whose computer it was is nobody's business
        ("/home/lan/kho.xlsx", "kho.xlsx"),
        ("../../etc/kho.xlsx", "kho.xlsx"),
        (f"{'a' * 300}.xlsx", f"{'a' * 115}.xlsx"),
    ],
)
def test_a_file_is_kept_under_its_plain_name(name: str, kept: str) -> None:
    assert plain_name(name) == kept


def test_what_waits_is_read_only_as_it_was_sent(tmp_path: Path) -> None:
    waiting = waiting_path(tmp_path, 7)
    waiting.parent.mkdir()
    waiting.write_bytes(b"as sent")
    sent = file_digest(waiting)
    assert find_to_read(tmp_path, 7, sent, "kho.xlsx") == waiting
    waiting.write_bytes(b"another")
    with pytest.raises(FileGoneError):
        find_to_read(tmp_path, 7, sent, "kho.xlsx")


def test_a_file_is_read_to_its_end(app: Flask, desk: Desk) -> None:
    batch_id = begin(desk, desk.file(*ROWS))
    waiting = batch_of(desk, batch_id)
    assert (waiting.state, waiting.stage) == (BatchState.READING, Stage.WAITING)
    assert waiting_path(desk.folder, batch_id).exists()
    assert not kept_path(desk.folder, waiting.sha256).exists(), "nothing unread goes into a backup"
    read_upload(batch_id)
    done = batch_of(desk, batch_id)
    assert (done.state, done.stage, done.question_count) == (BatchState.OPEN, None, 1)
    assert done.counts[LineStatus.NEW] == 2
    assert kept_path(desk.folder, done.sha256).exists()
    assert not waiting_path(desk.folder, batch_id).exists()
    desk.commit(batch_id)
    assert desk.lots()["TB-001"].balance.on_hand == 120


def test_of_a_secret_file_nothing_stays(app: Flask, desk: Desk) -> None:
    batch_id = begin(desk, desk.file(*ROWS, title="TỐI MẬT"))
    read_upload(batch_id)
    refused = batch_of(desk, batch_id)
    assert refused.state is BatchState.REFUSED
    assert refused.refusal is not None
    assert refused.refusal.code == "state_secret"
    assert (refused.refusal.facts, refused.file_name, refused.sha256, refused.size) == ({}, "", "", 0)
    assert not [path for path in desk.folder.rglob("*") if path.parent.name in {"files", "waiting"}]


def test_a_marking_found_at_a_later_reading_takes_the_kept_copy_away(
    app: Flask, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = desk.file(*ROWS)
    other, batch_id = desk.upload(path, actor=CAN_BO), begin(desk, path)
    read_upload(batch_id)
    sha256 = batch_of(desk, batch_id).sha256
    assert kept_path(desk.folder, sha256).exists()
    with desk.database.transaction() as session:
        begin_again(session, batch_id=batch_id, now=NOW)

    def marked(*_: object, **__: object) -> object:
        raise StateSecretError(sheet="PL1", cell="A1")

    monkeypatch.setattr("importers.doors.readers.read_file", marked)
    read_upload(batch_id)
    for refused in (batch_of(desk, batch_id), batch_of(desk, other)):
        assert (refused.state, refused.file_name, refused.sha256) == (BatchState.REFUSED, "", "")
    assert not kept_path(desk.folder, sha256).exists()


def test_a_damaged_file_is_refused_with_its_name(app: Flask, desk: Desk) -> None:
    path = desk.folder / "hong.xlsx"
    path.write_bytes(b"PK\x03\x04 no archive")
    batch_id = begin(desk, path)
    read_upload(batch_id)
    refused = batch_of(desk, batch_id)
    assert refused.refusal is not None
    assert refused.refusal.facts["name"] == "hong.xlsx"
    assert not waiting_path(desk.folder, batch_id).exists()


def test_a_failure_of_the_program_is_said(app: Flask, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    batch_id = begin(desk, desk.file(*ROWS))
    monkeypatch.setattr("importers.doors.readers.read_file", fails)
    read_upload(batch_id)
    refused = batch_of(desk, batch_id)
    assert refused.refusal is not None
    assert refused.refusal.code == "reading_failed"


def test_of_an_upload_that_is_put_away_no_row_stays(desk: Desk) -> None:
    batch_id = desk.upload(desk.file(*ROWS))
    with desk.database.transaction() as session:
        discard(session, batch_id=batch_id)
    with desk.database.reading() as session, pytest.raises(NotFoundError):
        get_reading(session, batch_id)


def test_put_away_while_it_was_read(app: Flask, desk: Desk) -> None:
    batch_id = begin(desk, desk.file(*ROWS))
    with desk.database.transaction() as session:
        discard(session, batch_id=batch_id)
    read_upload(batch_id)
    assert not waiting_path(desk.folder, batch_id).exists()
    with pytest.raises(NotFoundError):
        batch_of(desk, batch_id)


def test_a_reading_that_was_cut_off_is_taken_up_again(app: Flask, desk: Desk) -> None:
    batch_id = begin(desk, desk.file(*ROWS))
    left = at_step(desk, batch_id, Stage.RECOGNISING)
    assert left is not None
    assert not was_cut_off(left, NOW + SILENCE)
    assert was_cut_off(left, NOW + SILENCE + timedelta(seconds=1))
    # Cut off after the file was moved, before the transaction ended.
    kept_path(desk.folder, left.sha256).parent.mkdir(exist_ok=True)
    waiting_path(desk.folder, batch_id).replace(kept_path(desk.folder, left.sha256))
    read_upload(batch_id)
    assert batch_of(desk, batch_id).state is BatchState.OPEN


def test_two_readers_of_one_file_end_with_one_reading(app: Flask, desk: Desk) -> None:
    batch_id = begin(desk, desk.file(*ROWS))
    read_upload(batch_id)
    with desk.database.transaction() as session:
        late = Preview(lines=(), questions=(), digest="")
        assert not finish(session, batch_id=batch_id, reading=b"late", made_with="late", preview=late)
        refuse(session, batch_id=batch_id, error=ReadingFailedError(name=""))
    assert at_step(desk, batch_id, Stage.COMPARING) is None
    held = batch_of(desk, batch_id)
    assert (held.state, held.counts[LineStatus.NEW]) == (BatchState.OPEN, 2)


def test_the_same_file_again_is_not_read_again(app: Flask, desk: Desk) -> None:
    path = desk.file(*ROWS)
    first = begin(desk, path)
    read_upload(first)
    with (
        path.open("rb") as stream,
        received(stream, path.name, desk.folder) as file,
        desk.database.transaction() as session,
    ):
        again = begin_reading(session, file, office="", mode=Mode.ADD, actor=TINH, now=NOW)
    assert again == (first, False)
    with desk.database.transaction() as session:
        begin_again(session, batch_id=first, now=NOW)
    read_upload(first)
    assert batch_of(desk, first).state is BatchState.OPEN


def test_the_mark_of_the_stock_moves_with_every_change(desk: Desk) -> None:
    def mark(*communes: str) -> str:
        with desk.database.reading() as session:
            return stock_mark(communes).ask(session)

    seen = [mark(XA)]
    with desk.database.transaction() as session:
        lot_id = add_lot(session, commune_code=XA, type_code="TB-001", holder_id=None, place="", mark="", on_hand=Decimal(0),
            broken=Decimal(0), keep=Decimal(0), ready_minutes=0, note="", actor=CAN_BO, now=NOW)  # fmt: skip
    seen.append(mark(XA))
    elsewhere = mark(KHAC)
    with desk.database.transaction() as session:
        correct(session, lot_id=lot_id, version=1, on_hand=Decimal(7), broken=Decimal(0), reason="", actor=CAN_BO, now=NOW)  # fmt: skip
    seen.append(mark(XA))
    assert mark(KHAC) == elsewhere
    batch_id = desk.upload(desk.file(ROWS[0]))
    assert mark(XA) == seen[-1], "looking changes nothing"
    desk.commit(batch_id)
    seen.append(mark(XA))
    desk.undo(batch_id)
    seen.append(mark(XA))
    assert len(set(seen)) == len(seen)
