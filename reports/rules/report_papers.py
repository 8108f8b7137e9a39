"""A report in words as an official paper in the layout of NĐ 30/2020/NĐ-CP; number and date are left to the clerk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from core.documents.paper import Align, Block, Column, Issuer, Paper, Paragraph, Signature, Table
from core.values import frozen
from mobilization.rules.papers.facts import IssuerLevel, IssuingBody
from reports.rules.written import DAMAGES, NOT_COUNTED, SECTIONS, PaperKind, has_damage

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_EMPTY = "(Chưa có nội dung.)"
_DAMAGE_BEFORE = {PaperKind.QUICK: "forces", PaperKind.DAILY: "forces", PaperKind.AFTER: "good"}


@frozen
class ReportFacts:
    """One report as it was last saved; `about` is the incident's title and place, empty for a yearly one."""

    kind: PaperKind
    body: Mapping[str, str]
    issuer: IssuingBody
    about: str
    year: int
    on_day: date
    drill: bool
    saved_at: datetime


def subject_of(facts: ReportFacts) -> str:
    """Return the trích yếu."""
    if facts.kind is PaperKind.YEARLY:
        return f"Kết quả công tác phòng thủ dân sự, nguồn lực bốn tại chỗ năm {facts.year}"
    if facts.kind is PaperKind.QUICK:
        return f"Tình hình và công tác ứng phó {facts.about}"
    if facts.kind is PaperKind.DAILY:
        return f"Tình hình và công tác ứng phó ngày {facts.on_day:%d/%m/%Y}, {facts.about}"
    return f"Tổng kết, rút kinh nghiệm ứng phó {facts.about}"


def report_paper(facts: ReportFacts) -> Paper:
    """Return the paper of a report."""
    issuer = facts.issuer
    return Paper(
        issuer=Issuer(
            parent=(f"UBND {issuer.area.upper()}",),
            name=("BAN CHỈ HUY", "PHÒNG THỦ DÂN SỰ"),
            of=issuer.command,
        ),
        symbol="BC-BCH",
        place=issuer.place,
        kind="BÁO CÁO NHANH" if facts.kind is PaperKind.QUICK else "BÁO CÁO",
        subject=subject_of(facts),
        drafted_at=facts.saved_at,
        addressees=_addressees(facts),
        blocks=_blocks(facts),
        signatures=(Signature(lines=("TM. BAN CHỈ HUY", "TRƯỞNG BAN")),),
        recipients=("- Như trên;", *_told_too(facts), "- Lưu: VT, BCH."),
        drill=facts.drill,
    )


def _addressees(facts: ReportFacts) -> tuple[str, ...]:
    issuer = facts.issuer
    if facts.kind is PaperKind.YEARLY:
        return ("Ban Thường vụ Tỉnh ủy (qua Đảng ủy Quân sự tỉnh)",)
    if issuer.level is IssuerLevel.COMMUNE:
        return (f"Ban Chỉ huy Phòng thủ dân sự {issuer.province}",)
    return ("Ban Chỉ đạo Phòng thủ dân sự quốc gia", f"Ủy ban nhân dân {issuer.province}")


def _told_too(facts: ReportFacts) -> tuple[str, ...]:
    """Return the own committee, unless the report is addressed to it."""
    committee = facts.issuer.committee
    return () if committee in _addressees(facts) else (f"- {committee} (để báo cáo);",)


def _blocks(facts: ReportFacts) -> tuple[Block, ...]:
    blocks: list[Block] = []
    part = 0
    for section in SECTIONS[facts.kind]:
        if section.key == _DAMAGE_BEFORE.get(facts.kind) and has_damage(facts.kind):
            blocks += (_title(part, "Thiệt hại"), _damage(facts.body))
            part += 1
        blocks.append(_title(part, section.title))
        part += 1
        text = facts.body.get(section.key, "").strip() or _EMPTY
        blocks += (Paragraph(text=line) for line in text.splitlines() if line.strip())
    return (*blocks[:-1], *map(_ended, blocks[-1:]))


def _ended(last: Block) -> Block:
    """Return the last paragraph with the mark after which nothing is added to a paper; an empty part has yet to be written."""
    if not isinstance(last, Paragraph) or last.text == _EMPTY:
        return last
    return replace(last, text=f"{last.text.rstrip('./ ')}./.")


def _title(place: int, title: str) -> Paragraph:
    return Paragraph(text=f"{_ROMAN[place]}. {title.upper()}", bold=True, align=Align.LEFT, indented=False)


def _damage(body: Mapping[str, str]) -> Table:
    columns = (
        Column(title="TT", share=1, align=Align.CENTER),
        Column(title="Chỉ tiêu", share=7),
        Column(title="Đơn vị tính", share=2, align=Align.CENTER),
        Column(title="Số lượng", share=3, align=Align.RIGHT),
    )
    rows = tuple(
        (str(place), item.label, item.unit, body.get(item.key, "") or NOT_COUNTED)
        for place, item in enumerate(DAMAGES, start=1)
    )
    return Table(columns=columns, rows=rows)
