"""Rows of communes that state what the rows beside them state in parts: today's commune and its former ones, an old district."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile
from typing import NamedTuple

from core.communes.rules import CommuneCode
from importers.rules.layout.body_row import BodyRow, RowKind
from importers.rules.layout.columns import Plan
from importers.rules.layout.drafts import At, Claim, Draft, Walked
from importers.rules.layout.grid import GridCell
from importers.rules.names.place_names import split_kind
from importers.rules.names.places import Era, PlaceCertainty, PlaceIndex, PlaceMatch
from importers.rules.rows.beside_communes import style_of
from importers.rules.rows.walk_places import is_places_down
from importers.rules.texts.words import without_numbering

_SHORT_COMMUNE = re.compile(r"[XxPp]\.\s")  # "X. Ba Vì": a commune, and no tenth one
LEAST_SUMS = 2  # figures of a row that are sums: one alone may be so by chance

_HEADS = ("A", "I")  # numberings that head others, the highest first
_MARKS = frozenset({"", "-", "–", "+", "*", "•"})  # lines without a number
_FORMER = frozenset({PlaceCertainty.CROSSWALK, PlaceCertainty.AMBIGUOUS})


class Line(NamedTuple):
    """A row of a table of places: its number, name and numbering, its figures by column (None: not read), its commune."""

    row: int
    label: str
    numbering: str
    figures: Mapping[int, Decimal | None]
    code: CommuneCode | None = None
    placed: bool = False  # it names its district beside


class Whole(NamedTuple):
    """A row and those that state parts of it; whether it is their sum, or has to be asked about."""

    row: int
    parts: tuple[int, ...]
    sums: bool


def wholes_of(lines: Sequence[Line], places: PlaceIndex) -> list[Whole]:
    """Return the rows that state what the rows right beside them state in parts.

    Such is today's commune above or below its former ones, and the bare name of an old district above its communes. A name
    that may as well be one of the parts is no whole unless figures or numbering say so.
    """
    found: list[Whole] = []
    taken: set[int] = set()
    for at, line in enumerate(lines):
        if not any(line.figures.values()):
            continue
        if line.row not in taken:
            whole = _over_former(lines, at, places, taken) or _over_district(lines, at, places)
            if whole is not None:
                found.append(whole)
                taken.update((whole.row, *whole.parts))
                continue
        if (whole := _over_lines(lines, at)) is not None:
            found.append(whole)
    return found


def _over_former(lines: Sequence[Line], at: int, places: PlaceIndex, taken: set[int]) -> Whole | None:
    line = lines[at]
    now = places.match(line.label, Era.NEW)
    if now.certainty is not PlaceCertainty.TODAY or now.code is None or line.code not in {None, now.code}:
        return None
    districts = sorted(district for code, district in places.parts if code == now.code)

    def is_former(other: Line) -> bool:
        if other.code not in {None, now.code}:
            return False
        said = (places.match(other.label, Era.OLD, district) for district in districts)
        return any(
            match.certainty in _FORMER and now.code in (match.code, *match.candidates) for match in said
        )

    below = [*takewhile(is_former, lines[at + 1 :])]
    before = takewhile(
        lambda other: other.row not in taken and is_former(other), lines[at - 1 :: -1] if at else ()
    )
    above = [*before][::-1]
    for parts in (below, above):
        if parts and adds_up(line, parts) and (_is_clear(line, parts) or not is_former(line)):
            return Whole(line.row, tuple(part.row for part in parts), sums=True)
    parts = below or above
    if parts and (not is_former(line) or (below and _stands_apart(line, below))):
        return Whole(line.row, tuple(part.row for part in parts), sums=False)
    return None


def _over_district(lines: Sequence[Line], at: int, places: PlaceIndex) -> Whole | None:
    line = lines[at]
    district, code = _bare_district(line, places), places.match(line.label, Era.NEW).code
    if not district or line.code not in {None, code}:
        return None

    def inside(other: Line) -> bool:
        if _bare_district(other, places) not in {"", district}:
            return False
        code = other.code or places.match(other.label, Era.UNKNOWN, district).code
        return (code, district) in places.parts

    def goes_on(other: Line) -> bool:
        return _bare_district(other, places) in {"", district} and places.is_place(other.label)

    below = [*takewhile(inside, lines[at + 1 :])]
    all_below = [*takewhile(goes_on, lines[at + 1 :])]
    if len(all_below) > len(below) and adds_up(line, all_below):
        below = all_below
    if not below:
        return None
    named = any(code is not None and places.match(other.label, Era.NEW).code == code for other in below)
    apart, sums = named or _stands_apart(line, below), adds_up(line, below)
    if not (apart or sums):
        return None
    sure = sums and (apart or _is_clear(line, below))
    return Whole(line.row, tuple(part.row for part in below), sums=sure)


def _over_lines(lines: Sequence[Line], at: int) -> Whole | None:
    """Return a row above those of the same commune that its numbering heads: "I | Thôn 1" over "1", "2"; "1" over "1.1"; or over lines that add up."""
    line, style = lines[at], style_of(lines[at].numbering)
    if line.code is None or not style:
        return None
    below = [*takewhile(lambda other: other.code == line.code and _is_below(line, other), lines[at + 1 :])]
    below = [other for other in below if any(figure != 0 for figure in other.figures.values())]
    if not below:
        return None
    direct = [other for other in below if style_of(other.numbering) == style_of(below[0].numbering)]
    below = direct if adds_up(line, direct) else below
    sums = adds_up(line, below)
    listed = all(style_of(other.numbering) in _MARKS for other in below)
    return None if listed and not sums else Whole(line.row, tuple(part.row for part in below), sums=sums)


def _is_below(line: Line, other: Line) -> bool:
    own, style = style_of(line.numbering), style_of(other.numbering)
    if own in _HEADS:
        return style not in _HEADS[: _HEADS.index(own) + 1]
    under = other.numbering.strip("().:/ ").startswith(f"{line.numbering.strip('().:/ ')}.")
    return own[0] == "1" and (under or style in _MARKS)


def hamlets_of(lines: Sequence[Line], wholes: Set[int] = frozenset()) -> dict[int, Line]:
    """Return row -> the commune above it, of the bare names without a number below a numbered commune that lead to another.

    "An Phú" below "1 | Xã Bình Chương" is a hamlet of it, or the commune of that name: only a person knows. What
    states the sum of the rows below it (`wholes`) is none.
    """
    found: dict[int, Line] = {}
    head: Line | None = None
    for line in lines:
        kind = split_kind(line.label)[0]
        if line.row in wholes:
            head = None
        elif style_of(line.numbering) or (kind and not style_of(line.numbering)):
            head = line if kind and style_of(line.numbering) and any(line.figures.values()) else None
        elif head is not None and head.code and line.code not in {None, head.code} and line.figures:
            found[line.row] = head
    return found


def _bare_district(line: Line, places: PlaceIndex) -> str:
    """Return the old district that a name without its kind is, or ""."""
    told = line.placed or split_kind(line.label)[0] or _SHORT_COMMUNE.match(line.label)
    return "" if told else places.find_district(without_numbering(line.label))


def _stands_apart(line: Line, parts: Sequence[Line]) -> bool:
    """Return whether the numbering, or the kinds of communes where nothing is numbered, tells a row from all those beside it."""
    own, others = style_of(line.numbering), {style_of(part.numbering) for part in parts}
    if own or others != {""}:
        return own not in others
    return not split_kind(line.label)[0] and all(split_kind(part.label)[0] for part in parts)


def _is_clear(line: Line, parts: Sequence[Line]) -> bool:
    """Return whether it is no chance that a row is the sum of others."""
    return _stands_apart(line, parts) or sum(map(bool, line.figures.values())) >= LEAST_SUMS


def adds_up(line: Line, parts: Sequence[Line]) -> bool:
    """Return whether every figure of a row is the sum of the parts' in its column."""
    for col, stated in line.figures.items():
        read = [part.figures[col] for part in parts if col in part.figures]
        known = [figure for figure in read if figure is not None]
        if stated is None or len(known) < len(read) or stated != sum(known):
            return False
    return True


def heed_wholes(walked: Walked, rows: Sequence[BodyRow], plan: Plan, places: PlaceIndex) -> None:
    """Take the rows that are sums of others for what they are, and ask about those that are not, with their parts."""
    if not is_places_down(plan.layout):
        return
    by_row: dict[int, dict[int, GridCell]] = {}
    codes: dict[int, CommuneCode | None] = {}
    for draft in walked.drafts:
        by_row.setdefault(draft.cell.row, {})[draft.cell.col] = draft.cell
        codes[draft.cell.row] = draft.place.match.code
    lines = [
        _line(row, by_row.get(row.number, {}), plan)._replace(code=codes.get(row.number))
        for row in rows
        if row.kind is RowKind.DATA
    ]
    wholes = wholes_of(lines, places)
    _doubt_hamlets(walked, hamlets_of(lines, {whole.row for whole in wholes}))
    sums = {whole.row: whole for whole in wholes if whole.sums}
    labels = {line.row: line.label for line in lines}
    asked = _asked([whole for whole in wholes if not whole.sums], labels)
    if not sums and not asked:
        return
    stated = {(row, col) for row in sums for col in by_row[row]}
    walked.claims[:] = [_without(claim, stated) for claim in walked.claims]
    for whole in sums.values():
        for col, cell in by_row[whole.row].items():
            cells = tuple((row, col) for row in whole.parts if col in by_row.get(row, ()))
            walked.claims.append(Claim(cell=cell, options=(cells,), vote=f"group{whole.row}"))
    walked.drafts[:] = [_heeding(draft, asked) for draft in walked.drafts if draft.cell.row not in sums]


def _doubt_hamlets(walked: Walked, heads: Mapping[int, Line]) -> None:
    """Ask which commune the names below another one mean, and whether that one's row counts beside them."""
    above = {head.row: f"{without_numbering(head.label)} / …" for head in heads.values()}
    for at, draft in enumerate(walked.drafts):
        head, place = heads.get(draft.cell.row), draft.place
        if head is not None and head.code and place.match.code:
            doubt = PlaceMatch(certainty=PlaceCertainty.AMBIGUOUS, candidates=(head.code, place.match.code))
            # What is answered holds below this commune, and not of the name wherever it stands.
            text = f"{without_numbering(place.text)}, {without_numbering(head.label)}"
            walked.drafts[at] = draft._replace(place=replace(place, text=text, match=doubt))
        elif draft.cell.row in above:
            walked.drafts[at] = _heeding(draft, above)


def _line(row: BodyRow, cells: Mapping[int, GridCell], plan: Plan) -> Line:
    heads = not cells and any(col in row.cells for col in plan.quantities)  # the sums of others, and no place
    figures = {col: cell.exact for col, cell in cells.items()}
    numbering = row.order if _SHORT_COMMUNE.match(row.label) else row.numbering
    return Line(row.number, "" if heads else row.label, numbering, figures, placed=plan.district in row.cells)


def _asked(wholes: Sequence[Whole], labels: Mapping[int, str]) -> dict[int, str]:
    """Return row -> what to ask: a whole beside its parts, and the parts beside their whole."""
    asked: dict[int, str] = {}
    for whole in wholes:
        name = without_numbering(labels[whole.row])
        parts = ", ".join(without_numbering(labels[row]) for row in whole.parts)
        asked[whole.row] = f"{name} / {parts}"
        asked.update(dict.fromkeys(whole.parts, f"{parts} / {name}"))
    return asked


def _heeding(draft: Draft, asked: Mapping[int, str]) -> Draft:
    said = asked.get(draft.cell.row, "")
    return draft._replace(unsure=said, of_row=True) if said and not draft.unsure else draft


def _without(claim: Claim, stated: set[At]) -> Claim:
    """Return a total without what others of its cells state already."""
    options = tuple(tuple(at for at in cells if at not in stated) for cells in claim.options)
    # The total of a row itself that states the sum of other rows still adds up its own cells.
    kept = tuple(own or cells for own, cells in zip(options, claim.options, strict=True))
    return replace(claim, options=kept) if kept != claim.options else claim
