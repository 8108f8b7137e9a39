"""A holder's name set right: the old one leads on, nobody else's is taken, and it can be taken back."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from core.db import Database
from core.errors import DomainError, StaleError
from inventory.models import HolderRow
from inventory.queries.holders import get_holder_page
from inventory.queries.merging import list_keepers
from inventory.queries.personal import find_standings
from inventory.rules.holders import HolderKind, holder_mark
from inventory.rules.merging import MergeSourceGoneError
from inventory.rules.personal import Search
from inventory.services.holders import (
    HolderNameMergedError,
    HolderNameTakenError,
    OwnCommitteeError,
    correct_holder,
)
from inventory.services.keeping import commune_holder, ensure_holder
from inventory.services.merging import merge_holders, undo_merge
from tests.db.inventory.register import HOME, HOME_OFFICIAL, NOW, audit_findings, load_register

WRONG, RIGHT, OTHER = "Trường THCS P.Vih", "Trường THCS Phổ Vinh", "Trạm Y tế xã"


def named(session: Session, name: str) -> int:
    return ensure_holder(session, commune_code=HOME, name=name, kind="agency", phone="").id


def correct(
    session: Session, holder_id: int, name: str, kind: HolderKind = HolderKind.AGENCY, seen: str = ""
) -> None:
    row = session.get_one(HolderRow, holder_id)
    correct_holder(
        session,
        holder_id=holder_id,
        seen=seen or holder_mark(row.name, row.kind),
        name=name,
        kind=kind,
        actor=HOME_OFFICIAL,
        now=NOW,
    )


def test_the_old_name_leads_on_and_the_correction_is_taken_back(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        holder = named(session, WRONG)
        correct(session, holder, RIGHT)
        assert (named(session, WRONG), named(session, RIGHT)) == (holder, holder)
        assert [keeper.name for keeper in list_keepers(session, HOME)][1:] == [RIGHT]
        correct(session, holder, "trường thcs phổ vinh")  # capitals alone make no other name
        assert get_holder_page(session, holder).other_names == (WRONG,)
        correct(session, holder, WRONG, HolderKind.ENTERPRISE)
        page = get_holder_page(session, holder)
        assert (page.name, page.kind, page.other_names) == (WRONG, "enterprise", ("trường thcs phổ vinh",))
        assert named(session, RIGHT) == holder
    assert audit_findings(app) == ()


def test_what_is_not_corrected(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        holder, other, gone = (named(session, name) for name in (WRONG, OTHER, RIGHT))
        merge_id = merge_holders(session, source=gone, target=holder, reason="", actor=HOME_OFFICIAL, now=NOW)
        own = commune_holder(session, HOME).id
        refusals: list[tuple[int, str, type[DomainError]]] = [
            (own, "Ủy ban", OwnCommitteeError),
            (gone, "Trường mới", MergeSourceGoneError),
            (holder, OTHER.upper(), HolderNameTakenError),
            (holder, "UBND xã", HolderNameTakenError),
            (holder, RIGHT, HolderNameMergedError),
        ]
        for holder_id, name, refusal in refusals:
            with pytest.raises(refusal):
                correct(session, holder_id, name)
        with pytest.raises(StaleError) as stale:
            correct(session, holder, "Trường khác", seen=holder_mark("đã đổi", "agency"))
        assert stale.value.facts["theirs"] == {"name": WRONG, "kind": "agency"}
        assert stale.value.facts["yours"] == {"name": "Trường khác", "kind": "agency"}
        correct(session, other, "Trạm Y tế Bình Minh")
        with pytest.raises(HolderNameTakenError):
            correct(session, holder, OTHER)  # a former name leads to its holder, too
        undo_merge(session, merge_id=merge_id, actor=HOME_OFFICIAL, now=NOW)
        assert named(session, RIGHT) == gone


def test_a_person_is_found_under_a_former_name(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        holder = named(session, "Ông Ng. Hùg")
        correct(session, holder, "Nguyễn Văn Hùng", HolderKind.HOUSEHOLD)
    with database.reading() as session:
        found = find_standings(session, Search(name="Nguyễn Văn Hùng"), now=NOW)
    assert [item.row_id == holder for item in found] == [True, False]
