"""Command posts over HTTP on the same lots: nothing promised twice, nothing withheld, nothing lost, nothing done twice.

    python -m tests.bench.load [--database postgresql] [--processes 3] [--workers 32] [--rounds 20]
                               [--pairs 200] [--page-pairs 50] [--cuts 100] [--kills 10] [--postmaster 10] [--only PART,PART]

On loopback only. `scramble`: everybody asks for more than there is, and exactly what there is must be granted.
`storm`: asks, cancellations, whole lives with losses, counts and imports at random; afterwards chains, balances and
dispatches must agree, and what is left must still be had. `pairs`: two people on one row, one of them gets 409 with
the fields that differ; `page_pairs` the same on the page itself. `cuts`: a quarter of the acts lose their reply after the server has answered; `kills`: servers killed with -9;
`postmaster`: the database itself; all send again under the same key, and every act must have been done exactly once,
no import by half. `control`: the same scramble with a naive server must promise more than there is, on SQLite too.
"""

from __future__ import annotations

import argparse
import random
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from core.clock import local, now
from tests.bench.killing import bring_list, half_imports, kills, postmaster
from tests.bench.once import cuts, page_pairs, pairs
from tests.bench.posts import Person, Server, Tally
from tests.bench.stage import EACH, NAME, TYPE, Stage, serving, stage

POST, CHIEF, OFFICE, CLERK = "thuongtruc.tinh", "lanhdao.tinh", "vanphong.tinh", "canbo.binhminh"


@dataclass(frozen=True, kw_only=True)
class Scrambled:
    """What a scramble granted of what there was, and what was wrong while it was held."""

    granted: int
    there: int
    faults: list[str]


class CommandPost:
    """One post with an incident of its own: it asks, and keeps what it was granted."""

    def __init__(self, duty: Person, chief: Person, incident_id: int, seed: int) -> None:
        self.duty, self.chief, self.incident = duty, chief, incident_id
        self.chance = random.Random(seed)

    def need(self, quantity: int) -> None:
        """State a need."""
        form = [("type_code", TYPE), ("quantity", str(quantity)), ("priority", "1")]
        self.duty.post(f"/su-co/{self.incident}/nhu-cau", form)

    def ask(self) -> bool:
        """Return whether a fresh plan promised something and was accepted."""
        self.duty.post(f"/su-co/{self.incident}/phuong-an")
        plan = self.duty.api("GET", f"/incidents/{self.incident}/plan").json()
        result = cast("dict[str, Any]", plan["result"])
        if plan["state"] != "proposed" or not result["lines"]:
            return False
        return self.duty.post(f"/su-co/{self.incident}/phuong-an/{plan['id']}/chap-nhan").status == 303

    def held(self, *states: str) -> list[dict[str, Any]]:
        """Return its dispatches in some states."""
        rows = cast(
            "list[dict[str, Any]]", self.duty.api("GET", f"/incidents/{self.incident}/dispatches").json()
        )
        return [row for row in rows if row["state"] in states]

    def step(self, row: dict[str, Any], to: str, *, command: bool = False, **parts: int) -> bool:
        """Take one step of a dispatch as it stands; return whether it was taken."""
        path = f"/dispatches/{row['id']}/{'command' if command else 'holder'}-steps"
        seen = self.duty.api("GET", f"/dispatches/{row['id']}").headers["etag"]
        done = self.duty.api("POST", path, {"to": to, **parts}, seen=seen)
        if done.status == 200:
            row["state"] = to
        return done.status == 200

    def cancel(self) -> None:
        """Give one promise up."""
        for row in self.held("reserved")[:1]:
            self.step(row, "cancelled", command=True)

    def live(self) -> None:
        """Order one resource, see it go, come and return with something lost."""
        for row in self.held("reserved")[:1]:
            until = local(now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
            form = [
                ("form", "huy_dong"), ("dispatch", str(row["id"])), ("destination", "UBND xã Bình Minh"),
                ("purpose", "tìm người"), ("arrive_by", until), ("until", until),
            ]  # fmt: skip
            answer = self.duty.post(f"/su-co/{self.incident}/ra-lenh", form)
            order = answer.headers.get("location", "").rpartition("/")[2]
            if answer.status != 303:
                continue
            seen = [("seen", self.chief.api("GET", f"/orders/{order}").headers["etag"].strip('"'))]
            if self.chief.post(f"/lenh/{order}/duyet", seen).status != 303:
                continue
            row["state"] = "ordered"
            steps = all(self.step(row, to) for to in ("acknowledged", "departed", "arrived"))
            if steps and self.step(row, "released", command=True):
                lost = self.chance.randint(0, 1)
                self.step(row, "returned", back=int(row["quantity"]) - lost, lost=lost)

    def play(self, rounds: int) -> None:
        """Do something at random, again and again."""
        for _ in range(rounds):
            pick = self.chance.random()
            if pick < 0.5:
                self.need(self.chance.randint(1, 3))
                self.ask()
            elif pick < 0.8:
                self.cancel()
            else:
                self.live()


def count_lot(clerk: Person, lot_id: int, chance: random.Random) -> None:
    """Count a contested lot: a few more or fewer than before."""
    seen = clerk.api("GET", f"/lots/{lot_id}")
    there = int(cast("float", seen.json()["on_hand"])) + chance.randint(-2, 2)
    body = {"on_hand": max(0, there), "reason": "kiểm đếm"}
    clerk.api("PATCH", f"/lots/{lot_id}", body, seen=seen.headers["etag"])


def together(works: list[Callable[[], None]]) -> None:
    """Run all at one moment and wait for all; what one raises is raised."""
    gate = threading.Barrier(len(works))

    def run(work: Callable[[], None]) -> None:
        gate.wait()
        work()

    with ThreadPoolExecutor(len(works)) as pool:
        list(pool.map(run, works))


def posts_of(held: Stage, servers: list[Server], workers: int, tally: Tally) -> list[CommandPost]:
    """Return posts spread over the servers, signed in."""
    incidents = held.open_incidents(workers)
    chiefs = [held.person(server, CHIEF, tally) for server in servers]
    return [
        CommandPost(
            held.person(servers[number % len(servers)], POST, tally),
            chiefs[number % len(servers)],
            incident,
            number,
        )
        for number, incident in enumerate(incidents)
    ]


def scramble(held: Stage, servers: list[Server], workers: int, tally: Tally) -> Scrambled:
    """Return what was granted and what there was, after everybody asked for a share of more than there is.

    What was granted is given up again at the end.
    """
    there = sum(whole - promised for whole, promised, _ in held.balances().values())
    each = there // workers + 2
    posts = posts_of(held, servers, workers, tally)

    def grab(post: CommandPost) -> None:
        post.need(each)
        for _ in range(50):
            before = len(post.held("reserved"))
            if not post.ask() and held_all(post, each):
                return
            if len(post.held("reserved")) == before and not free(held):
                return

    together([lambda post=post: grab(post) for post in posts])  # type: ignore[misc]
    granted = sum(int(row["quantity"]) for post in posts for row in post.held("reserved"))
    faults = held.wrong()
    if granted != there:
        faults.append(f"granted {granted} of {there}")
    give_up(posts)
    return Scrambled(granted=granted, there=there, faults=faults)


def give_up(posts: list[CommandPost]) -> None:
    """Cancel everything that has not left."""
    for post in posts:
        for row in post.held("reserved", "ordered", "acknowledged"):
            post.step(row, "cancelled", command=True)


def held_all(post: CommandPost, wanted: int) -> bool:
    """Return whether a post has everything it asked for."""
    return sum(int(row["quantity"]) for row in post.held("reserved")) >= wanted


def free(held: Stage) -> bool:
    """Return whether anything is left to promise."""
    return any(whole > promised for whole, promised, _ in held.balances().values())


def storm(held: Stage, servers: list[Server], workers: int, rounds: int, tally: Tally) -> None:
    """Play at random, with clerks counting and an office importing beside."""
    posts = posts_of(held, servers, workers, tally)
    clerk = held.person(servers[0], CLERK, tally)
    office = held.person(servers[-1], OFFICE, tally)
    chance, looked = random.Random(7), list[int]()

    def count() -> None:
        for _ in range(rounds):
            count_lot(clerk, held.lots[0], chance)

    def bring() -> None:
        for number in range(max(1, rounds // 4)):
            seen_anew = bring_list(
                office,
                number,
                (1, "xã Bình Minh", NAME, "bộ", EACH + number % 3),
                (2, "xã Bình Minh", "Áo phao", "Cái", 130 + number),
            )
            looked.append(seen_anew)

    together([*(lambda post=post: post.play(rounds) for post in posts), count, bring])
    give_up(posts)
    tally.note = f"{len(looked)} lists, {sum(looked)} times the stock had changed since the preview"


def report(name: str, tally: Tally, faults: list[str], more: str = "") -> bool:
    """Print one part's outcome; return whether it is sound."""
    told = ", ".join(f"{status}: {count}" for status, count in sorted(tally.seen.items()))
    sys.stdout.write(
        f"{name}: {'ok' if not faults and not tally.bad else 'WRONG'}; {told}; slowest {tally.slowest:.2f} s ({tally.slowest_call}){more}{tally.note and f'; {tally.note}'}\n"
    )
    for fault in [*faults, *tally.bad][:10]:
        sys.stdout.write(f"    {fault}\n")
    sys.stdout.flush()
    return not faults and not tally.bad


def main() -> None:
    """Run every part on a stage of its own kind and print what came of it."""
    reader = argparse.ArgumentParser()
    reader.add_argument("--database", choices=("sqlite", "postgresql"), default="postgresql")
    for name, usual in (
        ("processes", 3),
        ("workers", 32),
        ("rounds", 20),
        ("pairs", 200),
        ("page-pairs", 50),
        ("cuts", 100),
        ("kills", 10),
        ("postmaster", 10),
    ):
        reader.add_argument(f"--{name}", type=int, default=usual)
    reader.add_argument("--only", default="scramble,storm,pairs,page_pairs,cuts,kills,postmaster,control")
    told = reader.parse_args()
    parts = told.only.split(",")
    with stage(told.database) as held:
        with serving(held, told.processes) as servers:
            if "scramble" in parts:
                scrambled("scramble", held, servers, told.workers)
            if "storm" in parts:
                tally = Tally()
                storm(held, servers, told.workers, told.rounds, tally)
                imports, faults = half_imports(held)
                report("storm", tally, held.wrong() + faults, f"; {imports} imports")
                scrambled("what the storm left", held, servers, 2)
            for name, work in (
                ("pairs", pairs),
                ("page_pairs", page_pairs),
                ("cuts", cuts),
                ("kills", kills),
                ("postmaster", postmaster),
            ):
                if name in parts and (name != "postmaster" or told.database == "postgresql"):
                    tally = Tally()
                    report(name, tally, work(held, servers, getattr(told, name), tally) + held.wrong())
        if "control" in parts:
            with serving(held, told.processes, [sys.executable, "-m", "tests.bench.naive"]) as servers:
                found = scramble(held, servers, told.workers, Tally())
            verdict = "oversold, as it should" if found.granted > found.there else "NOT oversold"
            sys.stdout.write(f"control: granted {found.granted} of {found.there}: {verdict}\n")


def scrambled(name: str, held: Stage, servers: list[Server], workers: int) -> None:
    """Run a scramble and print what came of it."""
    tally = Tally()
    found = scramble(held, servers, workers, tally)
    report(name, tally, found.faults, f"; granted {found.granted} of {found.there}")


if __name__ == "__main__":
    main()
