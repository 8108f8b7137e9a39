"""A file is taken over while what it names is being merged: nothing is written onto what is gone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from importers.services.committing import StalePreviewError
from inventory.models import LotRow
from inventory.services.keeping import correct, ensure_holder
from inventory.services.managing_catalogue import add_type
from inventory.services.many_rows import hold_lots, take_in
from inventory.services.merging import merge_holders, merge_types
from tests.db.importers.conftest import CAN_BO, NOW, TINH, XA, Desk

OLD, NEW = "Trường THCS P.Vinh", "Trường THCS Phổ Vinh"
TWIN = "Phao áo cứu nạn"
MOMENT = 0.3  # seconds in which the second one comes as far as it can


@pytest.mark.parametrize("merged", ["type", "holder"])
def test_a_file_taken_over_beside_a_merge_is_shown_anew(desk: Desk, merged: str) -> None:
    with desk.database.transaction() as session:
        twin = add_type(
            session,
            name=TWIN,
            gloss="",
            unit="cái",
            category="TB",
            pillar="means",
            dual_use="no",
            forms=["huy_dong"],
            note="",
            actor=TINH,
            now=NOW,
        )
        old, new = (
            ensure_holder(session, commune_code=XA, name=name, kind="agency", phone="").id
            for name in (OLD, NEW)
        )
    line = ("xã Bình Minh", TWIN if merged == "type" else "Áo phao", "cái", 7, OLD)
    batch_id = desk.upload(desk.file(line))
    seen = desk.preview(batch_id).digest
    with ThreadPoolExecutor(1) as pool, desk.database.transaction() as session:
        if merged == "type":
            merge_types(session, source=twin, target="TB-001", reason="", actor=TINH, now=NOW)
        else:
            merge_holders(session, source=old, target=new, reason="", actor=TINH, now=NOW)
        ended = pool.submit(desk.commit, batch_id, seen)
        wait_for([ended], MOMENT)
    assert isinstance(ended.exception(), StalePreviewError)
    assert desk.lots() == {}
    if merged == "holder":  # looked at anew, the old name leads on
        desk.commit(batch_id)
        assert desk.lots()["TB-001"].holder_id == new


def test_a_row_is_held_from_the_look_to_the_writing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the last look at a row and its new figure nobody else gets in: an edit would be overwritten unseen."""
    if desk.database.is_sqlite:
        pytest.skip("SQLite lets one writer in at a time")
    line = ("xã Bình Minh", "Áo phao", "cái", 7, OLD)
    desk.commit(desk.upload(desk.file(line)))
    lot_id = desk.lots()["TB-001"].id
    batch_id = desk.upload(desk.file((*line[:3], 9, OLD)))

    def meanwhile(*given: Any) -> Any:
        with desk.database.engine.connect() as other, pytest.raises(OperationalError):
            other.execute(select(LotRow.id).where(LotRow.id == lot_id).with_for_update(nowait=True))
        return take_in(*given)

    monkeypatch.setattr("importers.services.committing.take_in", meanwhile)
    desk.commit(batch_id)
    assert desk.lots()["TB-001"].balance.on_hand == 9


def test_a_row_that_was_edited_just_before_it_was_held_is_looked_at_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the preview of the writing and the lock an official may be quicker: that edit is not overwritten unseen."""
    line = ("xã Bình Minh", "Áo phao", "cái", 7)
    desk.commit(desk.upload(desk.file(line)))
    lot = desk.lots()["TB-001"]
    batch_id = desk.upload(desk.file((*line[:3], 9)))
    seen = desk.preview(batch_id).digest

    def overtaken(session: Any, lot_ids: Any) -> Any:
        figures: dict[str, Any] = {"on_hand": Decimal(5), "broken": Decimal(0), "reason": ""}
        correct(session, lot_id=lot.id, version=lot.version, **figures, actor=CAN_BO, now=NOW)
        return hold_lots(session, lot_ids)

    monkeypatch.setattr("importers.services.committing.hold_lots", overtaken)
    with pytest.raises(StalePreviewError):
        desk.commit(batch_id, seen)
