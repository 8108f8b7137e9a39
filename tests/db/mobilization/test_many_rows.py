"""Tables of many rows: every row an act of its own, all of them or none, each refused one with its own reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from core.accounts.rules.roles import Role
from core.audit.models import AuditEntry
from core.clock import day_of
from core.db import Database
from core.errors import ForbiddenError, NotFoundError, StaleError
from inventory.rules.stock import ReturnError
from mobilization.models import DispatchRow, OrderRow
from mobilization.queries.going import list_to_mark
from mobilization.queries.orders import get_order
from mobilization.rules.papers.numbering import NothingNumberedError, NumberTwiceError, PaperDateError
from mobilization.rules.rows import RowsRefusedError
from mobilization.rules.states import MoveError, State
from mobilization.services.dispatches import NothingTickedError, Ticked, mark_ticked
from mobilization.services.incidents import stream_of
from mobilization.services.numbering import Given, Key, lacks_number, note_numbers
from tests.db.inventory.register import DUTY, HOME, HOME_DUTY, HOME_OFFICIAL, JACKETS, numbers_of, person
from tests.db.mobilization.command_post import SEEN_AT, begin, hold, order, refuse, step

TODAY = day_of(SEEN_AT)


@pytest.fixture
def orders(database: Database, lots: tuple[int, int]) -> tuple[int, list[int]]:
    """An incident and three approved orders of its commune."""
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, count) for count in (9, 8, 7)])
        return incident_id, [order(session, incident_id, [item.id]) for item in hold(session, incident_id)]


def own(order_id: int) -> Key:
    """Return the key of an order's own paper."""
    return order_id, ""


def refusals(database: Database, incident_id: int, given: dict[Key, Given], actor: object = DUTY) -> object:
    with pytest.raises(RowsRefusedError) as refused, database.transaction() as session:
        note_numbers(session, incident_id=incident_id, given=given, actor=actor, now=SEEN_AT)  # type: ignore[arg-type]
    rows = refused.value.facts["rows"]
    assert isinstance(rows, dict)
    with database.reading() as session:
        assert set(session.scalars(select(OrderRow.number))) <= {"", "9/QĐ-UBND"}  # nothing half done
    return {key: type(error) for key, error in rows.items()}


def test_numbers_are_noted_all_or_none(database: Database, orders: tuple[int, list[int]]) -> None:
    incident_id, (first, second, third) = orders
    with database.transaction() as session:
        other = begin(session, [(JACKETS, 2)])
        [held] = hold(session, other)
        foreign = order(session, other, [held.id])
        version = get_order(session, first).version
    row = Given(number="12/QĐ-UBND", dated=TODAY, version=version)
    later = replace(row, number="13/QĐ-UBND", dated=TODAY + timedelta(days=1))
    old, elsewhere = replace(row, number="14/QĐ-UBND", version=version - 1), replace(row, number="15")
    assert refusals(
        database, incident_id, {own(first): row, own(second): later, own(third): old, own(foreign): elsewhere}
    ) == {
        own(second): PaperDateError,
        own(third): StaleError,
        own(foreign): NotFoundError,
    }
    assert refusals(database, incident_id, {own(first): row, own(second): row}) == dict.fromkeys(
        (own(first), own(second)), NumberTwiceError
    )
    assert refusals(database, incident_id, {own(first): row}, HOME_DUTY) == {own(first): ForbiddenError}
    refuse(
        database,
        NothingNumberedError,
        lambda session: note_numbers(session, incident_id=incident_id, given={}, actor=DUTY, now=SEEN_AT),
    )
    given = {own(first): row, own(second): replace(row, number="13/QĐ-UBND")}
    with database.transaction() as session:
        waits = get_order(session, third)
        assert lacks_number(waits, DUTY)
        assert not lacks_number(waits, HOME_DUTY)
        assert note_numbers(session, incident_id=incident_id, given=given, actor=DUTY, now=SEEN_AT) == 2
    with database.reading() as session:
        assert [get_order(session, one).number for one in (first, second, third)] == [
            "12/QĐ-UBND",
            "13/QĐ-UBND",
            "",
        ]
        noted = select(AuditEntry.subject).where(
            AuditEntry.stream == stream_of(incident_id), AuditEntry.action == "order.number"
        )
        assert sorted(session.scalars(noted)) == sorted(map(str, (first, second)))  # an act each


def test_steps_of_several_orders_are_marked_all_or_none(
    database: Database, lots: tuple[int, int], orders: tuple[int, list[int]]
) -> None:
    with database.reading() as session:
        ids = [item.id for item in list_to_mark(session, HOME)]
        ticked = {item.id: Ticked(version=item.version) for item in list_to_mark(session, HOME)}
    assert len(ids) == 3

    def mark(to: State, chosen: dict[int, Ticked], commune: str = HOME, actor: object = HOME_OFFICIAL) -> int:
        with database.transaction() as session:
            said = {"ticked": chosen, "to": to, "actor": actor, "now": SEEN_AT}
            return mark_ticked(session, commune_code=commune, **said)  # type: ignore[arg-type]

    def refused(to: State, chosen: dict[int, Ticked], **more: object) -> list[type]:
        with pytest.raises(RowsRefusedError) as error:
            mark(to, chosen, **more)  # type: ignore[arg-type]
        rows = error.value.facts["rows"]
        assert isinstance(rows, dict)
        return [type(rows[key]) for key in sorted(rows)]

    changed = ticked | {ids[1]: Ticked(version=9)}
    assert refused(State.ACKNOWLEDGED, changed) == [StaleError]
    assert refused(State.DEPARTED, ticked) == [MoveError] * 3
    assert refused(State.ACKNOWLEDGED, ticked, commune="21040") == [NotFoundError] * 3
    stranger = person(9, Role.CAN_BO_XA, "21040")
    assert refused(State.ACKNOWLEDGED, ticked, actor=stranger) == [ForbiddenError] * 3
    with pytest.raises(NothingTickedError):
        mark(State.ACKNOWLEDGED, {})
    with database.reading() as session:
        assert set(session.scalars(select(DispatchRow.state))) == {"ordered"}
    assert mark(State.ACKNOWLEDGED, ticked) == 3
    with database.transaction() as session:
        for number in ids:
            for to in (State.DEPARTED, State.RELEASED):
                step(session, number, to)
        items = list_to_mark(session, HOME)
    back = {item.id: Ticked(version=item.version) for item in items}
    lossy = Ticked(version=back[ids[0]].version, used=Decimal(1), lost=Decimal(2), damaged=Decimal(1))
    too_much = Ticked(version=back[ids[1]].version, used=Decimal(99))
    assert refused(State.RETURNED, back | {ids[1]: too_much}) == [ReturnError]
    assert mark(State.RETURNED, back | {ids[0]: lossy}) == 3
    with database.reading() as session:
        assert list_to_mark(session, HOME) == []
        assert numbers_of(session, lots[0]) == (27, 0, 0, 1)  # 30 less one used and two lost, one broken
