"""One row of a file beside the stock, for tests of the difference."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from core.communes.rules import CommuneCode
from importers.rules.results import Answers, Question, Recognition, Row, RowStatus
from importers.rules.stock.difference import compare
from importers.rules.stock.lines import Identity, Line, Meaning, Mode, Preview, Standing
from inventory.rules.catalogue import TypeCode

XA, KHAC = CommuneCode("21085"), CommuneCode("21025")
TITLES = {XA: "Xã Bình Minh", KHAC: "Phường Cẩm Thành"}
ROW = Row(
    sheet="PL1",
    cell="D5",
    commune_code=XA,
    commune_raw="xã Bình Minh",
    resource_code=TypeCode("TB-001"),
    resource_raw="Áo phao",
    quantity=Decimal(120),
    unit="cái",
    unit_raw="cái",
    quantity_raw="120",
    status=RowStatus.ACCEPTED,
    confidence=1.0,
    reasons=("exact_name",),
)
OWN = Identity(XA, "TB-001", "", "", "")


def held(
    lot_id: int = 1, on_hand: int = 118, broken: int = 0, reserved: int = 0, closed: bool = False
) -> Standing:
    return Standing(
        lot_id=lot_id,
        on_hand=Decimal(on_hand),
        reserved=Decimal(reserved),
        away=Decimal(0),
        broken=Decimal(broken),
        closed=closed,
    )


def against(
    *rows: Row,
    stock: Mapping[Identity, Standing] | None = None,
    mode: Mode = Mode.REPLACE,
    office: str = "",
    answers: Mapping[str, str] | None = None,
    taken: frozenset[tuple[str, str]] = frozenset(),
    questions: tuple[Question, ...] = (),
    retired: Collection[str] = frozenset(),
) -> Preview:
    recognition = Recognition(
        file_name="a.xlsx",
        sha256="",
        sheets=(),
        rows=rows,
        checks=(),
        unread=(),
        questions=questions,
    )
    meaning = Meaning(
        mode=mode,
        office=office,
        answers=Answers(values=answers or {}),
        titles=TITLES,
        taken=taken,
        retired=retired,
    )
    return compare(recognition, stock or {}, meaning)


def only(preview: Preview) -> Line:
    (line,) = preview.lines
    return line


def figures(line: Line) -> tuple[str, int | None, int | None]:
    return (
        line.status.value,
        None if line.old_on_hand is None else int(line.old_on_hand),
        None if line.on_hand is None else int(line.on_hand),
    )
