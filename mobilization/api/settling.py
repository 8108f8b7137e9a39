"""After an order: minutes of handing over and of the return, losses and their payment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.attachments.pictures import MOST_BYTES
from core.attachments.queries import Photo, get_photo, list_photos
from core.attachments.services import keep_photo
from core.clock import now
from core.errors import NotFoundError
from core.web.api import NothingSchema, Written, number_seen, reads, write, writes
from core.web.api_files import sent_bytes, takes_file
from core.web.doors import reading, settings
from inventory.schemas.api_photos import PhotoSchema, PhotoSentSchema
from mobilization.api.blueprint import bp
from mobilization.queries.minutes import Loss, MinutesLine, list_losses, minutes_of
from mobilization.queries.orders import donor_of_order, get_order, issuer_of_order
from mobilization.rules.compensation import Claim
from mobilization.schemas.api_ordering import (
    LossSchema,
    LossTermsSchema,
    LossWrittenSchema,
    MinutesShownSchema,
    MinutesWrittenSchema,
    PaidWrittenSchema,
)
from mobilization.services import losses
from mobilization.services.losses import ClaimTerms
from mobilization.services.settlement import MinutesHead, save_minutes

KINDS = frozenset({"handover", "return"})
NONE_YET: Mapping[str, object] = {
    **dict.fromkeys(MinutesHead.__dataclass_fields__, ""),
    "at": None,
    "written_by": "",
    "version": 0,
    "lines": [],
}


def _minutes(session: Session, order_id: int, kind: str) -> dict[str, Any]:
    """Return minutes as JSON; raises NotFoundError for a kind there is not."""
    if kind not in KINDS:
        raise NotFoundError(what=kind)
    get_order(session, order_id)
    held = minutes_of(session, order_id).get(kind)
    if held is None:
        return dict(NONE_YET)
    lines = [{"dispatch_id": number, **asdict(line)} for number, line in sorted(held.lines.items())]
    return asdict(held) | {"lines": lines}


@reads(
    bp,
    "/orders/<int:order_id>/minutes/<minutes>",
    answer=MinutesShownSchema(),
    permission=Permission.ORDER_READ,
    commune_of=donor_of_order,
    version=lambda held: held["version"],
)
def order_minutes(order_id: int, minutes: str) -> Mapping[str, object]:
    """Minutes of an order, "handover" or "return"; version 0 and empty where none are written yet."""
    with reading() as session:
        return _minutes(session, order_id, minutes)


@writes(
    bp,
    "PUT",
    "/orders/<int:order_id>/minutes/<minutes>",
    answer=MinutesShownSchema(),
    body=MinutesWrittenSchema,
    permission=Permission.DISPATCH_MARK,
    commune_of=donor_of_order,
    seen=True,
)
def write_minutes(body: dict[str, Any], order_id: int, minutes: str) -> ResponseReturnValue:
    """Keep the minutes of handing over or of the return; after the return its resources count as checked."""
    version = number_seen()
    lines = {line.pop("dispatch_id"): MinutesLine(**line) for line in body.pop("lines")}

    def work(session: Session, actor: Actor) -> Written:
        _minutes(session, order_id, minutes)
        save_minutes(
            session,
            order_id=order_id,
            kind=minutes,
            head=MinutesHead(**body),
            lines=lines,
            version=version,
            actor=actor,
            now=now(),
        )
        session.flush()
        held = _minutes(session, order_id, minutes)
        return Written(content=held, schema=MinutesShownSchema(), version=held["version"])

    return write(work)


def _loss(session: Session, order_id: int, loss_id: int) -> Loss:
    """Return one loss of an order; raises NotFoundError."""
    found = next((loss for loss in list_losses(session, order_id) if loss.id == loss_id), None)
    if found is None:
        raise NotFoundError(what=loss_id)
    return found


@reads(
    bp,
    "/orders/<int:order_id>/losses",
    answer=LossSchema(many=True),
    permission=Permission.ORDER_READ,
    commune_of=donor_of_order,
)
def order_losses(order_id: int) -> list[Loss]:
    """What is owed to owners after an order, as it was entered."""
    with reading() as session:
        get_order(session, order_id)
        return list_losses(session, order_id)


@reads(
    bp,
    "/orders/<int:order_id>/losses/<int:loss_id>",
    answer=LossSchema(),
    permission=Permission.ORDER_READ,
    commune_of=donor_of_order,
    version=lambda loss: loss.version,
)
def order_loss(order_id: int, loss_id: int) -> Loss:
    """One loss; its ETag is what If-Match asks for."""
    with reading() as session:
        return _loss(session, order_id, loss_id)


def _written(session: Session, order_id: int, loss_id: int, status: int = 200) -> Written:
    session.flush()
    loss = _loss(session, order_id, loss_id)
    there = url_for("api_incidents.order_loss", order_id=order_id, loss_id=loss_id) if status == 201 else ""
    return Written(content=loss, schema=LossSchema(), status=status, version=loss.version, location=there)


def _said(body: dict[str, Any]) -> dict[str, Any]:
    """Return a loss as the service takes it."""
    return {
        "loss": Claim(**{name: body[name] for name in ("cause", "method", "quantity", "unit_dong", "days")}),
        "terms": ClaimTerms(payer=body["payer"], budget=body["budget"], ground=body["ground"]),
    }


@writes(
    bp,
    "POST",
    "/orders/<int:order_id>/losses",
    answer=LossSchema(),
    body=LossWrittenSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=issuer_of_order,
    status=201,
)
def enter_loss(body: dict[str, Any], order_id: int) -> ResponseReturnValue:
    """Enter a loss after the return; never more of a resource than came back lost or damaged."""

    def work(session: Session, actor: Actor) -> Written:
        made = losses.claim(
            session,
            order_id=order_id,
            dispatch_id=body["dispatch_id"],
            actor=actor,
            now=now(),
            **_said(body),
        )
        return _written(session, order_id, made, 201)

    return write(work)


def _on_loss(order_id: int, loss_id: int, act: Callable[..., object], **said: Any) -> ResponseReturnValue:
    version = number_seen()

    def work(session: Session, actor: Actor) -> Written:
        named = {"order_id": order_id, "loss_id": loss_id, "version": version}
        act(session, actor=actor, now=now(), **named, **said)
        if act is losses.withdraw:
            session.flush()
            return Written(content=list_losses(session, order_id), schema=LossSchema(many=True))
        return _written(session, order_id, loss_id)

    return write(work)


@writes(
    bp,
    "PATCH",
    "/orders/<int:order_id>/losses/<int:loss_id>",
    answer=LossSchema(),
    body=LossTermsSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=issuer_of_order,
    seen=True,
)
def amend_loss(body: dict[str, Any], order_id: int, loss_id: int) -> ResponseReturnValue:
    """Change a loss that is not paid yet."""
    return _on_loss(order_id, loss_id, losses.amend, **_said(body))


@writes(
    bp,
    "POST",
    "/orders/<int:order_id>/losses/<int:loss_id>/withdrawal",
    answer=LossSchema(many=True),
    body=NothingSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=issuer_of_order,
    seen=True,
)
def withdraw_loss(_body: dict[str, Any], order_id: int, loss_id: int) -> ResponseReturnValue:
    """Take back a loss that is not paid yet; answers with those that are left."""
    return _on_loss(order_id, loss_id, losses.withdraw)


@writes(
    bp,
    "POST",
    "/orders/<int:order_id>/losses/<int:loss_id>/payment",
    answer=LossSchema(),
    body=PaidWrittenSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=issuer_of_order,
    seen=True,
)
def pay_loss(body: dict[str, Any], order_id: int, loss_id: int) -> ResponseReturnValue:
    """Note a payment, once, of the loss as it was read."""
    return _on_loss(order_id, loss_id, losses.pay, **body)


@reads(
    bp,
    "/orders/<int:order_id>/minutes/<minutes>/photos",
    answer=PhotoSchema(many=True),
    permission=Permission.ORDER_READ,
    commune_of=donor_of_order,
)
def minutes_photos(order_id: int, minutes: str) -> list[Photo]:
    """The photographs of minutes, newest first; each is fetched under /photos."""
    with reading() as session:
        _minutes(session, order_id, minutes)
        return list_photos(session, f"order:{order_id}:{minutes}")


@takes_file(
    bp,
    "/orders/<int:order_id>/minutes/<minutes>/photos",
    answer=PhotoSchema(),
    query=PhotoSentSchema,
    kinds=("image/jpeg", "image/png", "image/webp"),
    permission=Permission.DISPATCH_MARK,
    commune_of=donor_of_order,
)
def add_minutes_photo(order_id: int, minutes: str, caption: str) -> ResponseReturnValue:
    """Attach a photograph of the condition at handing over or at the return."""
    content = sent_bytes(MOST_BYTES)

    def work(session: Session, actor: Actor) -> Written:
        _minutes(session, order_id, minutes)
        made = keep_photo(
            session,
            subject=f"order:{order_id}:{minutes}",
            commune_code=get_order(session, order_id).commune_code,
            content=content,
            folder=settings().data_dir,
            caption=caption,
            actor=actor,
            now=now(),
        )
        session.flush()
        return Written(content=get_photo(session, made), schema=PhotoSchema(), status=201)

    return write(work)
