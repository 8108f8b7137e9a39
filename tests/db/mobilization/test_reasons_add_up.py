"""Every open row of what is asked for is drawn on or has exactly one reason, whatever is wrong with it."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from decimal import Decimal

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from core.communes.queries import list_links
from core.db import Database
from inventory.models import LotDetailRow, LotRow
from inventory.services.promising import Ask, reserve
from mobilization.models import NeedRow
from mobilization.queries.dispatches import find_newest_plan
from mobilization.rules.passed import barred_of, passed_of
from mobilization.services.conditions import change_road
from tests.db.inventory.register import (
    DUTY,
    HOME_DUTY,
    JACKETS,
    NEIGHBOUR,
    NOW,
    THIRD,
    load_register,
    occasion,
    stock,
)
from tests.db.mobilization.command_post import begin, need, plan


def told_of(session: Session, incident_id: int, need_id: int) -> tuple[set[int], dict[int, str]]:
    """Return the lots a kept plan draws on for a need, and the one reason of every other one."""
    kept = find_newest_plan(session, incident_id)
    assert kept is not None
    drawn = {line[1] for line in kept.result["lines"] if line[0] == need_id}
    told = [
        (lot, reason.value) for reason, of in passed_of(kept.result, need_id, JACKETS).items() for lot in of
    ]
    told += [(lot, reason) for lot, reason in barred_of(kept.result).items()]
    assert set(Counter(lot for lot, _ in told).values()) <= {1}
    assert not drawn & {lot for lot, _ in told}
    everything = set(
        session.scalars(select(LotRow.id).where(LotRow.type_code == JACKETS, LotRow.closed.is_(False)))
    )
    assert drawn | {lot for lot, _ in told} == everything
    return drawn, dict(told)


def fill(session: Session) -> dict[str, int]:
    """Return lots by what is wrong with them; three communes."""
    load_register(session)
    lots = {
        "sound": stock(session, 4),
        "unverified": stock(session, 3, place="kho 2"),
        "expired": stock(session, 9, place="kho 3"),
        "broken": stock(session, 9, place="kho 4", broken=9),
        "reserved": stock(session, 9, place="kho 5"),
        "empty": stock(session, 0, place="kho 6"),
        "kept": stock(session, 9, commune=NEIGHBOUR, keep=9),
        "seasonal": stock(session, 9, commune=NEIGHBOUR, place="kho 3"),
        "late": stock(session, 9, commune=NEIGHBOUR, place="kho 2"),
        "cut": stock(session, 9, commune=THIRD),
    }
    session.execute(update(LotRow).where(LotRow.id == lots["unverified"]).values(checked_on=None))
    session.execute(update(LotRow).where(LotRow.id == lots["late"]).values(ready_minutes=600))
    noted = {"fund": "", "donor": "", "condition": "", "keep_seasonal": Decimal(0)}
    gone = {"lot_id": lots["expired"], "expires_on": NOW.date() - timedelta(days=1)}
    whole_year = {"keep_seasonal": Decimal(9), "season_from": 1, "season_to": 12}
    season = noted | whole_year | {"lot_id": lots["seasonal"]}
    session.execute(insert(LotDetailRow), [noted | gone])
    session.execute(insert(LotDetailRow), [season])
    reserve(session, [Ask(lot_id=lots["reserved"], quantity=Decimal(9), to_own_commune=True)], occasion())
    return lots


def test_whatever_is_wrong_with_a_row_it_has_one_reason_and_they_add_up(database: Database) -> None:
    with database.transaction() as session:
        lots = fill(session)
        incident_id = begin(session, [])
        need_id = need(session, incident_id, JACKETS, 50)
        session.execute(update(NeedRow).where(NeedRow.id == need_id).values(within_minutes=240))
        for link in list_links(session):
            if THIRD in {link.a, link.b}:
                cut = {"minutes": None, "until": None, "text": "", "actor": DUTY, "now": NOW}
                change_road(session, commune_code=link.a, neighbour=link.b, **cut)  # type: ignore[arg-type]
        plan(session, incident_id)
        drawn, told = told_of(session, incident_id, need_id)
        assert drawn == {lots["sound"], lots["unverified"]}
        assert told == {
            lots["expired"]: "expired",
            lots["broken"]: "broken",
            lots["reserved"]: "reserved",
            lots["empty"]: "empty",
            lots["kept"]: "kept",
            lots["seasonal"]: "kept",
            lots["late"]: "too_late",
            lots["cut"]: "no_way",
        }
        own = begin(session, [], actor=HOME_DUTY)
        need_id = need(session, own, JACKETS, 2, actor=HOME_DUTY)
        plan(session, own)
        drawn, told = told_of(session, own, need_id)
        assert {told[lots[name]] for name in ("kept", "seasonal", "late", "cut")} == {"out_of_reach"}
        assert {told.get(lots[name]) for name in ("sound", "unverified")} == {None, "need_already_met"}
