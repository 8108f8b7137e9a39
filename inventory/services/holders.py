"""Set a holder's name and kind right; the name it had until now keeps leading to it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.accounts.last_words import facts_of, last_word
from core.accounts.rules.roles import Actor
from core.audit.services import note
from core.communes.queries import get_commune
from core.errors import DomainError, NotFoundError, StaleError
from core.locking import locked
from core.text import tidy
from inventory.models import HolderRow
from inventory.queries.holders import was_merged
from inventory.queries.story import stream_of
from inventory.rules.holders import HOLDER_NAME_LENGTH, HolderKind, holder_key, holder_mark
from inventory.rules.merging import MergeSourceGoneError


class OwnCommitteeError(DomainError):
    """The commune's own committee bears the commune's name. Fact: `name`."""

    code = "holder_own_committee"
    status = 409


class HolderNameTakenError(DomainError):
    """The name leads to another holder of the commune. Facts: `name`, `holder`."""

    code = "holder_name_taken"
    status = 409


class HolderNameMergedError(DomainError):
    """The name is that of a holder merged into this one. Fact: `name`."""

    code = "holder_name_merged"
    status = 409


def correct_holder(
    session: Session, *, holder_id: int, seen: str, name: str, kind: HolderKind, actor: Actor, now: datetime
) -> None:
    """Give a holder the right name and kind; raises StaleError where `seen` is not the mark of what it says now.

    The audit chain learns what changed, not the names: they may be a household's, and nothing is erased there.
    """
    row = session.scalars(locked(select(HolderRow).where(HolderRow.id == holder_id))).one_or_none()
    if row is None:
        raise NotFoundError(what=holder_id)
    if row.kind == HolderKind.COMMUNE:
        raise OwnCommitteeError(name=row.name)
    if row.merged_into is not None:
        raise MergeSourceGoneError(name=row.name)
    yours = {"name": tidy(name)[:HOLDER_NAME_LENGTH], "kind": kind.value}
    theirs = {"name": row.name, "kind": row.kind}
    if seen != holder_mark(row.name, row.kind):
        told = last_word(session, stream_of(row.commune_code), f"holder:{holder_id}", "holder.correct")
        raise StaleError(yours=yours, theirs=theirs, **facts_of(told))
    folded = holder_key(yours["name"], get_commune(session, row.commune_code).title)
    if folded != row.folded:
        _free_name(session, row, yours["name"], folded)
        old = HolderRow(
            commune_code=row.commune_code,
            kind=yours["kind"],
            name=row.name,
            folded=row.folded,
            phone="",
            address="",
            merged_into=row.id,
        )
        row.folded = folded
        session.flush()
        session.add(old)
    row.name, row.kind = yours["name"], yours["kind"]
    session.flush()
    session.execute(update(HolderRow).where(HolderRow.merged_into == row.id).values(kind=row.kind))
    changed = sorted(field for field in yours if yours[field] != theirs[field])
    note(
        session,
        stream=stream_of(row.commune_code),
        at=now,
        actor=actor.login,
        action="holder.correct",
        subject=f"holder:{row.id}",
        changed=changed,
        kind=row.kind,
    )


def _free_name(session: Session, row: HolderRow, name: str, folded: str) -> None:
    """Return where no other holder has the name; one it had itself before is given back."""
    own_committee = HolderRow.kind == HolderKind.COMMUNE
    same = HolderRow.folded == folded if folded else own_committee
    other = session.scalars(
        select(HolderRow).where(HolderRow.commune_code == row.commune_code, same)
    ).one_or_none()
    if other is None:
        return
    if other.merged_into != row.id:
        stands = other if other.merged_into is None else session.get_one(HolderRow, other.merged_into)
        raise HolderNameTakenError(name=name, holder=stands.name)
    if was_merged(session, other.id):
        raise HolderNameMergedError(name=other.name)
    session.delete(other)
    session.flush()
