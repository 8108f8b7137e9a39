"""Reports in words as their writers meet them: filled from data, corrected, kept, printed; nobody's text is lost."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from flask import Flask

from tests.web.making import send, sign_in

ROOM = "/bao-cao/su-co/2"


def begin(client: object, slug: str = "nhanh") -> str:
    answer = send(client, f"{ROOM}/{slug}", {}, ROOM)  # type: ignore[arg-type]
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def test_a_quick_report_is_filled_corrected_and_printed(demo: Flask) -> None:
    client = sign_in(demo, "thuongtruc.tinh")
    assert "Báo cáo nhanh" in client.get(ROOM).text
    report = begin(client)
    assert begin(client) == report  # asked for twice, written once
    page = client.get(report).text
    assert "Lực lượng, phương tiện, vật tư đã huy động" in page
    assert "- Áo phao" in page
    form = {
        "version": "1",
        "situation": "Nước lên nhanh ở thôn Đông.",
        "damage_dead": "0",
        "damage_rice": "12,5",
    }
    assert send(client, report, {**form, "fresh": "forces"}, report).status_code == 303
    word = client.get(f"{report}/bao-cao.docx")
    paper = Document(BytesIO(word.data))
    text = "\n".join(line.text for line in paper.paragraphs)
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert "Nước lên nhanh ở thôn Đông." in text
    assert "- Áo phao" in text  # the ticked part was written anew
    assert {"0", "12,5", "chưa thống kê"} <= set(cells)  # nought is not unknown
    assert client.get(f"{report}/bao-cao.pdf").data.startswith(b"%PDF")


def test_a_later_writer_loses_nothing_and_sees_both(demo: Flask) -> None:
    client = sign_in(demo, "thuongtruc.tinh")
    report = begin(client)
    assert send(client, report, {"version": "1", "situation": "Bản một"}, report).status_code == 303
    answer = send(client, report, {"version": "1", "situation": "Bản hai"}, report)
    assert answer.status_code == 409
    assert "Bản một" in answer.text
    assert "Bản hai" in answer.text
    wrong = send(client, report, {"version": "2", "damage_dead": "hai"}, report)
    assert wrong.status_code == 422
    assert "Bản một" in client.get(report).text


def test_reports_have_their_time_and_their_writers(demo: Flask) -> None:
    client = sign_in(demo, "thuongtruc.tinh")
    assert send(client, f"{ROOM}/sau-su-co", {}, ROOM).status_code == 409  # it still goes on
    assert send(client, "/bao-cao/su-co/1/hang-ngay", {}, "/bao-cao/su-co/1").status_code == 409
    after = send(client, "/bao-cao/su-co/1/sau-su-co", {}, "/bao-cao/su-co/1")
    assert "Bài học" in client.get(after.location).text
    reader = sign_in(demo, "kiemtoan")
    assert reader.get(after.location).status_code == 200
    assert send(reader, after.location, {"version": "1"}, after.location).status_code == 403


def test_the_yearly_report_speaks_of_the_year(demo: Flask) -> None:
    client = sign_in(demo, "vanphong.tinh")
    address = "/bao-cao/nam/2026/ban-thuong-vu"
    assert "Lập từ số liệu" in client.get(address).text
    report = send(client, address, {}, address).location
    page = client.get(report).text
    for wanted in ("96 đơn vị đã có số liệu", "kiện toàn đủ", "trong chu kỳ 5 năm", "Bồi thường"):
        assert wanted in page
    word = Document(BytesIO(client.get(f"{report}/bao-cao.docx").data))
    assert "Ban Thường vụ Tỉnh ủy" in "\n".join(line.text for line in word.paragraphs)


def test_an_incident_shows_how_its_resources_moved(demo: Flask) -> None:
    office = sign_in(demo, "vanphong.tinh")
    page = office.get("/bao-cao/su-co/1").text
    assert "Diễn biến huy động" in page
    assert page.count('data-label="Đến nơi"') == 6
    drawing = office.get("/bao-cao/su-co/1/dien-bien.svg")
    assert drawing.mimetype == "image/svg+xml"
    assert drawing.text.count('class="label"') == 6
    narrow = office.get("/bao-cao/su-co/1/dien-bien.svg?hep=1")
    for drawn in (drawing, narrow):
        assert drawn.text.count('height="14"') == 1 + 6  # the legend, and each at work
