"""Walk a table whose rows are places and whose columns are items."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

from core.values import frozen
from importers.rules.layout.bodies import adds_up
from importers.rules.layout.body_row import BodyRow, RowKind
from importers.rules.layout.columns import Layout, Plan
from importers.rules.layout.drafts import Claim, Draft, PlaceFound, PlaceSource, Walked
from importers.rules.layout.grid import Grid
from importers.rules.layout.headers import Indexes
from importers.rules.layout.items_above import ItemAbove, item_of_head, names_item, unit_beside
from importers.rules.layout.totals import claim_total_rows, members_of_total
from importers.rules.names.places import NO_PLACE, Era, PlaceCertainty, PlaceMatch
from importers.rules.names.vocabulary import Role, is_ditto, role_of
from importers.rules.reasons import Reason
from importers.rules.rows.of_others import beside_unit, of_unit
from importers.rules.rows.place_groups import (
    ROMAN,
    Groups,
    claim_groups,
    district_in,
    leave_row,
    sums_numbered,
)
from importers.rules.rows.row_texts import tells_of_columns, told_beside, words_beside
from importers.rules.rows.village_rows import (
    KINDS,
    REGION,
    communes_above_villages,
    is_village,
    parts_of_sums,
)
from importers.rules.rows.whose_rows import kept_elsewhere
from importers.rules.texts.header_units import unit_from_here
from importers.rules.texts.words import accent_key, fold_key, without_numbering

_NO_STOCK_ROWS = {
    Role.NEED: Reason.NEED_NOT_STOCK,
    Role.PRICE: Reason.PRICE,
    Role.BROKEN: Reason.BROKEN_PART,
    Role.GOOD: Reason.CONDITION_PART,
    Role.FLOW: Reason.NOT_STOCK_COLUMN,
}
_DISTRICT_PREFIXES = ("huyện", "thị xã", "thành phố", "tx", "tp", "khu vực", "địa bàn")
_UNIT_PREFIXES = (*KINDS, *_DISTRICT_PREFIXES)


@frozen
class PlaceWalk:
    """All that is needed to walk one table of places."""

    grid: Grid
    plan: Plan
    indexes: Indexes
    rows: list[BodyRow]
    heading: PlaceFound
    era: Era
    sheet_unit: str
    only_districts: bool = False
    above: ItemAbove | None = None
    unit_here: str = ""  # what a row of its own states for the rows below it
    group: str = ""

    def walk(self) -> Walked:
        """Return what the table holds."""
        found = Walked()
        district = self.heading.district
        own_communes = self._names_communes()
        leaves: list[BodyRow] = []
        groups = Groups()
        memory: dict[int, str] = {}
        told: dict[Role, BodyRow] = {}
        walk = self
        heads = communes_above_villages(self.rows, self.plan, self.indexes.places, self.era, district)
        village_of: PlaceFound | None = None
        parts = parts_of_sums(self.rows)
        for position, row in enumerate(self.rows):
            if row.kind is RowKind.TOTAL:
                continue
            if unit := unit_from_here(row.label or row.only_text):
                walk = replace(walk, unit_here=unit)
            if row.kind is RowKind.TITLE:
                groups.titled = row.only_text
                walk = replace(walk, group=groups.words(self.indexes.places))
            if row.kind is not RowKind.DATA or row.number in parts:
                leave_row(found, row, self.plan, Reason.PART_OF_TOTAL if row.number in parts else None)
                continue
            named = "" if self._counts_on(row, position) else self._district_of(row, district)
            commune = row.number in heads
            if commune or named or self._heads_group(row, position):
                district = named or district
                head = self._found(without_numbering(row.label), district, PlaceSource.ABOVE)
                village_of = head if commune else None
                groups.begin(row, commune=commune)
                above = item_of_head(row, self.plan, self.indexes) or walk.above
                walk = replace(walk, above=above, group=groups.words(self.indexes.places))
                found.labels.update((row.number, col) for col in row.cells if col not in self.plan.quantities)
                continue
            is_place = own_communes and self.indexes.places.is_place(row.label)
            said = role_of(without_numbering(row.label)) if row.label and not is_place else None
            beside = said if said is not None and tells_of_columns(said, row, self.plan) else None
            if beside or said in _NO_STOCK_ROWS:
                told |= {beside: row} if beside else {}
                leave_row(found, row, self.plan, None if beside or said is None else _NO_STOCK_ROWS[said])
                continue
            here = replace(walk, heading=village_of) if village_of is not None and not is_place else walk
            here._place_row(found, row, district, own_communes and here is walk, memory)
            leaves.append(row)
            for group in groups.open:
                group.members.append(row)
        found.drafts[:] = [told_beside(draft, told) for draft in found.drafts] if told else found.drafts
        claim_groups(found, self.plan, groups.all, self.indexes.places)
        sums = leaves or [group.head for group in groups.all if not group.members]
        totals = [row for row in self.rows if row.kind is RowKind.TOTAL]
        claim_total_rows(found, self.plan, totals, sums, [group.head.number for group in groups.all])
        return found

    def _names_communes(self) -> bool:
        """Return whether the rows name communes; otherwise they are villages or offices of the one in the heading."""
        labels = [row.label for row in self.rows if row.kind is RowKind.DATA and row.label]
        places = self.indexes.places
        column = self.plan.columns.get(self.plan.label or 0)
        inside = column is not None and column.role is Role.LOCATION and self.heading.match.certain
        if inside and not any(
            accent_key(without_numbering(label)).startswith(_UNIT_PREFIXES) for label in labels
        ):
            return False  # below "Thôn" in a commune's own sheet, "An Phú" is a village and no other commune
        named = sum(
            places.is_place(label)
            or accent_key(label).startswith(_UNIT_PREFIXES)
            or bool(places.find_district(label))
            for label in labels
        )
        return named * 3 >= len(labels) or self.heading.source is PlaceSource.NONE

    def _district_of(self, row: BodyRow, district: str) -> str:
        """Return the former district a row names, if it names a district rather than a commune."""
        label = "" if self.plan.district in row.cells else without_numbering(row.label)
        small, named = accent_key(label), self.indexes.places.find_district(label)
        if named and self._column_of_districts():
            return named
        if named and ROMAN.fullmatch(row.order.strip("().")) and not small.startswith(KINDS):
            return named  # "I. SƠN HÀ" above the communes of the former district
        certain = self.indexes.places.match(label, self.era, district).certain
        return "" if certain and not small.startswith(_DISTRICT_PREFIXES) else named

    def _counts_on(self, row: BodyRow, position: int) -> bool:
        """Return whether a bare name stands among numbered communes (7, 8, 9): one of them, not the sum of those below."""
        if self._column_of_districts() or not row.order.isdigit():
            return False
        if accent_key(without_numbering(row.label)).startswith(_DISTRICT_PREFIXES):
            return False
        near = (self.rows[position - 1 : position] if position else []) + self.rows[
            position + 1 : position + 2
        ]
        orders = [other.order for other in near if other.order.isdigit()]
        return bool(orders) and all(abs(int(order) - int(row.order)) == 1 for order in orders)

    def _column_of_districts(self) -> bool:
        """Return whether the header of the places speaks of former districts, not of communes ("Huyện, thị xã")."""
        column = self.plan.columns.get(self.plan.label or 0)
        header = fold_key(column.header) if column is not None else ""
        return self.only_districts or (
            "huyen" in header and not re.search(r"(?<!thi )\bxa\b|\bphuong\b", header)
        )

    def _heads_group(self, row: BodyRow, position: int) -> bool:
        if position + 1 >= len(self.rows) or not row.label:
            return False
        label = without_numbering(row.label)
        if self.indexes.places.match(label, self.era, self.heading.district).certain:
            return False
        lettered = ROMAN.fullmatch(row.order.strip("().").upper()) is not None
        if self.plan.items_above and names_item(row, self.indexes):
            return True
        if not row.has_figures:
            return len(row.cells) == 1 or lettered
        if is_village(label):
            return False
        # With figures it states the sum of the places below it: "I. Khu vực đồng bằng", "Cụm số 1".
        below, area = self.rows[position + 1], REGION.match(accent_key(label)) is not None
        counted = lettered or (bool(row.order) and below.order.startswith(f"{row.order}."))
        if not row.order and below.order.isdigit():
            counted = area or sums_numbered(self.rows[position:], self.plan)
        return (
            (counted or (area and self._sums_below(position)))
            and not self.indexes.places.is_place(label)
            and self._stands_for_place(below)
        )

    def _sums_below(self, position: int) -> bool:
        """Return whether a row heads those below it: it does not count on among them, or its figures are their sums."""
        row, *below = self.rows[position:]
        members = takewhile(lambda other: not REGION.match(accent_key(other.label)), below)
        return not self._counts_on(row, position) or adds_up(row, members, self.plan)

    def _stands_for_place(self, row: BodyRow) -> bool:
        label = without_numbering(row.label)
        places = self.indexes.places
        return row.kind is RowKind.DATA and (places.is_place(label) or bool(places.find_district(label)))

    def _place_row(
        self, found: Walked, row: BodyRow, district: str, own_communes: bool, memory: dict[int, str]
    ) -> None:
        own = self.plan.district
        own_district = (
            district_in(self.grid, own, row.number, self.indexes, memory) if own is not None else ""
        )
        if own_district:
            reading = replace(self, era=Era.UNKNOWN) if self.era is Era.NEW else self
            place, location, holder = reading._place(row, own_district, own_communes, memory)
        else:
            place, location, holder = self._place(row, district, own_communes, memory)
        texts = words_beside(row, self.plan, self.grid, memory)
        if location:
            texts[Role.LOCATION] = location
        found.labels.update(
            (row.number, col)
            for col in row.cells
            if col not in self.plan.quantities and col not in self.plan.totals
        )
        label_cell = self.grid.spread(row.number, self.plan.label or 0)
        drafts = []
        for col in self.plan.quantities:
            cell = row.cells.get(col)
            if cell is None:
                continue
            column = self.plan.columns[col]
            merge = self.grid.merges.get((row.number, col))
            drafts.append(
                Draft(
                    cell=cell, item_text=self.above.text if self.above else column.item_text, item=self.above.item if self.above else column.item, place=place,
                    unit=self.unit_here or column.unit or unit_beside(self.grid, self.plan, row, col, self.above) or self.sheet_unit,
                    texts={**texts, Role.CONDITION: column.state} if column.state else texts, holder=holder or column.source, merged=merge is not None and (merge.bottom > merge.top or merge.right > merge.left),
                    label_hidden=label_cell.hidden if label_cell else False, group=self.group, unsure=self.plan.unsure, broken=row.cells.get(self.plan.broken.get(col, 0)),
                )
            )  # fmt: skip
        found.drafts.extend(drafts)
        for col in self.plan.totals:
            cell = row.cells.get(col)
            if cell is not None:
                options = tuple(
                    tuple((row.number, member) for member in members if member in row.cells)
                    for members in members_of_total(self.plan, col)
                )
                found.claims.append(Claim(cell=cell, options=options, vote=f"col{col}"))
        if not drafts and label_cell is not None and label_cell.row == row.number:
            found.labels.discard((label_cell.row, label_cell.col))
            found.unread[label_cell.row, label_cell.col] = Reason.NO_QUANTITY

    def _place(
        self, row: BodyRow, district: str, own_communes: bool, memory: dict[int, str]
    ) -> tuple[PlaceFound, str, str]:
        """Return (place, location inside the commune, holder) of a row."""
        label = without_numbering(row.label)
        if self.plan.place is not None and self.plan.place == self.plan.label:
            # Below a commune that stands once, the villages or holders of its other rows.
            words = any(col in row.cells for col in self.plan.fields.values())
            if not label and not row.order and words and self.plan.place in memory:
                return self._found(memory[self.plan.place], district, PlaceSource.ABOVE), "", ""
            memory[self.plan.place] = label
        elif self.plan.place is not None:
            text = self.grid.text(row.number, self.plan.place)
            text = memory.get(self.plan.place, "") if not text or is_ditto(text) else text
            memory[self.plan.place] = text
            if text:
                return self._found(text, district), label, ""
        if not own_communes:
            column = self.plan.columns.get(self.plan.label or 0)
            inside = column is not None and (column.role is Role.LOCATION or column.villages >= 0.3)
            if inside or is_village(label):
                return self.heading, label, ""
            holder = "" if role_of(label) is Role.QUANTITY else label
            return kept_elsewhere(self.heading, label, self.indexes.places, self.era), "", holder
        found = self._found(label, district)
        if self.plan.layout is Layout.AGREEMENT:
            beside = (self._found(text, district).match for text in beside_unit(row, self.plan, self.grid))
            there = next((match for match in beside if match.certain), NO_PLACE)
            return replace(found, match=of_unit(found.match, there)), "", label
        return found, "", ""

    def _found(self, text: str, district: str, source: PlaceSource = PlaceSource.CELL) -> PlaceFound:
        match = self.indexes.places.match(text, self.era, district)
        if match.certainty is PlaceCertainty.UNKNOWN and district and self.era is Era.NEW:
            match = self.indexes.places.match(text, Era.UNKNOWN, district)
        bare = not accent_key(text).startswith(_UNIT_PREFIXES)
        if self.era is Era.OLD and bare and match.code and self.indexes.places.find_district(text):
            match = PlaceMatch(certainty=PlaceCertainty.AMBIGUOUS, candidates=(match.code,))
        return PlaceFound(text=text, match=match, source=source, district=district)


def is_places_down(layout: Layout) -> bool:
    """Return whether the rows of a layout are places."""
    return layout in {Layout.WIDE, Layout.AGREEMENT}
