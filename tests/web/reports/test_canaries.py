"""Telephone numbers typed anywhere a person can type do not leave by a report: each export is opened and searched."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from flask import Flask
from sqlalchemy import text

from core.clock import local, now
from tests.web.making import OWN, database_of, send, sign_in

# Each stands in another field; no number but these begins with 0912 000.
TYPED = (
    f"UPDATE holder SET name = name || ' 0912.000.001', phone = '0912000002' WHERE commune_code = '{OWN}'",
    f"UPDATE lot SET place = 'gọi 0912 000 003', mark = '0912000004', note = '0912000005' WHERE commune_code = '{OWN}'",
    "UPDATE incident SET title = title || ' 0912000006', place = 'nhà bà Tư 0912-000-007'",
    "UPDATE need SET note = '0912000008'",
    "UPDATE response_plan SET title = 'Phương án 0912000009', document = '0912000010/KH'",
    "UPDATE type_price SET source = 'Báo giá, gọi 0912000011'",
    "UPDATE commune_land SET source = '0912000012'",
    "INSERT INTO movement (lot_id, commune_code, kind, on_hand, reserved, away, broken, on_hand_after, at, actor, act,"
    " reason, document, source, batch) SELECT id, commune_code, 'adjust', 0, 0, 0, 0, on_hand,"
    " '2026-11-01 03:00:00', 'Ông 0912000013', 'x', '0912000014', 'PN 0912000015', '0912000016', ''"
    f" FROM lot WHERE commune_code = '{OWN}' LIMIT 1",
)
CANARY = re.compile(r"0912[ .\-]?000[ .\-]?0\d\d")


def said(body: bytes) -> str:
    """Return all that a file says: the parts of a packed one, else the file itself."""
    if not body.startswith(b"PK"):
        return body.decode()
    with zipfile.ZipFile(BytesIO(body)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())


def test_no_number_leaves_by_a_report(demo: Flask) -> None:
    with database_of(demo).transaction() as session:
        for statement in TYPED:
            session.execute(text(statement))
    year = local(now()).year
    duty, auditor = sign_in(demo, "thuongtruc.tinh"), sign_in(demo, "kiemtoan")
    started = send(duty, "/bao-cao/su-co/2/nhanh", {})
    yearly = send(duty, f"/bao-cao/nam/{year}/ban-thuong-vu", {})
    papers = [one.headers["Location"] for one in (started, yearly)]
    for path in (
        f"/bao-cao/nam/{year}.xlsx",
        f"/bao-cao/nam/{year}/{OWN}.xlsx",
        f"/bao-cao/nam/{year}/khu-vuc/Huyện Bình Sơn.xlsx",
        f"/bao-cao/nam/{year}/{OWN}/TB-001",
        "/bao-cao/viec-phai-lam.xlsx",
        "/bao-cao/thieu/ngan-sach.xlsx?dong=2000000000",
        "/bao-cao/cong-khai/so-lieu.xlsx",
        "/bao-cao/cong-khai/bieu-do.svg",
        "/bao-cao/cong-khai/",
        "/bao-cao/san-sang/ban-do.svg",
        f"/bao-cao/san-sang/xa/{OWN}",
        f"/bao-cao/san-sang/xa/{OWN}/phieu.docx",
        *(f"{paper}/bao-cao.docx" for paper in papers),
    ):
        answer = auditor.get(path)
        assert answer.status_code == 200, path
        assert CANARY.findall(said(answer.data)) == [], path
