"""A row of a file beside the stock: every verdict, every meaning of a file."""

from __future__ import annotations

from decimal import Decimal

import pytest

from importers.rules.results import Question, QuestionKind, Row, RowStatus
from importers.rules.stock.lines import LineReason, LineStatus, Mode, Standing
from tests.rules.importers.compared import KHAC, OWN, ROW, against, figures, held, only


@pytest.mark.parametrize(
    ("mode", "standing", "expected"),
    [
        (Mode.REPLACE, None, ("new", None, 120)),
        (Mode.REPLACE, held(), ("changed", 118, 120)),
        (Mode.REPLACE, held(on_hand=120), ("same", 120, 120)),
        (Mode.REPLACE, held(closed=True, on_hand=0), ("new", None, 120)),
        (Mode.ADD, None, ("new", None, 120)),
        (Mode.ADD, held(), ("changed", 118, 238)),
        (Mode.FILL, None, ("new", None, 120)),
        (Mode.FILL, held(), ("same", 118, 120)),
    ],
)
def test_what_the_figures_of_a_file_mean(
    mode: Mode, standing: Standing | None, expected: tuple[str, int | None, int]
) -> None:
    line = only(against(ROW, stock={OWN: standing} if standing else {}, mode=mode))
    assert figures(line) == expected


def test_a_row_left_alone_says_so() -> None:
    assert LineReason.LEFT_ALONE in only(against(ROW, stock={OWN: held()}, mode=Mode.FILL)).reasons


def test_cells_added_before_are_not_added_again() -> None:
    line = only(against(ROW, stock={OWN: held()}, mode=Mode.ADD, taken=frozenset({("PL1", "D5")})))
    assert line.status is LineStatus.SAME
    assert LineReason.ALREADY_TAKEN in line.reasons


@pytest.mark.parametrize(
    ("row", "office", "status", "reason"),
    [
        (ROW._replace(status=RowStatus.REVIEW, quantity=None), "", "ask", "exact_name"),
        (ROW._replace(status=RowStatus.REJECTED), "", "refused", "exact_name"),
        (ROW, KHAC, "refused", "other_commune_row"),
        (ROW._replace(status=RowStatus.REVIEW), KHAC, "refused", "other_commune_row"),
        (ROW._replace(quantity=Decimal("1.2345")), "", "refused", "quantity_unreasonable"),
        (ROW._replace(quantity=Decimal(-1)), "", "refused", "quantity_unreasonable"),
        (ROW._replace(quantity=Decimal("1.5")), "", "refused", "quantity_not_whole"),
        (ROW._replace(quantity=Decimal(20_000_000)), "", "refused", "quantity_unreasonable"),
        (ROW._replace(broken_quantity=Decimal(121)), "", "refused", "broken_more_than_on_hand"),
        (ROW._replace(quantity=Decimal(3)), "", "refused", "less_than_committed"),
    ],
)
def test_rows_that_are_asked_about_or_refused(row: Row, office: str, status: str, reason: str) -> None:
    line = only(against(row, stock={OWN: held(reserved=10)}, office=office))
    assert line.status == status
    assert line.reasons[0] == reason
    told = reason in ("less_than_committed", "broken_more_than_on_hand")  # seen beside the figure there is
    assert line.old_on_hand == (Decimal(118) if told else None)


@pytest.mark.parametrize(
    ("standing", "status"),
    [
        (None, "refused"),
        (held(closed=True, on_hand=0), "refused"),
        (held(), "changed"),
        (held(on_hand=120), "same"),
    ],
)
def test_a_type_out_of_use_gets_no_new_row_but_keeps_those_it_has(
    standing: Standing | None, status: str
) -> None:
    line = only(against(ROW, stock={OWN: standing} if standing else {}, retired={OWN.type_code}))
    assert line.status == status
    assert (line.reasons[0] == "type_out_of_use") is (status == "refused")


@pytest.mark.parametrize(
    ("broken", "condition", "stood", "expected"),
    [
        (Decimal(5), "", 1, 5),
        (Decimal(0), "", 1, 0),
        (None, "hỏng", 1, 120),
        (Decimal(0), "hỏng", 1, 120),
        (None, "Tốt", 1, 0),
        (None, "TB", 1, 0),
        (None, "", 1, 1),  # the file says nothing of it: what is known stays
        (None, "chờ sửa", 1, 1),
    ],
)
def test_the_broken_part(broken: Decimal | None, condition: str, stood: int, expected: int) -> None:
    row = ROW._replace(broken_quantity=broken, condition=condition)
    line = only(against(row, stock={OWN: held(broken=stood)}))
    assert line.broken == expected


@pytest.mark.parametrize(
    "name", ["", "UBND xã", "xã", "UBND", "UBND xã Bình Minh", "Ủy ban nhân dân xã", "Xã Bình Minh"]
)
def test_names_of_the_commune_itself(name: str) -> None:
    assert only(against(ROW._replace(holder=name), stock={OWN: held()})).lot_id == 1


@pytest.mark.parametrize(
    "name", ["UBND xã Bình Nguyên", "Ban CHQS xã", "Trường THCS Bình Minh", "Ubndx", "Xanh"]
)
def test_other_holders_keep_their_own_rows(name: str) -> None:
    line = only(against(ROW._replace(holder=name), stock={OWN: held()}))
    assert (line.status, line.lot_id, line.holder) == (LineStatus.NEW, None, name)


def test_the_digest_stands_for_the_effect() -> None:
    one = against(ROW, stock={OWN: held()})
    assert one.digest == against(ROW, stock={OWN: held(reserved=3)}).digest
    assert one.digest != against(ROW, stock={OWN: held(on_hand=119)}).digest
    assert one.digest != against(ROW, stock={OWN: held()}, mode=Mode.ADD).digest
    assert one.digest != against(ROW._replace(quantity=Decimal(121)), stock={OWN: held()}).digest


WAITS = ROW._replace(status=RowStatus.REVIEW, quantity=None, questions=("k",))


@pytest.mark.parametrize(
    ("kind", "row", "answers", "office", "left"),
    [
        (QuestionKind.SHEET, ROW, {}, "", 1),
        (QuestionKind.SHEET, ROW, {"k": "import"}, "", 0),
        (QuestionKind.QUANTITY, WAITS, {}, "", 1),
        (QuestionKind.QUANTITY, WAITS, {"k": "1.5"}, "", 1),  # the answer did not settle it
        (QuestionKind.QUANTITY, ROW, {}, "", 0),
        (QuestionKind.QUANTITY, WAITS, {}, KHAC, 0),  # the row is refused whatever is answered
    ],
)
def test_only_what_a_row_waits_for_is_asked(
    kind: QuestionKind, row: Row, answers: dict[str, str], office: str, left: int
) -> None:
    question = Question(key="k", kind=kind, raw="x", candidates=(), cells=3, samples=())
    assert len(against(row, questions=(question,), answers=answers, office=office).questions) == left
