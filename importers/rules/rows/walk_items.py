"""Walk a table whose rows are items: lists, matrices by commune, columns by holder, single vehicles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from importers.rules.layout.body_row import BodyRow, RowKind
from importers.rules.layout.columns import Layout, Plan
from importers.rules.layout.drafts import PARENT, Claim, Draft, PlaceFound, PlaceSource, Walked
from importers.rules.layout.grid import Grid
from importers.rules.layout.headers import Indexes
from importers.rules.layout.left_out import reason_of_part
from importers.rules.layout.single_vehicles import may_be_single, unsure_as_single
from importers.rules.layout.totals import claim_total_rows, members_of_total
from importers.rules.names.facilities import is_facility
from importers.rules.names.items import Certainty, ItemMatch
from importers.rules.names.places import NO_PLACE, Era, PlaceCertainty
from importers.rules.names.vocabulary import Role, is_ditto, role_of
from importers.rules.reasons import Reason
from importers.rules.rows.beside_communes import beside_communes, lines_of
from importers.rules.rows.entries import Entry, groups_of, nest, only_heads
from importers.rules.rows.joined import join
from importers.rules.rows.kept_lines import thing_kept
from importers.rules.rows.place_groups import district_in
from importers.rules.rows.row_items import item_of, names_owners, place_in_words
from importers.rules.rows.row_texts import texts_of, unit_of
from importers.rules.rows.standing_alone import free_from_parts
from importers.rules.rows.whose_rows import kept_by, of_no_group, past_sums, sums_of
from importers.rules.texts.header_units import unit_from_here, unit_in_name
from importers.rules.texts.units import is_unit
from importers.rules.texts.words import accent_key, without_numbering

_CONDITIONS = frozenset({Role.GOOD, Role.BROKEN})
_NO_HOLDERS = frozenset(
    {Role.PHASE, Role.GOOD, Role.BROKEN}
)  # their columns name nobody who keeps the things


@dataclass(kw_only=True, slots=True)
class ItemWalk:
    """All that is needed to walk one table of items.

    `places_full` is true where nearly every row names its own commune, so that a blank is no "as above".
    """

    grid: Grid
    plan: Plan
    indexes: Indexes
    rows: list[BodyRow]
    heading: PlaceFound
    era: Era
    sheet_unit: str
    only_districts: bool = False
    places_full: bool = False
    places_by_column: dict[int, PlaceFound] = field(default_factory=dict)
    figure_columns: frozenset[int] = frozenset()
    named_above: str = ""
    unit_here: str = ""  # what a row of its own states for the rows below it
    beside: frozenset[int] = frozenset()
    commune_row: int = 0
    sums: list[int] = field(default_factory=list)

    def walk(self) -> Walked:
        """Return what the table holds."""
        found = Walked()
        self.figure_columns = frozenset((*self.plan.quantities, *self.plan.totals))
        filled = sum(self.plan.place in row.cells for row in self.rows)
        self.sums = sums_of(self.rows)
        self.places_full = filled * 10 >= len(self.rows) * 6
        entries = nest(join(self.rows, self.plan, self.indexes), self.plan, self.indexes)
        free_from_parts(entries, self.rows, self.plan, self.indexes.items)
        self.beside = beside_communes(tuple(lines_of(entries, self._heads_commune)))
        place, group = self.heading, ""
        memory: dict[int, str] = {}
        for entry in entries:
            if entry.detail:
                self._detail(found, entry)
            elif entry.row.kind is RowKind.REPEATED:
                found.labels.update((entry.row.number, col) for col in entry.row.cells)
            elif entry.has_figures and not entry.children and entry.row.number in self.beside:
                self._leaf(found, entry, of_no_group(place, self.heading, entry.label), group, memory)
            elif self._is_leaf(entry, entries):
                own = "" if entry.depth is not None and entry.parent is None else group
                self._leaf(found, entry, place, own, memory)
            else:
                place, group = self._context(entry, place, group)
                self._labels(found, entry)
                self._parent_claims(found, entry)
        self._total_rows(found, entries)
        return found

    def _context(self, entry: Entry, place: PlaceFound, group: str) -> tuple[PlaceFound, str]:
        """Return the commune and the group that a heading row inside the table sets for the rows below it."""
        label = without_numbering(entry.label or entry.row.only_text)
        self.unit_here = unit_from_here(label) or self.unit_here
        if self._heads_commune(entry):
            match = self.indexes.places.match(label, self.era, place.district)
            return replace(place, text=label, match=match, source=PlaceSource.ABOVE), group
        top = entry.parent is None
        if entry.row.number in self.beside:
            place = of_no_group(place, self.heading, label)
        return place, (accent_key(label) if top else group)

    def _heads_commune(self, entry: Entry) -> bool:
        if entry.has_figures and not entry.children:
            return False
        label = without_numbering(entry.label or entry.row.only_text)
        match = self.indexes.places.match(label, self.era, self.heading.district)
        return match.certain or match.certainty is PlaceCertainty.AMBIGUOUS

    def _is_leaf(self, entry: Entry, entries: list[Entry]) -> bool:
        bare = entry.row.kind is not RowKind.DATA or bool(entry.children) or only_heads(entry, entries)
        return not bare and (entry.has_figures or entry.row.number not in self.beside)

    def _detail(self, found: Walked, entry: Entry) -> None:
        """Keep account of a row that only tells how many of the item above are good, broken or of one size."""
        reason = reason_of_part(role_of(without_numbering(entry.label)))
        for col in entry.row.cells:
            at = (entry.row.number, col)
            if col in self.plan.quantities:
                found.unread[at] = reason
            else:
                found.labels.add(at)

    def _labels(self, found: Walked, entry: Entry) -> None:
        for row in (entry.row, *entry.parts):
            found.labels.update([(row.number, col) for col in row.cells.keys() - self.figure_columns])

    def _parent_claims(self, found: Walked, entry: Entry) -> None:
        """A row with rows below it states their sum: checked, never imported."""
        if not entry.has_figures:
            return
        leaves = [leaf for leaf in entry.leaves() if leaf.has_figures]
        for col in self.plan.quantities:
            cell = entry.row.cells.get(col)
            if cell is not None:
                cells = tuple((leaf.row.number, col) for leaf in leaves if col in leaf.row.cells)
                found.claims.append(Claim(cell=cell, options=(cells,), vote=f"{PARENT}{entry.row.number}"))
        self._row_totals(found, entry.row)

    def _leaf(
        self, found: Walked, entry: Entry, place: PlaceFound, group: str, memory: dict[int, str]
    ) -> None:
        texts = texts_of(entry, self.plan, self.grid, self.indexes.items.kinds, memory)
        self._labels(found, entry)
        if is_ditto(entry.label):
            entry.label = self.named_above or entry.label
        else:
            self.named_above = entry.label
        unit = unit_of(entry, self.plan, self.grid, memory)
        kept = thing_kept(entry, unit, self.plan, self.indexes)
        item_text, item = kept.thing if kept else item_of(entry, self.plan, self.indexes.items, texts)
        texts = {**kept.told, **texts} if kept else texts
        if item.qualifier and is_facility(self.indexes.items, item.code):
            # Each facility is a row of its own: where it is tells it from the others.
            texts[Role.LOCATION] = ", ".join(filter(None, (item.qualifier, texts.get(Role.LOCATION))))
        if not unit and is_unit(named := unit_in_name(entry.label)):
            unit = named
        own_place = self._place(entry, place, memory)
        if own_place.source is PlaceSource.NONE and self.plan.layout is not Layout.MATRIX:
            said = place_in_words(texts, self.indexes.places, self.era)
            if said is not None:
                own_place = replace(own_place, text=said[0], match=said[1], source=PlaceSource.CELL)
        keepers = self.plan.place is not None and self.plan.columns[self.plan.place].role is Role.HOLDER
        own_place = kept_by(own_place, place, texts, self.indexes.places, self.era, named=not keepers)
        base = Draft(
            cell=next(iter(entry.row.cells.values())), item_text=item_text, item=item, place=own_place, unit=unit,
            texts=texts, group=groups_of(group, entry), label_hidden=False, unsure=entry.unsure,
        )  # fmt: skip
        if self.plan.layout is Layout.VEHICLES:
            self._vehicle(found, entry, base, memory)
            return
        if self.only_districts:
            cells = (cell for col in self.plan.quantities if (cell := entry.row.cells.get(col)) is not None)
            found.unread.update({(cell.row, cell.col): Reason.DISTRICT_SUM for cell in cells})
            self._row_totals(found, entry.row)
            return
        drafts = list(self._quantities(entry, base))
        found.drafts.extend(drafts)
        self._row_totals(found, entry.row)
        if not drafts and not entry.has_figures and self.plan.label is not None:
            self._no_quantity(found, entry)

    def _no_quantity(self, found: Walked, entry: Entry) -> None:
        cell = self.grid.spread(entry.row.number, self.plan.label or 0)
        if cell is not None and (cell.row, cell.col) in found.labels and cell.row == entry.row.number:
            found.labels.discard((cell.row, cell.col))
            found.unread[cell.row, cell.col] = Reason.NO_QUANTITY

    def _quantities(self, entry: Entry, base: Draft) -> Iterator[Draft]:
        row, columns, layout, merges = entry.row, self.plan.columns, self.plan.layout, self.grid.merges
        matrix = layout is Layout.MATRIX
        by_holder = layout is Layout.HOLDERS or (not matrix and len(self.plan.quantities) > 1)
        unit, unsure, told = base.unit or self.unit_here, base.unsure or self.plan.unsure, base.texts
        parted = Role.CONDITION not in told
        for col in self.plan.quantities:
            cell = row.cells.get(col)
            if cell is None:
                continue
            column = columns[col]
            merge = merges.get((row.number, col)) if merges else None
            head = column.state or (column.leaf if column.role in _CONDITIONS else "")
            holder = (
                column.keeper if by_holder and column.role not in _NO_HOLDERS and not column.state else ""
            )
            yield base.of_column(
                cell,
                self._place_of_column(col) if matrix else base.place,
                unit or column.unit or self.sheet_unit,
                {**told, Role.CONDITION: head} if head and parted else told,
                holder,
                row.cells.get(self.plan.broken.get(col, 0)) if self.plan.broken else None,
                unsure,
                merged=merge is not None and (merge.bottom > merge.top or merge.right > merge.left),
            )

    def _place_of_column(self, col: int) -> PlaceFound:
        if (found := self.places_by_column.get(col)) is not None:
            return found
        column = self.plan.columns[col]
        text = column.place_name
        above = column.path[: column.path.index(text)]
        district = next((name for part in above if (name := self.indexes.places.find_district(part))), "")
        match = self.indexes.places.match(text, self.era, district)
        found = PlaceFound(text=text, match=match, source=PlaceSource.CELL, district=district)
        self.places_by_column[col] = found
        return found

    def _vehicle(self, found: Walked, entry: Entry, base: Draft, memory: dict[int, str]) -> None:
        label = self.plan.label or 0
        cell = entry.row.cells.get(label)
        if cell is not None and names_owners(self.plan):
            base = base._replace(texts={**base.texts, Role.HOLDER: cell.text})
        elif cell is not None:
            memory[label] = cell.text
        else:
            others = [other for col, other in entry.row.cells.items() if col not in {self.plan.order, label}]
            if not others:
                return
            cell = others[0]
            if self.grid.spread(entry.row.number, label) is None:
                # No merge says so, but a row that names no kind of vehicle likely repeats the one above.
                above = self.indexes.items.match(memory.get(label, ""))
                candidates = above.candidates or (((above.code, 0.6),) if above.code is not None else ())
                guess = ItemMatch(certainty=Certainty.VAGUE, candidates=candidates)
                base = base._replace(item_text=memory.get(label, ""), item=guess)
        found.labels.discard((cell.row, cell.col))
        kind = self.indexes.items.kinds.get(base.item.code) if base.item.code else None
        if kind is not None and not may_be_single(kind.category, base.texts):
            found.unread[cell.row, cell.col] = Reason.NO_QUANTITY
            return
        found.drafts.append(
            base._replace(cell=cell, single=True, unit="", unsure=unsure_as_single(kind, self.plan.columns))
        )

    def _place(self, entry: Entry, above: PlaceFound, memory: dict[int, str]) -> PlaceFound:
        if self.plan.place is None:
            return above
        text = self.grid.text(entry.row.number, self.plan.place)
        source = PlaceSource.CELL
        if not text and entry.row.order and self.places_full:
            return replace(above, text="", match=NO_PLACE, source=PlaceSource.NONE)
        if not text or is_ditto(text):
            text, source = memory.get(self.plan.place, ""), PlaceSource.ABOVE
        if not text:
            return above
        blank = source is PlaceSource.ABOVE and not self.grid.text(entry.row.number, self.plan.place)
        self.commune_row = self.commune_row if blank else entry.row.number
        memory[self.plan.place] = text
        district, era = above.district, self.era
        if self.plan.district is not None:
            own = district_in(self.grid, self.plan.district, entry.row.number, self.indexes, memory)
            if own:
                # What a commune is called in a former district holds there, whatever year the sheet is of.
                district, era = own, Era.UNKNOWN if era is Era.NEW else era
        match = self.indexes.places.match(text, era, district)
        place = PlaceFound(text=text, match=match, source=source, district=district)
        return past_sums(place, self.commune_row, entry.row.number, self.sums) if blank else place

    def _row_totals(self, found: Walked, row: BodyRow) -> None:
        for col in self.plan.totals:
            cell = row.cells.get(col)
            if cell is None:
                continue
            options = tuple(
                tuple((row.number, member) for member in members if member in row.cells)
                for members in members_of_total(self.plan, col)
            )
            found.claims.append(Claim(cell=cell, options=options, vote=f"col{col}"))

    def _total_rows(self, found: Walked, entries: list[Entry]) -> None:
        leaves = [
            entry.row
            for entry in entries
            if not entry.children and entry.row.kind is RowKind.DATA and entry.has_figures
        ]
        totals = [row for row in self.rows if row.kind is RowKind.TOTAL]
        heads = [entry.row.number for entry in entries if entry.children and not entry.has_figures]
        claim_total_rows(found, self.plan, totals, leaves, heads)
