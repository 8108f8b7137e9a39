"""What an alert would do, and what it ends: the highest and the latest of its dangers, only what it stands in for."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.db import Database
from core.errors import ForbiddenError
from mobilization.queries.roads import list_warnings
from mobilization.rules.exchange.cap import read_alert
from mobilization.rules.exchange.inbox import NothingTakenError
from mobilization.services.conditions import warn
from mobilization.services.exchange.warning import Chosen, confirm, propose
from tests.db.inventory.register import DUTY, HOME, NEIGHBOUR, NEIGHBOUR_OFFICIAL, NOW, load_register
from tests.db.mobilization.test_exchange import UNTIL, receive, warning


def of(
    session: Session, content: str, *, owner: str = ""
) -> tuple[dict[str, tuple[int, datetime]], tuple[str, ...]]:
    """Return what an alert that came to a post would set (level and end by commune), and where it would end one."""
    told = propose(session, alert=read_alert(content.encode()), owner=owner, province="Quảng Ngãi", now=NOW)
    return {one.commune_code: (one.level, one.until) for one in told.warnings}, told.ends


def two(first: str, second: str) -> str:
    """Return one alert with the dangers of two."""
    return first.replace(
        "<Signature", second[second.rindex("<info>") : second.index("<Signature")] + "<Signature"
    )


def test_an_alert_of_several_dangers_counts_by_the_highest_and_the_latest(database: Database) -> None:
    earlier = NOW + timedelta(hours=3)
    low = warning(HOME, severity="Minor")
    high = low.replace("Minor", "Severe").replace(
        UNTIL.isoformat(timespec="seconds"), earlier.isoformat(timespec="seconds")
    )
    over = warning(NEIGHBOUR).replace(UNTIL.isoformat(timespec="seconds"), NOW.isoformat(timespec="seconds"))
    with database.transaction() as session:
        load_register(session)
        assert of(session, two(low, high)) == ({HOME: (3, UNTIL)}, ())
        assert of(session, two(low, over)) == ({HOME: (1, UNTIL)}, ()), "what is over warns nobody"
        # A commune's post is told of its own commune alone.
        assert of(session, two(low, warning(NEIGHBOUR)), owner=HOME)[0].keys() == {HOME}


def test_an_alert_ends_only_what_it_stands_in_for(database: Database) -> None:
    named = "kttv@example.vn,{},2026-01-01T00:00:00Z"
    with database.transaction() as session:
        load_register(session)
        receive(session, warning(HOME, "A"), at_once=True)
        receive(
            session, warning(HOME, "B", step="Update", references=named.format("A"))
        )  # waits for a person
        warn(
            session,
            commune_code=NEIGHBOUR,
            level=2,
            keep_percent=20,
            until=UNTIL,
            text="",
            actor=DUTY,
            now=NOW,
        )
        more = warning(NEIGHBOUR, "C", references=named.format("A"))
        assert of(session, more)[1] == (), "another alert beside the first ends nothing"
        cancel = warning(HOME, "D", step="Cancel", references=named.format("B"))
        assert of(session, cancel) == ({}, (HOME,)), "along the chain, though B itself set nothing"
        assert of(session, cancel, owner=HOME)[1] == (), "what came to another post's box is not its own"
        for stranger in ("D", "B"):  # nobody takes back what another one said, whoever he names as its sender
            other = cancel.replace("<sender>kttv@example.vn", "<sender>ke.khac@example.vn")
            named_so = other.replace("kttv@example.vn,B", f"ke.khac@example.vn,{stranger}")
            assert (of(session, other), of(session, named_so)) == (({}, ()), ({}, ()))
        another = cancel.replace("kttv@example.vn,B", "ke.khac@example.vn,B")
        assert of(session, another) == ({}, ()), "an alert of one's own with the number of another's stays"
        kept = receive(session, cancel)

        def end(code: str, actor: Actor = DUTY) -> None:
            nothing = Chosen(communes=(), level=1, keep_percent=0, until=UNTIL)
            confirm(
                session,
                message_id=kept.id,
                chosen=nothing,
                ends=(code,),
                province="Quảng Ngãi",
                actor=actor,
                now=NOW,
            )

        with pytest.raises(NothingTakenError):
            end(NEIGHBOUR)  # a person's own warning
        with pytest.raises(ForbiddenError):
            end(HOME, NEIGHBOUR_OFFICIAL)
        end(HOME)
        assert [item.commune_code for item in list_warnings(session, NOW)] == [NEIGHBOUR]
