"""Undo: reversed, or kept because edited or promised since; itself movements."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from core.audit.models import AuditEntry
from core.audit.rules import key_from
from core.audit.services import SYSTEM, verify
from core.excel.errors import StateSecretError
from importers.models import ImportBatchRow
from importers.rules.stock.undo import Outcome
from importers.services.progress import refuse_secret
from importers.services.undoing import NotCommittedError
from importers.services.uploads import NotOpenError, discard
from inventory.queries.story import ledger_lines, list_movements
from inventory.services.keeping import correct
from inventory.services.ledger import Occasion
from inventory.services.promising import Ask, release, reserve
from tests.conftest import SECRET
from tests.db.importers.conftest import CAN_BO, NOW, TINH, Desk

FILE = (
    ("xã Bình Minh", "Áo phao", "cái", 120),
    ("xã Bình Minh", "Phao tròn", "cái", 40),
    ("xã Bình Minh", "Gạo", "kg", 900),
)
OCCASION = Occasion(actor=TINH, at=NOW, action="x", batch="incident:1")


def test_the_three_outcomes(desk: Desk) -> None:
    desk.commit(desk.upload(desk.file(*((*row[:3], row[3] - 10) for row in FILE))))
    batch_id = desk.upload(desk.file(*FILE))
    desk.commit(batch_id)
    lots = desk.lots()
    with desk.database.transaction() as session:
        jackets = lots["TB-001"]
        correct(
            session,
            lot_id=jackets.id,
            version=jackets.version,
            on_hand=Decimal(119),
            broken=Decimal(0),
            reason="",
            actor=CAN_BO,
            now=NOW,
        )
    with desk.database.transaction() as session:
        reserve(session, [Ask(lot_id=lots["TB-002"].id, quantity=Decimal(5), to_own_commune=True)], OCCASION)
    assert desk.undo(batch_id) == {
        Outcome.REVERSED: 1,
        Outcome.KEPT_EDITED: 1,
        Outcome.KEPT_RESERVED: 1,
    }
    after = desk.lots()
    assert [after[name].balance.on_hand for name in ("TB-001", "TB-002", "HC-001")] == [119, 40, 890]
    with desk.database.reading() as session:
        newest = list_movements(session, after["HC-001"].id)[0]
    assert (newest.kind, newest.on_hand, newest.batch) == ("adjust", Decimal(-10), f"undo:{batch_id}")
    with pytest.raises(NotCommittedError):
        desk.undo(batch_id)


def test_what_was_checked_on_the_spot_counts_as_checked_again(desk: Desk) -> None:
    desk.commit(desk.upload(desk.file(FILE[0])))
    lot = desk.lots()["TB-001"]
    figures: dict[str, Any] = {"on_hand": Decimal(119), "broken": Decimal(0), "reason": ""}
    with desk.database.transaction() as session:
        correct(session, lot_id=lot.id, version=lot.version, **figures, actor=CAN_BO, now=NOW)
    before = desk.lots()["TB-001"]
    batch_id = desk.upload(desk.file(FILE[0]))
    desk.commit(batch_id)
    desk.undo(batch_id)
    after = desk.lots()["TB-001"]
    assert (after.checked_on, after.checked_by) == (before.checked_on, before.checked_by)
    assert (after.checked_on, after.checked_by) == (NOW.date(), CAN_BO.name)


def test_a_promise_taken_back_does_not_hold_a_row(desk: Desk) -> None:
    batch_id = desk.upload(desk.file(FILE[0]))
    desk.commit(batch_id)
    lot_id = desk.lots()["TB-001"].id
    with desk.database.transaction() as session:
        reserve(session, [Ask(lot_id=lot_id, quantity=Decimal(5), to_own_commune=True)], OCCASION)
    with desk.database.transaction() as session:
        release(session, lot_id=lot_id, quantity=Decimal(5), occasion=OCCASION)
    assert desk.undo(batch_id)[Outcome.REVERSED] == 1


def test_new_rows_leave_the_list_and_come_back_with_the_next_file(desk: Desk) -> None:
    path = desk.file(*FILE)
    batch_id = desk.upload(path)
    desk.commit(batch_id)
    ids = {lot.id for lot in desk.lots().values()}
    assert desk.undo(batch_id)[Outcome.REVERSED] == 3
    assert not desk.lots()
    desk.commit(desk.upload(path))
    assert {lot.id for lot in desk.lots().values()} == ids


def test_a_later_import_counts_as_an_edit(desk: Desk) -> None:
    first = desk.upload(desk.file(FILE[0]))
    desk.commit(first)
    desk.commit(desk.upload(desk.file((*FILE[0][:3], 121))))
    assert desk.undo(first)[Outcome.KEPT_EDITED] == 1
    assert desk.lots()["TB-001"].balance.on_hand == 121


def test_only_what_was_committed_can_be_undone(desk: Desk) -> None:
    with pytest.raises(NotCommittedError):
        desk.undo(desk.upload(desk.file(FILE[0])))


def test_the_audit_chain_covers_import_and_undo(desk: Desk) -> None:
    batch_id = desk.upload(desk.file(*FILE, ("phường Cẩm Thành", "Gạo", "tấn", "5,5")))
    desk.commit(batch_id)
    desk.undo(batch_id)
    with desk.database.snapshot() as session:
        verdict = verify(session, key=key_from(SECRET), ledgers=[ledger_lines])
    assert verdict.findings == ()
    with desk.database.reading() as session:
        ours = AuditEntry.stream == SYSTEM, AuditEntry.subject == f"import:{batch_id}"
        told = select(AuditEntry.action, AuditEntry.actor).where(*ours).order_by(AuditEntry.seq)
        kept = [tuple(entry) for entry in session.execute(told)]
    assert kept == [("import.commit", TINH.login), ("import.undo", TINH.login)]


def test_what_became_stock_is_not_put_away_and_a_marking_found_later_leaves_its_record(desk: Desk) -> None:
    """It can be undone still; of an upload that waits nothing is left, not even what was read of it."""
    done, waits = desk.upload(desk.file(*FILE)), desk.upload(desk.file(*FILE[:2]))
    desk.commit(done)
    with pytest.raises(NotOpenError), desk.database.transaction() as session:
        discard(session, batch_id=done)
    error = StateSecretError(sheet="PL1", cell="A1")
    for batch_id in (done, waits):
        with desk.database.transaction() as session:
            sha256 = session.get_one(ImportBatchRow, batch_id).sha256
            refuse_secret(session, sha256=sha256, error=error)
    with desk.database.reading() as session:
        row = session.get_one(ImportBatchRow, waits)
        assert (row.state, row.file_name, row.sha256, row.size, row.reading) == ("refused", "", "", 0, b"")
    assert desk.undo(done) == {Outcome.REVERSED: 3, Outcome.KEPT_EDITED: 0, Outcome.KEPT_RESERVED: 0}


def test_a_file_s_remark_fills_an_empty_one_and_replaces_none(desk: Desk) -> None:
    """What an office wrote beside a row is its own; a list without remarks, or with others, takes it not away."""
    row = ("xã Bình Minh", "Áo phao", "cái")
    notes = []
    for number, said in enumerate(("", "để ở nhà ông Năm", "màu cam, còn tốt", "")):
        desk.commit(desk.upload(desk.file((*row, 10 + number, "UBND xã", said), note=True)))
        (lot,) = desk.lots().values()
        notes.append(lot.note)
        assert lot.balance.on_hand == 10 + number
    assert notes == ["", *["để ở nhà ông Năm"] * 3]
