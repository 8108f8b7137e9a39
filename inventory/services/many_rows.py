"""Thousands of rows of the register at once: the same locks, rules, ledger and audit chain as for one.

They pass the session's objects by: one for each row takes longer than all the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Executable, bindparam, func, select, update
from sqlalchemy.orm import Session

from core.clock import now
from core.db import act_of, plain_rows
from core.errors import NotFoundError
from core.locking import locked
from core.text import fold, tidy
from core.values import frozen
from core.writing import table_of, write_many
from inventory.models import LotRow
from inventory.queries.story import Written
from inventory.rules.stock import ZERO, Balance, Delta, MovementKind, apply
from inventory.services.ledger import Occasion, Post, line_of, write_ledger

AT_ONCE = 500  # numbers in one question


class Held(NamedTuple):
    """A locked row of the register: what identifies it, its figures, and what stands beside them."""

    id: int
    commune_code: str
    type_code: str
    mark: str
    holder_id: int
    place: str
    on_hand: Decimal
    reserved: Decimal
    away: Decimal
    broken: Decimal
    keep: Decimal
    note: str
    checked_on: date | None
    checked_by: str
    version: int
    closed: bool

    @property
    def balance(self) -> Balance:
        """The row's figures as the rules take them."""
        return Balance(
            on_hand=self.on_hand, reserved=self.reserved, away=self.away, broken=self.broken, keep=self.keep
        )


@frozen
class NewLot:
    """A row the register does not have yet, and what it receives; `source` is where that stands."""

    commune_code: str
    type_code: str
    holder_id: int
    place: str
    mark: str
    note: str
    on_hand: Decimal
    broken: Decimal
    source: str


@frozen
class Move:
    """One movement of a held row. `row` has the figures of before, and beside them what is to stand there after."""

    row: Held
    kind: MovementKind
    delta: Delta
    source: str


def hold_lots(session: Session, lot_ids: Iterable[int]) -> dict[int, Held]:
    """Return the lots, locked in the order of their ids; raises NotFoundError for an unknown one."""
    wanted = sorted(set(lot_ids))
    found: dict[int, Held] = {}
    for start in range(0, len(wanted), AT_ONCE):
        rows = plain_rows(session, _to_hold(), ids=wanted[start : start + AT_ONCE])
        found.update((row.id, Held._make(row)) for row in rows)
    for lot_id in wanted:
        if lot_id not in found:
            raise NotFoundError(what=lot_id)
    return found


@cache
def _to_hold() -> Executable:
    columns = table_of(LotRow).c
    query = select(*(columns[name] for name in Held._fields))
    return locked(query.where(columns.id.in_(bindparam("ids", expanding=True))).order_by(columns.id))


def take_in(
    session: Session, new: Sequence[NewLot], moves: Sequence[Move], occasion: Occasion
) -> tuple[list[int], list[Held]]:
    """Open the new rows and carry out the moves; all or, by raising the rule's error, none.

    Returns the ids of the new rows, which are of version 1, and the moved ones as they stand, in the order asked. The
    database refuses a new row that exists already.
    """
    moment = now()
    ids = _open(session, new, moment)
    moved = list(_carry_out(moves))
    _keep(session, moved, moment)
    write_ledger(session, list(_lines(session, zip(ids, new, strict=True), moves, moved, occasion)), occasion)
    return ids, moved


def _lines(
    session: Session,
    opened: Iterable[tuple[int, NewLot]],
    moves: Iterable[Move],
    moved: Iterable[Held],
    occasion: Occasion,
) -> Iterator[Written]:
    act = act_of(session)
    for lot_id, lot in opened:
        delta = Delta(on_hand=lot.on_hand, broken=lot.broken)
        post = Post(lot_id=lot_id, kind=MovementKind.RECEIVE, delta=delta, source=lot.source)
        yield line_of(
            post, commune_code=lot.commune_code, on_hand_after=lot.on_hand, act=act, occasion=occasion
        )
    for move, row in zip(moves, moved, strict=True):
        post = Post(lot_id=row.id, kind=move.kind, delta=move.delta, source=move.source)
        yield line_of(
            post, commune_code=row.commune_code, on_hand_after=row.on_hand, act=act, occasion=occasion
        )


def _carry_out(moves: Iterable[Move]) -> Iterator[Held]:
    """Yield each row with the figures its movement leaves, one version on; one may be moved more than once."""
    stands: dict[int, Held] = {}
    for move in moves:
        before = stands.get(move.row.id, move.row)
        after = apply(before.balance, move.delta)
        row = move.row._replace(
            on_hand=after.on_hand,
            reserved=after.reserved,
            away=after.away,
            broken=after.broken,
            version=before.version + 1,
        )
        stands[row.id] = row
        yield row


def _keep(session: Session, rows: Sequence[Held], moment: datetime) -> None:
    """Write rows as they stand from now on."""
    if rows:
        values = [
            {"id_": row.id, "place_folded": fold(row.place), "changed_at": moment, **row._asdict()}
            for row in rows
        ]
        session.connection().execute(_to_keep(), values)


@cache
def _to_keep() -> Executable:
    columns = table_of(LotRow).c
    fixed = ("id", "commune_code", "type_code", "mark", "keep")
    names = [name for name in Held._fields if name not in fixed]
    new: dict[Any, Any] = {columns[name]: bindparam(name) for name in (*names, "place_folded", "changed_at")}
    return update(table_of(LotRow)).where(columns.id == bindparam("id_")).values(new)


def _open(session: Session, wanted: Sequence[NewLot], moment: datetime) -> list[int]:
    """Write new rows with what they receive and return their ids."""
    if not wanted:
        return []
    rows = [_row(lot, moment) for lot in wanted]
    # Asking for each number while writing takes longer than asking for all of them afterwards.
    newest = session.scalar(select(func.max(LotRow.id))) or 0
    write_many(session, LotRow, rows)
    ids = {tuple(key): lot_id for lot_id, *key in plain_rows(session, _opened(), newest=newest)}
    return [ids[tuple(row[name] for name in IDENTITY)] for row in rows]


IDENTITY = ("commune_code", "type_code", "holder_id", "place_folded", "mark")


@cache
def _opened() -> Executable:
    columns = table_of(LotRow).c
    query = select(columns.id, *(columns[name] for name in IDENTITY))
    return query.where(columns.id > bindparam("newest"))


def _row(lot: NewLot, moment: datetime) -> dict[str, object]:
    filled = apply(Balance(), Delta(on_hand=lot.on_hand, broken=lot.broken))
    return {
        "commune_code": lot.commune_code,
        "type_code": lot.type_code,
        "holder_id": lot.holder_id,
        "place": tidy(lot.place),
        "place_folded": fold(lot.place),
        "mark": tidy(lot.mark),
        "on_hand": filled.on_hand,
        "reserved": ZERO,
        "away": ZERO,
        "broken": filled.broken,
        "keep": ZERO,
        "ready_minutes": 0,
        "note": lot.note,
        "checked_on": None,
        "checked_by": "",
        "version": 1,
        "closed": False,
        "changed_at": moment,
    }
