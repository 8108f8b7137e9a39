"""What the register writes into an incident's report: no name twice, roads that are cut, needs met and not met."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from core.clock import VIETNAM
from reports.rules.first_texts import (
    CutLine,
    HelpLine,
    IncidentStory,
    Money,
    NeedLine,
    UsedLine,
    incident_texts,
)
from reports.rules.written import PaperKind

BEGUN = datetime(2026, 10, 21, 9, 25, tzinfo=VIETNAM)
STORY = IncidentStory(
    title="Ngập lụt, chia cắt các thôn ven sông Trà Bồng",
    hazard="Ngập lụt",
    place="thôn ven sông",
    commune="Xã Bình Minh",
    levels="",
    drill=False,
    opened_at=BEGUN,
    closed_at=None,
    as_of=BEGUN + timedelta(hours=2),
    run_by="Ban Chỉ huy Phòng thủ dân sự cấp xã",
    orders={},
    communes_helping=0,
    first_order_at=None,
    first_arrival_at=None,
    lines=(),
    helped=(),
    needs=(
        NeedLine(resource="Áo phao cứu sinh", unit="cái", asked=Decimal(250), found=Decimal(200)),
        NeedLine(resource="Ca nô", unit="chiếc", asked=Decimal(3), found=Decimal(3)),
    ),
    cut=(CutLine(a="Xã Bình Minh", b="Xã Bình Chương", note="ngập 1,2 m", since=BEGUN),),
    alone=("Xã Trà Tân",),
    money=Money(),
)


def test_a_quick_report_tells_what_is_cut_off_and_what_is_missing() -> None:
    texts = incident_texts(PaperKind.QUICK, STORY)
    assert texts["situation"].startswith(
        "Ngập lụt, chia cắt các thôn ven sông Trà Bồng. Loại hình: ngập lụt. Địa điểm: thôn ven sông, xã Bình Minh."
    )
    assert texts["isolated"].splitlines() == [
        "Đường bộ đến các nơi sau đang bị cắt hết: Xã Trà Tân.",
        "- Đường Xã Bình Minh - Xã Bình Chương bị cắt từ 09 giờ 25 phút, ngày 21 tháng 10 năm 2026: ngập 1,2 m.",
    ]
    assert texts["proposals"] == "Đề nghị chi viện phần còn thiếu: 50 cái áo phao cứu sinh."


def test_a_drill_is_told_as_one_where_it_is_read_out() -> None:
    texts = incident_texts(PaperKind.QUICK, replace(STORY, drill=True))
    assert texts["situation"].startswith("Nội dung diễn tập, không phải tình huống thật. Ngập lụt")


def test_what_came_from_outside_is_told_with_who_gave_it() -> None:
    gift = HelpLine(giver="HTX Sông Trà", resource="Xe khách từ 29 chỗ", unit="xe", quantity=Decimal(2))
    texts = incident_texts(PaperKind.QUICK, replace(STORY, helped=(gift,)))
    assert texts["forces"] == "- HTX Sông Trà hỗ trợ: 2 xe khách từ 29 chỗ."


def test_a_review_says_which_needs_were_met() -> None:
    met = NeedLine(resource="Gạo", unit="kg", asked=Decimal(90), found=Decimal(90))
    closed = replace(STORY, closed_at=BEGUN + timedelta(days=2), needs=(*STORY.needs, met))
    texts = incident_texts(PaperKind.AFTER, closed)
    first = "Nhu cầu đặt ra: 3; đáp ứng đủ: 2. Chưa đủ: Áo phao cứu sinh 200/250 cái."
    assert texts["forces"].splitlines()[0] == first
    assert texts["proposals"] == ""
    assert "isolated" not in texts


def test_people_are_told_of_in_words_for_people() -> None:
    parts = dict.fromkeys(("on_the_way", "at_work", "used"), Decimal(0)) | {"called": Decimal(60)}
    came = {"back": Decimal(56), "lost": Decimal(1), "damaged": Decimal(3)}
    squad = UsedLine(resource="Đội xung kích", unit="người", category="LL", **parts, **came)
    saws = UsedLine(resource="Máy cưa xích", unit="cái", category="TB", **parts, **came)
    told = incident_texts(PaperKind.QUICK, replace(STORY, lines=(squad, saws)))["forces"].splitlines()
    assert told == [
        "- Đội xung kích: 60 người (đã về 56, mất tích, hy sinh 1, bị thương, ốm 3).",
        "- Máy cưa xích: 60 cái (đã trả về 56, mất 1, hỏng 3).",
    ]
