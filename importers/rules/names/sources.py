"""Columns below the name of one thing that say where it came from or who keeps it, beside the one that says what they come to.

"Áo phao" over "Cấp trên cấp", "Phường mua", "Xã hội hóa" and "Cộng": the sum shows that these are its parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from importers.rules.names.keepers import names_keeper
from importers.rules.names.series import Path, Series
from importers.rules.names.vocabulary import Role, role_of
from importers.rules.texts.words import fold_key

# What somebody else has, or nobody yet.
_NOT_HERE = re.compile(
    r"\b(?:cho|giao|tra|muon|thue|khac|ban(?! (?:ch|chqs|chi huy|quan ly)\b)|gui|thu hoi|dieu chuyen|phan bo|thieu|can|se|het|hong|du kien|de nghi|xin|ke hoach|chua)\b"
)


def sources_of(paths: Mapping[int, Path]) -> Iterator[dict[int, Series]]:
    """Yield the columns of figures that divide one thing by its sources, where a column below the same heading sums them up."""
    headings: dict[Path, list[int]] = {}
    for col, path in paths.items():
        if len(path) > 1:
            headings.setdefault(path[:-1], []).append(col)
    for above, cols in headings.items():
        parts = [col for col in cols if role_of(paths[col][-1]) is not Role.TOTAL]
        heads = tuple(paths[col][-1] for col in parts)
        if 1 < len(parts) == len(cols) - 1 and len(set(heads)) == len(heads) and all(map(is_source, heads)):
            yield {col: Series(heads, len(above), above) for col in parts}


def is_source(head: str) -> bool:
    """Return whether words say who keeps some of a thing or where it came from, and nothing of what became of it."""
    return role_of(head) is None and names_keeper(head) and not _NOT_HERE.search(fold_key(head))
