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
CUT_SHARE = 0.25
PAUSE = 0.02  # seconds before a call is sent again


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
        workers = [Adder(held, line.port, tally) for line in lines]
        for number in range(count):
            worker, line = workers[number % len(workers)], lines[number % len(lines)]
            worker.add(line.cutting if chance.random() < CUT_SHARE else None)
    finally:
        for line in lines:
            line.close()
    done = sum(worker.done for worker in workers)
    grown = sum(held.balances()[lot][0] for lot in held.lots) - before
    lost = sum(line.cuts for line in lines)
    tally.note = f"{done} acts, {lost} replies lost after the commit"
    faults = [] if grown == done else [f"{done} acts acknowledged, the stock grew by {grown}"]
    return faults if lost else [*faults, "no reply was cut"]


class Adder:
    """A clerk who notes one piece received, again and again; a call without an answer is sent again as it was."""

    def __init__(self, held: Stage, port: int, tally: Tally) -> None:
        self.person = Person(port, CLERK, held.tokens[CLERK], tally)
        self.lot = held.lots[0]
        self.done = 0
        self.answered = threading.Event()  # set by every answer that is no failure

    def add(self, cutting: threading.Event | None = None) -> None:
        """Do it once, whatever happens on the way; `cutting` lets the line lose the reply to the act itself."""
        while True:
            try:
                seen = self.person.api("GET", f"/lots/{self.lot}")
                etag = seen.headers.get("etag", "")
                if seen.status < 500:
                    self.answered.set()
            except GONE:
                time.sleep(PAUSE)
                continue
            if etag and self._sent(etag, str(uuid.uuid4()), cutting):
                self.done += 1
                return

    def _sent(self, etag: str, key: str, cutting: threading.Event | None) -> bool:
        body = {"act": "receive", "quantity": 1, "reason": "", "document": "PN-01"}
        if cutting is not None:
            cutting.set()
        while True:
            try:
                answer = self.person.api("POST", f"/lots/{self.lot}/acts", body, key=key, seen=etag)
            except GONE:
                answer = None
            if cutting is not None:
                cutting.clear()
            if answer is not None and answer.status < 500:
                return answer.status == 200
            time.sleep(PAUSE)
