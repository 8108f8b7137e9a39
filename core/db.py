"""The database: one engine, one way to write (`transaction`), one way to read (`reading`, `snapshot`).

SQLite is the default, PostgreSQL the production database. Nothing else in the program commits.
"""

from __future__ import annotations

import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    DateTime,
    Engine,
    Executable,
    FromClause,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    create_engine,
    event,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from core.errors import DomainError

BUSY_SECONDS = 9.0  # below the ten seconds in which every answer is due
# SQLite 3.7.0 to 3.51.2 can lose data when a WAL is reset (fixed in 3.51.3): the rollback journal is used there.
WAL_IS_SAFE = sqlite3.sqlite_version_info >= (3, 51, 3)

RowId = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows only in a plain INTEGER key


class BusyError(DomainError):
    """The database stayed locked by others for too long; nothing was changed."""

    code = "busy"
    status = 503


class ConstraintError(DomainError):
    """A rule kept by the database itself was broken. Fact: `constraint`, its name."""

    code = "constraint"
    status = 409


class Base(DeclarativeBase):
    """All tables; constraints carry names so that a refusal can be told apart."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


@lru_cache(maxsize=4096)
def from_thousandths(value: int) -> Decimal:
    """Return a quantity from what is kept of it; the same few hundred numbers come back row after row."""
    whole, rest = divmod(value, 1000)
    return Decimal(whole) if rest == 0 else Decimal(value) / 1000


def thousandths(value: Decimal | int) -> int:
    """Return what is kept of a quantity; raises ValueError where more than three decimals would be lost."""
    scaled = Decimal(value) * 1000
    if scaled != int(scaled):
        raise ValueError(f"{value} has more than three decimals")
    return int(scaled)


def _read_quantity(value: int | None) -> Decimal | None:
    return None if value is None else from_thousandths(int(value))  # a sum comes as a Decimal from PostgreSQL


class Quantity(TypeDecorator[Decimal]):
    """A quantity in the catalogue's unit, exact to a thousandth: Decimal outside, whole thousandths inside."""

    impl = BigInteger
    cache_ok = True
    # Sums and differences of quantities stay quantities: otherwise `a - b >= 5` would ask for five thousandths.
    comparator_factory = TypeDecorator.Comparator

    def process_bind_param(self, value: Decimal | int | None, dialect: object) -> int | None:
        """Return thousandths; raises ValueError where more than three decimals would be lost."""
        return None if value is None else thousandths(value)

    def result_processor(self, dialect: object, coltype: object) -> Callable[[int | None], Decimal | None]:
        """Return what makes a quantity without needless noughts: one call a value, not the three of a decorator."""
        return _read_quantity

    def coerce_compared_value(self, op: Any, value: Any) -> Any:
        """Compare and add in thousandths whatever Python number stands on the other side."""
        return self


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: always aware and UTC outside, whatever the database keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: object) -> datetime | None:
        """Return the moment in UTC; a naive time is refused."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time must know its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: object) -> datetime | None:
        """Return an aware UTC moment."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def act_of(session: Session) -> str:
    """Return the id of the running transaction; every row it writes into a ledger carries it."""
    return str(session.info.setdefault("act", uuid.uuid4().hex))


def plain_rows(session: Session, query: Executable, **values: object) -> Iterable[Any]:
    """Return a query's rows past the session's objects, which cost more than reading; writes waiting go first."""
    session.flush()
    return chain.from_iterable(session.connection().execute(query, values).partitions(5_000))


def raw_rows(session: Session, query: Executable, **values: object) -> list[Any]:
    """Return a query's rows as the driver hands them over, no column's type applied: for thousands of plain values."""
    session.flush()
    with session.connection().execute(query, values) as result:
        assert result.cursor is not None
        return list(result.cursor.fetchall())


def insert_once(session: Session, table: FromClause, values: dict[str, object]) -> Executable:
    """Return an INSERT that does nothing where the key exists already; on PostgreSQL it waits for a running rival.

    Its result's `rowcount` is 1 where the row is new and 0 where it was there.
    """
    name = session.get_bind().dialect.name
    assert isinstance(table, Table)
    make = postgresql.insert if name == "postgresql" else sqlite.insert
    # Without the option psycopg's count is lost (-1) as soon as SQLAlchemy closes the cursor.
    return make(table).values(values).on_conflict_do_nothing().execution_options(preserve_rowcount=True)


class Database:
    """An engine with its two ways in. `before_commit` runs inside every write, last thing before it is kept."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.is_sqlite = url.startswith("sqlite")
        self.engine = _sqlite_engine(url) if self.is_sqlite else _postgres_engine(url)
        self.before_commit: list[Callable[[Session], None]] = []
        writer = self.engine.execution_options(writes=True)
        self._write = sessionmaker(writer, expire_on_commit=False)
        self._read = sessionmaker(self.engine, expire_on_commit=False)
        # SQLite has one writer; queueing here is fair, its own busy wait is not.
        self._queue = threading.Lock()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Yield a session that is committed at the end, or leaves nothing behind if anything was raised."""
        if self.is_sqlite and not self._queue.acquire(timeout=BUSY_SECONDS):
            raise BusyError
        try:
            with self._written() as session:
                yield session
        finally:
            if self.is_sqlite:
                self._queue.release()

    @contextmanager
    def _written(self) -> Iterator[Session]:
        try:
            with self._write() as session:
                yield session
                session.flush()
                for step in self.before_commit:
                    step(session)
                session.commit()
        except IntegrityError as error:
            raise ConstraintError(constraint=constraint_name(error)) from error
        except OperationalError as error:
            if _is_busy(error):
                raise BusyError from error
            raise

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session whose changes, if any, are thrown away."""
        with self._read() as session:
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """Yield a session that sees one unchanging state of all tables."""
        engine = (
            self.engine
            if self.is_sqlite
            else self.engine.execution_options(isolation_level="REPEATABLE READ")
        )
        with Session(engine) as session:
            yield session

    def dispose(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _sqlite_engine(url: str) -> Engine:
    # What an error of the database tells goes into the log: never the values, they may be a person's.
    engine = create_engine(
        url, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False}
    )

    @event.listens_for(engine, "connect")
    def configure(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute(f"PRAGMA journal_mode = {'WAL' if WAL_IS_SAFE else 'DELETE'}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgres_engine(url: str) -> Engine:
    engine = create_engine(url, hide_parameters=True, pool_size=10, max_overflow=30)

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: ConnectionPoolEntry) -> None:
        connection.autocommit = True  # a setting made inside a transaction would go with it
        cursor = connection.cursor()
        cursor.execute(f"SET lock_timeout = {int(BUSY_SECONDS * 1000)}")
        cursor.close()
        connection.autocommit = False

    return engine


def _is_busy(error: OperationalError) -> bool:
    text = str(error.orig)
    return "database is locked" in text or "deadlock detected" in text or "lock timeout" in text


def constraint_name(error: IntegrityError) -> str:
    """Return the name of the broken constraint on either database, or an empty text."""
    diag = getattr(error.orig, "diag", None)
    if diag is not None:
        return str(diag.constraint_name or "")
    text = str(error.orig)
    kind, _, rest = text.partition(" constraint failed: ")
    if kind != "UNIQUE":
        return rest
    columns = {part.strip().split(".")[-1] for part in rest.split(",")}
    table = Base.metadata.tables.get(rest.split(".")[0])
    return _unique_name(table, columns) if table is not None else ""


def _unique_name(table: Table, columns: set[str]) -> str:
    for constraint in table.constraints:
        if (
            isinstance(constraint, (UniqueConstraint, PrimaryKeyConstraint))
            and {column.name for column in constraint.columns} == columns
        ):
            return str(constraint.name)
    for index in table.indexes:
        if index.unique and {column.name for column in index.columns} == columns:
            return str(index.name)
    return ""
