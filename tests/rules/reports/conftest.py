"""A small year to draw up: three communes of which one reported nothing, names that try to be formulas, a telephone."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from core.clock import VIETNAM
from core.communes.tables import read_tables
from core.excel.writing import write_workbook
from inventory.rules.catalogue import read_catalogue
from inventory.rules.stock import Balance
from reports.rules.frame import Words
from reports.rules.workbook import workbook
from reports.rules.year import EntryGroup, Flow, LotYear, Mobilized, WorkNote, YearFacts

PHONES = ("0905.123.456", "0914 222 333")
NASTY = '=HYPERLINK("http://x.vn","bấm") 0905.123.456'


def lot(
    lot_id: int,
    commune_code: str,
    type_code: str,
    flow: Flow,
    *,
    holder: str = "UBND xã",
    place: str = "Kho xã",
    checked_on: date | None = None,
    closed: bool = False,
) -> LotYear:
    """Return a row whose ledger and balance agree with its flow."""
    balance = Balance(on_hand=flow.closing, reserved=flow.reserved, broken=flow.broken)
    return LotYear(
        lot_id=lot_id,
        commune_code=commune_code,
        type_code=type_code,
        holder=holder,
        place=place,
        mark="-12+3",
        checked_on=checked_on,
        closed=closed,
        recorded=True,
        flow=flow,
        ledger=balance,
        balance=balance,
    )


def called(commune_code: str) -> Mobilized:
    """Return twenty life jackets requisitioned, back three days late, two lost and one damaged."""
    return Mobilized(
        order_number="411/QĐ-UBND",
        form="trung_dung",
        incident="Bão số 9",
        commune_code=commune_code,
        type_code="TB-001",
        holder=NASTY,
        mark="",
        quantity=Decimal(20),
        approved_on=date(2026, 10, 17),
        departed_on=date(2026, 10, 17),
        until=date(2026, 10, 20),
        returned_on=date(2026, 10, 23),
        state="returned",
        back=Decimal(17),
        used=Decimal(0),
        lost=Decimal(2),
        damaged=Decimal(1),
    )


@pytest.fixture(scope="session")
def facts() -> YearFacts:
    """The year 2026 of three communes."""
    communes = read_tables().gazetteer.communes[:3]
    first, second = communes[0].code, communes[1].code
    many = Flow(
        opening=Decimal(90),
        inflow=Decimal(5),
        outflow=Decimal(7),
        counted_in=Decimal(5),
        closing=Decimal(88),
        reserved=Decimal(20),
        broken=Decimal(1),
        lines=3,
    )
    rice = Flow(inflow=Decimal("1250.5"), closing=Decimal("1250.5"), lines=1)
    lots = (
        lot(1, first, "TB-001", many, holder=NASTY, checked_on=date(2026, 11, 1)),
        lot(2, first, "HC-001", rice, place="+kho 0914 222 333", checked_on=date(2026, 1, 5)),
        lot(3, second, "TB-001", Flow(lines=1)),
        lot(4, second, "CT-001", Flow(opening=Decimal(2), closing=Decimal(2)), holder="@SUM(A1)"),
    )
    entry = EntryGroup(
        commune_code=first,
        actor="Nguyễn Văn A",
        kind="count",
        batch="incident:3",
        document="=1+1",
        documents=1,
        lines=3,
        first_at=datetime(2026, 1, 1, 0, 0, tzinfo=VIETNAM),
        last_at=datetime(2026, 5, 2, 9, 30, tzinfo=VIETNAM),
    )
    return YearFacts(
        year=2026,
        province="Quảng Ngãi",
        commune=None,
        communes=communes,
        types=read_catalogue(),
        lots=lots,
        mobilized=(called(first),),
        drills_left_out=2,
        entries=(entry,),
        entries_left_out=0,
        as_of=datetime(2026, 11, 20, 14, 5, tzinfo=VIETNAM),
        day=date(2026, 11, 23),
        made_on=date(2026, 11, 23),
        made_by="Trần Thị B",
        audit_root="ab" * 32,
        works={4: WorkNote(persons=Decimal(120), peacetime_use="=Dạy học 0905.123.456", convert_minutes=90)},
    )


@pytest.fixture(scope="session")
def words() -> Words:
    """Words enough for the year above."""
    return Words(
        kinds={"count": "Kiểm đếm"}, forms={"trung_dung": "trưng dụng"}, states={"returned": "Đã hoàn trả"}
    )


Books = tuple[Workbook, Workbook]


def file_of(facts: YearFacts, words: Words) -> bytes:
    """Return the year's workbook as it is handed out."""
    target = BytesIO()
    write_workbook(workbook(facts, words), target, title="Báo cáo", author="UBND", made_at=facts.as_of)
    return target.getvalue()


def books(facts: YearFacts, words: Words) -> Books:
    """Return that workbook with its formulas, and with its values."""
    data = file_of(facts, words)
    return load_workbook(BytesIO(data)), load_workbook(BytesIO(data), data_only=True)


@pytest.fixture(scope="module")
def drawn(facts: YearFacts, words: Words) -> Books:
    """Those of the year above, drawn up once: they are only read."""
    return books(facts, words)
