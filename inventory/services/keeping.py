"""What an official does with the list: correct a number, confirm a row or the whole list, add a row."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.clock import day_of
from core.errors import DomainError, NotFoundError, StaleError
from core.locking import locked
from core.text import fold, tidy
from inventory.models import HolderRow, LotRow
from inventory.queries.catalogue import get_type, is_retired
from inventory.queries.count_lines import find_count_of
from inventory.queries.details import details_of
from inventory.queries.last_words import who_changed
from inventory.queries.lots import list_lot_ids, lots_moved_since
from inventory.rules.counting import CountedElsewhereError
from inventory.rules.stock import ZERO, Delta, MovementKind, check_quantity, counted
from inventory.services.details import edit_details
from inventory.services.ledger import Occasion, Post, balance_of, lock_lots, post
from inventory.services.naming import Keeper, Named, ensure_holders


class LotExistsError(DomainError):
    """The commune has this row already. Facts: `resource`, `holder`."""

    code = "lot_exists"
    status = 409


class TypeRetiredError(DomainError):
    """The type was taken out of use: no new row of it. Fact: `resource`."""

    code = "type_retired"
    status = 409


class OtherHolderError(DomainError):
    """The chosen holder is not one of this commune's."""

    code = "holder_of_other_commune"


def _check_version(session: Session, row: LotRow, version: int, yours: dict[str, Decimal]) -> None:
    if row.version != version:
        theirs = {"on_hand": row.on_hand, "broken": row.broken}
        told = who_changed(session, row.id, row.commune_code)
        raise StaleError(yours=yours, theirs=theirs, version=row.version, **told)


def correct(
    session: Session,
    *,
    lot_id: int,
    version: int,
    on_hand: Decimal,
    broken: Decimal,
    reason: str,
    actor: Actor,
    now: datetime,
    batch: str = "",
) -> None:
    """Bring a row to the figure just counted and mark it checked today.

    Raises StaleError where somebody changed the row since it was shown, and the rules' errors for a figure that
    cannot be. An unchanged figure is a confirmation: a line with zero change.
    """
    row = lock_lots(session, [lot_id])[lot_id]
    if row.closed:
        raise NotFoundError(what=lot_id)
    unit = get_type(session, row.type_code).unit
    check_quantity(on_hand, unit)
    check_quantity(broken, unit)
    _check_version(session, row, version, {"on_hand": on_hand, "broken": broken})
    delta = counted(balance_of(row), on_hand=on_hand, broken=broken)
    _checked(row, actor, now)
    changed = delta != Delta()
    occasion = Occasion(
        actor=actor,
        at=now,
        action="stock.count" if changed else "stock.confirm",
        reason=reason,
        batch=batch,
    )
    post(session, [Post(lot_id=lot_id, kind=MovementKind.COUNT, delta=delta)], occasion)


def _checked(row: LotRow, actor: Actor, now: datetime) -> None:
    row.checked_on = day_of(now)
    row.checked_by = actor.name
    row.version += 1


class SeenAheadError(DomainError):
    """Nobody can have looked at a list at a moment that is still to come."""

    code = "seen_ahead"


def confirm_list(
    session: Session,
    *,
    commune_code: str,
    pillar: str,
    actor: Actor,
    now: datetime,
    seen_at: datetime | None = None,
) -> int:
    """Mark every row of a commune (of one pillar, or all when empty) as checked today; returns how many rows.

    Rows whose figures moved after `seen_at` stay as they are: nobody who looked before can answer for them. Raises
    SeenAheadError where that moment is still to come.
    """
    if seen_at is not None and seen_at > now:
        raise SeenAheadError
    held = lock_lots(session, list_lot_ids(session, commune_code, pillar))
    moved = set() if seen_at is None else lots_moved_since(session, commune_code, seen_at)
    lots = {lot_id: row for lot_id, row in held.items() if lot_id not in moved}
    for row in lots.values():
        _checked(row, actor, now)
    posts = [Post(lot_id=lot_id, kind=MovementKind.COUNT, delta=Delta()) for lot_id in lots]
    post(
        session,
        posts,
        Occasion(actor=actor, at=now, action="stock.confirm_list", reason="Xác nhận không thay đổi"),
    )
    return len(lots)


def add_lot(
    session: Session,
    *,
    commune_code: str,
    type_code: str,
    holder_id: int | None,
    place: str,
    mark: str,
    on_hand: Decimal,
    broken: Decimal,
    keep: Decimal,
    ready_minutes: int,
    note: str,
    actor: Actor,
    now: datetime,
    reason: str = "",
    expires_on: date | None = None,
) -> int:
    """Return the id of a new row of the list; raises LotExistsError where there is one for the same things.

    CountedElsewhereError where a stocktake has found them and waits to be closed.

    The last day is the new goods': a row that stood on the list before forgets the old one.
    """
    kind = get_type(session, type_code)
    if is_retired(session, type_code):
        raise TypeRetiredError(resource=kind.name)
    for quantity in (on_hand, broken, keep):
        check_quantity(quantity, kind.unit)
    holder = chosen_holder(session, commune_code, holder_id)
    row = open_lot(
        session, commune_code=commune_code, type_code=type_code, holder=holder, place=place, mark=mark
    )
    if row.version > 0:
        raise LotExistsError(resource=kind.name, holder=holder.name)
    counting = find_count_of(session, row.id)
    if counting is not None:
        raise CountedElsewhereError(count=counting)
    row.keep, row.ready_minutes, row.note = keep, ready_minutes, note
    _checked(row, actor, now)
    delta = Delta(on_hand=on_hand, broken=broken)
    occasion = Occasion(actor=actor, at=now, action="stock.add", reason=reason or note)
    post(session, [Post(lot_id=row.id, kind=MovementKind.RECEIVE, delta=delta)], occasion)
    values = details_of(session, row.id) | {"expires_on": expires_on}
    edit_details(session, lot_id=row.id, version=row.version, values=values, actor=actor, now=now)
    return row.id


def find_lot_row(
    session: Session, *, commune_code: str, type_code: str, holder_id: int, place: str, mark: str
) -> LotRow | None:
    """Return the row that stands for exactly these things, or None."""
    return session.scalars(
        select(LotRow).where(
            LotRow.commune_code == commune_code,
            LotRow.type_code == type_code,
            LotRow.holder_id == holder_id,
            LotRow.place_folded == fold(place),
            LotRow.mark == tidy(mark),
        )
    ).one_or_none()


def open_lot(
    session: Session, *, commune_code: str, type_code: str, holder: HolderRow, place: str, mark: str
) -> LotRow:
    """Return the row for exactly these things, made empty (version 0) where there was none; opens a closed one."""
    row = find_lot_row(
        session, commune_code=commune_code, type_code=type_code, holder_id=holder.id, place=place, mark=mark
    )
    if row is None:
        row = LotRow(
            commune_code=commune_code,
            type_code=type_code,
            holder_id=holder.id,
            place=tidy(place),
            place_folded=fold(place),
            mark=tidy(mark),
            on_hand=ZERO,
            reserved=ZERO,
            away=ZERO,
            broken=ZERO,
            keep=ZERO,
            ready_minutes=0,
            note="",
            checked_on=None,
            checked_by="",
            version=0,
            closed=False,
        )
        session.add(row)
        session.flush()
    elif row.closed:
        row = lock_lots(session, [row.id])[row.id]
        if row.closed:  # looked at again under lock: a rival may have opened it a moment ago
            row.closed, row.version = False, 0
    return row


def chosen_holder(session: Session, commune_code: str, holder_id: int | None) -> HolderRow:
    """Return a holder of the commune, its own committee where none is chosen; raises OtherHolderError.

    It is not merged into another before the transaction ends.
    """
    if holder_id is None:
        return commune_holder(session, commune_code)
    holder = hold_holder(session, holder_id)
    if holder is None or holder.commune_code != commune_code or holder.merged_into is not None:
        raise OtherHolderError
    return holder


def hold_holder(session: Session, holder_id: int) -> HolderRow | None:
    """Return a holder as it is now; until the end of the transaction nobody merges it or changes its name.

    The same lock a new row takes on its holder, asked for before the row is written: a merge that runs is waited for.
    """
    return session.scalars(
        locked(select(HolderRow).where(HolderRow.id == holder_id), read=True, key_share=True)
    ).one_or_none()


def commune_holder(session: Session, commune_code: str) -> HolderRow:
    """Return the holder that stands for the commune's own People's Committee."""
    return session.scalars(
        select(HolderRow).where(HolderRow.commune_code == commune_code, HolderRow.kind == "commune")
    ).one()


def ensure_holder(session: Session, *, commune_code: str, name: str, kind: str, phone: str) -> Keeper:
    """Return the commune's holder of this name, made where there was none; a missing phone is filled in."""
    named = Named(commune_code=commune_code, name=name, kind=kind, phone=phone)
    return ensure_holders(session, [named])[0]
