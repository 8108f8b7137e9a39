"""What keeping an installation costs: a long audit chain verified, a backup made, restored and damaged, a killed server.

    python -m tests.bench.upkeep chain [--entries 1000000]
    python -m tests.bench.upkeep backup [--holders 6] [--drills 1] [--flips 200]
    python -m tests.bench.upkeep kill [--times 5]

CPU seconds stand beside the clock's: on a shared machine only the first can be compared.
"""

from __future__ import annotations

import argparse
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from app import create_app
from core.audit.rules import key_from
from core.audit.services import note, verify
from core.backup import BackupError, make_backup, restore_backup
from core.clock import now
from core.db import Database
from tests.bench.big_stock import build, count_lots
from tests.bench.posts import kill_family
from tests.conftest import SECRET, make_settings, upgrade

BATCH = 20_000
STREAMS = 97
ROOT = Path(__file__).parents[2]


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print what a piece of work took."""
    clock, cpu = time.perf_counter(), time.process_time()
    yield
    click.echo(f"{what}: {time.perf_counter() - clock:.1f} s, {time.process_time() - cpu:.1f} s of CPU")


def bench_chain(folder: Path, entries: int) -> None:
    """Write so many entries into 97 chains the way every use case does, and verify them all."""
    url = f"sqlite:///{folder / 'chain.sqlite3'}"
    upgrade(url, folder)
    database: Database = create_app(make_settings(url, folder)).extensions["database"]
    with timed(f"writing {entries} entries"):
        for start in range(0, entries, BATCH):
            with database.transaction() as session:
                for number in range(start, min(start + BATCH, entries)):
                    stream = f"commune:{21000 + number % STREAMS}"
                    note(
                        session,
                        stream=stream,
                        at=now(),
                        actor="bench",
                        action="lot.check",
                        subject=str(number),
                    )
    with timed("verifying"), database.snapshot() as session:
        verdict = verify(session, key=key_from(SECRET), ledgers=[])
    click.echo(f"{verdict.entries} entries, {verdict.streams} chains, {len(verdict.findings)} findings")
    database.dispose()


def bench_backup(folder: Path, holders: int, drills: int, flips: int) -> None:
    """Back up a province with many rows, restore it elsewhere so many times, and flip single bits of the file."""
    app = build(f"sqlite:///{folder / 'from.sqlite3'}", folder, holders=holders)
    click.echo(f"{count_lots(app)} rows of stock")
    file = folder / "all.zip"
    for turn in range(drills):
        file.unlink(missing_ok=True)
        with timed("backup"):
            made = make_backup(app.extensions["database"], data_dir=folder, target=file)
        target_url = f"sqlite:///{folder / f'to-{turn}.sqlite3'}"
        upgrade(target_url, folder)
        target = Database(target_url)
        with timed("restore"):
            restored = restore_backup(target, data_dir=folder / f"restored-{turn}", source=file)
        assert made.rows == restored.rows
    click.echo(f"{made.rows} rows written, {restored.rows} restored, {file.stat().st_size / 1e6:.1f} MB")
    chance = random.Random(20261128)
    content = bytearray(file.read_bytes())
    damaged, found = folder / "damaged.zip", 0
    with timed(f"{flips} flipped bits"):
        for _turn in range(flips):
            place, bit = chance.randrange(len(content)), 1 << chance.randrange(8)
            content[place] ^= bit
            damaged.write_bytes(content)
            content[place] ^= bit
            try:
                restore_backup(target, data_dir=folder / "restored", source=damaged)
            except BackupError as error:
                found += "trống" not in str(error)  # the damage was named, not that the database is in use
    click.echo(f"{found} of {flips} found")
    target.dispose()


def bench_kill(folder: Path, times: int) -> None:
    """Kill the server with -9 and start it again; the time counts from the start to the first answer of /readyz."""
    url = f"sqlite:///{folder / 'killed.sqlite3'}"
    build(url, folder, holders=1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {**os.environ, "DATABASE_URL": url, "DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "flask", "serve", "--port", str(port)]
    for _turn in range(times):
        with subprocess.Popen(
            command, cwd=ROOT, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as server:
            with timed("back after kill -9"):
                _until_ready(port)
            kill_family(server.pid)


def _until_ready(port: int) -> None:
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)


def main() -> None:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["chain", "backup", "kill"])
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--holders", type=int, default=6)
    parser.add_argument("--drills", type=int, default=1)
    parser.add_argument("--flips", type=int, default=200)
    parser.add_argument("--times", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="upkeep-") as name:
        folder = Path(name)
        if asked.what == "chain":
            bench_chain(folder, asked.entries)
        elif asked.what == "backup":
            bench_backup(folder, asked.holders, asked.drills, asked.flips)
        else:
            bench_kill(folder, asked.times)


if __name__ == "__main__":
    main()
