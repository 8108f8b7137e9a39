"""A row of a file beside the stock: every verdict, every meaning of a file, and rows that are one row."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

import pytest

from core.communes.rules import CommuneCode
from importers.rules.difference import compare
from importers.rules.lines import Identity, Line, LineReason, LineStatus, Meaning, Mode, Preview, Standing
from importers.rules.results import Answers, Question, QuestionKind, Recognition, Row, RowStatus
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


def test_former_communes_that_became_one_keep_their_own_rows() -> None:
    rows = (ROW._replace(old_commune="Xã Bình Khương"), ROW._replace(cell="D6", old_commune="Xã Bình An"))
    preview = against(*rows)
    assert [line.status for line in preview.lines] == [LineStatus.NEW] * 2
    assert [line.place for line in preview.lines] == ["Xã Bình Khương", "Xã Bình An"]


TWICE = (ROW, ROW._replace(cell="D9", quantity=Decimal(5), quantity_raw="05"))


def test_rows_of_one_identity_are_asked_about_with_both_cells() -> None:
    preview = against(*TWICE)
    assert [line.status for line in preview.lines] == [LineStatus.ASK] * 2
    assert preview.lines[0].sources == ("PL1!D5", "PL1!D9")
    (question,) = preview.questions
    assert (question.kind, question.cells) == ("same_row", 2)


def test_rows_of_one_identity_are_added_up_only_on_a_persons_word() -> None:
    preview = against(*TWICE, answers={"same_row:TB-001": "sum"})
    first, second = preview.lines
    assert (first.status, first.on_hand, first.writes) == (LineStatus.NEW, Decimal(125), True)
    assert (second.status, second.into, second.writes) == (LineStatus.NEW, "PL1!D5", False)
    assert not preview.questions


def test_rows_of_one_identity_can_be_left_out() -> None:
    preview = against(*TWICE, answers={"same_row:TB-001": "skip"})
    assert [line.status for line in preview.lines] == [LineStatus.REFUSED] * 2


IN_STORE = Identity(XA, "TB-001", "", "kho xa", "")
AT_SCHOOL = Identity(XA, "TB-001", "", "truong", "")


def test_a_file_without_a_place_means_the_holders_only_row() -> None:
    line = only(against(ROW, stock={IN_STORE: held(7)}))
    assert (line.status, line.lot_id) == (LineStatus.CHANGED, 7)


def test_a_file_without_a_place_is_asked_about_where_there_are_several_rows() -> None:
    stock = {IN_STORE: held(7), AT_SCHOOL: held(8)}
    preview = against(ROW, stock=stock)
    assert only(preview).status is LineStatus.ASK
    assert preview.questions[0].kind == "several_rows"
    assert preview.questions[0].candidates[0].label.count("118") == 2  # what the register has of it
    apart = only(against(ROW, stock=stock, answers={"several_rows:TB-001": "separate"}))
    assert (apart.status, apart.lot_id) == (LineStatus.NEW, None)


FORMER = ROW._replace(commune_raw="Xã Bình An", old_commune="Xã Bình An")
OF_FORMER = Identity(XA, "TB-001", "", "xa binh an", "")


def test_a_row_of_a_former_commune_is_asked_about_beside_the_whole_commune() -> None:
    (question,) = against(FORMER, stock={OWN: held(7)}).questions
    assert (question.kind, question.raw) == (QuestionKind.PART_ROW, "Xã Bình An")
    assert question.candidates[0].label == "Xã Bình Minh: 118"
    apart = only(against(FORMER, stock={OWN: held(7)}, answers={"part_row": "separate"}))
    assert (apart.status, apart.lot_id) == (LineStatus.NEW, None)
    # Its own row stands, the file has both, or it says a place of its own: nothing is asked.
    assert only(against(FORMER, stock={OWN: held(7), OF_FORMER: held(8)})).lot_id == 8
    assert against(ROW, FORMER._replace(cell="D9"), stock={OWN: held(7)}).questions == ()
    assert against(FORMER._replace(location="Kho cũ"), stock={OWN: held(7)}).questions == ()


def test_two_rows_never_claim_one_row_of_the_register() -> None:
    exact = ROW._replace(cell="D9", location="Kho xã")
    preview = against(ROW, exact, stock={IN_STORE: held(7)})
    assert [line.lot_id for line in preview.lines if line.status is LineStatus.CHANGED] == [7]
    assert preview.lines[0].status is LineStatus.ASK


def test_another_place_is_another_row() -> None:
    line = only(against(ROW._replace(location="Thôn 2"), stock={IN_STORE: held(7)}))
    assert (line.status, line.lot_id) == (LineStatus.NEW, None)


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
