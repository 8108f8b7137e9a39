"""What prolongs an order and what ends it: in the order's own form, of its own day, and people are nobody's to give back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from core.documents.paper import Paper, Table
from inventory.rules.catalogue import LegalForm
from mobilization.rules.authority import Signer
from mobilization.rules.papers.facts import MinutesFacts, OrderFacts, Party, ReturnedLine
from mobilization.rules.papers.minutes import return_minutes
from mobilization.rules.papers.settlement import confirmation_slip, extension_decision, return_decision
from tests.rules.mobilization.test_papers.conftest import (
    MILITARY,
    PROVINCE,
    VEHICLE,
    VIETNAM,
    line,
    table_of,
    texts_of,
)

END = datetime(2026, 12, 10, 17, tzinfo=VIETNAM)
MILITIA = line("LL-001", "30", MILITARY)
CALLED_OUT = {"form": LegalForm.HUY_DONG, "lines": (MILITIA,)}
MOVED = {"form": LegalForm.DIEU_DONG, "lines": (MILITIA,), "signer": Signer.MILITARY}


def prolonged(facts: OrderFacts) -> Paper:
    return extension_decision(facts, until=END, reason="mưa còn lớn")


def ended(facts: OrderFacts) -> Paper:
    return return_decision(facts, at=END, place="sân vận động xã")


@pytest.mark.parametrize("written", [prolonged, ended])
@pytest.mark.parametrize("change", [CALLED_OUT, MOVED])
def test_people_go_home_and_are_not_given_back(
    call: OrderFacts, change: dict[str, object], written: Callable[[OrderFacts], Paper]
) -> None:
    paper = written(replace(call, **change))  # type: ignore[arg-type]
    body = texts_of(paper)
    assert "hoàn trả" not in body
    assert "tài sản đã" not in body
    assert "về đơn vị, địa phương" in body
    assert " động theo " in body
    assert "lực lượng" in paper.subject


def test_what_ends_an_order_of_people_and_things_does_both(call: OrderFacts) -> None:
    paper = ended(call)
    body = texts_of(paper)
    assert paper.subject == "Về việc kết thúc huy động lực lượng, phương tiện, vật tư ứng phó bão số 12"
    assert "hoàn trả cho Công ty TNHH Vận tải Bình Tân" in body
    assert body.count("theo Quyết định huy động số") == 1
    assert "Kết thúc huy động đối với 30 người dân quân cơ động của Ban Chỉ huy quân sự xã Trà Bồng" in body
    assert len(table_of(paper).rows) == len(call.lines)


@pytest.mark.parametrize("written", [prolonged, ended])
def test_a_lenh_is_prolonged_and_ended_by_a_lenh(
    call: OrderFacts, written: Callable[[OrderFacts], Paper]
) -> None:
    paper = written(replace(call, **MOVED))  # type: ignore[arg-type]
    assert (paper.kind, paper.symbol, paper.enacting) == ("LỆNH", "LĐĐ-BCHQS", "RA LỆNH:")
    assert "Lệnh này có hiệu lực" in texts_of(paper)
    assert "Quyết định này" not in texts_of(paper)
    decided = written(replace(call, **CALLED_OUT))  # type: ignore[arg-type]
    assert (decided.kind, decided.symbol, decided.enacting) == ("QUYẾT ĐỊNH", "QĐ-UBND", "QUYẾT ĐỊNH:")


def test_an_extension_lists_whose_things_it_keeps(taking: OrderFacts) -> None:
    owners = [Party(name=f"Hộ ông {name}", address="Thôn 3") for name in "ABCDEF"]
    paper = prolonged(replace(taking, lines=tuple(line(VEHICLE, "1", owner) for owner in owners)))
    assert "ghi tại Phụ lục" in texts_of(paper)  # too many to name in Điều 1
    assert [row[5] for row in table_of(paper).rows] == [f"{one.name}; địa chỉ: Thôn 3" for one in owners]
    assert table_of(paper).rows[0][6:] == ("18 giờ 00, 05/12/2026", "17 giờ 00, 10/12/2026")
    assert paper.subject.startswith("Về việc gia hạn thời hạn trưng dụng tài sản để ứng phó")


@pytest.mark.parametrize(
    "written", [prolonged, ended, lambda facts: confirmation_slip(facts, at=END, place="")]
)
def test_what_follows_an_order_is_of_its_own_day(
    taking: OrderFacts, written: Callable[[OrderFacts], Paper]
) -> None:
    later = datetime(2027, 1, 9, 8, tzinfo=VIETNAM)
    assert written(taking).drafted_at == taking.drafted_at
    assert written(replace(taking, followed_at=later)).drafted_at == later


def test_an_order_is_cited_by_its_own_year(taking: OrderFacts) -> None:
    later = replace(taking, followed_at=datetime(2027, 1, 9, 8, tzinfo=VIETNAM))
    assert "Quyết định trưng dụng tài sản số …… ngày …… tháng …… năm 2026" in texts_of(ended(later))


@pytest.mark.parametrize(
    ("issuer", "above"), [(None, "Bộ CHQS tỉnh Quảng Ngãi"), (PROVINCE, "Bộ Tư lệnh Quân khu")]
)
def test_the_military_organ_above_is_told(call: OrderFacts, issuer: object, above: str) -> None:
    facts = replace(call, **MOVED | ({"issuer": issuer} if issuer else {}))  # type: ignore[arg-type]
    assert f"- {above} (để báo cáo);" in prolonged(facts).recipients


def test_minutes_of_people_hand_nobody_back(minutes: MinutesFacts) -> None:
    facts = replace(minutes, order=replace(minutes.order, **CALLED_OUT))  # type: ignore[arg-type]
    all_of_them, none = MILITIA.quantity, Decimal(0)
    back = ReturnedLine(
        line=MILITIA, sent=all_of_them, back=all_of_them, used=none, lost=none, damaged=none, condition="khỏe"
    )
    paper = return_minutes(facts, (back,))
    assert paper.subject.startswith("Bàn giao lại lực lượng được huy động")
    assert "Lực lượng đã về đủ" in texts_of(paper)
    assert "Tài sản" not in texts_of(paper)
    hurt = return_minutes(facts, (replace(back, back=all_of_them - 3, lost=Decimal(1), damaged=Decimal(2)),))
    (table,) = [block for block in hurt.blocks if isinstance(block, Table)]
    titles = [column.title for column in table.columns]
    assert titles[3:7] == ["Đã đi", "Đã về", "Mất tích, hy sinh", "Bị thương, ốm"]
    assert table.rows[0][5:7] == ("1", "2")
    said = texts_of(hurt)
    assert "Chế độ đối với người bị thương" in said
    assert not [word for word in ("bồi thường", "hỏng", "bị mất", "đã dùng") if word in said.lower()]
