"""How long the yearly workbook takes beside bare xlsxwriter writing the same cells.

    python -m tests.bench.annual [--movements 1000000] [--rounds 5] [--database postgresql|sqlite]

96 communes × 176 types, a row each, with a year's movements written in bulk. The two are made in turns in one process;
printed are the medians in seconds (by the clock, and CPU of this process and the database's server), their ratio, and
the most memory it took. The
bare run writes with typed calls, one format for each column, no page layout, no merges: the least that gives these cells.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from flask import Flask
from sqlalchemy import text

from core.clock import local, now
from core.db import Database
from core.excel.looks import LOOKS
from core.excel.writing import Formula, Sheet
from reports.rules.workbook import workbook
from reports.sentences import workbook_words
from reports.services.annual import Maker, write_annual
from reports.services.freezing import facts_of
from tests.bench.big_stock import build, database_of

SECONDS, MEGABYTES, RATIO = 20.0, 512, 2.0
# A first line that brings a row to its balance, then things that came and went by turns through the year.
FIRST = """INSERT INTO movement (lot_id, commune_code, kind, on_hand, reserved, away, broken, on_hand_after, at, actor,
 act, reason, document, source, batch) SELECT id, commune_code, 'receive', on_hand, reserved, away, broken, on_hand,
 '{start}', 'Nguyễn Văn A', 'first', '', '', '', '' FROM lot"""
MORE = """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {each})
INSERT INTO movement (lot_id, commune_code, kind, on_hand, reserved, away, broken, on_hand_after, at, actor, act, reason,
 document, source, batch) SELECT id, commune_code, CASE WHEN i % 2 = 1 THEN 'receive' ELSE 'consume' END,
 CASE WHEN i % 2 = 1 THEN 3000 ELSE -3000 END, 0, 0, 0, on_hand + CASE WHEN i % 2 = 1 THEN 3000 ELSE 0 END,
 {moment}, 'Trần Thị B', 'more', '', '12/PXK', '', '' FROM lot, n"""
MOMENTS = {
    "postgresql": "timestamptz '{start}' + make_interval(days => (i * 5) % 300)",
    "sqlite": "datetime('{start}', '+' || ((i * 5) % 300) || ' days')",
}


def fill(database: Database, kind: str, movements: int) -> int:
    """Write the movements and return how many there are."""
    start = f"{local(now()).year}-01-02 03:00:00"
    with database.engine.begin() as connection:
        lots = connection.execute(text("SELECT count(*) FROM lot")).scalar_one()
        # An even number, so that what came has gone again.
        each = max(0, (movements // lots - 1) // 2 * 2)
        moment = MOMENTS[kind].format(start=start)
        connection.execute(text(FIRST.format(start=start)))
        connection.execute(text(MORE.format(each=each, moment=moment)))
        count: int = connection.execute(text("SELECT count(*) FROM movement")).scalar_one()
    with database.engine.connect() as connection:
        connection.execute(text("ANALYZE"))
        connection.commit()
    return count


def write_bare(sheets: Sequence[Sheet], target: Path) -> int:
    """Write the sheets' cells with nothing but xlsxwriter and return how many there are."""
    book = xlsxwriter.Workbook(target, {"constant_memory": True})
    looks = {look: book.add_format(made) for look, made in LOOKS.items()}
    cells = 0
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        pens = [looks[column.look] for column in sheet.columns]
        for number, row in enumerate((*sheet.rows, sheet.totals)):
            for place, value in enumerate(row):
                pen = pens[place]
                if value is None or value == "":
                    page.write_blank(number, place, None, pen)
                elif isinstance(value, str):
                    page.write_string(number, place, value, pen)
                elif isinstance(value, Formula):
                    page.write_formula(number, place, value.text, pen, float(value.value))
                elif isinstance(value, datetime):
                    page.write_datetime(number, place, value.replace(tzinfo=None), pen)
                elif isinstance(value, date):
                    page.write_datetime(number, place, value, pen)
                else:
                    page.write_number(number, place, value, pen)
            cells += len(row)
    book.close()
    return cells


def server_cpu(folder: Path) -> float:
    """Return the CPU seconds the database's server took so far, its finished processes too; 0 for SQLite."""
    held = folder / "data" / "postmaster.pid"
    if not held.exists():
        return 0.0
    server = held.read_text().split()[0]
    used = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parts = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended meanwhile
        if stat.parent.name == server:
            used += sum(map(int, parts[11:15]))
        elif parts[1] == server:
            used += sum(map(int, parts[11:13]))
    return used / os.sysconf("SC_CLK_TCK")


def seconds(work: Callable[[], object], folder: Path) -> tuple[float, float]:
    """Return what a piece of work took by the clock, and of CPU, the database's server included."""
    clock, cpu = time.perf_counter(), time.process_time() + server_cpu(folder)
    work()
    return time.perf_counter() - clock, time.process_time() + server_cpu(folder) - cpu


def measure(app: Flask, folder: Path, rounds: int) -> bool:
    """Print the figures and return whether all are within their bars."""
    database: Database = app.extensions["database"]
    with app.test_request_context():
        words = workbook_words()
    maker = Maker(province="Quảng Ngãi", by="Hệ thống", key=b"key", words=words)

    def ours() -> None:
        with database.snapshot() as session:
            facts = facts_of(session, year=local(now()).year, scope="", maker=maker, now=now())
        write_annual(facts, words, folder / "ours.xlsx")

    ours()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    with database.snapshot() as session:
        facts = facts_of(session, year=local(now()).year, scope="", maker=maker, now=now())
    sheets = workbook(facts, words)
    cells = write_bare(sheets, folder / "bare.xlsx")
    taken = [
        (seconds(ours, folder), seconds(lambda: write_bare(sheets, folder / "bare.xlsx"), folder))
        for _ in range(rounds)
    ]
    clock, cpu = (statistics.median(one[0][place] for one in taken) for place in (0, 1))
    bare_clock, bare_cpu = (statistics.median(one[1][place] for one in taken) for place in (0, 1))
    ratio = statistics.median(one[0][1] / one[1][1] for one in taken)
    say(f"{cells} cells: {clock:.1f} s ({cpu:.1f} s CPU), bare {bare_clock:.1f} s ({bare_cpu:.1f} s CPU)")
    say(
        f"CPU {ratio:.2f} x bare (bar {RATIO}), clock {clock / bare_clock:.2f} x; {most} MB at most (bar {MEGABYTES})"
    )
    return clock <= SECONDS and most <= MEGABYTES and ratio <= RATIO


def say(line: str) -> None:
    """Write a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Print the figures; the exit code says whether all are within their bars."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--movements", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--database", choices=sorted(MOMENTS), default="postgresql")
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="annual-"))
    folder.chmod(0o755)  # the database's server runs as another user
    url, close = database_of(chosen.database, folder)
    try:
        app = build(url, folder, holders=1)
        database: Database = app.extensions["database"]
        say(f"{chosen.database}: {fill(database, chosen.database, chosen.movements)} movements")
        kept = measure(app, folder, chosen.rounds)
        database.dispose()
    finally:
        close()
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
