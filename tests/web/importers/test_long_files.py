"""A long file: taken in at once, its page looks again by itself, the pages after it do no work twice."""

from __future__ import annotations

import re
import threading
import time
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from core.clock import now
from importers.doors.readers import Readers, read_upload
from importers.models import ImportBatchRow
from importers.queries.batches import get_batch
from importers.rules.stock.difference import compare
from importers.services.progress import SILENCE, was_cut_off
from tests.web.importers.walking import digest_of, made, upload
from tests.web.making import database_of, send, sign_in, workbook
from tests.web.test_api import call, new_token

PATIENCE_SECONDS = 30


@pytest.fixture(autouse=True)
def every_file_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    for door in ("taking", "showing"):
        monkeypatch.setattr(f"importers.doors.{door}.LONG_FILE_BYTES", 100)


@pytest.fixture
def province(demo: Flask) -> FlaskClient:
    return sign_in(demo, "vanphong.tinh")


def wait(client: FlaskClient, address: str) -> str:
    """Return the upload's page once it no longer looks again by itself."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        page = client.get(address)
        assert page.status_code == 200
        if "Refresh" not in page.headers:
            return page.text
        assert "Có thể đóng trình duyệt" in page.text
        time.sleep(0.1)
    raise AssertionError("the file was not read in time")


def test_the_walk_of_a_long_file(demo: Flask, province: FlaskClient) -> None:
    address = upload(province, workbook()).location
    assert "Còn 1 câu hỏi cho 1 ô" in wait(province, address)
    page = province.get(f"{address}/cau-hoi").text
    key = re.search(r'name="key-0"\s+value="([^"]+)"', page)
    assert key
    form = {"key-0": key.group(1), "other-0": "phao tròn cứu sinh"}
    send(province, f"{address}/cau-hoi", form, f"{address}/cau-hoi")
    sent = province.get(f"{address}/doi-chieu")
    assert (sent.status_code, sent.location) == (303, address), "read anew, with the answer"
    assert "câu hỏi cho" not in wait(province, address)
    form = {"digest": digest_of(province.get(address))}
    assert send(province, f"{address}/ghi", form, address).status_code == 303
    assert "Biên nhận NK-" in province.get(address).text


def test_a_long_secret_file_leaves_its_refusal_only(demo: Flask, province: FlaskClient) -> None:
    file = made((1, "xã Bình Minh", "Áo phao", "cái", 3), first="MẬT")
    address = upload(province, file, "ke hoach tac chien.xlsx").location
    page = wait(province, address)
    assert "dấu chỉ độ mật" in page
    assert "ke hoach tac chien" not in page + province.get("/nhap-lieu/").text
    folder = Path(demo.extensions["settings"].data_dir)
    assert not [*folder.glob("files/*"), *folder.glob("waiting/*"), *folder.glob("incoming-*")]
    for part in ("/doi-chieu", "/chua-nhap", "/khong-dung", "/cau-hoi"):
        assert province.get(address + part).location == address
    send(province, f"{address}/bo", {}, address)
    assert province.get(address).status_code == 404


def test_what_is_no_workbook_is_refused_at_once(province: FlaskClient) -> None:
    answer = upload(province, BytesIO(b"%PDF-1.7 " + b"x" * 500), "a.pdf")
    assert answer.status_code == 422
    assert "không phải bảng tính" in answer.text


def test_a_server_that_was_restarted_takes_the_file_up_again(
    demo: Flask, province: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[int] = []
    monkeypatch.setattr(Readers, "take", lambda _self, batch_id: taken.append(batch_id))
    address = upload(province, workbook()).location
    page = province.get(address).text
    assert "Đang chờ đến lượt đọc" in page
    assert "bắt đầu lại sau chừng 30 giây" in page
    assert "đang đọc" in province.get("/nhap-lieu/").text
    assert len(taken) == 1, "a look alone does not begin a second reading"
    with database_of(demo).transaction() as session:
        before = ImportBatchRow.stage_at
        row = session.get_one(ImportBatchRow, taken[0])
        assert row.stage_at is not None
        session.execute(
            update(ImportBatchRow).values({before: row.stage_at - SILENCE - timedelta(minutes=1)})
        )
    monkeypatch.undo()
    assert "Còn 1 câu hỏi cho 1 ô" in wait(province, address)


def test_a_file_that_is_read_can_be_put_away(
    demo: Flask, province: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Readers, "take", lambda *_: None)
    address = upload(province, workbook()).location
    send(province, f"{address}/bo", {}, address)
    assert province.get(address).status_code == 404
    assert not [*Path(demo.extensions["settings"].data_dir).glob("waiting/*")]


def test_pages_compare_with_the_stock_only_after_it_changed(
    demo: Flask, province: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[int] = []

    def counted(*args: Any) -> Any:
        compared.append(1)
        return compare(*args)

    address = upload(province, workbook()).location
    wait(province, address)
    monkeypatch.setattr("importers.queries.previews.compare", counted)
    for part in ("", "/doi-chieu", "/doi-chieu?status=new", "/khong-dung", "/cau-hoi"):
        assert province.get(address + part).status_code == 200
    assert not compared
    other = upload(province, made((1, "xã Bình Minh", "Áo phao", "Cái", 140))).location
    wait(province, other)
    compared.clear()
    digest = digest_of(province.get(address))
    send(province, f"{other}/ghi", {"digest": digest_of(province.get(other))}, other)
    compared.clear()
    assert digest_of(province.get(address)) != digest, "what changed is seen at once"
    assert len(compared) == 1
    send(province, f"{address}/y-nghia", {"mode": "add"}, address)
    province.get(address)
    assert len(compared) == 2


def test_a_program_looks_until_a_long_file_is_read(demo: Flask) -> None:
    secret = new_token(demo)
    told = {"Authorization": f"Bearer {secret}", "Idempotency-Key": "long-0001"}
    sent = demo.test_client().post("/api/v1/imports?name=dai.xlsx", data=workbook().getvalue(), headers=told)
    assert (sent.status_code, sent.get_json()["state"]) == (201, "reading"), sent.text
    path, until = sent.headers["Location"], time.monotonic() + PATIENCE_SECONDS
    while call(demo, secret, "GET", path).get_json()["state"] == "reading" and time.monotonic() < until:
        time.sleep(0.1)
    assert call(demo, secret, "GET", path).get_json()["questions"] == 1
    assert len(call(demo, secret, "GET", f"{path}/lines").get_json()["lines"]) == 3


def test_a_file_that_takes_long_is_not_taken_for_cut_off(
    demo: Flask, province: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, go_on = threading.Event(), threading.Event()

    def slow(batch_id: int) -> None:
        began.set()
        go_on.wait(3 * PATIENCE_SECONDS)  # longer than the beat is waited for
        read_upload(batch_id)

    monkeypatch.setattr("importers.doors.readers.BEAT_SECONDS", 0.05)
    monkeypatch.setattr("importers.doors.readers.read_upload", slow)
    address = upload(province, workbook()).location
    assert began.wait(PATIENCE_SECONDS)
    batch_id, database = int(address.rpartition("/")[2]), database_of(demo)
    with database.transaction() as session:
        long_ago = now() - SILENCE - timedelta(minutes=1)
        session.execute(update(ImportBatchRow).values(stage_at=long_ago))
    until = time.monotonic() + PATIENCE_SECONDS
    heard = False
    while not heard and time.monotonic() < until:
        time.sleep(0.05)
        with database.reading() as session:
            heard = not was_cut_off(get_batch(session, batch_id), now())
    go_on.set()
    assert heard
    assert "Còn 1 câu hỏi cho 1 ô" in wait(province, address)
