"""How long it takes from rows in the database to a plan that is kept, beside a bare fetch of the same rows.

    python -m tests.bench.plan_rows [commune] [province] [nation] [--rounds 3] [--url postgresql+psycopg://...]

Every commune holds one row of each type; incidents ask for some. Prints medians of CPU seconds of this process: the
first plan of all incidents together, the same again, the first (quick) plan as far as the page needs it, one incident
planned anew beside all standing plans, and the fetch. A nation is a made grid of 3,321 communes.
"""

from __future__ import annotations

import argparse
import gc
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from app import create_app
from core.accounts.rules.roles import Actor, Role
from core.clock import now
from core.communes.models import CommuneLinkRow, CommuneRow
from core.communes.queries import store_tables
from core.communes.tables import read_tables
from core.db import Database
from inventory.models import HolderRow, LotRow
from inventory.rules.catalogue import read_catalogue
from inventory.services.catalogue import store_catalogue, store_commune_holders
from mobilization.models import IncidentRow, NeedRow
from mobilization.queries.needs import list_needs
from mobilization.queries.running import list_running
from mobilization.services import plan_results
from mobilization.services.offering import offered
from mobilization.services.planning import propose, propose_together
from mobilization.solver.memory import Memory
from mobilization.solver.plan import quick_plan
from tests.conftest import make_settings, upgrade

DUTY = Actor(user_id=1, login="tinh", name="Trực ban", role=Role.THUONG_TRUC_TINH, commune_code="")

LOT: dict[str, object] = {
    "place": "",
    "place_folded": "",
    "mark": "",
    "reserved": 0,
    "away": 0,
    "broken": 0,
    "keep": 3,
    "ready_minutes": 30,
    "note": "",
    "checked_by": "",
    "version": 1,
    "closed": False,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Size:
    """How many incidents ask for how many types; `places` made communes, or the province's own where there are none."""

    incidents: int
    needs: int
    types: int
    places: int = 0


SIZES = {
    "commune": Size(incidents=1, needs=10, types=10),
    "province": Size(incidents=60, needs=15, types=15),
    "nation": Size(incidents=500, needs=20, types=100, places=3321),
}


def grid(session: Session, places: int) -> None:
    """Put so many communes in rows of 41, each with its neighbours and one holder, into an empty database."""
    codes = [f"{number:05d}" for number in range(places)]
    session.execute(
        insert(CommuneRow),
        [
            {
                "code": code,
                "name": f"Xã {code}",
                "kind": "xa",
                "old_province": "",
                "lat": 9 + number // 41 * 0.1,
                "lon": 103 + number % 41 * 0.1,
                "area_km2": 100.0,
                "population": 20_000,
                "position": number,
                "folded": code,
                "sort_key": code,
            }
            for number, code in enumerate(codes)
        ],
    )
    beside = [(n, n + 1) for n in range(places - 1) if n % 41 < 40] + [
        (n, n + 41) for n in range(places - 41)
    ]
    session.execute(
        insert(CommuneLinkRow),
        [{"a": codes[a], "b": codes[b], "border_km": 5.0, "by_sea": False} for a, b in beside],
    )
    session.execute(
        insert(HolderRow),
        [
            {
                "commune_code": code,
                "kind": "commune",
                "name": code,
                "folded": code,
                "phone": "",
                "address": "",
            }
            for code in codes
        ],
    )


def _stock(
    session: Session, owners: Sequence[tuple[str, int]], kinds: Sequence[str], draw: random.Random
) -> None:
    """Put a row of each type into every commune."""
    for start in range(0, len(owners), 100):
        session.execute(
            insert(LotRow),
            [
                LOT
                | {
                    "commune_code": commune,
                    "type_code": kind,
                    "holder_id": holder,
                    "on_hand": draw.randint(1, 60),
                }
                for commune, holder in owners[start : start + 100]
                for kind in kinds
            ],
        )


def fill(session: Session, size: Size) -> list[int]:
    """Return the ids of the incidents of a province, or a nation, that holds something everywhere."""
    catalogue = read_catalogue()
    store_catalogue(session, catalogue)
    if size.places:
        grid(session, size.places)
    else:
        tables = read_tables()
        store_tables(session, tables)
        store_commune_holders(session, tables.gazetteer.communes)
    owners = session.execute(select(HolderRow.commune_code, HolderRow.id)).all()
    whole = [kind.code for kind in catalogue if kind.code.startswith(("VT", "TP"))]
    kinds = (whole + [kind.code for kind in catalogue if kind.code not in whole])[: size.types]
    draw = random.Random(2025)
    _stock(session, owners, kinds, draw)
    session.execute(
        insert(IncidentRow),
        [
            {
                "title": f"Sự cố {number}",
                "hazard": "ngap_lut",
                "commune_code": draw.choice(owners)[0],
                "place": "",
                "run_by": "province",
                "drill": False,
                "opened_at": now(),
                "opened_by": DUTY.name,
                "version": 1,
            }
            for number in range(size.incidents)
        ],
    )
    opened = session.execute(select(IncidentRow.id, IncidentRow.commune_code)).all()
    session.execute(
        insert(NeedRow),
        [
            {
                "incident_id": incident,
                "commune_code": commune,
                "type_code": kind,
                "quantity": Decimal(draw.randint(1, 60)),
                "priority": draw.randint(1, 3),
                "within_minutes": draw.choice([None, 120, 240, 360]),
                "note": "",
            }
            for incident, commune in opened
            for kind in draw.sample(kinds, size.needs)
        ],
    )
    return [row[0] for row in opened]


def fetch(session: Session) -> int:
    """Return how many rows a bare fetch of what a plan reads brings."""
    lots = (
        "SELECT l.*, h.kind FROM lot l JOIN holder h ON h.id = l.holder_id WHERE NOT l.closed ORDER BY l.id"
    )
    asked = "SELECT n.*, i.* FROM need n JOIN incident i ON i.id = n.incident_id ORDER BY n.id"
    return sum(len(session.execute(text(sql)).all()) for sql in (lots, asked))


def from_nothing(session: Session) -> None:
    """Plan all incidents together with nothing proved before."""
    plan_results.PROVED = Memory()
    propose_together(session, actor=DUTY, now=now())


def first_plan(session: Session) -> None:
    """Read everything and make the quick plan, as far as a page needs it at once."""
    incidents = list_running(session)
    needs = list_needs(session, *(incident.id for incident in incidents))
    quick_plan(offered(session, incidents, needs, now()).problem, explained=False)


def seconds(database: Database, work: Callable[[Session], object]) -> float:
    """Return the CPU seconds of one piece of work, its transaction included."""
    started = time.process_time()
    with database.transaction() as session:
        work(session)
    return time.process_time() - started


def _again(database: Database, work: Callable[[Session], object], rounds: int) -> float:
    """Return the CPU seconds of a piece of work just done, so that each, the bare fetch too, finds its rows at hand."""
    if rounds > 1:
        seconds(database, work)
    return seconds(database, work)


def measure(name: str, size: Size, rounds: int, folder: Path, url: str) -> None:
    """Print a line for each piece of work."""
    url = url or f"sqlite:///{folder}/{name}.db"
    upgrade(url, folder)
    database: Database = create_app(make_settings(url, folder)).extensions["database"]
    with database.transaction() as session:
        ids = fill(session, size)
    works: dict[str, Callable[[Session], object]] = {
        "fetch": fetch,
        "all together": from_nothing,
        "all again": lambda session: propose_together(session, actor=DUTY, now=now()),
        "first plan": first_plan,
        "one incident": lambda session: propose(session, incident_id=ids[0], actor=DUTY, now=now()),
    }
    if rounds > 1:
        for work in works.values():
            seconds(database, work)  # libraries are loaded
    gc.collect()
    gc.freeze()  # as the server does before it serves
    turns = [{title: _again(database, work, rounds) for title, work in works.items()} for _ in range(rounds)]
    taken = {title: statistics.median(turn[title] for turn in turns) for title in works}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for title, median in taken.items():
        sys.stdout.write(
            f"{name:9} {title:14} {median:8.4f} s  {median / taken['fetch']:6.1f} x the fetch  {memory:.0f} MB\n"
        )
        sys.stdout.flush()
    database.dispose()


def main() -> None:
    """Measure each size in a database of its own, or all one after the other in the one given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", default=["commune", "province"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--url", default="")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name in chosen.sizes:
            measure(name, SIZES[name], chosen.rounds, Path(folder), chosen.url)


if __name__ == "__main__":
    main()
