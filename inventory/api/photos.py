"""Photographs of the register's rows: listed, fetched, attached, taken away."""

from __future__ import annotations

from typing import Any

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.attachments.pictures import MOST_BYTES
from core.attachments.queries import Photo, commune_of_photo, content_of, get_photo, list_photos
from core.attachments.services import keep_photo, remove_photo
from core.clock import now
from core.errors import NotFoundError
from core.web.api import NothingSchema, Written, reads, write, writes
from core.web.api_files import file_answer, gives_file, sent_bytes, takes_file
from core.web.doors import reading, settings
from inventory.api.blueprint import bp
from inventory.queries.lots import commune_of_lot, get_lot
from inventory.schemas.api_photos import PhotoSchema, PhotoSentSchema

JPEG = "image/jpeg"
PICTURES = (JPEG, "image/png", "image/webp")


@reads(
    bp,
    "/lots/<int:lot_id>/photos",
    answer=PhotoSchema(many=True),
    permission=Permission.STOCK_READ,
    commune_of=commune_of_lot,
)
def photos(lot_id: int) -> list[Photo]:
    """A row's photographs, newest first."""
    with reading() as session:
        return list_photos(session, f"lot:{lot_id}")


@gives_file(
    bp,
    "/photos/<int:photo_id>",
    kind=JPEG,
    permission=Permission.STOCK_READ,
    commune_of=commune_of_photo,
)
def photo(photo_id: int) -> Response:
    """A photograph as it is kept, of a row or of an order's minutes."""
    with reading() as session:
        found = get_photo(session, photo_id)
    return file_answer(content_of(found, settings().data_dir), kind=JPEG, etag=found.sha256[:32])


@takes_file(
    bp,
    "/lots/<int:lot_id>/photos",
    answer=PhotoSchema(),
    query=PhotoSentSchema,
    kinds=PICTURES,
    permission=Permission.STOCK_EDIT,
    commune_of=commune_of_lot,
)
def add_photo(lot_id: int, caption: str) -> ResponseReturnValue:
    """Attach a photograph to a row; the same picture is kept once."""
    content = sent_bytes(MOST_BYTES)

    def work(session: Session, actor: Actor) -> Written:
        made = keep_photo(
            session,
            subject=f"lot:{lot_id}",
            commune_code=get_lot(session, lot_id).commune_code,
            content=content,
            folder=settings().data_dir,
            caption=caption,
            actor=actor,
            now=now(),
        )
        session.flush()
        there = url_for("api_stock.photo", photo_id=made)
        return Written(content=get_photo(session, made), schema=PhotoSchema(), status=201, location=there)

    return write(work)


@writes(
    bp,
    "POST",
    "/photos/<int:photo_id>/removal",
    answer=PhotoSchema(many=True),
    body=NothingSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=commune_of_photo,
)
def drop_photo(_body: dict[str, Any], photo_id: int) -> ResponseReturnValue:
    """Take a row's photograph away; those of other papers stay with their paper. Answers with those left."""

    def work(session: Session, actor: Actor) -> Written:
        subject = get_photo(session, photo_id).subject
        if not subject.startswith("lot:"):
            raise NotFoundError(what=photo_id)
        remove_photo(session, photo_id=photo_id, folder=settings().data_dir, actor=actor, now=now())
        session.flush()
        return Written(content=list_photos(session, subject), schema=PhotoSchema(many=True))

    return write(work)
