"""What is owed to owners, in whole đồng.

Source: Luật 15/2008/QH12 điều 34 (lost, damaged, income lost), điều 36 (repair and return, or the cost of repair at
market price when returned), điều 37.2 (rent of the same kind, else the income it brought before), điều 15 (what is
bought is paid as its decision says); Luật PCTT (what was called out is given back, or paid where it was used up); Bộ luật
Dân sự 2015 điều 376 (the owner may give up what is owed).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Protocol, TypeVar

from core.errors import DomainError
from core.values import frozen
from inventory.rules.catalogue import LegalForm
from mobilization.rules.states import HOME_AGAIN, ON_THE_WAY

MOST_DONG = 1_000_000_000_000


class Cause(StrEnum):
    """Why something is owed (điều 34); or it was used up, or bought."""

    LOST = "lost"
    DAMAGED = "damaged"
    INCOME = "income"
    USED = "used"
    BOUGHT = "bought"


class Method(StrEnum):
    """How the amount is found."""

    VALUE = "value"
    REPAIR = "repair"
    REPAIR_COST = "repair_cost"
    RENT = "rent"
    INCOME_BEFORE = "income_before"
    PRICE = "price"
    WAIVED = "waived"


class Budget(StrEnum):
    """Which money pays."""

    PROVINCE = "province"
    COMMUNE = "commune"
    FUND = "fund"
    CENTRAL = "central"
    OTHER = "other"


METHODS: Mapping[Cause, tuple[Method, ...]] = {
    Cause.LOST: (Method.VALUE, Method.WAIVED),
    Cause.DAMAGED: (Method.REPAIR_COST, Method.REPAIR, Method.WAIVED),
    Cause.INCOME: (Method.RENT, Method.INCOME_BEFORE),
    Cause.USED: (Method.VALUE, Method.WAIVED),
    Cause.BOUGHT: (Method.PRICE, Method.VALUE),
}
# What was bought is the State's: nothing of it can be lost to its owner. Only goods called out are used up.
CAUSES: Mapping[LegalForm, tuple[Cause, ...]] = {
    LegalForm.HUY_DONG: (Cause.LOST, Cause.DAMAGED, Cause.USED, Cause.INCOME),
    LegalForm.DIEU_DONG: (Cause.LOST, Cause.DAMAGED, Cause.INCOME),
    LegalForm.TRUNG_DUNG: (Cause.LOST, Cause.DAMAGED, Cause.INCOME),
    LegalForm.TRUNG_MUA: (Cause.BOUGHT,),
}
# From handing over on the price is owed; what turned back on the road was not taken over.
BOUGHT_IN = ON_THE_WAY | HOME_AGAIN
BY_DAY = frozenset({Method.RENT, Method.INCOME_BEFORE})
WITHOUT_MONEY = frozenset({Method.REPAIR, Method.WAIVED})


class MethodError(DomainError):
    """This way of reckoning does not belong to this kind of loss. Facts: `cause`, `method`."""

    code = "compensation_method"


class CauseError(DomainError):
    """An order in this form does not owe this. Facts: `cause`, `form`."""

    code = "compensation_cause"


class PriceSetError(DomainError):
    """The decision names the price: it is paid, no other. Facts: `agreed`."""

    code = "compensation_price_set"


class PriceNoneError(DomainError):
    """The decision names no price to be paid by."""

    code = "compensation_price_none"


class NotBoughtError(DomainError):
    """So much was not handed over. Facts: `claimed`, `found`."""

    code = "compensation_beyond_bought"


class NoLossError(DomainError):
    """The return does not show so much lost or damaged. Facts: `claimed`, `found`."""

    code = "compensation_beyond_loss"


class AmountError(DomainError):
    """The amount is nothing, or beyond what can be kept."""

    code = "compensation_amount"


@frozen
class Claim:
    """A loss: `unit_dong` for one unit, for one unit and day where the method reckons by day."""

    cause: Cause
    method: Method
    quantity: Decimal
    unit_dong: int
    days: int = 0


@frozen
class Harm:
    """What the return showed of one resource, or how much of it was bought and at what price agreed for one."""

    lost: Decimal
    damaged: Decimal
    sent: Decimal
    used: Decimal = Decimal(0)
    bought: Decimal = Decimal(0)
    agreed_dong: int | None = None


def check_claim(claim: Claim, harm: Harm, form: LegalForm) -> None:
    """Return where form, cause and method fit each other and no more is claimed than the return, or the sale, showed."""
    if claim.cause not in CAUSES[form]:
        raise CauseError(cause=claim.cause, form=form)
    if claim.method not in METHODS[claim.cause]:
        raise MethodError(cause=claim.cause, method=claim.method)
    if claim.cause is Cause.BOUGHT:
        _check_price(claim, harm.agreed_dong)
    found = {
        Cause.LOST: harm.lost,
        Cause.DAMAGED: harm.damaged,
        Cause.INCOME: harm.sent,
        Cause.USED: harm.used,
        Cause.BOUGHT: harm.bought,
    }[claim.cause]
    if not 0 < claim.quantity <= found:
        refusal = NotBoughtError if claim.cause is Cause.BOUGHT else NoLossError
        raise refusal(claimed=claim.quantity, found=found)


def all_entered(harm: Harm, entered: Iterable[tuple[Cause, Decimal]]) -> bool:
    """Return whether all that was lost, damaged and used up stands in what was entered: cause and quantity of each claim."""
    rest = {Cause.LOST: harm.lost, Cause.DAMAGED: harm.damaged, Cause.USED: harm.used}
    for cause, quantity in entered:
        if cause in rest:
            rest[cause] -= quantity
    return max(rest.values()) <= 0


def _check_price(claim: Claim, agreed_dong: int | None) -> None:
    if agreed_dong is None and claim.method is Method.PRICE:
        raise PriceNoneError
    if agreed_dong is not None and (claim.method is not Method.PRICE or claim.unit_dong != agreed_dong):
        raise PriceSetError(agreed=Decimal(agreed_dong))


def at_price(claim: Claim, agreed_dong: int | None) -> Claim:
    """Return what is bought with the price of its decision, where none was typed."""
    if claim.method is Method.PRICE and not claim.unit_dong and agreed_dong is not None:
        return replace(claim, unit_dong=agreed_dong)
    return claim


def amount_of(claim: Claim) -> int:
    """Return whole đồng; 0 where the assigned body repairs and returns the thing itself, or the owner wants nothing."""
    if claim.method in WITHOUT_MONEY:
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


@frozen
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
