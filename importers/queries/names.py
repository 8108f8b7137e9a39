"""The names of communes and types, in one SELECT."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES, CommuneCode
from core.text import fold
from core.together import Question
from core.values import frozen
from importers.queries.reference import Reference
from inventory.models import ResourceTypeRow


@frozen
class Names:
    """Full names of communes, names and units of types, by code and in official order; `retired` types."""

    communes: Mapping[CommuneCode, str]
    types: Mapping[str, str]
    units: Mapping[str, str]
    retired: frozenset[str] = frozenset()

    def find_commune(self, text: str) -> str | None:
        """Return the code of the commune whose code or full name this is, or None."""
        return _find(text, {str(code): title for code, title in self.communes.items()})

    def find_type(self, text: str) -> str | None:
        """Return the code of the type whose code or name this is, or None."""
        return _find(text, self.types)


def _find(text: str, names: Mapping[str, str]) -> str | None:
    if text.strip() in names:
        return text.strip()
    wanted = fold(text)
    found = [code for code, name in names.items() if fold(name) == wanted]
    return found[0] if len(found) == 1 else None


def get_names(session: Session) -> Names:
    """Return every commune's and every type's name."""
    return all_names().ask(session)


def all_names() -> Question[Names]:
    """Return the question for every commune's and every type's name."""
    communes = select(
        literal(0).label("part"),
        CommuneRow.position,
        CommuneRow.code,
        CommuneRow.name,
        CommuneRow.kind.label("more"),
        literal(False).label("retired"),
    )
    types = select(
        literal(1),
        ResourceTypeRow.position,
        ResourceTypeRow.code,
        ResourceTypeRow.name,
        ResourceTypeRow.unit,
        ResourceTypeRow.retired_on.is_not(None),
    )
    both = union_all(communes, types).subquery()
    query = select(both).order_by(both.c.part, both.c.position, both.c.code)
    return Question(query, lambda rows: _names(rows.all()))


def _names(rows: Sequence[Any]) -> Names:
    return Names(
        communes={
            CommuneCode(row.code): f"{KIND_TITLES[row.more]} {row.name}" for row in rows if row.part == 0
        },
        types={row.code: row.name for row in rows if row.part == 1},
        units={row.code: row.more for row in rows if row.part == 1},
        retired=frozenset(row.code for row in rows if row.retired),
    )


def names_in(reference: Reference) -> Names:
    """Return the names a reference holds, for where there is no database."""
    return Names(
        communes=reference.titles,
        types={kind.code: kind.name for kind in reference.catalogue},
        units={kind.code: kind.unit for kind in reference.catalogue},
    )
