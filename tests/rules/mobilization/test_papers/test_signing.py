"""Whose paper it is: militia by the military commander, an amendment by who signed the order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from core.documents.pdf import to_pdf
from core.documents.word import to_docx
from inventory.rules.catalogue import LegalForm
from mobilization.rules.authority import Signer, ruling
from mobilization.rules.papers.amendment import Amended, amendment
from mobilization.rules.papers.checks import PaperIncompleteError
from mobilization.rules.papers.draft import draft_order
from mobilization.rules.papers.facts import IssuingBody, OrderFacts, Party
from mobilization.rules.papers.settlement import extension_decision
from mobilization.rules.papers.signing import decider_of
from tests.rules.mobilization.test_papers.conftest import COMMUNE, PROVINCE, VIETNAM, texts_of


@pytest.mark.parametrize(
    ("issuer", "parent", "name", "title", "agreed"),
    [
        (
            COMMUNE,
            ("BỘ CHỈ HUY QUÂN SỰ", "TỈNH QUẢNG NGÃI"),
            ("BAN CHỈ HUY QUÂN SỰ", "XÃ TRÀ BỒNG"),
            "CHỈ HUY TRƯỞNG BAN CHỈ HUY QUÂN SỰ XÃ TRÀ BỒNG",
            "Chủ tịch Ủy ban nhân dân xã Trà Bồng và Chỉ huy trưởng Bộ Chỉ huy quân sự tỉnh Quảng Ngãi",
        ),
        (
            PROVINCE,
            (),
            ("BỘ CHỈ HUY QUÂN SỰ", "TỈNH QUẢNG NGÃI"),
            "CHỈ HUY TRƯỞNG BỘ CHỈ HUY QUÂN SỰ TỈNH QUẢNG NGÃI",
            "Chủ tịch Ủy ban nhân dân tỉnh Quảng Ngãi và Tư lệnh Quân khu",
        ),
    ],
)
def test_militia_are_moved_by_the_military_commander(
    call: OrderFacts,
    issuer: IssuingBody,
    parent: tuple[str, ...],
    name: tuple[str, ...],
    title: str,
    agreed: str,
) -> None:
    row = ruling(LegalForm.DIEU_DONG, date(2026, 11, 23), militia=True)
    assert row is not None
    facts = replace(
        call,
        form=LegalForm.DIEU_DONG,
        issuer=issuer,
        lines=call.lines[:1],
        signer=row.signer,
        consent=row.consent(issuer.level),
        proposed_by="",
    )
    paper = draft_order(facts)
    assert (paper.issuer.parent, paper.issuer.name) == (parent, name)
    assert (paper.authority, paper.symbol) == (title, "LĐĐ-BCHQS")
    assert paper.signatures[0].lines == ("CHỈ HUY TRƯỞNG",)
    assert f"ý kiến thống nhất của {agreed} tại ……" in paper.bases[-1]
    assert "Điều 32 Luật Dân quân tự vệ" in texts_of(paper)
    assert decider_of(facts).upper() == title
    longer = extension_decision(facts, until=facts.drafted_at, reason="mưa tiếp")
    assert (longer.authority, longer.symbol) == (title, "LĐĐ-BCHQS")
    assert "Chánh Văn phòng" not in texts_of(longer)


@pytest.mark.parametrize(
    ("form", "kind", "symbol"),
    [
        (LegalForm.HUY_DONG, "QUYẾT ĐỊNH", "QĐ-UBND"),
        (LegalForm.DIEU_DONG, "LỆNH ĐIỀU ĐỘNG", "LĐĐ-BCH"),
    ],
)
def test_an_amendment_is_a_paper_of_its_own(
    call: OrderFacts, form: LegalForm, kind: str, symbol: str
) -> None:
    signer = Signer.COMMAND if form is LegalForm.DIEU_DONG else Signer.CHAIR
    facts = replace(call, form=form, signer=signer, number="412", dated=date(2026, 11, 23))
    changed = Amended(
        line=call.lines[1],
        before=Decimal(2),
        after=Decimal(0),
        reason="đơn vị quản lý báo không thực hiện được: xe hỏng.",
        at=datetime(2026, 11, 23, 15, 5, tzinfo=VIETNAM),
    )
    holder = Party(name="Hợp tác xã Tân Phước", address="thôn 2")
    instead = replace(
        changed, line=replace(call.lines[1], holder=holder), before=Decimal(0), after=Decimal(2),
        at=datetime(2026, 11, 23, 16, 10, tzinfo=VIETNAM),
    )  # fmt: skip
    paper = amendment(facts, (changed, instead))
    owners = [
        who for who in paper.recipients if who[2:-1] in {holder.name, *(one.name for one in call.owners)}
    ]
    assert [who[2:-1] for who in owners][:2] == [call.lines[1].holder.name, holder.name]
    assert len(owners) == len(call.owners) + 1
    assert (paper.kind, paper.symbol, paper.draft) == (kind, symbol, True)
    assert f"số 412/{symbol} ngày 23 tháng 11 năm 2026 của" in paper.subject
    assert (
        "chiếc | 2 | 0 | đơn vị quản lý báo không thực hiện được: xe hỏng; 15 giờ 05, 23/11/2026"
        in texts_of(paper)
    )
    assert "tính đến 16 giờ 10 phút, ngày 23 tháng 11 năm 2026" in texts_of(
        paper
    )  # the last of what it tells
    assert to_docx(paper)
    assert to_pdf(paper, system_fonts=False)
    with pytest.raises(PaperIncompleteError):
        amendment(facts, ())
