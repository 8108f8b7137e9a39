"""Frozen workbooks as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import NotFoundError
from reports.models import FrozenBookRow


@dataclass(frozen=True, kw_only=True, slots=True)
class FrozenBook:
    """A year's workbook as it was frozen; `scope` is "" the province, a commune's code, or a former district's name."""

    id: int
    year: int
    scope: str
    sha256: str
    fingerprint: str
    audit_root: str
    bytes: int
    frozen_at: datetime
    frozen_by: str

    @property
    def commune_code(self) -> str:
        """The commune it is of, or nothing."""
        return self.scope if self.scope.isdecimal() else ""

    @property
    def area(self) -> str:
        """The former district it is of, or nothing."""
        return "" if self.scope.isdecimal() else self.scope


_FIELDS = tuple(FrozenBook.__slots__)


def _book(row: FrozenBookRow) -> FrozenBook:
    return FrozenBook(**{name: getattr(row, name) for name in _FIELDS})


def list_frozen(session: Session, *, scope: str | None = None) -> list[FrozenBook]:
    """Return the frozen workbooks (of one commune), the newest year first."""
    query = select(FrozenBookRow).order_by(FrozenBookRow.year.desc(), FrozenBookRow.scope, FrozenBookRow.id)
    if scope is not None:
        query = query.where(FrozenBookRow.scope == scope)
    return [_book(row) for row in session.scalars(query)]


def find_frozen(session: Session, year: int, scope: str) -> FrozenBook | None:
    """Return the frozen workbook of a year and scope, or None."""
    row = session.scalars(
        select(FrozenBookRow).where(FrozenBookRow.year == year, FrozenBookRow.scope == scope)
    ).one_or_none()
    return None if row is None else _book(row)


def get_frozen(session: Session, frozen_id: int) -> FrozenBook:
    """Return one frozen workbook; raises NotFoundError."""
    row = session.get(FrozenBookRow, frozen_id)
    if row is None:
        raise NotFoundError(what=frozen_id)
    return _book(row)


def scope_of_frozen(session: Session, *, frozen_id: int, **_: object) -> str:
    """Return the commune whose year it is, "" for the province and its areas; raises NotFoundError."""
    return get_frozen(session, frozen_id).commune_code
