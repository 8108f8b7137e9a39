"""Our own lists as Excel, brought back in as they are, change nothing and ask nothing; a changed number is one change."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import text

from core.text import fold
from tests.web.making import OWN, database_of, sign_in

pytestmark = pytest.mark.usefixtures("reads_here")

LISTS = {
    f"/kho/xa/{OWN}/danh-sach.xlsx": "NOT lot.closed",
    "/kho/danh-sach.xlsx?pillar=means&hxl=1": "NOT lot.closed AND pillar = 'means'",
    "/kho/luong-dung.xlsx": "NOT lot.closed AND lot.id IN (SELECT lot_id FROM dual_use)",
    "/kho/cong-trinh.xlsx": "NOT lot.closed AND category = 'CT'",
}
COUNT = "SELECT count(*) FROM lot JOIN resource_type ON code = type_code WHERE commune_code = :code AND "
SHELTERS = "SELECT id, holder_id FROM lot WHERE commune_code = :code AND type_code = 'CT-007' ORDER BY id"


def test_our_own_lists_come_back_unchanged(demo_everywhere: Flask, tmp_path: Path) -> None:
    rows = _make_hard(demo_everywhere)
    official, book = sign_in(demo_everywhere, "canbo.binhminh"), tmp_path / "danh-sach.xlsx"
    before = _movements(demo_everywhere)
    for address in reversed(LISTS):
        book.write_bytes(official.get(address).data)
        assert f"thay đổi 0, giữ nguyên {rows[address]}, cần hỏi 0, không nhận 0" in (
            told := _imported(demo_everywhere, book)
        ), (address, told)
        assert "mới 0" in told
        assert "phần chữ sửa ở" not in told
        assert "kho giữ" not in told
    assert _movements(demo_everywhere) == before

    changed = load_workbook(BytesIO(book.read_bytes()))
    line = next(row for row in changed.worksheets[0].iter_rows() if row[-1].value == "/kho/325")
    line[6].value = int(str(line[6].value)) + 19
    was, line[16].value = line[16].value, "Trường THCS Bình Minh"
    changed.save(book)
    told = _imported(demo_everywhere, book)
    assert f"mới 0, thay đổi 1, giữ nguyên {rows[address] - 1}, cần hỏi 0, không nhận 0" in told, told
    assert [line for line in told.splitlines() if "đang giữ cho sự cố" in line] == [
        said for said in told.splitlines() if said.startswith("~")
    ]
    assert _movements(demo_everywhere) == before + 1
    with database_of(demo_everywhere).reading() as session:
        held = session.execute(text("SELECT on_hand, place FROM lot WHERE id = 325")).one()
    assert tuple(held) == (line[6].value * 1000, was)


def _make_hard(demo: Flask) -> dict[str, int]:
    """Give two shelters owners and places that are the same once their telephone numbers are masked, and note a whole
    row as broken; return how many rows each list has."""
    with database_of(demo).transaction() as session:
        shelters = session.execute(text(SHELTERS), {"code": OWN}).all()
        for (lot_id, holder_id), end in zip(shelters, ("333", "444"), strict=True):
            owner, place = f"Bà Trần Thị Thử, 0914 222 {end}", f"Thôn 8, gọi 0905.123.{end}"
            for changed, values in (
                ("holder SET name = :said, folded = :folded", (holder_id, owner)),
                ("lot SET place = :said, place_folded = :folded", (lot_id, place)),
            ):
                filled = {"id": values[0], "said": values[1], "folded": fold(values[1])}
                session.execute(text(f"UPDATE {changed} WHERE id = :id"), filled)
        session.execute(text("UPDATE lot_detail SET condition = 'broken' WHERE lot_id = 344"))
        return {
            address: session.scalar(text(COUNT + narrowed), {"code": OWN}) or 0
            for address, narrowed in LISTS.items()
        }


def _imported(demo: Flask, book: Path) -> str:
    return demo.test_cli_runner().invoke(args=["stock", "import", str(book), "--yes"]).output


def _movements(demo: Flask) -> int:
    with database_of(demo).reading() as session:
        return session.scalar(text("SELECT count(*) FROM movement")) or 0
