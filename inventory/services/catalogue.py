"""Put the catalogue and the communes' own holders into the database."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import insert
from sqlalchemy.orm import Session

from core.communes.rules import Commune
from core.text import fold, sort_key
from inventory.models import HolderRow, ResourceNameRow, ResourceTypeRow, UnitFactorRow
from inventory.rules.catalogue import METRIC_FACTORS, ResourceType


def store_catalogue(session: Session, types: Sequence[ResourceType]) -> int:
    """Write the catalogue into an empty database and return the number of types."""
    in_alphabet = sorted(types, key=lambda kind: (sort_key(kind.name), kind.code))
    alphabet = {kind.code: number for number, kind in enumerate(in_alphabet, start=1)}
    session.execute(
        insert(ResourceTypeRow),
        [
            {
                "code": kind.code,
                "name": kind.name,
                "gloss": kind.gloss,
                "unit": kind.unit,
                "category": kind.category.value,
                "pillar": kind.pillar.value,
                "dual_use": kind.dual_use.value,
                "forms": ",".join(form.value for form in kind.forms),
                "note": kind.note,
                "position": position,
                "folded": fold(kind.name),
                "alphabet_no": alphabet[kind.code],
            }
            for position, kind in enumerate(types, start=1)
        ],
    )
    session.execute(
        insert(ResourceNameRow),
        [
            {"type_code": kind.code, "name": name, "folded": fold(name)}
            for kind in types
            for name in kind.synonyms
        ],
    )
    session.execute(
        insert(UnitFactorRow),
        [
            {
                "type_code": factor.type_code,
                "unit": factor.unit,
                "base": factor.base,
                "factor": Decimal(factor.factor),
            }
            for factor in METRIC_FACTORS
        ],
    )
    return len(types)


def store_commune_holders(session: Session, communes: Sequence[Commune]) -> None:
    """Give each commune the holder that stands for its own People's Committee."""
    session.execute(
        insert(HolderRow),
        [
            {
                "commune_code": commune.code,
                "kind": "commune",
                "name": f"UBND {commune.title[0].lower()}{commune.title[1:]}",
                "folded": fold(f"UBND {commune.title}"),
                "phone": "",
                "address": "",
            }
            for commune in communes
        ],
    )
