"""Rows of a thing above rows that are not its parts: "5 Máy bơm nước 4" above "5.1 Máy nổ kéo bơm 2", "5.2 Vòi bơm 8"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from importers.rules.layout.body_row import BodyRow
from importers.rules.layout.columns import Plan
from importers.rules.layout.drafts import PARENT, Draft, Walked
from importers.rules.layout.grid import Grid, GridCell
from importers.rules.names.items import ItemIndex, ItemMatch
from importers.rules.rows.row_texts import words_beside
from importers.rules.texts.words import without_numbering
from inventory.rules.catalogue import TypeCode

MOST_TOLD = 4  # lines that a question names


def counts_besides(own: TypeCode, stated: Decimal, lines: Sequence[tuple[ItemMatch, Decimal]]) -> bool:
    """Return whether what a row counts may be more than the lines below it, so that it is asked which of the two is there.

    It is not their sum; or they come to as much and are other things, so that nothing would be left of its own.
    """
    others = any(match.certain and match.code != own for match, _ in lines)
    return stated != sum(amount for _, amount in lines) or (others and not _is_among(own, lines))


def _is_among(own: TypeCode, lines: Sequence[tuple[ItemMatch, Decimal]]) -> bool:
    return any(match.certain and match.code == own for match, _ in lines)


def ask_parents(walked: Walked, rows: Sequence[BodyRow], plan: Plan, grid: Grid, items: ItemIndex) -> None:
    """Ask about the rows that state no sum of the lines below them: themselves, those lines, or both.

    Lines of the very same thing are taken meanwhile: they leave out what the row has more, and repeat nothing.
    """
    labels = {row.number: row for row in rows}
    parents: list[Draft] = []
    drafts = {(draft.cell.row, draft.cell.col): at for at, draft in enumerate(walked.drafts)}
    for claim in [claim for claim in walked.claims if claim.vote.startswith(PARENT)]:
        row, places = labels[claim.cell.row], [drafts[at] for at in claim.options[0] if at in drafts]
        lines = [walked.drafts[at] for at in places]
        match = items.match(without_numbering(row.label))
        told = [(line.item, amount) for line in lines if (amount := line.cell.exact) is not None]
        stated = claim.cell.exact
        if (
            not lines
            or len(told) < len(claim.options[0])
            or match.code is None
            or not match.certain
            or not stated
        ):
            continue
        if not counts_besides(match.code, stated, told):
            continue
        heads = (_said(row, claim.cell), _all_of(lines, labels))
        asked = " | ".join(heads)
        same = _is_among(match.code, told)
        for at in places:
            line = walked.drafts[at]
            if not line.unsure:
                walked.drafts[at] = line._replace(
                    unsure="" if same else asked, of_row=True, heads=(heads[1], *heads)
                )
        parents.append(
            Draft(
                cell=claim.cell, item_text=without_numbering(row.label), item=match, place=lines[0].place,
                unit=_unit(row, plan, lines), texts=words_beside(row, plan, grid, {}), group=lines[0].group,
                unsure=asked, of_row=True, heads=(heads[0], *heads),
            )
        )  # fmt: skip
    if parents:
        walked.drafts[:] = sorted([*walked.drafts, *parents], key=lambda draft: draft.cell[:2])


def _unit(row: BodyRow, plan: Plan, lines: Sequence[Draft]) -> str:
    cell = row.cells.get(plan.unit or 0)
    return cell.text if cell is not None else lines[0].unit


def _all_of(lines: Sequence[Draft], labels: Mapping[int, BodyRow]) -> str:
    said = [_said(labels[line.cell.row], line.cell) for line in lines[:MOST_TOLD]]
    return "; ".join([*said, *(["…"] if len(lines) > MOST_TOLD else [])])


def _said(row: BodyRow, cell: GridCell) -> str:
    return f"{without_numbering(row.label)}: {cell.text}"
