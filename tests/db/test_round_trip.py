"""Our own yearly workbook brought back in changes nothing and asks nothing."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from core.clock import local, now
from core.db import Database
from inventory.models import MovementRow
from tests.db.inventory.register import NEIGHBOUR, load_register, stock


def test_the_yearly_workbook_comes_back_unchanged(app: Flask, database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        load_register(session)
        stock(session, 118, broken=5, place="Kho UBND xã")
        stock(session, 40, place="Nhà văn hóa thôn 2", household="Ông Nguyễn Văn Mẫu")
        stock(session, 1_250, commune=NEIGHBOUR, type_code="VT-001")
        stock(session, 12, commune=NEIGHBOUR, type_code="HC-001", keep=2)
        before = session.scalar(select(func.count()).select_from(MovementRow))
    book = tmp_path / "so-nam.xlsx"
    runner = app.test_cli_runner()
    written = runner.invoke(args=["reports", "annual", "--year", str(local(now()).year), "--out", str(book)])
    assert written.exit_code == 0, written.output
    read = runner.invoke(args=["stock", "import", str(book), "--yes"])
    assert "mới 0, thay đổi 0, giữ nguyên 4, cần hỏi 0, không nhận 0" in read.output
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(MovementRow)) == before
