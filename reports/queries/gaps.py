"""Prices and the land of communes as plain values."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.communes.rules import Commune
from reports.models import CommuneLandRow, TypePriceRow
from reports.rules.closing import Price, Rest
from reports.rules.land import Land, assumed_land


def list_prices(session: Session) -> dict[str, Price]:
    """Return the price list by type."""
    return {
        row.type_code: Price(
            type_code=row.type_code,
            price_vnd=row.price_vnd,
            repair_percent=row.repair_percent,
            source=row.source,
            priced_on=row.priced_on,
            version=row.version,
            rest=Rest(row.rest) if row.rest else None,
        )
        for row in session.scalars(select(TypePriceRow))
    }


def list_lands(session: Session, communes: Sequence[Commune]) -> dict[str, Land]:
    """Return the land of communes: as the province said, else as assumed."""
    said = {
        row.commune_code: Land(
            commune_code=row.commune_code,
            coastal=row.coastal,
            remote=row.remote,
            difficult=row.difficult,
            source=row.source,
            version=row.version,
        )
        for row in session.scalars(select(CommuneLandRow))
    }
    return {commune.code: said.get(commune.code) or assumed_land(commune) for commune in communes}
