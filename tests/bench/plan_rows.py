"""How long it takes from rows in the database to a plan that is kept, beside a bare fetch of the same rows.

    python -m tests.bench.plan_rows [--incidents 60] [--needs 15] [--rounds 3]

A province of 96 communes holds one row of each type; incidents of the province ask for some. Prints medians of CPU
seconds: the first plan of all incidents together, one incident planned anew beside all standing plans, the fetch.
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from app import create_app
from core.accounts.rules.roles import Actor, Role
from core.clock import now
from core.communes.queries import store_tables
from core.communes.tables import read_tables
from core.db import Database
from inventory.models import HolderRow, LotRow
from inventory.rules.catalogue import read_catalogue
from inventory.services.catalogue import store_catalogue, store_commune_holders
from mobilization.models import IncidentRow, NeedRow
from mobilization.services import plan_results
from mobilization.services.planning import propose, propose_together
from mobilization.solver.memory import Memory
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


def fill(session: Session, *, incidents: int, needs: int) -> list[int]:
    """Return the ids of the incidents of a province that holds something everywhere."""
    tables, catalogue = read_tables(), read_catalogue()
    store_tables(session, tables)
    store_catalogue(session, catalogue)
    store_commune_holders(session, tables.gazetteer.communes)
    owners = session.execute(select(HolderRow.commune_code, HolderRow.id)).all()
    kinds = [kind.code for kind in catalogue if kind.code.startswith(("VT", "TP"))][:needs]
    draw = random.Random(2025)
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
            for commune, holder in owners
            for kind in kinds
        ],
    )
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
            for number in range(incidents)
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
            for kind in kinds
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


def seconds(database: Database, work: Callable[[Session], object]) -> float:
    """Return the CPU seconds of one piece of work, its transaction included."""
    started = time.process_time()
    with database.transaction() as session:
        work(session)
    return time.process_time() - started


def main() -> None:
    """Print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=60)
    parser.add_argument("--needs", type=int, default=15)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bench.db"
        upgrade(url, Path(folder))
        database: Database = create_app(make_settings(url, Path(folder))).extensions["database"]
        with database.transaction() as session:
            ids = fill(session, incidents=chosen.incidents, needs=chosen.needs)
        works: dict[str, Callable[[Session], object]] = {
            "fetch": fetch,
            "all together": from_nothing,
            "all again": lambda session: propose_together(session, actor=DUTY, now=now()),
            "one incident": lambda session: propose(session, incident_id=ids[0], actor=DUTY, now=now()),
        }
        for work in works.values():
            seconds(database, work)  # libraries are loaded
        gc.collect()
        gc.freeze()  # as the server does before it serves
        taken = {
            name: statistics.median(seconds(database, work) for _ in range(chosen.rounds))
            for name, work in works.items()
        }
        for name, median in taken.items():
            sys.stdout.write(f"{name:14} {median:8.4f} s  {median / taken['fetch']:6.1f} x the fetch\n")
        database.dispose()


if __name__ == "__main__":
    main()
