"""The demo with the nation's 3,321 communes instead of a province's: names and places, nothing in them."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import insert, select

from core.communes.models import CommuneRow
from tests.web.making import database_of

COMMUNES = 3_321


def make_nation(app: Flask) -> None:
    """Add communes to the demo's until there are as many as in the nation; names repeat, as they do there."""
    with database_of(app).transaction() as session:
        held = list(session.scalars(select(CommuneRow).order_by(CommuneRow.position)))
        made = []
        for number in range(COMMUNES - len(held)):
            like = held[number % len(held)]
            values = {column.key: getattr(like, column.key) for column in CommuneRow.__table__.columns}
            north = 1 + number // len(held)
            made.append(
                {
                    **values,
                    "code": f"{40_000 + number}",
                    "old_province": f"Tỉnh {north}",
                    "lat": like.lat + north / 10,
                    "position": len(held) + number,
                }
            )
        session.execute(insert(CommuneRow), made)
