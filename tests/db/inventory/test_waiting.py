"""Two who end the same thing of the register at one moment: the second waits, sees what the first did, and is told.

Each case is one act done by both with what they saw before; without the row's lock the second would do it too.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from core.audit.services import note
from core.clock import day_of
from core.db import Database
from inventory.models import HolderRow
from inventory.queries.catalogue import get_type
from inventory.queries.saves import save_batch
from inventory.rules.command import Post, WatchKind
from inventory.rules.holders import HolderKind, holder_mark
from inventory.rules.transfers import TransferState
from inventory.services.campaigns import close_campaign, open_campaign
from inventory.services.command import add_watch, appoint, end_seat, remove_watch
from inventory.services.counting import cancel_count
from inventory.services.forces import add_squad, close_squad
from inventory.services.holders import correct_holder
from inventory.services.keeping import correct, ensure_holder
from inventory.services.managing_catalogue import edit_type
from inventory.services.merging import merge_holders, undo_merge
from inventory.services.opening_counts import open_count
from inventory.services.requesting import Share, ask, give
from inventory.services.row_acts import Paper
from inventory.services.transferring import propose, settle
from inventory.services.undoing import undo_save
from reports.services.plans import add_plan, change_plan
from tests.db.beside import Act, beside, refusal_of
from tests.db.inventory.register import (
    DUTY,
    HOME,
    HOME_OFFICIAL,
    JACKETS,
    MILITIA,
    NEIGHBOUR,
    NOW,
    audit_findings,
    load_register,
    stock,
    unwarned,
)

MINE: dict[str, Any] = {"commune_code": HOME, "actor": HOME_OFFICIAL, "now": NOW}
BY: dict[str, Any] = {"actor": HOME_OFFICIAL, "now": NOW}


def _seat(session: Session) -> Act:
    seat = appoint(
        session, post=Post.HEAD, name="A", unit="", phone="", stand_in="", term_from=day_of(NOW),
        term_to=None, document="", **MINE,
    )  # fmt: skip
    return lambda s: end_seat(s, seat_id=seat, version=1, ended_on=day_of(NOW), document="", **BY)


def _watch(session: Session) -> Act:
    watch = add_watch(
        session, kind=WatchKind.LEADER, name="A", unit="", phone="", starts_at=NOW,
        ends_at=NOW + timedelta(hours=8), **MINE,
    )  # fmt: skip
    return lambda s: remove_watch(s, watch_id=watch, version=1, **BY)


def _squad(session: Session) -> Act:
    values: dict[str, Any] = {
        "name": "Tổ xung kích",
        "leader": "A",
        "phone": "",
        "equipment": "",
        "caller": "",
        "form": "",
    }
    squad = add_squad(
        session, type_code=MILITIA, strength=5, trained=0, shared=0, shared_with_id=None, **values, **MINE
    )
    return lambda s: close_squad(s, squad_id=squad, version=1, **BY)


def _count(session: Session) -> Act:
    stock(session, 5)
    opened = open_count(session, pillar="", place="", blind=False, **MINE).count_id
    return lambda s: cancel_count(s, count_id=opened, reason="nhầm", **BY)


def _campaign(session: Session) -> Act:
    day = day_of(NOW)
    made = open_campaign(session, title="Rà soát", pillars=[], starts_on=day, due_on=day, actor=DUTY, now=NOW)
    return lambda s: close_campaign(s, campaign_id=made, actor=DUTY, now=NOW)


def _holder(session: Session) -> Act:
    row = ensure_holder(session, commune_code=HOME, name="Trường P.Vih", kind="agency", phone="")
    seen = holder_mark(row.name, session.get_one(HolderRow, row.id).kind)
    return lambda s: correct_holder(
        s, holder_id=row.id, seen=seen, name="Trường Phổ Vinh", kind=HolderKind.AGENCY, **BY
    )


def _merge(session: Session) -> Act:
    one, other = (
        ensure_holder(session, commune_code=HOME, name=name, kind="agency", phone="").id for name in "AB"
    )
    merge = merge_holders(session, source=one, target=other, reason="", **BY)
    return lambda s: undo_merge(s, merge_id=merge, **BY)


def _type(session: Session) -> Act:
    kind = get_type(session, JACKETS)
    return lambda s: edit_type(
        s, code=JACKETS, version=1, name=kind.name, gloss="life vest", unit=kind.unit, note="",
        actor=DUTY, now=NOW,
    )  # fmt: skip


def _transfer(session: Session) -> Act:
    lot, paper = stock(session, 5, place="kho hai"), Paper(document="1", reason="bão")
    made = propose(
        session, warned=unwarned, lot_id=lot, to_code=NEIGHBOUR, quantity=Decimal(2), paper=paper, **BY
    )
    return lambda s: settle(s, transfer_id=made, state=TransferState.WITHDRAWN, answer="", **BY)


def _request(session: Session) -> Act:
    lot = stock(session, 5, place="kho ba")
    made = ask(
        session, asker_code=NEIGHBOUR, giver_code=HOME, type_code=JACKETS, quantity=Decimal(2), reason="lũ",
        near=lambda _session, _code: {}, warned=unwarned, **BY,
    )  # fmt: skip
    shares = [Share(lot_id=lot, quantity=Decimal(2))]
    return lambda s: give(s, request_id=made, shares=shares, answer="", document="1", warned=unwarned, **BY)


def _save(session: Session) -> Act:
    lot, batch = stock(session, 5, place="kho bốn"), save_batch(HOME, day_of(NOW), "0f8e6f0a0000")
    figures: dict[str, Any] = {"on_hand": Decimal(8), "broken": Decimal(0), "reason": ""}
    correct(session, lot_id=lot, version=1, batch=batch, **figures, **BY)
    return lambda s: undo_save(s, batch=batch, **MINE)


def _plan(session: Session) -> Act:
    said: dict[str, Any] = {"title": "Phương án", "document": "1/PA", "approved_on": day_of(NOW)}
    made = add_plan(session, **said, **MINE)
    return lambda s: change_plan(s, response_plan_id=made, version=1, replaced=True, **said, **BY)


CASES: dict[str, tuple[Callable[[Session], Act], str]] = {
    "seat": (_seat, "stale"),
    "watch": (_watch, "not_found"),
    "squad": (_squad, "not_found"),
    "count": (_count, "count_closed"),
    "campaign": (_campaign, "campaign_closed"),
    "holder": (_holder, "stale"),
    "merge": (_merge, "merge_not_undone"),
    "type": (_type, "stale"),
    "transfer": (_transfer, "transfer_settled"),
    "request": (_request, "transfer_request_settled"),
    "save": (_save, "nothing_to_undo"),
    "plan": (_plan, "stale"),
}


def test_the_second_of_two_waits_and_is_told(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
    told = {}
    for name, (prepare, _refusal) in CASES.items():
        with database.transaction() as session:
            act = prepare(session)
        told[name] = refusal_of(beside(database, act, act))
    assert told == {name: refusal for name, (_prepare, refusal) in CASES.items()}
    assert audit_findings(app) == ()


def test_two_chains_entries_at_one_moment_stand_one_after_the_other(app: Flask, database: Database) -> None:
    def say(session: Session) -> None:
        note(session, stream="commune:21085", at=NOW, actor="a", action="test")

    def say_and_seal(session: Session) -> None:
        say(session)
        for step in database.before_commit:
            step(session)

    with database.transaction() as session:
        load_register(session)
        say(session)
    assert refusal_of(beside(database, say_and_seal, say)) == "done"
    assert audit_findings(app) == ()
