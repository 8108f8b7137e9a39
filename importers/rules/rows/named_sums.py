"""Rows named as the sum of a thing that stands in other rows too: "Tổng số áo phao" below "Áo phao người lớn"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.rules.layout.body_row import BodyRow
from importers.rules.layout.columns import Plan
from importers.rules.layout.drafts import Draft, Walked
from importers.rules.rows.against_parts import ask_against_parts
from importers.rules.rows.beyond_sums import ask_beyond_sums
from importers.rules.rows.earlier_rows import ask_about_earlier
from importers.rules.texts.words import accent_key, without_numbering

_SUM = re.compile(r"^(?:tổng|cộng|tong|cong)(?: (?:số|cộng|so|cong))*(?: (?:lượng|luong))? ")


def ask_about_sums(walked: Walked, rows: Sequence[BodyRow], plan: Plan) -> None:
    """Ask about the figures that the sums of a table or their own parts speak against, those that are sums themselves, and earlier ones."""
    ask_beyond_sums(walked)
    ask_named_sums(walked)
    ask_against_parts(walked, rows, plan)
    ask_about_earlier(walked, rows, plan)


def ask_named_sums(walked: Walked) -> None:
    """Ask about the rows that are named as a sum where the same commune's other rows are of that thing: never both."""
    sums = {text for text in {draft.item_text for draft in walked.drafts} if names_sum(text)}
    if not sums:
        return
    apart = {_thing(draft) for draft in walked.drafts if draft.item_text not in sums}
    walked.ask(
        lambda draft: draft.item_text if draft.item_text in sums and _thing(draft) in apart else "",
        of_row=True,
    )


def names_sum(name: str) -> bool:
    """Return whether a thing's name begins as that of a sum."""
    return _SUM.match(accent_key(without_numbering(name))) is not None


def _thing(draft: Draft) -> tuple[object, object]:
    return draft.item.code, draft.place.match.code
