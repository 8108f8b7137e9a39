from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from core.documents.paper import Align, number_line
from core.documents.pdf import to_pdf
from core.documents.word import to_docx
from core.numbers import number_text
from inventory.rules.catalogue import LegalForm
from mobilization.rules.authority import Signer
from mobilization.rules.papers.bases import BASES, bases_of
from mobilization.rules.papers.checks import PaperIncompleteError
from mobilization.rules.papers.draft import draft_order
from mobilization.rules.papers.facts import IssuingBody, LegalField, OrderFacts, Party
from mobilization.rules.papers.wording import (
    date_text,
    event_name,
    incident_text,
    lower_first,
    moment_text,
    summary_of,
)
from tests.rules.mobilization.test_papers.conftest import (
    COMMUNE,
    HOUSEHOLD,
    PROVINCE,
    VIETNAM,
    line,
    table_of,
    texts_of,
)


def test_a_call_says_what_whence_whither_and_until_when(call: OrderFacts) -> None:
    paper = draft_order(call)
    assert (paper.kind, paper.symbol) == ("QUYẾT ĐỊNH", "QĐ-UBND")
    assert paper.issuer.name == ("ỦY BAN NHÂN DÂN", "XÃ TRÀ BỒNG")
    assert paper.authority == "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ TRÀ BỒNG"
    assert paper.subject == "Về việc huy động lực lượng, phương tiện, vật tư ứng phó bão số 12"
    body = texts_of(paper)
    for text in (
        "30 người dân quân cơ động",
        "1.250 ",
        "di dời 500 người dân",
        "Nơi đến: Thôn Trà Khương.",
        "Thời gian có mặt: 18 giờ 00 phút, ngày 23 tháng 11 năm 2026.",
        "đến 18 giờ 00 phút, ngày 05 tháng 12 năm 2026.",
        "Chỉ huy tại hiện trường: Ông Hồ Văn Ngọc.",
        "rủi ro thiên tai cấp 3; phòng thủ dân sự cấp độ 1",
        "Nguồn kinh phí",
    ):
        assert text in body
    assert [label for label in ("Điều 1.", "Điều 2.", "Điều 3.") if label in body] == [
        "Điều 1.",
        "Điều 2.",
        "Điều 3.",
    ]
    assert body.count("./.") == 1
    assert f"- {HOUSEHOLD.name};" in paper.recipients
    assert paper.recipients[-1].startswith("- Lưu: VT")


@pytest.mark.parametrize(
    ("issuer", "owner", "told"),
    [(PROVINCE, "Hộ ông Năm", 1), (PROVINCE, "UBND xã Trà Bồng", 1), (COMMUNE, "Hộ ông Năm", 0)],
)
def test_the_commune_that_answers_for_what_is_called_on_is_told_once(
    call: OrderFacts, issuer: IssuingBody, owner: str, told: int
) -> None:
    lines = (replace(call.lines[0], holder=Party(name=owner, address="thôn 2")),)
    paper = draft_order(replace(call, issuer=issuer, lines=lines, called_in="Xã Trà Bồng"))
    assert paper.recipients.count("- UBND xã Trà Bồng;") == told


def test_the_annex_lists_every_line_with_its_numbers_at_the_right(call: OrderFacts) -> None:
    table = table_of(draft_order(call))
    assert [column.title for column in table.columns] == [
        "STT",
        "Tên, chủng loại",
        "Số lượng",
        "Đơn vị",
        "Tình trạng",
        "Đơn vị quản lý (chủ tài sản)",
        "Địa điểm để",
        "Nơi đến",
        "Thời gian có mặt",
    ]
    assert table.columns[2].align is Align.RIGHT
    assert [row[2] for row in table.rows] == ["30", "2", "1.250"]
    assert table.rows[1][1].endswith("(76C-123.45)")
    assert table.rows[2][5] == "Hộ ông Nguyễn Văn Ế; địa chỉ: Thôn 3, xã Trà Bồng"
    assert {row[8] for row in table.rows} == {"18 giờ 00, 23/11/2026"}


def test_a_dispatch_order_leaves_room_for_its_hours(call: OrderFacts) -> None:
    facts = replace(call, form=LegalForm.DIEU_DONG, signer=Signer.COMMAND, lines=call.lines[1:])
    paper = draft_order(facts)
    assert (paper.kind, paper.symbol) == ("LỆNH ĐIỀU ĐỘNG", "LĐĐ-BCH")
    assert paper.issuer.parent == ("ỦY BAN NHÂN DÂN", "XÃ TRÀ BỒNG")
    assert paper.signatures[0].lines == ("TRƯỞNG BAN",)
    body = texts_of(paper)
    assert "SC-12" in body
    assert "Giờ nhận lệnh | Giờ đi | Giờ đến | Giờ về" in body
    assert "Dân quân tự vệ" not in body


def test_the_hour_of_a_dispatch_order_is_printed_once_it_is_known(call: OrderFacts) -> None:
    facts = replace(call, form=LegalForm.DIEU_DONG, signer=Signer.COMMAND, lines=call.lines[1:])
    assert "…… giờ …… phút ngày …… tháng …… năm …… (ghi khi ký)" in texts_of(draft_order(facts))
    assert "ghi khi ký" not in texts_of(draft_order(replace(facts, ordered_at=call.drafted_at)))


@pytest.mark.parametrize("form", [LegalForm.HUY_DONG, LegalForm.DIEU_DONG])
def test_nothing_the_clerk_or_the_chair_decides_is_printed(call: OrderFacts, form: LegalForm) -> None:
    paper = draft_order(replace(call, form=form))
    assert number_line(paper).replace("\u00a0", "") == f"Số:/{paper.symbol}"
    assert paper.draft
    assert paper.signatures[0].name == ""
    known = draft_order(replace(call, form=form, number="12", dated=date(2026, 11, 23)))
    assert number_line(known) == f"Số: 12/{paper.symbol}"
    assert not known.draft
    signed = draft_order(replace(call, form=form, signer_lines=("KT. Chủ tịch", "Phó Chủ tịch")))
    assert signed.signatures[0].lines == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


def test_what_is_not_known_yet_is_said_or_left_blank(call: OrderFacts) -> None:
    body = texts_of(draft_order(replace(call, arrive_by=None, until=None, commander="", purpose="")))
    assert "ngay sau khi nhận được Quyết định này" in body
    assert "đến khi có quyết định kết thúc huy động" in body
    assert "Chỉ huy tại hiện trường: ……" in body
    assert "Mục đích: ứng phó bão số 12 tại xã Trà Bồng" in body


def test_a_drill_says_so_in_its_own_words(call: OrderFacts) -> None:
    drill = draft_order(replace(call, incident=replace(call.incident, drill=True)))
    assert drill.drill
    assert "phục vụ diễn tập" in texts_of(drill)
    assert not draft_order(call).drill
    assert "diễn tập" not in texts_of(draft_order(call))


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"lines": ()}, ("lines",)),
        ({"destination": "  "}, ("destination",)),
        ({"lines": (line("LL-001", "0"),)}, ("quantity",)),
        ({"lines": (), "destination": ""}, ("lines", "destination")),
    ],
)
def test_an_order_without_its_heart_is_refused(
    call: OrderFacts, change: dict[str, object], missing: tuple[str, ...]
) -> None:
    with pytest.raises(PaperIncompleteError) as caught:
        draft_order(replace(call, **change))  # type: ignore[arg-type]
    assert caught.value.facts["missing"] == missing


@pytest.mark.parametrize(
    ("form", "field", "on", "cited", "not_cited"),
    [
        (LegalForm.HUY_DONG, LegalField.NATURAL_DISASTER, date(2026, 11, 23), "33/2013/QH13", "15/2008/QH12"),
        (
            LegalForm.TRUNG_DUNG,
            LegalField.NATURAL_DISASTER,
            date(2026, 11, 23),
            "15/2008/QH12",
            "55/2024/QH15 ngày",
        ),
        (LegalForm.HUY_DONG, LegalField.FIRE, date(2026, 11, 23), "55/2024/QH15 ngày", "33/2013/QH13"),
        (LegalForm.HUY_DONG, LegalField.EPIDEMIC, date(2026, 11, 23), "114/2025/QH15", "03/2007/QH12"),
        (LegalForm.HUY_DONG, LegalField.EPIDEMIC, date(2026, 6, 30), "03/2007/QH12", "114/2025/QH15"),
        (LegalForm.HUY_DONG, LegalField.OTHER, date(2026, 11, 23), "200/2025/NĐ-CP", "66/2021/NĐ-CP"),
        (LegalForm.HUY_DONG, LegalField.NATURAL_DISASTER, date(2026, 2, 4), "18/2023/QH15", "53/2026/NĐ-CP"),
        (LegalForm.HUY_DONG, LegalField.OTHER, date(2026, 11, 23), "48/2019/QH14", "104/2025/QH15"),
    ],
)
def test_the_bases_follow_form_field_and_day(
    call: OrderFacts, form: LegalForm, field: LegalField, on: date, cited: str, not_cited: str
) -> None:
    incident = replace(call.incident, field=field)
    drafted_at = datetime(on.year, on.month, on.day, 8, tzinfo=VIETNAM)
    bases = "\n".join(bases_of(replace(call, form=form, incident=incident, drafted_at=drafted_at)))
    assert cited in bases
    assert not_cited not in bases
    assert bases.endswith("Theo đề nghị của Ban Chỉ huy Phòng thủ dân sự xã Trà Bồng")


def test_a_state_of_emergency_and_a_plan_are_cited_only_when_there_is_one(call: OrderFacts) -> None:
    urgent = replace(
        call, plan="Kế hoạch số 45/KH-UBND", incident=replace(call.incident, state_of_emergency=True)
    )
    bases = "\n".join(bases_of(urgent))
    assert "104/2025/QH15" in bases
    assert "Căn cứ Kế hoạch số 45/KH-UBND" in bases


def test_every_legal_basis_names_its_source() -> None:
    assert all(basis.source and basis.text for basis in BASES)
    assert len({basis.text for basis in BASES}) == len(BASES)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1250"), "1.250"),
        (Decimal("12.50"), "12,5"),
        (Decimal("30.000"), "30"),
        (1234567, "1.234.567"),
    ],
)
def test_numbers_are_written_as_in_vietnam(value: Decimal | int, text: str) -> None:
    assert number_text(value) == text


def test_moments_are_told_on_a_vietnamese_clock() -> None:
    late = datetime.fromisoformat("2026-02-04T20:30:00+00:00")
    assert moment_text(late) == "03 giờ 30 phút, ngày 05 tháng 02 năm 2026"
    assert date_text(datetime(2026, 3, 9, tzinfo=VIETNAM)) == "ngày 09 tháng 3 năm 2026"
    with pytest.raises(ValueError, match="time zone"):
        moment_text(late.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Bão số 12", "bão số 12"),
        ("Trà Bồng ngập sâu", "Trà Bồng ngập sâu"),
        ("Lũ", "lũ"),
        ("Thôn Đông Yên", "thôn Đông Yên"),
        ("Sông Vệ dâng", "sông Vệ dâng"),
        ("UBND xã Bình Minh", "UBND xã Bình Minh"),
        ("QL1A đoạn qua thôn 3", "QL1A đoạn qua thôn 3"),
        ("Ô tô tải", "ô tô tải"),
        ("", ""),
    ],
)
def test_only_a_proper_name_keeps_its_capital(text: str, inside: str) -> None:
    assert lower_first(text) == inside


def test_levels_stand_on_their_own_scales(call: OrderFacts) -> None:
    assert incident_text(replace(call.incident, risk_level=None)) == (
        "bão số 12 tại xã Trà Bồng (phòng thủ dân sự cấp độ 1)"
    )
    assert incident_text(replace(call.incident, risk_level=None, defence_level=None)) == (
        "bão số 12 tại xã Trà Bồng"
    )


def test_a_long_list_is_summed_up(call: OrderFacts) -> None:
    codes = [f"LL-{number:03d}" for number in range(1, 13)]
    lines = tuple(line(code, "5") for code in codes)
    summary = summary_of((*lines, lines[0]))
    assert summary.startswith("10 người dân quân cơ động;")
    assert summary.endswith("và 4 loại khác")
    owners = tuple(
        replace(each, holder=replace(HOUSEHOLD, name=f"Hộ {place}")) for place, each in enumerate(lines)
    )
    paper = draft_order(replace(call, form=LegalForm.DIEU_DONG, lines=owners))
    assert "12 tổ chức, hộ gia đình, cá nhân" in texts_of(paper)
    assert "- Các đơn vị, cá nhân khác có tên tại Phụ lục;" in paper.recipients


@pytest.mark.parametrize("form", [LegalForm.HUY_DONG, LegalForm.DIEU_DONG])
@pytest.mark.parametrize("level", ["commune", "province"])
def test_both_writers_take_it(call: OrderFacts, form: LegalForm, level: str) -> None:
    facts = replace(call, form=form, issuer=PROVINCE if level == "province" else call.issuer)
    paper = draft_order(facts)
    assert to_docx(paper)
    assert to_pdf(paper, system_fonts=False)


@pytest.mark.parametrize(
    ("name", "faced"),
    [
        ("Bão số 12", "bão số 12"),
        ("Diễn tập ứng phó bão số 9", "bão số 9"),
        ("Diễn tập: ứng phó với lũ quét", "lũ quét"),
        ("Ứng phó sạt lở thôn Tây", "sạt lở thôn Tây"),
        ("Diễn tập", "diễn tập"),
    ],
)
def test_a_drill_s_own_name_is_not_said_twice(call: OrderFacts, name: str, faced: str) -> None:
    assert event_name(replace(call.incident, name=name)) == faced
