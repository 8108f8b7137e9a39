"""Words and tables that several papers share: moments, quantities, the incident, the annex of resources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from core.documents.paper import Align, Annex, Column, Issuer, Paragraph, Signature, Table, day_text
from core.numbers import number_text
from inventory.rules.catalogue import Category, LegalForm
from mobilization.rules.authority import Signer
from mobilization.rules.papers.facts import (
    IncidentFacts,
    IssuerLevel,
    IssuingBody,
    OrderFacts,
    OrderLine,
    Party,
)

BLANK = "……………………"
BY_HAND = "…… giờ …… phút ngày …… tháng …… năm …… (ghi khi ký)"
SIGN_NOTE = "(Ký, ghi rõ họ tên)"

_TAKING = frozenset({LegalForm.TRUNG_DUNG, LegalForm.TRUNG_MUA})
_BEFORE_THE_EVENT = re.compile(r"^(diễn tập[ :,]+)?(ứng phó +(với +)?)?", re.IGNORECASE)

# Rules may not import the clock; a paper always prints the time people in Vietnam read.
_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_NAMED_KINDS_MAX = 8
# Before a name they are no part of it: "thôn Đông Yên", "sông Vệ".
_PLACE_NOUNS = frozenset(
    {
        "thôn",
        "xóm",
        "làng",
        "ấp",
        "bản",
        "khu",
        "tổ",
        "xã",
        "phường",
        "sông",
        "suối",
        "hồ",
        "đập",
        "đê",
        "cầu",
        "đèo",
        "núi",
        "đường",
        "biển",
        "cảng",
    }
)
_NAMED_OWNERS_MAX = 4


def local(moment: datetime) -> datetime:
    """Return the moment on a Vietnamese clock; a moment without a time zone is refused as ambiguous."""
    if moment.tzinfo is None:
        raise ValueError("a paper's moments need a time zone")
    return moment.astimezone(_VIETNAM)


def date_text(moment: datetime) -> str:
    """Return the day of a moment on a Vietnamese clock as a paper writes it."""
    return day_text(local(moment).date())


def moment_text(moment: datetime | None, otherwise: str = BLANK) -> str:
    """Return "18 giờ 00 phút, ngày 23 tháng 11 năm 2026", or what to say where no moment is set."""
    if moment is None:
        return otherwise
    at = local(moment)
    return f"{at.hour:02d} giờ {at.minute:02d} phút, {date_text(moment)}"


def short_moment(moment: datetime | None) -> str:
    """Return "18 giờ 00, 23/11/2026" for a table's cell, or nothing."""
    return "" if moment is None else f"{local(moment):%H giờ %M, %d/%m/%Y}"


def lower_first(text: str) -> str:
    """Return the text to stand inside a sentence: a common noun loses its capital, a name or a short form keeps it."""
    words = text.split()
    proper = len(words) > 1 and words[1][:1].isupper() and words[0].lower() not in _PLACE_NOUNS
    shortened = text[1:2].isupper()  # "UBND xã …", "QL1A đoạn …"
    return text if proper or shortened else text[:1].lower() + text[1:]


def event_name(incident: IncidentFacts) -> str:
    """Return what is faced, to follow "ứng phó": a drill's own name says "Diễn tập ứng phó" before it."""
    name = incident.name.strip()
    return lower_first(_BEFORE_THE_EVENT.sub("", name) or name)


def incident_text(incident: IncidentFacts) -> str:
    """Return name, place and the levels that were declared, each scale by its own name."""
    levels = []
    if incident.risk_level is not None:
        levels.append(f"rủi ro thiên tai cấp {incident.risk_level}")
    if incident.defence_level is not None:
        levels.append(f"phòng thủ dân sự cấp độ {incident.defence_level}")
    scale = f" ({'; '.join(levels)})" if levels else ""
    return f"{event_name(incident)} tại {lower_first(incident.place)}{scale}"


def party_text(party: Party) -> str:
    """Return name and address in one line."""
    return f"{party.name}; địa chỉ: {party.address}" if party.address else party.name


def line_name(line: OrderLine) -> str:
    """Return the type's name with make, plate or serial where known."""
    return f"{line.kind.name} ({line.detail})" if line.detail else line.kind.name


def subject_matter(facts: OrderFacts) -> str:
    """Return what is called on: forces, means and supplies, whichever the lines hold."""
    found = {_MATTERS[line.kind.category] for line in facts.lines}
    return ", ".join(matter for matter in dict.fromkeys(_MATTERS.values()) if matter in found)


def summary_of(lines: Sequence[OrderLine]) -> str:
    """Return the totals by type, such as "1.250 cái áo phao; 2 chiếc xuồng máy", the longest lists cut short."""
    totals: dict[tuple[str, str], Decimal] = {}
    for line in lines:
        key = (line.kind.unit, line.kind.name)
        totals[key] = totals.get(key, Decimal(0)) + line.quantity
    named = [
        f"{number_text(total)} {counted_name(unit, name)}"
        for (unit, name), total in list(totals.items())[:_NAMED_KINDS_MAX]
    ]
    rest = len(totals) - len(named)
    return "; ".join(named) + (f" và {rest} loại khác" if rest else "")


def owners_text(facts: OrderFacts) -> str:
    """Return every owner with address where they are few, else their number and where they are listed."""
    if len(facts.owners) <= _NAMED_OWNERS_MAX:
        return "; ".join(party_text(owner) for owner in facts.owners)
    return f"{len(facts.owners)} tổ chức, hộ gia đình, cá nhân; tên, địa chỉ của từng người ghi tại Phụ lục kèm theo"


def committee_head(issuer: IssuingBody) -> Issuer:
    """Return the head of a people's committee: it names no body above it (NĐ 30/2020, Phụ lục I, mục II.2)."""
    return Issuer(name=("ỦY BAN NHÂN DÂN", issuer.area.upper()), of=issuer.chair)


def signature_of(facts: OrderFacts, *standard: str) -> Signature:
    """Return the signer's own title where given, else the standard one; the name may be blank."""
    lines = tuple(line.upper() for line in facts.signer_lines) or standard
    return Signature(lines=lines, name=facts.signer_name)


def items(*labelled: tuple[str, str]) -> tuple[Paragraph, ...]:
    """Return numbered paragraphs "1. Label: text"."""
    return tuple(
        Paragraph(label=f"{place}. {label}:" if label else f"{place}.", text=text)
        for place, (label, text) in enumerate(labelled, start=1)
    )


def drill_notice(facts: OrderFacts) -> tuple[Paragraph, ...]:
    """Return the line that keeps a drill's paper from being taken for a real one."""
    return drill_line(facts.incident)


def drill_line(incident: IncidentFacts) -> tuple[Paragraph, ...]:
    """Return the same line for a paper of an incident that calls on nobody."""
    if not incident.drill:
        return ()
    text = "(Văn bản phục vụ diễn tập, không có giá trị thi hành ngoài diễn tập)"
    return (Paragraph(text=text, bold=True, italic=True, align=Align.CENTER, indented=False),)


def recipients_of(facts: OrderFacts, first: str, *, drafted_in: str) -> tuple[str, ...]:
    """Return the nơi nhận: who carries it out, who is reported to, who is given the things, every owner, the file copy."""
    above: tuple[str, ...] = (
        (f"- UBND {facts.issuer.province} (để báo cáo);",)
        if facts.issuer.level is IssuerLevel.COMMUNE
        else ("- Chủ tịch, các Phó Chủ tịch UBND tỉnh;",)
    )
    if facts.signer is Signer.MILITARY:
        commune = facts.issuer.level is IssuerLevel.COMMUNE
        organ = f"Bộ CHQS {facts.issuer.province}" if commune else "Bộ Tư lệnh Quân khu"
        above = (f"- {organ} (để báo cáo);", f"- Chủ tịch UBND {facts.issuer.area};")
    command = () if facts.signer is Signer.COMMAND else (f"- {facts.issuer.command};",)
    owners = tuple(f"- {owner.name};" for owner in facts.owners[:_NAMED_KINDS_MAX])
    if facts.assigned_to is not None and facts.assigned_to.name not in {owner.name for owner in facts.owners}:
        owners = (f"- {facts.assigned_to.name} (được giao quản lý, sử dụng);", *owners)
    more = ("- Các đơn vị, cá nhân khác có tên tại Phụ lục;",) if len(facts.owners) > len(owners) else ()
    return (f"- {first};", *above, *command, *owners, *more, *_where(facts), f"- Lưu: VT, {drafted_in}.")


def _where(facts: OrderFacts) -> tuple[str, ...]:
    """Return the committee of the commune where the things are, where it is neither the issuer nor an owner itself."""
    if facts.form in _TAKING:  # it takes the paper for an absent owner (Luật 15/2008/QH12 điều 15)
        return ("- UBND cấp xã nơi có tài sản;",)
    there = f"UBND {lower_first(facts.called_in)}"
    known = facts.issuer.level is IssuerLevel.COMMUNE or there in {owner.name for owner in facts.owners}
    return () if known or not facts.called_in else (f"- {there};",)


def resource_annex(facts: OrderFacts, title: str) -> Annex:
    """Return the annex table: what, how much, in what condition, whose, from where, to where, by when."""
    columns = (
        Column(title="STT", share=5, align=Align.CENTER),
        Column(title="Tên, chủng loại", share=18),
        Column(title="Số lượng", share=8, align=Align.RIGHT),
        Column(title="Đơn vị", share=7, align=Align.CENTER),
        Column(title="Tình trạng", share=11),
        Column(title="Đơn vị quản lý (chủ tài sản)", share=19),
        Column(title="Địa điểm để", share=14),
        Column(title="Nơi đến", share=14),
        Column(title="Thời gian có mặt", share=11, align=Align.CENTER),
    )
    rows = tuple(
        (
            str(place),
            line_name(line),
            number_text(line.quantity),
            line.kind.unit,
            line.condition,
            party_text(line.holder),
            line.stored_at,
            facts.destination,
            short_moment(facts.arrive_by or facts.handover_at),
        )
        for place, line in enumerate(facts.lines, start=1)
    )
    return Annex(title=title, blocks=(Table(columns=columns, rows=rows),), landscape=True)


def counted_name(unit: str, name: str) -> str:
    """Return "cái áo phao", "xe ben" rather than "xe xe ben", and "máy đào": "xe máy đào" reads as a motorbike."""
    said = name.lower()
    alone = said.startswith(f"{unit.lower()} ") or (unit == "xe" and said.startswith("máy "))
    return lower_first(name) if alone else f"{unit} {lower_first(name)}"


_MATTERS = {
    Category.FORCES: "lực lượng",
    Category.VEHICLES: "phương tiện",
    Category.EQUIPMENT: "phương tiện",
    Category.MATERIALS: "vật tư",
    Category.SUPPLIES: "nhu yếu phẩm",
    Category.WORKS: "công trình",
}
