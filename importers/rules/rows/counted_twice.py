"""The last net under every table: rows that lead to one commune and type, of which one is the sum of the others or repeats one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Sequence
from decimal import Decimal

from importers.rules.layout.drafts import Draft, Walked
from importers.rules.layout.grid import Grid
from importers.rules.names.vocabulary import Role
from importers.rules.texts.fields import OWN_LOT
from importers.rules.texts.numbers import FigureKind, read_figure
from importers.rules.texts.words import fold_key

FEWEST_OF_SUM = 3  # the sum and two that it adds
MOST_SHOWN = 4
FEWEST_SINGLY = 2

# "76C-001.23", "76 C1 - 123.45", "QNg 90123 TS".
_PLATE = re.compile(r"\b(?:\d{2} ?-? ?[a-z]{1,2}\d?|[a-z]{2,3}) ?[-. ]? ?\d{2,3}[. ]?\d{2,3}\b")

Words = tuple[Hashable, ...]


def ask_counted_twice(walked: Walked, grid: Grid) -> None:
    """Ask about the figure of one type in one commune that is the sum of the others, and about rows that say all the same.

    Rows of our own lists name their row of the register: each is that one, whatever else they say.
    """
    groups: dict[tuple[Hashable, ...], list[int]] = {}
    for at, draft in enumerate(walked.drafts):
        if not draft.single and not draft.unsure and draft.place.match.certain and draft.item.certain:
            key = (draft.place.match.code, draft.item.code, draft.cell.col)
            groups.setdefault(key, []).append(at)
    for members in groups.values():
        if len(members) > 1:
            _ask(walked.drafts, [at for at in members if not _is_own(grid, walked.drafts[at].cell.row)])


def ask_same_plates(walked: Walked) -> None:
    """Ask about the vehicles of one kind that stand in several rows under one plate: they are one, whoever else is told beside it."""
    rows: dict[tuple[Hashable, ...], list[int]] = {}
    for at, draft in enumerate(walked.drafts):
        plate = _plate_of(draft)
        if plate and draft.item.certain and not draft.unsure:
            rows.setdefault((plate, draft.item.code), []).append(at)
    for members in rows.values():
        if len({walked.drafts[at].cell.row for at in members}) > 1:
            for at in members:
                walked.drafts[at] = walked.drafts[at]._replace(repeated=True)


def _plate_of(draft: Draft) -> str:
    """Return the one plate that a row tells, without its marks, or ""."""
    text = draft.texts.get(Role.PLATE, "")
    found = _PLATE.findall(fold_key(text)) if text else ()
    return re.sub(r"[^a-z0-9]", "", found[0]) if len(found) == 1 else ""


def ask_counted_singly(drafts: list[Draft]) -> None:
    """Ask about the figures of a sheet that also lists the things they count one by one: "Xe ben 2" above two tipper lorries.

    Of all types counted both ways the figure must be the number of single ones, in more than one type or of more than one thing.
    """
    if not any(draft.single for draft in drafts):
        return
    counted: dict[tuple[Hashable, ...], list[int]] = {}
    singles: Counter[tuple[Hashable, ...]] = Counter()
    for at, draft in enumerate(drafts):
        if draft.place.match.certain and draft.item.certain:
            key = (draft.place.match.code, draft.item.code)
            if draft.single:
                singles[key] += 1
            elif not draft.unsure:
                counted.setdefault(key, []).append(at)
    both = {key: rows for key, rows in counted.items() if singles[key]}
    same = all(
        len(rows) == 1 and _amount(drafts[rows[0]]) == Decimal(singles[key]) for key, rows in both.items()
    )
    if not same or sum(singles[key] for key in both) < FEWEST_SINGLY:
        return
    sums = [_said(drafts[rows[0]], [Decimal(1)] * singles[key]) for key, rows in both.items()]
    said = "; ".join(sums[:MOST_SHOWN]) + ("; …" if len(sums) > MOST_SHOWN else "")  # one question for all
    for rows in both.values():
        drafts[rows[0]] = drafts[rows[0]]._replace(unsure=said, of_row=True)


def _is_own(grid: Grid, row: int) -> bool:
    return any(cell.text[:1] == "/" and OWN_LOT.fullmatch(cell.text) for cell in grid.rows[row])


def _ask(drafts: list[Draft], members: Sequence[int]) -> None:
    alike: dict[Words, list[int]] = {}
    same: dict[Words, list[int]] = {}
    for at in members:
        draft = drafts[at]
        amount = _amount(draft)
        if amount:
            beside = (draft.unit, draft.holder, draft.group, *sorted(draft.texts.items()))
            alike.setdefault(beside, []).append(at)
            words = (fold_key(draft.item_text), draft.place.match.old_name)
            same.setdefault((*beside, *words, amount), []).append(at)
    for rows in alike.values():
        figures = [_amount(drafts[at]) or Decimal(0) for at in rows]
        own = [drafts[at].place.match.old_name or drafts[at].item.qualifier for at in rows]
        found = sum_among(figures, own)
        if found is not None:
            others = [figure for at, figure in enumerate(figures) if at != found]
            draft = drafts[rows[found]]
            drafts[rows[found]] = draft._replace(unsure=_said(draft, others), of_row=True)
    for rows in same.values():
        if len(rows) > 1:
            for at in rows:
                drafts[at] = drafts[at]._replace(repeated=True)


def sum_among(figures: Sequence[Decimal], own: Sequence[str]) -> int | None:
    """Return which of the figures is the sum of all others, of those that no words of their own tell apart; None without one.

    `own` are the words that one has for itself ("loại trẻ em", a former commune): what has some is a part, and no sum.
    """
    if len(figures) < FEWEST_OF_SUM or not all(figures):
        return None
    largest = max(range(len(figures)), key=lambda at: figures[at])
    return largest if not own[largest] and 2 * figures[largest] == sum(figures) else None


def _said(draft: Draft, others: Sequence[Decimal]) -> str:
    shown = " + ".join(f"{figure.normalize():f}" for figure in others[:MOST_SHOWN])
    more = " + …" if len(others) > MOST_SHOWN else ""
    return f"{draft.item_text}: {draft.cell.text} = {shown}{more}"


def _amount(draft: Draft) -> Decimal | None:
    figure = read_figure(draft.cell.value, formula=draft.cell.formula)
    return figure.amount if figure is not None and figure.kind is FigureKind.EXACT else None
