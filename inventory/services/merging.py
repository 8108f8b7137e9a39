"""Put duplicate types or holders together: rows keep their ledger, nothing is deleted, and it can be undone."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.audit.services import SYSTEM, note
from core.clock import day_of
from core.errors import NotFoundError
from core.locking import locked
from inventory.models import HolderRow, LotRow, MergeLineRow, MergeRow, ResourceTypeRow
from inventory.queries.details import details_of
from inventory.queries.story import stream_of
from inventory.rules.details import Capability
from inventory.rules.merging import MergeChangedError, MergeNotUndoneError, check_kinds, moves, put_together
from inventory.rules.stock import ZERO, Delta, MovementKind
from inventory.services.carrying import carry_holder, carry_type, take_holder_back, take_type_back
from inventory.services.details import write_details
from inventory.services.ledger import Occasion, Post, lock_lots, post
from inventory.services.pairing import Pair, holder_pair, type_pair

NUMBERS = {"keep", "keep_seasonal", *(kind.value for kind in Capability)}
DAYS = {"expires_on", "signed_on", "ends_on", "phoned_on"}


def merge_types(
    session: Session,
    *,
    source: str,
    target: str,
    reason: str,
    seen: str = "",
    needed: Callable[[], int] = int,
    actor: Actor,
    now: datetime,
) -> int:
    """Return the id of a merge of one type into another; raises the reason why it may not be.

    `seen` is the mark of what was shown beforehand: nothing else is moved. `needed` tells how many open needs name it.
    """
    both = select(ResourceTypeRow).where(ResourceTypeRow.code.in_((source, target)))
    both = both.order_by(ResourceTypeRow.code)
    pair = _locked(session, lambda: type_pair(session, source, target, needed=needed()), both, seen)
    row = _merge(session, pair, reason, actor, now)
    carried = carry_type(session, source=source, target=target, today=day_of(now))
    return _done(session, row, pair, carried, actor, now)


def merge_holders(
    session: Session,
    *,
    source: int,
    target: int,
    reason: str,
    seen: str = "",
    kinds_agreed: bool = False,
    needed: Callable[[], int] = int,
    actor: Actor,
    now: datetime,
) -> int:
    """Return the id of a merge of one holder of a commune into another; raises the reason why it may not be.

    `seen` is the mark of what was shown beforehand: nothing else is moved. `needed` tells how many open needs name it.
    Holders of two kinds are merged only where somebody `kinds_agreed` that they are one.
    """
    both = select(HolderRow).where(HolderRow.id.in_((source, target))).order_by(HolderRow.id)
    pair = _locked(session, lambda: holder_pair(session, source, target, needed=needed()), both, seen)
    if pair.holders:
        check_kinds(*pair.holders, agreed=kinds_agreed)
    row = _merge(session, pair, reason, actor, now)
    carried = carry_holder(session, source=source, target=target)
    return _done(session, row, pair, carried, actor, now)


def _locked(session: Session, look: Callable[[], Pair], both: Select[Any], seen: str) -> Pair:
    """Return what would move with every row of it, then `both` types or holders, locked and looked at again.

    Whoever changes a row locks it before its type and holder too, so that nobody waits for each other in a circle.
    """
    held = set(look().lot_ids)
    lock_lots(session, held)
    session.execute(locked(both)).all()
    pair = look()
    if (seen and pair.mark != seen) or not held.issuperset(pair.lot_ids):
        raise MergeChangedError
    return pair


def _merge(session: Session, pair: Pair, reason: str, actor: Actor, now: datetime) -> MergeRow:
    row = MergeRow(
        kind=pair.kind,
        commune_code=pair.commune_code,
        source=pair.source,
        target=pair.target,
        source_name=pair.source_name,
        target_name=pair.target_name,
        reason=reason,
        carried="",
        made_at=now,
        made_by=actor.name,
        undone_at=None,
        undone_by="",
    )
    session.add(row)
    session.flush()
    lots = lock_lots(session, pair.lot_ids)
    posts: list[Post] = []
    lines: list[MergeLineRow] = []
    for meeting in pair.meetings:
        going, staying = lots[meeting.lot_id], lots[meeting.into] if meeting.into else None
        before: dict[str, Any] = {}
        if staying is None:
            _renamed(going, pair)
            posts.append(Post(lot_id=going.id, kind=MovementKind.ADJUST, delta=Delta()))
        else:
            before = _put_together(session, going, staying, actor)
            if going.on_hand:
                posts += _moved(going, staying, going.on_hand, going.broken)
        going.version += 1
        lines.append(
            MergeLineRow(
                merge_id=row.id,
                lot_id=going.id,
                into_lot_id=staying.id if staying else None,
                on_hand=going.on_hand if staying else ZERO,
                broken=going.broken if staying else ZERO,
                version=going.version,
                into_version=staying.version if staying else None,
                before=json.dumps(before, default=str),
            )
        )
    session.add_all(lines)
    words = f"Gộp “{pair.source_name}” vào “{pair.target_name}”"
    told = f"{words}: {reason}" if reason else words
    post(session, posts, Occasion(actor=actor, at=now, action="stock.merge", reason=told))
    return row


def _renamed(lot: LotRow, pair: Pair) -> None:
    if pair.kind == "type":
        lot.type_code = pair.target
    else:
        lot.holder_id = int(pair.target)


def _moved(going: LotRow, staying: LotRow, on_hand: Decimal, broken: Decimal) -> list[Post]:
    pair = moves(on_hand, broken)
    return [
        Post(lot_id=going.id, kind=MovementKind.TRANSFER_OUT, delta=pair[MovementKind.TRANSFER_OUT]),
        Post(lot_id=staying.id, kind=MovementKind.TRANSFER_IN, delta=pair[MovementKind.TRANSFER_IN]),
    ]


def _put_together(session: Session, going: LotRow, staying: LotRow, actor: Actor) -> dict[str, Any]:
    """Close the row that goes and return what the row that stays said before, as far as it says more now."""
    own, given = details_of(session, staying.id), details_of(session, going.id)
    before: dict[str, Any] = {"closed": staying.closed, "was_closed": going.closed}
    if not going.closed:
        said = given if staying.closed else put_together(own, given)
        before |= {name: own[name] for name in own if own[name] != said[name]}
        _say(session, staying, said, actor)
        staying.closed = False
    going.closed = True
    staying.version += 1
    return before


def _say(session: Session, lot: LotRow, said: dict[str, Any], actor: Actor) -> None:
    lot.keep, lot.ready_minutes, lot.note = said["keep"], said["ready_minutes"], said["note"]
    write_details(session, lot.id, said, actor=actor)


def _done(
    session: Session, row: MergeRow, pair: Pair, carried: dict[str, Any], actor: Actor, now: datetime
) -> int:
    row.carried = json.dumps(carried, default=str)
    _note(session, row, f"{pair.kind}.merge", len(pair.meetings), actor, now)
    return row.id


def _note(session: Session, row: MergeRow, action: str, rows: int, actor: Actor, now: datetime) -> None:
    note(
        session,
        stream=stream_of(row.commune_code) if row.commune_code else SYSTEM,
        at=now,
        actor=actor.login,
        action=action,
        subject=f"merge:{row.id}",
        source=row.source,
        target=row.target,
        rows=rows,
        reason=row.reason,
    )


def undo_merge(session: Session, *, merge_id: int, actor: Actor, now: datetime) -> None:
    """Bring a merge back whole; raises MergeNotUndoneError where any of its rows was touched since."""
    row = session.scalars(locked(select(MergeRow).where(MergeRow.id == merge_id))).one_or_none()
    if row is None:
        raise NotFoundError(what=merge_id)
    if row.undone_at is not None:
        raise MergeNotUndoneError(rows=0)
    query = select(MergeLineRow).where(MergeLineRow.merge_id == merge_id).order_by(MergeLineRow.id)
    lines = list(session.scalars(query))
    involved = [lot for line in lines for lot in (line.lot_id, line.into_lot_id) if lot]
    lots = lock_lots(session, involved)
    touched = sum(
        lots[line.lot_id].version != line.version
        or bool(line.into_lot_id and lots[line.into_lot_id].version != line.into_version)
        for line in lines
    )
    if touched:
        raise MergeNotUndoneError(rows=touched)
    posts: list[Post] = []
    for line in lines:
        posts += _brought_back(session, row, line, lots, actor)
    words = f"Hoàn tác gộp “{row.source_name}” vào “{row.target_name}”"
    post(session, posts, Occasion(actor=actor, at=now, action="stock.undo_merge", reason=words))
    carried = json.loads(row.carried)
    if row.kind == "type":
        take_type_back(session, source=row.source, target=row.target, carried=carried)
    else:
        take_holder_back(session, source=int(row.source), target=int(row.target), carried=carried)
    row.undone_at, row.undone_by = now, actor.name
    _note(session, row, f"{row.kind}.undo_merge", len(lines), actor, now)


def _brought_back(
    session: Session, row: MergeRow, line: MergeLineRow, lots: dict[int, LotRow], actor: Actor
) -> list[Post]:
    going = lots[line.lot_id]
    going.version += 1
    if line.into_lot_id is None:
        if row.kind == "type":
            going.type_code = row.source
        else:
            going.holder_id = int(row.source)
        return [Post(lot_id=going.id, kind=MovementKind.ADJUST, delta=Delta())]
    staying = lots[line.into_lot_id]
    before = json.loads(line.before)
    going.closed, staying.closed = before.pop("was_closed"), before.pop("closed")
    staying.version += 1
    if before:
        said = details_of(session, staying.id) | {name: _read(name, value) for name, value in before.items()}
        _say(session, staying, said, actor)
    return _moved(staying, going, line.on_hand, line.broken) if line.on_hand else []


def _read(name: str, value: Any) -> Any:
    if value is None or value == "":
        return value
    if name in NUMBERS:
        return Decimal(value)
    return date.fromisoformat(value) if name in DAYS else value
