"""Types that stand for others, as the catalogue says, are planned with; bans outlive what they were said of."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import update

from core.db import Database
from inventory.models import LotRow
from inventory.services.managing_catalogue import set_substitute
from mobilization.queries.dispatches import find_newest_plan
from mobilization.queries.needs import list_needs
from mobilization.rules.passed import barred_of, passed_of
from mobilization.services.choices import forbid, pin
from tests.db.inventory.register import DUTY, JACKETS, NEIGHBOUR, NOW, numbers_of, stock
from tests.db.mobilization.command_post import begin, hold, need, plan

RINGS, BOATS, STEERSMEN = "TB-002", "PT-005", "LL-026"


def test_another_type_stands_in_as_the_catalogue_says(database: Database, lots: tuple[int, int]) -> None:
    with database.transaction() as session:
        set_substitute(session, code=JACKETS, given=RINGS, ratio=Decimal("1.5"), why="", actor=DUTY, now=NOW)
        rings = stock(session, 40, type_code=RINGS)
        incident_id = begin(session, [(JACKETS, 140)])
        asked = list_needs(session, incident_id)[0].id
        plan(session, incident_id)
        newest = find_newest_plan(session, incident_id)
        assert newest is not None
        assert newest.proved
        assert sorted(line[1:4] for line in newest.result["lines"]) == [
            [lots[0], 30, 30],
            [lots[1], 84, 84],  # 90 may leave; what can be met on the spot is not fetched
            [rings, 39, 26],
        ]
    with database.transaction() as session:
        pin(
            session,
            incident_id=incident_id,
            need_id=asked,
            lot_id=rings,
            quantity=Decimal(12),
            reason="Gần nơi sơ tán",
            actor=DUTY,
            now=NOW,
        )
        held = hold(session, incident_id)
        assert sum(item.covers for item in held) == 140
        assert [state.missing for state in list_needs(session, incident_id)] == [0]
        assert numbers_of(session, rings)[1] == 39


@pytest.mark.parametrize("asked", [[(BOATS, 5)], [(BOATS, 5), (STEERSMEN, 1)]])
def test_a_plan_counts_on_no_more_boats_than_can_be_steered(
    database: Database, lots: tuple[int, int], asked: list[tuple[str, int]]
) -> None:
    """Steersmen are read apart, or with the rest where they are asked for too."""
    with database.transaction() as session:
        boats, unmanned = (
            stock(session, 3, type_code=BOATS),
            stock(session, 2, type_code=BOATS, commune=NEIGHBOUR),
        )
        stock(session, 2, type_code=STEERSMEN)
        incident_id = begin(session, asked)
        plan(session, incident_id)
        newest = find_newest_plan(session, incident_id)
        assert newest is not None
        assert [line[2] for line in newest.result["lines"] if line[1] == boats] == [2]
        assert barred_of(newest.result) == {unmanned: "no_crew"}


@pytest.mark.parametrize(
    "said", ["nothing", "the first is banned", "the second is pinned", "the first is private"]
)
def test_crews_go_where_the_commander_and_the_order_of_calling_send_them(
    database: Database, lots: tuple[int, int], said: str
) -> None:
    """One steersman, two boats of one commune: a boat banned or called later keeps him from no other."""
    with database.transaction() as session:
        first = stock(
            session, 1, type_code=BOATS, place="a", household="Ông Tám" if "private" in said else ""
        )
        second = stock(session, 1, type_code=BOATS, place="b")
        stock(session, 1, type_code=STEERSMEN)
        incident_id = begin(session, [])
        need_id = need(session, incident_id, BOATS, 2)
        wish: dict[str, Any] = {"incident_id": incident_id, "reason": "", "actor": DUTY, "now": NOW}
        if "banned" in said:
            forbid(session, lot_id=first, need_id=None, whole_holder=False, **wish)
        if "pinned" in said:
            pin(session, lot_id=second, need_id=need_id, quantity=Decimal(1), **wish)
        plan(session, incident_id)
        newest = find_newest_plan(session, incident_id)
        assert newest is not None
        used, left = (first, second) if said == "nothing" else (second, first)
        assert [line[1] for line in newest.result["lines"]] == [used]
        assert newest.result["unkept"] == []
        why = passed_of(newest.result, need_id, BOATS)
        assert why == {"forbidden" if "banned" in said else "no_crew": [left]}


def test_a_ban_on_what_broke_meanwhile_does_not_hinder_the_plan(
    database: Database, lots: tuple[int, int]
) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [(JACKETS, 20)])
        forbid(
            session,
            incident_id=incident_id,
            lot_id=lots[0],
            need_id=None,
            whole_holder=False,
            reason="Đã hứa nơi khác",
            actor=DUTY,
            now=NOW,
        )
        session.execute(update(LotRow).where(LotRow.id == lots[0]).values(broken=LotRow.on_hand))
        plan(session, incident_id)
        newest = find_newest_plan(session, incident_id)
        assert newest is not None
        assert [line[1:3] for line in newest.result["lines"]] == [[lots[1], 20]]
        assert barred_of(newest.result) == {lots[0]: "broken"}
