"""The frame every quyết định of the chair shares."""

from __future__ import annotations

from core.documents.paper import Annex, Block, Paper
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
        drafted_at=facts.drafted_at,
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
