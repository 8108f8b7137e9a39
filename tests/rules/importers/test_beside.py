"""A new row beside others of the same commune and type says so, unless the file means those others too."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from importers.rules.results import Row
from importers.rules.stock.lines import Identity, LineReason, Mode, Standing
from tests.rules.importers.compared import KHAC, OWN, ROW, XA, against, held

STORE = ROW._replace(location="Nhà văn hóa thôn 1", quantity=Decimal(50))
ELSEWHERE = {Identity(XA, "TB-001", "", "kho xa", ""): held(lot_id=7, on_hand=300)}


@pytest.mark.parametrize(
    ("rows", "stock", "mode", "told"),
    [
        ((STORE,), {}, Mode.REPLACE, None),
        ((STORE,), ELSEWHERE, Mode.REPLACE, 300),
        ((STORE,), {OWN: held(on_hand=300)}, Mode.REPLACE, 300),
        ((STORE,), {**ELSEWHERE, OWN: held(on_hand=20)}, Mode.FILL, 320),
        ((STORE,), ELSEWHERE, Mode.ADD, None),  # further things are what it is about
        ((STORE, ROW._replace(cell="D6", location="Kho xã")), ELSEWHERE, Mode.REPLACE, None),  # it means both
        ((STORE._replace(quantity=Decimal(0)),), ELSEWHERE, Mode.REPLACE, None),
        ((STORE,), {OWN: held(on_hand=0, closed=True)}, Mode.REPLACE, None),
        ((STORE,), {Identity(KHAC, "TB-001", "", "", ""): held()}, Mode.REPLACE, None),
        ((STORE,), {Identity(XA, "TB-002", "", "", ""): held()}, Mode.REPLACE, None),
    ],
)
def test_what_a_new_row_comes_beside(
    rows: tuple[Row, ...], stock: Mapping[Identity, Standing], mode: Mode, told: int | None
) -> None:
    line = against(*rows, stock=stock, mode=mode).lines[0]
    assert line.beside == told
    assert (LineReason.BESIDE_OTHERS in line.reasons) is (told is not None)
