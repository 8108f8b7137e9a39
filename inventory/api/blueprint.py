"""Where the register's JSON addresses hang, and how its rows are written as JSON."""

from __future__ import annotations

from flask import request
from flask_smorest import Blueprint

from core.accounts.rules.roles import Permission
from core.clock import day_of, now
from core.errors import ForbiddenError
from core.text import masked, plain_number
from core.values import frozen
from core.web.access import current_actor
from core.web.doors import transaction
from inventory.queries.catalogue import Holder
from inventory.queries.lot_values import Lot
from inventory.queries.story import Movement
from inventory.rules.personal import Place
from inventory.services.personal import log_phone_look

bp = Blueprint("api_stock", __name__, url_prefix="/api/v1", description="Kho tại chỗ")


def lot_as_json(lot: Lot, *, phones: bool = False) -> dict[str, object]:
    """Return one lot as JSON; its telephone number is masked unless a noted look asked for it."""
    today = day_of(now())
    return {
        "id": lot.id,
        "commune_code": lot.commune_code,
        "resource_code": lot.type_code,
        "resource": lot.resource,
        "pillar": lot.pillar,
        "unit": lot.unit,
        "holder_id": lot.holder_id,
        "holder": lot.holder,
        "phone": lot.phone if phones else masked(lot.phone),
        "place": lot.place,
        "mark": lot.mark,
        "on_hand": plain_number(lot.balance.on_hand),
        "reserved": plain_number(lot.balance.reserved),
        "away": plain_number(lot.balance.away),
        "broken": plain_number(lot.balance.broken),
        "keep": plain_number(lot.balance.keep),
        "keep_today": plain_number(lot.keep_on(today)),
        "lacking": plain_number(lot.lacking_on(today)),
        "ready_minutes": lot.ready_minutes,
        "note": masked(lot.note),
        "checked_on": lot.checked_on,
        "expires_on": lot.expires_on,
        "version": lot.version,
    }


@frozen
class Look:
    """A telephone number about to be shown: the row it stands in, whose it is, of which commune ("" the province)."""

    kind: Place
    row_id: int
    whose: str
    commune: str


def note_looks(lots: list[Lot]) -> None:
    """Note that the caller is about to see the numbers of these lots' holders, a line for each holder."""
    holders = {lot.holder_id: lot for lot in lots if lot.phone}
    note_looks_at(
        [
            Look(kind=Place.HOLDER, row_id=lot.holder_id, whose=lot.holder, commune=lot.commune_code)
            for lot in sorted(holders.values(), key=lambda one: (one.commune_code, one.holder_id))
        ]
    )


def note_looks_at(looks: list[Look]) -> None:
    """Note that the caller is about to see these numbers, a line for each; before they are shown.

    Raises ForbiddenError where one of them is not the caller's to see: nothing is shown then.
    """
    actor = current_actor()
    if not actor.may(Permission.PHONE_READ) or not all(
        actor.may(Permission.PHONE_READ, look.commune) for look in looks
    ):
        raise ForbiddenError
    if not looks:
        return
    with transaction() as session:
        for look in looks:
            log_phone_look(
                session,
                kind=look.kind,
                row_id=look.row_id,
                whose=look.whose,
                commune_code=look.commune,
                page=request.path,
                actor=actor,
                now=now(),
            )


def holder_as_json(holder: Holder) -> dict[str, object]:
    """Return a holder as JSON, the telephone number masked."""
    return {
        "id": holder.id,
        "commune_code": holder.commune_code,
        "kind": holder.kind,
        "name": holder.name,
        "phone": masked(holder.phone),
        "address": masked(holder.address),
    }


def movement_as_json(move: Movement) -> dict[str, object]:
    """Return one movement as JSON."""
    return {
        "id": move.id,
        "kind": move.kind,
        "on_hand": plain_number(move.on_hand),
        "reserved": plain_number(move.reserved),
        "away": plain_number(move.away),
        "broken": plain_number(move.broken),
        "on_hand_after": plain_number(move.on_hand_after),
        "at": move.at,
        "actor": move.actor,
        "reason": masked(move.reason),
        "document": move.document,
        "source": move.source,
    }
