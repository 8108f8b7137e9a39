"""What the other columns of a row say of its commune: its code, or its name of before or after the communes were joined.

Where they belong together the one that leaves no doubt settles the other; where they do not, one of them is a slip and
nobody knows which: it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from core.communes.rules import CommuneCode
from importers.rules.layout.column_roles import FIGURE_SHARE
from importers.rules.layout.columns import Column, Plan
from importers.rules.layout.drafts import Draft, PlaceFound, PlaceSource, Walked
from importers.rules.layout.grid import Grid
from importers.rules.layout.place_columns import names_receiver
from importers.rules.names.place_names import split_kind
from importers.rules.names.places import PlaceCertainty, PlaceIndex, PlaceMatch
from importers.rules.names.vocabulary import Role
from importers.rules.rows.whose_rows import doubted
from importers.rules.texts.words import fold_key, without_punctuation

_CODES = re.compile(
    r"(?:ma|ma so|code)(?: so)? (?:dvhc|don vi hanh chinh|don vi|hanh chinh|xa|phuong|xa phuong|xa phuong dac khu|cap xa|dia ban|dia phuong|dvhc cap xa)(?: moi| cu)?"
)
_NAMES = frozenset({None, Role.PLACE, Role.ITEM})


def settle_places(walked: Walked, plan: Plan, grid: Grid, places: PlaceIndex) -> None:
    """Hold the commune of each row against what the columns of codes and of other names say of it."""
    rows = {draft.cell.row for draft in walked.drafts}
    codes = [col for col in _columns_of_codes(plan, grid, places, rows) if col not in plan.quantities]
    names = _columns_of_names(plan) if plan.place is not None or plan.label is not None else []
    if not codes and not names:
        return
    seen: dict[int, PlaceFound] = {}
    drafts: list[Draft] = []
    for draft in walked.drafts:
        row = draft.cell.row
        place = seen.get(row)
        if place is None:
            place = draft.place
            for col in codes:
                place = with_code(place, grid.text(row, col), places)
            for col in names if place.source is PlaceSource.CELL else ():
                place = with_name(place, grid.text(row, col), places)
            seen[row] = place
        drafts.append(draft._replace(place=place) if place is not draft.place else draft)
    walked.drafts[:] = drafts


def with_code(place: PlaceFound, code: str, places: PlaceIndex) -> PlaceFound:
    """Return the commune of a row beside which its code stands."""
    known = CommuneCode(code.strip())
    if known not in places.titles:
        return place
    said = PlaceMatch(certainty=PlaceCertainty.TODAY, code=known)
    if place.match.certain:
        text = f"{known} / {place.text}"
        return place if place.match.code == known else doubted(place, said, text, PlaceSource.CELL)
    if place.match.candidates and known not in place.match.candidates:
        return doubted(place, said, f"{known} / {place.text}", PlaceSource.CELL)
    title = (
        place.text if place.source is PlaceSource.CELL and place.match.candidates else places.titles[known]
    )
    return replace(place, text=title, match=said, source=PlaceSource.CELL)


def with_name(place: PlaceFound, name: str, places: PlaceIndex) -> PlaceFound:
    """Return the commune of a row beside which another name stands: "Xã Bình Trị" and "Xã Vạn Tường"."""
    if not split_kind(name)[0] or name == place.text:
        return place  # "Sơn Hà": a former district, a hamlet
    said = places.match(name)
    known = {said.code, *said.candidates} - {None}
    own = {place.match.code, *place.match.candidates} - {None}
    if not known or not own or said.certainty is PlaceCertainty.SIMILAR:
        return place
    if known.isdisjoint(own):
        return doubted(place, said, f"{place.text} / {name}", PlaceSource.CELL)
    both = known & own
    if place.match.certain or len(both) > 1 or place.match.certainty is PlaceCertainty.SIMILAR:
        return place
    match = PlaceMatch(certainty=PlaceCertainty.CROSSWALK, code=both.pop(), old_name=place.text)
    return replace(place, match=match)


def _columns_of_codes(plan: Plan, grid: Grid, places: PlaceIndex, rows: set[int]) -> list[int]:
    """Return the columns headed as codes of communes of whose cells most are some."""
    found = []
    for col, column in plan.columns.items():
        if not _CODES.fullmatch(without_punctuation(fold_key(column.leaf))):
            continue
        codes = [text for row in rows if (text := grid.text(row, col).strip())]
        if sum(CommuneCode(code) in places.titles for code in codes) * 2 > len(codes):
            found.append(col)
    return found


def _columns_of_names(plan: Plan) -> list[int]:
    """Return the columns beside that of the rows' communes that name communes too, and not who gets help or keeps things."""
    own = plan.place if plan.place is not None else plan.label
    return [
        col
        for col, column in plan.columns.items()
        if col not in {own, plan.label, plan.district, *plan.fields.values()}
        and _names_communes(plan.columns, column)
    ]


def _names_communes(columns: Mapping[int, Column], column: Column) -> bool:
    named = column.role in _NAMES and column.places >= FIGURE_SHARE
    return named and not names_receiver(dict(columns), column.number)
