"""A person named in the words of a row of others, of who drives and gave it, of its photographs. Both databases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from core.attachments.models import PhotoRow
from core.db import Database
from inventory.models import DualUseRow, LotDetailRow, LotRow
from inventory.queries.details import details_of
from inventory.queries.personal import find_lot_mentions
from inventory.rules.personal import ERASED, Search
from inventory.services.details import write_details
from inventory.services.personal import NAMED_IN_ROWS, correct_person, erase_person
from tests.db.inventory.register import HOME, HOME_DUTY, NEIGHBOUR, NOW, load_register, stock

PICTURE: dict[str, Any] = {"sha256": "0" * 64, "width": 1, "height": 1, "taken_in_at": NOW, "taken_in_by": ""}
SEARCH = Search(name="trần thị ba", phone="0950 000 009")
BY: dict[str, Any] = {"keepers": [NAMED_IN_ROWS], "now": NOW, "by": "cli"}


def test_a_person_named_in_a_row_of_others_is_found_and_erased(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        row = session.get_one(LotRow, stock(session, 3, household="Hộ ông Lê Văn A", place="Thôn 2"))
        row.note, before = "chìa khóa: bà Trần Thị Ba, 0950.000.009", row.version
        session.flush()
        assert find_lot_mentions(session, replace(SEARCH, commune_code=NEIGHBOUR)) == []
        assert find_lot_mentions(session, replace(SEARCH, phone="0950000008")) == []
        found = find_lot_mentions(session, SEARCH)
        assert [(item.place, item.row_id, item.commune_code) for item in found] == [("lot", row.id, HOME)]
        assert erase_person(session, found, name=SEARCH.name, phone=SEARCH.phone, **BY) == 1
        assert (row.note, row.version) == (f"chìa khóa: bà {ERASED}, {ERASED}", before + 1)
        assert find_lot_mentions(session, SEARCH) == []


def test_who_drives_decides_and_gave_and_whom_a_picture_names(database: Database) -> None:
    who = replace(SEARCH, phone="")
    with database.transaction() as session:
        load_register(session)
        lot_id = stock(session, 1)
        said = {"operator": "Trần Thị Ba lái", "decided_by": "bà Trần Thị Ba", "donor": "Trần Thị Ba"}
        write_details(session, lot_id, details_of(session, lot_id) | said, actor=HOME_DUTY)
        picture = PhotoRow(subject=f"lot:{lot_id}", commune_code=HOME, caption="Xe bà Trần Thị Ba", **PICTURE)
        session.add(picture)
        session.flush()
        found = find_lot_mentions(session, who)
        assert [item.place for item in found] == ["lot", "photo"]
        assert correct_person(session, found, old_name=who.name, name="Trần Thị Bé", phone="", **BY) == 2
        assert session.get_one(DualUseRow, lot_id).operator == "Trần Thị Bé lái"
        assert picture.caption == "Xe bà Trần Thị Bé"
        who = replace(who, name="Trần Thị Bé")
        assert erase_person(session, find_lot_mentions(session, who), name=who.name, **BY) == 2
        assert session.get_one(DualUseRow, lot_id).decided_by == f"bà {ERASED}"
        assert session.get_one(LotDetailRow, lot_id).donor == picture.caption[-len(ERASED) :] == ERASED
        assert find_lot_mentions(session, who) == []
