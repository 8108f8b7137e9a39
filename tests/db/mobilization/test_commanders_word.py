"""What commanders say of sources and roads is kept in the plan, and a plan older than it is not accepted."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from core.db import Database
from inventory.models import MovementRow
from inventory.rules.stock import NotFreeError
from mobilization.queries.dispatches import find_newest_plan, list_dispatches
from mobilization.queries.kept_plans import made_with
from mobilization.queries.planning import list_choices
from mobilization.rules.passed import passed_of
from mobilization.rules.problem import Problem
from mobilization.rules.states import State
from mobilization.services import plan_results
from mobilization.services.accepting import PlanOutdatedError, PlanPassedError, accept, accept_together
from mobilization.services.choices import forbid, pin, undo
from mobilization.services.conditions import (
    NotNeighboursError,
    RoadTableError,
    change_road,
    load_road_minutes,
    restore_road,
    warn,
)
from mobilization.services.planning import propose_together
from mobilization.solver.plan import Plans, make_plans
from tests.db.inventory.register import DUTY, HOME, JACKETS, NEIGHBOUR, NOW, SAWS, THIRD, numbers_of, stock
from tests.db.mobilization.command_post import begin, hold, need, order, plan, refuse, step, take_plan

SAID = {"actor": DUTY, "now": NOW}


def lines(session: object, incident_id: int) -> dict[int, int]:
    """Return the newest plan's units by lot."""
    newest = find_newest_plan(session, incident_id)  # type: ignore[arg-type]
    assert newest is not None
    return {line[1]: line[2] for line in newest.result["lines"]}


def test_pins_and_bans_hold_until_taken_back(database: Database, lots: tuple[int, int]) -> None:
    near, far = lots
    with database.transaction() as session:
        incident_id = begin(session, [])
        need_id = need(session, incident_id, JACKETS, 20)
        wish = {"incident_id": incident_id, "need_id": need_id, "reason": "", **SAID}
        pin(session, lot_id=far, quantity=Decimal(8), **wish)  # type: ignore[arg-type]
        plan(session, incident_id)
        assert lines(session, incident_id) == {near: 12, far: 8}
        ban = forbid(session, lot_id=near, whole_holder=True, **wish)  # type: ignore[arg-type]
        refuse_old = find_newest_plan(session, incident_id)
        assert refuse_old is not None
    refuse(database, PlanOutdatedError, lambda session: take_plan(session, incident_id))
    with database.transaction() as session:
        plan(session, incident_id)
        assert lines(session, incident_id) == {far: 20}
        newest = find_newest_plan(session, incident_id)
        assert newest is not None
        assert passed_of(newest.result, need_id, JACKETS) == {"forbidden": [near]}
        assert [change[0] for change in newest.result["changes"]] == ["removed", "changed"]
        undo(session, incident_id=incident_id, choice_id=ban, actor=DUTY, now=NOW)
        plan(session, incident_id)
        assert lines(session, incident_id) == {near: 12, far: 8}
        assert [choice.kind for choice in list_choices(session, [incident_id])] == ["pin"]


def test_a_refused_source_is_replaced_and_what_stands_stays(
    database: Database, lots: tuple[int, int]
) -> None:
    near, far = lots
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 50)])
        held = hold(session, incident_id)
        order(session, incident_id, [item.id for item in held if item.lot_id == near])
        gone = next(item for item in held if item.lot_id == near)
        step(session, gone.id, State.REFUSED)
        plan(session, incident_id)
        newest = find_newest_plan(session, incident_id)
        assert newest is not None
        assert lines(session, incident_id) == {far: 30}
        assert (newest.result["number"], newest.result["amendment"]) == (2, 1)
        assert newest.result["changes"] == [
            ["removed", gone.need_id, near, 30, 0],
            ["changed", gone.need_id, far, 20, 50],
        ]
        assert numbers_of(session, far)[1] == 20


def test_who_refused_is_asked_again_only_when_the_post_says_so(
    database: Database, lots: tuple[int, int]
) -> None:
    near, far = lots
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 50)])
        held = hold(session, incident_id)
        (gone,) = [item.id for item in held if item.lot_id == near]
        order(session, incident_id, [gone])
        step(session, gone, State.REFUSED)
        (said,) = list_choices(session, [incident_id])
        assert (said.kind, said.lot_id, said.need_id, said.by_holder) == ("forbid", near, None, True)
        ban: dict[str, Any] = {"need_id": None, "whole_holder": False, "reason": "", **SAID}
        forbid(session, incident_id=incident_id, lot_id=far, **ban)
        own = list_choices(session, [incident_id])[-1]
        assert (own.lot_id, own.by_holder) == (far, False)
        undo(session, incident_id=incident_id, choice_id=own.id, actor=DUTY, now=NOW)
        plan(session, incident_id)
        assert near not in lines(session, incident_id)
        undo(session, incident_id=incident_id, choice_id=said.id, actor=DUTY, now=NOW)
        plan(session, incident_id)
        assert lines(session, incident_id)[near] == 30
        assert numbers_of(session, far)[1] == 20


def test_a_road_cut_after_the_plan_makes_it_out_of_date(database: Database, lots: tuple[int, int]) -> None:
    far = lots[1]
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 50)])
        plan(session, incident_id)
        for end in (HOME, THIRD):
            said = {"minutes": None, "until": None, "text": "", **SAID}
            if end != NEIGHBOUR:
                change_road(session, commune_code=NEIGHBOUR, neighbour=end, **said)  # type: ignore[arg-type]
    refuse(database, PlanOutdatedError, lambda session: take_plan(session, incident_id))
    with database.transaction() as session:
        plan(session, incident_id)
        assert far not in lines(session, incident_id)
        for end in (HOME, THIRD):
            restore_road(session, commune_code=NEIGHBOUR, neighbour=end, actor=DUTY, now=NOW)
        assert (
            load_road_minutes(
                session, ["from,to,minutes", f"{NEIGHBOUR},{HOME},7"], source="duong.csv", now=NOW
            )
            == 1
        )
        plan(session, incident_id)
        newest = find_newest_plan(session, incident_id)
        assert newest is not None
        minutes = {line[1]: line[4] for line in newest.result["lines"]}
        assert minutes[far] == 15 + 7
        assert newest.result["sources"] == ["estimate", "engine"]
    with pytest.raises(RoadTableError), database.transaction() as session:
        load_road_minutes(session, [f"{NEIGHBOUR},99999,7"], source="duong.csv", now=NOW)
    with pytest.raises(NotNeighboursError), database.transaction() as session:
        change_road(
            session, commune_code=HOME, neighbour=HOME, minutes=5, until=None, text="", actor=DUTY, now=NOW
        )


def test_incidents_share_one_stock_and_a_warned_commune_keeps_more(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        first, second = (begin(session, [(JACKETS, 90)]) for _ in range(2))
        propose_together(session, actor=DUTY, now=NOW)
        got = [sum(lines(session, incident_id).values()) for incident_id in (first, second)]
        assert sum(got) == 30 + 90
        assert abs(got[0] - got[1]) <= 9  # fairness counts in tenths of a need
        warn(
            session,
            commune_code=NEIGHBOUR,
            level=3,
            keep_percent=50,
            until=NOW + timedelta(days=1),
            text="",
            actor=DUTY,
            now=NOW,
        )
        made = propose_together(session, actor=DUTY, now=NOW)
        got = [sum(lines(session, incident_id).values()) for incident_id in (first, second)]
        assert sum(got) == 30 + 40
        assert accept_together(session, plan_ids=made, actor=DUTY, now=NOW) >= 2
    refuse(
        database,
        PlanPassedError,
        lambda session: accept_together(session, plan_ids=made, actor=DUTY, now=NOW),
    )


def test_plans_made_together_are_accepted_together(database: Database, lots: tuple[int, int]) -> None:
    """The first takes at home what must stay there, the second the rest: taken one by one it would be kept twice."""
    with database.transaction() as session:
        saws = stock(session, 12, type_code=SAWS, keep=5)
        begin_at_home = begin(session, [(SAWS, 5)])
        elsewhere = begin(session, [(SAWS, 7)], commune=NEIGHBOUR)
        made = propose_together(session, actor=DUTY, now=NOW)
        assert [lines(session, one) for one in (begin_at_home, elsewhere)] == [{saws: 5}, {saws: 7}]
    with database.transaction() as session:
        assert accept_together(session, plan_ids=made, actor=DUTY, now=NOW) == 2
    with database.reading() as session:
        assert numbers_of(session, saws)[:2] == (12, 12)
        moved = session.execute(select(MovementRow.batch, MovementRow.reserved)).all()
        batches = {row.batch: row.reserved for row in moved}
        assert batches == {"": 0, f"incident:{begin_at_home}": 5, f"incident:{elsewhere}": 7}


def test_of_plans_made_together_only_the_one_refused_is_made_anew(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        stock(session, 12, type_code=SAWS, keep=5)
        at_home, elsewhere = begin(session, [(SAWS, 5)]), begin(session, [(SAWS, 7)], commune=NEIGHBOUR)
        first, second = made = propose_together(session, actor=DUTY, now=NOW)
        assert made_with(session, NOW) == made
    with database.transaction() as session:
        accept(session, incident_id=at_home, plan_id=first, actor=DUTY, now=NOW)
        assert made_with(session, NOW) == [second]
    refuse(
        database,
        NotFreeError,
        lambda s: accept(s, incident_id=elsewhere, plan_id=second, actor=DUTY, now=NOW),
    )
    with database.transaction() as session:
        accepted = list_dispatches(session, incident_id=at_home)
        far = stock(session, 9, type_code=SAWS, commune=THIRD)
        hold(session, elsewhere)  # made anew alone, it draws on what is free now
        assert lines(session, elsewhere) == {far: 7}
        assert list_dispatches(session, incident_id=at_home) == accepted


def test_public_holders_and_those_not_called_before_come_first(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        private = stock(session, 9, type_code=SAWS, household="Nguyễn Văn A")
        other = stock(session, 9, type_code=SAWS, household="Trần Thị B")
        public = stock(session, 2, type_code=SAWS)
        incident_id = begin(session, [(SAWS, 5)])
        hold(session, incident_id)
        assert lines(session, incident_id) == {public: 2, private: 3}
        again = begin(session, [(SAWS, 4)])
        plan(session, again)
        assert lines(session, again) == {other: 4}


def test_a_plan_that_fails_its_check_is_logged_and_not_used(
    database: Database,
    lots: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(problem: Problem, **more: Any) -> Plans:
        plans = make_plans(problem, **more)
        lines = tuple(line._replace(quantity=999) for line in plans.best.lines)
        return replace(plans, best=replace(plans.best, lines=lines))

    monkeypatch.setattr(plan_results, "make_plans", broken)
    with database.transaction() as session, caplog.at_level(logging.ERROR):
        incident_id = begin(session, [(JACKETS, 50)])
        plan(session, incident_id)
        newest = find_newest_plan(session, incident_id)
    assert newest is not None
    assert not newest.proved
    assert newest.result["method"] == "quick"
    assert "fails its check" in caplog.text
