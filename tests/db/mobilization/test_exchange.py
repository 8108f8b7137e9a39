"""A message is kept once, an alert ends what it replaces, and a warning set from one keeps stock at home."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from core.db import Database
from core.errors import DomainError
from mobilization.queries.exchange import get_message, list_messages
from mobilization.queries.roads import list_warnings
from mobilization.rules.exchange.inbox import MessageState
from mobilization.services.exchange.keeping import decline
from mobilization.services.exchange.receiving import Received, receive_message
from mobilization.services.exchange.warning import Chosen, confirm
from tests.db.inventory.register import DUTY, HOME, NEIGHBOUR, NOW, load_register
from tests.db.mobilization.command_post import begin, hold
from tests.rules.mobilization.exchange.samples import REQUEST, alert

UNTIL = NOW + timedelta(hours=20)


def receive(session: Session, content: str, *, at_once: bool = False) -> Received:
    """Return a message that came to the province."""
    return receive_message(
        session,
        content=content.encode(),
        system="bontaicho.quang-ngai",
        province="Quảng Ngãi",
        at_once=at_once,
        actor=DUTY,
        now=NOW,
    )


def area(code: str) -> str:
    """Return an area that is one commune."""
    return f"<areaDesc>x</areaDesc><geocode><valueName>MaXa</valueName><value>{code}</value></geocode>"


def warning(code: str, identifier: str = "A", **more: str) -> str:
    """Return an alert for one commune, in force at the tests' moment."""
    return alert(identifier=identifier, area=area(code), expires=UNTIL.isoformat(timespec="seconds"), **more)


def test_a_message_is_kept_once_and_decided_once(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        first = receive(session, REQUEST)
        assert receive(session, REQUEST) == Received(id=first.id, fresh=False)
        with pytest.raises(DomainError) as told:
            receive(session, REQUEST.replace("sông Ba", "sông Đà"))
        assert told.value.code == "message_id_reused"
    with database.transaction() as session:
        assert get_message(session, first.id).content == REQUEST.encode()
        decline(session, message_id=first.id, actor=DUTY, now=NOW)
        with pytest.raises(DomainError) as told:
            decline(session, message_id=first.id, actor=DUTY, now=NOW)
        assert told.value.code == "message_passed"
    with database.reading() as session:
        assert [item.state for item in list_messages(session, scope="")] == [MessageState.DECLINED]
        assert list_messages(session, scope=HOME) == []


def test_an_update_takes_the_place_of_what_it_names_along_the_whole_chain(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        receive(session, warning(HOME), at_once=True)
        second = warning(NEIGHBOUR, "B", step="Update", references="kttv@example.vn,A,2026-01-01T00:00:00Z")
        receive(session, second, at_once=True)
    with database.transaction() as session:
        assert [item.commune_code for item in list_warnings(session, NOW)] == [NEIGHBOUR]
        receive(
            session,
            warning(HOME, "C", step="Cancel", references="kttv@example.vn,B,2026-01-01T00:00:00Z"),
            at_once=True,
        )
        assert list_warnings(session, NOW) == []


@pytest.mark.usefixtures("lots")
def test_a_confirmed_alert_keeps_the_neighbours_stock_at_home(database: Database) -> None:
    with database.transaction() as session:
        kept = receive(session, warning(NEIGHBOUR))
        chosen = Chosen(communes=(NEIGHBOUR,), level=3, keep_percent=100, until=UNTIL)
        confirm(
            session,
            message_id=kept.id,
            chosen=chosen,
            ends=(),
            province="Quảng Ngãi",
            actor=DUTY,
            now=NOW,
        )
        lines = hold(session, begin(session, [("TB-001", 50)]))
        assert {line.commune_code for line in lines} == {HOME}
