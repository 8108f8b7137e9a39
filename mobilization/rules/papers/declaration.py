"""Quyết định ban bố and bãi bỏ phòng thủ dân sự: level 1 the commune chair's, level 2 the provincial chair's.

Source: Nghị định 200/2025/NĐ-CP điều 14 khoản 1 (level 1, proposed by the command or ordered from above, when the event
exceeds the forces there); Luật 18/2023/QH15 điều 20 (who declares which level), điều 22 (the measures of level 1),
điều 23 (those of level 2: điều 24 khoản 1 builds level 3 on them; its own words were not read), điều 33 (the chair
commands, the province reports to Ban Chỉ đạo PTDS quốc gia). Level 3 is the Prime Minister's.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from core.documents.paper import Block, Paper, Paragraph, Signature, day_text, numbered
from core.values import frozen
from mobilization.rules.papers.bases import bases_for
from mobilization.rules.papers.facts import IncidentFacts, IssuerLevel, IssuingBody
from mobilization.rules.papers.wording import (
    BLANK,
    committee_head,
    drill_line,
    event_name,
    incident_text,
    items,
    moment_text,
)

LEVELS = {IssuerLevel.COMMUNE: 1, IssuerLevel.PROVINCE: 2}
_ARTICLES = {IssuerLevel.COMMUNE: "Điều 22", IssuerLevel.PROVINCE: "Điều 22, Điều 23"}
# Luật 18/2023/QH15 điều 22.
MEASURES = (
    "Sơ tán, di dời người, tài sản ra khỏi khu vực nguy hiểm",
    "Cung cấp phương tiện bảo vệ cá nhân, lương thực, thực phẩm, thuốc, nước sạch và nhu yếu phẩm",
    "Cấm hoặc hạn chế người, phương tiện vào khu vực nguy hiểm",
    "Phòng, chống cháy, nổ; giữ gìn an ninh, trật tự",
    "Khử trùng, tiêu độc, vệ sinh môi trường",
    "Bảo vệ công trình phòng thủ dân sự",
)

# What the forms begin with; the words of a paper are Vietnamese in every language of the pages.
BEYOND = "vượt quá khả năng ứng phó của lực lượng chuyên trách, kiêm nhiệm và các lực lượng khác trên địa bàn"
FORCES = (
    "dân quân tự vệ, dân phòng, đội xung kích phòng, chống thiên tai, công an cấp xã và Nhân dân trên địa bàn"
)
OVER = "Sự cố đã được kiểm soát, không còn nguy cơ lan rộng"


@frozen
class Declared:
    """What a declaration says; for a lifting `number` is the declaration's and there are no measures or forces."""

    reason: str
    area: str
    since: datetime
    measures: tuple[str, ...] = ()
    forces: str = ""
    number: str = ""
    dated: date | None = None


def declaration(body: IssuingBody, incident: IncidentFacts, said: Declared, *, at: datetime) -> Paper:
    """Return the draft quyết định ban bố: reason, area, time of effect, measures, forces, publication."""
    event = incident_text(replace(incident, defence_level=None))
    blocks = (
        Paragraph(label="Điều 1.", text=f"Ban bố {level_of(body)} để ứng phó {event}, như sau:"),
        *items(
            ("Lý do", f"{_plain(said.reason)}."),
            ("Phạm vi", f"{_plain(said.area)}."),
            ("Thời điểm áp dụng", f"từ {moment_text(said.since)} đến khi có quyết định bãi bỏ."),
        ),
        Paragraph(
            label="Điều 2.", text=f"Áp dụng các biện pháp theo {_ARTICLES[body.level]} Luật Phòng thủ dân sự:"
        ),
        *items(*(("", f"{_plain(measure)}.") for measure in said.measures)),
        Paragraph(
            label="Điều 3.",
            text=f"Lực lượng thực hiện: {_plain(said.forces) or BLANK}. {body.chair} trực tiếp chỉ huy.",
        ),
        _closing("Điều 4.", body, said),
    )
    return _paper(body, incident, f"Về việc ban bố {level_of(body)}", blocks, ordered="Điều 4", at=at)


def lifting(body: IssuingBody, incident: IncidentFacts, said: Declared, *, at: datetime) -> Paper:
    """Return the draft quyết định bãi bỏ: which declaration ends, why, where, from when, its publication."""
    number = numbered(_plain(said.number) or "……", "QĐ-UBND")
    day = day_text(said.dated) if said.dated else "ngày …… tháng …… năm ……"
    which = f"Quyết định số {number} {day} của {body.chair}"
    blocks = (
        Paragraph(
            label="Điều 1.",
            text=(
                f"Bãi bỏ {level_of(body)} đã ban bố tại {which}; phạm vi: {_plain(said.area)}; từ {moment_text(said.since)}. "
                f"Lý do: {_plain(said.reason)}."
            ),
        ),
        Paragraph(
            label="Điều 2.",
            text=(
                "Các biện pháp đã áp dụng theo quyết định ban bố chấm dứt từ thời điểm trên. Các cơ quan, đơn vị tiếp "
                "tục khắc phục hậu quả, hoàn trả tài sản đã huy động, trưng dụng và thống kê, báo cáo thiệt hại."
            ),
        ),
        _closing("Điều 3.", body, said),
    )
    return _paper(body, incident, f"Về việc bãi bỏ {level_of(body)}", blocks, ordered="Điều 3", at=at)


def level_of(body: IssuingBody) -> str:
    """Return the level a body declares, in running text."""
    return f"phòng thủ dân sự cấp độ {LEVELS[body.level]}"


def _closing(label: str, body: IssuingBody, said: Declared) -> Paragraph:
    return Paragraph(
        label=label,
        text=(
            f"Quyết định này có hiệu lực từ {moment_text(said.since)}; được công bố ngay trên hệ thống truyền thanh cơ "
            f"sở và niêm yết tại trụ sở {body.committee}. {body.command}, các cơ quan, đơn vị, tổ chức và cá nhân trên "
            "địa bàn chịu trách nhiệm thi hành Quyết định này./."
        ),
    )


def _paper(
    body: IssuingBody,
    incident: IncidentFacts,
    subject: str,
    blocks: tuple[Block, ...],
    *,
    ordered: str,
    at: datetime,
) -> Paper:
    above = (
        (
            f"- UBND {body.province} (để báo cáo);",
            f"- Ban Chỉ huy Phòng thủ dân sự {body.province};",
            "- Đảng ủy, Hội đồng nhân dân cấp xã;",
        )
        if body.level is IssuerLevel.COMMUNE
        else (
            "- Thủ tướng Chính phủ (để báo cáo);",
            "- Ban Chỉ đạo Phòng thủ dân sự quốc gia (để báo cáo);",
            "- Tỉnh ủy, Hội đồng nhân dân tỉnh;",
            "- UBND các xã, phường, đặc khu;",
        )
    )
    return Paper(
        issuer=committee_head(body),
        symbol="QĐ-UBND",
        place=body.place,
        kind="QUYẾT ĐỊNH",
        subject=f"{subject} để ứng phó {event_name(incident)}",
        drafted_at=at,
        drill=incident.drill,
        authority=body.chair.upper(),
        bases=(*bases_for(incident.field, at), f"Theo đề nghị của {body.command}"),
        enacting="QUYẾT ĐỊNH:",
        blocks=(*drill_line(incident), *blocks),
        signatures=(Signature(lines=("CHỦ TỊCH",)),),
        recipients=(
            f"- Như {ordered};",
            *above,
            "- Lưu: VT, BCH PTDS.",
        ),
    )


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".;")
