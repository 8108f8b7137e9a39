"""Things of a scene that need no page: a photograph, a message of another system."""

from __future__ import annotations

from decimal import Decimal

from flask import Flask

from core.attachments.services import keep_photo
from core.clock import now
from core.documents.paper import Urgency
from inventory.services.requesting import ask
from mobilization.models import CompensationRow
from mobilization.rules.offers import GiverKind
from mobilization.rules.papers.upward import Telegram
from mobilization.services.exchange.receiving import receive_message
from mobilization.services.offers import Offered, draft_telegram, receive
from tests.db.inventory.register import unwarned
from tests.rules.mobilization.exchange.samples import REQUEST
from tests.web.making import actor_of, database_of, picture


def keep_message(app: Flask, login: str) -> int:
    """Return the id of a request that came to somebody's post."""
    with database_of(app).transaction() as session:
        return receive_message(
            session,
            content=REQUEST.encode(),
            system="x",
            province="Quảng Ngãi",
            at_once=False,
            actor=actor_of(app, login),
            now=now(),
        ).id


def asked_for(app: Flask, asker_code: str, giver_code: str) -> int:
    """Return the id of a request that waits: one commune asks another for a life jacket."""
    with database_of(app).transaction() as session:
        return ask(
            session,
            asker_code=asker_code,
            giver_code=giver_code,
            type_code="TB-001",
            quantity=Decimal(1),
            reason="nước lên nhanh",
            near=lambda _session, _code: {},
            warned=unwarned,
            actor=actor_of(app, "vanphong.tinh"),
            now=now(),
        )


def promised_and_owed(app: Flask, incident_id: int, order_id: int, dispatch_id: int) -> dict[str, int]:
    """Return the ids of an offer to an incident and of a loss of one of an order's resources; it has a công điện too."""
    actor = actor_of(app, "thuongtruc.tinh")
    with database_of(app).transaction() as session:
        offered = Offered(
            giver="Công ty Hải Vân",
            giver_kind=GiverKind.ENTERPRISE,
            contact="Bà Hoa, 0912100321",
            type_code="TB-001",
            quantity=Decimal(3),
            arrives_at=now(),
        )
        offer_id = receive(session, incident_id=incident_id, offered=offered, actor=actor, now=now())
        said = Telegram(
            urgency=Urgency.IMMEDIATE,
            addressees=("UBND các xã",),
            situation="Nước lên",
            orders=("Sơ tán dân",),
            report_by=now(),
        )
        draft_telegram(session, incident_id=incident_id, said=said, actor=actor, now=now())
        row = CompensationRow(
            order_id=order_id,
            dispatch_id=dispatch_id,
            cause="lost",
            method="value",
            quantity=Decimal(1),
            unit_dong=1000,
            days=0,
            amount_dong=1000,
            payer="UBND xã",
            budget="commune",
            ground="",
            paid_on=None,
            paid_document="",
            made_by=actor.name,
            made_at=now(),
            version=1,
        )
        session.add(row)
        session.flush()
        return {"offer_id": offer_id, "loss_id": row.id}


def add_photo(app: Flask, lot_id: int, commune_code: str) -> int:
    """Return the id of a new photograph of a lot."""
    with database_of(app).transaction() as session:
        return keep_photo(
            session,
            subject=f"lot:{lot_id}",
            commune_code=commune_code,
            content=picture(),
            folder=app.extensions["settings"].data_dir,
            caption="",
            actor=actor_of(app, "vanphong.tinh"),
            now=now(),
        )
