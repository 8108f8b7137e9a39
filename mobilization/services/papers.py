"""An order's paper from what the database holds: a draft until the clerk's number and day are noted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from sqlalchemy.orm import Session

from core.clock import day_of
from core.documents.paper import Paper
from inventory.queries.catalogue import get_type, list_holders
from inventory.queries.lot_values import Lot
from inventory.queries.lots import list_lots_by_ids
from inventory.rules.catalogue import Category, LegalForm
from inventory.rules.stock import ZERO
from mobilization.queries.dispatches import Dispatch
from mobilization.queries.incidents import get_incident
from mobilization.queries.orders import Order, get_order, list_lines
from mobilization.queries.terms import list_competences
from mobilization.rules.authority import MILITIA, Competence, Signer, ruling
from mobilization.rules.papers.draft import draft_order
from mobilization.rules.papers.facts import IssuerLevel, IssuingBody, OrderFacts, OrderLine, Party
from mobilization.rules.papers.signing import proposal_named
from mobilization.services.paper_heads import incident_facts, issuing_body


def paper_of(session: Session, order: Order, *, province: str) -> Paper:
    """Return the paper of an order, drafted or approved."""
    facts, dispatches = facts_of(session, order, province=province)
    return draft_order(as_called(facts, dispatches))


def as_called(facts: OrderFacts, dispatches: Sequence[Dispatch]) -> OrderFacts:
    """Return an order's facts with what was called as one line as one line, whatever parts of it did since."""
    return replace(facts, lines=tuple(line for line, _parts in called_lines(facts, dispatches)))


def origins_of(item: Dispatch, dispatches: Sequence[Dispatch]) -> list[int]:
    """Return a dispatch, what it is a part of, and so on to what was called."""
    above = {other.id: other.part_of for other in dispatches}
    found = [item.id]
    while (whole := above.get(found[-1])) in above:
        found.append(whole)
    return found


def called_lines(facts: OrderFacts, dispatches: Sequence[Dispatch]) -> list[tuple[OrderLine, list[Dispatch]]]:
    """Return each line as it was called, with the dispatches that are it or a part of it."""
    called: dict[int, OrderLine] = {}
    for line, item in zip(facts.lines, dispatches, strict=True):
        called.setdefault(origins_of(item, dispatches)[-1], line)
    return as_rows((called[origins_of(item, dispatches)[-1]], item) for item in dispatches)


def as_rows(lines: Iterable[tuple[OrderLine, Dispatch]]) -> list[tuple[OrderLine, list[Dispatch]]]:
    """Return what a paper says alike of one row of stock as one line, with its dispatches.

    Where the row serves several needs its owner still hands over one lot, and no paper names the needs.
    """
    found: dict[tuple[int, OrderLine], list[Dispatch]] = {}
    for line, item in lines:
        found.setdefault((item.lot_id, replace(line, quantity=ZERO)), []).append(item)
    return [
        (replace(line, quantity=sum((item.quantity for item in parts), ZERO)), parts)
        for (_lot, line), parts in found.items()
    ]


def ruling_of(session: Session, order: Order, type_codes: Iterable[str]) -> Competence | None:
    """Return the row of the authority table an order was drafted under; militia are moved by another's signature."""
    militia = not MILITIA.isdisjoint(type_codes)
    return ruling(LegalForm(order.form), day_of(order.drafted_at), list_competences(session), militia=militia)


def facts_of(
    session: Session, order: Order, *, province: str, dispatches: list[Dispatch] | None = None
) -> tuple[OrderFacts, list[Dispatch]]:
    """Return what an order's papers are written from, and its dispatches in the order of the facts' lines.

    `dispatches` are those of an order that is kept by nobody yet.
    """
    incident = get_incident(session, order.incident_id)
    if dispatches is None:
        dispatches = list_lines(session, order)
    lines = _lines(session, order, dispatches)
    issuer = issuing_body(session, order.issuer, order.issuer_code, province=province)
    row = ruling_of(session, order, (line.kind.code for line in lines))
    facts = OrderFacts(
        form=LegalForm(order.form),
        issuer=issuer,
        incident=incident_facts(incident),
        competent=row is not None and order.issuer in row.issuers,
        signer=row.signer if row else Signer.CHAIR,
        consent=row.consent(order.issuer) if row else "",
        lines=lines,
        number=order.number,
        dated=order.dated,
        destination=order.destination,
        drafted_at=order.drafted_at,
        called_in=order.commune,
        ordered_at=order.oral_at or order.approved_at,
        purpose=order.purpose,
        # The plan's number and day are written in by the clerk; the command proposes what the chair decides.
        plan=f"Kế hoạch phòng thủ dân sự {issuer.area} số …… ngày …… tháng …… năm ……",
        proposed_by=_proposer(session, order, dispatches, issuer, province=province),
        arrive_by=order.arrive_by,
        until=order.until,
        commander=order.commander,
        assigned_to=Party(name=order.assigned_to, address=order.assigned_address)
        if order.assigned_to
        else None,
        handover_at=order.handover_at,
        handover_place=order.handover_place,
        failed_ways=order.failed_ways,
        oral_at=order.oral_at,
        oral_place=order.oral_place,
        pay_by=order.pay_by,
        pay_method=order.pay_method,
        pay_place=order.pay_place,
    )
    return facts, dispatches


def _proposer(
    session: Session, order: Order, dispatches: Sequence[Dispatch], issuer: IssuingBody, *, province: str
) -> str:
    """Return who proposed an order: the commune by its tờ trình, else the command; nobody proposes an operational order."""
    if order.form == LegalForm.DIEU_DONG:
        return ""
    asked = next((item.proposal_id for item in dispatches if item.proposal_id not in (None, order.id)), None)
    if order.issuer != IssuerLevel.PROVINCE or asked is None:
        return issuer.command
    asking = get_order(session, asked)
    body = issuing_body(session, asking.issuer, asking.issuer_code, province=province)
    return f"{body.committee} tại {proposal_named(asking.number, asking.dated, asking.drafted_at.year)}"


def _condition(lot: Lot) -> str:
    """Return a thing's condition as the register has it; people have none."""
    if lot.category == Category.FORCES:
        return ""
    return "Tốt" if lot.balance.broken == ZERO else "Phần giao còn dùng được"


def _lines(session: Session, order: Order, dispatches: list[Dispatch]) -> tuple[OrderLine, ...]:
    lots = list_lots_by_ids(session, [item.lot_id for item in dispatches])
    addresses = {holder.id: holder.address for holder in list_holders(session, order.commune_code)}
    lines = []
    for item in dispatches:
        lot = lots[item.lot_id]
        lines.append(
            OrderLine(
                kind=get_type(session, item.type_code),
                quantity=item.quantity,
                holder=Party(
                    name=lot.holder, address=addresses.get(lot.holder_id) or lot.place or lot.commune
                ),
                condition=_condition(lot),
                stored_at=lot.place or lot.commune,
                detail=lot.mark,
                price_dong=None if item.price_dong is None else Decimal(item.price_dong),
            )
        )
    return tuple(lines)
