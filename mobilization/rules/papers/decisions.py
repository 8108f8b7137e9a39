"""The frame every quyết định of the chair shares."""

from __future__ import annotations

from core.documents.paper import Annex, Block, Paper
from mobilization.rules.papers.bases import bases_of
from mobilization.rules.papers.facts import OrderFacts
from mobilization.rules.papers.wording import committee_head, drill_notice, recipients_of, signature_of


def decision_paper(
    facts: OrderFacts, *, subject: str, blocks: tuple[Block, ...], annexes: tuple[Annex, ...] = ()
) -> Paper:
    """Return a draft quyết định of the committee's chair: head, căn cứ, articles, nơi nhận."""
    return Paper(
        issuer=committee_head(facts.issuer),
        symbol="QĐ-UBND",
        place=facts.issuer.place,
        kind="QUYẾT ĐỊNH",
        subject=subject,
        drafted_at=facts.drafted_at,
        urgency=facts.urgency,
        drill=facts.incident.drill,
        authority=facts.issuer.chair.upper(),
        bases=bases_of(facts),
        enacting="QUYẾT ĐỊNH:",
        blocks=(*drill_notice(facts), *blocks),
        signatures=(signature_of(facts, "CHỦ TỊCH"),),
        recipients=recipients_of(facts, "Như Điều 3", drafted_in="BCH PTDS"),
        annexes=annexes,
    )
