"""Lines below a thing that say who has how many of it: "- UBND xã", "- Công an xã" below "Áo phao"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from importers.rules.layout.columns import Layout, Plan
from importers.rules.layout.headers import Indexes
from importers.rules.names.items import ItemMatch
from importers.rules.names.keepers import VILLAGE
from importers.rules.names.kept_things import goods_of, kept_by_named
from importers.rules.names.sources import is_source
from importers.rules.names.vocabulary import Role
from importers.rules.rows.entries import Entry
from importers.rules.texts.words import without_numbering


class Kept(NamedTuple):
    """The thing that a line tells of, in words and by what they stand for, and who has it, or where it is."""

    thing: tuple[str, ItemMatch]
    told: Mapping[Role, str]


def thing_kept(entry: Entry, unit: str, plan: Plan, indexes: Indexes) -> Kept | None:
    """Return the thing above a line that only says who has some of it, None of any other line.

    Of a force or a building it is in doubt whether these are counted, unless its unit is the thing's ("Công an xã | cái").
    """
    if entry.parent is None or plan.layout is Layout.VEHICLES:
        return None
    label, above = without_numbering(entry.label), without_numbering(entry.parent.label)
    items, places = indexes.items, indexes.places
    own, thing = items.match(label), items.match(above)
    if not goods_of(thing) or places.is_place(label):
        return None
    village = VILLAGE.match(label) is not None
    told = {Role.LOCATION if village else Role.HOLDER: label}
    if own.certain:
        named = kept_by_named(items, above, label, unit)
        return Kept(named, told if named == (above, thing) else {}) if named is not None else None
    tells = village or is_source(label)
    return Kept((above, thing), told) if tells and not items.joined(above, label)[1].certain else None
