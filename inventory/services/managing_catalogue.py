"""The province keeps the catalogue: types, their names, packings, what can stand in for them, and what is no longer used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.accounts.last_words import facts_of, last_word
from core.accounts.rules.roles import Actor
from core.audit.services import SYSTEM, note
from core.clock import day_of
from core.errors import DomainError, NotFoundError, StaleError
from core.locking import locked
from core.text import fold, sort_key, tidy
from inventory.models import LotRow, ResourceNameRow, ResourceTypeRow, TypeSubstituteRow, UnitFactorRow
from inventory.queries.catalogue import get_type_page, mark_of_type


class NameTakenError(DomainError):
    """Another type has this name already. Facts: `name`, `resource`."""

    code = "type_name_taken"
    status = 409


class UnitInUseError(DomainError):
    """Rows are counted in the unit: changing it would make their ledgers untrue. Facts: `unit`, `rows`."""

    code = "type_unit_in_use"
    status = 409


class SameTypeError(DomainError):
    """A type cannot stand in for itself."""

    code = "type_for_itself"


class TypeMergedError(DomainError):
    """The type was merged into another one: that one is kept now. Facts: `resource`, `into`."""

    code = "type_merged"
    status = 409


def lock_type(session: Session, code: str) -> ResourceTypeRow:
    """Return a type, locked; raises NotFoundError, or TypeMergedError where another one stands for it."""
    row = session.scalars(locked(select(ResourceTypeRow).where(ResourceTypeRow.code == code))).one_or_none()
    if row is None:
        raise NotFoundError(what=code)
    if row.merged_into is not None:
        into = session.get_one(ResourceTypeRow, row.merged_into)
        raise TypeMergedError(resource=row.name, into=into.name)
    return row


def lock_type_as_seen(session: Session, *, code: str, seen: str) -> None:
    """Lock a type; raises StaleError where its words, names, packings or substitutes are not what the caller saw."""
    row = lock_type(session, code)
    page = get_type_page(session, code)
    if mark_of_type(page) != seen:
        theirs = {name: getattr(page.kind, name) for name in ("name", "gloss", "unit", "note")}
        who = facts_of(last_word(session, SYSTEM, code))
        raise StaleError(theirs=theirs, version=row.version, **who)


def _check_name(session: Session, name: str, *, of: str = "") -> None:
    folded = fold(name)
    query = select(ResourceTypeRow.name).where(ResourceTypeRow.folded == folded, ResourceTypeRow.code != of)
    named = (
        select(ResourceTypeRow.name)
        .join(ResourceNameRow, ResourceNameRow.type_code == ResourceTypeRow.code)
        .where(ResourceNameRow.folded == folded)
    )
    taken = session.scalars(query.union_all(named).limit(1)).first()
    if taken is not None:
        raise NameTakenError(name=tidy(name), resource=taken)


def renumber(session: Session) -> None:
    """Give every type its place in the alphabet anew."""
    session.flush()
    rows = session.scalars(select(ResourceTypeRow))
    for number, row in enumerate(sorted(rows, key=lambda row: (sort_key(row.name), row.code)), start=1):
        if row.alphabet_no != number:
            row.alphabet_no = number


def told(session: Session, action: str, code: str, actor: Actor, now: datetime, **facts: object) -> None:
    """Note an act on the catalogue in the audit chain."""
    note(session, stream=SYSTEM, at=now, actor=actor.login, action=action, subject=code, **facts)


def add_type(
    session: Session,
    *,
    name: str,
    gloss: str,
    unit: str,
    category: str,
    pillar: str,
    dual_use: str,
    forms: Sequence[str],
    note: str,
    actor: Actor,
    now: datetime,
) -> str:
    """Return the code of a new type, the next free number of its category."""
    _check_name(session, name)
    codes = session.scalars(select(ResourceTypeRow.code).where(ResourceTypeRow.category == category))
    numbers = [int(code[3:]) for code in codes if code[3:].isdecimal()]
    code = f"{category}-{max(numbers, default=0) + 1:03d}"
    session.add(
        ResourceTypeRow(
            code=code,
            name=tidy(name),
            gloss=tidy(gloss),
            unit=tidy(unit),
            category=category,
            pillar=pillar,
            dual_use=dual_use,
            forms=",".join(forms),
            note=tidy(note),
            position=(session.scalar(select(func.max(ResourceTypeRow.position))) or 0) + 1,
            folded=fold(name),
            alphabet_no=0,
            version=1,
        )
    )
    renumber(session)
    told(session, "catalogue.add", code, actor, now, name=tidy(name), unit=tidy(unit))
    return code


def edit_type(
    session: Session,
    *,
    code: str,
    version: int,
    name: str,
    gloss: str,
    unit: str,
    note: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Change a type's words; its unit only while nothing is counted in it."""
    row = lock_type(session, code)
    yours = {"name": tidy(name), "gloss": tidy(gloss), "unit": tidy(unit), "note": tidy(note)}
    theirs = {field: getattr(row, field) for field in yours}
    if row.version != version:
        who = facts_of(last_word(session, SYSTEM, code))
        raise StaleError(yours=yours, theirs=theirs, version=row.version, **who)
    if yours["unit"] != row.unit:
        rows = count_lots_of(session, code)
        if rows:
            raise UnitInUseError(unit=row.unit, rows=rows)
    if fold(name) != row.folded:
        _check_name(session, name, of=code)
    for field, value in yours.items():
        setattr(row, field, value)
    row.folded = fold(name)
    row.version += 1
    renumber(session)
    changed = {field: yours[field] for field in yours if yours[field] != theirs[field]}
    told(session, "catalogue.edit", code, actor, now, **changed)


def count_lots_of(session: Session, code: str) -> int:
    """Return how many rows, closed ones too, were ever counted in a type."""
    return session.scalar(select(func.count()).where(LotRow.type_code == code)) or 0


def retire(session: Session, *, code: str, retired: bool, actor: Actor, now: datetime) -> None:
    """Take a type out of use (no new rows; the old ones stay), or back into use."""
    row = lock_type(session, code)
    row.retired_on = day_of(now) if retired else None
    row.version += 1
    told(session, "catalogue.retire" if retired else "catalogue.restore", code, actor, now)


def add_name(session: Session, *, code: str, name: str, actor: Actor, now: datetime) -> None:
    """Let another name lead to a type."""
    lock_type(session, code)
    _check_name(session, name)
    session.add(ResourceNameRow(type_code=code, name=tidy(name), folded=fold(name)))
    told(session, "catalogue.name", code, actor, now, name=tidy(name))


def set_factor(
    session: Session, *, code: str, unit: str, factor: Decimal, actor: Actor, now: datetime
) -> None:
    """Say how many of a type's units make one packing, such as 30 packets a box."""
    kind = lock_type(session, code)
    row = session.scalars(
        select(UnitFactorRow).where(
            UnitFactorRow.type_code == code, UnitFactorRow.unit == tidy(unit), UnitFactorRow.base == kind.unit
        )
    ).one_or_none()
    if row is None:
        session.add(UnitFactorRow(type_code=code, unit=tidy(unit), base=kind.unit, factor=factor))
    else:
        row.factor = factor
    told(session, "catalogue.factor", code, actor, now, unit=tidy(unit), factor=str(factor))


def set_substitute(
    session: Session, *, code: str, given: str, ratio: Decimal, why: str, actor: Actor, now: datetime
) -> None:
    """Say that `ratio` units of another type can stand for one unit of this one."""
    lock_type(session, code)
    if session.get(ResourceTypeRow, given) is None:
        raise NotFoundError(what=given)
    if given == code:
        raise SameTypeError
    row = session.scalars(
        select(TypeSubstituteRow).where(TypeSubstituteRow.asked == code, TypeSubstituteRow.given == given)
    ).one_or_none()
    if row is None:
        row = TypeSubstituteRow(asked=code, given=given, given_per_asked=ratio, note=tidy(why))
        session.add(row)
    row.given_per_asked, row.note = ratio, tidy(why)
    told(session, "catalogue.substitute", code, actor, now, given=given, ratio=str(ratio))


PARTS = {"name": ResourceNameRow, "factor": UnitFactorRow, "substitute": TypeSubstituteRow}


def drop_part(session: Session, *, code: str, part: str, row_id: int, actor: Actor, now: datetime) -> None:
    """Take a name, a packing or a substitute away from a type; raises NotFoundError where it is not the type's."""
    lock_type(session, code)
    row = session.get(PARTS[part], row_id)
    owner = getattr(row, "asked" if part == "substitute" else "type_code", None)
    if row is None or owner != code:
        raise NotFoundError(what=row_id)
    session.delete(row)
    told(session, f"catalogue.drop_{part}", code, actor, now, row=row_id)
