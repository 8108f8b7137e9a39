"""A message is kept once, an alert ends what it replaces, and a warning set from one keeps stock at home."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit.models import AuditEntry
from core.db import Database
from core.errors import DomainError
from inventory.rules.personal import ERASED
from mobilization.models import ExchangeMessageRow, IncidentRow, NeedRow, OfferRow
from mobilization.queries.exchange import get_message, list_messages
from mobilization.queries.roads import list_warnings
from mobilization.rules.exchange.edxl import Answer, Contact, Line, Message, incident_name, need_name
from mobilization.rules.exchange.edxl_read import read_message
from mobilization.rules.exchange.edxl_table import MessageKind
from mobilization.rules.exchange.edxl_write import write_message
from mobilization.rules.exchange.inbox import MessageState
from mobilization.services.exchange.keeping import decline
from mobilization.services.exchange.receiving import Received, receive_message
from mobilization.services.exchange.warning import Chosen, confirm
from mobilization.services.personal import forget_contacts
from tests.db.inventory.register import DUTY, HOME, NEIGHBOUR, NOW, audit_findings, load_register
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
        assert [item.state for item in list_messages(session, scope="", limit=50)] == [MessageState.DECLINED]
        assert list_messages(session, scope=HOME, limit=50) == []


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


SYSTEM, NAME, PHONE = "bontaicho.quang-ngai", "Nguyễn Văn Tám", "0901000123"


def promised(incident_id: int, need_id: int) -> str:
    """Return another system's answer, signed by a person alone, with the number also in its words."""
    told = Message(
        kind=MessageKind.RESPONSE,
        id="gl:1",
        sent_at=NOW,
        originating=incident_name(SYSTEM, incident_id),
        preceding="x",
        text=f"Gọi {NAME}, 0901 000 123",
        contacts=(Contact(role="RespondingOrg", person=NAME, phones=(PHONE,)),),
        lines=(
            Line(
                id="1", answer=Answer(to=need_name(need_id), kind="Accept"), name="Xuồng", quantity=Decimal(9)
            ),
        ),
    )
    return write_message(told).decode()


@pytest.mark.usefixtures("lots")
def test_a_person_is_corrected_and_erased_in_a_message_and_in_what_came_of_it(
    app: Flask, database: Database
) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [("TB-001", 50)])
        need_id = session.scalars(select(NeedRow.id).where(NeedRow.incident_id == incident_id)).one()
        came = promised(incident_id, need_id)
        kept = receive(session, came)
        assert session.scalars(select(OfferRow.contact)).one() == f"{NAME} {PHONE}"
        assert not get_message(session, kept.id).redacted

    def person(*args: str) -> str:
        done = app.test_cli_runner().invoke(args=["person", *args])
        assert done.exit_code == 0, done.output
        return done.output

    shown = person("export", "--phone", PHONE)
    assert f"message:{kept.id}" in shown
    assert "offer:" in shown
    assert NAME in shown, "what is given out says the name beside the number"
    assert "message:" not in person("export", "--phone", PHONE, "--commune", HOME)
    person(
        "correct", "--same", "--name", NAME, "--new-name", f"{NAME} Em", "--new-phone", "0901000999", "--yes"
    )
    with database.reading() as session:
        told = read_message(get_message(session, kept.id).content)
        assert (told.contacts[0].person, told.contacts[0].phones) == (f"{NAME} Em", ("0901000999",))
        offer = session.scalars(select(OfferRow)).one()
        assert (offer.giver, offer.contact) == (f"{NAME} Em", f"{NAME} Em 0901000999")
    person("erase", "--phone", "+84 901 000 999", "--yes")
    person("erase", "--phone", PHONE, "--yes")
    assert "offer:" not in person("export", "--name", NAME)
    assert "message:" not in person("export", "--name", NAME)
    with database.transaction() as session:
        row = session.get_one(ExchangeMessageRow, kept.id)
        offer = session.scalars(select(OfferRow)).one()
        held = " ".join((row.content.decode(), row.sender, row.title, offer.giver, offer.contact, offer.note))
        assert not any(part in held for part in (NAME, PHONE, "0901000999", "0901 000 123"))
        assert (row.sender, offer.giver, offer.contact) == (ERASED, ERASED, ERASED)
        assert row.digest == hashlib.sha256(came.encode()).hexdigest(), "the digest stays that of what came"
        assert get_message(session, kept.id).redacted
        assert receive(session, came) == Received(id=kept.id, fresh=False), (
            "sent again it brings nothing back"
        )
        chain = list(session.scalars(select(AuditEntry)))
        assert {"person.export", "person.correct", "person.erase"} <= {entry.action for entry in chain}
        noted = "".join(f"{entry.subject}{entry.facts}" for entry in chain)
        assert f"message:{kept.id}" in noted
        assert "Tám" not in noted, "the chain cannot forget, so it never learns a name"
        assert "0901" not in noted
    assert audit_findings(app) == ()


@pytest.mark.usefixtures("lots")
def test_people_are_forgotten_a_year_after_a_message_was_dealt_with(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [("TB-001", 50)])
        need_id = session.scalars(select(NeedRow.id).where(NeedRow.incident_id == incident_id)).one()
        kept = receive(session, promised(incident_id, need_id)).id
        waits = receive(session, REQUEST).id

    def forgotten(after: timedelta) -> int:
        with database.transaction() as session:
            return forget_contacts(session, before=NOW + after, now=NOW, by="cli")

    assert forgotten(timedelta(days=1)) == 0, "its incident runs"
    with database.transaction() as session:
        session.get_one(IncidentRow, incident_id).closed_at = NOW
    assert forgotten(timedelta(0)) == 0, "not yet a year"
    assert forgotten(timedelta(days=1)) == 1
    assert forgotten(timedelta(days=1)) == 0, "there is nobody left to forget"
    with database.reading() as session:
        row, offer = session.get_one(ExchangeMessageRow, kept), session.scalars(select(OfferRow)).one()
        held = " ".join((row.content.decode(), row.sender, row.title, offer.giver, offer.contact, offer.note))
        assert not any(part in held for part in (NAME, PHONE, "0901 000 123"))
        assert read_message(row.content).lines[0].quantity == Decimal(9), "what was promised stays"
        assert PHONE in get_message(session, waits).content.decode(), (
            "it waits for a person, who may have to call"
        )
    assert audit_findings(app) == ()


def test_a_warning_no_longer_names_the_person_who_sent_its_alert(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        receive(session, warning(HOME).replace("Đài Khí tượng Thủy văn tỉnh", NAME), at_once=True)
        assert [item.note.partition(":")[0] for item in list_warnings(session, NOW)] == [NAME]
    app.test_cli_runner().invoke(args=["person", "erase", "--same", "--name", "nguyen van tam", "--yes"])
    with database.reading() as session:
        assert [item.note.partition(":")[0] for item in list_warnings(session, NOW)] == [ERASED]
        assert [item.sender for item in list_messages(session, scope="", limit=50)] == [ERASED]
    assert audit_findings(app) == ()
