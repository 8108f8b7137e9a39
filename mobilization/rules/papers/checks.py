"""What the law asks of a paper before it may be drafted. Source: Luật Trưng mua, trưng dụng tài sản 15/2008/QH12."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from core.errors import DomainError
from inventory.rules.catalogue import Category, LegalForm
from mobilization.rules.papers.facts import IssuerLevel, OrderFacts, ReturnedLine

# Điều 27-28: a requisition for a disaster lasts at most 30 days; an extension is a decision of its own.
REQUISITION_DAYS_MAX = 30


class PaperIncompleteError(DomainError):
    """The paper lacks what the law says it must hold. Facts: `form`, `missing` (names of facts)."""

    code = "paper_incomplete"


class NotRequisitionableError(DomainError):
    """People and consumables are never requisitioned (điều 23). Facts: `names`."""

    code = "not_requisitionable"


class NotPurchasableError(DomainError):
    """Only goods may be bought by compulsion, never people or services (điều 13). Facts: `names`."""

    code = "not_purchasable"


class RequisitionTooLongError(DomainError):
    """The requisition's term is longer than the law allows, or ends before it begins. Facts: `days`, `allowed`."""

    code = "requisition_too_long"


class WrongAuthorityError(DomainError):
    """This level may not issue this paper (điều 14, 24). Facts: `form`, `level`."""

    code = "wrong_authority"


class ReturnNotBalancedError(DomainError):
    """Sent is not back + used + lost + damaged. Facts: `name`, `sent`, `accounted`."""

    code = "return_not_balanced"


def check_complete(facts: OrderFacts) -> None:
    """Return when every fact the form needs is there; raises PaperIncompleteError naming all that lack."""
    missing = [name for name, value in _needed(facts).items() if not value]
    if any(line.quantity <= 0 for line in facts.lines):
        missing.append("quantity")
    if missing:
        raise PaperIncompleteError(form=facts.form, missing=tuple(missing))


def check_can_requisition(facts: OrderFacts) -> None:
    """Return when every line may be requisitioned and the term is lawful (điều 23, 27)."""
    names = _not_takeable(facts, LegalForm.TRUNG_DUNG)
    if names:
        raise NotRequisitionableError(names=names)
    check_complete(facts)
    if facts.until is not None and facts.handover_at is not None:
        term = facts.until - facts.handover_at
        if not timedelta(0) < term <= timedelta(days=REQUISITION_DAYS_MAX):
            raise RequisitionTooLongError(days=term.days, allowed=REQUISITION_DAYS_MAX)


def check_can_purchase(facts: OrderFacts) -> None:
    """Return when every line may be bought by compulsion (điều 13)."""
    names = _not_takeable(facts, LegalForm.TRUNG_MUA)
    if names:
        raise NotPurchasableError(names=names)
    check_complete(facts)


def check_authority(facts: OrderFacts) -> None:
    """Return when this level may decide; trưng dụng and trưng mua are the provincial chair's (điều 14, 24)."""
    if facts.issuer.level is not IssuerLevel.PROVINCE and not facts.competent:
        raise WrongAuthorityError(form=facts.form, level=facts.issuer.level)


def check_return_balances(lines: tuple[ReturnedLine, ...]) -> None:
    """Return when every line adds up: what was sent is back, used, lost or damaged."""
    for line in lines:
        parts: tuple[Decimal, ...] = (line.back, line.used, line.lost, line.damaged)
        if sum(parts) != line.sent or min(parts) < 0:
            raise ReturnNotBalancedError(name=line.line.kind.name, sent=line.sent, accounted=sum(parts))


def _not_takeable(facts: OrderFacts, form: LegalForm) -> tuple[str, ...]:
    """Return the names of lines this form may not touch: people never, other types as the catalogue says."""
    return tuple(
        line.kind.name
        for line in facts.lines
        if line.kind.category is Category.FORCES or form not in line.kind.forms
    )


def _needed(facts: OrderFacts) -> dict[str, object]:
    """Return the facts the form needs, by name: for taking, the lists of điều 15 and điều 25."""
    needed: dict[str, object] = {"lines": facts.lines, "destination": facts.destination.strip()}
    if facts.form not in {LegalForm.TRUNG_DUNG, LegalForm.TRUNG_MUA}:
        return needed
    assigned = facts.assigned_to
    needed |= {
        "owner": all(owner.name.strip() for owner in facts.owners),
        "owner_address": all(owner.address.strip() for owner in facts.owners),
        "condition": all(line.condition.strip() for line in facts.lines),
        "assigned_to": assigned and assigned.name.strip(),
        "assigned_address": assigned and assigned.address.strip(),
        "purpose": facts.purpose.strip(),
        "handover_at": facts.handover_at,
        "handover_place": facts.handover_place.strip(),
        "failed_ways": facts.failed_ways.strip(),
    }
    if facts.form is LegalForm.TRUNG_DUNG:
        needed["until"] = facts.until
    else:
        needed |= {"pay_by": facts.pay_by, "pay_method": facts.pay_method, "pay_place": facts.pay_place}
    return needed
