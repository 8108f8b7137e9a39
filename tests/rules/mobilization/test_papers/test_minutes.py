from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from core.documents.paper import Align, Picture, Table
from core.documents.pdf import to_pdf
from core.documents.word import to_docx
from inventory.rules.catalogue import Category, LegalForm
from mobilization.rules.authority import Signer
from mobilization.rules.papers.checks import PaperIncompleteError, ReturnNotBalancedError
from mobilization.rules.papers.facts import HandedLine, MinutesFacts, OrderFacts, Party, ReturnedLine
from mobilization.rules.papers.minutes import handover_minutes, return_minutes
from tests.rules.mobilization.test_papers.conftest import VEHICLE, line, texts_of

HANDED = HandedLine(
    line=line(VEHICLE), quantity=Decimal(2), condition="xước nhẹ", meter="45.120 km", papers="đăng kiểm"
)


def returned(*counts: int) -> ReturnedLine:
    sent, back, used, lost, damaged = map(Decimal, counts)
    return ReturnedLine(
        line=line(VEHICLE), sent=sent, back=back, used=used, lost=lost, damaged=damaged, condition="vỡ kính"
    )


def test_a_handover_names_parties_hour_place_and_condition(minutes: MinutesFacts) -> None:
    paper = handover_minutes(minutes, (HANDED,))
    assert (paper.kind, paper.symbol) == ("BIÊN BẢN", "BB-UBND")
    assert paper.subject == "Giao nhận tài sản trưng dụng để ứng phó bão số 12"
    body = texts_of(paper)
    assert "vào hồi 16 giờ 05 phút, ngày 23 tháng 11 năm 2026, tại trụ sở Ủy ban nhân dân xã Trà Bồng" in body
    assert "Đại diện: Trần Thị Ơn; chức vụ: Giám đốc." in body
    assert "| 2 | chiếc | xước nhẹ | 45.120 km | đăng kiểm" in body
    assert [signature.lines for signature in paper.signatures] == [
        ("BÊN GIAO",),
        ("BÊN NHẬN",),
        ("NGƯỜI CHỨNG KIẾN",),
    ]
    assert paper.signatures[0].name == "Trần Thị Ơn"
    assert paper.recipients == ()
    assert "Người chứng kiến: Ủy ban nhân dân xã Trà Bồng." in texts_of(handover_minutes(minutes, (HANDED,)))
    assert len(handover_minutes(replace(minutes, witness=None), (HANDED,)).signatures) == 2


@pytest.mark.parametrize(
    ("form", "decider"),
    [
        (
            LegalForm.HUY_DONG,
            "Quyết định huy động số …… ngày …… tháng …… năm 2026 của Chủ tịch Ủy ban nhân dân xã",
        ),
        (LegalForm.DIEU_DONG, "của Trưởng Ban Chỉ huy Phòng thủ dân sự xã Trà Bồng"),
        (LegalForm.TRUNG_DUNG, "của Chủ tịch Ủy ban nhân dân tỉnh Quảng Ngãi"),
        (LegalForm.TRUNG_MUA, "của Chủ tịch Ủy ban nhân dân tỉnh Quảng Ngãi"),
    ],
)
def test_the_decision_is_its_deciders(minutes: MinutesFacts, form: LegalForm, decider: str) -> None:
    signer = Signer.COMMAND if form is LegalForm.DIEU_DONG else Signer.CHAIR
    facts = replace(minutes, order=replace(minutes.order, form=form, signer=signer))
    assert decider in handover_minutes(facts, (HANDED,)).bases[0]
    numbered = replace(facts.order, number="12/QĐ-UBND")
    known = handover_minutes(replace(facts, order=numbered, photos=2), (HANDED,))
    assert "số 12/QĐ-UBND ngày …… tháng" in known.bases[0]
    dated = replace(facts.order, number="12", dated=date(2026, 2, 5))
    symbol = "LĐĐ-BCH" if form is LegalForm.DIEU_DONG else "QĐ-UBND"
    known = handover_minutes(replace(facts, order=dated, photos=2), (HANDED,))
    assert f"số 12/{symbol} ngày 05 tháng 02 năm 2026 của" in known.bases[0]
    shown = handover_minutes(replace(facts, photos=1, pictures=(Picture(caption="Mạn trái"),)), (HANDED,))
    assert [annex.title for annex in shown.annexes] == ["Ảnh chụp tình trạng khi giao nhận"]
    assert "01 ảnh chụp tình trạng, in tại Phụ lục và lưu" in texts_of(replace(shown, annexes=()))
    assert known.draft  # the order's number is not the minutes' own
    assert "Ảnh kèm theo: 02 ảnh chụp tình trạng" in texts_of(known)


def test_a_return_tells_what_changed(minutes: MinutesFacts) -> None:
    paper = return_minutes(minutes, (returned(10, 4, 3, 2, 1),))
    (table,) = [block for block in paper.blocks if isinstance(block, Table)]
    assert table.rows[0][3:] == ("10", "4", "3", "2", "1", "Khi giao: tốt. Khi trả: vỡ kính.")
    assert {column.align for column in table.columns[3:8]} == {Align.RIGHT}
    assert "bồi thường" in texts_of(paper)
    whole = return_minutes(minutes, (returned(10, 10, 0, 0, 0),))
    assert "hoàn trả đủ" in texts_of(whole)
    for harm in ((10, 9, 1, 0, 0), (10, 9, 0, 1, 0), (10, 9, 0, 0, 1)):
        told = texts_of(return_minutes(minutes, (returned(10, 10, 0, 0, 0), returned(*harm))))
        assert "hoàn trả đủ" not in told
        assert "là căn cứ để xác định mức thanh toán, bồi thường" in told


def test_people_come_home_and_are_handed_back_by_nobody(minutes: MinutesFacts, call: OrderFacts) -> None:
    people = next(one for one in call.lines if one.kind.category is Category.FORCES)
    back = replace(returned(10, 7, 0, 1, 2), line=people, condition="mệt")
    alone = replace(minutes, order=replace(call, lines=(people,)))
    paper = return_minutes(alone, (back,))
    assert "Đã đi | Đã về | Mất tích, hy sinh | Bị thương, ốm" in texts_of(paper)
    assert "10 | 7 | 1 | 2 | Khi đi: tốt. Khi về: mệt." in texts_of(paper)
    assert "hoàn trả" not in texts_of(paper)
    mixed = replace(minutes, order=call)
    assert "Mất, mất tích | Hỏng, bị thương" in texts_of(
        return_minutes(mixed, (back, returned(1, 1, 0, 0, 0)))
    )


@pytest.mark.parametrize("counts", [(10, 7, 1, 1, 0), (10, 10, 1, 0, 0), (10, 11, -1, 0, 0)])
def test_a_return_that_does_not_add_up_is_refused(minutes: MinutesFacts, counts: tuple[int, ...]) -> None:
    with pytest.raises(ReturnNotBalancedError) as caught:
        return_minutes(minutes, (returned(10, 10, 0, 0, 0), returned(*counts)))
    assert caught.value.facts["sent"] == Decimal(10)


def test_minutes_need_two_parties_and_a_thing(minutes: MinutesFacts) -> None:
    for facts, lines, missing in (
        (replace(minutes, giver=Party(name="")), (HANDED,), ("giver",)),
        (replace(minutes, giver=Party(name=""), receiver=Party(name=" ")), (HANDED,), ("giver", "receiver")),
        (minutes, (), ("lines",)),
    ):
        with pytest.raises(PaperIncompleteError) as caught:
            handover_minutes(facts, lines)
        assert caught.value.facts["missing"] == missing


def test_unknown_hours_and_names_are_left_to_the_pen(minutes: MinutesFacts) -> None:
    body = texts_of(handover_minutes(replace(minutes, at=None, place=""), (HANDED,)))
    assert "…… giờ …… phút, ngày …… tháng …… năm 2026" in body


def test_both_writers_take_them(minutes: MinutesFacts) -> None:
    for paper in (handover_minutes(minutes, (HANDED,)), return_minutes(minutes, (returned(2, 1, 0, 0, 1),))):
        assert to_docx(paper)
        assert to_pdf(paper, system_fonts=False)
