"""Parts of the load bench in which something is sent twice or at the same time: each act is done exactly once."""

from __future__ import annotations

import html
import random
import re
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import cast

from tests.bench.posts import GONE, CuttingLine, Person, Server, Tally
from tests.bench.stage import Stage
from tests.db.inventory.register import HOME
from tests.web.making import token_in

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


def page_pairs(held: Stage, servers: list[Server], count: int, tally: Tally) -> list[str]:
    """Return what went wrong when two people who opened the same row on the page both saved it, so many times."""
    people = [held.person(servers[number % len(servers)], CLERK, tally) for number in range(2)]
    lot, faults = held.lots[0], []
    for _ in range(count):
        before = held.balances()[lot][0]
        forms = [_opened(one, lot) for one in people]
        gate = threading.Barrier(len(people))

        def save(
            number: int, forms: list[Form] = forms, gate: threading.Barrier = gate
        ) -> tuple[int, str, int]:
            action, fields, there = forms[number]
            wanted = there + 1 + number
            gate.wait()
            form = [*fields, ("on_hand", str(wanted)), ("reason", "hai người cùng sửa")]
            answer = people[number].post(action, form)
            return answer.status, answer.text, wanted

        with ThreadPoolExecutor(len(people)) as pool:
            (won, _, kept), (lost, told, mine) = sorted(pool.map(save, range(len(people))))
        now = held.balances()[lot][0]
        told_apart = f"hiện có {kept:,}".replace(",", ".") in told and f"nhập: hiện có {mine}" in told
        if [won, lost] != [303, 409] or now != kept or not told_apart:
            faults.append(f"{[won, lost]}: {before} -> {now}, kept {kept}, told apart: {told_apart}")
    return faults


Form = tuple[str, list[tuple[str, str]], int]


def _opened(person: Person, lot: int) -> Form:
    """Return the form of a row as the page shows it: its address, what it carries, how much there is."""
    page = person.get(f"/kho/xa/{HOME}?open={lot}").text
    (action,) = re.findall(rf'<form class="edit"[^>]*action="(/kho/{lot}/kiem-dem[^"]*)"', page)
    version, held = (
        re.findall(rf'name="{name}"[^>]*value="(\d+)"', page, re.DOTALL)[0] for name in ("version", "on_hand")
    )
    person.csrf = token_in(page)
    return html.unescape(action), [("version", version), ("broken", "0")], int(held)


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
