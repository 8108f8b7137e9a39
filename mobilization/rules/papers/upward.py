"""Papers that leave the level: the report asking the level above for help, a letter of thanks, a công điện."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from core.documents.paper import Align, Block, Column, Paper, Paragraph, Signature, Table, Urgency
from core.numbers import number_text
from core.values import frozen
from mobilization.rules.abilities import Unfit
from mobilization.rules.candidates import Barred
from mobilization.rules.papers.bases import bases_for
from mobilization.rules.papers.facts import IncidentFacts, IssuerLevel, IssuingBody
from mobilization.rules.papers.wording import (
    committee_head,
    counted_name,
    drill_line,
    event_name,
    incident_text,
    moment_text,
)
from mobilization.rules.plan import Reason, UnmetReason
from mobilization.rules.shortfall import Declined, ShortNeed

TRIED: dict[str, str] = {
    Reason.FORBIDDEN: "chỉ huy không cho dùng",
    Reason.NO_WAY: "không có đường đến",
    Reason.TOO_LATE: "đến muộn hơn thời hạn",
    Reason.KEPT: "phần phải giữ lại cho xã có nguồn lực",
    Reason.NEED_ALREADY_MET: "nhu cầu đã đủ từ nguồn phù hợp hơn",
    Reason.WITH_MACHINES: "đã tính cho phương tiện của sự cố khác",
    Reason.TOO_FEW_FOR_ONE: "số còn lại không đủ thay cho một đơn vị",
    Reason.BETTER_USED_ELSEWHERE: "đã huy động hết hoặc dùng cho nhu cầu cấp bách hơn",
    Barred.OUT_OF_REACH: "ở địa bàn khác, ngoài thẩm quyền của cấp báo cáo",
    Barred.EXPIRED: "đã hết hạn sử dụng",
    Barred.EMPTY: "hiện không có",
    Barred.BROKEN: "hỏng hết",
    Barred.RESERVED: "đã giữ hết cho sự cố khác hoặc đang đi",
    Barred.NO_CREW: "thiếu người vận hành",
    Barred.NO_FUEL: "thiếu nhiên liệu",
    Unfit.CAPACITY_UNKNOWN: "chưa rõ năng lực mỗi chiếc",
    Unfit.TOO_WEAK: "mỗi chiếc không đạt mức yêu cầu",
    Declined.REFUSED: "do đơn vị quản lý từ chối",
}
CAUSES: dict[str, str] = {
    UnmetReason.NO_STOCK: "không còn nguồn nào trong tầm gọi",
    UnmetReason.ALL_GIVEN: "mọi nguồn dùng được đã huy động hết",
    UnmetReason.FORBIDDEN: "nguồn còn lại chỉ huy không cho dùng",
    UnmetReason.NO_WAY: "nguồn còn lại không có đường đến",
    UnmetReason.TOO_LATE: "nguồn còn lại đến muộn hơn thời hạn",
    UnmetReason.KEPT: "nguồn còn lại phải giữ tại chỗ",
    UnmetReason.WITH_MACHINES: "người, nhiên liệu còn lại đi cùng phương tiện của sự cố khác",
    UnmetReason.TOO_FEW_FOR_ONE: "số lẻ còn lại không đủ thay thế",
    UnmetReason.BETTER_USED_ELSEWHERE: "nguồn còn lại đã dành cho nhu cầu khác",
    Barred.OUT_OF_REACH: "nguồn còn lại ngoài thẩm quyền của cấp báo cáo",
    Barred.EXPIRED: "nguồn còn lại đã hết hạn sử dụng",
    Barred.EMPTY: "sổ có ghi nhưng hiện không còn",
    Barred.BROKEN: "nguồn còn lại hỏng hết",
    Barred.RESERVED: "nguồn còn lại đang giữ cho sự cố khác hoặc đang đi",
    Barred.NO_CREW: "nguồn còn lại thiếu người vận hành",
    Barred.NO_FUEL: "nguồn còn lại thiếu nhiên liệu",
    Unfit.CAPACITY_UNKNOWN: "nguồn còn lại chưa rõ năng lực mỗi chiếc",
    Unfit.TOO_WEAK: "nguồn còn lại mỗi chiếc không đạt mức yêu cầu",
    Declined.REFUSED: "đơn vị còn nguồn đã từ chối",
}


@frozen
class Telegram:
    """What a công điện says; addressees and orders one a line, in their order."""

    urgency: Urgency
    addressees: tuple[str, ...]
    situation: str
    orders: tuple[str, ...]
    report_by: datetime


@frozen
class Gift:
    """Help from outside that was accepted."""

    giver: str
    resource: str
    unit: str
    quantity: Decimal


def level_above(body: IssuingBody) -> tuple[str, ...]:
    """Return whom a level reports to beyond its capacity (Luật 18/2023/QH15 điều 33)."""
    if body.level is IssuerLevel.COMMUNE:
        return (
            f"Chủ tịch Ủy ban nhân dân {body.province}",
            f"Ban Chỉ huy Phòng thủ dân sự {body.province}",
        )
    return ("Thủ tướng Chính phủ", "Ban Chỉ đạo Phòng thủ dân sự quốc gia")


def shortfall_report(
    body: IssuingBody, incident: IncidentFacts, needs: tuple[ShortNeed, ...], *, at: datetime
) -> Paper:
    """Return the draft report to the level above, one line a need: asked, lacking, everything tried, why not enough."""
    columns = (
        Column(title="STT", share=6, align=Align.CENTER),
        Column(title="Nhu cầu", share=18),
        Column(title="Cần", share=12, align=Align.RIGHT),
        Column(title="Còn thiếu", share=12, align=Align.RIGHT),
        Column(title="Đã tìm, đã huy động", share=32),
        Column(title="Vì sao chưa đủ", share=22),
    )
    rows = tuple(
        (
            str(place),
            need.resource,
            f"{number_text(need.asked)} {need.unit}",
            f"{number_text(need.short)} {need.unit}",
            tried_text(need),
            CAUSES[need.told],
        )
        for place, need in enumerate(needs, start=1)
    )
    above = level_above(body)
    return _paper(
        body,
        incident,
        at=at,
        symbol="BC-UBND",
        kind="BÁO CÁO",
        subject=f"Về việc {event_name(incident)} vượt quá khả năng ứng phó, đề nghị chi viện",
        addressees=above,
        bases=bases_for(incident.field, at, report=True),
        blocks=(
            Paragraph(
                text=(
                    f"{body.committee} đã chỉ đạo huy động lực lượng, phương tiện, vật tư tại chỗ để ứng phó "
                    f"{incident_text(incident)}. Đến nay các nhu cầu dưới đây vượt quá khả năng của địa phương:"
                )
            ),
            Table(columns=columns, rows=rows),
            Paragraph(text=f"{body.committee} báo cáo và kính đề nghị {above[0]} xem xét, chi viện./."),
        ),
    )


def tried_text(need: ShortNeed) -> str:
    """Return everything tried for a need: sources in use, then the others counted by reason."""
    parts = [f"{need.used} nguồn đã đưa vào phương án"] if need.used else []
    parts += [f"{count} nguồn {TRIED[reason]}" for reason, count in need.tried.items()]
    return "; ".join(parts) or "không tìm thấy nguồn nào cùng loại"


def telegram(body: IssuingBody, incident: IncidentFacts, said: Telegram, *, at: datetime) -> Paper:
    """Return the draft công điện (NĐ 30/2020, Phụ lục III): who is told, how it stands, numbered orders, a deadline.

    The chair wires and orders in person, so the chair signs as such and not for the committee.
    """
    orders = tuple(
        Paragraph(label=f"{number}.", text=f"{text.strip().rstrip('.;')}.")
        for number, text in enumerate(said.orders, start=1)
    )
    return _paper(
        body,
        incident,
        at=at,
        symbol="CĐ-UBND",
        kind="CÔNG ĐIỆN",
        subject=f"Về việc tập trung ứng phó {event_name(incident)}",
        addressees=(),
        urgency=said.urgency,
        blocks=(
            Paragraph(label=f"{body.chair} điện:", text=f"{'; '.join(a.strip() for a in said.addressees)}."),
            Paragraph(text=f"{said.situation.strip().rstrip('.')}."),
            Paragraph(text=f"Để ứng phó kịp thời, {body.chair} yêu cầu:"),
            *orders,
            Paragraph(
                text=(
                    f"Các cơ quan, đơn vị báo cáo kết quả về {body.command} trước {moment_text(said.report_by)}./."
                )
            ),
        ),
        recipients=("- Như trên;", f"- {body.command};", "- Lưu: VT, BCH PTDS."),
        signed=("CHỦ TỊCH",),
    )


def thank_you(body: IssuingBody, incident: IncidentFacts, gift: Gift, *, at: datetime) -> Paper:
    """Return the draft letter of thanks to who helped from outside."""
    given = f"{number_text(gift.quantity)} {counted_name(gift.unit, gift.resource)}"
    return _paper(
        body,
        incident,
        at=at,
        symbol="TCƠ-UBND",
        kind="THƯ CẢM ƠN",
        subject=f"Về việc hỗ trợ ứng phó {event_name(incident)}",
        addressees=(gift.giver,),
        blocks=(
            Paragraph(
                text=(
                    f"{body.committee} trân trọng cảm ơn {gift.giver} đã hỗ trợ {given} để ứng phó "
                    f"{incident_text(incident)}."
                )
            ),
            Paragraph(
                text=(
                    "Sự giúp đỡ kịp thời đó đã góp phần bảo vệ tính mạng, tài sản của Nhân dân và sớm ổn định đời "
                    "sống tại địa phương."
                )
            ),
            Paragraph(
                text=f"Kính chúc {gift.giver} sức khỏe, thành công và tiếp tục đồng hành cùng địa phương./."
            ),
        ),
        recipients=("- Như trên;", "- Lưu: VT, BCH PTDS."),
    )


def _paper(
    body: IssuingBody,
    incident: IncidentFacts,
    *,
    at: datetime,
    symbol: str,
    kind: str,
    subject: str,
    addressees: tuple[str, ...],
    blocks: tuple[Block, ...],
    bases: tuple[str, ...] = (),
    urgency: Urgency | None = None,
    recipients: tuple[str, ...] = (),
    signed: tuple[str, ...] = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
) -> Paper:
    return Paper(
        issuer=committee_head(body),
        symbol=symbol,
        place=body.place,
        kind=kind,
        subject=subject,
        drafted_at=at,
        urgency=urgency,
        drill=incident.drill,
        addressees=addressees,
        bases=bases,
        blocks=(*drill_line(incident), *blocks),
        signatures=(Signature(lines=signed),),
        recipients=recipients or ("- Như trên;", f"- {body.command};", "- Lưu: VT, BCH PTDS."),
    )
