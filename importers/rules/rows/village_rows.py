"""Tables of communes whose villages stand below each of them: the commune's row states their sum."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from decimal import Decimal

from importers.rules.layout.body_row import BodyRow, RowKind
from importers.rules.layout.columns import Plan
from importers.rules.names.keepers import VILLAGE, is_of_others, names_keeper
from importers.rules.names.places import Era, PlaceCertainty, PlaceIndex
from importers.rules.names.vocabulary import Role, role_of
from importers.rules.texts.numbers import read_figure
from importers.rules.texts.words import accent_key, fold_key, is_list_mark, numbering_of, without_numbering

KINDS = ("xã", "phường", "thị trấn", "đặc khu", "p.", "x.", "tt.", "tt ", "đk.")
LEAST_SUMS = 2
_TELLING = frozenset({Role.QUANTITY, Role.NEED, Role.PRICE, Role.FLOW})
REGION = re.compile(
    r"(?:khu vực|cụm|vùng|miền|tuyến|địa bàn|khối|các xã|các phường|nhóm|hải đảo|đồng bằng|ven biển|khu vuc|cum|vung|mien|cac xa|dong bang|hai dao)\b"
)
_PART_OF_SUM = re.compile(r"(?:trong do|chia ra|bao gom|gom)\b")
_COMMUNES = frozenset({PlaceCertainty.TODAY, PlaceCertainty.CROSSWALK, PlaceCertainty.AMBIGUOUS})


def communes_above_villages(
    rows: Sequence[BodyRow], plan: Plan, places: PlaceIndex, era: Era, district: str
) -> frozenset[int]:
    """Return the numbers of the rows that name the commune of the rows below them.

    Those are villages by their names; or they name no commune, and what the commune's row states is their sum; or it
    states nothing, and all of them tell of it ("- UBND xã", "- Hiện có").
    """
    data = [row for row in rows if row.kind is RowKind.DATA and row.label]
    heads = [number for number, row in enumerate(data) if _is_commune(row, places, era, district)]
    found: set[int] = set()
    for head, following in itertools.zip_longest(heads, heads[1:], fillvalue=len(data)):
        row, below = data[head], data[head + 1 : following]
        villages = sum(is_village(other.label) for other in below)
        said = accent_key(row.label).startswith(KINDS)
        sums = said and _adds_up(row, below, plan)
        told = not row.has_figures and all(map(_tells_whose, below))
        if below and (sums or told or (villages * 2 > len(below) and not _counts_on(row, below[0]))):
            found.add(row.number)
    return frozenset(found)


def tells_of_commune(row: BodyRow) -> bool:
    """Return whether a row without a number is a line of the commune above it: "- Nhân dân", "Hiện có"; none of an area."""
    if row.order or REGION.match(accent_key(without_numbering(row.label))):
        return False
    return is_list_mark(numbering_of(row.label)) or _tells_whose(row)


def _tells_whose(row: BodyRow) -> bool:
    """Return whether a row without a number says who has something of a commune, or what of it there is."""
    label = without_numbering(row.label)
    keeps = names_keeper(label) and not is_of_others(label)
    return not row.order and (keeps or role_of(label) in _TELLING)


def parts_of_sums(rows: Sequence[BodyRow]) -> frozenset[int]:
    """Return the numbers of the rows right below one of sums that tell what of it is where ("Trong đó: ven biển")."""
    found: set[int] = set()
    follows = False  # on a row of sums, or on such a part of one
    for row in rows:
        opens = follows and _PART_OF_SUM.match(fold_key(without_numbering(row.label))) is not None
        part = row.kind is RowKind.DATA and (opens or (follows and row.number - 1 in found and not row.order))
        if part:
            found.add(row.number)
        follows = part or row.kind is RowKind.TOTAL
    return frozenset(found)


def _counts_on(head: BodyRow, after: BodyRow) -> bool:
    """Return whether a row is numbered as the next of the communes, and so is no village of the one above it."""
    return head.order.isdecimal() and after.order.isdecimal() and int(after.order) == int(head.order) + 1 > 2


def is_village(label: str) -> bool:
    """Return whether a name begins as that of a village does ("Thôn 2", "TDP 4")."""
    return VILLAGE.match(without_numbering(label)) is not None


def _is_commune(row: BodyRow, places: PlaceIndex, era: Era, district: str) -> bool:
    label = without_numbering(row.label)
    return not is_village(label) and places.match(label, era, district).certainty in _COMMUNES


def _adds_up(head: BodyRow, below: Sequence[BodyRow], plan: Plan) -> bool:
    """Return whether every figure of a row is the sum of those below it: two of them at least, of two rows or more."""
    sums = [
        (stated, sum((_amount(row, col) or Decimal(0) for row in below), Decimal(0)))
        for col in plan.quantities
        if (stated := _amount(head, col))
    ]
    return len(below) > 1 and len(sums) >= LEAST_SUMS and all(stated == computed for stated, computed in sums)


def _amount(row: BodyRow, col: int) -> Decimal | None:
    cell = row.cells.get(col)
    figure = read_figure(cell.value) if cell is not None else None
    return figure.amount if figure is not None else None
