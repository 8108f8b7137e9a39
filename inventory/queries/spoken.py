"""What communes call their holders, places and vehicles, to find words in without reading rows of stock."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from inventory.models import HolderRow, LotRow
from inventory.rules.listing import Spoken, squeezed


def read_spoken(session: Session, communes: Collection[str] | None) -> dict[str, Spoken]:
    """Return the names in use in some communes, or in all where none are named; one question to the database."""
    holders = select(HolderRow.commune_code, HolderRow.id, HolderRow.folded)
    places = select(LotRow.commune_code, literal(None, HolderRow.id.type), LotRow.place_folded).distinct()
    marks = select(LotRow.commune_code, -LotRow.id, LotRow.mark).where(LotRow.mark != "")
    if communes is not None:
        holders = holders.where(HolderRow.commune_code.in_(sorted(communes)))
        places = places.where(LotRow.commune_code.in_(sorted(communes)))
        marks = marks.where(LotRow.commune_code.in_(sorted(communes)))
    found: dict[str, tuple[dict[int, str], set[str], dict[int, str]]] = {}
    for code, number, name in session.execute(union_all(holders, places, marks)):
        of_holders, of_places, of_rows = found.setdefault(code, ({}, set(), {}))
        if number is None:
            of_places.add(name)
        elif number > 0:
            of_holders[number] = name
        else:
            of_rows[-number] = squeezed(name)
    return {
        code: Spoken(holders=names, places=frozenset(places), marks=signs)
        for code, (names, places, signs) in found.items()
    }
