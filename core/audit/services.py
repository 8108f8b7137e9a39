"""Write the audit chain and check it.

`note` and `evidence` only remember; `seal` writes everything of a transaction in one go, streams in name order and
the system's last, as its last step. That keeps the heads locked for the shortest time and always in the same order.
The system's stream names every other stream when it is opened, so that none can vanish as a whole.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Executable, Row, Select, Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from core.audit.models import AuditEntry, AuditStream
from core.audit.rules import START, canonical, chain, digest_of_lines, root_of
from core.db import act_of, insert_once
from core.locking import locked
from core.values import frozen

SYSTEM = "system"
OPENED = "streams.open"
WRITTEN = ("stream", "seq", "act", "at", "actor", "action", "subject", "facts", "rows", "previous", "digest")
# A ledger gives its lines back as (stream, act, line), grouped by stream and act.
Ledger = Callable[[Session], Iterable[tuple[str, str, str]]]


class Entry(NamedTuple):
    """What an entry of a chain says, before it is signed."""

    stream: str
    seq: int
    act: str
    at: datetime
    actor: str
    action: str
    subject: str
    facts: str
    rows: str
    previous: str


@dataclass(slots=True)
class _Pending:
    at: datetime
    actor: str
    action: str
    subject: str
    facts: dict[str, object]


@dataclass(slots=True)
class _Book:
    notes: dict[str, list[_Pending]] = field(default_factory=dict)
    lines: dict[str, list[str]] = field(default_factory=dict)


@frozen
class Finding:
    """Something in the chain that does not fit: where, and what."""

    stream: str
    seq: int
    problem: str


@frozen
class Verdict:
    """What a check of all chains found; sound when `findings` is empty."""

    entries: int
    streams: int
    root: str
    findings: tuple[Finding, ...]


def _book(session: Session) -> _Book:
    book = session.info.setdefault("audit", _Book())
    assert isinstance(book, _Book)
    return book


def note(
    session: Session,
    *,
    stream: str,
    at: datetime,
    actor: str,
    action: str,
    subject: str = "",
    **facts: object,
) -> None:
    """Remember one act for the chain `stream`; it is written when the transaction commits."""
    _book(session).notes.setdefault(stream, []).append(_Pending(at, actor, action, subject, facts))


def evidence(session: Session, *, stream: str, line: str) -> None:
    """Remember a ledger line written by this transaction, to be covered by the stream's last entry."""
    _book(session).lines.setdefault(stream, []).append(line)


def seal(session: Session, *, key: bytes) -> None:
    """Write the remembered acts into their chains."""
    book = _book(session)
    uncovered = set(book.lines) - set(book.notes)
    assert not uncovered, f"ledger lines without an act in {sorted(uncovered)}"
    opened = _seal_streams(session, sorted(set(book.notes) - {SYSTEM}), book, key)
    if opened:
        first = book.notes[opened[0]][0]
        note(session, stream=SYSTEM, at=first.at, actor=first.actor, action=OPENED, streams=opened)
    if SYSTEM in book.notes:
        _seal_streams(session, [SYSTEM], book, key)
    session.flush()
    session.info.pop("audit", None)


def _seal_streams(session: Session, streams: Sequence[str], book: _Book, key: bytes) -> list[str]:
    """Write the remembered acts of some streams, in name order; return those that this opened."""
    entries: list[dict[str, object]] = []
    heads: list[dict[str, object]] = []
    opened = []
    for name, count, newest in _locked_heads(session, streams, key):
        seq, head = count, newest
        if seq == 0:
            opened.append(name)
        rows = digest_of_lines(book.lines.get(name, ()))
        notes = book.notes[name]
        for index, pending in enumerate(notes):
            entry = Entry(
                stream=name,
                seq=seq + 1,
                act=act_of(session),
                at=pending.at,
                actor=pending.actor,
                action=pending.action,
                subject=pending.subject,
                facts=canonical(pending.facts),
                rows=rows if index == len(notes) - 1 else "",
                previous=head,
            )
            seq, head = entry.seq, _digest(entry, key)
            entries.append({**entry._asdict(), "digest": head})
        heads.append({"name_": name, "seq": seq, "head": head, "seal": _head_seal(name, seq, head, key)})
    if entries:
        session.connection().execute(_write_heads(), heads)
        session.connection().execute(_write_entries(), entries)
    return opened


@cache
def _write_heads() -> Executable:
    table = AuditStream.__table__
    assert isinstance(table, Table)
    new: dict[str, BindParameter[Any]] = {name: bindparam(name) for name in ("seq", "head", "seal")}
    return update(table).where(table.c.name == bindparam("name_")).values(new)


@cache
def _write_entries() -> Executable:
    table = AuditEntry.__table__
    assert isinstance(table, Table)
    return insert(table)


def _locked_heads(session: Session, streams: Sequence[str], key: bytes) -> Sequence[Row[str, int, str]]:
    """Return the heads of some streams, locked in name order; two writers who open one at once end with the same row.

    New ones are made before any is locked, in name order too, so that no two writers wait for each other.
    """
    session.flush()
    connection, names = session.connection(), {"names": streams}
    if len(streams) == 1 and (found := connection.execute(_lock_heads(), names).all()):
        return found
    known = set(session.scalars(select(AuditStream.name).where(AuditStream.name.in_(streams))))
    for stream in sorted(set(streams) - known):
        values = {"name": stream, "seq": 0, "head": START, "seal": _head_seal(stream, 0, START, key)}
        session.execute(insert_once(session, AuditStream.__table__, values))
    return connection.execute(_lock_heads(), names).all()


@cache
def _lock_heads() -> Select[str, int, str]:
    query = select(AuditStream.name, AuditStream.seq, AuditStream.head).order_by(AuditStream.name)
    return locked(query.where(AuditStream.name.in_(bindparam("names", expanding=True))))


def _digest(entry: Entry | Row[Any], key: bytes) -> str:
    fields = (
        entry.stream,
        str(entry.seq),
        entry.act,
        entry.at.astimezone(UTC).isoformat(timespec="milliseconds"),
        entry.actor,
        entry.action,
        entry.subject,
        entry.facts,
        entry.rows,
    )
    return chain(previous=entry.previous, fields=fields, key=key)


def _head_seal(stream: str, seq: int, head: str, key: bytes) -> str:
    return chain(previous="head", fields=(stream, str(seq), head), key=key)


def current_root(session: Session, *, key: bytes) -> str:
    """Return the signature over all chains as they stand now."""
    heads = {head.name: head.head for head in session.scalars(select(AuditStream))}
    return root_of(heads, key=key)


def verify(session: Session, *, key: bytes, ledgers: Iterable[Ledger]) -> Verdict:
    """Return what is wrong with any chain or any ledger line it covers; entries are read one by one."""
    findings: list[Finding] = []
    covered: dict[tuple[str, str], tuple[int, str]] = {}
    reached: dict[str, tuple[int, str]] = {}
    opened: set[str] = set()
    count = 0
    table = AuditEntry.__table__
    read = select(*(table.c[name] for name in WRITTEN)).order_by(table.c.stream, table.c.seq)
    for entry in session.execute(read.execution_options(yield_per=2000)):
        count += 1
        seq, head = reached.get(entry.stream, (0, START))
        if entry.seq != seq + 1:
            findings.append(Finding(stream=entry.stream, seq=entry.seq, problem="gap"))
        elif entry.previous != head:
            findings.append(Finding(stream=entry.stream, seq=entry.seq, problem="broken_link"))
        if _digest(entry, key) != entry.digest:
            findings.append(Finding(stream=entry.stream, seq=entry.seq, problem="changed"))
        reached[entry.stream] = (entry.seq, entry.digest)
        if entry.rows:
            covered[(entry.stream, entry.act)] = (entry.seq, entry.rows)
        if entry.stream == SYSTEM and entry.action == OPENED:
            opened |= _opened(entry.facts)
    streams = list(session.scalars(select(AuditStream).order_by(AuditStream.name)))
    findings += _check_heads(streams, reached, key)
    findings += _check_opened(opened, set(reached) | {head.name for head in streams})
    for ledger in ledgers:
        findings += _check_ledger(ledger(session), covered)
    root = root_of({head.name: head.head for head in streams}, key=key)
    return Verdict(entries=count, streams=len(streams), root=root, findings=tuple(findings))


def _check_heads(
    streams: Iterable[AuditStream], reached: dict[str, tuple[int, str]], key: bytes
) -> Iterator[Finding]:
    known = set()
    for head in streams:
        known.add(head.name)
        if head.seal != _head_seal(head.name, head.seq, head.head, key):
            yield Finding(stream=head.name, seq=head.seq, problem="head_changed")
        elif reached.get(head.name, (0, START)) != (head.seq, head.head):
            yield Finding(stream=head.name, seq=head.seq, problem="entries_missing")
    for stream in sorted(set(reached) - known):
        yield Finding(stream=stream, seq=reached[stream][0], problem="head_missing")


def _opened(facts: str) -> set[str]:
    """Return the streams an entry of the system's stream opened; none where somebody spoilt the entry."""
    try:
        return set(json.loads(facts)["streams"])
    except (ValueError, KeyError, TypeError):
        return set()


def _check_opened(opened: set[str], found: set[str]) -> Iterator[Finding]:
    for stream in sorted(opened - found):
        yield Finding(stream=stream, seq=0, problem="head_missing")
    if found - opened - {SYSTEM}:
        yield Finding(stream=SYSTEM, seq=0, problem="entries_missing")


def _check_ledger(
    lines: Iterable[tuple[str, str, str]], covered: dict[tuple[str, str], tuple[int, str]]
) -> Iterator[Finding]:
    group: tuple[str, str] | None = None
    held: list[str] = []
    left = dict(covered)

    def close() -> Iterator[Finding]:
        if group is None:
            return
        seq, digest = left.pop(group, (0, ""))
        if digest != digest_of_lines(held):
            yield Finding(stream=group[0], seq=seq, problem="rows_changed")

    for stream, act, line in lines:
        if (stream, act) != group:
            yield from close()
            group, held = (stream, act), []
        held.append(line)
    yield from close()
    for (stream, _), (seq, _) in sorted(left.items()):
        yield Finding(stream=stream, seq=seq, problem="rows_missing")
