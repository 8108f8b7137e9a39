"""Our own yearly workbook brought back in changes nothing and asks nothing, whatever part of the province it holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from core.clock import local, now
from core.db import Database
from inventory.models import MovementRow
from tests.db.inventory.register import HOME, NEIGHBOUR, load_register, stock

pytestmark = pytest.mark.usefixtures("reads_here")

SCOPES = {
    (): 6,
    ("--commune", HOME): 4,
    ("--area", "Huyện Bình Sơn"): 6,
}


def test_the_yearly_workbook_comes_back_unchanged(app: Flask, database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        load_register(session)
        stock(session, 118, broken=5, place="Kho UBND xã")
        stock(session, 40, place="Nhà văn hóa thôn 2", household="Ông Nguyễn Văn Mẫu")
        # A telephone number in a name or place leaves masked and is known again; text like a formula stays text.
        stock(session, 7, place="gọi 0905.123.456", household="Bà Trần Thị Thử, 0914 222 333")
        stock(session, 3, place="=1+1", household="-Hộ Lê Văn Nháp")
        stock(session, 1_250, commune=NEIGHBOUR, type_code="VT-001")
        stock(session, 12, commune=NEIGHBOUR, type_code="HC-001", keep=2)
        before = session.scalar(select(func.count()).select_from(MovementRow))
    book, year = tmp_path / "so-nam.xlsx", str(local(now()).year)
    runner = app.test_cli_runner()
    for scope, rows in SCOPES.items():
        written = runner.invoke(args=["reports", "annual", "--year", year, *scope, "--out", str(book)])
        assert written.exit_code == 0, written.output
        read = runner.invoke(args=["stock", "import", str(book), "--yes"])
        assert f"mới 0, thay đổi 0, giữ nguyên {rows}, cần hỏi 0, không nhận 0" in read.output, read.output
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(MovementRow)) == before
