"""The one that goes and the one that stays, side by side: what a merge would move, and why it may not be made."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from core.errors import NotFoundError
from core.together import Question, ask_together
from core.values import frozen
from inventory.models import HolderRow, ResourceTypeRow
from inventory.queries.merging import Meeting, busy_rows, list_meetings, of_holder, of_type, open_counts_over
from inventory.rules.catalogue import standard_codes
from inventory.rules.merging import Busy, MergedHolder, MergedType, check_holders, check_idle, check_types


@frozen
class Pair:
    """The one that goes and the one that stays, with the rows that would move."""

    kind: str
    commune_code: str
    source: str
    target: str
    source_name: str
    target_name: str
    meetings: list[Meeting]
    holders: tuple[MergedHolder, MergedHolder] | None = None

    @property
    def lot_ids(self) -> list[int]:
        """The rows that go and those they meet."""
        return [lot for one in self.meetings for lot in (one.lot_id, one.into) if lot]

    @property
    def kinds(self) -> tuple[str, str] | None:
        """The kinds of the one that goes and the one that stays, where they differ."""
        going, staying = self.holders or (None, None)
        return (going.kind, staying.kind) if going and staying and going.kind != staying.kind else None

    @property
    def mark(self) -> str:
        """What differs as soon as something else would move."""
        return hashlib.sha256(repr((self.meetings, self.kinds)).encode()).hexdigest()[:16]


def type_pair(session: Session, source: str, target: str, *, needed: int = 0) -> Pair:
    """Return what merging one type into another would do; raises the reason why it may not be."""
    both = select(ResourceTypeRow).where(ResourceTypeRow.code.in_((source, target)))
    named = Question(both, lambda rows: {row.code: row for row in rows.scalars()})
    types, busy = ask_together(session, named, busy_rows(of_type(source), needed=needed))
    going, staying = (_found(types, code) for code in (source, target))
    check_types(_merged_type(going), _merged_type(staying))
    check_idle(_named(session, busy, of_type(source)))
    return Pair(
        kind="type",
        commune_code="",
        source=source,
        target=target,
        source_name=going.name,
        target_name=staying.name,
        meetings=list_meetings(session, of_type(source), target),
    )


def holder_pair(session: Session, source: int, target: int, *, needed: int = 0) -> Pair:
    """Return what merging one holder into another would do; raises the reason why it may not be."""
    both = select(HolderRow).where(HolderRow.id.in_((source, target)))
    named = Question(both, lambda rows: {row.id: row for row in rows.scalars()})
    holders, busy = ask_together(session, named, busy_rows(of_holder(source), needed=needed))
    going, staying = (_found(holders, holder_id) for holder_id in (source, target))
    both_told = _merged_holder(going), _merged_holder(staying)
    check_holders(*both_told)
    check_idle(_named(session, busy, of_holder(source)))
    return Pair(
        kind="holder",
        commune_code=going.commune_code,
        source=str(source),
        target=str(target),
        source_name=going.name,
        target_name=staying.name,
        meetings=list_meetings(session, of_holder(source), target),
        holders=both_told,
    )


def _named(session: Session, busy: Busy, source: ColumnElement[bool]) -> Busy:
    """Return what is in use with the stocktakes that are open over it, asked for only where some are."""
    return replace(busy, counts=tuple(open_counts_over(session, source))) if busy.counting else busy


def _found(rows: Mapping[Any, Any], key: int | str) -> Any:
    if key not in rows:
        raise NotFoundError(what=key)
    return rows[key]


def _merged_type(row: ResourceTypeRow) -> MergedType:
    return MergedType(
        code=row.code,
        name=row.name,
        unit=row.unit,
        retired=row.retired_on is not None,
        merged=row.merged_into is not None,
        standard=row.code in standard_codes(),
    )


def _merged_holder(row: HolderRow) -> MergedHolder:
    return MergedHolder(
        id=row.id,
        name=row.name,
        kind=row.kind,
        commune_code=row.commune_code,
        merged=row.merged_into is not None,
    )
