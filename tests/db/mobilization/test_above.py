"""What a commune could not do and the province took over is sought once, and comes back where the province gives it up."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from core.db import Database
from mobilization.queries.dispatches import list_dispatches
from mobilization.queries.needs import list_needs, mark_of
from mobilization.rules.shortfall import CasePassedError
from mobilization.rules.states import State
from mobilization.services.closing import as_seen, wind_up
from mobilization.services.dispatches import Came
from mobilization.services.needs import remove_need
from mobilization.services.planning import NothingNeededError
from mobilization.services.shortfalls import make_case, send_up, take_over
from tests.db.inventory.register import DUTY, HOME_DUTY, JACKETS, NOW
from tests.db.mobilization.command_post import SEEN_AT, begin, hold, order, plan, step


def beyond(session: Session) -> tuple[int, int]:
    """Return a commune's incident that lacks 20 of 50 life jackets, and the province's that took them over."""
    own = begin(session, [(JACKETS, 50)], actor=HOME_DUTY)
    hold(session, own, HOME_DUTY)
    make_case(session, incident_id=own, actor=HOME_DUTY, now=NOW)
    send_up(session, incident_id=own, actor=HOME_DUTY, now=NOW)
    return own, take_over(session, incident_id=own, actor=DUTY, now=NOW)


def _stands(session: Session, incident_id: int) -> tuple[int, int, int, int]:
    """Return what of the one need is promised, of that there, what the level above seeks, what nobody does."""
    (need,) = list_needs(session, incident_id)
    return int(need.promised), int(need.arrived), int(need.above), int(need.missing)


def test_what_the_province_took_over_is_not_sought_twice(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        own, above = beyond(session)
        assert _stands(session, own) == (30, 0, 20, 0)
        assert _stands(session, above) == (0, 0, 0, 20)
        assert [need.above_in for need in list_needs(session, own)] == [above]
        with pytest.raises(NothingNeededError):
            plan(session, own, HOME_DUTY)
        sent = hold(session, above)
        order_id = order(session, above, [line.id for line in sent])
        assert order_id
        assert _stands(session, own) == (30, 0, 20, 0)
        for line in sent:
            for to in (State.ACKNOWLEDGED, State.DEPARTED, State.ARRIVED):
                step(session, line.id, to)
        assert _stands(session, own) == (50, 20, 0, 0)


def test_what_the_province_gives_up_is_the_communes_to_seek_again(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        own, above = beyond(session)
        sent = hold(session, above)
        order(session, above, [line.id for line in sent])
        for to in (State.ACKNOWLEDGED, State.DEPARTED, State.ARRIVED, State.RELEASED):
            step(session, sent[0].id, to)
        step(session, sent[0].id, State.RETURNED, came=Came(back=sent[0].quantity))
        arrived = int(sent[0].covers)
        seen = as_seen(list_dispatches(session, incident_id=above))
        wind_up(session, incident_id=above, seen=seen, send_home=False, actor=DUTY, now=SEEN_AT)
        assert _stands(session, own) == (30 + arrived, arrived, 0, 20 - arrived)


def test_a_need_the_province_withdrew_is_open_again(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        own, above = beyond(session)
        (need,) = list_needs(session, above)
        remove_need(
            session,
            incident_id=above,
            need_id=need.id,
            seen=mark_of(need),
            reason="xã tự lo được",
            actor=DUTY,
            now=NOW,
        )
        assert _stands(session, own) == (30, 0, 0, 20)


def test_what_the_province_sends_up_is_not_its_own_to_take_over(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        own = begin(session, [(JACKETS, 5_000)])
        hold(session, own)
        make_case(session, incident_id=own, actor=DUTY, now=NOW)
        send_up(session, incident_id=own, actor=DUTY, now=NOW)
    with pytest.raises(CasePassedError), database.transaction() as session:
        take_over(session, incident_id=own, actor=DUTY, now=NOW)
