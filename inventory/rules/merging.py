"""When two types, or two holders, may be put together, and what the row that stays says afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from rapidfuzz import fuzz

from core.errors import DomainError
from core.text import fold
from core.values import frozen
from inventory.rules.holders import HolderKind
from inventory.rules.stock import Delta, MovementKind


class MergeIntoItselfError(DomainError):
    """Two different ones are needed."""

    code = "merge_into_itself"
    status = 409


class MergeTargetGoneError(DomainError):
    """The one that should stay is out of use, or was merged itself. Fact: `name`."""

    code = "merge_target_gone"
    status = 409


class MergeSourceGoneError(DomainError):
    """The one that should go was merged before. Fact: `name`."""

    code = "merge_source_gone"
    status = 409


class MergeUnitsError(DomainError):
    """They are counted in different units: added together the figures would mean nothing. Facts: `unit`, `other`."""

    code = "merge_units_differ"
    status = 409


class MergeStandardError(DomainError):
    """Norms and scenarios name this type of the shipped catalogue: it stays. Facts: `name`, `other`."""

    code = "merge_standard_type"
    status = 409


class MergeStandardTypesError(DomainError):
    """Both are types of the shipped catalogue, which tells them apart. Facts: `name`, `other`."""

    code = "merge_standard_types"
    status = 409


class MergeKindsError(DomainError):
    """They are holders of two kinds, under other rules of law; whoever merges them has to say so. Facts: `name`, `other`."""

    code = "merge_kinds_differ"
    status = 409


class MergeOwnCommitteeError(DomainError):
    """The commune's own committee stays; the other one goes into it. Fact: `name`."""

    code = "merge_own_committee"
    status = 409


class MergeOtherCommuneError(DomainError):
    """Holders of two communes are two holders."""

    code = "merge_other_commune"


class MergeBusyError(DomainError):
    """Rows are in use. Facts: `promised`, `counting`, `waiting` rows, `needed` by open incidents; `uses` names them,

    the open stocktakes (`counts`) too.
    """

    code = "merge_busy"
    status = 409


class MergeChangedError(DomainError):
    """What would move is no longer what was shown beforehand."""

    code = "merge_changed"
    status = 409


class MergeNotUndoneError(DomainError):
    """Rows changed since the merge, or it was undone before. Fact: `rows`."""

    code = "merge_not_undone"
    status = 409


@frozen
class MergedType:
    """What decides of a type whether it may go or stay."""

    code: str
    name: str
    unit: str
    retired: bool
    merged: bool
    standard: bool


@frozen
class MergedHolder:
    """What decides of a holder whether it may go or stay."""

    id: int
    name: str
    kind: str
    commune_code: str
    merged: bool


@frozen
class Busy:
    """How many of the rows that would move are in use, and how: none of them may be."""

    promised: int = 0
    counting: int = 0
    waiting: int = 0
    needed: int = 0
    counts: tuple[str, ...] = ()


def check_types(source: MergedType, target: MergedType) -> None:
    """Return where the first type may go into the second; raises the named error."""
    if source.code == target.code:
        raise MergeIntoItselfError
    if source.merged:
        raise MergeSourceGoneError(name=source.name)
    if target.merged or target.retired:
        raise MergeTargetGoneError(name=target.name)
    if source.standard and target.standard:
        raise MergeStandardTypesError(name=source.name, other=target.name)
    if source.standard:
        raise MergeStandardError(name=source.name, other=target.name)
    if source.unit != target.unit:
        raise MergeUnitsError(unit=source.unit, other=target.unit)


def check_holders(source: MergedHolder, target: MergedHolder) -> None:
    """Return where the first holder may go into the second; raises the named error."""
    if source.id == target.id:
        raise MergeIntoItselfError
    if source.commune_code != target.commune_code:
        raise MergeOtherCommuneError
    if source.merged:
        raise MergeSourceGoneError(name=source.name)
    if target.merged:
        raise MergeTargetGoneError(name=target.name)
    if source.kind == HolderKind.COMMUNE:
        raise MergeOwnCommitteeError(name=source.name)


def check_idle(busy: Busy) -> None:
    """Return where nothing is in use; raises MergeBusyError."""
    if busy != Busy():
        rows = asdict(busy)
        counts = rows.pop("counts")
        named = {"counting": counts}
        uses = ((f"merge_{name}", *named.get(name, ())) for name, many in rows.items() if many)
        raise MergeBusyError(**rows, counts=counts, uses=tuple(uses))


def check_kinds(source: MergedHolder, target: MergedHolder, *, agreed: bool) -> None:
    """Return where both are of one kind, or somebody agreed that they are one; raises MergeKindsError."""
    if source.kind != target.kind and not agreed:
        raise MergeKindsError(name=source.name, other=target.name)


def moves(on_hand: Decimal, broken: Decimal) -> dict[MovementKind, Delta]:
    """Return the two movements that bring a whole row into another: equal and opposite, the broken pieces with it."""
    return {
        MovementKind.TRANSFER_OUT: Delta(on_hand=-on_hand, broken=-broken),
        MovementKind.TRANSFER_IN: Delta(on_hand=on_hand, broken=broken),
    }


def put_together(own: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the row that stays says: its own word first, the other's where it said nothing.

    What must stay adds up; of two last days the earlier one holds.
    """
    said = {name: own[name] or given[name] for name in own}
    said["keep"] = own["keep"] + given["keep"]
    days = [day for day in (own["expires_on"], given["expires_on"]) if isinstance(day, date)]
    said["expires_on"] = min(days) if days else None
    said["ready_minutes"] = max(own["ready_minutes"], given["ready_minutes"])
    if own["keep_seasonal"]:  # a season is one word: its figure and both its months
        said |= {name: own[name] for name in ("season_from", "season_to")}
    return said


ALIKE = 86  # of 100: "Trường THCS P. Vinh" and "THCS Phổ Vinh" are, two villages' squads with other numbers are not
# fmt: off
_EMPTY_WORDS = frozenset({
    "xa", "phuong", "thon", "cua", "ban", "doi", "to", "truong", "cong", "ty", "cty", "tnhh",
    "hop", "tac", "ong", "ba", "ho", "dan", "gia", "dinh", "don", "vi",
})
# fmt: on


def alike(one: str, other: str) -> bool:
    """Return whether two names may mean the same: what is left without the usual words is nearly the same.

    Names with different numbers ("Thôn 1", "Thôn 2") never are.
    """
    words = [fold(name).replace(".", " ").split() for name in (one, other)]
    numbers = [{word for word in name if any(sign.isdigit() for sign in word)} for name in words]
    if numbers[0] != numbers[1]:
        return False
    telling = [" ".join(word for word in name if word not in _EMPTY_WORDS) for name in words]
    if not all(telling):
        return fold(one) == fold(other)
    return fuzz.token_sort_ratio(*telling) >= ALIKE
