"""Parts of the load bench that kill with -9: servers, or the postmaster; what was acknowledged is kept, no import is halved."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from itertools import count as counted
from statistics import median

from sqlalchemy import func, select

from importers.models import ImportBatchRow, ImportLineRow
from inventory.models import MovementRow
from tests.bench.once import PAUSE, Adder
from tests.bench.posts import GONE, Person, Server, Tally
from tests.bench.stage import Stage
from tests.web.importers.walking import made

OFFICE = "vanphong.tinh"
CLERKS = 4
BACK_SECONDS = 5.0


def bring_list(office: Person, number: int, *rows: tuple[str | int, ...]) -> int:
    """Import a sheet of some rows, and look again as often as the stock changed since the preview was seen.

    Returns how often that was; raises what GONE holds where the line broke.
    """
    content = made(*rows, first=f"TỔNG HỢP VẬT TƯ LẦN {number}").getvalue()
    sent = office.send_file("/nhap-lieu/", {"mode": "replace"}, f"lan-{number}.xlsx", content)
    address = sent.headers.get("location")
    looked = 0
    for _ in range(100 if sent.status == 303 else 0):
        page = office.get(str(address)).text
        if 'name="digest" value="' in page:
            done = office.post(f"{address}/ghi", [("digest", page.split('name="digest" value="')[1][:64])])
            if done.status != 409:
                break
            looked += 1
        else:
            time.sleep(0.2)
    return looked


def half_imports(held: Stage) -> tuple[int, list[str]]:
    """Return how many imports were committed, and those that are not whole: with lines or movements, but not all."""
    lines = select(func.count()).where(ImportLineRow.batch_id == ImportBatchRow.id).scalar_subquery()
    moved = (
        select(func.count(func.distinct(MovementRow.lot_id)))
        .where(MovementRow.batch == "import:" + func.cast(ImportBatchRow.id, MovementRow.batch.type))
        .scalar_subquery()
    )
    with held.database.reading() as session:
        rows = session.execute(select(ImportBatchRow, lines, moved)).all()
    faults = []
    for batch, told, posted in rows:
        done = batch.committed_at is not None
        wanted = (batch.new_count + batch.changed_count) if done else 0
        if posted != wanted or bool(told) != done:
            faults.append(f"import {batch.id} ({batch.state}): {told} lines, {posted} of {wanted} rows moved")
    return sum(batch.committed_at is not None for batch, *_ in rows), faults


def kills(held: Stage, servers: list[Server], count: int, tally: Tally) -> list[str]:
    """Return what went wrong when servers were killed at random moments, came back and were asked again.

    In turns all of a server, which is started anew, and only the process that answers, which comes back by itself.
    """

    def strike(number: int) -> str:
        server = servers[number % len(servers)]
        if number % 2:
            server.crash()
            return "the process that answers"
        server.kill()
        server.begin()
        server.wait()
        return "all of a server"

    return _under_fire(held, servers, count, tally, strike)


def postmaster(held: Stage, servers: list[Server], count: int, tally: Tally) -> list[str]:
    """Return what went wrong when the postmaster was killed at random moments and started again.

    While it is away the servers answer that they cannot say whether what was sent is kept: it is sent again.
    """
    tally.may_fail = True

    def strike(_number: int) -> str:
        held.strike_database()
        held.database.dispose()
        return "the postmaster"

    return _under_fire(held, servers, count, tally, strike)


def _under_fire(
    held: Stage, servers: list[Server], count: int, tally: Tally, strike: Callable[[int], str]
) -> list[str]:
    before = sum(held.balances()[lot][0] for lot in held.lots)
    stop = threading.Event()
    adders = [Adder(held, servers[n % len(servers)].port, tally) for n in range(CLERKS)]
    office = held.person(servers[-1], OFFICE, tally)

    def add(adder: Adder) -> None:
        while not stop.is_set():
            adder.add()

    def bring() -> None:
        for number in counted(1):
            if stop.is_set():
                return
            rows = (
                (1, "xã Bình Minh", "Áo phao", "Cái", 1000 + number),
                (2, "xã Bình Minh", "Phao tròn", "Cái", 2000 + number),
                (3, "xã Bình Minh", "Nhà bạt 16,5 m2", "Bộ", 300 + number),
            )
            try:
                bring_list(office, number, *rows)
            except GONE:
                time.sleep(PAUSE)

    threads = [threading.Thread(target=add, args=(adder,), daemon=True) for adder in adders]
    threads.append(threading.Thread(target=bring, daemon=True))
    for thread in threads:
        thread.start()
    chance, back = random.Random(), dict[str, list[float]]()
    for number in range(count):
        time.sleep(chance.uniform(0.2, 1.5))
        begun = time.monotonic()
        what = strike(number)
        adders[number % len(servers)].answered.clear()
        adders[number % len(servers)].answered.wait(60)
        back.setdefault(what, []).append(time.monotonic() - begun)
    stop.set()
    for thread in threads:
        thread.join()
    done = sum(adder.done for adder in adders)
    grown = sum(held.balances()[lot][0] for lot in held.lots) - before
    imports, faults = half_imports(held)
    if grown != done:
        faults.append(f"{done} acts acknowledged, the stock grew by {grown}")
    told = [f"{what} back after {median(took):.1f} s, {max(took):.1f} at most" for what, took in back.items()]
    faults += [f"{what} back too late" for what, took in back.items() if max(took) > BACK_SECONDS]
    tally.note = f"{done} acts, {imports} imports over {count} kills; {', '.join(told)}"
    return faults
