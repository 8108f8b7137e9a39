"""Who is on duty, and what stays of a watch that is taken off the roster. Both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from core.db import Database
from inventory.queries.command import list_on_duty, list_watches
from inventory.queries.personal import find_standings
from inventory.rules.command import SeatEndedError, WatchKind, WatchTwiceError
from inventory.rules.personal import Keep, Search
from inventory.services.command import add_watch, remove_watch
from tests.db.inventory.register import HOME, HOME_DUTY, NOW


def test_who_is_on_duty_now(database: Database) -> None:
    def watch(name: str, begin: int, end: int) -> None:
        with database.transaction() as session:
            add_watch(
                session,
                commune_code=HOME,
                kind=WatchKind.DESK,
                name=name,
                unit="",
                phone="",
                starts_at=NOW + timedelta(hours=begin),
                ends_at=NOW + timedelta(hours=end),
                actor=HOME_DUTY,
                now=NOW,
            )

    watch("Lê A", -5, 0)
    watch("Võ B", 0, 5)
    with pytest.raises(WatchTwiceError):
        watch("vo b", 4, 9)
    watch("Vỡ B", 0, 5)
    with database.reading() as session:
        assert [found.name for found in list_on_duty(session, NOW)] == ["Võ B", "Vỡ B"]
        assert list_on_duty(session, NOW, commune_code="") == []


def test_a_watch_that_has_begun_ends_and_one_to_come_goes(database: Database) -> None:
    desk: dict[str, Any] = {"kind": WatchKind.DESK, "unit": "", "phone": "", "actor": HOME_DUTY, "now": NOW}
    with database.transaction() as session:
        running, later = (
            add_watch(
                session,
                commune_code=HOME,
                name=name,
                starts_at=NOW + timedelta(hours=begin),
                ends_at=NOW + timedelta(hours=begin + 9),
                **desk,
            )
            for name, begin in (("Lê A", -5), ("Võ B", 5))
        )
        for watch_id in (running, later):
            remove_watch(session, watch_id=watch_id, version=1, actor=HOME_DUTY, now=NOW)
    with database.reading() as session:
        until = NOW + timedelta(days=1)
        left = list_watches(session, HOME, since=NOW - timedelta(days=1), until=until)
        assert [(watch.id, watch.ends_at) for watch in left] == [(running, NOW)], "five hours were served"


def test_a_watch_that_ends_at_this_very_moment_is_over(database: Database) -> None:
    desk: dict[str, Any] = {"kind": WatchKind.DESK, "unit": "", "phone": "", "actor": HOME_DUTY, "now": NOW}
    hours = timedelta(hours=5)
    with database.transaction() as session:
        over, begun = (  # the same person's next watch may begin as the last one ends
            add_watch(session, commune_code=HOME, name="Lê A", starts_at=begin, ends_at=begin + hours, **desk)
            for begin in (NOW - hours, NOW)
        )
    with pytest.raises(SeatEndedError), database.transaction() as session:
        remove_watch(session, watch_id=over, version=1, actor=HOME_DUTY, now=NOW)
    with database.reading() as session:
        assert [watch.id for watch in list_on_duty(session, NOW)] == [begun]
        assert [watch.id for watch in list_watches(session, HOME, since=NOW, until=NOW + hours)] == [begun]
        assert [watch.id for watch in list_watches(session, HOME, since=NOW - hours, until=NOW)] == [over]
        kept = {one.row_id: one.keep for one in find_standings(session, Search(name="Lê A"), now=NOW)}
        assert kept == {over: "", begun: Keep.ON_DUTY}, "who is on duty is not erased, who was is"
    with database.transaction() as session:
        remove_watch(session, watch_id=begun, version=1, actor=HOME_DUTY, now=NOW)
    with database.reading() as session:
        assert list_on_duty(session, NOW) == [], "nothing of it was served: it goes"
