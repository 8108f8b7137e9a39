"""Roads and stock that changed since a plan, as both databases tell it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from sqlalchemy import select

from core.db import Database
from inventory.models import LotRow, MovementRow
from inventory.services.keeping import correct
from mobilization.queries.since import incident_and_plan, list_ground_since
from mobilization.rules.since import Happened, Kind
from mobilization.services.conditions import change_road
from tests.db.inventory.register import DUTY, HOME, HOME_OFFICIAL, JACKETS, NEIGHBOUR, NOW
from tests.db.mobilization.command_post import begin, plan

LATER, STILL = NOW + timedelta(minutes=5), NOW + timedelta(minutes=9)


def test_a_road_cut_and_a_lot_that_fell_since_the_plan(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 50)])
        assert incident_and_plan(incident_id).ask(session)[1] is None
        first, newest = plan(session, incident_id), plan(session, incident_id)
    with database.transaction() as session:
        incident, kept = incident_and_plan(incident_id).ask(session)
        assert kept is not None
        assert (incident.id, kept.id) == (incident_id, newest) != (incident_id, first)
        assert list_ground_since(session, lots, kept.made_at, STILL) == []
        change_road(
            session,
            commune_code=HOME,
            neighbour=NEIGHBOUR,
            minutes=None,
            until=LATER + timedelta(minutes=2),
            text="sạt lở",
            actor=DUTY,
            now=LATER,
        )
        for broken in (3, 1):  # the second count found two mended: nothing to tell
            correct(
                session,
                lot_id=lots[0],
                version=session.get_one(LotRow, lots[0]).version,
                on_hand=Decimal(30),
                broken=Decimal(broken),
                reason="đếm lại",
                actor=HOME_OFFICIAL,
                now=LATER,
            )
    with database.reading() as session:
        fell = Happened(kind=Kind.STOCK_FELL, what="Áo phao cứu sinh", where="Xã Bình Minh")
        found = list_ground_since(session, lots, kept.made_at, LATER)
        assert sorted(item.kind for item in found) == [Kind.ROAD_CUT, Kind.STOCK_FELL]
        assert fell in found
        assert list_ground_since(session, lots, kept.made_at, STILL) == [fell]  # the cut has run out
        assert list_ground_since(session, lots[1:], kept.made_at, STILL) == []
    with database.transaction() as session:
        row = session.get_one(LotRow, lots[0])
        whole, lot_id = session.execute(
            select(MovementRow.on_hand_after, MovementRow.lot_id)
            .where(MovementRow.lot_id == lots[0], MovementRow.at <= kept.made_at)
            .order_by(MovementRow.id.desc())
        ).first() or (Decimal(0), 0)
        assert whole > 0
        correct(
            session,
            lot_id=lot_id,
            version=row.version,
            on_hand=whole,
            broken=Decimal(0),
            reason="gõ nhầm",
            actor=HOME_OFFICIAL,
            now=LATER,
        )
    with database.reading() as session:
        assert list_ground_since(session, lots, kept.made_at, STILL) == [], (
            "a slip put right is nothing to tell"
        )
