from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from core.documents.paper import Paper
from core.documents.pdf import to_pdf
from core.documents.word import to_docx
from mobilization.rules.papers.declaration import MEASURES, Declared, declaration, lifting
from mobilization.rules.papers.facts import OrderFacts
from tests.rules.mobilization.test_papers.conftest import COMMUNE, PROVINCE, VIETNAM, texts_of

SAID = Declared(
    reason="Lũ vượt quá khả năng ứng phó của lực lượng trên địa bàn.",
    area="thôn 1, thôn 2",
    since=datetime(2026, 11, 23, 18, tzinfo=VIETNAM),
    measures=MEASURES[:2],
    forces="dân quân tự vệ, dân phòng",
    number="25",
)


def test_a_declaration_holds_reason_area_time_measures_forces_and_publication(call: OrderFacts) -> None:
    paper = declaration(COMMUNE, call.incident, SAID, at=call.drafted_at)
    body = texts_of(paper)
    for part in (
        "Điều 1. Ban bố phòng thủ dân sự cấp độ 1",
        "1. Lý do: Lũ vượt quá khả năng ứng phó của lực lượng trên địa bàn.",
        "2. Phạm vi: thôn 1, thôn 2.",
        "từ 18 giờ 00 phút, ngày 23 tháng 11 năm 2026 đến khi có quyết định bãi bỏ",
        f"2. {MEASURES[1]}.",
        "Lực lượng thực hiện: dân quân tự vệ, dân phòng. Chủ tịch Ủy ban nhân dân xã Trà Bồng trực tiếp chỉ huy.",
        "niêm yết tại trụ sở Ủy ban nhân dân xã Trà Bồng",
    ):
        assert part in body
    assert MEASURES[2] not in body
    assert paper.authority == "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ TRÀ BỒNG"
    assert paper.signatures[0].lines == ("CHỦ TỊCH",)
    assert "Nghị định số 200/2025/NĐ-CP" in "".join(paper.bases)
    assert to_docx(paper)
    assert to_pdf(paper, system_fonts=False)


def test_a_lifting_names_the_declaration_it_ends(call: OrderFacts) -> None:
    body = texts_of(lifting(COMMUNE, replace(call.incident, drill=True), SAID, at=call.drafted_at))
    assert "đã ban bố tại Quyết định số 25/QĐ-UBND" in body
    assert "Văn bản phục vụ diễn tập" in body


@pytest.mark.parametrize("write", [declaration, lifting])
def test_level_two_is_the_provincial_chairs(call: OrderFacts, write: Callable[..., Paper]) -> None:
    paper = write(PROVINCE, call.incident, replace(SAID, dated=date(2026, 2, 5)), at=call.drafted_at)
    assert paper.authority == "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI"
    body = texts_of(paper)
    assert "phòng thủ dân sự cấp độ 2" in body
    assert "cấp độ 1" not in body, "the level that stood before is not the one declared"
    assert "- Ban Chỉ đạo Phòng thủ dân sự quốc gia (để báo cáo);" in paper.recipients
    if write is lifting:
        assert "tại Quyết định số 25/QĐ-UBND ngày 05 tháng 02 năm 2026 của Chủ tịch" in body
