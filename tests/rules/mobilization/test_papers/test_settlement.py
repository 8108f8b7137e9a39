from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from core.documents.paper import Urgency
from inventory.rules.catalogue import LegalForm
from mobilization.rules.authority import Signer
from mobilization.rules.papers.facts import IssuingBody, MinutesFacts, OrderFacts
from mobilization.rules.papers.payment import Owed, damage_minutes, payment_decision, purchase_payment
from mobilization.rules.papers.settlement import return_decision
from mobilization.rules.papers.upward import Telegram, shortfall_report, telegram
from mobilization.rules.plan import Reason, UnmetReason
from mobilization.rules.shortfall import ShortNeed
from tests.rules.mobilization.test_papers.conftest import (
    COMMUNE,
    FIRM,
    HOUSEHOLD,
    MILITARY,
    PROVINCE,
    VEHICLE,
    VIETNAM,
    line,
    table_of,
    texts_of,
)

OWED = Owed(
    line=line(VEHICLE),
    quantity=Decimal(1),
    cause="bị hư hỏng",
    method="chi phí sửa chữa",
    amount_dong=1_850_000,
    payer="Sở Tài chính",
    budget="ngân sách tỉnh",
)
END = datetime(2026, 12, 5, 18, tzinfo=VIETNAM)


def test_a_return_names_who_returns_and_the_condition_now(taking: OrderFacts) -> None:
    worn = replace(taking, lines=(replace(line(VEHICLE), condition="vỡ kính"),))
    paper = return_decision(worn, at=END, place="UBND xã")
    assert f"{MILITARY.name} hoàn trả cho {FIRM.name}" in texts_of(paper)
    assert table_of(paper).rows[0][4:] == (
        "vỡ kính",
        f"{FIRM.name}; địa chỉ: {FIRM.address}",
        "18 giờ 00, 05/12/2026",
        "UBND xã",
    )
    assert taking.destination not in texts_of(paper)


def test_only_who_is_owed_is_paid_and_by_whom(taking: OrderFacts) -> None:
    order = replace(taking, lines=(line(VEHICLE), line(VEHICLE, holder=HOUSEHOLD)))
    paper = payment_decision(order, (OWED,), due_at=END)
    body = texts_of(paper)
    assert FIRM.name in body
    assert HOUSEHOLD.name not in body
    assert f"- {HOUSEHOLD.name};" not in paper.recipients
    assert "đơn vị chi trả: Sở Tài chính; nguồn kinh phí: ngân sách tỉnh" in body


def test_the_chair_pays_all_that_is_owed_whoever_signed_the_order(taking: OrderFacts) -> None:
    ordered = replace(taking, form=LegalForm.DIEU_DONG, signer=Signer.COMMAND, consent="Bộ CHQS tỉnh")
    more = replace(OWED, line=line(VEHICLE, holder=HOUSEHOLD), amount_dong=150_000)
    paper = payment_decision(ordered, (OWED, more), due_at=END)
    assert "tổng số 2.000.000 đồng (bằng chữ: hai triệu đồng);" in texts_of(paper)
    assert (paper.signatures[0].lines, paper.issuer.name[0]) == (("CHỦ TỊCH",), "ỦY BAN NHÂN DÂN")
    assert paper.symbol == "QĐ-UBND"
    assert not any("thống nhất" in base for base in paper.bases)


@pytest.mark.parametrize(
    ("number", "dated", "cited"),
    [
        ("", None, "số …… ngày …… tháng …… năm 2026"),
        ("12", date(2026, 12, 6), "số 12/BB-UBND ngày 06 tháng 12 năm 2026"),
    ],
)
@pytest.mark.parametrize("proposed_by", ["", "Ban Chỉ huy"])
def test_a_payment_rests_on_the_minutes_of_the_loss(
    taking: OrderFacts, number: str, dated: date | None, cited: str, proposed_by: str
) -> None:
    order = replace(taking, proposed_by=proposed_by)
    paper = payment_decision(order, (OWED,), due_at=END, minutes_number=number, minutes_dated=dated)
    told = [base for base in paper.bases if not base.startswith("Theo đề nghị")]
    assert told[-1] == f"Căn cứ Biên bản xác định thiệt hại {cited}"
    assert paper.bases[len(told) :] == ((f"Theo đề nghị của {proposed_by}",) if proposed_by else ())


@pytest.mark.parametrize(
    ("change", "how"),
    [
        ({}, "chi phí sửa chữa"),
        ({"unit_dong": 1_850_000}, "chi phí sửa chữa: 1.850.000 đồng × 1 chiếc"),
        (
            {"unit_dong": 925_000, "days": 2, "ground": "báo giá 28/11."},
            "chi phí sửa chữa: 925.000 đồng × 1 chiếc × 2 ngày; căn cứ: báo giá 28/11",
        ),
    ],
)
def test_an_amount_can_be_reckoned_again(taking: OrderFacts, change: dict[str, object], how: str) -> None:
    paper = payment_decision(taking, (replace(OWED, **change),), due_at=END)  # type: ignore[arg-type]
    assert table_of(paper).rows[0][4] == how


def test_what_was_bought_is_paid_as_its_decision_says(buying: OrderFacts) -> None:
    sold = replace(OWED, line=buying.lines[0], cause="trưng mua", unit_dong=23_500, amount_dong=35_250_000)
    paper = purchase_payment(buying, (sold,))
    body = texts_of(paper)
    assert "Chi trả tiền trưng mua cho" in body
    assert "bồi thường" not in body
    assert (
        "chậm nhất 17 giờ 00 phút, ngày 23 tháng 12 năm 2026; hình thức: chuyển khoản; địa điểm: Kho bạc Nhà nước"
        in body
    )
    assert "đơn vị chi trả: Sở Tài chính; nguồn kinh phí: ngân sách tỉnh" in body
    assert "tổng số 35.250.000 đồng (bằng chữ: ba mươi lăm triệu hai trăm năm mươi nghìn đồng);" in body


def test_damage_is_found_by_named_parties(minutes: MinutesFacts) -> None:
    found = replace(minutes, giver=minutes.receiver, receiver=minutes.giver, at=None, place="")
    paper = damage_minutes(found, (OWED,))
    body = texts_of(paper)
    assert "vào hồi …… giờ …… phút" in body
    assert f"Chủ tài sản: {minutes.giver.name}; địa chỉ:" in body
    assert f"Tổ chức được giao sử dụng: {minutes.receiver.name}" in body
    assert f"Đại diện {minutes.order.issuer.committee}: ……" in body  # who signs is named among those who met
    assert "Tổng cộng: 1.850.000 đồng (bằng chữ: một triệu tám trăm năm mươi nghìn đồng)." in body
    assert [signature.lines[0] for signature in paper.signatures] == [
        "CHỦ TÀI SẢN",
        "TỔ CHỨC ĐƯỢC GIAO SỬ DỤNG",
        "NGƯỜI CHỨNG KIẾN",
        "ĐẠI DIỆN ỦY BAN NHÂN DÂN",
    ]


@pytest.mark.parametrize(
    ("body", "above"),
    [
        (COMMUNE, "Chủ tịch Ủy ban nhân dân tỉnh Quảng Ngãi"),
        (PROVINCE, "Thủ tướng Chính phủ"),
    ],
)
def test_the_report_to_the_level_above_tells_what_is_asked_and_what_is_lacking(
    call: OrderFacts, body: IssuingBody, above: str
) -> None:
    boats = ShortNeed(
        need_id=1, type_code="PT-005", resource="Ca nô", unit="chiếc", asked=12, short=9, priority=1,
        within_minutes=None, cause=UnmetReason.KEPT, used=2, tried={Reason.TOO_LATE: 3},
    )  # fmt: skip
    nothing = replace(boats, resource="Xuồng", cause=UnmetReason.NO_STOCK, used=0, tried={})
    paper = shortfall_report(body, call.incident, (boats, nothing), at=call.drafted_at)
    assert "1 | Ca nô | 12 chiếc | 9 chiếc | 2 nguồn đã đưa vào phương án; 3 nguồn đến muộn" in texts_of(
        paper
    )
    assert "không tìm thấy nguồn nào cùng loại | không còn nguồn nào trong tầm gọi" in texts_of(paper)
    assert (paper.addressees[0], f"kính đề nghị {above}" in texts_of(paper)) == (above, True)
    assert not any("72/2025/QH15" in base for base in paper.bases)  # a report decides nothing


def test_the_chair_who_wires_signs_as_chair(call: OrderFacts) -> None:
    said = Telegram(
        urgency=Urgency.IMMEDIATE,
        addressees=("Trưởng các thôn",),
        situation="Nước lên nhanh",
        orders=("Sơ tán dân",),
        report_by=END,
    )
    paper = telegram(COMMUNE, call.incident, said, at=call.drafted_at)
    assert (paper.signatures[0].lines, paper.urgency) == (("CHỦ TỊCH",), Urgency.IMMEDIATE)
    assert "trước 18 giờ 00 phút, ngày 05 tháng 12 năm 2026./." in texts_of(paper)
