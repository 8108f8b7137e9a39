"""Quyết định huy động and lệnh điều động."""

from __future__ import annotations

from core.documents.paper import Align, Column, Paper, Paragraph, Table
from core.numbers import number_text
from mobilization.rules.papers.bases import bases_of, calls_militia
from mobilization.rules.papers.checks import check_complete
from mobilization.rules.papers.decisions import decision_paper
from mobilization.rules.papers.facts import IssuerLevel, OrderFacts
from mobilization.rules.papers.signing import signing_of
from mobilization.rules.papers.wording import (
    BLANK,
    BY_HAND,
    drill_notice,
    event_name,
    incident_text,
    items,
    line_name,
    moment_text,
    owners_text,
    recipients_of,
    resource_annex,
    signature_of,
    subject_matter,
    summary_of,
)


def mobilization_decision(facts: OrderFacts) -> Paper:
    """Return the draft quyết định huy động; raises PaperIncompleteError. The chair calls out (Luật PCTT, Luật PTDS)."""
    check_complete(facts)
    matter, incident = subject_matter(facts), incident_text(facts.incident)
    call = (
        f"Huy động {matter} của các cơ quan, đơn vị, tổ chức, hộ gia đình, cá nhân có tên tại Phụ lục kèm theo "
        f"Quyết định này để ứng phó {incident}, như sau:"
    )
    closing = (
        f"Quyết định này có hiệu lực kể từ ngày ký. {office_of(facts)}, {facts.issuer.command}; các cơ quan, đơn vị, "
        "tổ chức, hộ gia đình, cá nhân có tên tại Phụ lục và các cơ quan, đơn vị liên quan chịu trách nhiệm thi "
        "hành Quyết định này./."
    )
    return decision_paper(
        facts,
        subject=f"Về việc huy động {matter} ứng phó {event_name(facts.incident)}",
        blocks=(
            Paragraph(label="Điều 1.", text=call),
            *items(
                ("Nội dung huy động", f"{summary_of(facts.lines)} (chi tiết tại Phụ lục)."),
                ("Mục đích", f"{facts.purpose.rstrip('.') or f'ứng phó {incident}'}."),
                ("Nơi đến", f"{facts.destination}."),
                (
                    "Thời gian có mặt",
                    f"{moment_text(facts.arrive_by, 'ngay sau khi nhận được Quyết định này')}.",
                ),
                (
                    "Thời gian huy động",
                    f"đến {moment_text(facts.until, 'khi có quyết định kết thúc huy động')}.",
                ),
                ("Chỉ huy tại hiện trường", f"{facts.commander or BLANK}."),
            ),
            Paragraph(label="Điều 2.", text="Bảo đảm hậu cần, chế độ và kinh phí:"),
            *items(*_support(facts)),
            Paragraph(label="Điều 3.", text=closing),
        ),
        annexes=(resource_annex(facts, f"Danh sách {matter} được huy động"),),
    )


def dispatch_order(facts: OrderFacts) -> Paper:
    """Return the draft lệnh điều động with places to write when it was received, left, arrived and came back."""
    check_complete(facts)
    signing = signing_of(facts)
    duty = (
        "Dân quân tự vệ chấp hành lệnh theo Điều 32 Luật Dân quân tự vệ và sự chỉ huy tại hiện trường."
        if calls_militia(facts)
        else "Lực lượng đi cùng phương tiện chấp hành sự chỉ huy tại hiện trường."
    )
    return Paper(
        issuer=signing.head,
        symbol=f"LĐĐ-{signing.symbol}",
        place=facts.issuer.place,
        kind="LỆNH ĐIỀU ĐỘNG",
        subject=f"Điều động {subject_matter(facts)} ứng phó {event_name(facts.incident)}",
        drafted_at=facts.drafted_at,
        urgency=facts.urgency,
        drill=facts.incident.drill,
        authority=signing.title.upper(),
        bases=bases_of(facts),
        enacting="RA LỆNH:",
        blocks=(
            *drill_notice(facts),
            *items(
                ("Mã sự cố", f"{facts.incident.code or BLANK}; {incident_text(facts.incident)}."),
                ("Giờ ra lệnh", f"{moment_text(facts.ordered_at, BY_HAND)}."),
                ("Người, đơn vị nhận lệnh", f"{owners_text(facts)}."),
                ("Nội dung điều động", f"{summary_of(facts.lines)}."),
                (
                    "Nhiệm vụ",
                    f"{facts.purpose.rstrip('.') or f'ứng phó {event_name(facts.incident)}'}.",
                ),
                ("Nơi đến", f"{facts.destination}; tọa độ: {BLANK}."),
                ("Thời gian có mặt", f"{moment_text(facts.arrive_by, 'ngay sau khi nhận lệnh')}."),
                ("Thời gian làm nhiệm vụ", f"đến {moment_text(facts.until, 'khi có lệnh thôi điều động')}."),
                ("Chỉ huy tại hiện trường", f"{facts.commander or BLANK}."),
            ),
            _times_table(facts),
            Paragraph(
                label="10.",
                text=f"{duty} Đơn vị nhận lệnh báo cáo ngay khi nhận lệnh, xuất phát, đến nơi và trở về./.",
            ),
        ),
        signatures=(signature_of(facts, signing.line),),
        recipients=recipients_of(facts, "Đơn vị, cá nhân nhận lệnh", drafted_in=signing.office),
        annexes=(resource_annex(facts, f"Danh sách {subject_matter(facts)} được điều động"),),
    )


def office_of(facts: OrderFacts) -> str:
    """Return the head of office who sees a decision carried out, by level."""
    if facts.issuer.level is IssuerLevel.PROVINCE:
        return "Chánh Văn phòng Ủy ban nhân dân tỉnh"
    return f"Chánh Văn phòng Hội đồng nhân dân và {facts.issuer.committee}"


def _support(facts: OrderFacts) -> tuple[tuple[str, str], ...]:
    """Return what the law promises those called out: food, allowance, return or payment, and out of which money."""
    support = facts.support or (
        f"{facts.issuer.committee} bảo đảm nơi ăn, nghỉ, y tế và nhiên liệu trong thời gian thực hiện nhiệm vụ"
    )
    allowance = (
        "người được huy động được hưởng trợ cấp; bị ốm đau, tai nạn, chết trong khi làm nhiệm vụ được hưởng chế độ "
        "theo Điều 41 Luật Phòng thủ dân sự và quy định của pháp luật có liên quan."
    )
    back = (
        "phương tiện, vật tư được hoàn trả ngay khi kết thúc huy động; đã sử dụng, bị mất hoặc hư hỏng thì được "
        "thanh toán, bồi thường theo quy định của pháp luật."
    )
    funding = facts.funding or "ngân sách nhà nước theo phân cấp và các nguồn hợp pháp khác"
    return (
        ("Hậu cần, nhiên liệu", f"{support.rstrip('.')}."),
        ("Chế độ", allowance),
        ("Hoàn trả, bồi thường", back),
        ("Nguồn kinh phí", f"{funding.rstrip('.')}."),
    )


def _times_table(facts: OrderFacts) -> Table:
    return Table(
        columns=(
            Column(title="Lực lượng, phương tiện", share=30),
            Column(title="Số lượng", share=12, align=Align.RIGHT),
            Column(title="Đơn vị", share=10, align=Align.CENTER),
            Column(title="Giờ nhận lệnh", share=12, align=Align.CENTER),
            Column(title="Giờ đi", share=12, align=Align.CENTER),
            Column(title="Giờ đến", share=12, align=Align.CENTER),
            Column(title="Giờ về", share=12, align=Align.CENTER),
        ),
        rows=tuple(
            (line_name(line), number_text(line.quantity), line.kind.unit, "", "", "", "")
            for line in facts.lines
        ),
    )
