"""Columns whose header does not say that their figures are what there is: asked about, never taken silently."""

from __future__ import annotations

import re

from importers.rules.layout.columns import Column, Layout, Plan
from importers.rules.layout.evidence import opens, stands_in_village
from importers.rules.layout.measures import count_and_measure
from importers.rules.layout.teams import counts_teams
from importers.rules.layout.wholes import is_share, pledged_beside, tells_use
from importers.rules.names.keepers import is_of_others, names_keeper
from importers.rules.names.known_words import heads_stock
from importers.rules.names.vocabulary import PRESENT, Role, is_total_label, role_of
from importers.rules.texts.words import accent_key, fold_key

# What was handed over, lent or taken back; and what is planned for each level of a disaster.
_MOVED = re.compile(
    r"\b(?:giao|ban giao|nhan|tra|hoan tra|muon|thue|phan bo|dieu chuyen|thu hoi|tieu thu|cap(?! do| xa| tinh| huyen))\b"
)
_STAGES = re.compile(r"\b(?:cap do|bao cap|gio cap|sieu bao|bao dong|kich ban|tinh huong|phuong an) ?\d?\b")
# The same men and things serve by day and by night.
_SHIFTS = re.compile(
    r"^(?:\w+ ){0,3}?(?:ban|ca|kip|truc|buoi) (?:ngay|dem|sang|trua|chieu|toi)$|^(?:trong|ngoai) gio\b"
)
_PART_OF_YEAR = re.compile(r"^(?:quy|thang|dot|ky|cap do) [ivx\d]+$")
_COUNTED = re.compile(r"\b(?:so luong|sl|hien co|thuc co|ton|khoi luong|so)\b")
_PLEDGED = re.compile(r"\b(?:cam ket|huy dong|hop dong|ky ket|cung ung)\b")
_SPREAD = re.compile(
    r"(?<!\w)phân bố (?=(?:tại|theo|ở|trên) )"
)  # folded it is "phân bổ": what each is to get
_OWN = frozenset({Role.AGREEMENT, Role.HOLDER, Role.LOCATION, Role.PLACE})
_FROM = re.compile(r"^(?:noi di|tu|chuyen tu|dieu (?:dong|chuyen) tu)\b")
_TO = re.compile(r"^(?:noi (?:den|nhan)|den|chuyen den|dieu (?:dong|chuyen) den)\b")


def doubtful_columns(plan: Plan) -> frozenset[int]:
    """Return the columns of a table of items whose figures are asked about; of moments it is asked which one."""
    moments = {col for col in plan.quantities if plan.columns[col].role is Role.PHASE}
    series = {col for col in plan.quantities if plan.columns[col].series}
    return (_doubtful(plan) | series) - (frozenset() if tells_of_moves(plan) else moments)


def _doubtful(plan: Plan) -> frozenset[int]:
    if plan.layout in {Layout.WIDE, Layout.MATRIX}:
        return (
            _several_of_one(plan)
            | _teams(plan)
            | (_shares(plan) if plan.layout is Layout.MATRIX else frozenset())
        )
    if plan.layout not in {Layout.LIST, Layout.HOLDERS}:
        return frozenset()
    columns = [plan.columns[col] for col in plan.quantities]
    if tells_of_moves(plan):
        return frozenset(plan.quantities)
    found = {column.number for column in columns if _is_moved(column) or is_of_others(column.header)}
    # "Sử dụng được | Hỏng" below no heading of their own: whether the broken ones still count, nobody wrote.
    found |= {column.number for column in columns if column.role is Role.BROKEN and len(column.path) == 1}
    parts = {Role.GOOD, Role.BROKEN}
    unnamed = {column.number for column in columns if column.role not in parts and not _names_source(column)}
    unnamed -= set(count_and_measure(plan) or ())  # each row says which of them counts it
    present = {column.number for column in columns if PRESENT.search(fold_key(column.leaf))}
    said = tuple(present) or plan.quantities[:1]
    pledged = set(pledged_beside(plan.columns, said)) if plan.layout is Layout.LIST else set()
    found, unnamed = found | pledged, unnamed - pledged
    if plan.layout is Layout.HOLDERS and plan.totals and len(present) == 1:
        unnamed -= present  # "Hiện có" beside "Hộ dân" and their sum: what the commune itself has
    if plan.layout is Layout.HOLDERS or len(unnamed) > 1:
        found |= unnamed
    if plan.layout is Layout.HOLDERS and not plan.totals:
        found |= {column.number for column in columns if tells_use(column)}
    found |= _shares(plan)
    if any(column.role is Role.PRICE for column in plan.columns.values()):
        # "Còn lại" beside sums of money and no word of a quantity is money that is left.
        found |= {column.number for column in columns if not _is_counted(column, plan)}
    return frozenset(found)


def _several_of_one(plan: Plan) -> frozenset[int]:
    """Return the columns that count one item, or one commune's, again below the same header ("Quý I", "Quý II")."""
    groups: dict[tuple[str, ...], list[Column]] = {}
    for col in plan.quantities:
        column = plan.columns[col]
        same = column.place_text or column.item.code
        if len(column.path) > 1 and same:
            groups.setdefault((*column.path[:-1], same), []).append(column)
    found = {col for col in plan.quantities if _PART_OF_YEAR.match(fold_key(plan.columns[col].leaf))}
    for below in groups.values():
        # Beside "Số lượng" nobody knows whether what "Hộ dân" keep is part of it; two who keep the goods have each their own.
        columns = (
            below if any(map(_counts_all, below)) else [one for one in below if not names_keeper(one.leaf)]
        )
        present = [column for column in columns if PRESENT.search(fold_key(column.leaf))]
        stands = present if len(present) == 1 or len(columns) == 1 else []
        found |= {column.number for column in columns if len(columns) > 1 and column not in stands}
    return frozenset(found)


def _counts_all(column: Column) -> bool:
    return is_total_label(column.leaf) or role_of(column.leaf) is Role.QUANTITY


def _shares(plan: Plan) -> frozenset[int]:
    """Return the columns of shares that words nobody knows head; of a matrix, that leaves these out, the good ones beside them."""
    shares = [col for col in plan.columns if is_share(plan.columns, col)]
    headings = {plan.columns[col].path[:-1] for col in shares if plan.layout is Layout.MATRIX}
    good = (col for col in plan.quantities if plan.columns[col].role is Role.GOOD)
    return frozenset({*shares, *(col for col in good if plan.columns[col].path[:-1] in headings)})


def _teams(plan: Plan) -> frozenset[int]:
    """Return the columns that count the teams of a force, where nothing tells how many people they are."""
    return frozenset(col for col in plan.quantities if counts_teams(plan.columns[col]))


def figures_before(plan: Plan) -> str:
    """Return the header of a column of what there was before, which is left out, or "" where there is none.

    A list that keeps such figures hides others that no longer hold in rows out of sight.
    """
    others = (column for col, column in plan.columns.items() if col not in plan.quantities)
    return next((column.leaf for column in others if column.role is Role.QUANTITY and opens(column)), "")


def tells_of_moves(plan: Plan) -> bool:
    """Return whether columns say from where and to where each row was moved."""
    heads = [fold_key(column.leaf) for column in plan.columns.values() if column.filled]
    return any(map(_FROM.match, heads)) and any(map(_TO.match, heads))


def _is_moved(column: Column) -> bool:
    plain = fold_key(column.leaf)
    if _SHIFTS.search(plain):
        return True
    if PRESENT.search(plain):
        return False
    role = role_of(column.leaf)
    if role is Role.QUANTITY and not heads_stock(column.leaf):
        return True  # "Số lượng trao tặng": what became of them, or is to
    counts = role in {Role.QUANTITY, Role.FLOW}
    return (counts and _MOVED.search(plain) is not None) or _STAGES.search(plain) is not None


def _names_source(column: Column) -> bool:
    """Return whether the words of a column say whose goods it counts or who promised them."""
    if column.is_place or role_of(column.leaf) in _OWN or names_keeper(column.keeper):
        return True
    if stands_in_village(column) and not _MOVED.search(plain_of(column.path[-2])):
        return True
    return _PLEDGED.search(fold_key(column.leaf)) is not None


def plain_of(text: str) -> str:
    """Return a text folded, without the words that say where things are and fold to others that say who is to get them."""
    return fold_key(_SPREAD.sub("", accent_key(text)))


def _is_counted(column: Column, plan: Plan) -> bool:
    if plan.unit is not None or column.unit or _names_source(column):
        return True
    return _COUNTED.search(fold_key(column.header)) is not None
