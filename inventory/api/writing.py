"""Changing: a new row, a count, what happens to a row, its details, a confirmed list, a holder."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.audit.services import note
from core.clock import now
from core.communes.queries import get_commune
from core.errors import NotFoundError
from core.web.access import commune_in_address
from core.web.api import Written, number_seen, write, writes
from inventory.api.blueprint import bp, holder_as_json, lot_as_json
from inventory.api.reading import details_as_json
from inventory.queries.catalogue import list_holders
from inventory.queries.details import details_of
from inventory.queries.lots import commune_of_lot, get_lot, list_lot_ids
from inventory.queries.story import stream_of
from inventory.schemas.api import ConfirmedSchema, HolderSchema, LotSchema
from inventory.schemas.api_writing import (
    Act,
    ActWrittenSchema,
    CountedSchema,
    DetailsSchema,
    DetailsWrittenSchema,
    HolderWrittenSchema,
    ListConfirmedSchema,
    LotWrittenSchema,
)
from inventory.services import row_acts
from inventory.services.details import edit_details
from inventory.services.keeping import OtherHolderError, add_lot, confirm_list, correct, ensure_holder
from inventory.services.row_acts import Paper
from inventory.services.seen import lock_as_seen

WORK = {
    Act.RECEIVE: row_acts.receive_more,
    Act.HAND_OUT: row_acts.hand_out,
    Act.BREAK: row_acts.mark_broken,
    Act.WRITE_OFF: row_acts.write_off,
    Act.MOVE: row_acts.move,
}


def _lot(session: Session, lot_id: int, status: int = 200) -> Written:
    session.flush()
    lot = get_lot(session, lot_id)
    return Written(
        content=lot_as_json(lot),
        schema=LotSchema(),
        status=status,
        version=lot.version,
        location=url_for("api_stock.lot", lot_id=lot_id) if status == 201 else "",
    )


@writes(
    bp,
    "POST",
    "/communes/<commune_code>/lots",
    answer=LotSchema(),
    body=LotWrittenSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=commune_in_address,
    status=201,
)
def add(body: dict[str, Any], commune_code: str) -> ResponseReturnValue:
    """Add a row to a commune's list."""

    def work(session: Session, actor: Actor) -> Written:
        get_commune(session, commune_code)
        chosen = body["holder_id"]
        if chosen is not None and all(one.id != chosen for one in list_holders(session, commune_code)):
            raise OtherHolderError
        lot_id = add_lot(session, commune_code=commune_code, actor=actor, now=now(), **body)
        return _lot(session, lot_id, 201)

    return write(work)


@writes(
    bp,
    "PATCH",
    "/lots/<int:lot_id>",
    answer=LotSchema(),
    body=CountedSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=commune_of_lot,
    seen=True,
)
def count(body: dict[str, Any], lot_id: int) -> ResponseReturnValue:
    """Bring a lot to the figure just counted; the same figure again is a confirmation. Either marks it checked today."""
    version = number_seen()

    def work(session: Session, actor: Actor) -> Written:
        correct(session, lot_id=lot_id, version=version, actor=actor, now=now(), **body)
        return _lot(session, lot_id)

    return write(work)


@writes(
    bp,
    "POST",
    "/lots/<int:lot_id>/acts",
    answer=LotSchema(),
    body=ActWrittenSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=commune_of_lot,
    seen=True,
)
def act(body: dict[str, Any], lot_id: int) -> ResponseReturnValue:
    """Receive more, hand out, note as broken, write off or move; answers with the lot that holds the things now."""
    version = number_seen()

    def work(session: Session, actor: Actor) -> Written:
        lock_as_seen(session, lot_id=lot_id, version=version)
        more = {name: body[name] for name in ("holder_id", "place")} if body["act"] is Act.MOVE else {}
        paper = Paper(document=body["document"], reason=body["reason"])
        done: Any = WORK[body["act"]]
        found = done(
            session, lot_id=lot_id, quantity=body["quantity"], paper=paper, actor=actor, now=now(), **more
        )
        return _lot(session, found if isinstance(found, int) else lot_id)

    return write(work)


@writes(
    bp,
    "PATCH",
    "/lots/<int:lot_id>/details",
    answer=DetailsSchema(),
    body=DetailsWrittenSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=commune_of_lot,
    seen=True,
)
def change_details(body: dict[str, Any], lot_id: int) -> ResponseReturnValue:
    """Change what a lot says beyond its number; fields that are not sent stay as they are."""
    version = number_seen()

    def work(session: Session, actor: Actor) -> Written:
        lock_as_seen(session, lot_id=lot_id, version=version)
        values = details_of(session, lot_id) | body
        edit_details(session, lot_id=lot_id, version=version, values=values, actor=actor, now=now())
        session.flush()
        newer = get_lot(session, lot_id).version
        held = details_as_json(details_of(session, lot_id), newer)
        return Written(content=held, schema=DetailsSchema(), version=newer)

    return write(work)


@writes(
    bp,
    "POST",
    "/communes/<commune_code>/confirmations",
    answer=ConfirmedSchema(),
    body=ListConfirmedSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=commune_in_address,
    status=201,
)
def confirm(body: dict[str, Any], commune_code: str) -> ResponseReturnValue:
    """Confirm a whole list, or one pillar of it, as unchanged today, but for rows that moved since the caller looked."""
    pillar, seen_at = body["pillar"], body["seen_at"]

    def work(session: Session, actor: Actor) -> Written:
        get_commune(session, commune_code)
        asked: dict[str, Any] = {"commune_code": commune_code, "pillar": pillar}
        rows = confirm_list(session, actor=actor, now=now(), seen_at=seen_at, **asked)
        left = len(list_lot_ids(session, **asked)) - rows
        return Written(content={"rows": rows, "left": left}, schema=ConfirmedSchema(), status=201)

    return write(work)


@writes(
    bp,
    "POST",
    "/communes/<commune_code>/holders",
    answer=HolderSchema(),
    body=HolderWrittenSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=commune_in_address,
    status=201,
)
def add_holder(body: dict[str, Any], commune_code: str) -> ResponseReturnValue:
    """Add a holder to a commune, or find the one of this name."""

    def work(session: Session, actor: Actor) -> Written:
        get_commune(session, commune_code)
        before = {one.id for one in list_holders(session, commune_code)}
        made = ensure_holder(
            session,
            commune_code=commune_code,
            name=body["name"],
            kind=body["kind"].value,
            phone=body["phone"],
        )
        session.flush()
        holder = next((one for one in list_holders(session, commune_code) if one.id == made.id), None)
        if holder is None:
            raise NotFoundError(what=made.id)
        if holder.id not in before:
            note(
                session,
                stream=stream_of(commune_code),
                at=now(),
                actor=actor.login,
                action="holder.add",
                subject=f"holder:{holder.id}",
            )
        return Written(content=holder_as_json(holder), schema=HolderSchema(), status=201)

    return write(work)
