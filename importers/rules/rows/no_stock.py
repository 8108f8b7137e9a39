"""Figures of a table that are no stock whatever type they would be given: examples, sums by pillar, damage, hours."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.rules.layout.drafts import Draft, Walked
from importers.rules.names.no_things import counts_time, tells_of_damage
from importers.rules.reasons import Reason
from importers.rules.texts.words import fold_key, without_numbering

# Right above a table in a guide: "Ví dụ cách ghi:".
_EXAMPLE = re.compile(
    r"(?:vi du|thi du|vd)(?: (?:minh hoa|ve|cach|mau|ghi|nhap|dien|khai|ke khai|lap|bieu|bang|dong|nhu sau))*"
)
_PILLAR = re.compile(
    r"(?:(?:ve |so )?(?:chi huy|luc luong|phuong tien|vat tu|trang bi|trang thiet bi|thiet bi|hau can)[, va]*)+ tai cho"
)
_OF_DAMAGE = re.compile(r"\b(?:thiet hai|ton that)\b")
FEWEST_PILLARS = 3


def leave_out_no_stock(walked: Walked, titles: Sequence[str]) -> None:
    """Leave out and say what no answer could make stock of; `titles` are the table's, the nearest last."""
    names = [draft.item_text for draft in walked.drafts]
    none = is_example(titles[-1:]) or sums_pillars(names)
    damage = any(_OF_DAMAGE.search(fold_key(title)) for title in titles)
    kept = [
        draft
        for draft in walked.drafts
        if not none and (draft.item.certain or not _counts_no_things(draft, damage=damage))
    ]
    if len(kept) < len(walked.drafts):
        left = {(draft.cell.row, draft.cell.col) for draft in walked.drafts}
        left -= {(draft.cell.row, draft.cell.col) for draft in kept}
        walked.unread.update(dict.fromkeys(left, Reason.NOT_STOCK_COLUMN))
        walked.drafts[:] = kept


def _counts_no_things(draft: Draft, *, damage: bool) -> bool:
    """Return whether a figure counts hours, or what was lost below a title of damage; elsewhere a damaged thing is asked about."""
    return counts_time(draft.item_text, draft.unit) or (damage and tells_of_damage(draft.item_text))


def is_example(titles: Sequence[str]) -> bool:
    """Return whether a title says nothing but that the table shows how a form is filled in."""
    return any(_EXAMPLE.fullmatch(fold_key(title).strip(" .:()-*")) for title in titles)


def sums_pillars(names: Sequence[str]) -> bool:
    """Return whether all rows are pillars of the four on the spot ("Hậu cần tại chỗ"), which are no things."""
    different = {fold_key(without_numbering(name)).strip(" .:") for name in names}
    return len(different) >= FEWEST_PILLARS and all(map(_PILLAR.fullmatch, different))
