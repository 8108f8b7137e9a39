"""A database in memory beside the plain model, and what must hold between them after every act."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from functools import partial

from hypothesis.stateful import RuleBasedStateMachine, invariant
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.audit.rules import key_from
from core.audit.services import seal, verify
from core.communes.models import CommuneLinkRow
from core.db import Database
from core.errors import DomainError
from inventory.models import MovementRow
from inventory.queries.story import ledger_lines
from mobilization.models import DispatchEventRow, DispatchRow, OrderRow, PlanRow
from mobilization.queries.incidents import list_needs
from tests.conftest import SECRET
from tests.db.inventory.register import (
    HOME,
    JACKETS,
    NEIGHBOUR,
    RICE,
    load_register,
    numbers_of,
    stock,
    unequal_balances,
)
from tests.db.mobilization.plain_model import Shelf, World

SHELVES = (
    Shelf(HOME, JACKETS, 8, 1, 2),
    Shelf(NEIGHBOUR, JACKETS, 9, 0, 3),
    Shelf(NEIGHBOUR, JACKETS, 4, 0, 0, private=True),
    Shelf(HOME, RICE, 6, 0, 0),
    Shelf(NEIGHBOUR, RICE, 7, 0, 2),
)
COUNTED = (MovementRow, DispatchEventRow, DispatchRow, OrderRow, PlanRow)


def in_memory(kept: bytes) -> Database:
    """Return a database in memory that begins as `kept`: no disk to wait for."""
    database = Database("sqlite://")
    with closing(database.engine.raw_connection()) as connection:
        connection.driver_connection.deserialize(kept)  # type: ignore[union-attr]
    return sealed(database)


def sealed(database: Database) -> Database:
    """Return a database that seals what it commits, as the application's does."""
    database.before_commit.append(partial(seal, key=key_from(SECRET)))
    return database


def put_on_shelves(database: Database) -> list[int]:
    """Return the lots' ids of the shelves, once they stand in a register."""
    with database.transaction() as session:
        load_register(session)
        return [
            stock(
                session,
                shelf.on_hand,
                commune=shelf.commune,
                type_code=shelf.type_code,
                broken=shelf.broken,
                keep=shelf.keep,
                household="Nguyễn Văn A" if shelf.private else "",
            )
            for shelf in SHELVES
        ]


def shelved(template: bytes) -> tuple[bytes, list[int]]:
    """Return a register with its shelves as SQLite's own bytes, and the lots' ids."""
    database = in_memory(template)
    numbers = put_on_shelves(database)
    with closing(database.engine.raw_connection()) as connection:
        kept: bytes = connection.driver_connection.serialize()  # type: ignore[union-attr]
    database.dispose()
    return kept, numbers


def pick(ids: Iterable[int], number: int) -> int:
    """Return one of the ids."""
    found = sorted(ids)
    return found[number % len(found)]


class BesideTheModel(RuleBasedStateMachine):
    """The services on a real database, beside the plain model."""

    fresh: Callable[[], tuple[Database, list[int]]]

    def __init__(self) -> None:
        super().__init__()
        self.database, lots = type(self).fresh()
        shelves = [
            Shelf(s.commune, s.type_code, s.on_hand, s.broken, s.keep, private=s.private) for s in SHELVES
        ]
        with self.database.reading() as session:
            roads = frozenset(frozenset((row.a, row.b)) for row in session.scalars(select(CommuneLinkRow)))
        self.world = World(home=HOME, shelves=dict(zip(lots, shelves, strict=True)), roads=roads)
        self.plans: dict[int, tuple[int, int]] = {}
        self.acts = 0

    def attempt(self, act: Callable[[Session], object]) -> object | None:
        """Return what an act gives, or None where it is refused; then not one row may have been written."""
        before = self._written()
        try:
            with self.database.transaction() as session:
                found = act(session)
        except DomainError:
            assert self._written() == before
            return None
        self.acts += 1
        return found or True

    def _written(self) -> list[int | None]:
        with self.database.reading() as session:
            return [session.scalar(select(func.count()).select_from(table)) for table in COUNTED]

    @invariant()
    def adds_up(self) -> None:
        """Every lot stands as the plain model says: nothing negative, free + reserved + broken = on hand."""
        with self.database.reading() as session:
            for lot in self.world.shelves:
                numbers = tuple(int(value) for value in numbers_of(session, lot))
                assert numbers == self.world.balance(lot), lot
                on_hand, reserved, away, broken = numbers
                assert 0 <= away <= reserved
                assert 0 <= broken <= on_hand - reserved
            rows = session.execute(select(DispatchRow.id, DispatchRow.state))
            states = {row.id: row.state for row in rows}
            assert states == {number: item.state.value for number, item in self.world.sent.items()}
            for incident in self.world.cases:
                lacking: dict[str, int] = {}
                for need in list_needs(session, incident):
                    assert need.type_code is not None
                    lacking[need.type_code] = lacking.get(need.type_code, 0) + int(need.missing)
                assert lacking == self.world.missing(incident)

    def parted(self, number: int, some: int) -> int:
        """Return the dispatch that some units of another became."""
        with self.database.reading() as session:
            mine = session.scalar(select(func.max(DispatchRow.id)).where(DispatchRow.part_of == number))
        assert mine is not None
        self.world.part(number, mine, some)
        return mine

    def check_home(self) -> None:
        """Return where nothing is out any more and every line of the ledger and the chain holds."""
        self.adds_up()
        assert all(self.world.balance(lot)[1:3] == (0, 0) for lot in self.world.shelves)
        with self.database.snapshot() as session:
            assert unequal_balances(session) == []
            assert verify(session, key=key_from(SECRET), ledgers=[ledger_lines]).findings == ()
