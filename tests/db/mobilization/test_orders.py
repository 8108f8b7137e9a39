"""Orders: two hands, a lawful form, one commune; drafts that pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from core.clock import day_of
from core.db import Database
from core.documents.paper import Table, date_line, day_text, number_line
from core.errors import DomainError, NotFoundError
from inventory.rules.catalogue import LegalForm
from mobilization.queries.dispatches import get_dispatch, list_dispatches
from mobilization.queries.orders import get_order
from mobilization.queries.settlement import list_acts
from mobilization.rules.authority import NotAnObjectError, NotCompetentError, SameHandError
from mobilization.rules.papers.numbering import PaperDateError
from mobilization.rules.states import State
from mobilization.services.later_papers import paper_named
from mobilization.services.order_seen import DraftChangedError
from mobilization.services.orders import (
    EndBeforeStartError,
    ManyDonorsError,
    NothingChosenError,
    OralError,
    OrderPassedError,
    OrderTerms,
    approve,
    draft_order,
    note_number,
    withdraw,
)
from mobilization.services.papers import paper_of
from mobilization.services.sending_back import send_back
from tests.db.inventory.register import (
    CANOES,
    CHAIRMAN,
    DUTY,
    HOME_CHAIRMAN,
    HOME_DUTY,
    JACKETS,
    MILITIA,
    NOW,
    SAWS,
    audit_findings,
    numbers_of,
    stock,
)
from tests.db.mobilization.command_post import (
    ORDERED_AT,
    SEEN_AT,
    begin,
    draft,
    hold,
    order,
    refuse,
    step,
    terms,
)

pytestmark = pytest.mark.usefixtures("lots")


def test_the_drafter_never_approves_the_own_paper(database: Database) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 5)])
        [item] = hold(session, incident_id)
        order_id = draft(session, incident_id, [item.id])
    refuse(database, SameHandError, lambda session: approve(session, order_id=order_id, actor=DUTY, now=NOW))
    with database.transaction() as session:
        assert get_order(session, order_id).state == "draft"
        assert approve(session, order_id=order_id, actor=CHAIRMAN, now=NOW) == 1
        assert get_dispatch(session, item.id).state is State.ORDERED
    refuse(
        database,
        OrderPassedError,
        lambda session: approve(session, order_id=order_id, actor=CHAIRMAN, now=NOW),
    )


def test_an_unlawful_form_is_refused_before_a_draft_exists(database: Database) -> None:
    with database.transaction() as session:
        stock(session, 4, type_code=CANOES, household="Ông Tư")
        stock(session, 4, type_code="LL-026")
        stock(session, 40, type_code=MILITIA)
        commune_run = begin(session, [(CANOES, 2)], actor=HOME_DUTY)
        [theirs] = hold(session, commune_run, HOME_DUTY)
        province_run = begin(session, [(CANOES, 2), (MILITIA, 10)])
        canoes, militia = sorted(hold(session, province_run), key=lambda item: item.type_code != CANOES)
    cases: list[tuple[int, int, LegalForm, type[DomainError]]] = [
        (commune_run, theirs.id, LegalForm.TRUNG_DUNG, NotCompetentError),
        (commune_run, theirs.id, LegalForm.TRUNG_MUA, NotCompetentError),
        (commune_run, theirs.id, LegalForm.DIEU_DONG, NotAnObjectError),
        (province_run, canoes.id, LegalForm.TRUNG_MUA, NotAnObjectError),
        (province_run, militia.id, LegalForm.TRUNG_DUNG, NotAnObjectError),
        (province_run, militia.id, LegalForm.TRUNG_MUA, NotAnObjectError),
    ]
    for incident_id, item, form, error in cases:
        actor = HOME_DUTY if incident_id == commune_run else DUTY
        refuse(
            database,
            error,
            lambda session, i=incident_id, d=item, f=form, a=actor: draft(session, i, [d], form=f, actor=a),  # type: ignore[misc]
        )
    with database.transaction() as session:
        assert draft(session, province_run, [canoes.id], form=LegalForm.TRUNG_DUNG)
        assert draft(session, province_run, [militia.id], form=LegalForm.DIEU_DONG)
        order(session, commune_run, [theirs.id], drafter=HOME_DUTY, approver=HOME_CHAIRMAN)


def test_an_order_holds_reserved_things_of_one_commune_once(database: Database) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 50)])
        own, other = hold(session, incident_id)
        foreign = begin(session, [(JACKETS, 1)])
        draft(session, incident_id, [own.id])
    refuse(database, OrderPassedError, lambda session: draft(session, incident_id, [own.id]))
    refuse(database, NothingChosenError, lambda session: draft(session, incident_id, []))
    refuse(database, NothingChosenError, lambda session: draft(session, foreign, [other.id]))
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 50)])
        two = [item.id for item in hold(session, incident_id)]
        stock(session, 10, place="kho khác")
        incident_id = begin(session, [(JACKETS, 20)])
        mixed = [item.id for item in hold(session, incident_id)]
    assert len(two) == 1
    refuse(database, ManyDonorsError, lambda session: draft(session, incident_id, mixed))
    wrong: tuple[tuple[OrderTerms, type[DomainError]], ...] = (
        (replace(terms(), until=terms().arrive_by), EndBeforeStartError),
        (replace(terms(), oral_at=NOW), OralError),
        (replace(terms(LegalForm.TRUNG_DUNG), oral_at=NOW + timedelta(minutes=1)), OralError),
    )
    call: dict[str, Any] = {"incident_id": incident_id, "dispatch_ids": mixed[:1], "actor": DUTY, "now": NOW}
    for written, refusal in wrong:
        refuse(database, refusal, lambda session, w=written: draft_order(session, terms=w, **call))  # type: ignore[misc]


def test_a_withdrawn_draft_leaves_its_things_reserved_for_another(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 5)])
        [item] = hold(session, incident_id)
        order_id = draft(session, incident_id, [item.id])
        withdraw(session, order_id=order_id, actor=DUTY, now=NOW)
        assert numbers_of(session, item.lot_id) == (30, 5, 0, 0)
        order(session, incident_id, [item.id])
    refuse(
        database,
        OrderPassedError,
        lambda session: approve(session, order_id=order_id, actor=CHAIRMAN, now=NOW),
    )
    refuse(
        database,
        OrderPassedError,
        lambda session: note_number(
            session, order_id=order_id, number="1", dated=day_of(NOW), actor=DUTY, now=NOW
        ),
    )
    assert audit_findings(app) == ()


def test_a_draft_sent_back_says_why_and_leaves_its_things_reserved(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 5)])
        [item] = hold(session, incident_id)
        order_id = draft(session, incident_id, [item.id])
        send_back(session, order_id=order_id, reason=" sai nơi đến ", actor=CHAIRMAN, now=NOW)
        assert get_order(session, order_id).state == "sent_back"
        assert [act.text for act in list_acts(session, order_id).values()] == ["sai nơi đến"]
        assert numbers_of(session, item.lot_id) == (30, 5, 0, 0)
        other = draft(session, incident_id, [item.id])
    for act in (
        lambda session: approve(session, order_id=order_id, actor=CHAIRMAN, now=NOW),
        lambda session: send_back(session, order_id=order_id, reason="lại", actor=CHAIRMAN, now=NOW),
    ):
        refuse(database, OrderPassedError, act)
    seen_before: dict[str, Any] = {
        "order_id": other,
        "reason": "sai",
        "actor": CHAIRMAN,
        "now": NOW,
        "seen": "0_khac",
    }
    refuse(database, DraftChangedError, lambda session: send_back(session, **seen_before))
    assert audit_findings(app) == ()


def test_the_clerks_number_and_day_make_the_draft_a_paper(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        stock(session, 1, type_code=SAWS, household="Hộ ông Năm")
        incident_id = begin(session, [(SAWS, 1)])
        order_id = order(session, incident_id, [item.id for item in hold(session, incident_id)])
    for wrong in (day_of(NOW) - timedelta(days=1), day_of(NOW) + timedelta(days=1)):
        refuse(
            database,
            PaperDateError,
            lambda session, day=wrong: note_number(  # type: ignore[misc]
                session, order_id=order_id, number="412", dated=day, actor=DUTY, now=ORDERED_AT
            ),
        )
    with database.transaction() as session:
        before = paper_of(session, get_order(session, order_id), province="Quảng Ngãi")
        note_number(session, order_id=order_id, number=" 412 ", dated=day_of(NOW), actor=DUTY, now=ORDERED_AT)
        after = paper_of(session, get_order(session, order_id), province="Quảng Ngãi")
    assert before.draft
    assert (after.draft, number_line(after)) == (False, "Số: 412/QĐ-UBND")
    assert day_text(day_of(NOW)) in date_line(after)
    assert {"- Hộ ông Năm;", "- UBND xã Bình Minh;"} <= set(after.recipients)
    assert audit_findings(app) == ()


def test_what_is_cancelled_leaves_the_draft_and_the_rest_can_be_approved(database: Database) -> None:
    with database.transaction() as session:
        stock(session, 4, type_code=CANOES)
        stock(session, 4, type_code="LL-026")
        incident_id = begin(session, [(JACKETS, 5), (CANOES, 1)])
        first, second = hold(session, incident_id)
        order_id = draft(session, incident_id, [first.id, second.id])
        step(session, first.id, State.CANCELLED)
        assert [item.id for item in list_dispatches(session, order_id=order_id)] == [second.id]
        assert approve(session, order_id=order_id, actor=CHAIRMAN, now=NOW) == 1
    with database.transaction() as session:
        incident_id = begin(session, [(CANOES, 1)])
        [only] = hold(session, incident_id)
        empty = draft(session, incident_id, [only.id])
        step(session, only.id, State.CANCELLED)
    refuse(
        database,
        NothingChosenError,
        lambda session: approve(session, order_id=empty, actor=CHAIRMAN, now=NOW),
    )


def test_what_is_refused_is_amended_and_what_takes_its_place_is_named(database: Database) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 5)])
        [item] = hold(session, incident_id)
        order_id = order(session, incident_id, [item.id])
        with pytest.raises(NotFoundError):
            paper_named(
                session,
                get_order(session, order_id),
                "sua-doi",
                province="Quảng Ngãi",
                data_dir=Path("khong-co"),
            )
        step(session, item.id, State.CANCELLED, actor=DUTY)
        [other] = [found for found in hold(session, incident_id) if found.id != item.id]
        approve(session, order_id=draft(session, incident_id, [other.id]), actor=CHAIRMAN, now=SEEN_AT)
        paper = paper_named(
            session, get_order(session, order_id), "sua-doi", province="Quảng Ngãi", data_dir=Path("khong-co")
        )
    (rows,) = [block.rows for block in paper.blocks if isinstance(block, Table)]
    assert [row[3:5] for row in rows] == [("5", "0"), ("0", "5")]
    assert "bổ sung theo Quyết định huy động số" in rows[1][5]


def test_what_was_held_before_a_refusal_takes_nothings_place(
    database: Database, lots: tuple[int, int]
) -> None:
    """The rest of a plan is ordered after the first commune refused: it was counted on beside it."""
    near, far = lots
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 50)])
        items = {item.lot_id: item.id for item in hold(session, incident_id)}
        order_id = order(session, incident_id, [items[near]])
        step(session, items[near], State.REFUSED)
        later = draft(session, incident_id, [items[far]])
        approve(session, order_id=later, actor=CHAIRMAN, now=SEEN_AT)

        def rows() -> list[tuple[str, ...]]:
            paper = paper_named(
                session, get_order(session, order_id), "sua-doi", province="Quảng Ngãi", data_dir=Path("x")
            )
            return [row[3:5] for block in paper.blocks if isinstance(block, Table) for row in block.rows]

        assert rows() == [("30", "0")]
        (new,) = [item for item in hold(session, incident_id) if item.id not in items.values()]
        approve(session, order_id=draft(session, incident_id, [new.id]), actor=CHAIRMAN, now=SEEN_AT)
        assert rows() == [("30", "0"), ("0", "30")]
        step(session, items[far], State.ACKNOWLEDGED)
        step(session, items[far], State.DEPARTED, part=5)
        assert rows() == [("30", "0"), ("0", "30")]
