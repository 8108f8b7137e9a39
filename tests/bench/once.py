"""Parts of the load bench in which something is sent twice or at the same time: each act is done exactly once."""

from __future__ import annotations

import random
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import cast

from tests.bench.posts import GONE, CuttingLine, Person, Server, Tally
from tests.bench.stage import Stage

CLERK = "canbo.binhminh"
CLERKS = 4


def pairs(held: Stage, servers: list[Server], count: int, tally: Tally) -> list[str]:
    """Return what went wrong when two people who saw the same row both changed it, so many times."""
    people = [held.person(servers[number % len(servers)], CLERK, tally) for number in range(2)]
    lot = held.lots[0]
    faults: list[str] = []
    for _ in range(count):
        statuses, texts = _both(people, lot)
        told_apart = '"theirs"' in texts[-1] and "on_hand" in texts[-1]
        if statuses != [200, 409] or not told_apart:
            faults.append(f"{statuses} {[text[:120] for text in texts]}")
    return faults


def _both(people: list[Person], lot: int) -> tuple[list[int], list[str]]:
    """Return the statuses and texts of two changes of one row sent at one moment, by status."""
    seen = people[0].api("GET", f"/lots/{lot}")
    there = int(cast("float", seen.json()["on_hand"]))
    gate = threading.Barrier(len(people))

    def change(number: int) -> tuple[int, str]:
        body = {"on_hand": there + 1 + number, "reason": "hai người cùng sửa"}
        gate.wait()
        answer = people[number].api("PATCH", f"/lots/{lot}", body, seen=seen.headers["etag"])
        return answer.status, answer.text

    with ThreadPoolExecutor(len(people)) as pool:
        told = sorted(pool.map(change, range(len(people))))
    return [status for status, _ in told], [text for _, text in told]


def cuts(held: Stage, servers: list[Server], count: int, tally: Tally) -> list[str]:
    """Return what went wrong when replies were lost after the commit and the call was sent again."""
    lines = [CuttingLine(server.port) for server in servers]
    for line in lines:
        line.start()
    before = sum(held.balances()[lot][0] for lot in held.lots)
    chance = random.Random(11)
    try:
        workers = [_Adder(held, line.port, number, tally) for number, line in enumerate(lines)]
        for number in range(count):
            line, worker = lines[number % len(lines)], workers[number % len(workers)]
            if chance.random() < 0.5:
                line.cutting.set()
            worker.add(on_gone=line.cutting.clear)
            line.cutting.clear()
    finally:
        for line in lines:
            line.close()
    done = sum(worker.done for worker in workers)
    grown = sum(held.balances()[lot][0] for lot in held.lots) - before
    lost = sum(line.cuts for line in lines)
    faults = [] if grown == done else [f"{done} acts acknowledged, the stock grew by {grown}"]
    return faults if lost else [*faults, "no reply was cut"]


class _Adder:
    """A clerk who notes one piece received, again and again; a call without an answer is sent again as it was."""

    def __init__(self, held: Stage, port: int, number: int, tally: Tally) -> None:
        self.person = Person(port, CLERK, held.tokens[CLERK], tally)
        self.lot = held.lots[0]
        self.number, self.done = number, 0

    def add(self, on_gone: object = None) -> None:
        """Do it once, whatever happens on the way."""
        while True:
            try:
                etag = self.person.api("GET", f"/lots/{self.lot}").headers.get("etag", "")
            except GONE:
                self._again(on_gone)
                continue
            if self._sent(etag, str(uuid.uuid4()), on_gone):
                self.done += 1
                return

    def _sent(self, etag: str, key: str, on_gone: object) -> bool:
        body = {"act": "receive", "quantity": 1, "reason": "", "document": "PN-01"}
        while True:
            try:
                answer = self.person.api("POST", f"/lots/{self.lot}/acts", body, key=key, seen=etag)
            except GONE:
                self._again(on_gone)
                continue
            return answer.status == 200

    def _again(self, on_gone: object) -> None:
        if callable(on_gone):
            on_gone()
        time.sleep(0.02)


def kills(held: Stage, servers: list[Server], count: int, tally: Tally) -> list[str]:
    """Return what went wrong when a server was killed at random moments, came back and was asked again."""
    before = sum(held.balances()[lot][0] for lot in held.lots)
    stop = threading.Event()
    workers = [_Adder(held, servers[n % len(servers)].port, n, tally) for n in range(CLERKS)]

    def work(adder: _Adder) -> None:
        while not stop.is_set():
            adder.add()

    threads = [threading.Thread(target=work, args=(adder,)) for adder in workers]
    for thread in threads:
        thread.start()
    chance, slow = random.Random(13), 0.0
    for number in range(count):
        time.sleep(chance.uniform(0.2, 1.5))
        server = servers[number % len(servers)]
        server.kill()
        begun = time.monotonic()
        server.begin()
        server.wait()
        slow = max(slow, time.monotonic() - begun)
    stop.set()
    for thread in threads:
        thread.join()
    done = sum(adder.done for adder in workers)
    grown = sum(held.balances()[lot][0] for lot in held.lots) - before
    tally.bad += [] if grown == done else [f"{done} acts acknowledged, the stock grew by {grown}"]
    tally.note = f"{done} acts over {count} kills, back after {slow:.1f} s at most"
    return []
