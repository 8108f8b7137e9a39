"""Papers after the order: giấy xác nhận, gia hạn, hoàn trả (Luật 15/2008/QH12 điều 26-33)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from core.documents.paper import Align, Annex, Column, Paper, Paragraph, Table
from core.numbers import number_text
from inventory.rules.catalogue import Category, LegalForm
from mobilization.rules.authority import Signer
from mobilization.rules.papers.checks import check_authority, check_can_requisition
from mobilization.rules.papers.decisions import decision_paper, in_form, this_paper
from mobilization.rules.papers.facts import OrderFacts, OrderLine
from mobilization.rules.papers.orders import office_of
from mobilization.rules.papers.signing import named
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
    short_moment,
    signature_of,
    subject_matter,
    summary_of,
)

ACTS = {
    LegalForm.HUY_DONG: "huy động",
    LegalForm.DIEU_DONG: "điều động",
    LegalForm.TRUNG_DUNG: "trưng dụng",
    LegalForm.TRUNG_MUA: "trưng mua",
}


def confirmation_slip(facts: OrderFacts, *, at: datetime, place: str) -> Paper:
    """Return the giấy xác nhận of an oral requisition, with the exact hour and minute (điều 26)."""
    check_authority(facts)
    check_can_requisition(facts)
    assigned = party_text(facts.assigned_to) if facts.assigned_to else BLANK
    return Paper(
        issuer=committee_head(facts.issuer),
        symbol="GXN-UBND",
        place=facts.issuer.place,
        kind="GIẤY XÁC NHẬN",
        subject="Về việc quyết định trưng dụng tài sản bằng lời nói",
        drafted_at=facts.written_at,
        drill=facts.incident.drill,
        blocks=(
            *drill_notice(facts),
            *items(
                ("Người quyết định trưng dụng", f"{facts.signer_name or BLANK}; {facts.issuer.chair}."),
                ("Thời điểm quyết định bằng lời nói", f"{moment_text(at)}; tại {place or BLANK}."),
                ("Người có tài sản", f"{owners_text(facts)}."),
                ("Tài sản", f"{summary_of(facts.lines)}; tên, chủng loại, số lượng, tình trạng tại Phụ lục."),
                ("Mục đích", f"{_purpose(facts)}."),
                (
                    "Thời hạn trưng dụng",
                    f"từ {moment_text(facts.handover_at)} đến {moment_text(facts.until)}.",
                ),
                ("Tổ chức, cá nhân được giao quản lý, sử dụng", f"{assigned}."),
            ),
            Paragraph(
                text=(
                    "Trong thời hạn 48 giờ kể từ thời điểm quyết định bằng lời nói, cơ quan của người quyết định xác "
                    "nhận bằng văn bản và gửi 01 bản cho người có tài sản (Điều 26 Luật Trưng mua, trưng dụng tài sản)./."
                )
            ),
        ),
        signatures=(signature_of(facts, "NGƯỜI QUYẾT ĐỊNH TRƯNG DỤNG"),),
        recipients=("- Người có tài sản;", f"- {facts.issuer.command};", "- Lưu: VT, BCH PTDS."),
        annexes=(resource_annex(facts, "Danh mục tài sản trưng dụng"),),
    )


def extension_decision(facts: OrderFacts, *, until: datetime, reason: str) -> Paper:
    """Return the draft that prolongs an order, signed before its term ends (điều 28); a lệnh is prolonged by a lệnh."""
    act, what = ACTS[facts.form], _called(facts)
    first = (
        f"Gia hạn thời hạn {act} theo {named(facts)}: từ {moment_text(facts.until)} đến {moment_text(until)}, "
        f"đối với {summary_of(facts.lines)} của {owners_text(facts)} (chi tiết tại Phụ lục). Lý do: "
        f"{reason.rstrip('.') or BLANK}."
    )
    annex = _annex(
        facts,
        f"Danh sách {what} được gia hạn {act}",
        ("Hết thời hạn cũ", "Gia hạn đến"),
        lambda _line: (short_moment(facts.until), short_moment(until)),
    )
    subject = f"Về việc gia hạn thời hạn {act} {what} để ứng phó"
    paper = decision_of(facts, subject, first, _keeping(facts), (annex,), this=this_paper(facts))
    return in_form(paper, facts)


def return_decision(facts: OrderFacts, *, at: datetime | None, place: str) -> Paper:
    """Return the draft that ends an order: things go back with the four items of điều 33, people go home."""
    act, what = ACTS[facts.form], _called(facts)
    people, things = _parted(facts)
    when = f"{moment_text(at)}; tại {place or BLANK}"
    ending = "thôi" if facts.form is LegalForm.DIEU_DONG else "kết thúc"
    first, second = [], []
    if things.lines:
        first.append(
            f"{_user(facts)} hoàn trả cho {owners_text(things)}, tài sản đã {act} theo {named(facts)}: "
            f"{summary_of(things.lines)}; tình trạng từng tài sản tại Phụ lục. Thời gian, địa điểm hoàn trả: {when}."
        )
        second.append(
            "Việc hoàn trả được lập thành biên bản. Người có tài sản không đến nhận thì tổ chức đang quản lý tiếp tục "
            "bảo quản và thông báo cho người có tài sản."
        )
    if people.lines:
        by = "" if things.lines else f" theo {named(facts)}"  # the order is cited once
        first.append(
            f"{ending.capitalize()} {act}{by} đối với {summary_of(people.lines)} của {owners_text(people)}; lực lượng về "
            f"đơn vị, địa phương từ {when}."
        )
        second.append(
            f"{_user(facts)} bảo đảm việc đi lại và giải quyết chế độ, chính sách cho lực lượng theo quy định."
        )
    subject = f"{ending} {act} {what}" if people.lines else f"hoàn trả {what} {act} để"
    titles = ("Thời gian", "Địa điểm") if people.lines else ("Thời gian hoàn trả", "Địa điểm hoàn trả")
    annex = _annex(
        facts,
        f"Danh sách {what} {ending} {act}" if people.lines else f"Danh mục {what} hoàn trả",
        titles,
        lambda line: (short_moment(at), place or line.stored_at),
    )
    paper = decision_of(
        facts,
        f"Về việc {subject} ứng phó",
        " ".join(first),
        " ".join(second),
        (annex,),
        this=this_paper(facts),
    )
    return in_form(paper, facts)


def decision_of(
    facts: OrderFacts,
    subject: str,
    first: str,
    second: str,
    annexes: tuple[Annex, ...] = (),
    *,
    this: str = "Quyết định này",
) -> Paper:
    """Return a draft decision of three articles: what is decided, how, and who carries it out."""
    office = (
        f"{office_of(facts)}, {facts.issuer.command}"
        if facts.signer is Signer.CHAIR
        else facts.issuer.command
    )
    closing = (
        f"{this} có hiệu lực kể từ ngày ký. {office} và các tổ chức, cá nhân liên quan chịu trách nhiệm thi hành "
        f"{this}./."
    )
    blocks = (
        Paragraph(label="Điều 1.", text=first),
        Paragraph(label="Điều 2.", text=second),
        Paragraph(label="Điều 3.", text=closing),
    )
    return decision_paper(
        replace(facts, plan=""),
        subject=f"{subject} {event_name(facts.incident)}",
        blocks=blocks,
        annexes=annexes,
    )


def _purpose(facts: OrderFacts) -> str:
    """Return what it is taken for, with the event where the purpose does not tell it."""
    told = facts.purpose.strip().rstrip(".")
    event = incident_text(facts.incident)
    name = event_name(facts.incident)
    return told.replace(name, event) if name in told else f"{told}; ứng phó {event}"


def _called(facts: OrderFacts) -> str:
    """Return what an order called on, as its later papers name it."""
    taken = facts.form in {LegalForm.TRUNG_DUNG, LegalForm.TRUNG_MUA}
    return "tài sản" if taken else subject_matter(facts)


def _parted(facts: OrderFacts) -> tuple[OrderFacts, OrderFacts]:
    """Return the order's people and its things apart: people are led and go home, they are nobody's to give back."""
    people = [line for line in facts.lines if line.kind.category is Category.FORCES]
    things = [line for line in facts.lines if line.kind.category is not Category.FORCES]
    return replace(facts, lines=tuple(people)), replace(facts, lines=tuple(things))


def _keeping(facts: OrderFacts) -> str:
    people, things = _parted(facts)
    duties = []
    if things.lines:
        duties.append(
            f"{_user(facts)} tiếp tục quản lý, sử dụng đúng mục đích và hoàn trả khi hết thời hạn gia hạn."
        )
    if people.lines:
        duties.append(
            f"{_user(facts)} bảo đảm hậu cần, chế độ, chính sách cho lực lượng trong thời gian gia hạn và cho lực lượng "
            "về đơn vị, địa phương khi hết thời hạn."
        )
    return " ".join(duties)


def _user(facts: OrderFacts) -> str:
    return facts.assigned_to.name if facts.assigned_to else facts.issuer.command


def _annex(
    facts: OrderFacts,
    title: str,
    last: tuple[str, str],
    said: Callable[[OrderLine], tuple[str, str]],
) -> Annex:
    """Return the list of what a later paper is about: whose, in what condition (điều 33), and two columns of its own."""
    columns = (
        Column(title="STT", share=5, align=Align.CENTER),
        Column(title="Tên, chủng loại", share=20),
        Column(title="Số lượng", share=8, align=Align.RIGHT),
        Column(title="Đơn vị", share=7, align=Align.CENTER),
        Column(title="Tình trạng", share=18),
        Column(title="Đơn vị quản lý (chủ tài sản)", share=20),
        Column(title=last[0], share=10, align=Align.CENTER),
        Column(title=last[1], share=14),
    )
    rows = tuple(
        (
            str(number),
            line_name(line),
            number_text(line.quantity),
            line.kind.unit,
            line.condition,
            party_text(line.holder),
            *said(line),
        )
        for number, line in enumerate(facts.lines, start=1)
    )
    return Annex(title=title, blocks=(Table(columns=columns, rows=rows),), landscape=True)
