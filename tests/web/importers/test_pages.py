"""The walk of a file through the pages, without JavaScript; and what is refused on the way."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.importers.walking import digest_of, made, upload
from tests.web.making import OWN, send, sign_in, workbook

pytestmark = pytest.mark.usefixtures("reads_here")


def kept(demo: Flask) -> list[Path]:
    """Return the kept files and whatever an upload left behind."""
    folder = Path(demo.extensions["settings"].data_dir)
    return [*(folder / "files").glob("*"), *folder.glob("incoming-*")]


@pytest.fixture
def province(demo: Flask) -> FlaskClient:
    return sign_in(demo, "vanphong.tinh")


def test_the_walk_of_a_file(demo: Flask, province: FlaskClient) -> None:
    address = upload(province, workbook()).location
    page = province.get(address)
    assert "Còn 1 câu hỏi cho 1 ô" in page.text
    assert "Tệp này có 1 trang tính" in page.text
    questions = province.get(f"{address}/cau-hoi")
    key = re.search(r'name="key-0"\s+value="([^"]+)"', questions.text)
    assert key
    assert "“Phao” ở 1 ô là loại nào?" in questions.text
    form = {"key-0": key.group(1), "choice-0": "", "other-0": "phao tròn cứu sinh"}
    answered = send(province, f"{address}/cau-hoi", form, f"{address}/cau-hoi")
    assert answered.status_code == 303
    assert province.get(answered.location).status_code == 302, "nothing is left to ask"
    rows = province.get(f"{address}/doi-chieu")
    assert "Áo phao" in rows.text
    assert "Sheet!E4" in rows.text
    done = send(province, f"{address}/ghi", {"digest": digest_of(province.get(address))}, address)
    receipt = province.get(done.location)
    assert "Biên nhận NK-" in receipt.text
    assert "131" in province.get(f"/kho/xa/{OWN}?q=ao+phao").text
    assert "Danh mục xã.xlsx › Sheet!E4" in province.get(_story(province, address)).text
    send(province, f"{address}/hoan-tac", {}, address)
    undone = province.get(address)
    assert "đã hoàn tác" in undone.text
    assert "0 dòng</a>" not in undone.text, "nothing stands behind it"
    remembered = province.get("/nhap-lieu/cau-tra-loi")
    assert "“Phao” → Phao tròn cứu sinh" in remembered.text
    forget = re.search(r'action="(/nhap-lieu/cau-tra-loi/\d+/xoa)"', remembered.text)
    assert forget
    send(province, forget.group(1), {}, "/nhap-lieu/cau-tra-loi")
    assert "Chưa có câu trả lời" in province.get("/nhap-lieu/cau-tra-loi").text


def _story(client: FlaskClient, address: str) -> str:
    found = re.search(r'href="(/kho/\d+)"', client.get(f"{address}/doi-chieu").text)
    assert found
    return found.group(1)


def test_files_that_are_refused_leave_nothing(demo: Flask, province: FlaskClient) -> None:
    row = (1, "xã Bình Minh", "Áo phao", "cái", 3)
    files = (
        (BytesIO(b"PK is not enough"), "chu.xlsx", "không phải bảng tính"),
        (BytesIO(b"%PDF-1.7 nothing"), "van ban.pdf", "không phải bảng tính"),
        (made(row, first="MẬT"), "mot.xlsx", "dấu chỉ độ mật"),
        (made(row, first="TUYỆT MẬT"), "hai.xlsx", "dấu chỉ độ mật"),
    )
    for file, name, sentence in files:
        answer = upload(province, file, name)
        assert answer.status_code == 422
        assert sentence in answer.text
        assert kept(demo) == []
        assert name not in province.get("/nhap-lieu/").text


def test_an_encrypted_workbook_is_refused(demo: Flask, province: FlaskClient) -> None:
    # An encrypted .xlsx is an OLE compound file that holds a stream named EncryptedPackage.
    file = BytesIO(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le"))
    answer = upload(province, file, "khoa.xlsx")
    assert answer.status_code == 422
    assert kept(demo) == []


def test_no_file_chosen(province: FlaskClient) -> None:
    answer = upload(province, BytesIO(b""), "")
    assert answer.status_code == 422
    assert "Chưa chọn tệp" in answer.text


def test_a_file_of_absurd_ratio_is_refused(demo: Flask, province: FlaskClient) -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b" " * 60_000_000)
    file.seek(0)
    answer = upload(province, file, "bom.xlsx")
    assert answer.status_code in {413, 422}
    assert kept(demo) == []


def test_a_stale_preview_is_refused_with_a_fresh_one(demo: Flask, province: FlaskClient) -> None:
    address = upload(province, workbook()).location
    seen = digest_of(province.get(address))
    send(province, f"{address}/y-nghia", {"mode": "add"}, address)
    late = send(province, f"{address}/ghi", {"digest": seen}, address)
    assert late.status_code == 409
    assert "đã thay đổi sau khi" in late.text
    assert digest_of(late) != seen
    again = send(province, f"{address}/ghi", {"digest": digest_of(late)}, address)
    assert again.status_code == 303


def test_the_same_form_twice_commits_once(demo: Flask, province: FlaskClient) -> None:
    address = upload(province, workbook()).location
    form = {"digest": digest_of(province.get(address)), "_once": "k" * 24}
    first, second = (send(province, f"{address}/ghi", form, address) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location


def test_two_people_of_one_office_share_an_upload(demo: Flask, province: FlaskClient) -> None:
    address = upload(province, workbook()).location
    other = sign_in(demo, "thuongtruc.tinh")
    assert "Danh mục xã.xlsx" in other.get("/nhap-lieu/").text
    digest = digest_of(other.get(address))
    assert send(other, f"{address}/ghi", {"digest": digest}, address).status_code == 303
    late = send(province, f"{address}/ghi", {"digest": digest}, "/nhap-lieu/")
    assert late.status_code == 409
    assert "đã được ghi hoặc hoàn tác" in late.text


def test_a_commune_imports_for_itself_alone(demo: Flask) -> None:
    client = sign_in(demo, "canbo.binhminh")
    rows = ((1, "xã Bình Minh", "Áo phao", "cái", 77), (2, "phường Cẩm Thành", "Áo phao", "cái", 88))
    address = upload(client, made(*rows)).location
    refused = client.get(f"{address}/doi-chieu?status=refused")
    assert "thuộc xã khác" in refused.text
    assert "88" in refused.text
    assert "1 dòng không nhận: thuộc xã khác" in client.get(address).text, "the file's own page says it too"
    assert sign_in(demo, "canbo.khac").get(address).status_code == 403
    assert "Danh mục xã.xlsx" in sign_in(demo, "vanphong.tinh").get("/nhap-lieu/").text


def test_a_dropped_file_is_not_kept(demo: Flask, province: FlaskClient) -> None:
    address = upload(province, workbook()).location
    assert len(kept(demo)) == 1
    with province.get(f"{address}/tep") as original:
        assert original.data[:2] == b"PK"
    send(province, f"{address}/bo", {}, address)
    assert kept(demo) == []
    assert province.get(address).status_code == 404


def test_a_file_dropped_by_one_office_stays_the_others(demo: Flask, province: FlaskClient) -> None:
    book = made((1, "Xã Bình Minh", "Áo phao", "cái", 5)).getvalue()
    commune = sign_in(demo, "canbo.binhminh")
    theirs, own = (upload(client, BytesIO(book)).location for client in (province, commune))
    assert theirs != own
    send(province, f"{theirs}/bo", {}, theirs)
    assert province.get(theirs).status_code == 404
    with commune.get(f"{own}/tep") as original:
        assert original.data == book


def test_a_lost_original_is_said(demo: Flask, province: FlaskClient) -> None:
    address = upload(province, workbook()).location
    digest = digest_of(province.get(address))
    kept(demo)[0].write_bytes(b"something else")
    answer = send(province, f"{address}/ghi", {"digest": digest}, address)
    assert answer.status_code == 409
    assert "Không còn bản gốc" in answer.text


def test_an_answer_that_does_not_fit_keeps_what_was_typed(demo: Flask, province: FlaskClient) -> None:
    address = upload(province, workbook()).location
    page = f"{address}/cau-hoi"
    key = re.search(r'name="key-0"\s+value="([^"]+)"', province.get(page).text)
    assert key
    form = {"key-0": key.group(1), "other-0": "thuyền rồng"}
    answer = send(province, page, form, page)
    assert answer.status_code == 422
    assert 'value="thuyền rồng"' in answer.text


def test_the_first_page_says_what_waits(demo: Flask, province: FlaskClient) -> None:
    upload(province, workbook())
    assert "còn 1 câu hỏi" in province.get("/").text


def test_pages_of_a_large_file_stay_small(demo: Flask, province: FlaskClient) -> None:
    things = ("Áo phao", "Phao tròn", "Rọ thép", "Xe tải", "Phao", "Nhà bạt", "Gạo")
    rows = [(number, "xã Bình Minh", things[number % 7], "cái", number) for number in range(1, 701)]
    address = upload(province, made(*rows)).location
    for page in ("", "/doi-chieu", "/doi-chieu?page=3", "/khong-dung", "/cau-hoi"):
        answer = province.get(address + page)
        assert answer.status_code == 200
        assert len(answer.data) < 50_000, page
