"""A file becomes stock: movements that name their cell, all or none, never twice, never from an old preview."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select

from core.errors import DomainError
from core.excel.errors import WorkbookUnreadableError
from importers.models import ImportBatchRow
from importers.queries.answers import answers_for, answers_of_batch
from importers.queries.batches import get_batch_and_reading
from importers.rules.stock.lines import LineStatus, Mode
from importers.services import reading
from importers.services.committing import StalePreviewError, commit
from importers.services.reading import reading_key
from importers.services.uploads import NotOpenError
from inventory.models import MovementRow
from inventory.queries.story import list_movements
from inventory.rules.holders import HolderKind, holder_mark
from inventory.services.holders import correct_holder
from inventory.services.keeping import add_lot, correct
from tests.db.importers.conftest import CAN_BO, KHAC, NOW, TINH, XA, Desk

JACKETS = ("xã Bình Minh", "Áo phao", "cái", 120)
RICE = ("xã Bình Minh", "Gạo", "tấn", "5,5")
OTHER = ("phường Cẩm Thành", "Áo phao", "cái", 30)
VAGUE = ("xã Bình Minh", "Phao", "cái", 9)


def stand(desk: Desk, on_hand: int = 118, place: str = "Kho xã") -> int:
    with desk.database.transaction() as session:
        return add_lot(
            session,
            commune_code=XA,
            type_code="TB-001",
            holder_id=None,
            place=place,
            mark="",
            on_hand=Decimal(on_hand),
            broken=Decimal(5),
            keep=Decimal(0),
            ready_minutes=0,
            note="",
            actor=CAN_BO,
            now=NOW,
        )


def movements(desk: Desk) -> int:
    with desk.database.reading() as session:
        return session.scalar(select(func.count()).select_from(MovementRow)) or 0


def test_each_change_is_a_movement_that_names_its_cell(desk: Desk) -> None:
    lot_id = stand(desk)
    path = desk.file(JACKETS, RICE, OTHER, VAGUE)
    batch_id = desk.upload(path)
    assert desk.preview(batch_id).counts() == {
        LineStatus.NEW: 2,
        LineStatus.CHANGED: 1,
        LineStatus.SAME: 0,
        LineStatus.ASK: 1,
        LineStatus.REFUSED: 0,
    }
    receipt = desk.commit(batch_id)
    assert receipt.batch.number == f"NK-{batch_id:06}"
    lots = desk.lots()
    assert lots["TB-001 Kho xã"].balance.on_hand == 120
    assert lots["TB-001 Kho xã"].balance.broken == 5
    assert lots["TB-001 Kho xã"].checked_on is None  # a file's figure was not counted on the spot
    assert lots["HC-001"].balance.on_hand == 5500
    assert desk.lots(KHAC)["TB-001"].balance.on_hand == 30
    with desk.database.reading() as session:
        newest = list_movements(session, lot_id)[0]
    assert (newest.kind, newest.on_hand, newest.batch) == ("count", Decimal(2), f"import:{batch_id}")
    assert newest.source == f"{path.name} › PL1!E4"
    assert newest.actor == TINH.name


def test_the_same_file_twice_changes_nothing(desk: Desk) -> None:
    stand(desk)
    path = desk.file(JACKETS, RICE, OTHER)
    desk.commit(desk.upload(path))
    before = movements(desk)
    again = desk.upload(path)
    assert desk.preview(again).counts()[LineStatus.SAME] == 3
    desk.commit(again)
    assert movements(desk) == before


def test_the_same_file_added_twice_counts_once(desk: Desk) -> None:
    stand(desk)
    path = desk.file(JACKETS)
    desk.commit(desk.upload(path, Mode.ADD))
    desk.commit(desk.upload(path, Mode.ADD))
    assert desk.lots()["TB-001 Kho xã"].balance.on_hand == 238


def test_added_again_after_it_was_undone(desk: Desk) -> None:
    stand(desk)
    path = desk.file(JACKETS)
    first = desk.upload(path, Mode.ADD)
    desk.commit(first)
    desk.undo(first)
    desk.commit(desk.upload(path, Mode.ADD))
    assert desk.lots()["TB-001 Kho xã"].balance.on_hand == 238


def test_only_missing_rows_are_filled(desk: Desk) -> None:
    stand(desk)
    desk.commit(desk.upload(desk.file(JACKETS, RICE), Mode.FILL))
    lots = desk.lots()
    assert [lots[name].balance.on_hand for name in ("TB-001 Kho xã", "HC-001")] == [118, 5500]


def test_a_preview_of_another_state_is_refused(desk: Desk) -> None:
    lot_id = stand(desk)
    batch_id = desk.upload(desk.file(JACKETS, RICE))
    seen = desk.preview(batch_id).digest
    with desk.database.transaction() as session:
        correct(
            session,
            lot_id=lot_id,
            version=1,
            on_hand=Decimal(100),
            broken=Decimal(0),
            reason="",
            actor=CAN_BO,
            now=NOW,
        )
    before = movements(desk)
    with pytest.raises(StalePreviewError):
        desk.commit(batch_id, seen)
    assert movements(desk) == before
    assert "HC-001" not in desk.lots()
    desk.commit(batch_id)
    assert desk.lots()["TB-001 Kho xã"].balance.on_hand == 120


def test_rows_that_came_to_be_written_only_after_the_locking_are_refused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.commit(desk.upload(desk.file(JACKETS)))
    batch_id, before = desk.upload(desk.file((*JACKETS[:3], 125))), movements(desk)
    monkeypatch.setattr("importers.services.committing.hold_lots", lambda _session, _ids: {})
    with pytest.raises(StalePreviewError):
        desk.commit(batch_id)
    assert movements(desk) == before


def test_a_preview_made_with_other_answers_is_refused(desk: Desk) -> None:
    batch_id = desk.upload(desk.file(JACKETS, VAGUE))
    seen = desk.preview(batch_id).digest
    with desk.database.reading() as session:
        batch, found = get_batch_and_reading(session, batch_id)
        key = reading_key(answers_for(session, office=batch.office, sha256=batch.sha256))
    desk.answer(batch_id, lambda question: "TB-002")
    with pytest.raises(StalePreviewError):
        desk.commit(batch_id, seen)
    by: dict[str, Any] = {"actor": TINH, "now": NOW}
    with (
        pytest.raises(StalePreviewError),
        desk.database.transaction() as session,
    ):  # read before the answer came
        commit(session, batch_id=batch_id, recognition=found, made_with=key, digest=seen, **by)
    assert not desk.lots()


def test_all_rows_or_none(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    batch_id = desk.upload(desk.file(JACKETS, RICE, OTHER))

    def fails(*_: object) -> None:
        raise DomainError

    monkeypatch.setattr("importers.services.committing.keep_lines", fails)
    with pytest.raises(DomainError):
        desk.commit(batch_id)
    assert not desk.lots()
    assert movements(desk) == 0
    with desk.database.reading() as session:
        assert session.get_one(ImportBatchRow, batch_id).state == "open"


def test_two_people_commit_the_same_rows(desk: Desk) -> None:
    first, second = desk.upload(desk.file(JACKETS)), desk.upload(desk.file((*JACKETS[:3], 125)))
    seen = desk.preview(second).digest
    desk.commit(first)
    with pytest.raises(StalePreviewError):
        desk.commit(second, seen, CAN_BO)
    assert desk.lots()["TB-001"].balance.on_hand == 120


def test_an_upload_is_committed_once(desk: Desk) -> None:
    batch_id = desk.upload(desk.file(JACKETS))
    desk.commit(batch_id)
    with pytest.raises(NotOpenError):
        desk.commit(batch_id)


def test_a_communes_file_touches_that_commune_only(desk: Desk) -> None:
    batch_id = desk.upload(desk.file(JACKETS, OTHER), actor=CAN_BO)
    lines = desk.preview(batch_id).lines
    assert [line.status for line in lines] == [LineStatus.NEW, LineStatus.REFUSED]
    assert lines[1].reasons[0] == "other_commune_row"
    desk.commit(batch_id, actor=CAN_BO)
    assert "TB-001" in desk.lots()
    assert not desk.lots(KHAC)


def test_two_offices_with_one_file_have_an_upload_each(desk: Desk) -> None:
    path = desk.file(JACKETS, OTHER)
    own, theirs = desk.upload(path, actor=CAN_BO), desk.upload(path)
    assert own != theirs, "what one office answers or puts away is nothing to the other"
    assert (desk.upload(path, actor=CAN_BO), desk.upload(path)) == (own, theirs)


def test_holders_of_the_file_get_their_own_rows(desk: Desk) -> None:
    truck = ("xã Bình Minh", "Áo phao", "cái", 7, "Ông Nguyễn Văn Hùng 0905123456", "Thôn 2")
    desk.commit(desk.upload(desk.file(JACKETS, truck)))
    lot = desk.lots()["TB-001 Thôn 2"]
    assert lot.balance.on_hand == 7
    assert lot.holder_kind == "household"
    assert "Nguyễn Văn Hùng" in lot.holder
    assert lot.phone == "0905123456"
    assert desk.lots()["TB-001"].holder_kind == "commune"


def test_a_file_with_a_holders_former_name_lands_on_the_holder(desk: Desk) -> None:
    truck = ("xã Bình Minh", "Áo phao", "cái", 7, "Trường THCS P.Vih", "Thôn 2")
    desk.commit(desk.upload(desk.file(truck)))
    held = desk.lots()["TB-001 Thôn 2"]
    with desk.database.transaction() as session:
        correct_holder(
            session,
            holder_id=held.holder_id,
            seen=holder_mark(held.holder, held.holder_kind),
            name="Trường THCS Phổ Vinh",
            kind=HolderKind.AGENCY,
            actor=CAN_BO,
            now=NOW,
        )
    saw = (*truck[:1], "Cưa máy", "cái", 2, *truck[4:])
    batch_id = desk.upload(desk.file((*truck[:3], 9, *truck[4:]), saw))
    statuses = {line.status for line in desk.preview(batch_id).lines}
    assert statuses == {LineStatus.CHANGED, LineStatus.NEW}
    desk.commit(batch_id)
    assert {lot.holder for lot in desk.lots().values()} == {"Trường THCS Phổ Vinh"}
    assert desk.lots()["TB-001 Thôn 2"].balance.on_hand == 9


def test_answers_settle_all_alike_and_later_files(desk: Desk) -> None:
    more = ("phường Cẩm Thành", "Phao", "cái", 4)
    batch_id = desk.upload(desk.file(VAGUE, more))
    assert [question.cells for question in desk.preview(batch_id).questions] == [2]
    assert desk.answer(batch_id, lambda question: "TB-002") == 1
    assert desk.preview(batch_id).counts()[LineStatus.NEW] == 2
    later = desk.upload(desk.file(("xã Bình Minh", "Phao", "cái", 11)))
    assert not desk.preview(later).questions
    # Another office answers for itself.
    own = desk.upload(desk.file(("xã Bình Minh", "Phao", "cái", 12)), actor=CAN_BO)
    assert len(desk.preview(own).questions) == 1
    with desk.database.reading() as session:
        serving = [answers_of_batch(number).ask(session).values for number in (later, own)]
    assert [set(values.values()) for values in serving] == [{"TB-002"}, set()]


@pytest.mark.parametrize("answered", [b"", b"{}", b'{"sheets": 1}', b"\xff"])
def test_a_damaged_answer_of_the_reading_process_is_a_refusal(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, answered: bytes
) -> None:
    monkeypatch.setattr(reading, "work_on_workbook", lambda *_args, **_named: answered)
    with pytest.raises(WorkbookUnreadableError):
        desk.upload(desk.file(JACKETS))
    assert movements(desk) == 0
