"""Sums that are kept over midnight equal those added up anew, without a row being read that stays as it was."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import product

import pytest

from core.db import Database
from inventory.models import LotDetailRow, LotRow
from inventory.queries.tallies import list_marks
from inventory.rules.stock import FRESH_DAYS
from inventory.services import tallies
from inventory.services.tallies import pillars_of, tallies_or_read, type_totals
from tests.db.inventory.register import HOME, JACKETS, RICE, load_register, stock
from tests.db.inventory.test_tallies import FILTERS, TODAY, check, names_of


def test_on_another_day_only_what_became_stale_or_expired_is_put_to_the_sums(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = (0, 1, 29, FRESH_DAYS - 1, FRESH_DAYS, FRESH_DAYS + 1, None)
    with database.transaction() as session:
        load_register(session)
        for number, (checked, lasts) in enumerate(product(days, days)):
            lot_id = stock(
                session, number % 4, type_code=(RICE, JACKETS)[number % 2], place=str(number), commune=HOME
            )
            if number % 4:
                session.get_one(LotRow, lot_id).broken = Decimal(1)
            session.get_one(LotRow, lot_id).closed = number % 11 == 0
            session.get_one(LotRow, lot_id).checked_on = (
                None if checked is None else TODAY - timedelta(days=checked)
            )
            if lasts is not None:
                blank = {"fund": "", "donor": "", "condition": "", "keep_seasonal": 0}
                session.add(LotDetailRow(lot_id=lot_id, expires_on=TODAY + timedelta(days=lasts), **blank))
    with database.reading() as session:
        marks = list_marks(session)
        held = tallies_or_read(session, None, marks=marks, today=TODAY)
        check(session, held)
        fresh = {
            later: tallies_or_read(session, None, marks=marks, today=TODAY + timedelta(days=later))
            for later in (1, 2, 30, FRESH_DAYS + 1, 400)
        }
        monkeypatch.setattr(tallies, "read_tallies", pytest.fail)  # no row that stays as it was is read
        types = names_of(session)
        for anew in fresh.values():
            held = tallies_or_read(session, held, marks=marks, today=anew.today)
            assert held.kept.of == anew.kept.of
            assert pillars_of(held, types) == pillars_of(anew, types)
            assert type_totals(held, FILTERS[0], types) == type_totals(anew, FILTERS[0], types)
    assert len({repr(one.kept.of) for one in fresh.values()}) == len(fresh)
