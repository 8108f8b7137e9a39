"""Frozen workbooks as plain values."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.errors import NotFoundError
from core.together import the_one
from core.values import frozen
from reports.models import FrozenBookRow


@frozen
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
    place: str  # the commune it is of, with its kind, or nothing

    @property
    def commune_code(self) -> str:
        """The commune it is of, or nothing."""
        return self.scope if self.scope.isdecimal() else ""

    @property
    def area(self) -> str:
        """The former district it is of, or nothing."""
        return "" if self.scope.isdecimal() else self.scope


_FIELDS = tuple(name for name in FrozenBook.__dataclass_fields__ if name != "place")
_BOOKS = select(FrozenBookRow, CommuneRow).outerjoin(CommuneRow, CommuneRow.code == FrozenBookRow.scope)


def _book(row: FrozenBookRow, commune: CommuneRow | None) -> FrozenBook:
    place = f"{KIND_TITLES[commune.kind]} {commune.name}" if commune else ""
    return FrozenBook(**{name: getattr(row, name) for name in _FIELDS}, place=place)


def list_frozen(session: Session, *, scope: str | None = None) -> list[FrozenBook]:
    """Return the frozen workbooks (of one commune), the newest year first."""
    query = _BOOKS.order_by(FrozenBookRow.year.desc(), FrozenBookRow.scope, FrozenBookRow.id)
    if scope is not None:
        query = query.where(FrozenBookRow.scope == scope)
    return [_book(*found) for found in session.execute(query)]


def find_frozen(session: Session, year: int, scope: str) -> FrozenBook | None:
    """Return the frozen workbook of a year and scope, or None."""
    query = _BOOKS.where(FrozenBookRow.year == year, FrozenBookRow.scope == scope)
    found = session.execute(query).one_or_none()
    return None if found is None else _book(*found)


def get_frozen(session: Session, frozen_id: int) -> FrozenBook:
    """Return one frozen workbook; raises NotFoundError."""
    return the_one(_BOOKS.where(FrozenBookRow.id == frozen_id), _book, frozen_id).ask(session)


def scope_of_frozen(session: Session, *, frozen_id: int, **_: object) -> str:
    """Return the commune whose year it is, "" for the province and its areas; raises NotFoundError."""
    scope = session.scalar(select(FrozenBookRow.scope).where(FrozenBookRow.id == frozen_id))
    if scope is None:
        raise NotFoundError(what=frozen_id)
    return scope if scope.isdecimal() else ""
