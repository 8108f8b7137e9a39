"""A lot as people see it, and the columns it is read from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Select, select

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.values import frozen
from inventory.models import HolderRow, LotDetailRow, LotRow, ResourceTypeRow
from inventory.rules.details import Season, is_expired, keep_in_force, lacking
from inventory.rules.holders import whereabouts
from inventory.rules.stock import ZERO, Balance, free_to_give


@frozen
class Lot:
    """One row of the register as people see it."""

    id: int
    commune_code: str
    commune: str
    type_code: str
    resource: str
    unit: str
    category: str
    pillar: str
    dual_use: str
    forms: tuple[str, ...]
    holder_id: int
    holder: str
    holder_kind: str
    phone: str
    place: str
    mark: str
    balance: Balance
    ready_minutes: int
    note: str
    checked_on: date | None
    checked_by: str
    version: int
    expires_on: date | None
    season: Season | None
    fund: str
    donor: str
    condition: str
    lat: float | None
    lon: float | None

    @property
    def where(self) -> str:
        """Where to go and look, and whose it is."""
        return whereabouts(self.place, self.holder, self.holder_kind)

    @property
    def usable(self) -> Decimal:
        """What is there, whole and not away, whatever its last day."""
        return self.balance.on_hand - self.balance.broken - self.balance.away

    def usable_on(self, today: date) -> Decimal:
        """What can serve on a day: nothing of goods past their last day."""
        return ZERO if self.expired_on(today) else self.usable

    def expired_on(self, today: date) -> bool:
        """Whether the goods are past their last day."""
        return is_expired(self.expires_on, today)

    def keep_on(self, today: date) -> Decimal:
        """What must stay for the commune itself on a day, by season."""
        return keep_in_force(self.balance.keep, self.season, today)

    def free_on(self, today: date) -> Decimal:
        """What is whole, in date and promised to nobody on a day."""
        return ZERO if self.expired_on(today) else free_to_give(self.balance, to_own_commune=True)

    def lacking_on(self, today: date) -> Decimal:
        """By how much what is free is less than what must stay on a day, by season."""
        return lacking(self.free_on(today), self.keep_on(today))

    def unverified_days(self, today: date) -> int | None:
        """How many days ago the row was last checked; None where it never was."""
        return (today - self.checked_on).days if self.checked_on else None


LotSelect = Select[*tuple[Any, ...]]
_LOT = (
    LotRow.id,
    LotRow.commune_code,
    LotRow.type_code,
    LotRow.holder_id,
    LotRow.place,
    LotRow.mark,
    LotRow.on_hand,
    LotRow.reserved,
    LotRow.away,
    LotRow.broken,
    LotRow.keep,
    LotRow.ready_minutes,
    LotRow.note,
    LotRow.checked_on,
    LotRow.checked_by,
    LotRow.version,
)
_TYPE = (
    ResourceTypeRow.name,
    ResourceTypeRow.unit,
    ResourceTypeRow.category,
    ResourceTypeRow.pillar,
    ResourceTypeRow.dual_use,
    ResourceTypeRow.forms,
)
_MORE = (
    LotDetailRow.expires_on,
    LotDetailRow.keep_seasonal,
    LotDetailRow.season_from,
    LotDetailRow.season_to,
    LotDetailRow.fund,
    LotDetailRow.donor,
    LotDetailRow.condition,
    LotDetailRow.lat,
    LotDetailRow.lon,
)
_HOLDER = (HolderRow.name, HolderRow.kind, HolderRow.phone)
_COMMUNE = (CommuneRow.name, CommuneRow.kind)


@cache
def lots() -> LotSelect:
    """Return the SELECT of open lots, in the columns that `lot_of` reads."""
    # Plain columns: a list of forty rows is not worth two hundred objects that follow their changes.
    return (
        select(*_LOT, *_TYPE, *_HOLDER, *_COMMUNE, *_MORE)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .join(HolderRow, HolderRow.id == LotRow.holder_id)
        .join(CommuneRow, CommuneRow.code == LotRow.commune_code)
        .outerjoin(LotDetailRow, LotDetailRow.lot_id == LotRow.id)
        .where(LotRow.closed.is_(False))
    )


def season_of(keep: Decimal | None, first: int | None, last: int | None) -> Season | None:
    """Return the season in which more must stay, or None."""
    if keep is None or first is None or last is None:
        return None
    return Season(keep=keep, from_month=first, to_month=last)


def lot_of(row: Sequence[Any]) -> Lot:
    """Return one row of `lots` as a plain value."""
    (
        lot_id, commune_code, type_code, holder_id, place, mark, on_hand, reserved, away, broken, keep,
        ready_minutes, note, checked_on, checked_by, version,
        resource, unit, category, pillar, dual_use, forms,
        holder, holder_kind, phone, commune, commune_kind,
        expires_on, seasonal, season_from, season_to, fund, donor, condition, lat, lon,
    ) = row  # fmt: skip
    return Lot(
        id=lot_id,
        commune_code=commune_code,
        commune=f"{KIND_TITLES[commune_kind]} {commune}",
        type_code=type_code,
        resource=resource,
        unit=unit,
        category=category,
        pillar=pillar,
        dual_use=dual_use,
        forms=tuple(forms.split(",")),
        holder_id=holder_id,
        holder=holder,
        holder_kind=holder_kind,
        phone=phone,
        place=place,
        mark=mark,
        balance=Balance(on_hand=on_hand, reserved=reserved, away=away, broken=broken, keep=keep),
        ready_minutes=ready_minutes,
        note=note,
        checked_on=checked_on,
        checked_by=checked_by,
        version=version,
        expires_on=expires_on,
        season=season_of(seasonal, season_from, season_to),
        fund=fund or "",
        donor=donor or "",
        condition=condition or "",
        lat=lat,
        lon=lon,
    )
