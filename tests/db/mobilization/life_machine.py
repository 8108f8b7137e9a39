"""A database in memory beside the plain model, and what must hold between them after every act."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from functools import partial

import pytest
from hypothesis.stateful import RuleBasedStateMachine, invariant
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.audit.rules import key_from
from core.audit.services import seal, verify
from core.communes.models import CommuneLinkRow
from core.db import Database
from core.errors import DomainError, NotFoundError
from inventory.models import MovementRow
from inventory.queries.story import ledger_lines
from mobilization.models import DispatchEventRow, DispatchRow, OrderRow, PlanRow
from mobilization.queries.needs import list_needs
from mobilization.rules.states import GIVEN_UP, State
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
from tests.db.mobilization.test_parts import rows_of

SHELVES = (
    Shelf(HOME, JACKETS, 8, 1, 2),
    Shelf(NEIGHBOUR, JACKETS, 9, 0, 3),
    Shelf(NEIGHBOUR, JACKETS, 4, 0, 0, private=True),
    Shelf(HOME, RICE, 6, 0, 0),
    Shelf(NEIGHBOUR, RICE, 7, 0, 2),
)
GIVEN_UP_SAID = {State.REFUSED: "báo không thực hiện được", State.CANCELLED: "thôi huy động"}
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

    def check_papers(self) -> None:
        """Return where each order's papers tell its rows: what was called, lot by lot, and what of it was given up, and why."""
        for order, paper in self.world.papers.items():
            lines = self.world.lines(order)
            if paper.state == "withdrawn" or not lines:
                continue
            with self.database.reading() as session:
                called = rows_of(session, order, "van-ban")
                assert sorted(int(row[2]) for row in called) == sorted(self.world.by_lot(lines).values())
                gone = [item for item in lines if item.state in GIVEN_UP]
                if not gone or paper.state != "approved":
                    with pytest.raises(NotFoundError):
                        rows_of(session, order, "sua-doi")
                    continue
                whole, less = self.world.by_lot(lines), self.world.by_lot(gone)
                why = {lot: {item.state for item in gone if item.lot == lot} for lot in less}
                changed = [row for row in rows_of(session, order, "sua-doi") if row[3] != "0"]
                told = [
                    (
                        int(row[3]),
                        int(row[4]),
                        {state for state, word in GIVEN_UP_SAID.items() if word in row[5]},
                    )
                    for row in changed
                ]
                assert sorted(told, key=str) == sorted(
                    ((whole[lot], whole[lot] - units, why[lot]) for lot, units in less.items()), key=str
                )

    def check_home(self) -> None:
        """Return where nothing is out any more and every line of the ledger and the chain holds."""
        self.adds_up()
        assert all(self.world.balance(lot)[1:3] == (0, 0) for lot in self.world.shelves)
        with self.database.snapshot() as session:
            assert unequal_balances(session) == []
            assert verify(session, key=key_from(SECRET), ledgers=[ledger_lines]).findings == ()
