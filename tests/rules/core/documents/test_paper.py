from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.documents import paper as papers
from core.documents.layout import LAYOUT, rule_mm, text_width_mm
from core.documents.paper import GAP, Paper, Urgency, printable

KNOWN: dict[str, Any] = {"number": "12", "dated": date(2026, 11, 23)}


def test_the_number_and_the_day_are_left_to_the_clerk(paper: Paper) -> None:
    assert papers.number_line(paper) == f"Số:{GAP}/QĐ-UBND"
    assert papers.date_line(paper) == f"Đặng Thùy Trâm, ngày{GAP}tháng{GAP}năm 2026"
    assert papers.annex_reference(paper) == (
        f"(Kèm theo Quyết định số{GAP}/QĐ-UBND ngày{GAP}tháng{GAP}năm 2026 "
        "của Chủ tịch Ủy ban nhân dân xã Đặng Thùy Trâm)"
    )


def test_minutes_are_the_parties_own(paper: Paper) -> None:
    minutes = replace(paper, kind=papers.MINUTES, subject="Giao nhận tài sản trưng dụng")
    assert papers.annex_reference(minutes) == "(Kèm theo Biên bản giao nhận tài sản trưng dụng)"


@pytest.mark.parametrize(
    ("number", "day", "number_line", "date_line"),
    [
        ("12", date(2026, 2, 5), "Số: 12/QĐ-UBND", "ngày 05 tháng 02 năm 2026"),
        ("12/QĐ-UBND", date(2026, 11, 23), "Số: 12/QĐ-UBND", "ngày 23 tháng 11 năm 2026"),
        ("07/QĐ-CT", date(2026, 3, 9), "Số: 07/QĐ-CT", "ngày 09 tháng 3 năm 2026"),
    ],
)
def test_what_the_clerk_wrote_is_printed(
    paper: Paper, number: str, day: date, number_line: str, date_line: str
) -> None:
    known = replace(paper, number=number, dated=day)
    assert not known.draft
    assert papers.number_line(known) == number_line
    assert papers.date_line(known) == f"Đặng Thùy Trâm, {date_line}"
    assert f"{number_line.replace('Số', 'số').replace(':', '')} {date_line} của" in papers.annex_reference(
        known
    )
    assert papers.marks_of(known) == ("HỎA TỐC",)
    for half in (replace(known, dated=None), replace(known, number="")):
        assert half.draft
        assert papers.number_line(half) == papers.number_line(paper)
        assert papers.date_line(half) == papers.date_line(paper)


def test_every_basis_ends_in_a_semicolon_and_the_last_in_a_full_stop(paper: Paper) -> None:
    assert papers.base_lines(paper) == (
        "Căn cứ Luật Phòng thủ dân sự;",
        "Theo đề nghị của Ban Chỉ huy.",
    )


def test_annexes_are_numbered_only_from_two_on(paper: Paper) -> None:
    assert papers.annex_name(paper, 0) == "Phụ lục"
    two = replace(paper, annexes=paper.annexes * 2)
    assert [papers.annex_name(two, place) for place in range(2)] == ["Phụ lục I", "Phụ lục II"]


@pytest.mark.parametrize(
    ("urgency", "draft", "marks"),
    [
        (None, False, ()),
        (None, True, ("DỰ THẢO",)),
        (Urgency.URGENT, False, ("KHẨN",)),
        (Urgency.IMMEDIATE, True, ("HỎA TỐC", "DỰ THẢO")),
    ],
)
def test_the_marks_under_the_number(
    paper: Paper, urgency: Urgency | None, draft: bool, marks: tuple[str, ...]
) -> None:
    assert papers.marks_of(replace(paper, urgency=urgency, **({} if draft else KNOWN))) == marks


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Trà Bo\u0302\u0300ng", "Trà Bồng"),
        ("một\x00\x0bhai\r\nba\tbốn", "một hai  ba bốn"),
        ("đảo\u202echữ\u200b\ufeff", "đảochữ"),
        (f"giữ{GAP}khoảng", f"giữ{GAP}khoảng"),
        ("lẻ\ud800", "lẻ"),
    ],
)
def test_printable_takes_out_what_no_reader_sees(raw: str, clean: str) -> None:
    assert printable(raw) == clean


def test_the_measures_stand_in_the_ranges_of_the_decree() -> None:
    """Nghị định 30/2020/NĐ-CP, Phụ lục I."""
    assert (LAYOUT.page_width_mm, LAYOUT.page_height_mm) == (210, 297)
    assert 20 <= LAYOUT.top_mm <= 25
    assert 20 <= LAYOUT.bottom_mm <= 25
    assert 30 <= LAYOUT.left_mm <= 35
    assert 15 <= LAYOUT.right_mm <= 20
    assert 10 <= LAYOUT.indent_mm <= 12.7
    assert LAYOUT.paragraph_gap_pt >= 6
    for size in (LAYOUT.body_pt, LAYOUT.motto_pt, LAYOUT.date_pt, LAYOUT.kind_pt, LAYOUT.signature_pt):
        assert 13 <= size <= 14
    for size in (LAYOUT.country_pt, LAYOUT.parent_pt, LAYOUT.issuer_pt):
        assert 12 <= size <= 13
    assert (LAYOUT.recipients_title_pt, LAYOUT.recipients_pt) == (12, 11)


def test_widths_and_rules() -> None:
    assert text_width_mm() == 165
    assert text_width_mm(landscape=True) == 252
    assert rule_mm("x" * 500, 14, widest_mm=100) == pytest.approx(40)
