"""A report in words on paper: where it ends, so that nothing can be added below."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from core.documents.paper import Paragraph
from mobilization.rules.papers.facts import IssuerLevel, IssuingBody
from reports.rules.report_papers import ReportFacts, report_paper
from reports.rules.written import SECTIONS, PaperKind

BODY = IssuingBody(
    level=IssuerLevel.PROVINCE, area="tỉnh Quảng Ngãi", place="Quảng Ngãi", province="tỉnh Quảng Ngãi"
)


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
    facts = ReportFacts(
        kind=kind,
        body={SECTIONS[kind][-1].key: text},
        issuer=BODY,
        about="bão số 12",
        year=2026,
        on_day=date(2026, 11, 30),
        drill=False,
        saved_at=datetime(2026, 11, 30, 8, tzinfo=UTC),
    )
    blocks = report_paper(facts).blocks
    assert isinstance(blocks[-1], Paragraph)
    assert blocks[-1].text == end
    assert sum("./." in block.text for block in blocks if isinstance(block, Paragraph)) == end.count("./.")
