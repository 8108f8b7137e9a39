"""A commune's readiness on one sheet: four pillars, every hazard by level, what is missing most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from core.documents.paper import Align, Block, Column, Issuer, Paper, Paragraph, Signature, Table
from core.values import frozen
from inventory.rules.catalogue import Pillar
from mobilization.rules.papers.facts import IssuingBody
from reports.rules.readiness import Line, Readiness

MOST_ROWS, LEAST_MISSING = 12, 3  # of hazards and missing things together, so that all stands on one page


@frozen
class SheetFacts:
    """What the sheet says. `levels` holds the governing share of each hazard by level; words come from the door."""

    issuer: IssuingBody
    hazard: str
    level: int
    today: Readiness
    before: Readiness
    day: date
    past: date
    levels: Mapping[str, Sequence[float | None]]
    pillars: Mapping[Pillar, str]
    names: Mapping[str, str]
    units: Mapping[str, str]
    made_at: datetime


def worst_missing(readiness: Readiness, most: int) -> list[Line]:
    """Return the lines that are missing most: what saves lives first, then the least covered."""
    short = [line for line in readiness.lines if line.missing]
    return sorted(short, key=lambda line: (line.priority, line.cover, line.type_code))[:most]


def readiness_paper(facts: SheetFacts) -> Paper:
    """Return the sheet as a paper of the commune's civil-defence command."""
    issuer = facts.issuer
    return Paper(
        issuer=Issuer(
            parent=(f"UBND {issuer.area.upper()}",),
            name=("BAN CHỈ HUY", "PHÒNG THỦ DÂN SỰ"),
            of=issuer.command,
        ),
        symbol="BC-BCH",
        place=issuer.place,
        kind="BÁO CÁO",
        subject=f"Mức sẵn sàng bốn tại chỗ của {issuer.area}",
        drafted_at=facts.made_at,
        blocks=_blocks(facts),
        signatures=(Signature(lines=("TM. BAN CHỈ HUY", "TRƯỞNG BAN")),),
        recipients=(f"- {issuer.committee};", "- Lưu: VT, BCH."),
    )


def share_text(share: float | None) -> str:
    """Return a share in whole percent, a dash where there is none."""
    return "–" if share is None else f"{round(share * 100)} %"


def _blocks(facts: SheetFacts) -> tuple[Block, ...]:
    worst = facts.pillars[facts.today.worst].lower() if facts.today.worst else "chưa có số liệu"
    asked = f"{facts.hazard}, cấp độ rủi ro thiên tai {facts.level}"
    told = {name: shares for name, shares in facts.levels.items() if any(shares)}
    nothing = "; ".join(name[:1].lower() + name[1:] for name in facts.levels if name not in told)
    below = (Paragraph(text=f"Chưa đáp ứng ở cấp nào: {nothing}.", indented=False),) if nothing else ()
    return (
        Paragraph(
            text=f"{asked}: {share_text(facts.today.share)} nhu cầu, do trụ cột thấp nhất quyết định ({worst}).",
            label="1. Mức chung.",
        ),
        _pillars(facts),
        Paragraph(text="phần nhu cầu đáp ứng được theo cấp độ rủi ro.", label="2. Các loại hình:"),
        _matrix(told),
        *below,
        Paragraph(text=f"{asked}.", label="3. Thiếu nhiều nhất:"),
        _missing(facts, max(LEAST_MISSING, MOST_ROWS - len(told))),
    )


def _pillars(facts: SheetFacts) -> Table:
    columns = (
        Column(title="Tính đến", share=3),
        *(Column(title=name, share=3, align=Align.CENTER) for name in facts.pillars.values()),
        Column(title="Mức chung", share=2, align=Align.CENTER),
    )
    days = ((facts.past, facts.before), (facts.day, facts.today))
    rows = tuple(
        (
            f"{day:%d/%m/%Y}",
            *(share_text(found.pillars[pillar].share) for pillar in facts.pillars),
            share_text(found.share),
        )
        for day, found in days
    )
    return Table(columns=columns, rows=rows)


def _matrix(told: Mapping[str, Sequence[float | None]]) -> Table:
    highest = max((len(shares) for shares in told.values()), default=0)
    levels = (Column(title=f"Cấp {place}", share=2, align=Align.RIGHT) for place in range(1, highest + 1))
    rows = tuple((name, *map(share_text, shares)) for name, shares in told.items())
    return Table(columns=(Column(title="Loại hình", share=6), *levels), rows=rows)


def _missing(facts: SheetFacts, most: int) -> Table:
    columns = (
        Column(title="Danh mục", share=7),
        Column(title="Đơn vị tính", share=2, align=Align.CENTER),
        Column(title="Cần", share=2, align=Align.RIGHT),
        Column(title="Thiếu", share=2, align=Align.RIGHT),
    )
    rows = tuple(
        (
            facts.names[line.type_code],
            facts.units[line.type_code],
            f"{line.need:,}".replace(",", "."),
            f"{line.missing:,}".replace(",", "."),
        )
        for line in worst_missing(facts.today, most)
    )
    return Table(columns=columns, rows=rows or (("Không thiếu gì.", "", "", ""),))
