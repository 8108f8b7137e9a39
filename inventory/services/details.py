"""Note what a row says beyond its number: one form, one version, every change named in the audit chain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import delete
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.audit.services import note
from core.errors import NotFoundError, StaleError
from core.text import tidy
from inventory.models import DualUseRow, LotCapabilityRow, LotDetailRow, LotRow
from inventory.queries.catalogue import get_type
from inventory.queries.details import DETAIL_FIELDS, DUAL_FIELDS, details_of
from inventory.queries.last_words import who_changed
from inventory.queries.story import stream_of
from inventory.rules.details import (
    Capability,
    capabilities_said,
    check_agreement,
    check_position,
    check_season,
)
from inventory.rules.stock import check_quantity
from inventory.services.ledger import lock_lots


def edit_details(
    session: Session,
    *,
    lot_id: int,
    version: int,
    values: Mapping[str, object],
    actor: Actor,
    now: datetime,
) -> None:
    """Bring a row's details to `values`, a value for each field of `details_of`.

    Raises StaleError with both values field by field where somebody changed the row since it was shown.
    """
    row = lock_lots(session, [lot_id])[lot_id]
    if row.closed:
        raise NotFoundError(what=lot_id)
    held = details_of(session, lot_id)
    wanted = {name: _tidied(values[name]) for name in held}
    if row.version != version:
        apart = [name for name in held if held[name] != wanted[name]]
        raise StaleError(
            yours={name: wanted[name] for name in apart},
            theirs={name: held[name] for name in apart},
            version=row.version,
            **who_changed(session, lot_id, row.commune_code),
        )
    _check(session, row, wanted)
    changed = [name for name in held if held[name] != wanted[name]]
    if not changed:
        return
    row.keep = cast(Decimal, wanted["keep"])
    row.ready_minutes, row.note = cast(int, wanted["ready_minutes"]), cast(str, wanted["note"])
    row.version += 1
    write_details(session, lot_id, wanted, actor=actor)
    note(
        session,
        stream=stream_of(row.commune_code),
        at=now,
        actor=actor.login,
        action="stock.details",
        subject=f"lot:{lot_id}",
        before={name: str(held[name] or "") for name in changed},
        after={name: str(wanted[name] or "") for name in changed},
    )


def _tidied(value: object) -> object:
    return tidy(value) if isinstance(value, str) else value


def _check(session: Session, row: LotRow, wanted: Mapping[str, Any]) -> None:
    unit = get_type(session, row.type_code).unit
    check_quantity(wanted["keep"], unit)
    check_quantity(wanted["keep_seasonal"], unit)
    check_season(wanted["keep_seasonal"], wanted["season_from"], wanted["season_to"])
    check_position(wanted["lat"], wanted["lon"])
    check_agreement(cast("date | None", wanted["signed_on"]), wanted["ends_on"])


def write_details(session: Session, lot_id: int, wanted: Mapping[str, Any], *, actor: Actor) -> None:
    """Store a row's details, each table's row only where it says something."""
    _store(session, LotDetailRow, lot_id, {name: wanted[name] for name in DETAIL_FIELDS})
    dual = {name: wanted[name] for name in DUAL_FIELDS}
    held = session.get(DualUseRow, lot_id)
    caller = held.phoned_by if held and held.phoned_on == dual["phoned_on"] else actor.name
    _store(session, DualUseRow, lot_id, dual, phoned_by=caller if dual["phoned_on"] else "")
    session.execute(delete(LotCapabilityRow).where(LotCapabilityRow.lot_id == lot_id))
    said = capabilities_said({kind.value: wanted[kind.value] for kind in Capability})
    session.add_all(
        LotCapabilityRow(lot_id=lot_id, kind=kind.value, value=value) for kind, value in said.items()
    )
    session.flush()


def _store(
    session: Session,
    kind: type[LotDetailRow | DualUseRow],
    lot_id: int,
    said: dict[str, Any],
    **more: str,
) -> None:
    held = session.get(kind, lot_id)
    if not any(said.values()):
        if held is not None:
            session.delete(held)
    elif held is None:
        session.add(kind(lot_id=lot_id, **said, **more))
    else:
        for name, value in (said | more).items():
            setattr(held, name, value)


def carry_details(session: Session, *, from_id: int, to_id: int, empty: bool, actor: Actor) -> None:
    """Let a row that received goods say what the giving row says of them; the earlier last day counts for both.

    Its own place, its agreement and what it keeps stay its own. An `empty` row forgets the last day and the giver of
    what it had before.
    """
    given, own = details_of(session, from_id), details_of(session, to_id)
    said = [given] if empty else [given, own]
    days = [day for one in said if isinstance(day := one["expires_on"], date)]
    taken = ("condition", *(kind.value for kind in Capability))
    merged = own | {name: own[name] or given[name] for name in taken}
    merged |= {name: given[name] if empty else own[name] or given[name] for name in ("fund", "donor")}
    merged["expires_on"] = min(days) if days else None
    write_details(session, to_id, merged, actor=actor)
