"""Records split over several rows: names, remarks and figures that go on in the row below."""

from __future__ import annotations

from importers.rules.layout.body_row import BodyRow, RowKind
from importers.rules.layout.columns import Layout, Plan
from importers.rules.layout.headers import Indexes
from importers.rules.names.items import Certainty
from importers.rules.names.vocabulary import Role, is_pillar
from importers.rules.rows.entries import OF_A_COMMUNE, OF_SIZES, Entry, depth_of
from importers.rules.texts.bare_sizes import is_bare_size
from importers.rules.texts.words import numbering_of, without_numbering


def join(rows: list[BodyRow], plan: Plan, indexes: Indexes) -> list[Entry]:
    """Return the item rows with the rows that only continue them joined to them."""
    entries: list[Entry] = []
    numbered = plan.order is not None and sum(bool(row.order) for row in rows) * 2 >= len(rows)
    summed = False  # a total stands between: what follows goes on with nothing above it
    sizes, named = _rows_of_sizes(rows), ""
    for row, below in zip(rows, [*rows[1:], None], strict=True):
        if row.kind in {RowKind.TOTAL, RowKind.NOTE}:
            summed = summed or row.kind is RowKind.TOTAL
            continue
        entry = Entry(row=row, label=row.label, depth=depth_of(row))
        if entry.depth is not None and entry.depth > OF_A_COMMUNE and _names_commune(row, indexes):
            entry.depth = OF_A_COMMUNE  # "* Xã Ba Tơ:" stands above "- Ca nô"
        if entry.depth is not None or row.number not in sizes:
            named = entry.label
        elif indexes.items.joined(without_numbering(named), row.label)[1].certainty is Certainty.BY_SIZE:
            entry.depth = OF_SIZES
        before = entries[-1] if entries else None
        joinable = (
            before is not None
            and not summed
            and row.kind is RowKind.DATA
            and before.row.kind is RowKind.DATA
            and entry.depth is None
            and (numbered or _small(row, plan))
            and not _begins_count(row, below)
        )
        if joinable and before is not None and _continues(before, row, plan, indexes):
            if row.has_figures and plan.layout is not Layout.VEHICLES:
                entries[-1] = Entry(
                    row=row,
                    label=f"{before.label} {row.label}".strip(),
                    depth=before.depth,
                    parts=[before.row, *before.parts],
                )
            else:
                before.parts.append(row)
                own = row.cells.get(plan.label or 0)
                before.label = f"{before.label} {own.text}".strip() if own is not None else before.label
            continue
        entries.append(entry)
        summed = False
    return entries


def _rows_of_sizes(rows: list[BodyRow]) -> frozenset[int]:
    """Return the rows of two or more sizes right below one another ("16,5 m2", "24,5 m2"): of the thing above them all."""
    sized = {row.number for row in rows if row.has_figures and is_bare_size(row.label)}
    return frozenset(number for number in sized if number - 1 in sized or number + 1 in sized)


def _begins_count(row: BodyRow, below: BodyRow | None) -> bool:
    """Return whether a row of one cell, in words that begin with a capital, heads those right below it, numbered from one on."""
    words = row.only_text
    first = below is not None and below.order.strip("().").lstrip("0") == "1"
    return first and not row.has_figures and words[:1].isupper() and len(words) > 1


def _continues(before: Entry, row: BodyRow, plan: Plan, indexes: Indexes) -> bool:
    """Return whether a row without a number belongs to the record above it."""
    if row.number > max(one.number for one in (before.row, *before.parts)) + 1:
        return False  # no words go on beyond a blank row
    own = row.cells.get(plan.label or 0)
    if plan.layout is Layout.VEHICLES:
        return own is None and not any(
            col in row.cells for role, col in plan.fields.items() if role in {Role.PLATE, Role.HOLDER}
        )
    if not row.has_figures:
        if _heads(row, plan, indexes):
            return False
        return (
            (bool(before.row.order) or (before.has_figures and _small(row, plan)))
            and (before.has_figures or own is None)
            and not row.cells.get(plan.unit or 0)
        )
    if before.has_figures or own is None or not before.row.order:
        return False
    return own.text[:1] == "(" or _small(row, plan) or not indexes.items.match(own.text).certain


def _small(row: BodyRow, plan: Plan) -> bool:
    """Return whether a row goes on in small letters: "loại 50 KVA" below "Máy phát điện"."""
    own = row.cells.get(plan.label or 0)
    return own is not None and own.text[:1].islower() and not numbering_of(own.text)


def _names_commune(row: BodyRow, indexes: Indexes) -> bool:
    if row.has_figures:
        return False
    return indexes.places.is_place(without_numbering(row.label).rstrip(" :"))


def _heads(row: BodyRow, plan: Plan, indexes: Indexes) -> bool:
    """Return whether a row without figures heads those below it: a commune, a pillar ("Vật tư"), words across the table."""
    if _names_commune(row, indexes) or is_pillar(row.only_text):
        return True
    return len(row.cells) == 1 and next(iter(row.cells)) == plan.order and bool(row.label)
