"""All the names that the words of a sheet are compared with, prepared once for many files."""

from __future__ import annotations

from collections.abc import Sequence

from core.communes.rules import Gazetteer
from core.values import frozen
from importers.rules.layout.headers import Indexes
from importers.rules.names.item_names import index_items
from importers.rules.names.places import index_places
from importers.rules.texts.encodings import known_syllables
from inventory.rules.catalogue import ResourceType


@frozen
class Known:
    """The catalogue's and the communes' names, and the syllables they are made of."""

    indexes: Indexes
    syllables: frozenset[str]


def known_names(catalogue: Sequence[ResourceType], gazetteer: Gazetteer) -> Known:
    """Return the names prepared for reading files."""
    return Known(
        indexes=Indexes(items=index_items(catalogue), places=index_places(gazetteer)),
        syllables=known_syllables(catalogue, gazetteer),
    )
