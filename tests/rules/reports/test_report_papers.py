"""A report in words on paper: where it ends, so that nothing can be added below."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from core.documents.paper import Paragraph
from mobilization.rules.papers.facts import IssuerLevel, IssuingBody
from reports.rules.report_papers import ReportFacts, report_paper
from reports.rules.written import SECTIONS, PaperKind

BODY = IssuingBody(
    level=IssuerLevel.PROVINCE, area="tỉnh Quảng Ngãi", place="Quảng Ngãi", province="tỉnh Quảng Ngãi"
)


COMMUNE = IssuingBody(
    level=IssuerLevel.COMMUNE, area="xã Bình Minh", place="Bình Minh", province="tỉnh Quảng Ngãi"
)
FACTS = ReportFacts(
    kind=PaperKind.QUICK,
    body={},
    issuer=BODY,
    about="bão số 12",
    year=2026,
    on_day=date(2026, 11, 30),
    drill=False,
    saved_at=datetime(2026, 11, 30, 8, tzinfo=UTC),
)


@pytest.mark.parametrize(
    ("body", "kind", "parent", "addressees", "recipients"),
    [
        (
            COMMUNE,
            PaperKind.QUICK,
            "UBND XÃ BÌNH MINH",
            ("Ban Chỉ huy Phòng thủ dân sự tỉnh Quảng Ngãi",),
            ("- Như trên;", "- Ủy ban nhân dân xã Bình Minh (để báo cáo);", "- Lưu: VT, BCH."),
        ),
        (
            BODY,
            PaperKind.AFTER,
            "UBND TỈNH QUẢNG NGÃI",
            ("Ban Chỉ đạo Phòng thủ dân sự quốc gia", "Ủy ban nhân dân tỉnh Quảng Ngãi"),
            ("- Như trên;", "- Lưu: VT, BCH."),  # the own committee stands above
        ),
        (
            BODY,
            PaperKind.YEARLY,
            "UBND TỈNH QUẢNG NGÃI",
            ("Ban Thường vụ Tỉnh ủy (qua Đảng ủy Quân sự tỉnh)",),
            ("- Như trên;", "- Ủy ban nhân dân tỉnh Quảng Ngãi (để báo cáo);", "- Lưu: VT, BCH."),
        ),
    ],
)
def test_whose_report_it_is_and_whom_it_goes_to(
    body: IssuingBody, kind: PaperKind, parent: str, addressees: tuple[str, ...], recipients: tuple[str, ...]
) -> None:
    paper = report_paper(replace(FACTS, issuer=body, kind=kind, drill=True))
    assert (paper.issuer.parent, paper.addressees, paper.recipients) == ((parent,), addressees, recipients)
    assert (paper.place, paper.drill, paper.signatures[0].lines[-1]) == (body.place, True, "TRƯỞNG BAN")
    assert report_paper(FACTS).drill is False


@pytest.mark.parametrize("kind", list(PaperKind))
@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Đề nghị chi viện.\nXin hết.", "Xin hết./."),
        ("Đề nghị chi viện./.", "Đề nghị chi viện./."),
        ("", "(Chưa có nội dung.)"),
    ],
)
def test_a_report_ends_with_its_mark_once(kind: PaperKind, text: str, end: str) -> None:
    facts = replace(FACTS, kind=kind, body={SECTIONS[kind][-1].key: text})
    blocks = report_paper(facts).blocks
    assert isinstance(blocks[-1], Paragraph)
    assert blocks[-1].text == end
    assert sum("./." in block.text for block in blocks if isinstance(block, Paragraph)) == end.count("./.")
