"""The small port to a road engine: its table is fetched beforehand and kept; no plan ever waits for it."""

from __future__ import annotations

import json
from datetime import datetime
from http.client import HTTPException
from typing import Any, Protocol
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from sqlalchemy.orm import Session

from core.communes.queries import list_communes
from mobilization.rules.road_engine import RoadEngineError, blocks, minutes_told
from mobilization.services.conditions import keep_road_minutes

CALL_SECONDS = 20.0
MOST_BYTES = 4_000_000  # 50 × 50 pairs take some 40 kB


class Engine(Protocol):
    """Whatever answers the calls of OSRM's table service."""

    def ask(self, path: str) -> Any:
        """Return the answer's JSON; raises RoadEngineError."""


class HttpEngine:
    """OSRM by HTTP at an address of the office's own, such as http://127.0.0.1:5000."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")

    def ask(self, path: str) -> Any:
        """Return the answer's JSON; raises RoadEngineError where none comes in time or it is none."""
        request = Request(self.url + path, headers={"Accept": "application/json"})  # noqa: S310  the setting allows http(s) only
        try:
            with urlopen(request, timeout=CALL_SECONDS) as answer:  # noqa: S310
                return json.loads(answer.read(MOST_BYTES))
        except (OSError, HTTPException, ValueError) as error:
            raise RoadEngineError(why=str(error) or type(error).__name__) from error


def fetch_road_minutes(session: Session, engine: Engine, *, source: str, now: datetime) -> int:
    """Put what an engine says of every pair of communes in place of the table before; returns how many pairs it knows.

    Raises RoadEngineError at the first call that fails; then the table stays as it was.
    """
    found: dict[tuple[str, str], float] = {}
    for block in blocks(list_communes(session)):
        found |= minutes_told(block, engine.ask(block.path))
    if not found:
        raise RoadEngineError(why="0")
    return keep_road_minutes(session, found, source=source, now=now)


def host_of(url: str) -> str:
    """Return the host of an address, for people: no path, no password."""
    return urlsplit(url).hostname or ""
