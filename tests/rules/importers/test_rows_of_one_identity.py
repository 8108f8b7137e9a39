"""Rows of a file that are, or might be, one row of the register."""

from __future__ import annotations

from decimal import Decimal

from core.communes.rules import CommuneCode
from importers.rules.results import QuestionKind
from importers.rules.stock.lines import Identity, LineReason, LineStatus
from tests.rules.importers.compared import OWN, ROW, XA, against, held, only


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


def test_rows_that_say_the_same_can_be_taken_once() -> None:
    rows = [TWICE[0], TWICE[0]._replace(cell="D9", note="như trên")]
    (question,) = against(*rows).questions
    assert [candidate.value for candidate in question.candidates] == ["once", "sum", "skip"]
    preview = against(*rows, answers={"same_row:TB-001": "once"})
    first, second = preview.lines
    assert (first.on_hand, first.writes, first.sources) == (TWICE[0].quantity, True, ("PL1!D5", "PL1!D9"))
    assert (second.into, second.writes, first.note) == ("PL1!D5", False, "như trên")
    assert LineReason.TAKEN_ONCE in second.reasons
    assert not preview.questions


def test_rows_that_differ_are_not_taken_once() -> None:
    assert TWICE[0].quantity != TWICE[1].quantity
    (question,) = against(*TWICE).questions
    assert [candidate.value for candidate in question.candidates] == ["sum", "skip"]
    # What was said of others of that type says nothing of these, and is not overwritten by their own answer.
    twice = [TWICE[0]._replace(cell=cell, commune_code=CommuneCode("21499")) for cell in ("D20", "D21")]
    preview = against(*TWICE, *twice, answers={"same_row:TB-001": "once"})
    (question,) = preview.questions
    assert (question.key, [candidate.value for candidate in question.candidates]) == ("same_row:TB-001:other", ["sum", "skip"])  # fmt: skip
    done = against(*TWICE, *twice, answers={"same_row:TB-001": "once", question.key: "sum"})
    assert [line.on_hand for line in done.lines if line.writes] == [125, TWICE[0].quantity]


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
