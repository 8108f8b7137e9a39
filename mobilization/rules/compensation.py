"""What is owed to owners, in whole đồng.

Source: Luật 15/2008/QH12 điều 34 (lost, damaged, income lost), điều 36 (repair and return, or the cost of repair at
market price when returned), điều 37.2 (rent of the same kind, else the income it brought before).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Protocol, TypeVar

from core.errors import DomainError

MOST_DONG = 1_000_000_000_000


class Cause(StrEnum):
    """Why something is owed (điều 34)."""

    LOST = "lost"
    DAMAGED = "damaged"
    INCOME = "income"


class Method(StrEnum):
    """How the amount is found."""

    VALUE = "value"
    REPAIR = "repair"
    REPAIR_COST = "repair_cost"
    RENT = "rent"
    INCOME_BEFORE = "income_before"


class Budget(StrEnum):
    """Which money pays."""

    PROVINCE = "province"
    COMMUNE = "commune"
    FUND = "fund"
    CENTRAL = "central"
    OTHER = "other"


METHODS: Mapping[Cause, tuple[Method, ...]] = {
    Cause.LOST: (Method.VALUE,),
    Cause.DAMAGED: (Method.REPAIR_COST, Method.REPAIR),
    Cause.INCOME: (Method.RENT, Method.INCOME_BEFORE),
}
BY_DAY = frozenset({Method.RENT, Method.INCOME_BEFORE})


class MethodError(DomainError):
    """This way of reckoning does not belong to this kind of loss. Facts: `cause`, `method`."""

    code = "compensation_method"


class NoLossError(DomainError):
    """The return does not show so much lost or damaged. Facts: `claimed`, `found`."""

    code = "compensation_beyond_loss"


class AmountError(DomainError):
    """The amount is nothing, or beyond what can be kept."""

    code = "compensation_amount"


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A loss: `unit_dong` for one unit, for one unit and day where the method reckons by day."""

    cause: Cause
    method: Method
    quantity: Decimal
    unit_dong: int
    days: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Harm:
    """What the return showed of one resource."""

    lost: Decimal
    damaged: Decimal
    sent: Decimal


def check_claim(claim: Claim, harm: Harm) -> None:
    """Return where the method fits the cause and no more is claimed than the return showed."""
    if claim.method not in METHODS[claim.cause]:
        raise MethodError(cause=claim.cause, method=claim.method)
    found = {Cause.LOST: harm.lost, Cause.DAMAGED: harm.damaged, Cause.INCOME: harm.sent}[claim.cause]
    if not 0 < claim.quantity <= found:
        raise NoLossError(claimed=claim.quantity, found=found)


def amount_of(claim: Claim) -> int:
    """Return whole đồng; 0 where the assigned body repairs and returns the thing itself."""
    if claim.method is Method.REPAIR:
        return 0
    days = claim.days if claim.method in BY_DAY else 1
    amount = (claim.quantity * claim.unit_dong * days).quantize(Decimal(1), ROUND_HALF_UP)
    if not 0 < amount <= MOST_DONG:
        raise AmountError
    return int(amount)


class Owing(Protocol):
    """Anything owed to somebody, paid on a day or not yet."""

    @property
    def amount_dong(self) -> int:
        """Whole đồng."""

    @property
    def paid_on(self) -> date | None:
        """When it was paid, or None."""


Owed = TypeVar("Owed", bound=Owing)


@dataclass(frozen=True, kw_only=True, slots=True)
class Total:
    """What is owed under one name, and what of that is not paid yet."""

    name: str
    count: int
    owed: int
    unpaid: int

    @property
    def paid(self) -> int:
        """What was paid of it."""
        return self.owed - self.unpaid


def total_of(items: Iterable[Owing], name: str = "") -> Total:
    """Return what is owed in all; the one way money is added up, of one order as of all."""
    mine = list(items)
    return Total(
        name=name,
        count=len(mine),
        owed=sum(item.amount_dong for item in mine),
        unpaid=sum(item.amount_dong for item in mine if item.paid_on is None),
    )


def totals_by(items: Iterable[Owed], of: Callable[[Owed], str]) -> list[Total]:
    """Return what is owed by name, sorted by it."""
    found: dict[str, list[Owed]] = {}
    for item in items:
        found.setdefault(of(item), []).append(item)
    return [total_of(mine, name) for name, mine in sorted(found.items())]
