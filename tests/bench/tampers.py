"""A thousand random tampers of the audit chain and the ledger it covers: each must be found, and where it was done.

    python -m tests.bench.tampers [--times 1000] [--seed 1]

The demo's books on SQLite, their triggers dropped as somebody with the database in hand would. Each tamper is made in a
transaction, the whole chain is verified in it as `flask audit verify` does, and all is rolled back.
"""

from __future__ import annotations

import argparse
import collections
import random
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import click
from sqlalchemy import Connection, Table, delete, insert, select, text, update
from sqlalchemy.orm import Session

from core.audit.models import AuditEntry, AuditStream
from core.audit.rules import key_from
from core.audit.services import verify
from inventory.models import MovementRow
from inventory.queries.story import ledger_lines, stream_of
from tests.conftest import SECRET
from tests.web.making import application, database_of, load_demo

ENTRY, HEAD, MOVE = (cast("Table", model.__table__) for model in (AuditEntry, AuditStream, MovementRow))
FIELDS = ("act", "actor", "action", "subject", "facts", "rows", "previous", "digest", "stream")
Place = tuple[str, int]  # a chain and an entry's number in it, 0 where the whole chain is meant


def _entry(line: Connection, chance: random.Random) -> Any:
    ids = line.scalars(select(ENTRY.c.id)).all()
    return line.execute(select(ENTRY).where(ENTRY.c.id == chance.choice(ids))).one()


def change_field(line: Connection, chance: random.Random) -> Place:
    """Change one field of an entry."""
    row, name = _entry(line, chance), chance.choice((*FIELDS, "at"))
    value = row.at + timedelta(seconds=1) if name == "at" else f"{getattr(row, name)[:-1]}~"
    line.execute(update(ENTRY).where(ENTRY.c.id == row.id).values({name: value}))
    return row.stream, row.seq


def remove_entry(line: Connection, chance: random.Random) -> Place:
    """Take an entry out."""
    row = _entry(line, chance)
    line.execute(delete(ENTRY).where(ENTRY.c.id == row.id))
    return row.stream, row.seq


def swap_contents(line: Connection, chance: random.Random) -> Place:
    """Let two entries tell each other's story."""
    one, two = _entry(line, chance), _entry(line, chance)
    while (one.actor, one.action, one.subject, one.facts) == (two.actor, two.action, two.subject, two.facts):
        two = _entry(line, chance)
    for mine, other in ((one, two), (two, one)):
        told = {name: getattr(other, name) for name in ("actor", "action", "subject", "facts")}
        line.execute(update(ENTRY).where(ENTRY.c.id == mine.id).values(told))
    return one.stream, one.seq


def forge_entry(line: Connection, chance: random.Random) -> Place:
    """Write a further entry at the end of a chain, linked to the last one, its digest made up."""
    row = _entry(line, chance)
    last = line.execute(
        select(ENTRY).where(ENTRY.c.stream == row.stream).order_by(ENTRY.c.seq.desc())
    ).first()
    assert last is not None
    forged = {
        **last._mapping,
        "seq": last.seq + 1,
        "previous": last.digest,
        "digest": chance.randbytes(32).hex(),
    }
    del forged["id"]
    line.execute(insert(ENTRY).values(forged))
    return row.stream, last.seq + 1


def cut_tail(line: Connection, chance: random.Random) -> Place:
    """Cut the newest entries off a chain and set its head back to what is left."""
    row = _entry(line, chance)
    line.execute(delete(ENTRY).where(ENTRY.c.stream == row.stream, ENTRY.c.seq >= row.seq))
    back = {"seq": row.seq - 1, "head": row.previous}
    line.execute(update(HEAD).where(HEAD.c.name == row.stream).values(back))
    return row.stream, 0


def remove_chain(line: Connection, chance: random.Random) -> Place:
    """Take a whole chain away, head and entries."""
    row = _entry(line, chance)
    line.execute(delete(ENTRY).where(ENTRY.c.stream == row.stream))
    line.execute(delete(HEAD).where(HEAD.c.name == row.stream))
    return row.stream, 0


def change_head(line: Connection, chance: random.Random) -> Place:
    """Change a chain's head."""
    row, name = _entry(line, chance), chance.choice(("head", "seal"))
    line.execute(update(HEAD).where(HEAD.c.name == row.stream).values({name: chance.randbytes(32).hex()}))
    return row.stream, 0


def _movement(line: Connection, chance: random.Random) -> tuple[Any, Place]:
    ids = line.scalars(select(MOVE.c.id)).all()
    row = line.execute(select(MOVE).where(MOVE.c.id == chance.choice(ids))).one()
    stream = stream_of(row.commune_code)
    covering = select(ENTRY.c.seq).where(ENTRY.c.stream == stream, ENTRY.c.act == row.act, ENTRY.c.rows != "")
    return row, (stream, line.scalar(covering) or 0)


def change_movement(line: Connection, chance: random.Random) -> Place:
    """Change a movement: how much, of which row, by whom, why."""
    row, place = _movement(line, chance)
    name = chance.choice(("on_hand", "reserved", "away", "broken", "reason", "actor"))
    value = getattr(row, name)
    changed = f"{value}~" if isinstance(value, str) else value + 1
    line.execute(update(MOVE).where(MOVE.c.id == row.id).values({name: changed}))
    return place


def remove_movement(line: Connection, chance: random.Random) -> Place:
    """Take a movement out of the ledger."""
    row, place = _movement(line, chance)
    line.execute(delete(MOVE).where(MOVE.c.id == row.id))
    return place


def repeat_movement(line: Connection, chance: random.Random) -> Place:
    """Write a movement a second time."""
    row, place = _movement(line, chance)
    again = dict(row._mapping)
    del again["id"]
    line.execute(insert(MOVE).values(again))
    return place


KINDS: tuple[Callable[[Connection, random.Random], Place], ...] = (
    change_field, change_field, remove_entry, swap_contents, forge_entry, cut_tail, remove_chain, change_head,
    change_movement, change_movement, remove_movement, repeat_movement,
)  # fmt: skip


def located(place: Place, found: set[Place]) -> bool:
    """Return whether a finding names the place: the entry itself, or where it is gone the next one or the head."""
    stream, seq = place
    if seq == 0:
        return any(name == stream for name, _ in found)
    return (stream, seq) in found or (stream, seq + 1) in found or (stream, seq - 1) in found


def main() -> None:
    """Tamper so many times and print what was found and located, by kind."""
    reader = argparse.ArgumentParser()
    reader.add_argument("--times", type=int, default=1000)
    reader.add_argument("--seed", type=int, default=1)
    asked = reader.parse_args()
    chance, began = random.Random(asked.seed), time.monotonic()
    made, found_of, located_of = (
        collections.Counter[str](),
        collections.Counter[str](),
        collections.Counter[str](),
    )
    with tempfile.TemporaryDirectory(prefix="tampers-") as name:
        folder = Path(name)
        load_demo(f"sqlite:///{folder / 'books.sqlite3'}", folder)
        database = database_of(application(f"sqlite:///{folder / 'books.sqlite3'}", folder))
        with database.engine.execution_options(writes=True).begin() as line:
            for trigger in line.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
                line.execute(text(f"DROP TRIGGER {trigger}"))
        with database.snapshot() as session:
            assert verify(session, key=key_from(SECRET), ledgers=[ledger_lines]).findings == ()
        for _turn in range(asked.times):
            kind = chance.choice(KINDS)
            with database.engine.execution_options(writes=True).connect() as line, line.begin() as act:
                place = kind(line, chance)
                with Session(line) as session:
                    verdict = verify(session, key=key_from(SECRET), ledgers=[ledger_lines])
                act.rollback()
            found = {(one.stream, one.seq) for one in verdict.findings}
            made[kind.__name__] += 1
            found_of[kind.__name__] += bool(found)
            located_of[kind.__name__] += located(place, found)
            if not located(place, found):
                click.echo(f"NOT LOCATED {kind.__name__} {place}: {sorted(found)[:5]}")
        database.dispose()
    for kind_name in made:
        click.echo(
            f"{kind_name}: {made[kind_name]}, found {found_of[kind_name]}, located {located_of[kind_name]}"
        )
    click.echo(
        f"{made.total()} tampers, {found_of.total()} found, {located_of.total()} located, "
        f"{time.monotonic() - began:.0f} s"
    )


if __name__ == "__main__":
    main()
