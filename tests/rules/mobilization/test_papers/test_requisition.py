from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from core.documents.pdf import to_pdf
from core.documents.word import to_docx
from inventory.rules.catalogue import Category, LegalForm, read_catalogue
from mobilization.rules.papers.checks import (
    NotPurchasableError,
    NotRequisitionableError,
    PaperIncompleteError,
    RequisitionTooLongError,
    WrongAuthorityError,
    check_can_requisition,
)
from mobilization.rules.papers.draft import draft_order
from mobilization.rules.papers.facts import LegalField, OrderFacts
from mobilization.rules.papers.requisition import decision
from mobilization.rules.papers.settlement import confirmation_slip
from tests.rules.mobilization.test_papers.conftest import (
    COMMUNE,
    FIRM,
    GOODS,
    MILITARY,
    VEHICLE,
    line,
    table_of,
    texts_of,
)


def test_a_requisition_holds_all_that_article_25_asks(taking: OrderFacts) -> None:
    paper = draft_order(taking)
    assert (paper.kind, paper.symbol) == ("QUYẾT ĐỊNH", "QĐ-UBND")
    assert paper.authority == "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI"
    body = texts_of(paper)
    for text in (
        f"Người có tài sản: {FIRM.name}; địa chỉ: {FIRM.address}.",
        f"Tổ chức, cá nhân được giao quản lý, sử dụng: {MILITARY.name}; địa chỉ: {MILITARY.address}.",
        "Mục đích: di dời 500 người dân.",
        "16 giờ 00 phút, ngày 23 tháng 11 năm 2026; tại trụ sở Ủy ban nhân dân xã Trà Bồng.",
        "từ 16 giờ 00 phút, ngày 23 tháng 11 năm 2026 đến 18 giờ 00 phút, ngày 05 tháng 12 năm 2026.",
        "khoản 4 Điều 5 Luật Trưng mua, trưng dụng tài sản",
        "các biện pháp huy động khác không thực hiện được: không thỏa thuận cho thuê được.",
        "trong thời hạn 30 ngày",
    ):
        assert text in body
    assert table_of(paper).rows[0][4] == "tốt"
    for receiver in (
        FIRM.name,
        f"{MILITARY.name} (được giao quản lý, sử dụng)",
        "UBND cấp xã nơi có tài sản",
    ):
        assert f"- {receiver};" in paper.recipients
    assert "lời nói" not in body


def test_the_written_decision_says_that_it_confirms_the_oral_one(taking: OrderFacts) -> None:
    oral = replace(taking, oral_at=taking.drafted_at, oral_place="cầu Trà Bồng")
    body = texts_of(draft_order(oral))
    assert "xác nhận bằng văn bản việc trưng dụng đã quyết định bằng lời nói lúc" in body
    assert "tại cầu Trà Bồng (Điều 26 Luật Trưng mua, trưng dụng tài sản)" in body


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"lines": (line(VEHICLE, holder=replace(FIRM, name=" ")),)}, "owner"),
        ({"lines": (line(VEHICLE, holder=replace(FIRM, address="")),)}, "owner_address"),
        ({"lines": (replace(line(VEHICLE), condition=""),)}, "condition"),
        ({"lines": (line(VEHICLE, "0"),)}, "quantity"),
        ({"assigned_to": replace(MILITARY, name="")}, "assigned_to"),
        ({"assigned_to": replace(MILITARY, address="")}, "assigned_address"),
        ({"purpose": ""}, "purpose"),
        ({"until": None}, "until"),
        ({"handover_at": None}, "handover_at"),
        ({"handover_place": ""}, "handover_place"),
        ({"failed_ways": " "}, "failed_ways"),
    ],
)
@pytest.mark.parametrize("level", ["commune", "province"])
def test_each_lacking_fact_is_named(
    taking: OrderFacts, level: str, change: dict[str, object], missing: str
) -> None:
    facts = replace(taking, issuer=COMMUNE) if level == "commune" else taking
    with pytest.raises(PaperIncompleteError) as caught:
        draft_order(replace(facts, **change))  # type: ignore[arg-type]
    assert caught.value.facts["missing"] == (missing,)


def test_people_and_consumables_are_never_requisitioned(taking: OrderFacts) -> None:
    """Every type the catalogue does not allow is refused, forces among them."""
    refused = 0
    for kind in read_catalogue():
        facts = replace(taking, lines=(replace(line(VEHICLE), kind=kind),))
        if LegalForm.TRUNG_DUNG in kind.forms:
            check_can_requisition(facts)
            assert kind.category is not Category.FORCES
        else:
            with pytest.raises(NotRequisitionableError) as caught:
                check_can_requisition(facts)
            assert caught.value.facts["names"] == (kind.name,)
            refused += 1
    assert refused > 100
    mislabelled = replace(line("LL-001").kind, forms=(LegalForm.TRUNG_DUNG, LegalForm.TRUNG_MUA))
    people = (replace(line("LL-001"), kind=mislabelled),)
    with pytest.raises(NotRequisitionableError):
        draft_order(replace(taking, lines=people))


@pytest.mark.parametrize(("days", "lawful"), [(30, True), (31, False), (0, False), (-1, False)])
def test_a_requisition_lasts_at_most_thirty_days(taking: OrderFacts, days: int, lawful: bool) -> None:
    assert isinstance(taking.handover_at, datetime)
    facts = replace(taking, until=taking.handover_at + timedelta(days=days))
    if lawful:
        assert draft_order(facts)
        return
    with pytest.raises(RequisitionTooLongError) as caught:
        draft_order(facts)
    assert caught.value.facts == {"days": days, "allowed": 30}


@pytest.mark.parametrize("form", [LegalForm.TRUNG_DUNG, LegalForm.TRUNG_MUA])
def test_a_commune_only_proposes(taking: OrderFacts, buying: OrderFacts, form: LegalForm) -> None:
    facts = replace(taking if form is LegalForm.TRUNG_DUNG else buying, issuer=COMMUNE)
    paper = draft_order(facts)
    assert (paper.kind, paper.symbol) == ("TỜ TRÌNH", "TTr-UBND")
    assert paper.addressees == ("Chủ tịch Ủy ban nhân dân tỉnh Quảng Ngãi",)
    assert paper.signatures[0].lines == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert paper.issuer.of == COMMUNE.committee  # it asks, not its chair
    assert paper.enacting == ""
    assert "Điều 1." not in texts_of(paper)
    with pytest.raises(WrongAuthorityError):
        decision(facts)
    oral = replace(taking, issuer=COMMUNE)  # nor does it take by word of mouth
    with pytest.raises(WrongAuthorityError):
        confirmation_slip(oral, at=taking.drafted_at, place="thôn 2")
    assert confirmation_slip(replace(oral, competent=True), at=taking.drafted_at, place="thôn 2").blocks


def test_the_head_of_the_level_s_own_office_sees_it_carried_out(taking: OrderFacts, call: OrderFacts) -> None:
    assert "Chánh Văn phòng Ủy ban nhân dân tỉnh, Ban Chỉ huy" in texts_of(draft_order(taking))
    own = "Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã Trà Bồng, Ban Chỉ huy"
    assert own in texts_of(draft_order(call))


@pytest.mark.parametrize(
    ("field", "cited"),
    [
        (LegalField.NATURAL_DISASTER, "khoản 4 Điều 5"),
        (LegalField.EPIDEMIC, "khoản 4 Điều 5"),
        (LegalField.OTHER, "quy định tại Điều 5"),
    ],
)
def test_the_ground_is_cited_by_clause_only_where_the_clause_speaks_of_it(
    taking: OrderFacts, field: LegalField, cited: str
) -> None:
    paper = draft_order(replace(taking, incident=replace(taking.incident, field=field)))
    assert cited in texts_of(paper)


def test_a_compulsory_purchase_names_price_and_payment(buying: OrderFacts) -> None:
    paper = draft_order(replace(buying, lines=buying.lines * 2))
    body = texts_of(paper)
    assert (
        "Giá trưng mua: theo giá đã thỏa thuận ghi tại Phụ lục, tổng cộng 70.500.000 đồng (bằng chữ: bảy mươi triệu năm trăm nghìn đồng)."
        in body
    )
    assert (
        "chậm nhất 17 giờ 00 phút, ngày 23 tháng 12 năm 2026; hình thức: chuyển khoản; địa điểm: Kho bạc"
        in body
    )
    assert "Thời hạn trưng dụng" not in body
    assert table_of(paper).rows[0][-2:] == ("23.500", "35.250.000")
    some = draft_order(
        replace(buying, lines=(*buying.lines, line(GOODS)))
    )  # no total where a price is missing
    unpriced = draft_order(replace(buying, lines=(line(GOODS),)))
    for paper in (some, unpriced):
        assert "xác định theo quy định của pháp luật" in texts_of(paper)
    assert table_of(unpriced).rows[0][-2:] == ("", "")


def test_only_goods_are_bought_by_compulsion(buying: OrderFacts) -> None:
    for code in ("LL-001", VEHICLE):
        with pytest.raises(NotPurchasableError):
            draft_order(replace(buying, lines=(line(code),)))
    with pytest.raises(PaperIncompleteError) as caught:
        draft_order(replace(buying, pay_by=None, pay_method=""))
    assert caught.value.facts["missing"] == ("pay_by", "pay_method")


def test_both_writers_take_them(taking: OrderFacts, buying: OrderFacts) -> None:
    for facts in (taking, buying, replace(taking, issuer=COMMUNE)):
        paper = draft_order(facts)
        assert to_docx(paper)
        assert to_pdf(paper, system_fonts=False)
