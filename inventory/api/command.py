"""Command boards of the communes and of the province."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from flask import url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.communes.queries import get_commune
from core.text import masked
from core.web.access import commune_in_address, for_province
from core.web.api import Written, number_seen, reads, write, writes
from core.web.doors import reading
from inventory.api.blueprint import Look, bp, note_looks_at
from inventory.queries.command import (
    Seat,
    Watch,
    commune_of_seat,
    get_seat,
    list_seats,
)
from inventory.rules.command import PROVINCE
from inventory.rules.personal import Place
from inventory.schemas.api import PhonesSchema
from inventory.schemas.api_people import (
    AppointWrittenSchema,
    SeatChangedSchema,
    SeatEndedSchema,
)
from inventory.schemas.api_registers import SeatSchema
from inventory.services.command import appoint, correct_seat, end_seat

Row = TypeVar("Row", Seat, Watch)
CORRECTED = tuple(SeatChangedSchema._declared_fields)


def shown(rows: Sequence[Row], kind: Place, *, phones: bool) -> list[Row]:
    """Return people with their numbers masked, or whole after each look is noted."""
    if not phones:
        return [replace(row, phone=masked(row.phone)) for row in rows]
    note_looks_at(
        [
            Look(kind=kind, row_id=row.id, whose=row.name, commune=row.commune_code)
            for row in rows
            if row.phone
        ]
    )
    return list(rows)


def place_of(session: Session, code: str) -> str:
    """Return the code of a commune there is, or of the province (""); raises NotFoundError."""
    return code if code == PROVINCE else get_commune(session, code).code


def _board(code: str, phones: bool) -> Sequence[Seat]:
    with reading() as session:
        held, _former = list_seats(session, place_of(session, code))
    return shown(held, Place.SEAT, phones=phones)


@reads(
    bp,
    "/communes/<commune_code>/seats",
    answer=SeatSchema(many=True),
    permission=Permission.STOCK_READ,
    commune_of=commune_in_address,
    query=PhonesSchema,
)
def seats(commune_code: str, phones: bool) -> Sequence[Seat]:
    """The command board of a commune as it is today, in official order."""
    return _board(commune_code, phones)


@reads(
    bp,
    "/province/seats",
    answer=SeatSchema(many=True),
    permission=Permission.STOCK_READ,
    commune_of=for_province,
    query=PhonesSchema,
)
def province_seats(phones: bool) -> Sequence[Seat]:
    """The province's command board as it is today."""
    return _board(PROVINCE, phones)


@reads(
    bp,
    "/seats/<int:seat_id>",
    answer=SeatSchema(),
    permission=Permission.STOCK_READ,
    commune_of=commune_of_seat,
    query=PhonesSchema,
    version=lambda seat: seat.version,
)
def seat(seat_id: int, phones: bool) -> Seat:
    """One person's term in a post; its ETag is what If-Match asks for."""
    with reading() as session:
        found = get_seat(session, seat_id)
    return shown([found], Place.SEAT, phones=phones)[0]


def _seat_written(session: Session, seat_id: int, status: int = 200) -> Written:
    session.flush()
    found = get_seat(session, seat_id)
    return Written(
        content=replace(found, phone=masked(found.phone)),
        schema=SeatSchema(),
        status=status,
        version=found.version,
        location=url_for("api_stock.seat", seat_id=seat_id) if status == 201 else "",
    )


def _appoint(code: str, body: dict[str, Any]) -> ResponseReturnValue:
    def work(session: Session, actor: Actor) -> Written:
        place = place_of(session, code)
        return _seat_written(
            session, appoint(session, commune_code=place, actor=actor, now=now(), **body), 201
        )

    return write(work)


@writes(
    bp,
    "POST",
    "/communes/<commune_code>/seats",
    answer=SeatSchema(),
    body=AppointWrittenSchema,
    permission=Permission.PEOPLE_EDIT,
    commune_of=commune_in_address,
    status=201,
)
def take_post(body: dict[str, Any], commune_code: str) -> ResponseReturnValue:
    """Put a new holder into a post of a commune's board; the one before keeps a line in the history."""
    return _appoint(commune_code, body)


@writes(
    bp,
    "POST",
    "/province/seats",
    answer=SeatSchema(),
    body=AppointWrittenSchema,
    permission=Permission.PEOPLE_EDIT,
    commune_of=for_province,
    status=201,
)
def take_province_post(body: dict[str, Any]) -> ResponseReturnValue:
    """Put a new holder into a post of the province's board."""
    return _appoint(PROVINCE, body)


@writes(
    bp,
    "PATCH",
    "/seats/<int:seat_id>",
    answer=SeatSchema(),
    body=SeatChangedSchema,
    permission=Permission.PEOPLE_EDIT,
    commune_of=commune_of_seat,
    seen=True,
)
def change_seat(body: dict[str, Any], seat_id: int) -> ResponseReturnValue:
    """Correct a holder's row; fields that are not sent stay as they are."""
    version = number_seen()

    def work(session: Session, actor: Actor) -> Written:
        held = get_seat(session, seat_id)
        values = {name: getattr(held, name) for name in CORRECTED} | body
        correct_seat(session, seat_id=seat_id, version=version, actor=actor, now=now(), **values)
        return _seat_written(session, seat_id)

    return write(work)


@writes(
    bp,
    "POST",
    "/seats/<int:seat_id>/end",
    answer=SeatSchema(),
    body=SeatEndedSchema,
    permission=Permission.PEOPLE_EDIT,
    commune_of=commune_of_seat,
    seen=True,
)
def leave_post(body: dict[str, Any], seat_id: int) -> ResponseReturnValue:
    """Relieve a holder; the post stands vacant, the term stays in the history."""
    version = number_seen()

    def work(session: Session, actor: Actor) -> Written:
        end_seat(session, seat_id=seat_id, version=version, actor=actor, now=now(), **body)
        return _seat_written(session, seat_id)

    return write(work)
