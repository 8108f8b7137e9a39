"""A spreadsheet through the JSON interface: asked, answered, seen, written, undone; same owner, same limits, no secrets."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from openpyxl import Workbook
from werkzeug.test import TestResponse

from core.backup import FILES_DIR
from tests.web.making import OWN, workbook
from tests.web.test_api import call, code_of, new_token

pytestmark = pytest.mark.usefixtures("reads_here")

IMPORTS = "/api/v1/imports"


@pytest.fixture
def demo(demo_everywhere: Flask) -> Flask:
    return demo_everywhere


@pytest.fixture
def secret(demo: Flask) -> str:
    """A token of the demo commune's official."""
    return new_token(demo)


def send_file(app: Flask, secret: str, file: BytesIO, key: str, name: str = "danh-muc.xlsx") -> TestResponse:
    """Return the answer to a spreadsheet sent as a call's body."""
    told = {"Authorization": f"Bearer {secret}", "Idempotency-Key": key}
    return app.test_client().post(
        f"{IMPORTS}?name={name}",
        data=file.getvalue(),
        content_type="application/octet-stream",
        headers=told,
    )


def jackets(app: Flask, secret: str) -> list[float]:
    """Return the figures of life jackets a commune keeps itself."""
    lots = call(app, secret, "GET", f"/api/v1/communes/{OWN}/lots?type_code=TB-001").get_json()["lots"]
    return sorted(lot["on_hand"] for lot in lots)


def test_one_key_sends_one_file_under_one_name(demo: Flask, secret: str) -> None:
    """What stands behind the address's question mark is part of a call, as its body is."""
    file, names = workbook(), ("a.xlsx", "a.xlsx", "b.xlsx")
    first, again, other = (send_file(demo, secret, file, "import-once", name) for name in names)
    assert (first.status_code, again.text) == (201, first.text)
    assert code_of(other) == (409, "form_sent_before")


def test_what_the_figures_mean_is_said_before_they_are_written(demo: Flask, secret: str) -> None:
    path = send_file(demo, secret, workbook(), "import-mode").headers["Location"]
    before = call(demo, secret, "GET", path).get_json()
    assert before["mode"] == "replace"
    for said in ("nonsense", ""):
        assert call(demo, secret, "POST", f"{path}/meaning", {"mode": said}).status_code == 422
    added = call(demo, secret, "POST", f"{path}/meaning", {"mode": "add"})
    assert (added.status_code, added.get_json()["mode"]) == (200, "add"), added.text
    assert call(demo, secret, "GET", path).get_json()["digest"] != before["digest"]
    assert call(demo, secret, "POST", f"{path}/discarding", {}).status_code == 200
    late = call(demo, secret, "POST", f"{path}/meaning", {"mode": "fill"})
    assert code_of(late) == (404, "not_found")


def test_a_file_is_answered_written_and_undone(demo: Flask, secret: str) -> None:
    before = jackets(demo, secret)
    file = workbook()
    sent = send_file(demo, secret, file, "import-0001")
    assert (sent.status_code, sent.get_json()["state"]) == (201, "open"), sent.text
    assert send_file(demo, secret, file, "import-0001").text == sent.text
    path = sent.headers["Location"]
    seen = call(demo, secret, "GET", path).get_json()
    assert (seen["questions"], seen["office"]) == (1, OWN)
    lines = call(demo, secret, "GET", f"{path}/lines").get_json()["lines"]
    assert {line["quantity_raw"] for line in lines} == {"131", "3", "12"}
    (question,) = call(demo, secret, "GET", f"{path}/questions").get_json()
    wrong = {"answers": [{"key": question["key"], "value": "XX-999"}]}
    assert code_of(call(demo, secret, "POST", f"{path}/answers", wrong)) == (422, "answer_does_not_fit")
    right = {"answers": [{"key": question["key"], "value": "skip"}]}
    assert call(demo, secret, "POST", f"{path}/answers", right).status_code == 200
    stale = call(demo, secret, "POST", f"{path}/commit", {"digest": "0" * 64})
    assert code_of(stale) == (409, "stale_preview")
    assert jackets(demo, secret) == before
    ready = call(demo, secret, "GET", path).get_json()
    assert ready["questions"] == 0
    done = call(demo, secret, "POST", f"{path}/commit", {"digest": ready["digest"]})
    assert (done.status_code, done.get_json()["state"]) == (200, "committed"), done.text
    assert 131 in jackets(demo, secret)
    again = call(demo, secret, "POST", f"{path}/commit", {"digest": ready["digest"]})
    assert code_of(again) == (409, "import_not_open")
    taken = call(demo, secret, "GET", f"{path}/lines?status=new").get_json()["lines"]
    assert all(line["lot_id"] for line in taken)
    assert code_of(call(demo, secret, "POST", f"{path}/discarding", {})) == (409, "import_not_open")
    undone = call(demo, secret, "POST", f"{path}/undo", {}).get_json()["outcomes"]
    assert undone["reversed"] >= 1
    assert jackets(demo, secret) == before


def test_an_upload_belongs_to_its_office(demo: Flask, secret: str) -> None:
    path = send_file(demo, secret, workbook(), "import-0011").headers["Location"]
    stranger, auditor = new_token(demo, "canbo.khac"), new_token(demo, "kiemtoan")
    for name in ("", "/lines", "/questions"):
        assert code_of(call(demo, stranger, "GET", path + name)) == (403, "other_commune")
    for name, body in (("/commit", {"digest": "0" * 64}), ("/undo", {}), ("/discarding", {})):
        assert code_of(call(demo, stranger, "POST", path + name, body)) == (403, "other_commune")
    assert call(demo, stranger, "GET", IMPORTS).get_json()["imports"] == []
    assert code_of(send_file(demo, auditor, workbook(), "import-0012")) == (403, "forbidden")
    assert call(demo, secret, "POST", f"{path}/discarding", {}).status_code == 200
    assert call(demo, secret, "GET", path).status_code == 404


def kept(app: Flask) -> set[str]:
    """Return the names of all files that are kept."""
    folder: Any = app.extensions["settings"].data_dir / FILES_DIR
    return {path.name for path in folder.glob("*")} if folder.is_dir() else set()


def test_what_is_secret_or_no_spreadsheet_is_refused_and_leaves_nothing(demo: Flask, secret: str) -> None:
    before = kept(demo)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["TỐI MẬT"])
    for row in (("TT", "Tên phương tiện, vật tư", "ĐVT", "Số lượng"), (1, "Áo phao", "Cái", 131)):
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    marked = send_file(demo, secret, file, "import-0021", "mat.xlsx")
    assert code_of(marked) == (422, "state_secret")
    assert send_file(demo, secret, BytesIO(b"\x00\x01 no book"), "import-0022").status_code == 422
    assert code_of(send_file(demo, secret, BytesIO(), "import-0023")) == (422, "no_file_chosen")
    assert kept(demo) == before
    assert call(demo, secret, "GET", IMPORTS).get_json()["imports"] == []
