"""`flask stock import`, `undo` and `show`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from tests.conftest import make_settings
from tests.web.making import OWN, database_of, workbook


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "Danh mục xã.xlsx"
    path.write_bytes(workbook().read())
    return path


def run(app: Flask, *args: str, status: int = 0) -> str:
    """Return what a command prints to the output stream."""
    done = app.test_cli_runner().invoke(args=["stock", *args])
    assert done.exit_code == status, done.output
    return done.stdout if status == 0 else done.stderr


def test_dry_run_needs_no_tables(tmp_path: Path, file: Path) -> None:
    app = create_app(make_settings(f"sqlite:///{tmp_path / 'none.sqlite3'}", tmp_path))
    found = json.loads(run(app, "import", str(file), "--dry-run", "--format", "json"))
    app.extensions["database"].dispose()
    assert set(found) == {"file", "sheets", "rows", "checks", "unread"}
    assert [(row["cell"], row["resource_code"], row["quantity"], row["status"]) for row in found["rows"]] == [
        ("E4", "TB-001", 131, "accepted"),
        ("E5", "TB-010", 3, "accepted"),
        ("E6", None, None, "review"),
    ]
    assert not list(tmp_path.glob("files/*"))


def test_dry_run_as_a_table(demo: Flask, file: Path) -> None:
    text = run(demo, "import", str(file), "--dry-run")
    assert "Áo phao" in text
    assert "cần hỏi 1" in text
    assert "Chạy thử" in text


def test_import_show_undo(demo: Flask, file: Path) -> None:
    before = run(demo, "show", "--commune", OWN, "--format", "json")
    found = json.loads(run(demo, "import", str(file), "--yes", "--format", "json"))
    assert found["batch"]["ask"] == 1
    after = json.loads(run(demo, "show", "--commune", OWN, "--format", "json"))
    assert 131 in [row["on_hand"] for row in after["rows"] if row["resource_code"] == "TB-001"]
    again = json.loads(run(demo, "import", str(file), "--yes", "--format", "json"))
    assert (again["batch"]["new"], again["batch"]["changed"]) == (0, 0)
    undone = run(demo, "undo", found["batch"]["number"])
    written = found["batch"]["new"] + found["batch"]["changed"]
    assert undone.splitlines()[0].startswith(f"{written} dòng")
    assert run(demo, "show", "--commune", OWN, "--format", "json") == before
    assert "đã hoàn tác" in run(demo, "undo", str(found["batch"]["id"]), status=1)


def test_without_a_yes_nothing_is_written(demo: Flask, file: Path) -> None:
    before = run(demo, "show", "--commune", OWN)
    done = demo.test_cli_runner().invoke(args=["stock", "import", str(file)], input="n\n")
    assert done.exit_code == 0
    assert run(demo, "show", "--commune", OWN) == before


@pytest.mark.parametrize("args", [("show", "--commune", "1"), ("undo", "999999"), ("undo", "một")])
def test_refusals_are_sentences(demo: Flask, args: tuple[str, ...]) -> None:
    assert run(demo, *args, status=1).strip().endswith((".", ")"))


def test_a_file_that_is_no_workbook(tmp_path: Path, demo: Flask) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("no")
    assert "không phải bảng tính" in run(demo, "import", str(path), "--dry-run", status=1)
    done = demo.test_cli_runner().invoke(args=["stock", "import", str(path), "--dry-run", "--format", "json"])
    said = json.loads(done.stdout)["error"]
    assert (done.exit_code, said["code"]) == (1, "not_a_workbook")
    assert said["message"] == done.stderr.strip()


def test_a_database_that_cannot_be_asked_is_a_sentence(tmp_path: Path) -> None:
    for url, said in (
        (f"sqlite:///{tmp_path / 'empty.sqlite3'}", "hãy chạy “flask db upgrade”"),
        ("postgresql+psycopg://nobody:nothing@127.0.0.1:1/none", "hãy xem lại DATABASE_URL"),
    ):
        app = create_app(make_settings(url, tmp_path))
        done = app.test_cli_runner().invoke(args=["user", "list"])
        database_of(app).dispose()
        assert (done.exit_code, said in done.stderr) == (1, True)


def test_the_table_says_how_many_cells_were_not_used(tmp_path: Path, demo: Flask) -> None:
    path = tmp_path / "a.csv"
    path.write_text("TT,Xã,Tên vật tư,ĐVT,Số lượng,Nhu cầu\n1,Xã Bình Minh,Áo phao,cái,20,35\n", "utf-8")
    assert "- không dùng 1 ô: là nhu cầu" in run(demo, "import", str(path), "--dry-run")


def test_an_empty_file_is_not_called_another_kind_of_file(tmp_path: Path, demo: Flask) -> None:
    path = tmp_path / "a.xlsx"
    path.touch()
    assert "0 byte" in run(demo, "import", str(path), "--dry-run", status=1)
