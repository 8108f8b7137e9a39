"""The rows of a table of items as a tree: groups, parents with their parts, records split over two rows."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from importers.rules.layout.body_row import BodyRow, RowKind
from importers.rules.layout.columns import Plan
from importers.rules.layout.drafts import GROUPS_BETWEEN
from importers.rules.layout.headers import Indexes
from importers.rules.names.vocabulary import Role, role_of
from importers.rules.texts.numbers import read_figure
from importers.rules.texts.words import accent_key, fold_key, without_numbering, without_punctuation

_PARTS_BELOW = re.compile(
    r"(?:trong đó|bao gồm|gồm|chia ra|cụ thể|trong do|bao gom)\s*:?\s*$|:\s*$", re.IGNORECASE
)
_BULLETS = "-–—+*•·▪●○►✓"
OF_SIZES = 6  # as deep as behind a dash
OF_A_COMMUNE = 1.8  # below Roman numbers, above Arabic ones
_CONDITION_LABELS = {Role.BROKEN, Role.GOOD}


@dataclass(kw_only=True, slots=True)
class Entry:
    """One item row with the rows that continue it; `depth` None where it has no numbering.

    `detail` is true where it only tells something of the item above it; `told` are the labels of such rows below it, `unsure` is
    what is asked of its figure.
    """

    row: BodyRow
    label: str
    depth: float | None
    parts: list[BodyRow] = field(default_factory=list)
    parent: Entry | None = None
    children: list[Entry] = field(default_factory=list)
    detail: bool = False
    told: tuple[str, ...] = ()
    unsure: str = ""

    @property
    def has_figures(self) -> bool:
        """Whether the row states any figure."""
        return self.row.has_figures

    def leaves(self) -> Iterator[Entry]:
        """Yield the entries below this one that have none below themselves."""
        for child in self.children:
            if child.children:
                yield from child.leaves()
            else:
                yield child


def depth_of(row: BodyRow) -> float | None:
    """Return how deep the numbering of a row stands (A above I above 1 above 1.1 above "-"), None without one."""
    mark = row.numbering.strip("().: ")
    if not mark:
        return None
    if mark.isdecimal():
        return 2
    if mark[0] in _BULLETS:
        return 7 if mark[0] == "+" else 6
    if re.fullmatch(r"[IVXLC]+", mark) and row.numbering != "C":
        return 1
    if re.fullmatch(r"[A-ZĐ]", mark):
        return 0
    if lettered := re.fullmatch(r"(?:([A-ZĐ])|[IVXLC]+)(?:\.\d{1,3})+", mark):
        return 0.5 if lettered.group(1) and mark[0] not in "IVX" else 1.5  # A.1 stands above I, I.1 above 1
    if re.fullmatch(r"[a-zđ]", mark):
        return 5
    return 2 + mark.count(".") if mark[0].isdigit() else None


def nest(entries: list[Entry], plan: Plan, indexes: Indexes) -> list[Entry]:
    """Give each entry its parent: the nearest one above with a lesser depth, or a heading without a number."""
    stack: list[Entry] = []
    heading: Entry | None = None
    wholes = _wholes(entries, plan)
    for position, entry in enumerate(entries):
        if entry.row.kind is RowKind.TITLE or (entry.depth is None and _is_heading(entry, entries, position)):
            heading, stack = entry, []
            entry.depth = None
            continue
        depth = _depth_of(entry)
        while stack and (
            _depth_of(stack[-1]) >= depth
            or (
                entry.depth is None
                and stack[-1].has_figures
                and id(stack[-1]) not in wholes
                and not _tells_of_part(entry)
            )
        ):
            stack.pop()
        entry.parent = stack[-1] if stack else heading
        if entry.parent is not None:
            entry.parent.children.append(entry)
        if entry.depth is not None:
            stack.append(entry)
    for entry in entries:
        _drop_details(entry, plan, indexes)
    _ask_after_parts(entries, indexes)
    return entries


def _ask_after_parts(entries: list[Entry], indexes: Indexes) -> None:
    """Ask about forces without a number behind "Trong đó dân quân" of a force: those may be some of the same people."""

    def is_force(entry: Entry) -> bool:
        return str(indexes.items.match(without_numbering(entry.label)).code).startswith("LL-")

    whole: Entry | None = None
    within = False
    for entry in entries:
        if entry.depth is not None:
            whole, within = entry, False
        elif whole is not None and _tells_of_part(entry):
            within = is_force(whole)
        elif within and whole is not None and entry.has_figures and not entry.unsure and is_force(entry):
            entry.unsure = f"{without_numbering(whole.label)} / {entry.label}"


def _wholes(entries: list[Entry], plan: Plan) -> set[int]:
    """Return (by identity) the numbered rows whose figure is the sum of the unnumbered rows right below them.

    The row says so ("trong đó:"), or the figures do: two parts or more that add up to it.
    """
    found: set[int] = set()
    for position, entry in enumerate(entries[:-1]):
        if entry.depth is None or not entry.has_figures or not _is_bare(entries[position + 1]):
            continue
        parts = list(itertools.takewhile(_is_bare, itertools.islice(entries, position + 1, None)))
        says = _PARTS_BELOW.search(entry.label) is not None
        if parts and (says or (len(parts) > 1 and _adds_up(entry, parts, plan))):
            found.add(id(entry))
    return found


def _is_bare(entry: Entry) -> bool:
    return entry.depth is None and entry.has_figures and entry.row.kind is RowKind.DATA


def _adds_up(entry: Entry, parts: list[Entry], plan: Plan) -> bool:
    for col in plan.quantities:
        figures = [
            read_figure(cell.value) for one in (entry, *parts) if (cell := one.row.cells.get(col)) is not None
        ]
        amounts = [figure.amount for figure in figures if figure is not None and figure.amount is not None]
        if len(amounts) == len(parts) + 1 and amounts[0] and amounts[0] == sum(amounts[1:]):
            return True
    return False


def _depth_of(entry: Entry) -> float:
    return entry.depth if entry.depth is not None else 99


def _is_heading(entry: Entry, entries: list[Entry], position: int) -> bool:
    """A row without number, unit and figures above rows that have them heads a group."""
    if entry.has_figures or not entry.label or len(entry.row.cells) > 1:
        return False
    return position + 1 < len(entries)


def _tells_of_part(entry: Entry) -> bool:
    """Return whether a row says how many of the item above it are of one kind ("Trong đó loại trẻ em")."""
    return (
        without_punctuation(fold_key(without_numbering(entry.label))).startswith("trong do ")
        and entry.has_figures
    )


def _drop_details(entry: Entry, plan: Plan, indexes: Indexes) -> None:
    """Rows below an item that state no figures, how many are good or broken, or a part that is not its sum, are details."""
    if not entry.children or not entry.has_figures:
        return
    leaves = list(entry.leaves())
    if not any(leaf.has_figures for leaf in leaves):
        entry.parts.extend(leaf.row for leaf in leaves)
    elif not (_is_part_alone(entry, leaves, plan) or all(map(_is_condition, leaves))):
        if not _tells_whose(entry, leaves, plan, indexes):
            return
        if len(leaves) > 1:
            entry.unsure = f"{entry.label} ({'; '.join(leaf.label for leaf in leaves)})"
    for leaf in leaves:
        leaf.detail = True
    entry.told = tuple(without_numbering(leaf.label) for leaf in leaves if leaf.has_figures)
    entry.children = []


def _is_condition(entry: Entry) -> bool:
    return role_of(without_numbering(entry.label)) in _CONDITION_LABELS


def _is_part_alone(entry: Entry, leaves: list[Entry], plan: Plan) -> bool:
    """Return whether the rows below an item tell of parts of it that are not all of it."""
    return _tells_of_part(leaves[0]) and (len(leaves) == 1 or not _adds_up(entry, leaves, plan))


def _tells_whose(entry: Entry, leaves: list[Entry], plan: Plan, indexes: Indexes) -> bool:
    """Return whether the rows below an item say who has some of it ("+ Riêng đội xung kích"): they name nothing and are less."""
    name = without_numbering(entry.label)
    labels = [without_numbering(leaf.label) for leaf in leaves]
    col = next((col for col in plan.quantities if col in entry.row.cells), None)
    items, places = indexes.items, indexes.places
    if (
        col is None
        or entry.depth is None
        or not items.match(name).certain
        or any(map(places.is_place, labels))
    ):
        return False
    if any(items.match(label).certain or items.joined(name, label)[1].certain for label in labels):
        return False
    figures = [read_figure(cell.value) for one in (entry, *leaves) if (cell := one.row.cells.get(col))]
    amounts = [figure.amount for figure in figures if figure is not None and figure.amount is not None]
    return len(amounts) == len(leaves) + 1 and sum(amounts[1:]) < amounts[0]


def groups_of(top: str, entry: Entry) -> str:
    """Return the names of the groups a row stands in, the outermost first."""
    inner: list[str] = []
    above = entry.parent
    while above is not None:
        inner.append(accent_key(without_numbering(above.label)))
        above = above.parent
    return GROUPS_BETWEEN.join([top, *(name for name in reversed(inner) if name != top)]) if inner else top


def only_heads(entry: Entry, entries: list[Entry]) -> bool:
    """A Roman or lettered row without figures heads the rows below it even where they carry no numbers."""
    return entry.depth in {0, 0.5, 1, 1.5} and not entry.has_figures and entry is not entries[-1]
