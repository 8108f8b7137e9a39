"""What every page weighs and asks of the database, as a table.

    python -m tests.bench.weights

For each page there is: bytes of HTML, bytes over the wire (gzip), statements sent, and the
median milliseconds of five answers by the test client.
"""

from __future__ import annotations

import gzip
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.web.every_page import prepare
from tests.web.making import demo_copy, sign_in
from tests.web.test_weight import count_queries

ROUNDS = 5


def main() -> None:
    """Print the table, the heaviest page last."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        app = demo_copy(Path(folder))
        pages = prepare(app)
        seen = count_queries(app)
        for login, paths in pages.items():
            client = sign_in(app, login)
            for path in paths:
                client.get(path)
                taken = []
                for _ in range(ROUNDS):
                    seen.clear()
                    started = time.perf_counter()
                    answer = client.get(path)
                    taken.append((time.perf_counter() - started) * 1000)
                html = answer.data
                rows.append(
                    (len(html), len(gzip.compress(html)), len(seen), statistics.median(taken), login, path)
                )
    sys.stdout.write(f"{'HTML B':>8} {'gzip B':>8} {'queries':>8} {'ms':>7}  page\n")
    for size, packed, queries, milliseconds, login, path in sorted(rows):
        sys.stdout.write(f"{size:8} {packed:8} {queries:8} {milliseconds:7.1f}  {path}  ({login})\n")


if __name__ == "__main__":
    main()
