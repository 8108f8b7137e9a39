"""The map: points within the person's reach, minutes of the roads, boundaries without anything but lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask

from core.config import SettingsError, read_settings
from inventory.rules.outline import OutlineError, outline_of
from tests.web.making import demo_copy, send, sign_in

SQUARE = [[[108.7, 15.2], [108.8, 15.2], [108.8, 15.3], [108.7, 15.2]]]


def feature(**changed: object) -> dict[str, object]:
    """Return a boundary with some parts changed."""
    shape = {"type": "Polygon", "coordinates": SQUARE} | changed
    return {"type": "Feature", "properties": {"name": "Xã A", "secret": "x"}, "geometry": shape}


@pytest.mark.parametrize(
    "loaded",
    [
        [],
        {"type": "FeatureCollection", "features": []},
        {"type": "FeatureCollection", "features": [feature(type="Point")]},
        {"type": "FeatureCollection", "features": [feature(coordinates=[[["a", 1]]])]},
        {"type": "FeatureCollection", "features": [feature(coordinates=[[[15.2, 108.7], [15.3, 108.7]]])]},
        {"type": "FeatureCollection", "features": [{"geometry": None}]},
    ],
)
def test_what_is_no_boundary_is_refused(loaded: object) -> None:
    with pytest.raises(OutlineError):
        outline_of(loaded)


def test_only_lines_and_names_are_kept(demo: Flask, tmp_path: Path) -> None:
    client = sign_in(demo, "canbo.binhminh")
    assert json.loads(client.get("/kho/ban-do/ranh-gioi.json").data)["features"] == []
    file = tmp_path / "ranh-gioi.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature()]}), encoding="utf-8")
    done = demo.test_cli_runner().invoke(args=["map", "load", str(file)])
    assert done.exit_code == 0, done.output
    kept = json.loads(client.get("/kho/ban-do/ranh-gioi.json").data)
    assert kept["features"][0]["properties"] == {"name": "Xã A"}
    assert "data-outline" in client.get("/kho/ban-do/").text
    file.write_text("[1", encoding="utf-8")
    assert demo.test_cli_runner().invoke(args=["map", "load", str(file)]).exit_code == 1
    assert demo.test_cli_runner().invoke(args=["map", "remove"]).exit_code == 0
    assert json.loads(client.get("/kho/ban-do/ranh-gioi.json").data)["features"] == []


def test_points_stay_within_reach_and_have_their_minutes(demo: Flask) -> None:
    address = "/kho/ban-do/du-lieu.json?type=TB-001&xa=21085"
    whole, own = (
        json.loads(sign_in(demo, login).get(address).data) for login in ("vanphong.tinh", "canbo.binhminh")
    )
    assert len(whole["points"]) == len(own["points"]) == 96
    assert {point["code"] for point in own["points"] if point["value"] is not None} == {"21085"}
    assert sum(point["value"] is not None for point in whole["points"]) == 96
    first = whole["points"][0]
    assert (first["code"], first["km"], first["minutes"]) == ("21085", 0.0, 0)
    minutes = [point["minutes"] for point in whole["points"]]
    assert minutes == sorted(minutes)


ALL = "chon=1&lop=kho&lop=chu&lop=tru-an&lop=su-co&lop=duong"


def test_layers_stand_in_tables_and_as_marks_within_reach(demo: Flask) -> None:
    office, own = sign_in(demo, "thuongtruc.tinh"), sign_in(demo, "canbo.binhminh")
    send(
        office,
        "/duong/21085/chinh",
        {"neighbour": "21100", "passable": "0", "text": "ngập", "seen-21100": "0"},
        "/duong/?xa=21085",
    )
    data = json.loads(office.get(f"/kho/ban-do/du-lieu.json?{ALL}&xa=21085").data)
    assert {mark["layer"] for mark in data["marks"]} == {"kho", "chu", "tru-an", "su-co"}
    (road,) = data["lines"]
    assert (road["kind"], road["said"]) == ("cut", "bị cắt")
    page = office.get(f"/kho/ban-do/?{ALL}&xa=21085").text
    assert road["name"] in page
    assert "Ngập lụt, chia cắt các thôn ven sông Trà Bồng" in page
    assert "chứa 240 người" in page
    nearest = next(mark for mark in data["marks"] if mark["layer"] == "kho")
    assert nearest["name"].startswith("Kho UBND xã Bình Minh")
    assert (nearest["minutes"], 0 < nearest["km"] < 6) == (0, True)
    # A commune's own people see their own places, and nothing of the command post's.
    marks = json.loads(own.get(f"/kho/ban-do/du-lieu.json?{ALL}").data)["marks"]
    assert {mark["layer"] for mark in marks} == {"kho", "chu", "tru-an"}
    assert all("21085" in mark["href"] for mark in marks)
    none = json.loads(own.get("/kho/ban-do/du-lieu.json?chon=1").data)
    assert (none["marks"], none["chosen"]) == ([], "21085")
    jackets = json.loads(own.get("/kho/ban-do/du-lieu.json?chon=1&lop=kho&type=TB-001").data)
    assert [mark["said"] for mark in jackets["marks"]] == ["80 cái"]


def test_tiles_come_from_the_one_host_of_the_setting(tmp_path: Path) -> None:
    app = demo_copy(tmp_path, map_tiles="https://tiles.example/{z}/{x}/{y}.png")
    answer = sign_in(app, "vanphong.tinh").get("/kho/ban-do/")
    assert "img-src 'self' data: https://tiles.example" in answer.headers["Content-Security-Policy"]
    assert 'data-tiles="https://tiles.example/{z}/{x}/{y}.png"' in answer.text
    with pytest.raises(SettingsError):
        read_settings({"MAP_TILES": "http://tiles.example/"}, root=tmp_path)
