"""What the item of a row is: by its own words, its parent's, or the kind of facility its section names."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence

from importers.rules.layout.columns import Layout, Plan
from importers.rules.layout.drafts import REMARKS_BETWEEN
from importers.rules.layout.grid import Grid
from importers.rules.names.facilities import facility_type, match_facility
from importers.rules.names.items import Certainty, ItemIndex, ItemMatch
from importers.rules.names.place_names import split_kind
from importers.rules.names.places import Era, PlaceIndex, PlaceMatch
from importers.rules.names.vocabulary import Role, is_ditto
from importers.rules.names.words_beside import with_words_beside
from importers.rules.rows.entries import Entry
from importers.rules.rows.headings import places_in
from importers.rules.texts.several import without_count
from importers.rules.texts.sizes import type_by_capacity, with_size_unit
from importers.rules.texts.words import fold_key, without_numbering
from inventory.rules.catalogue import TypeCode

_OF_IT = re.compile(r"^\W*(?:trong đó|trong do|gồm|gom)\s*:?\s*(?:có\s+|loại\s+)?", re.IGNORECASE)


def place_in_words(texts: Mapping[Role, str], places: PlaceIndex, era: Era) -> tuple[str, PlaceMatch] | None:
    """Return the one commune that the address or the keeper of a row names, where nothing else names any."""
    found = places_in([texts.get(Role.LOCATION, "")], places, era, "")
    holder = texts.get(Role.HOLDER, "")
    if not found and holder and (match := places.match(holder, era)).certain and split_kind(holder)[0]:
        found = [(holder, match)]
    return found[0] if len(found) == 1 and found[0][1].certain else None


def names_owners(plan: Plan) -> bool:
    """Return whether the rows of single vehicles name their owners, below a row that names the vehicle ("I. Xe múc")."""
    column = plan.columns.get(plan.label or 0)
    return plan.layout is Layout.VEHICLES and column is not None and column.role is Role.HOLDER


def capacity_of(entry: Entry, plan: Plan, grid: Grid, kinds: Container[TypeCode]) -> str:
    """Return of the several loads, seats and sizes of a row the one that tells its type apart, else the first there is."""
    told = [
        with_size_unit(text, plan.columns[col].leaf)
        for col in plan.capacities
        if (text := grid.text(entry.row.number, col)) and not is_ditto(text)
    ]
    name = fold_key(without_numbering(entry.label))
    sized = (
        text for text in told if (found := type_by_capacity(None, name, fold_key(text), kinds)) and found[1]
    )
    heads = {plan.columns[col].path[:-1] for col in plan.capacities}
    if len(told) > 1 and len(heads) == 1 and () not in heads:
        parts = zip(
            plan.capacities, (grid.text(entry.row.number, col) for col in plan.capacities), strict=True
        )
        several = "; ".join(f"{plan.columns[col].leaf}: {text}" for col, text in parts if text)
        return next(sized, several)  # how many a house holds by the strength of the storm
    return next(sized, next(iter(told), ""))


def sizes_beside(entry: Entry, plan: Plan, grid: Grid, told: str) -> str:
    """Return what the columns of loads, seats and sizes say of a row beyond what is `told` of it, each with its header."""
    said = {col: grid.text(entry.row.number, col) for col in plan.capacities}
    more = (
        f"{plan.columns[col].leaf}: {text}"
        for col, text in said.items()
        if text and not is_ditto(text) and with_size_unit(text, plan.columns[col].leaf) != told
    )
    return REMARKS_BETWEEN.join(words for words in more if words not in told)


def item_of(entry: Entry, plan: Plan, items: ItemIndex, texts: Mapping[Role, str]) -> tuple[str, ItemMatch]:
    """Return the item of a row: its own words, with the parent's where they say only a size or a kind.

    A name in the column beside goes before a vague one: "Phao" over several rows, "Áo phao" and "Phao tròn" right of it.
    """
    beside = texts.get(Role.CAPACITY, "") if plan.fields.get(Role.CAPACITY) == (plan.label or 0) + 1 else ""
    words, found = _item_of(entry, plan, items)
    if entry.told and found.certain:
        return words, _with_parts(entry.told, words, found, items)
    if not beside:
        return words, found
    together, read = with_words_beside(words, beside, found, items)
    if read is not found:
        return together, read
    if found.certain or not (named := items.named_as(beside)).certain:
        return words, found
    return beside, named


def _with_parts(told: Sequence[str], name: str, found: ItemMatch, items: ItemIndex) -> ItemMatch:
    """Return a name's type in doubt where a part of it is of a size that the bare name does not stand for.

    "Máy phát điện" 5, "trong đó: 50 kVA" 1: what the other four are, nobody wrote.
    """
    for label in told:
        part = items.named_as(f"{name} {_OF_IT.sub('', label)}".strip())
        sized = part.certainty is Certainty.BY_SIZE and (
            part.code != found.code or found.certainty is Certainty.SMALLEST
        )
        if sized:
            codes = dict.fromkeys(code for code in (found.code, part.code) if code is not None)
            others = tuple((code, 0.5) for code in codes)
            return ItemMatch(certainty=Certainty.VAGUE, candidates=found.candidates or others)
    return found


def _item_of(entry: Entry, plan: Plan, items: ItemIndex) -> tuple[str, ItemMatch]:
    label = without_numbering(entry.label)
    own = items.match(label)
    if plan.layout is Layout.VEHICLES and not own.certain and items.is_name(alone := without_count(label)):
        label, own = alone, items.match(alone)
    parent = entry.parent
    if parent is not None and names_owners(plan) and not own.certain:
        above = without_numbering(parent.label)
        if items.is_name(above):
            return above, items.match(above)
    if plan.title is not None and not own.certain:
        return plan.title
    parent_label = without_numbering(parent.label) if parent is not None else ""
    if own.certain:
        return items.under(parent_label, label, own)
    said = facility_type(items, parent_label) or _facility_column(plan, items)
    if (facility := match_facility(items, label, said)) is not None:
        return label, facility
    if parent is None:
        return label, own
    joined, together = items.joined(parent_label, label)
    if together.certain:
        return joined, together
    of_parent = items.match(parent_label)
    if (
        own.certainty in {Certainty.UNKNOWN, Certainty.SIMILAR}
        and of_parent.certainty is not Certainty.UNKNOWN
    ):
        return joined, together
    return label, own


def _facility_column(plan: Plan, items: ItemIndex) -> TypeCode | None:
    """Return the kind of facility the header of the item column names, or None."""
    column = plan.columns.get(plan.label or 0)
    return facility_type(items, column.leaf) if column is not None else None
