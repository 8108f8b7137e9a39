"""Former districts and today's communes that hold their land."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.communes.models import OldCommuneRow
from core.text import sort_key


def list_areas(session: Session) -> dict[str, frozenset[str]]:
    """Return the former districts in the alphabet's order, each with the codes of today's communes."""
    found: dict[str, set[str]] = {}
    query = select(OldCommuneRow.old_district, OldCommuneRow.new_code).order_by(OldCommuneRow.id)
    for district, code in session.execute(query):
        found.setdefault(district, set()).add(code)
    return {district: frozenset(found[district]) for district in sorted(found, key=sort_key)}
