"""What a message may change here: which older ones it takes back, which of its lines become needs, offers, releases."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.db import Database
from core.errors import NotFoundError
from mobilization.models import ExchangeMessageRow, IncidentRow, NeedRow
from mobilization.queries.exchange import get_message
from mobilization.queries.needs import list_needs
from mobilization.queries.outside import list_offers
from mobilization.rules.exchange.edxl import (
    Answer,
    Contact,
    Line,
    Message,
    When,
    dispatch_name,
    incident_name,
    need_name,
)
from mobilization.rules.exchange.edxl_table import MessageKind
from mobilization.rules.exchange.edxl_write import write_message
from mobilization.rules.exchange.inbox import MessageState, NothingTakenError
from mobilization.rules.states import State
from mobilization.services.exchange.answering import answer_message
from mobilization.services.exchange.keeping import decline
from mobilization.services.exchange.receiving import receive_message
from mobilization.services.exchange.taking import (
    MOST_MINUTES,
    TakenLine,
    list_going,
    take_release,
    take_request,
    within,
)
from mobilization.services.exchange.writing import NothingToSendError
from mobilization.services.needs import remove_need
from tests.db.inventory.register import DUTY, HOME_DUTY, NOW
from tests.db.mobilization.command_post import begin, hold, need, order, step
from tests.rules.mobilization.exchange.samples import REQUEST, alert

SYSTEM = "bontaicho.quang-ngai"
ORGANISATION = "Ban Chỉ huy PTDS tỉnh Gia Lai"


def came(session: Session, content: str, actor: Actor = DUTY) -> int:
    """Return the number of a message that came to a post."""
    return receive_message(
        session,
        content=content.encode(),
        system=SYSTEM,
        province="Quảng Ngãi",
        at_once=False,
        actor=actor,
        now=NOW,
    ).id


def recalling(kind: str) -> str:
    """Return a request that takes back the one of the samples, or stands in for it."""
    told = (
        "<m:MessageRecall><c:RecallMessageID>gialai.gov.vn:2026-11-0017</c:RecallMessageID>"
        f"<c:RecallType>{kind}</c:RecallType></m:MessageRecall><m:ContactInformation>"
    )
    renamed = REQUEST.replace("<m:MessageID>gialai.gov.vn:2026-11-0017", "<m:MessageID>gialai.gov.vn:2")
    return renamed.replace("<m:ContactInformation>", told, 1)


@pytest.mark.parametrize(
    ("post", "declined", "kind", "older", "newer"),
    [
        (DUTY, False, "Cancel", MessageState.RECALLED, MessageState.NOTED),
        (
            DUTY,
            False,
            "Update",
            MessageState.RECALLED,
            MessageState.RECEIVED,
        ),  # the newer one waits in its place
        (DUTY, True, "Cancel", MessageState.DECLINED, MessageState.NOTED),  # what was decided stays decided
        (HOME_DUTY, False, "Cancel", MessageState.RECEIVED, MessageState.NOTED),  # another post's box
    ],
)
def test_a_message_takes_back_what_waits_in_the_same_box(
    database: Database, post: Actor, declined: bool, kind: str, older: MessageState, newer: MessageState
) -> None:
    with database.transaction() as session:
        first = came(session, REQUEST)
        if declined:
            decline(session, message_id=first, actor=DUTY, now=NOW)
        second = came(session, recalling(kind), post)
        assert [get_message(session, number).state for number in (first, second)] == [older, newer]


def test_nobody_takes_back_what_another_one_sent(database: Database) -> None:
    """Numbers of messages are guessed easily: the recall is kept, and what it names still waits for a person."""
    later = (NOW + timedelta(hours=9)).isoformat(timespec="seconds")
    real = alert(identifier="A", expires=later)
    named = alert(identifier="B", step="Cancel", references="kttv@example.vn,A,x", expires=later)
    strange = named.replace("<sender>kttv@example.vn", "<sender>ke.khac@example.vn")
    other = recalling("Cancel").replace(ORGANISATION, "Công ty lạ")
    assert other != recalling("Cancel")
    assert strange != named
    with database.transaction() as session:
        first = [came(session, content) for content in (REQUEST, real)]
        for content in (other, strange, strange.replace("kttv@example.vn,A", "ke.khac@example.vn,A")):
            came(session, content.replace("<identifier>B", f"<identifier>B{len(content)}"))
        states = [get_message(session, number).state for number in first]
    assert states == [MessageState.RECEIVED, MessageState.RECEIVED]


def test_an_exercise_takes_no_warning_back_and_one_danger_over_ends_no_other(database: Database) -> None:
    later = (NOW + timedelta(hours=9)).isoformat(timespec="seconds")
    real = alert(identifier="A", expires=later)
    played = alert(
        identifier="B", status="Exercise", step="Cancel", references="kttv@example.vn,A,x", expires=later
    )
    info = real[real.rindex("<info>") : real.rindex("</info>") + 7]
    gone = info.replace(later, (NOW - timedelta(hours=1)).isoformat(timespec="seconds"))
    two = alert(identifier="C", expires=later).replace(info, gone + info)
    with database.transaction() as session:
        numbers = [came(session, content) for content in (real, played, two)]
        states = [get_message(session, number).state for number in numbers]
    assert states == [MessageState.RECEIVED, MessageState.NOTED, MessageState.RECEIVED]


@pytest.mark.parametrize(
    ("wanted", "minutes"),
    [
        (None, None),
        (timedelta(hours=6), 360),
        (timedelta(seconds=10), 1),
        (timedelta(0), None),
        (timedelta(hours=-1), None),  # its time is over: it is wanted all the same, at once
        (timedelta(days=60), MOST_MINUTES),
    ],
)
def test_in_how_many_minutes_a_line_is_wanted(wanted: timedelta | None, minutes: int | None) -> None:
    at = None if wanted is None else NOW + wanted
    line = Line(id="1", whens=(When(kind="RequestedArrival", at=at),))
    assert within(line, NOW) == minutes


def test_only_lines_of_the_message_are_taken_and_only_as_what_it_is(database: Database) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [])
        number = came(session, REQUEST)
        with pytest.raises(NotFoundError):
            take_release(session, message_id=number, system=SYSTEM, actor=DUTY, now=NOW)
        lines = [TakenLine(line_id=one, type_code="TB-001", quantity=Decimal(4)) for one in ("001", "999")]

        def take(chosen: list[TakenLine]) -> None:
            take_request(session, message_id=number, into=incident_id, lines=chosen, actor=DUTY, now=NOW)

        with pytest.raises(NothingTakenError):
            take(lines[1:])
        take(lines)
        assert [need.quantity for need in list_needs(session, incident_id)] == [4]
        assert get_message(session, number).state == MessageState.TAKEN


@pytest.mark.usefixtures("lots")
def test_a_release_sends_home_what_is_out_in_the_quantity_it_names(database: Database) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [("TB-001", 50)])
        out, called = hold(session, incident_id)
        for item in (out, called):  # of two communes
            order(session, incident_id, [item.id])
        for state in (State.ACKNOWLEDGED, State.DEPARTED):
            step(session, out.id, state)

        def line(number: int, quantity: Decimal | None) -> Line:
            return Line(
                id=f"{number}-{quantity}",
                resource_id=dispatch_name(SYSTEM, number),
                name="x",
                quantity=quantity,
            )

        told = Message(
            kind=MessageKind.RELEASE,
            id="gl:1",
            sent_at=NOW,
            originating="x",
            contacts=(Contact(role="Sender", organisation="Tỉnh Gia Lai"),),
            lines=(
                line(out.id, out.quantity),
                line(out.id, None),
                line(out.id, out.quantity - 1),
                line(called.id, called.quantity),
                line(9999, Decimal(1)),
            ),
        )
        why = [going.why for going in list_going(session, told, SYSTEM)]
        assert why == ["", "", "quantity", "state", "resource_unknown"]


def test_an_answer_becomes_offers_for_open_needs_of_the_incident_it_answers(database: Database) -> None:
    hours = [NOW + timedelta(hours=number) for number in (2, 30)]
    with database.transaction() as session:
        incident_id, other_id = begin(session, []), begin(session, [])
        own, gone = need(session, incident_id), need(session, incident_id)
        strange = need(session, other_id)
        remove_need(session, incident_id=incident_id, need_id=gone, actor=DUTY, now=NOW)
        whens = (When(kind="EstimatedArrival", at=hours[0]), When(kind="EndAvailable", at=hours[1]))

        def answer(identifier: str) -> str:
            return write_message(
                Message(
                    kind=MessageKind.RESPONSE,
                    id=identifier,
                    sent_at=NOW,
                    originating=incident_name(SYSTEM, incident_id),
                    preceding="x",
                    contacts=(Contact(role="RespondingOrg", organisation="Tỉnh Gia Lai"),),
                    lines=tuple(
                        Line(
                            id=str(place),
                            answer=Answer(to=need_name(asked), kind=kind),
                            name="Áo phao",
                            quantity=Decimal(quantity),
                            whens=whens,
                        )
                        for place, (asked, kind, quantity) in enumerate(
                            [
                                (own, "Accept", "9"),
                                (own, "Accept", "1.5"),
                                (own, "Decline", "9"),
                                (gone, "Accept", "9"),
                                (strange, "Accept", "9"),
                            ]
                        )
                    ),
                )
            ).decode()

        told = get_message(session, came(session, answer("gl:1")))
        assert [told.answer[str(place)].get("why", "") for place in range(5)] == [
            "",
            "no_quantity",
            "declined",
            "need_unknown",
            "need_unknown",
        ]
        (offer,) = list_offers(session, incident_id)
        assert (offer.quantity, offer.arrives_at, offer.until) == (9, *hours)
        session.get_one(IncidentRow, incident_id).closed_at = NOW
        late = get_message(session, came(session, answer("gl:2")))
        assert (late.state, late.note) == (MessageState.RECEIVED, "incident_closed")
        assert len(list_offers(session, incident_id)) == 1


def test_our_answer_promises_no_more_than_was_asked_and_nothing_before_a_person_decided(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [])
        number = came(session, REQUEST)
        with pytest.raises(NothingToSendError):
            answer_message(session, number, province="Quảng Ngãi", now=NOW)
        taken = TakenLine(line_id="001", type_code="TB-001", quantity=Decimal(4))
        take_request(session, message_id=number, into=incident_id, lines=[taken], actor=DUTY, now=NOW)
        assert session.get_one(ExchangeMessageRow, number).version == 2
        hold(session, incident_id)
        (asked,) = list_needs(session, incident_id)
        session.get_one(NeedRow, asked.id).quantity = Decimal(
            3
        )  # less is asked for by now than is on its way
        session.flush()
        told = answer_message(session, number, province="Quảng Ngãi", now=NOW)
        assert [line.quantity for line in told.lines] == [3, None]
