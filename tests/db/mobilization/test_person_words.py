"""A person named in words typed into an incident is found, set right and erased there too."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from core.db import Database
from inventory.rules.personal import ERASED, Search
from inventory.services.personal import correct_person, erase_person
from mobilization.models import LevelDecisionRow, NeedRow
from mobilization.queries.personal import find_mentions
from mobilization.services.needs import change_need, remove_need
from mobilization.services.personal import PERSONS
from tests.db.inventory.register import DUTY, JACKETS, NOW
from tests.db.mobilization.command_post import begin, need

NAME, PHONE = "Nguyễn Thị Lành", "0905 111 222"


@pytest.mark.usefixtures("lots")
def test_a_person_in_the_words_of_an_incident_is_found_and_erased(database: Database) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [])
        need_id = need(session, incident_id, JACKETS, 5)
        change_need(
            session,
            incident_id=incident_id,
            need_id=need_id,
            seen="",
            values={"note": f"gọi bà {NAME}, {PHONE}", "quantity": Decimal(6)},
            actor=DUTY,
            now=NOW,
        )
        gone_id = need(session, incident_id, JACKETS, 4)
        remove_need(
            session, incident_id=incident_id, need_id=gone_id, reason=f"{NAME} đã lo", actor=DUTY, now=NOW
        )
        session.add(
            LevelDecisionRow(
                incident_id=incident_id,
                act="declared",
                level=1,
                number="12/QĐ-UBND",
                dated=date(2026, 11, 1),
                signer=f"Chủ tịch UBND xã {NAME}",
                since=NOW,
                noted_by=DUTY.name,
                noted_at=NOW,
            )
        )
    with database.transaction() as session:
        assert find_mentions(session, Search(name="Nguyen Thi Lanh Em")) == []
        found = find_mentions(session, Search(name="nguyễn thị lành"))
        assert sorted(item.place for item in found) == ["incident_entry", "level_decision", "need", "need"]
        assert find_mentions(session, Search(name=NAME, commune_code="00000")) == []
        told = {"old_name": NAME, "phone": "", "now": NOW, "by": "cli"}
        correct_person(session, found, name="Nguyễn Thị Lanh", keepers=[PERSONS], **told)  # type: ignore[arg-type]
    with database.transaction() as session:
        found = find_mentions(session, Search(name="Nguyễn Thị Lanh"))
        assert len(found) == 4
        erase_person(
            session, found, name="Nguyễn Thị Lanh", phone=PHONE, now=NOW, by="cli", keepers=[PERSONS]
        )
    with database.reading() as session:
        assert session.get_one(NeedRow, gone_id).withdrawn_why == f"{ERASED} đã lo"
        words = session.get_one(NeedRow, need_id).note
        assert ERASED in words
        assert "Lanh" not in words
        assert "111" not in words
        assert find_mentions(session, Search(name="Nguyễn Thị Lanh")) == []
