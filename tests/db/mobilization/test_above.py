"""What a commune could not do and the province took over is sought once, and comes back where the province gives it up."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from core.db import Database
from mobilization.queries.below import Below, Taken, asked_below, taken_over
from mobilization.queries.dispatches import list_dispatches
from mobilization.queries.journal import list_events
from mobilization.queries.needs import NeedState, list_needs, mark_of
from mobilization.rules.journal import Entry
from mobilization.rules.shortfall import CasePassedError
from mobilization.rules.states import State
from mobilization.services.closing import as_seen, wind_up
from mobilization.services.dispatches import Came
from mobilization.services.needs import change_need, remove_need
from mobilization.services.planning import NothingNeededError
from mobilization.services.shortfalls import make_case, send_up, take_over
from tests.db.inventory.register import DUTY, HOME, HOME_DUTY, JACKETS, NOW
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
        assert [need.priority for need in list_needs(session, above)] == [1], "as urgent as it was below"
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


def _below(session: Session, incident_id: int) -> list[Below]:
    """Return the needs an incident took over, as those who asked have them."""
    taken = taken_over(incident_id).ask(session)
    return list(
        asked_below(
            taken, list_needs(session, incident_id, *{one.asked_in for one in taken}, withdrawn=True)
        ).values()
    )


def _spare(session: Session, above: int) -> tuple[int, bool, bool]:
    """Return what the level above seeks of its one need beyond what the commune lacks, and whether that ended."""
    (found,) = _below(session, above)
    return int(found.spare), found.withdrawn, found.closed


def _told(session: Session, above: int) -> list[tuple[object, ...]]:
    """Return what the log of the level above says became of the commune's need, the newest first."""
    return [
        (
            event.state.value,
            *(None if said is None else int(said) for said in (event.quantity, event.was)),
            event.note,
        )
        for event in list_events(session, above, limit=20)
        if event.state in {Entry.BELOW_CHANGED, Entry.BELOW_WITHDRAWN, Entry.BELOW_CLOSED}
    ]


def test_the_province_is_told_when_the_commune_needs_less(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        own, above = beyond(session)
        (need,) = list_needs(session, own)
        assert _spare(session, above) == (0, False, False)
        assert _below(session, own) == []
        named: dict[str, Any] = {"incident_id": own, "need_id": need.id, "actor": HOME_DUTY, "now": NOW}
        change_need(session, seen=mark_of(need), values={"quantity": Decimal(44)}, **named)
        assert _spare(session, above) == (6, False, False)
        assert _told(session, above) == [("below_changed", 44, 50, "")]
        assert _stands(session, above) == (0, 0, 0, 20)


def test_the_province_is_told_when_the_commune_withdraws_or_closes(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        own, above = beyond(session)
        for line in list_dispatches(session, incident_id=own):
            step(session, line.id, State.CANCELLED, actor=HOME_DUTY)
        (need,) = list_needs(session, own)
        named: dict[str, Any] = {"incident_id": own, "need_id": need.id, "actor": HOME_DUTY, "now": NOW}
        remove_need(session, seen=mark_of(need), reason="nước đã rút", **named)
        assert _spare(session, above) == (20, True, False)
        wind_up(session, incident_id=own, seen=as_seen([]), send_home=False, actor=HOME_DUTY, now=SEEN_AT)
        assert _spare(session, above) == (20, True, True)
        closed, withdrawn = _told(session, above)
        assert closed == ("below_closed", None, None, "Ngập lụt ven sông")
        assert withdrawn == ("below_withdrawn", 50, None, "nước đã rút")


def test_a_level_above_that_closed_is_told_nothing(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        own, above = beyond(session)
        wind_up(session, incident_id=above, seen=as_seen([]), send_home=False, actor=DUTY, now=NOW)
        (need,) = list_needs(session, own)
        named: dict[str, Any] = {"incident_id": own, "need_id": need.id, "actor": HOME_DUTY, "now": NOW}
        change_need(session, seen=mark_of(need), values={"quantity": Decimal(44)}, **named)
        assert _told(session, above) == []


def test_what_has_arrived_is_sought_no_more() -> None:
    """Of twenty sought twelve came, which the commune has: it lacks eight, and eight are sought."""
    common = {"commune_code": HOME, "commune": "Xã Bình Minh", "type_code": JACKETS, "resource": "Áo phao", "unit": "cái"}  # fmt: skip
    rest: dict[str, Any] = {**common, "priority": 1, "within_minutes": None, "note": ""}
    asked = NeedState(
        id=1, incident_id=1, quantity=Decimal(50), promised=Decimal(42), arrived=Decimal(42), **rest
    )
    here = NeedState(
        id=2, incident_id=2, quantity=Decimal(20), promised=Decimal(12), arrived=Decimal(12), **rest
    )
    found = asked_below([Taken(need_id=2, asked_id=1, asked_in=1, closed=False)], [asked, here])[2]
    assert (found.lacking, found.spare) == (8, 0)
