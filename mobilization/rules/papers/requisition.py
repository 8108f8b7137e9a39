"""Trưng dụng and trưng mua: the commune's tờ trình, the provincial chair's quyết định (Luật 15/2008/QH12)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from core.documents.paper import Align, Annex, Column, Paper, Paragraph, Table
from core.numbers import number_text
from inventory.rules.catalogue import LegalForm
from mobilization.rules.papers.amounts import dong_in_words
from mobilization.rules.papers.bases import bases_of
from mobilization.rules.papers.checks import check_authority, check_can_purchase, check_can_requisition
from mobilization.rules.papers.decisions import decision_paper
from mobilization.rules.papers.facts import LegalField, OrderFacts, OrderLine
from mobilization.rules.papers.orders import office_of
from mobilization.rules.papers.wording import (
    BLANK,
    committee_head,
    drill_notice,
    event_name,
    incident_text,
    items,
    line_name,
    moment_text,
    owners_text,
    party_text,
    resource_annex,
    signature_of,
    summary_of,
)

# Điều 5 khoản 4 speaks of natural disasters and epidemics; other incidents cite the article without the clause.
_CLAUSE_FIELDS = {LegalField.NATURAL_DISASTER, LegalField.EPIDEMIC}
_NAMES = {LegalForm.TRUNG_DUNG: "trưng dụng", LegalForm.TRUNG_MUA: "trưng mua"}


def proposal(facts: OrderFacts) -> Paper:
    """Return the draft tờ trình asking the province to requisition or buy; raises what the decision would raise."""
    act = _checked(facts)
    chair = f"Chủ tịch Ủy ban nhân dân {facts.issuer.province}"
    request = (
        f"{facts.issuer.committee} kính trình {chair} xem xét, quyết định {act} tài sản để ứng phó "
        f"{incident_text(facts.incident)}, như sau:"
    )
    return Paper(
        issuer=replace(
            committee_head(facts.issuer), of=facts.issuer.committee
        ),  # the committee asks, not its chair
        symbol="TTr-UBND",
        place=facts.issuer.place,
        kind="TỜ TRÌNH",
        subject=f"Về việc đề nghị {act} tài sản để ứng phó {event_name(facts.incident)}",
        drafted_at=facts.drafted_at,
        urgency=facts.urgency,
        drill=facts.incident.drill,
        addressees=(chair,),
        bases=bases_of(facts),
        blocks=(
            *drill_notice(facts),
            Paragraph(text=request),
            *items(
                ("Sự cần thiết", f"{_grounds(facts)} {_sentence(facts.failed_ways)}"),
                *_terms(facts),
            ),
            Paragraph(
                text=(
                    f"Theo quy định của Luật Trưng mua, trưng dụng tài sản, việc quyết định {act} thuộc thẩm quyền của "
                    f"{chair}. {facts.issuer.committee} cam kết phối hợp giao nhận, bảo vệ tài sản và báo cáo kết quả."
                )
            ),
            Paragraph(text=f"Kính trình {chair} xem xét, quyết định./."),
        ),
        signatures=(signature_of(facts, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),),
        recipients=("- Như trên;", f"- {facts.issuer.command};", "- Lưu: VT, BCH PTDS."),
        annexes=(_annex(facts, f"Danh mục tài sản đề nghị {act}"),),
    )


def decision(facts: OrderFacts) -> Paper:
    """Return the draft quyết định trưng dụng or trưng mua with the contents of điều 25 or 15; the province's only."""
    check_authority(facts)
    act = _checked(facts)
    taking = (
        f"{act.capitalize()} tài sản của các tổ chức, hộ gia đình, cá nhân có tên dưới đây để ứng phó "
        f"{incident_text(facts.incident)}. {_grounds(facts)} {_sentence(facts.failed_ways)}{_confirmed(facts)}"
    )
    closing = (
        f"Quyết định này có hiệu lực kể từ thời điểm ký. {office_of(facts)}, "
        f"{facts.issuer.command}, {facts.assigned_to.name if facts.assigned_to else BLANK}, Ủy ban nhân dân cấp xã nơi "
        "có tài sản và người có tài sản chịu trách nhiệm thi hành Quyết định này./."
    )
    return decision_paper(
        facts,
        subject=f"Về việc {act} tài sản để ứng phó {event_name(facts.incident)}",
        blocks=(
            Paragraph(label="Điều 1.", text=taking),
            *items(*_terms(facts)),
            Paragraph(label="Điều 2.", text=_DUTIES[facts.form]),
            Paragraph(label="Điều 3.", text=closing),
        ),
        annexes=(_annex(facts, f"Danh mục tài sản {act}"),),
    )


# Điều 31-38: the assigned body keeps and returns, the owner is compensated within 30 days of the return.
_DUTIES = {
    LegalForm.TRUNG_DUNG: (
        "Tổ chức được giao quản lý, sử dụng tài sản có trách nhiệm lập biên bản giao nhận, sử dụng đúng mục đích, bảo "
        "quản và hoàn trả tài sản khi hết thời hạn trưng dụng. Tài sản bị mất, bị hư hỏng hoặc việc trưng dụng trực "
        "tiếp gây thiệt hại về thu nhập cho người có tài sản thì được bồi thường theo Điều 34 đến Điều 38 Luật Trưng "
        "mua, trưng dụng tài sản; tiền bồi thường được chi trả một lần, trực tiếp cho người có tài sản, trong thời "
        "hạn 30 ngày kể từ ngày hoàn trả tài sản."
    ),
    LegalForm.TRUNG_MUA: (
        "Tổ chức được giao tiếp nhận tài sản có trách nhiệm lập biên bản giao nhận, quản lý, sử dụng tài sản đúng mục "
        "đích. Quyết định này được giao cho người có tài sản ngay sau khi ký; người có tài sản vắng mặt thì giao cho "
        "Ủy ban nhân dân cấp xã nơi có tài sản."
    ),
}


def _checked(facts: OrderFacts) -> str:
    if facts.form is LegalForm.TRUNG_MUA:
        check_can_purchase(facts)
    else:
        check_can_requisition(facts)
    return _NAMES[facts.form]


def _grounds(facts: OrderFacts) -> str:
    clause = "khoản 4 Điều 5" if facts.incident.field in _CLAUSE_FIELDS else "Điều 5"
    return (
        f"Việc {_NAMES[facts.form]} thuộc trường hợp thật cần thiết quy định tại {clause} Luật Trưng mua, trưng dụng "
        "tài sản; các biện pháp huy động khác không thực hiện được:"
    )


def _confirmed(facts: OrderFacts) -> str:
    """Return the sentence that this paper confirms what was decided by word of mouth (điều 26), or nothing."""
    if facts.oral_at is None:
        return ""
    return (
        f" Quyết định này xác nhận bằng văn bản việc trưng dụng đã quyết định bằng lời nói lúc {moment_text(facts.oral_at)}, "
        f"tại {facts.oral_place or BLANK} (Điều 26 Luật Trưng mua, trưng dụng tài sản)."
    )


def _terms(facts: OrderFacts) -> tuple[tuple[str, str], ...]:
    """Return the contents of điều 25.1 (trưng dụng) or điều 15 (trưng mua), one labelled item each."""
    assigned = party_text(facts.assigned_to) if facts.assigned_to else BLANK
    common = (
        ("Người có tài sản", f"{owners_text(facts)}."),
        ("Tài sản", f"{summary_of(facts.lines)}; tên, chủng loại, số lượng, tình trạng ghi tại Phụ lục."),
        ("Tổ chức, cá nhân được giao quản lý, sử dụng", f"{assigned}."),
        ("Mục đích", _sentence(facts.purpose)),
        (
            "Thời gian, địa điểm giao, tiếp nhận",
            f"{moment_text(facts.handover_at)}; tại {facts.handover_place}.",
        ),
        ("Nơi sử dụng", f"{facts.destination}."),
    )
    if facts.form is LegalForm.TRUNG_DUNG:
        term = f"từ {moment_text(facts.handover_at)} đến {moment_text(facts.until)}."
        return (*common, ("Thời hạn trưng dụng", term))
    priced = all(line.price_dong is not None for line in facts.lines)
    total = sum((_amount(line, line.price_dong or Decimal(0)) for line in facts.lines), Decimal(0))
    price = (
        f"theo giá đã thỏa thuận ghi tại Phụ lục, tổng cộng {number_text(total)} đồng (bằng chữ: "
        f"{dong_in_words(int(total))})"
        if priced
        else "xác định theo quy định của pháp luật"
    )
    pay = (
        f"chậm nhất {moment_text(facts.pay_by)}; hình thức: {facts.pay_method}; địa điểm: {facts.pay_place}."
    )
    return (*common, ("Giá trưng mua", f"{price}."), ("Thời hạn, hình thức, địa điểm thanh toán", pay))


def _annex(facts: OrderFacts, title: str) -> Annex:
    """Return the list of assets; for trưng mua with the unit price and what it comes to."""
    annex = resource_annex(facts, title)
    if facts.form is not LegalForm.TRUNG_MUA:
        return annex
    columns = (
        Column(title="STT", share=5, align=Align.CENTER),
        Column(title="Tên, chủng loại", share=18),
        Column(title="Số lượng", share=9, align=Align.RIGHT),
        Column(title="Đơn vị", share=8, align=Align.CENTER),
        Column(title="Tình trạng", share=13),
        Column(title="Người có tài sản", share=19),
        Column(title="Địa điểm để", share=14),
        Column(title="Đơn giá (đồng)", share=12, align=Align.RIGHT),
        Column(title="Thành tiền (đồng)", share=13, align=Align.RIGHT),
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
            "" if line.price_dong is None else number_text(line.price_dong),
            "" if line.price_dong is None else number_text(_amount(line, line.price_dong)),
        )
        for place, line in enumerate(facts.lines, start=1)
    )
    return Annex(title=title, blocks=(Table(columns=columns, rows=rows),), landscape=True)


def _amount(line: OrderLine, price_dong: Decimal) -> Decimal:
    return (line.quantity * price_dong).quantize(Decimal(1))


def _sentence(text: str) -> str:
    return f"{text.strip().rstrip('.')}."
