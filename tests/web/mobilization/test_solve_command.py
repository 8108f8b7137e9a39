"""`flask mobilization solve` answers in the fixed shape, and says which field of a bad file is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mobilization.cli.solving import mobilization

ROOT = Path(__file__).parents[3]
FILE: dict[str, Any] = {
    "places": [
        {"id": "A", "lat": 15, "lon": 108.8, "neighbours": ["B"], "name": "Xã A"},
        {"id": "B", "lat": 15.1, "lon": 108.8},
    ],
    "stocks": [
        {"id": 1, "place": "A", "type": "boat", "quantity": 5, "keep": 2},
        {"id": 2, "place": "B", "type": "raft", "quantity": 9.0, "ready_minutes": 15, "level": "province"},
    ],
    "needs": [{"id": "n", "place": "A", "type": "boat", "quantity": 12, "within_minutes": 120}],
    "substitutes": [{"asked": "boat", "given": "raft", "given_per_asked": 1.5}],
}


def run(path: Path, data: object, *options: str) -> Result:
    """Return what the command says to a file of `data`."""
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return CliRunner().invoke(mobilization, ["solve", str(path), *options])


def test_json(tmp_path: Path) -> None:
    result = run(tmp_path / "p.json", FILE)
    assert result.exit_code == 0, result.output
    answer = json.loads(result.output)
    assert answer.pop("seconds") > 0
    assert answer == {
        "lines": [
            {"need": "n", "stock": 1, "quantity": 5, "covers": 5, "minutes": 0, "tier": 0},
            {"need": "n", "stock": 2, "quantity": 9, "covers": 6, "minutes": 47, "tier": 2},
        ],
        "unmet": [{"need": "n", "quantity": 1, "reason": "all_given"}],
        "why": [],
        "objective": {
            "covered": {"1": 11},
            "fairness": {"1": 61},
            "beyond": {"own": 6, "neighbours": 6, "province": 0},
            "minutes": {"1": 423},
        },
        "proved": True,
        "method": "whole_units",
    }


def test_text(tmp_path: Path) -> None:
    result = run(tmp_path / "p.json", FILE, "--format", "text")
    assert result.exit_code == 0
    assert "Nhu cầu  Nguồn lực  Số lượng" in result.output
    assert "mọi nguồn còn dùng được đã huy động hết" in result.output
    assert "Đã chứng minh là tốt nhất." in result.output


def test_an_empty_problem_has_an_empty_plan(tmp_path: Path) -> None:
    result = run(tmp_path / "p.json", {"places": [], "stocks": [], "needs": []})
    assert result.exit_code == 0
    assert json.loads(result.output)["lines"] == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"stocks": 3}, "Trường stocks không hợp lệ: phải là danh sách các đối tượng."),
        ({"stocks": [{"id": 1}]}, "Trường stocks.0.place không hợp lệ: thiếu."),
        (
            {"stocks": [FILE["stocks"][0] | {"quantity": 2.5}]},
            "Trường stocks.0.quantity không hợp lệ: phải là số nguyên.",
        ),
        (
            {"stocks": [FILE["stocks"][0] | {"quantity": True}]},
            "Trường stocks.0.quantity không hợp lệ: phải là số nguyên.",
        ),
        (
            {"stocks": [FILE["stocks"][0] | {"quantity": -2}]},
            "stocks.quantity (1) là -2, phải từ 0 đến 1000000000.",
        ),
        ({"stocks": [FILE["stocks"][0] | {"place": "Z"}]}, "stocks.place: không có Z."),
        (
            {"stocks": [FILE["stocks"][0] | {"level": "x"}]},
            "Trường stocks.0.level không hợp lệ: phải là commune",
        ),
        ({"stocks": FILE["stocks"] * 2}, "stocks.id: 1 có nhiều hơn một lần."),
        (
            {"places": [{"id": None, "lat": 1, "lon": 2}]},
            "Trường places.0.id không hợp lệ: không được để trống.",
        ),
        ({"places": [{"id": "A", "lat": "x", "lon": 2}]}, "Trường places.0.lat không hợp lệ: phải là số."),
        ({"minutes": [["A", "B"]]}, "Trường minutes.0 không hợp lệ: phải có đúng 3 phần tử."),
        ({"pins": [{"need": "n", "stock": 1, "quantity": 9}]}, "(vượt số lượng hiện có)"),
        ({"travel": {"speed_kmh": 0}}, "travel.speed_kmh"),
        (
            {"substitutes": [{"asked": "a", "given": "b", "given_per_asked": 0}]},
            "given_per_asked không hợp lệ: phải lớn hơn 0.",
        ),
    ],
)
def test_bad_files(change: dict[str, Any], sentence: str, tmp_path: Path) -> None:
    result = run(tmp_path / "p.json", FILE | change)
    assert result.exit_code == 2
    assert sentence in result.output


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "[]", "3", '"x"'])
def test_what_is_not_a_problem_at_all(text: str, tmp_path: Path) -> None:
    result = run(tmp_path / "p.json", text)
    assert result.exit_code == 2
    assert "không" in result.output or "phải" in result.output


def test_no_file(tmp_path: Path) -> None:
    assert CliRunner().invoke(mobilization, ["solve", str(tmp_path / "none.json")]).exit_code == 2


def test_the_command_loads_neither_database_nor_pages(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    path.write_text(json.dumps(FILE), encoding="utf-8")
    run_it = (
        "import sys\n"
        "from flask.cli import main\n"
        f"sys.argv = ['flask', 'mobilization', 'solve', {str(path)!r}, '--format', 'text']\n"
        "try:\n    main()\nexcept SystemExit as end:\n    print('ended', end.code)\n"
        "print(sorted({'sqlalchemy', 'core.web', 'importers', 'reports'} & set(sys.modules)))\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", run_it], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert said.stdout.splitlines()[0].startswith("Nhu cầu")
    assert said.stdout.splitlines()[-2:] == ["ended 0", "[]"]
