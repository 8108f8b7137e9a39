"""The catalogue, holders and factors as plain values."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from core.errors import NotFoundError
from core.locking import locked
from core.text import sort_key
from core.together import Question, ask_together, the_one
from core.values import frozen
from inventory.models import (
    HolderRow,
    LotRow,
    MergeRow,
    ResourceNameRow,
    ResourceTypeRow,
    TypeSubstituteRow,
    UnitFactorRow,
)
from inventory.rules.catalogue import Category, DualUse, LegalForm, Pillar, ResourceType, TypeCode, UnitFactor


@frozen
class Holder:
    """Who keeps things in a commune."""

    id: int
    commune_code: str
    kind: str
    name: str
    phone: str
    address: str


@dataclass(frozen=True, slots=True)
class TypeName:
    """What a list needs of a type."""

    code: str
    name: str
    unit: str
    category: str
    pillar: str
    alphabet_no: int
    position: int
    retired_on: date | None
    folded: str  # its name and its other names, a line each, as they are searched


def list_type_names(session: Session) -> dict[str, TypeName]:
    """Return every type by its code, in the order of the Vietnamese alphabet."""
    return type_names().ask(session)


def type_names() -> Question[dict[str, TypeName]]:
    """Return the question for every type by its code, in the order of the Vietnamese alphabet."""
    row = ResourceTypeRow
    others = func.coalesce("\n" + func.aggregate_strings(ResourceNameRow.folded, "\n"), "")
    columns = (
        row.code,
        row.name,
        row.unit,
        row.category,
        row.pillar,
        row.alphabet_no,
        row.position,
        row.retired_on,
    )
    query = (
        select(*columns, row.folded + others)
        .outerjoin(ResourceNameRow, ResourceNameRow.type_code == row.code)
        .group_by(row.code)
        .order_by(row.alphabet_no, row.code)
    )
    return Question(query, lambda rows: {found[0]: TypeName(*found) for found in rows})


def list_types(session: Session) -> list[ResourceType]:
    """Return the whole catalogue in its order, each type with its synonyms; not what was merged into another."""
    return with_synonyms(*ask_together(session, standing_types(), synonyms()))


def standing_types() -> Question[Sequence[ResourceTypeRow]]:
    """Return the question for the rows of all types that were not merged into another, in the catalogue's order."""
    kinds = select(ResourceTypeRow).where(ResourceTypeRow.merged_into.is_(None))
    kinds = kinds.order_by(ResourceTypeRow.position, ResourceTypeRow.code)
    return Question(kinds, lambda rows: rows.scalars().all())


def synonyms() -> Question[dict[str, list[str]]]:
    """Return the question for the other names of every type."""
    noted = select(ResourceNameRow.type_code, ResourceNameRow.name).order_by(ResourceNameRow.id)
    return Question(noted, _by_type)


def _by_type(rows: Iterable[Any]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for code, name in rows:
        names.setdefault(code, []).append(name)
    return names


def with_synonyms(rows: Sequence[ResourceTypeRow], names: Mapping[str, Sequence[str]]) -> list[ResourceType]:
    """Return types with their other names."""
    return [_type(row, names.get(row.code, ())) for row in rows]


def get_type(session: Session, code: str) -> ResourceType:
    """Return one type without its synonyms; raises NotFoundError."""
    row = session.get(ResourceTypeRow, code)
    if row is None:
        raise NotFoundError(what=code)
    return _type(row, [])


def is_retired(session: Session, code: str) -> bool:
    """Return whether a type was taken out of use; it stays as it is until the end of the transaction."""
    return bool(retired_among(session, [code]))


def retired_among(session: Session, codes: Collection[str]) -> set[str]:
    """Return which of these types were taken out of use; all stay as they are until the end of the transaction."""
    query = select(ResourceTypeRow.code, ResourceTypeRow.retired_on)
    query = query.where(ResourceTypeRow.code.in_(sorted(codes))).order_by(ResourceTypeRow.code)
    rows = session.execute(locked(query, read=True, key_share=True))
    return {code for code, retired_on in rows if retired_on is not None}


def standing_type(session: Session, code: str) -> str:
    """Return the type that stands for a code now, itself or what it was merged into; raises NotFoundError.

    It stays so until the end of the transaction.
    """
    query = select(ResourceTypeRow.code, ResourceTypeRow.merged_into)
    query = locked(query, read=True, key_share=True)
    found = session.execute(query.where(ResourceTypeRow.code == code)).one_or_none()
    if found is None:
        raise NotFoundError(what=code)
    return found.code if found.merged_into is None else standing_type(session, found.merged_into)


def _type(row: ResourceTypeRow, names: Sequence[str]) -> ResourceType:
    return ResourceType(
        code=TypeCode(row.code),
        name=row.name,
        gloss=row.gloss,
        unit=row.unit,
        category=Category(row.category),
        pillar=Pillar(row.pillar),
        dual_use=DualUse(row.dual_use),
        forms=tuple(LegalForm(form) for form in row.forms.split(",")),
        synonyms=tuple(names),
        note=row.note,
        retired=row.retired_on is not None,
    )


def list_factors(session: Session) -> list[UnitFactor]:
    """Return all declared unit factors."""
    rows = session.scalars(select(UnitFactorRow).order_by(UnitFactorRow.id))
    return [
        UnitFactor(unit=row.unit, base=row.base, factor=row.factor, type_code=row.type_code) for row in rows
    ]


def list_stand_ins(session: Session) -> dict[str, list[tuple[str, Decimal]]]:
    """Return, by type, the names of what can stand for it and how many of that stand for one."""
    other = TypeSubstituteRow
    query = select(other.asked, ResourceTypeRow.name, other.given_per_asked)
    query = query.join(ResourceTypeRow, ResourceTypeRow.code == other.given).order_by(other.id)
    found: dict[str, list[tuple[str, Decimal]]] = {}
    for asked, given, ratio in session.execute(query):
        found.setdefault(asked, []).append((given, ratio))
    return found


def list_holders(session: Session, commune_code: str) -> list[Holder]:
    """Return a commune's holders in the order of the Vietnamese alphabet, the commune itself first.

    Not those that were merged into another.
    """
    own = (HolderRow.commune_code == commune_code, HolderRow.merged_into.is_(None))
    found = session.scalars(select(HolderRow).where(*own))
    rows = sorted(found, key=lambda row: (row.kind != "commune", sort_key(row.name), row.id))
    return [
        Holder(
            id=row.id,
            commune_code=row.commune_code,
            kind=row.kind,
            name=row.name,
            phone=row.phone,
            address=row.address,
        )
        for row in rows
    ]


@frozen
class TypePage:
    """A type with all that belongs to it, as its page shows it."""

    kind: ResourceType
    version: int
    retired_on: date | None
    merged_into: str | None
    has_merges: bool
    lots: int
    names: list[tuple[int, str]]
    factors: list[tuple[int, UnitFactor]]
    substitutes: list[tuple[int, str, Decimal, str]]


def get_type_page(session: Session, code: str) -> TypePage:
    """Return a type with its names, packings and substitutes, each with its row's number; raises NotFoundError."""
    name, factor, other = ResourceNameRow, UnitFactorRow, TypeSubstituteRow
    merges = select(MergeRow.id).where(
        MergeRow.kind == "type", or_(MergeRow.source == code, MergeRow.target == code)
    )
    counted = select(func.count(), merges.exists()).where(LotRow.type_code == code, LotRow.closed.is_(False))
    row, names, factors, substitutes, (lots, merged) = ask_together(
        session,
        the_one(select(ResourceTypeRow).where(ResourceTypeRow.code == code), lambda row: row, code),
        _all(select(name).where(name.type_code == code)),
        _all(select(factor).where(factor.type_code == code).order_by(factor.unit, factor.id)),
        _all(select(other).where(other.asked == code).order_by(other.id)),
        Question(counted, lambda rows: rows.one()),
    )
    names = sorted(names, key=lambda held: (sort_key(held.name), held.id))
    return TypePage(
        kind=_type(row, []),
        version=row.version,
        retired_on=row.retired_on,
        merged_into=row.merged_into,
        lots=lots,
        has_merges=merged,
        names=[(item.id, item.name) for item in names],
        factors=[
            (
                item.id,
                UnitFactor(unit=item.unit, base=item.base, factor=item.factor, type_code=code),
            )
            for item in factors
        ],
        substitutes=[(item.id, item.given, item.given_per_asked, item.note) for item in substitutes],
    )


def _all(query: Select[*tuple[Any, ...]]) -> Question[Sequence[Any]]:
    return Question(query, lambda rows: rows.scalars().all())


def mark_of_type(page: TypePage) -> str:
    """Return a mark that changes with anything a type's page says."""
    factors = [(factor.unit, str(factor.factor.normalize())) for _id, factor in page.factors]
    others = [(given, str(ratio.normalize()), note) for _id, given, ratio, note in page.substitutes]
    said = (page.version, [name for _id, name in page.names], factors, others)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]
