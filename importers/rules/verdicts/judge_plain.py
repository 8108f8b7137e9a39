"""Whole numbers of a row where nothing is in doubt: judged as the first one was, but for commune and number.

A matrix says the words of a row and of a column once, and then ten thousand numbers.
"""

from __future__ import annotations

from collections.abc import Hashable

from importers.rules.layout.drafts import Draft
from importers.rules.results import Row, RowStatus
from importers.rules.texts.notes import read_fate
from importers.rules.texts.numbers import read_figure
from importers.rules.verdicts.judge_amounts import LARGEST, quantity_key
from importers.rules.verdicts.judge_notes import in_brackets
from importers.rules.verdicts.judging import Judging


def pattern_key(judging: Judging, draft: Draft) -> Hashable | None:
    """Return what decides over a draft besides its number and which commune is certain; None where more may."""
    cell, place = draft.cell, draft.place
    if (
        cell.row not in judging.crowded
        or type(cell.value) is not int
        or not 0 < cell.value <= LARGEST
        or cell.hidden
        or draft.unsure
        or draft.heads
        or draft.repeated
        or draft.merged
        or draft.broken is not None
        or not place.match.certain
    ):
        return None
    if judging.answers.values and judging.answers.find(quantity_key(judging.sheet, cell.address)) is not None:
        return None
    kind = place.source, place.match.certainty
    return kind, id(draft.item), id(draft.texts), draft.item_text, draft.unit, draft.holder, draft.group


def judged_before(judging: Judging, draft: Draft, key: Hashable) -> Row | None:
    """Return the row of a draft that differs from one accepted before in its number and commune alone, or None."""
    pattern = judging.memory.patterns.get(key)
    figure = read_figure(draft.cell.value) if pattern is not None else None
    if pattern is None or figure is None or figure.amount is None:
        return None
    row, cell, match, amount = pattern[0], draft.cell, draft.place.match, figure.amount
    quantity = amount if row.factor is None else amount * row.factor
    commune = match.code, draft.place.text, match.old_name
    return row.elsewhere(cell.address, commune, cell.raw, (quantity, amount, row.broken_quantity))


def remember(judging: Judging, draft: Draft, key: Hashable, row: Row) -> None:
    """Keep a row as the pattern of those that say the same, where its words do not speak of how many there are.

    Its draft is kept beside it: the key knows an item and its texts by their identity, which lasts as long as they do.
    """
    speaks = row.condition or row.note or any(map(read_fate, in_brackets(row.resource_raw)))
    if row.status is RowStatus.ACCEPTED and not speaks:
        judging.memory.patterns[key] = (row, draft)
