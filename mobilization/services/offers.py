"""Offers from outside and telegrams: received, decided, thanked, drafted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.last_words import facts_of, last_word
from core.accounts.rules.roles import Actor
from core.audit.services import note
from core.clock import day_of
from core.documents.paper import Paper, Urgency
from core.errors import NotFoundError, StaleError
from core.locking import locked
from core.values import frozen
from inventory.queries.catalogue import get_type
from mobilization.models import NeedRow, OfferRow, TelegramRow
from mobilization.queries.incidents import get_incident
from mobilization.queries.needs import asked_of
from mobilization.queries.outside import list_telegrams, offers_of
from mobilization.rules.offers import (
    CAME,
    MOST_OFFERED,
    GiverKind,
    OfferCoversError,
    OfferNeedError,
    OfferState,
    OfferStepError,
    check_came,
    check_step,
    covers_of,
)
from mobilization.rules.papers.numbering import clerks
from mobilization.rules.papers.upward import Gift, Telegram, telegram, thank_you
from mobilization.services.incidents import lock_open_incident, stream_of
from mobilization.services.needs import MOST_OF_A_NEED, NeedQuantityError
from mobilization.services.paper_heads import incident_facts, issuing_body


@frozen
class Offered:
    """What somebody from outside offers, as it was received."""

    giver: str
    giver_kind: GiverKind
    contact: str
    type_code: str
    quantity: Decimal
    arrives_at: datetime
    until: datetime | None = None
    note: str = ""


def receive(session: Session, *, incident_id: int, offered: Offered, actor: Actor, now: datetime) -> int:
    """Return the id of an offer noted in a running incident; it covers nothing until it is accepted."""
    lock_open_incident(session, incident_id)
    get_type(session, offered.type_code)
    if offered.quantity != int(offered.quantity) or not 1 <= offered.quantity <= MOST_OFFERED:
        raise NeedQuantityError(most=Decimal(MOST_OF_A_NEED))
    row = OfferRow(
        incident_id=incident_id,
        need_id=None,
        giver=offered.giver,
        giver_kind=offered.giver_kind.value,
        contact=offered.contact,
        type_code=offered.type_code,
        quantity=offered.quantity,
        covers=None,
        arrives_at=offered.arrives_at,
        until=offered.until,
        note=offered.note,
        state=OfferState.RECEIVED.value,
        thanked_at=None,
        decided_by="",
        made_by=actor.name,
        made_at=now,
        version=1,
    )
    session.add(row)
    session.flush()
    _note(session, row, "offer.receive", actor, now)
    return row.id


def decide(
    session: Session,
    *,
    incident_id: int,
    offer_id: int,
    to: OfferState,
    need_id: int | None,
    version: int,
    actor: Actor,
    now: datetime,
    covers: Decimal | None = None,
    came: Decimal | None = None,
) -> None:
    """Take an offer a step further; accepted it covers the open need it is matched to, arrived as much as `came` (None: all).

    Of a need by ability it covers as much as `covers` says: nobody's register tells what a stranger's boat carries.
    """
    lock_open_incident(session, incident_id)
    row = _lock(session, incident_id, offer_id)
    if row.version != version:
        told = facts_of(last_word(session, stream_of(incident_id), str(offer_id), "offer.%"))
        raise StaleError(theirs={"state": row.state}, yours={"state": to.value}, **told)
    check_step(OfferState(row.state), to, row.type_code)
    if to is OfferState.ACCEPTED:
        need = session.get(NeedRow, need_id) if need_id else None
        stands = need is not None and need.incident_id == incident_id and need.withdrawn_at is None
        if need is None or not stands or row.type_code not in asked_of(need).types(()):
            raise OfferNeedError
        row.need_id = need.id
        if need.ability is not None:
            if covers is None or covers != int(covers) or not 1 <= covers <= MOST_OF_A_NEED:
                raise OfferCoversError
            row.covers = covers
    if to is OfferState.ARRIVED:
        row.came = row.quantity if came is None else came
        check_came(row.came)
        row.covers = covers_of(came=row.came, quantity=row.quantity, covers=row.covers)
    row.state, row.decided_by = to.value, actor.name
    row.version += 1
    _note(session, row, f"offer.{to.value}", actor, now)


def thank(session: Session, *, incident_id: int, offer_id: int, actor: Actor, now: datetime) -> None:
    """Note that the letter of thanks was sent; only for help that has come: the letter says so."""
    row = _lock(session, incident_id, offer_id)
    if row.state not in CAME or row.thanked_at is not None:
        raise OfferStepError
    row.thanked_at = now
    row.version += 1
    _note(session, row, "offer.thank", actor, now)


def note_thanks_number(
    session: Session,
    *,
    incident_id: int,
    offer_id: int,
    number: str,
    dated: date,
    actor: Actor,
    now: datetime,
) -> None:
    """Note the number and the day the clerk gave the letter of thanks for help that has come."""
    row = _lock(session, incident_id, offer_id)
    if row.state not in CAME:
        raise OfferStepError
    row.thanks_number, row.thanks_dated = clerks(number, dated, begun=day_of(row.made_at), today=day_of(now))
    row.version += 1
    _note(session, row, "offer.number", actor, now)


def thanks_paper(session: Session, incident_id: int, offer_id: int, *, province: str, now: datetime) -> Paper:
    """Return the letter of thanks for help that has come; raises NotFoundError."""
    for offer in offers_of(incident_id, arrived=True).ask(session):
        if offer.id == offer_id:
            incident = get_incident(session, incident_id)
            body = issuing_body(session, incident.run_by, incident.commune_code, province=province)
            gift = Gift(giver=offer.giver, resource=offer.resource, unit=offer.unit, quantity=offer.given)
            letter = thank_you(body, incident_facts(incident), gift, at=now)
            return replace(letter, number=offer.thanks_number, dated=offer.thanks_dated)
    raise NotFoundError(what=offer_id)


def draft_telegram(session: Session, *, incident_id: int, said: Telegram, actor: Actor, now: datetime) -> int:
    """Return the id of a drafted công điện; a new draft stands beside the older ones."""
    lock_open_incident(session, incident_id)
    row = TelegramRow(
        incident_id=incident_id,
        urgency=said.urgency.name,
        addressees="\n".join(said.addressees),
        situation=said.situation,
        orders="\n".join(said.orders),
        report_by=said.report_by,
        made_by=actor.name,
        made_at=now,
    )
    session.add(row)
    session.flush()
    note(
        session,
        stream=stream_of(incident_id),
        at=now,
        actor=actor.login,
        action="telegram.draft",
        subject=str(row.id),
    )
    return row.id


def note_telegram_number(
    session: Session,
    *,
    incident_id: int,
    telegram_id: int,
    number: str,
    dated: date,
    actor: Actor,
    now: datetime,
) -> None:
    """Note the number and the day the clerk gave a công điện."""
    row = session.scalars(
        locked(
            select(TelegramRow).where(TelegramRow.id == telegram_id, TelegramRow.incident_id == incident_id)
        )
    ).one_or_none()
    if row is None:
        raise NotFoundError(what=telegram_id)
    row.number, row.dated = clerks(number, dated, begun=day_of(row.made_at), today=day_of(now))
    note(
        session,
        stream=stream_of(incident_id),
        at=now,
        actor=actor.login,
        action="telegram.number",
        subject=str(row.id),
        number=row.number,
        dated=dated.isoformat(),
    )


def telegram_paper(session: Session, incident_id: int, telegram_id: int | None, *, province: str) -> Paper:
    """Return a drafted công điện, the newest where none is named; raises NotFoundError."""
    for kept in list_telegrams(session, incident_id):
        if telegram_id in (None, kept.id):
            incident = get_incident(session, incident_id)
            body = issuing_body(session, incident.run_by, incident.commune_code, province=province)
            said = Telegram(
                urgency=Urgency[kept.urgency],
                addressees=tuple(kept.addressees),
                situation=kept.situation,
                orders=tuple(kept.orders),
                report_by=kept.report_by,
            )
            paper = telegram(body, incident_facts(incident), said, at=kept.made_at)
            return replace(paper, number=kept.number, dated=kept.dated)
    raise NotFoundError(what=telegram_id or incident_id)


def _lock(session: Session, incident_id: int, offer_id: int) -> OfferRow:
    row = session.scalars(
        locked(select(OfferRow).where(OfferRow.id == offer_id, OfferRow.incident_id == incident_id))
    ).one_or_none()
    if row is None:
        raise NotFoundError(what=offer_id)
    return row


def _note(session: Session, row: OfferRow, action: str, actor: Actor, now: datetime) -> None:
    note(
        session,
        stream=stream_of(row.incident_id),
        at=now,
        actor=actor.login,
        action=action,
        subject=str(row.id),
        giver_kind=row.giver_kind,  # never the giver, who may be a person: the chain cannot forget
        type=row.type_code,
        quantity=str(row.quantity),
        **({"came": str(row.came)} if row.came is not None else {}),
    )
