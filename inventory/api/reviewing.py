"""Review campaigns for other programs: the province opens, reminds and ends; a commune confirms and signs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, now
from core.communes.queries import get_commune, list_communes
from core.web.access import commune_in_address, for_province
from core.web.api import NothingSchema, Written, number_seen, reads, write, writes
from core.web.doors import reading
from inventory.api.blueprint import bp, lot_as_json
from inventory.api.registers import review_as_json
from inventory.queries.campaigns import NOT_BEGUN, get_campaign, list_reviews, list_unconfirmed_after
from inventory.queries.lots import get_lot
from inventory.schemas.api import AfterSchema, ConfirmedSchema, LotListSchema, LotSchema
from inventory.schemas.api_checking import (
    CampaignWrittenSchema,
    RemindedSchema,
    RemindedWrittenSchema,
    ResponsibleWrittenSchema,
)
from inventory.schemas.api_registers import CampaignSchema, CommuneReviewSchema
from inventory.services.campaigns import (
    close_campaign,
    confirm_all,
    confirm_row,
    open_campaign,
    remind,
    sign_review,
)


def _campaign(session: Session, campaign_id: int, status: int = 200) -> Written:
    session.flush()
    return Written(content=get_campaign(session, campaign_id), schema=CampaignSchema(), status=status)


def _review(session: Session, campaign_id: int, commune_code: str) -> dict[str, object]:
    get_commune(session, commune_code)
    campaign = get_campaign(session, campaign_id)
    found = list_reviews(session, campaign, today=day_of(now()), commune_code=commune_code)
    return review_as_json(commune_code, found.get(commune_code, NOT_BEGUN))


@writes(
    bp,
    "POST",
    "/campaigns",
    answer=CampaignSchema(),
    body=CampaignWrittenSchema,
    permission=Permission.REVIEW_RUN,
    status=201,
)
def start_campaign(body: dict[str, Any]) -> ResponseReturnValue:
    """Open a review for all communes."""

    def work(session: Session, actor: Actor) -> Written:
        return _campaign(session, open_campaign(session, actor=actor, now=now(), **body), 201)

    return write(work)


@writes(
    bp,
    "POST",
    "/campaigns/<int:campaign_id>/closure",
    answer=CampaignSchema(),
    body=NothingSchema,
    permission=Permission.REVIEW_RUN,
    commune_of=for_province,
)
def end_campaign(_body: dict[str, Any], campaign_id: int) -> ResponseReturnValue:
    """End a review; its table stays to be read."""

    def work(session: Session, actor: Actor) -> Written:
        close_campaign(session, campaign_id=campaign_id, actor=actor, now=now())
        return _campaign(session, campaign_id)

    return write(work)


@writes(
    bp,
    "POST",
    "/campaigns/<int:campaign_id>/reminders",
    answer=RemindedSchema(),
    body=RemindedWrittenSchema,
    permission=Permission.REVIEW_RUN,
    commune_of=for_province,
    status=201,
)
def send_reminders(body: dict[str, Any], campaign_id: int) -> ResponseReturnValue:
    """Remind one commune, or all that are not done."""
    code = body["commune_code"]

    def work(session: Session, actor: Actor) -> Written:
        codes = [get_commune(session, code).code] if code else [item.code for item in list_communes(session)]
        sent = remind(session, campaign_id=campaign_id, commune_codes=codes, actor=actor, now=now())
        return Written(content={"communes": sent}, schema=RemindedSchema(), status=201)

    return write(work)


@reads(
    bp,
    "/campaigns/<int:campaign_id>/communes/<commune_code>",
    answer=CommuneReviewSchema(),
    permission=Permission.STOCK_READ,
    commune_of=commune_in_address,
)
def review(campaign_id: int, commune_code: str) -> dict[str, object]:
    """How far one commune is in a review."""
    with reading() as session:
        return _review(session, campaign_id, commune_code)


@reads(
    bp,
    "/campaigns/<int:campaign_id>/communes/<commune_code>/lots",
    answer=LotListSchema(),
    permission=Permission.STOCK_READ,
    commune_of=commune_in_address,
    query=AfterSchema,
)
def unconfirmed(campaign_id: int, commune_code: str, after: int, limit: int) -> Mapping[str, object]:
    """A commune's lots still to confirm, by number; those confirmed leave the list."""
    with reading() as session:
        get_commune(session, commune_code)
        campaign = get_campaign(session, campaign_id)
        found, following = list_unconfirmed_after(session, campaign, commune_code, after=after, limit=limit)
    return {"lots": [lot_as_json(lot) for lot in found], "next": following}


@writes(
    bp,
    "POST",
    "/campaigns/<int:campaign_id>/communes/<commune_code>/lots/<int:lot_id>/confirmation",
    answer=LotSchema(),
    body=NothingSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=commune_in_address,
    seen=True,
)
def confirm_lot(
    _body: dict[str, Any], campaign_id: int, commune_code: str, lot_id: int
) -> ResponseReturnValue:
    """Confirm one lot as it was read."""
    version = number_seen()

    def work(session: Session, actor: Actor) -> Written:
        confirm_row(
            session,
            campaign_id=campaign_id,
            commune_code=commune_code,
            lot_id=lot_id,
            version=version,
            actor=actor,
            now=now(),
        )
        session.flush()
        lot = get_lot(session, lot_id)
        return Written(content=lot_as_json(lot), schema=LotSchema(), version=lot.version)

    return write(work)


@writes(
    bp,
    "POST",
    "/campaigns/<int:campaign_id>/communes/<commune_code>/confirmations",
    answer=ConfirmedSchema(),
    body=ResponsibleWrittenSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=commune_in_address,
    status=201,
)
def confirm_unchanged(body: dict[str, Any], campaign_id: int, commune_code: str) -> ResponseReturnValue:
    """Confirm all that a review asks of a commune as unchanged, but for rows that moved since the caller looked."""

    def work(session: Session, actor: Actor) -> Written:
        get_commune(session, commune_code)
        rows, left = confirm_all(
            session,
            campaign_id=campaign_id,
            commune_code=commune_code,
            actor=actor,
            now=now(),
            seen_at=body["seen_at"],
        )
        return Written(content={"rows": rows, "left": left}, schema=ConfirmedSchema(), status=201)

    return write(work)


@writes(
    bp,
    "POST",
    "/campaigns/<int:campaign_id>/communes/<commune_code>/signature",
    answer=CommuneReviewSchema(),
    body=NothingSchema,
    permission=Permission.REVIEW_SIGN,
    commune_of=commune_in_address,
)
def sign(_body: dict[str, Any], campaign_id: int, commune_code: str) -> ResponseReturnValue:
    """The chairman's final word on a commune's list."""

    def work(session: Session, actor: Actor) -> Written:
        sign_review(session, campaign_id=campaign_id, commune_code=commune_code, actor=actor, now=now())
        session.flush()
        told = _review(session, campaign_id, commune_code)
        return Written(content=told, schema=CommuneReviewSchema())

    return write(work)
