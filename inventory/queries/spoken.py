"""What communes call their holders and their places, to find words in without reading rows of stock."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from inventory.models import HolderRow, LotRow
from inventory.rules.listing import Spoken


def read_spoken(session: Session, communes: Collection[str] | None) -> dict[str, Spoken]:
    """Return the names in use in some communes, or in all where none are named; one question to the database."""
    holders = select(HolderRow.commune_code, HolderRow.id, HolderRow.folded)
    nobody = literal(0).label("id")
    places = select(LotRow.commune_code, nobody, LotRow.place_folded).distinct()
    if communes is not None:
        holders = holders.where(HolderRow.commune_code.in_(sorted(communes)))
        places = places.where(LotRow.commune_code.in_(sorted(communes)))
    found: dict[str, tuple[dict[int, str], set[str]]] = {}
    for code, number, name in session.execute(union_all(holders, places)):
        of_holders, of_places = found.setdefault(code, ({}, set()))
        if number:
            of_holders[number] = name
        else:
            of_places.add(name)
    return {code: Spoken(holders=kept, places=frozenset(places)) for code, (kept, places) in found.items()}
