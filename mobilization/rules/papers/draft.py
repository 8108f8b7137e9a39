"""Which paper an order becomes."""

from __future__ import annotations

from dataclasses import replace

from core.documents.paper import Paper
from inventory.rules.catalogue import LegalForm
from mobilization.rules.papers.facts import IssuerLevel, OrderFacts
from mobilization.rules.papers.orders import dispatch_order, mobilization_decision
from mobilization.rules.papers.requisition import decision, proposal


def draft_order(facts: OrderFacts) -> Paper:
    """Return the paper in the order's legal form, with the clerk's number and day where they are noted.

    A commune's trưng dụng or trưng mua becomes a tờ trình.
    """
    return replace(_form(facts), number=facts.number, dated=facts.dated)


def _form(facts: OrderFacts) -> Paper:
    if facts.form is LegalForm.HUY_DONG:
        return mobilization_decision(facts)
    if facts.form is LegalForm.DIEU_DONG:
        return dispatch_order(facts)
    decides = facts.competent or facts.issuer.level is IssuerLevel.PROVINCE
    return decision(facts) if decides else proposal(facts)
