"""A frozen year stays frozen: the register goes on, the year comes out again byte by byte, its hash on record."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from core.accounts.rules.roles import Actor, Role
from core.db import Database
from inventory.services.ledger import Occasion
from inventory.services.promising import Ask, reserve
from reports.queries.frozen import find_frozen, list_frozen
from reports.rules.frame import Words
from reports.rules.year import FrozenError
from reports.services.annual import Maker, write_annual
from reports.services.freezing import compare, facts_of, freeze, kept_file
from tests.db.reports.making import ACTOR, BINH_MINH, CAM_THANH, add, at, count

MAKER = Maker(province="Quảng Ngãi", by="Trần Thị B", key=b"key", words=Words(kinds={}, forms={}, states={}))
FROZEN_AT = at(2026, 1, 10, 9)


def go_on(database: Database, jackets: int) -> None:
    """Count, lose, add and promise stock in the year after."""
    later = at(2027, 3, 4, 9)
    someone = Actor(user_id=0, login="khac", name="Lê C", role=Role.VAN_PHONG_PCTT, commune_code="")
    with database.transaction() as session:
        count(session, jackets, session.execute(text("SELECT max(version) FROM lot")).scalar_one(), 3, later)
        add(session, BINH_MINH, "CT-001", "4", later, place="thôn mới")
        add(session, CAM_THANH, "PT-016", "2", later, holder="Doanh nghiệp mới")
        occasion = Occasion(actor=someone, at=later, action="x", document="9/QĐ", batch="incident:7")
        reserve(session, [Ask(lot_id=jackets, quantity=Decimal(2), to_own_commune=True)], occasion)


def test_a_frozen_year_comes_out_again_byte_by_byte(database: Database, lot_id: int, tmp_path: Path) -> None:
    with database.transaction() as session:
        freeze(session, year=2025, scope="", maker=MAKER, data_dir=tmp_path, actor=ACTOR, now=FROZEN_AT)
    go_on(database, lot_id)
    again = tmp_path / "again.xlsx"
    with database.snapshot() as session:
        book = find_frozen(session, 2025, "")
        assert (list_frozen(session), list_frozen(session, scope=BINH_MINH)) == ([book], [])
        assert book is not None
        kept = kept_file(book, data_dir=tmp_path)
        checks = compare(session, book, maker=MAKER, data_dir=tmp_path)
        facts = facts_of(
            session, year=2025, scope="", maker=MAKER, now=FROZEN_AT, known=True, audit_root=book.audit_root
        )
        noted = session.execute(
            text("SELECT facts FROM audit_entry WHERE action = 'report.freeze'")
        ).scalar_one()
    write_annual(facts, MAKER.words, again)
    assert [check.name for check in checks if not check.same] == []
    assert len(checks) == 14
    assert again.read_bytes() == kept
    assert hashlib.sha256(kept).hexdigest() == book.sha256
    assert book.sha256 in str(noted)
    with pytest.raises(FrozenError), database.transaction() as session:
        freeze(session, year=2025, scope="", maker=MAKER, data_dir=tmp_path, actor=ACTOR, now=FROZEN_AT)
