"""The one place where a balance changes: lock, check by the rule, write the line, write the balance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.audit.services import evidence, note
from core.db import act_of
from core.errors import NotFoundError
from core.locking import locked
from core.values import frozen
from core.writing import write_many
from inventory.models import LotRow, MovementRow
from inventory.queries.story import Written, ledger_line, stream_of
from inventory.rules.stock import Balance, Delta, MovementKind, apply


@frozen
class Post:
    """One movement to write. `source` is the place it came from, such as a file's sheet and cell."""

    lot_id: int
    kind: MovementKind
    delta: Delta
    source: str = ""


@frozen
class Occasion:
    """Who moves stock, when, and on what ground; the same for all movements of one act."""

    actor: Actor
    at: datetime
    action: str
    reason: str = ""
    document: str = ""
    batch: str = ""


def lock_lots(session: Session, lot_ids: Iterable[int]) -> dict[int, LotRow]:
    """Return the lots, locked in the order of their ids; raises NotFoundError for an unknown one."""
    wanted = sorted(set(lot_ids))
    found: dict[int, LotRow] = {}
    for start in range(0, len(wanted), 500):
        rows = session.scalars(
            locked(select(LotRow).where(LotRow.id.in_(wanted[start : start + 500])).order_by(LotRow.id))
        )
        found.update({row.id: row for row in rows})
    for lot_id in wanted:
        if lot_id not in found:
            raise NotFoundError(what=lot_id)
    return found


def balance_of(row: LotRow) -> Balance:
    """Return a locked lot's balance as the rules take it."""
    return Balance(
        on_hand=row.on_hand, reserved=row.reserved, away=row.away, broken=row.broken, keep=row.keep
    )


def post(session: Session, posts: Sequence[Post], occasion: Occasion) -> dict[int, LotRow]:
    """Write movements and bring the balances along; all or, by raising the rule's error, none. Returns the lots."""
    lots = lock_lots(session, (item.lot_id for item in posts))
    lines: list[Written] = []
    for item in posts:
        row = lots[item.lot_id]
        after = apply(balance_of(row), item.delta)
        row.on_hand, row.reserved, row.away, row.broken = (
            after.on_hand,
            after.reserved,
            after.away,
            after.broken,
        )
        lines.append(_line(session, row, item, occasion))
    write_ledger(session, lines, occasion)
    return lots


def write_lines(session: Session, done: Sequence[tuple[LotRow, Post]], occasion: Occasion) -> None:
    """Write the lines of movements whose balances were changed already, under lock, by the caller."""
    write_ledger(session, [_line(session, row, item, occasion) for row, item in done], occasion)


def _line(session: Session, row: LotRow, item: Post, occasion: Occasion) -> Written:
    return line_of(
        item,
        commune_code=row.commune_code,
        on_hand_after=row.on_hand,
        act=act_of(session),
        occasion=occasion,
    )


def line_of(
    item: Post, *, commune_code: str, on_hand_after: Decimal, act: str, occasion: Occasion
) -> Written:
    """Return a movement as it stands in the ledger."""
    return Written(
        lot_id=item.lot_id,
        commune_code=commune_code,
        kind=item.kind.value,
        on_hand=item.delta.on_hand,
        reserved=item.delta.reserved,
        away=item.delta.away,
        broken=item.delta.broken,
        on_hand_after=on_hand_after,
        at=occasion.at,
        actor_id=occasion.actor.user_id or None,
        actor=occasion.actor.name,
        act=act,
        reason=occasion.reason,
        document=occasion.document,
        source=item.source,
        batch=occasion.batch,
    )


def write_ledger(session: Session, lines: Sequence[Written], occasion: Occasion) -> None:
    """Write lines of the ledger, and one entry of the act into the chain of each commune they belong to."""
    if not lines:
        return
    write_many(session, MovementRow, [line._asdict() for line in lines])
    counts: dict[str, int] = {}
    for line in lines:
        stream = stream_of(line.commune_code)
        evidence(session, stream=stream, line=ledger_line(line))
        counts[stream] = counts.get(stream, 0) + 1
    for stream, count in counts.items():
        note(
            session,
            stream=stream,
            at=occasion.at,
            actor=occasion.actor.login,
            action=occasion.action,
            subject=occasion.batch,
            movements=count,
            reason=occasion.reason,
            document=occasion.document,
        )
