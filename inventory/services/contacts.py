"""A holder's own line: a new holder with its number, and the number or address of one that is there set right."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.last_words import facts_of, last_word
from core.accounts.rules.roles import Actor
from core.audit.services import note
from core.communes.queries import get_commune
from core.errors import NotFoundError, StaleError
from core.locking import locked
from core.text import tidy
from inventory.models import HolderRow
from inventory.queries.story import stream_of
from inventory.rules.holders import HolderKind, contact_mark, holder_key
from inventory.rules.merging import MergeSourceGoneError
from inventory.services.holders import HolderNameTakenError
from inventory.services.naming import Named, ensure_holders


def add_holder(
    session: Session,
    *,
    commune_code: str,
    name: str,
    kind: HolderKind,
    phone: str,
    address: str,
    actor: Actor,
    now: datetime,
) -> int:
    """Return the id of a new holder of a commune; raises HolderNameTakenError where the name leads to one that is there."""
    key = holder_key(tidy(name), get_commune(session, commune_code).title)
    same = HolderRow.folded == key if key else HolderRow.kind == HolderKind.COMMUNE
    there = session.scalars(
        select(HolderRow.name).where(HolderRow.commune_code == commune_code, same)
    ).one_or_none()
    if there is not None:
        raise HolderNameTakenError(name=tidy(name), holder=there)
    named = Named(commune_code=commune_code, name=name, kind=kind.value, phone=tidy(phone))
    made = ensure_holders(session, [named])[0].id
    session.get_one(HolderRow, made, populate_existing=True).address = tidy(address)
    _note(session, commune_code, "holder.add", made, actor, now)
    return made


def set_contact(
    session: Session,
    *,
    holder_id: int,
    phone: str | None,
    address: str | None,
    actor: Actor,
    now: datetime,
    seen: str = "",
) -> None:
    """Set a holder's number and address right (None: as it is); raises StaleError where they are not those `seen` marks.

    The audit chain learns that they changed, not what they are: nothing is erased there.
    """
    row = session.scalars(locked(select(HolderRow).where(HolderRow.id == holder_id))).one_or_none()
    if row is None:
        raise NotFoundError(what=holder_id)
    if row.merged_into is not None:
        raise MergeSourceGoneError(name=row.name)
    if seen and seen != contact_mark(row.phone, row.address):
        told = last_word(session, stream_of(row.commune_code), f"holder:{holder_id}", "holder.contact")
        raise StaleError(**facts_of(told))
    row.phone = row.phone if phone is None else tidy(phone)
    row.address = row.address if address is None else tidy(address)
    _note(session, row.commune_code, "holder.contact", holder_id, actor, now)


def _note(
    session: Session, commune_code: str, action: str, holder_id: int, actor: Actor, now: datetime
) -> None:
    stream = stream_of(commune_code)
    note(session, stream=stream, at=now, actor=actor.login, action=action, subject=f"holder:{holder_id}")
