"""A road engine by HTTP: its table is fetched, kept with its date and shown; a failing one changes nothing."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from flask import Flask

from core.communes.queries import list_communes
from core.config import SettingsError, read_settings
from mobilization.queries.roads import list_road_minutes
from mobilization.rules.road_engine import BLOCK, Block, RoadEngineError, blocks, minutes_told
from tests.web.making import database_of, demo_copy, sign_in

HOME, NEIGHBOUR, ISLAND = "21085", "21040", "21548"


class FakeOsrm(BaseHTTPRequestHandler):
    """Answers like osrm-routed: 20 minutes everywhere, no way to and from one place, another far from any road."""

    island: ClassVar[str] = ""
    off_road: ClassVar[str] = ""
    broken: ClassVar[bytes] = b""
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Answer one call of the table service."""
        self.asked.append(self.path)
        path, _, query = self.path.partition("?")
        points = path.rpartition("/")[2].split(";")
        parts = dict(part.split("=") for part in query.split("&"))
        if len(points) > 100:
            self._answer(400, json.dumps({"code": "TooBig"}).encode())
            return
        starts, ends = (
            [points[int(n)] for n in parts[name].split(";")] for name in ("sources", "destinations")
        )
        told = {
            "code": "Ok",
            "durations": [
                [None if self.island in (a, b) and a != b else 0 if a == b else 1200.4 for b in ends]
                for a in starts
            ],
            "sources": [self._spot(point) for point in starts],
            "destinations": [self._spot(point) for point in ends],
        }
        self._answer(200, self.broken or json.dumps(told).encode())

    def _spot(self, point: str) -> dict[str, Any]:
        return {"distance": 14_000.0 if point == self.off_road else 250.0, "name": "", "location": []}

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def engine() -> Iterator[str]:
    """The address of a road engine on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), FakeOsrm)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    FakeOsrm.asked, FakeOsrm.broken = [], b""
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def fetch(app: Flask) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=["mobilization", "roads", "fetch"])
    return done.exit_code, done.output


def test_the_table_is_fetched_kept_and_shown(tmp_path: Path, engine: str) -> None:
    app = demo_copy(tmp_path, roads_url=engine)
    with database_of(app).reading() as session:
        places = {str(place.code): f"{place.lon:.6f},{place.lat:.6f}" for place in list_communes(session)}
    FakeOsrm.island, FakeOsrm.off_road = places[ISLAND], places[NEIGHBOUR]
    status, told = fetch(app)
    assert (status, told) == (0, "Đã nạp số phút của 8.742 cặp xã.\n")
    assert len(FakeOsrm.asked) == 4, "96 communes in blocks of fifty"
    with database_of(app).reading() as session:
        minutes = list_road_minutes(session, [HOME])
    assert len(minutes) == 93
    assert set(minutes.values()) == {20.0}
    assert (ISLAND, HOME) not in minutes, "no way by road: the estimate by sea stays"
    assert (NEIGHBOUR, HOME) not in minutes, "its centre lies on no road of the engine's map"
    page = sign_in(app, "thuongtruc.tinh").get("/duong/").text
    assert "OSRM, 127.0.0.1, tính đến" in page
    database_of(app).dispose()


@pytest.mark.parametrize(
    "broken", [b"<html>", b'{"code": "NoSegment"}', b'{"code": "Ok", "durations": [[1]]}']
)
def test_an_answer_that_cannot_be_used_leaves_the_table_as_it_was(
    tmp_path: Path, engine: str, broken: bytes
) -> None:
    app = demo_copy(tmp_path, roads_url=engine)
    FakeOsrm.island = FakeOsrm.off_road = "nowhere"
    assert fetch(app)[0] == 0
    FakeOsrm.broken = broken
    status, told = fetch(app)
    assert status == 2
    assert "Bảng đang dùng giữ nguyên" in told
    with database_of(app).reading() as session:
        assert len(list_road_minutes(session, [HOME])) == 95
    database_of(app).dispose()


def test_no_engine_and_none_that_listens_are_said(tmp_path: Path) -> None:
    app = demo_copy(tmp_path)
    assert fetch(app) == (2, "Chưa đặt ROADS_URL, ví dụ http://127.0.0.1:5000.\n")
    app.extensions["settings"] = replace(app.extensions["settings"], roads_url="http://127.0.0.1:9")
    assert fetch(app)[0] == 2
    database_of(app).dispose()


def test_only_web_addresses_are_asked() -> None:
    with pytest.raises(SettingsError, match="ROADS_URL"):
        read_settings({"ROADS_URL": "file:///etc/passwd"}, root=Path())


def test_a_negative_time_is_no_time(demo: Flask) -> None:
    with database_of(demo).reading() as session:
        two = list_communes(session)[:2]
    spots = [{"distance": 1.0}, {"distance": 2.0}]
    answer = {"code": "Ok", "durations": [[0, -5], [60, 0]], "sources": spots, "destinations": spots}
    with pytest.raises(RoadEngineError):
        minutes_told(Block(starts=two, ends=two), answer)
    answer["durations"] = [[0, 90], [None, 0]]
    assert minutes_told(Block(starts=two, ends=two), answer) == {(two[0].code, two[1].code): 1.5}
    assert [len(block.starts) for block in blocks([*two] * 30)] == [BLOCK, BLOCK, 10, 10]
