"""The frame every quyết định of the chair shares."""

from __future__ import annotations

from dataclasses import replace

from core.documents.paper import Annex, Block, Paper
from inventory.rules.catalogue import LegalForm
from mobilization.rules.papers.bases import bases_of
from mobilization.rules.papers.facts import OrderFacts
from mobilization.rules.papers.signing import signing_of
from mobilization.rules.papers.wording import drill_notice, recipients_of, signature_of


def decision_paper(
    facts: OrderFacts, *, subject: str, blocks: tuple[Block, ...], annexes: tuple[Annex, ...] = ()
) -> Paper:
    """Return a draft quyết định of who signs the order: head, căn cứ, articles, nơi nhận."""
    signing = signing_of(facts)
    return Paper(
        issuer=signing.head,
        symbol=f"QĐ-{signing.symbol}",
        place=facts.issuer.place,
        kind="QUYẾT ĐỊNH",
        subject=subject,
        drafted_at=facts.written_at,
        urgency=facts.urgency,
        drill=facts.incident.drill,
        authority=signing.title.upper(),
        bases=bases_of(facts),
        enacting="QUYẾT ĐỊNH:",
        blocks=(*drill_notice(facts), *blocks),
        signatures=(signature_of(facts, signing.line),),
        recipients=recipients_of(facts, "Như Điều 3", drafted_in=signing.office),
        annexes=annexes,
    )


def in_form(paper: Paper, facts: OrderFacts, *, kind: str = "LỆNH") -> Paper:
    """Return what follows an order in the order's own form: what a lệnh ordered a lệnh prolongs, changes and ends."""
    if facts.form is not LegalForm.DIEU_DONG:
        return paper
    return replace(paper, kind=kind, symbol=f"LĐĐ-{signing_of(facts).symbol}", enacting="RA LỆNH:")


def this_paper(facts: OrderFacts) -> str:
    """Return how such a paper speaks of itself."""
    return "Lệnh này" if facts.form is LegalForm.DIEU_DONG else "Quyết định này"
