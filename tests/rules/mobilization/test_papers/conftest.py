from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from core.documents.paper import Paper, Paragraph, Table
from inventory.rules.catalogue import LegalForm, read_catalogue
from mobilization.rules.papers.facts import (
    IncidentFacts,
    IssuerLevel,
    IssuingBody,
    LegalField,
    MinutesFacts,
    OrderFacts,
    OrderLine,
    Party,
)

VIETNAM = timezone(timedelta(hours=7))
KINDS = {kind.code: kind for kind in read_catalogue()}
COMMUNE = IssuingBody(
    level=IssuerLevel.COMMUNE, area="xã Trà Bồng", place="Trà Bồng", province="tỉnh Quảng Ngãi"
)
PROVINCE = IssuingBody(
    level=IssuerLevel.PROVINCE, area="tỉnh Quảng Ngãi", place="Quảng Ngãi", province="tỉnh Quảng Ngãi"
)
FIRM = Party(name="Công ty TNHH Vận tải Bình Tân", address="Thôn Bình Tân, xã Trà Bồng")
HOUSEHOLD = Party(name="Hộ ông Nguyễn Văn Ế", address="Thôn 3, xã Trà Bồng")
MILITARY = Party(name="Ban Chỉ huy quân sự xã Trà Bồng", address="Thôn 1, xã Trà Bồng")


def line(code: str, quantity: str = "2", holder: Party = FIRM) -> OrderLine:
    return OrderLine(
        kind=KINDS[code],  # type: ignore[index]
        quantity=Decimal(quantity),
        holder=holder,
        condition="tốt",
        stored_at="Nhà văn hóa thôn Bình Tân",
        detail="76C-123.45" if code.startswith("PT") else "",
    )


def first_code(form: LegalForm, part: str) -> str:
    return next(code for code, kind in KINDS.items() if form in kind.forms and code.startswith(part))


VEHICLE = first_code(LegalForm.TRUNG_DUNG, "PT")
GOODS = first_code(LegalForm.TRUNG_MUA, "VT")


def texts_of(paper: Paper) -> str:
    """Return every text of the paper's body, one paragraph or row a line."""
    found = []
    for block in (*paper.blocks, *(block for annex in paper.annexes for block in annex.blocks)):
        if isinstance(block, Paragraph):
            found.append(f"{block.label} {block.text}".strip())
        elif isinstance(block, Table):
            found += [" | ".join(column.title for column in block.columns)]
            found += [" | ".join(row) for row in block.rows]
    return "\n".join(found)


def table_of(paper: Paper) -> Table:
    (block,) = paper.annexes[0].blocks
    assert isinstance(block, Table)
    return block


@pytest.fixture
def call() -> OrderFacts:
    """A commune calls out militia, a lorry and 1,250 sandbags against a storm."""
    return OrderFacts(
        form=LegalForm.HUY_DONG,
        issuer=COMMUNE,
        incident=IncidentFacts(
            name="Bão số 12",
            place="xã Trà Bồng",
            field=LegalField.NATURAL_DISASTER,
            code="SC-12",
            defence_level=1,
            risk_level=3,
        ),
        lines=(line("LL-001", "30", MILITARY), line(VEHICLE), line(GOODS, "1250", HOUSEHOLD)),
        destination="Thôn Trà Khương",
        purpose="di dời 500 người dân",
        arrive_by=datetime(2026, 11, 23, 11, tzinfo=UTC),
        until=datetime(2026, 12, 5, 18, tzinfo=VIETNAM),
        commander="Ông Hồ Văn Ngọc",
        drafted_at=datetime(2026, 11, 23, 8, tzinfo=VIETNAM),
        proposed_by="Ban Chỉ huy Phòng thủ dân sự xã Trà Bồng",
    )


@pytest.fixture
def taking(call: OrderFacts) -> OrderFacts:
    """The same storm, a firm's vehicles requisitioned by the province."""
    return replace(
        call,
        form=LegalForm.TRUNG_DUNG,
        issuer=PROVINCE,
        lines=(line(VEHICLE),),
        assigned_to=MILITARY,
        handover_at=datetime(2026, 11, 23, 16, tzinfo=VIETNAM),
        handover_place="trụ sở Ủy ban nhân dân xã Trà Bồng",
        failed_ways="không thỏa thuận cho thuê được",
    )


@pytest.fixture
def buying(taking: OrderFacts) -> OrderFacts:
    """Sandbags bought by compulsion at an agreed price."""
    return replace(
        taking,
        form=LegalForm.TRUNG_MUA,
        lines=(replace(line(GOODS, "1500"), price_dong=Decimal(23500)),),
        pay_by=datetime(2026, 12, 23, 17, tzinfo=VIETNAM),
        pay_method="chuyển khoản",
        pay_place="Kho bạc Nhà nước",
    )


@pytest.fixture
def minutes(taking: OrderFacts) -> MinutesFacts:
    """The firm hands its vehicles to the commune's military command."""
    return MinutesFacts(
        order=replace(taking, issuer=COMMUNE),
        giver=replace(FIRM, delegate="Trần Thị Ơn", position="Giám đốc"),
        receiver=MILITARY,
        witness=Party(name="Ủy ban nhân dân xã Trà Bồng"),
        at=datetime(2026, 11, 23, 16, 5, tzinfo=VIETNAM),
        place="trụ sở Ủy ban nhân dân xã Trà Bồng",
    )
