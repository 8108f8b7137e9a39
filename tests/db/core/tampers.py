"""Ways to change a history behind the program's back, each with where that must show."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from sqlalchemy import Row, Table, delete, func, insert, select, update
from sqlalchemy.orm import Session

from core.audit.rules import digest_of_lines, key_from
from core.audit.services import Entry, _digest
from core.db import Base
from inventory.queries.story import ledger_lines
from tests.conftest import SECRET

ENTRY: Table = Base.metadata.tables["audit_entry"]
STREAM: Table = Base.metadata.tables["audit_stream"]
MOVEMENT: Table = Base.metadata.tables["movement"]
# Where the change must show: a stream, and the number of the entry where one entry can be named.
Place = tuple[str, int | None]
Tamper = Callable[[Session, random.Random], Place]


def pick(session: Session, random: random.Random, table: Table, *where: object) -> Row[tuple[object, ...]]:
    query = select(table).order_by(*table.primary_key.columns)
    return random.choice(session.execute(query.where(*where)).all())  # type: ignore[arg-type]


def changed(value: object) -> object:
    if isinstance(value, str):
        return value[:-1] + ("a" if value[-1:] != "a" else "b") if value else "x"
    if isinstance(value, (int, Decimal)):
        return value + 1
    assert value is not None
    return value + timedelta(seconds=1)  # type: ignore[operator]


def change_entry(session: Session, random: random.Random) -> Place:
    entry = pick(session, random, ENTRY)
    column = random.choice(["act", "at", "actor", "action", "subject", "facts", "rows", "previous", "digest"])
    value = changed(getattr(entry, column))
    session.execute(update(ENTRY).where(ENTRY.c.id == entry.id).values({column: value}))
    return entry.stream, entry.seq


def delete_entry(session: Session, random: random.Random) -> Place:
    entry = pick(session, random, ENTRY)
    session.execute(delete(ENTRY).where(ENTRY.c.id == entry.id))
    last = session.scalar(select(STREAM.c.seq).where(STREAM.c.name == entry.stream))
    return entry.stream, last if entry.seq == last else entry.seq + 1


def delete_tail(session: Session, random: random.Random) -> Place:
    entry = pick(session, random, ENTRY)
    session.execute(delete(ENTRY).where(ENTRY.c.stream == entry.stream, ENTRY.c.seq >= entry.seq))
    return entry.stream, session.scalar(select(STREAM.c.seq).where(STREAM.c.name == entry.stream))


def delete_tail_and_set_the_head_back(session: Session, random: random.Random) -> Place:
    entry = pick(session, random, ENTRY, ENTRY.c.seq > 1)
    session.execute(delete(ENTRY).where(ENTRY.c.stream == entry.stream, ENTRY.c.seq >= entry.seq))
    back = {"seq": entry.seq - 1, "head": entry.previous}
    session.execute(update(STREAM).where(STREAM.c.name == entry.stream).values(back))
    return entry.stream, entry.seq - 1


def delete_stream(session: Session, random: random.Random) -> Place:
    stream = pick(session, random, STREAM)
    session.execute(delete(ENTRY).where(ENTRY.c.stream == stream.name))
    session.execute(delete(STREAM).where(STREAM.c.name == stream.name))
    return stream.name, 0


def swap_entries(session: Session, random: random.Random) -> Place:
    one = pick(session, random, ENTRY)
    other = pick(session, random, ENTRY, ENTRY.c.stream == one.stream, ENTRY.c.seq != one.seq)
    for entry, seq in ((one, -1), (other, one.seq), (one, other.seq)):
        session.execute(update(ENTRY).where(ENTRY.c.id == entry.id).values(seq=seq))
    return one.stream, min(one.seq, other.seq)


def forge_entry(session: Session, random: random.Random) -> Place:
    head = pick(session, random, STREAM)
    last = session.execute(select(ENTRY).where(ENTRY.c.stream == head.name, ENTRY.c.seq == head.seq)).one()
    forged = {**last._mapping, "seq": head.seq + 1, "previous": head.head, "digest": "f" * 64}
    del forged["id"]
    session.execute(insert(ENTRY).values(forged))
    session.execute(update(STREAM).where(STREAM.c.name == head.name).values(seq=head.seq + 1, head="f" * 64))
    return head.name, head.seq + 1


def change_head(session: Session, random: random.Random) -> Place:
    head = pick(session, random, STREAM)
    column = random.choice(["seq", "head", "seal"])
    session.execute(
        update(STREAM).where(STREAM.c.name == head.name).values({column: changed(getattr(head, column))})
    )
    return head.name, head.seq + (column == "seq")


def delete_head(session: Session, random: random.Random) -> Place:
    head = pick(session, random, STREAM)
    session.execute(delete(STREAM).where(STREAM.c.name == head.name))
    return head.name, head.seq


def covering(session: Session, movement: Row[tuple[object, ...]]) -> Place:
    stream = f"commune:{movement.commune_code}"
    seq = session.scalar(
        select(func.max(ENTRY.c.seq)).where(ENTRY.c.stream == stream, ENTRY.c.act == movement.act)
    )
    return stream, seq


def change_movement(session: Session, random: random.Random) -> Place:
    movement = pick(session, random, MOVEMENT)
    columns = [name for name in MOVEMENT.columns.keys() if name not in {"id", "actor_id"}]  # noqa: SIM118
    column = random.choice(columns)
    value = changed(getattr(movement, column))
    if column == "lot_id":
        value = session.scalar(
            select(func.min(MOVEMENT.c.lot_id)).where(MOVEMENT.c.lot_id != movement.lot_id)
        )
    session.execute(update(MOVEMENT).where(MOVEMENT.c.id == movement.id).values({column: value}))
    return covering(session, movement)


def delete_movement(session: Session, random: random.Random) -> Place:
    movement = pick(session, random, MOVEMENT)
    session.execute(delete(MOVEMENT).where(MOVEMENT.c.id == movement.id))
    return covering(session, movement)


def change_movement_and_its_cover(session: Session, random: random.Random) -> Place:
    """Change a line, and in the entry that covers it what anybody can reckon without the key."""
    movement = pick(session, random, MOVEMENT)
    session.execute(update(MOVEMENT).where(MOVEMENT.c.id == movement.id).values(reason="sửa lén"))
    stream, seq = covering(session, movement)
    lines = [line for name, act, line in ledger_lines(session) if (name, act) == (stream, movement.act)]
    entry = update(ENTRY).where(ENTRY.c.stream == stream, ENTRY.c.seq == seq)
    session.execute(entry.values(rows=digest_of_lines(lines)))
    return stream, seq


def splice(session: Session, random: random.Random) -> Place:
    """Put an entry of another history in: one that was signed here, as of a copy that went on by itself."""
    entry = pick(session, random, ENTRY, ENTRY.c.seq == 1, ENTRY.c.stream.like("incident:%"))
    other = Entry(**{name: getattr(entry, name) for name in Entry._fields})._replace(facts="{}")
    signed = {"facts": "{}", "digest": _digest(other, key_from(SECRET))}
    session.execute(update(ENTRY).where(ENTRY.c.id == entry.id).values(signed))
    return entry.stream, entry.seq + 1


def add_movement(session: Session, random: random.Random) -> Place:
    movement = pick(session, random, MOVEMENT)
    values = dict(movement._mapping)
    values["id"] = (session.scalar(select(func.max(MOVEMENT.c.id))) or 0) + 1
    session.execute(insert(MOVEMENT).values(values))
    return covering(session, movement)


TAMPERS: tuple[Tamper, ...] = (
    change_entry,
    delete_entry,
    delete_tail,
    delete_tail_and_set_the_head_back,
    delete_stream,
    swap_entries,
    forge_entry,
    change_head,
    delete_head,
    change_movement,
    delete_movement,
    add_movement,
    change_movement_and_its_cover,
    splice,
)
