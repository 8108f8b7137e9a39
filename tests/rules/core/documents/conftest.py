from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from core.documents.paper import (
    Align,
    Annex,
    Block,
    Column,
    Issuer,
    Paper,
    Paragraph,
    Signature,
    Table,
    Urgency,
)

# Every vowel with every tone, in both cases, and đ: the letters a font must hold.
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")


@pytest.fixture
def paper() -> Paper:
    """A decision with everything a paper can carry and an annex long enough for three pages."""
    columns = (
        Column(title="STT", share=1, align=Align.CENTER),
        Column(title="Tên, chủng loại", share=6),
        Column(title="Số lượng", share=2, align=Align.RIGHT),
    )
    rows = tuple((str(place), f"Áo phao loại {place}", "1.250") for place in range(1, 61))
    return Paper(
        issuer=Issuer(
            parent=("TỈNH QUẢNG NGÃI",),
            name=("ỦY BAN NHÂN DÂN", "XÃ ĐẶNG THÙY TRÂM"),
            of="Chủ tịch Ủy ban nhân dân xã Đặng Thùy Trâm",
        ),
        symbol="QĐ-UBND",
        place="Đặng Thùy Trâm",
        kind="QUYẾT ĐỊNH",
        subject="Về việc huy động vật tư ứng phó bão số 12",
        drafted_at=datetime(2026, 11, 23, 8, tzinfo=timezone(timedelta(hours=7))),
        authority="CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ ĐẶNG THÙY TRÂM",
        bases=("Căn cứ Luật Phòng thủ dân sự;", "Theo đề nghị của Ban Chỉ huy"),
        enacting="QUYẾT ĐỊNH:",
        blocks=(
            Paragraph(label="Điều 1.", text="Huy động vật tư như sau:"),
            Paragraph(text="Nghiêng và đậm", bold=True, italic=True, align=Align.CENTER, indented=False),
            Table(columns=columns, rows=(("1", "Xuồng máy", "12,5"),)),
        ),
        signatures=(Signature(lines=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), name="Nguyễn Văn Ế"),),
        recipients=("- Như Điều 1;", "- Lưu: VT."),
        annexes=(
            Annex(title="Danh sách vật tư", landscape=True, blocks=(Table(columns=columns, rows=rows),)),
        ),
        urgency=Urgency.IMMEDIATE,
        drill=True,
    )


CLOSING = Paragraph(
    label="Điều 3.", text="Các cơ quan, đơn vị có tên chịu trách nhiệm thi hành. " * 6 + "HẾT./."
)
LEDGER = Table(
    columns=(Column(title="STT", share=1), Column(title="Giờ đi", share=6)),
    rows=tuple((str(place), "HẾT" if place == 8 else "") for place in range(1, 9)),
)


def of_length(paper: Paper, lines: int, last: Block) -> Paper:
    """Return the paper with so many one-line paragraphs before its last block, and no annex."""
    filling = tuple(Paragraph(text=f"{place}.") for place in range(lines))
    return replace(paper, blocks=(*filling, last), annexes=())
