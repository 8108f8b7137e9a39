"""The register the tests of the year look at."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from core.db import Database
from inventory.services.ledger import Occasion
from inventory.services.promising import Ask, issue, reserve, take_back
from tests.db.province import template_postgres, template_sqlite
from tests.db.reports.making import ACTOR, BINH_MINH, CAM_THANH, add, at, count

__all__ = ["template_postgres", "template_sqlite"]


@pytest.fixture
def lot_id(database: Database) -> int:
    """Life jackets of Bình Minh, counted on both sides of New Year and sent out once; two other rows beside them."""
    with database.transaction() as session:
        jackets = add(session, BINH_MINH, "TB-001", "100", at(2025, 6, 1))
        add(session, BINH_MINH, "HC-001", "1250.5", at(2026, 2, 1), holder="=1+1", phone="0905123456")
        add(session, CAM_THANH, "TB-001", "0", at(2026, 3, 1))
    # One second before and exactly at midnight in Vietnam, which is 17:00 in London.
    with database.transaction() as session:
        count(session, jackets, 1, 90, datetime(2025, 12, 31, 16, 59, 59, tzinfo=UTC))
    with database.transaction() as session:
        count(session, jackets, 2, 95, datetime(2025, 12, 31, 17, 0, tzinfo=UTC))
    with database.transaction() as session:
        occasion = Occasion(
            actor=ACTOR, at=at(2026, 10, 17, 9), action="x", document="411/QĐ-UBND", batch="incident:1"
        )
        twenty = Decimal(20)
        reserve(session, [Ask(lot_id=jackets, quantity=twenty, to_own_commune=True)], occasion)
        issue(session, lot_id=jackets, quantity=twenty, occasion=occasion)
        take_back(
            session,
            lot_id=jackets,
            sent=twenty,
            back=Decimal(12),
            used=Decimal(5),
            lost=Decimal(2),
            damaged=Decimal(1),
            occasion=occasion,
        )
    return jackets
