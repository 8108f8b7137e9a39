"""Another answer to a remembered question: every open file is read by it, the chain knows who changed it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core.audit.models import AuditEntry
from core.clock import day_of
from core.errors import NotFoundError
from importers.models import ImportAnswerRow
from importers.queries.answers import list_remembered
from importers.queries.reference import get_reference
from importers.rules.stock.lines import LineStatus
from importers.services.answering import AnswerError, change
from inventory.models import ResourceTypeRow
from tests.db.importers.conftest import CAN_BO, NOW, Desk

VAGUE = ("xã Bình Minh", "Phao", "cái", 9)


def change_to(desk: Desk, answer_id: int, value: str) -> None:
    with desk.database.transaction() as session:
        change(
            session,
            answer_id=answer_id,
            value=value,
            reference=get_reference(session),
            actor=CAN_BO,
            now=NOW,
        )


def test_a_changed_answer_serves_open_and_later_files(desk: Desk) -> None:
    batch_id = desk.upload(desk.file(VAGUE))
    desk.answer(batch_id, lambda question: "TB-002")
    with desk.database.reading() as session:
        (given,), _ = list_remembered(session, scope="")
    change_to(desk, given.id, "TB-001")
    with desk.database.transaction() as session:
        session.get_one(ResourceTypeRow, "TB-003").retired_on = day_of(NOW)
    for wrong in ("TB-999", "TB-003"):  # no such type, or one out of use
        with pytest.raises(AnswerError):
            change_to(desk, given.id, wrong)
    later = desk.preview(desk.upload(desk.file(VAGUE)))
    assert [(line.status, line.row.resource_code) for line in later.lines] == [(LineStatus.NEW, "TB-001")]
    with desk.database.reading() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "import.change_answer")).one()
        (given,), _ = list_remembered(session, scope="")
    assert entry.actor == CAN_BO.login
    assert given.answered_by == CAN_BO.name


def test_an_answer_leads_on_with_a_type_that_was_merged_and_stays_with_its_office(desk: Desk) -> None:
    desk.answer(desk.upload(desk.file(VAGUE)), lambda question: "TB-002")
    own = desk.upload(desk.file(VAGUE), actor=CAN_BO)
    assert [line.status for line in desk.preview(own).lines] == [
        LineStatus.ASK
    ]  # the province's word is not theirs
    with desk.database.transaction() as session:
        assert [
            len(list_remembered(session, scope=scope)[0]) for scope in (CAN_BO.commune_code, "", None)
        ] == [0, 1, 1]
        session.get_one(ResourceTypeRow, "TB-002").merged_into = "TB-001"
    later = desk.preview(desk.upload(desk.file(VAGUE)))
    assert [line.row.resource_code for line in later.lines] == ["TB-001"]


@pytest.mark.parametrize("value", ["10000001", "-1", "0.0001", "NaN", "Infinity", "nhiều", ""])
def test_an_amount_that_cannot_be_is_no_answer(desk: Desk, value: str) -> None:
    batch_id = desk.upload(desk.file((*VAGUE[:1], "Áo phao", "cái", "khoảng 9")))
    with pytest.raises(AnswerError):
        desk.answer(batch_id, lambda question: value)


def test_an_answer_about_one_file_is_not_changed_here(desk: Desk) -> None:
    desk.answer(desk.upload(desk.file((*VAGUE[:1], "Áo phao", "cái", "khoảng 9"))), lambda question: "9")
    with desk.database.reading() as session:
        answer_id = session.scalars(select(ImportAnswerRow.id)).one()
    with pytest.raises(NotFoundError):
        change_to(desk, answer_id, "10")


def test_what_is_written_beside_a_row_is_asked_of_each_file_anew(desk: Desk) -> None:
    """What was lent may be settled in one year's list and true in the next one's."""
    rows = ("xã Bình Minh", "Áo phao", "cái", 9, "UBND xã", "của UBND xã Bình Chương gửi")
    first = desk.upload(desk.file(rows, note=True))
    assert desk.answer(first, lambda question: "import") == 1
    assert [line.status for line in desk.preview(first).lines] == [LineStatus.NEW]
    later = desk.upload(desk.file(rows, ("xã Bình Minh", "Phao tròn", "cái", 3), note=True))
    assert [line.status for line in desk.preview(later).lines] == [LineStatus.ASK, LineStatus.NEW]
