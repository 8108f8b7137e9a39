"""A chairman approves an incident's drafts at one press: each an act of its own, what is not his left out."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import select

from core.audit.models import AuditEntry
from core.db import Database
from mobilization.models import DispatchRow
from mobilization.queries.dispatches import list_dispatches
from mobilization.queries.orders import get_order, list_lines
from mobilization.rules.approving import LeftOut, NoDraftChosenError
from mobilization.rules.states import State
from mobilization.services.approving import approve_drafts
from mobilization.services.incidents import stream_of
from mobilization.services.order_seen import DraftChangedError, mark_of
from mobilization.services.orders import approve, withdraw
from tests.db.inventory.register import CHAIRMAN, DUTY, HOME, JACKETS
from tests.db.mobilization.command_post import ORDERED_AT, begin, draft, hold, refuse, step

pytestmark = pytest.mark.usefixtures("lots")


def test_each_draft_is_an_act_of_its_own_and_what_changed_is_left_out(database: Database) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 7), (JACKETS, 6), (JACKETS, 5), (JACKETS, 4), (JACKETS, 3)])
        drafted = [draft(session, incident_id, [item.id]) for item in hold(session, incident_id)]
        good, other, gone, early, thinner = drafted
    with database.transaction() as session:
        seen = {
            order_id: mark_of(get_order(session, order_id), list_lines(session, get_order(session, order_id)))
            for order_id in drafted
        }
        withdraw(session, order_id=gone, actor=DUTY, now=ORDERED_AT)
        step(session, list_lines(session, get_order(session, thinner))[0].id, State.CANCELLED, part=1)
        approve(session, order_id=early, actor=CHAIRMAN, now=ORDERED_AT, seen=seen[early])
    alone = partial(approve, order_id=thinner, actor=CHAIRMAN, now=ORDERED_AT, seen=seen[thinner])
    refuse(database, DraftChangedError, alone)  # nor by itself: it calls on less than was read
    with database.transaction() as session:
        done = approve_drafts(session, incident_id=incident_id, seen=seen, actor=CHAIRMAN, now=ORDERED_AT)
        assert (done.orders, done.lines) == (2, 2)
        assert done.left == ((HOME, LeftOut.CHANGED),) * 3
    with database.reading() as session:
        entries = session.scalars(
            select(AuditEntry.subject).where(
                AuditEntry.stream == stream_of(incident_id), AuditEntry.action == "order.approve"
            )
        ).all()
        assert sorted(entries) == sorted(map(str, (good, other, early)))  # one entry each, none twice
        assert session.scalars(select(DispatchRow.state).where(DispatchRow.order_id == thinner)).all() == [
            "reserved"
        ]
        assert {item.state for item in list_dispatches(session, order_id=good)} == {State.ORDERED}


def test_nothing_chosen_approves_nothing(database: Database) -> None:
    with database.transaction() as session:
        incident_id, foreign = begin(session, [(JACKETS, 4)]), begin(session, [(JACKETS, 4)])
        [item] = hold(session, foreign)
        elsewhere = draft(session, foreign, [item.id])
        mark = mark_of(get_order(session, elsewhere), list_lines(session, get_order(session, elsewhere)))
    chosen: tuple[dict[int, str], ...] = ({}, {elsewhere: mark})
    for seen in chosen:
        act = partial(approve_drafts, incident_id=incident_id, seen=seen, actor=CHAIRMAN, now=ORDERED_AT)
        refuse(database, NoDraftChosenError, act)
