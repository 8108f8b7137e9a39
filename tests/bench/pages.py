"""How fast the long lists are beside a bare Flask route that renders the same 50 rows with one query.

    python -m tests.bench.pages [sqlite] [postgresql] [--rounds 40] [--movements 1000000] [--nation]

A province of 96 communes × 176 types × 10 holders is written in bulk with its movements (with --nation 3,321 communes,
some four million rows); each page and the bare route are asked in turns.
Prints p50 and p95 in milliseconds, the ratio of the p95, the queries and the bytes of each page.
"""

from __future__ import annotations

import argparse
import gc
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask, render_template_string
from flask.testing import FlaskClient
from sqlalchemy import event, text

from core.db import Database
from tests.bench.annual import fill
from tests.bench.big_stock import HOLDERS, build, count_lots, database_of, widen
from tests.web.making import sign_in

BAR = 3.0
ROWS = 50
NATION, NATION_HOLDERS = 3_321, 7  # communes; 7 holders of each type make four million rows
PAGES = (
    ("a commune's list", "/kho/xa/21085", "xa"),
    ("a commune's list, one pillar", "/kho/xa/21085?pillar=means", "xa"),
    ("the province's list", "/kho/danh-sach", "tinh"),
    ("narrowed to a pillar and a district", "/kho/danh-sach?pillar=means&huyen=Huyện Bình Sơn", "tinh"),
    ("narrowed to kind of holder", "/kho/danh-sach?chu=household&tuoi=stale", "tinh"),
    ("narrowed by words", "/kho/danh-sach?q=ao phao", "tinh"),
    ("narrowed by words of holder and place", "/kho/danh-sach?q=so 3 kho thon 4", "tinh"),
    ("search over all communes", "/kho/danh-sach?q=ao phao binh", "tinh"),
    ("of a state that is rare", "/kho/danh-sach?tt=empty", "tinh"),
    ("its 1,000th page, about", "/kho/danh-sach?sau=VT-010.21085.-.1", "tinh"),
    ("longest unchecked", "/kho/danh-sach?sx=kt", "tinh"),
)
SUMS = (
    ("sums over the province", "/kho/danh-sach?xem=tong", "tinh"),
    ("the province's table", "/kho/", "tinh"),
    ("sums narrowed to kind of holder", "/kho/danh-sach?xem=tong&chu=household", "tinh"),
    ("sums narrowed to what is unchecked", "/kho/danh-sach?xem=tong&tuoi=stale", "tinh"),
    ("sums narrowed to both", "/kho/danh-sach?xem=tong&chu=household&tuoi=stale", "tinh"),
    ("sums narrowed by words", "/kho/danh-sach?xem=tong&q=ao phao", "tinh"),
    ("sums narrowed by words of place", "/kho/danh-sach?xem=tong&q=kho thon 4", "tinh"),
    ("the map narrowed to kind of holder", "/kho/ban-do/?type=TB-001&chu=household", "tinh"),
    ("the map", "/kho/ban-do/?type=TB-001&xa=21085", "tinh"),
    ("shelters and works", "/kho/cong-trinh", "tinh"),
    ("shelters and works, a late page", "/kho/cong-trinh?page=300", "tinh"),
    ("this year beside the last", "/kho/so-sanh", "tinh"),
)
SQL = {
    "xa": "l.commune_code = '21085' AND NOT l.closed ORDER BY t.position, l.id",
    "tinh": "NOT l.closed ORDER BY t.alphabet_no, l.commune_code, l.id",
}
BARE = """<!doctype html><table>{% for row in rows %}<tr><td>{{ row.name }}</td><td>{{ row.on_hand / 1000 }} {{ row.unit }}</td>
<td>{{ row.broken / 1000 }}</td><td>{{ row.holder }}</td><td>{{ row.place }}</td><td>{{ row.checked_on }}</td></tr>{% endfor %}</table>"""


def bare(database: Database) -> FlaskClient:
    """Return a client of the plainest application there is: one query, 50 rows, one template."""
    app = Flask(__name__)

    @app.get("/<which>")
    def rows(which: str) -> str:
        sql = (
            "SELECT l.on_hand, l.broken, l.place, l.checked_on, t.name, t.unit, h.name AS holder FROM lot l"
            " JOIN resource_type t ON t.code = l.type_code JOIN holder h ON h.id = l.holder_id"
            f" WHERE {SQL[which]} LIMIT {ROWS}"
        )
        with database.engine.connect() as connection:
            return render_template_string(BARE, rows=connection.execute(text(sql)).all())

    return app.test_client()


def tell(line: str) -> None:
    """Write a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def timed(ask: Callable[[], object]) -> float:
    """Return the milliseconds of one answer."""
    started = time.perf_counter()
    ask()
    return (time.perf_counter() - started) * 1000


def place(sorted_times: list[float], share: float) -> float:
    """Return the time that a share of the answers did not exceed."""
    return sorted_times[min(len(sorted_times) - 1, int(share * len(sorted_times)))]


def measure(app: Flask, rounds: int) -> bool:
    """Print a line for each page and return whether every list is within the bar."""
    database: Database = app.extensions["database"]
    clients = {"tinh": sign_in(app, "vanphong.tinh"), "xa": sign_in(app, "canbo.binhminh")}
    gc.collect()
    gc.freeze()  # as the server does before it serves
    gc.set_threshold(
        700, 10, 10
    )  # what is imported here for signing in sweeps seldom and long, which no server does
    plain = bare(database)
    seen: list[str] = []

    @event.listens_for(database.engine, "before_cursor_execute")
    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    good = True
    for name, address, which in (*PAGES, *SUMS):
        client = clients[which]
        ours, theirs = [], []
        for _round in range(rounds + 2):
            theirs.append(timed(lambda which=which: plain.get(f"/{which}").data))  # type: ignore[misc]
            seen.clear()
            ours.append(timed(lambda client=client, address=address: client.get(address).data))  # type: ignore[misc]
        queries, size = len(seen), len(client.get(address).data)
        ours, theirs = sorted(ours[2:]), sorted(theirs[2:])
        ratio = place(ours, 0.95) / place(theirs, 0.95)
        is_list = (name, address, which) in PAGES
        good = good and (ratio <= BAR or not is_list)
        tell(
            f"  {name:36} p50 {place(ours, 0.5):7.1f}  p95 {place(ours, 0.95):7.1f} ms   bare p95 {place(theirs, 0.95):6.1f} ms"
            f"   ratio {ratio:5.2f}{'' if is_list else ' (no list)'}   {queries} queries   {size:,} bytes"
        )
    return good


def main() -> int:
    """Build the province on each kind of database asked for and measure; 1 where a list is above the bar."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kinds", nargs="*", default=["sqlite", "postgresql"])
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--movements", type=int, default=1_000_000)
    parser.add_argument("--nation", action="store_true")
    asked = parser.parse_args()
    good = True
    for kind in asked.kinds:
        folder = Path(tempfile.mkdtemp(prefix="pages-"))
        folder.chmod(0o755)
        url, close = database_of(kind, folder)
        started = time.perf_counter()
        app = build(url, folder, holders=NATION_HOLDERS if asked.nation else HOLDERS)
        database: Database = app.extensions["database"]
        if asked.nation:
            widen(database, NATION)
        moved = fill(database, kind, asked.movements)
        tell(
            f"{kind}: {count_lots(app):,} rows of stock, {moved:,} movements written in {time.perf_counter() - started:.0f} s"
        )
        good = measure(app, asked.rounds) and good
        app.extensions["database"].dispose()
        close()
        shutil.rmtree(folder, ignore_errors=True)
    tell(f"bar: p95 of every list at most {BAR} times the bare route's: {'kept' if good else 'NOT kept'}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
