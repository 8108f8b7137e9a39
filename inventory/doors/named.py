"""The conditions of a list as another program names them: none is passed over in silence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from core.errors import NotFoundError
from inventory.doors.asking import Known, communes_of, filter_of
from inventory.rules.listing import Filter

# What programs call the conditions of `filter_of`; those that are no text of an address are put in by themselves.
_NAMED = {
    "q": "q",
    "type": "type_code",
    "nhom": "category",
    "pillar": "pillar",
    "tt": "state",
    "chu": "holder_kind",
    "xa": "commune_code",
    "huyen": "former_district",
    "tuoi": "checked",
}
_EXPIRY = {"past": "qua", "soon": "sap"}


def filter_as_named(asked: Mapping[str, Any], names: Known) -> Filter:
    """Return the conditions a program names; raises NotFoundError for a type or a place that is none of ours.

    A condition that narrowed nothing would make a wrong sum look right.
    """
    within_named(asked, names)
    if (code := asked.get("type_code")) and code not in names.types:
        raise NotFoundError(what=code)
    said = {name: str(asked[other]) for name, other in _NAMED.items() if asked.get(other)}
    said |= {"han": _EXPIRY[asked["expiry"]]} if asked.get("expiry") else {}
    return replace(
        filter_of(said, names),
        dual_use=bool(asked.get("dual_use")),
        able=asked.get("able") or "",
        least=asked.get("least") or Decimal(0),
    )


def within_named(asked: Mapping[str, Any], names: Known) -> frozenset[str] | None:
    """Return the communes a program names, None for all; raises NotFoundError for one that is none of ours."""
    code, district = asked.get("commune_code", ""), asked.get("former_district", "")
    if code:
        names.get_commune(code)
    if district and district not in names.districts:
        raise NotFoundError(what=district)
    return communes_of({"xa": code, "huyen": district}, names)
