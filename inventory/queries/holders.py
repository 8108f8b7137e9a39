"""One holder with the names it had before."""

from __future__ import annotations

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from core.errors import NotFoundError
from core.values import frozen
from inventory.models import HolderRow, MergeRow
from inventory.rules.holders import contact_mark, holder_mark


@frozen
class HolderPage:
    """A holder as its own page shows it, with the names that lead to it besides its own."""

    id: int
    commune_code: str
    name: str
    kind: str
    merged: bool
    phone: str
    address: str
    other_names: tuple[str, ...]

    @property
    def mark(self) -> str:
        """What differs as soon as its name or kind does."""
        return holder_mark(self.name, self.kind)

    @property
    def contact(self) -> str:
        """What differs as soon as its number or address does."""
        return contact_mark(self.phone, self.address)


def get_holder_page(session: Session, holder_id: int) -> HolderPage:
    """Return a holder; raises NotFoundError."""
    row = session.get(HolderRow, holder_id)
    if row is None:
        raise NotFoundError(what=holder_id)
    others = select(HolderRow.name).where(HolderRow.merged_into == holder_id).order_by(HolderRow.id)
    return HolderPage(
        id=row.id,
        commune_code=row.commune_code,
        name=row.name,
        kind=row.kind,
        merged=row.merged_into is not None,
        phone=row.phone,
        address=row.address,
        other_names=tuple(session.scalars(others)),
    )


def was_merged(session: Session, holder_id: int) -> bool:
    """Return whether a holder is more than a former name: one that was merged into another, rows and all."""
    of_it = exists().where(MergeRow.kind == "holder", MergeRow.source == str(holder_id))
    return bool(session.scalar(select(of_it)))
