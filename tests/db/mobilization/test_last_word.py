"""What is said last of a road or of a commune's warning stands alone: what was said before does not come back after it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from core.db import Database
from mobilization.queries.roads import list_link_states, list_warnings
from mobilization.services.conditions import change_road, end_warning, restore_road, warn
from tests.db.inventory.register import DUTY, HOME, NEIGHBOUR, NOW

pytestmark = pytest.mark.usefixtures("lots")
HOUR = timedelta(hours=1)
BY: dict[str, Any] = {"actor": DUTY, "now": NOW}


def roads(session: Session, at: datetime) -> list[int | None]:
    return [state.minutes for state in list_link_states(session, at)]


def kept(session: Session, at: datetime) -> list[int]:
    return [warning.keep_percent for warning in list_warnings(session, at)]


def test_a_cut_does_not_come_back_when_what_was_said_after_it_is_over(database: Database) -> None:
    with database.transaction() as session:
        link: dict[str, Any] = {"commune_code": HOME, "neighbour": NEIGHBOUR}
        change_road(session, minutes=None, until=None, text="cầu sập", **link, **BY)
        assert roads(session, NOW) == [None]
        change_road(session, minutes=40, until=NOW + 2 * HOUR, text="đường tạm", **link, **BY)
        assert [roads(session, NOW + hours * HOUR) for hours in (0, 1, 2, 3)] == [[40], [40], [], []]
        change_road(session, minutes=None, until=None, text="", **link, **BY)
        restore_road(session, **link, **BY)
        assert roads(session, NOW) == []


def test_a_warning_does_not_come_back_when_the_one_after_it_is_over(database: Database) -> None:
    with database.transaction() as session:
        here: dict[str, Any] = {"commune_code": HOME, "text": "", **BY}
        warn(session, level=3, keep_percent=50, until=NOW + 10 * HOUR, **here)
        warn(session, level=1, keep_percent=10, until=NOW + 2 * HOUR, **here)
        assert [kept(session, NOW + hours * HOUR) for hours in (0, 1, 2, 3)] == [[10], [10], [], []]
        end_warning(session, commune_code=HOME, **BY)
        assert kept(session, NOW) == []
