"""Biên bản giao nhận and biên bản hoàn trả (Luật 15/2008/QH12 điều 29 and 33): two parties, seen by the commune."""

from __future__ import annotations

from core.documents.paper import (
    MINUTES,
    Align,
    Annex,
    Block,
    Column,
    Paper,
    Paragraph,
    Pictures,
    Signature,
    Table,
)
from core.numbers import number_text
from inventory.rules.catalogue import Category, LegalForm
from mobilization.rules.papers.checks import PaperIncompleteError, check_return_balances
from mobilization.rules.papers.facts import HandedLine, MinutesFacts, OrderFacts, Party, ReturnedLine
from mobilization.rules.papers.signing import named
from mobilization.rules.papers.wording import (
    BLANK,
    SIGN_NOTE,
    committee_head,
    drill_notice,
    event_name,
    incident_text,
    line_name,
    moment_text,
    subject_matter,
)

_ACTS = {
    LegalForm.HUY_DONG: "huy động",
    LegalForm.DIEU_DONG: "điều động",
    LegalForm.TRUNG_DUNG: "trưng dụng",
    LegalForm.TRUNG_MUA: "trưng mua",
}


def handover_minutes(facts: MinutesFacts, lines: tuple[HandedLine, ...]) -> Paper:
    """Return the draft biên bản giao nhận: parties, hour and place, each asset with quantity and condition."""
    table = Table(
        columns=(
            Column(title="STT", share=7, align=Align.CENTER),
            Column(title="Tên, nhãn hiệu, biển số", share=26),
            Column(title="Số lượng", share=11, align=Align.RIGHT),
            Column(title="Đơn vị", share=10, align=Align.CENTER),
            Column(title="Tình trạng khi giao", share=20),
            Column(title="Số km, giờ máy, nhiên liệu", share=14),
            Column(title="Giấy tờ kèm theo", share=14),
        ),
        rows=tuple(
            (
                str(place),
                line_name(handed.line),
                number_text(handed.quantity),
                handed.line.kind.unit,
                handed.condition,
                handed.meter,
                handed.papers,
            )
            for place, handed in enumerate(lines, start=1)
        ),
    )
    closing = "Bên nhận đã kiểm tra, nhận đủ số lượng và đúng tình trạng ghi trên."
    return _minutes(facts, "bàn giao" if _only_people(facts.order) else "giao nhận", table, closing)


def return_minutes(facts: MinutesFacts, lines: tuple[ReturnedLine, ...]) -> Paper:
    """Return the draft biên bản hoàn trả with what changed since the handover; raises ReturnNotBalancedError.

    People come home, are missing or hurt: nobody is used up, lost or broken.
    """
    check_return_balances(lines)
    harmed = any(back.lost or back.damaged or back.used for back in lines)
    if _only_people(facts.order):
        whole = "Lực lượng đã về đủ; các bên không có ý kiến khác."
        hurt = "Chế độ đối với người bị thương, mất tích, hy sinh thực hiện theo quy định của pháp luật."
        return _minutes(facts, "bàn giao lại", _people_back(lines), hurt if harmed else whole)
    closing = (
        "Phần đã dùng, bị mất, bị hỏng ghi trên là căn cứ để xác định mức thanh toán, bồi thường theo quy định của "
        "pháp luật."
        if harmed
        else "Tài sản được hoàn trả đủ; các bên không có ý kiến về mất mát, hư hỏng."
    )
    return _minutes(facts, "hoàn trả", _things_back(lines), closing)


def _people_back(lines: tuple[ReturnedLine, ...]) -> Table:
    return Table(
        columns=(
            Column(title="STT", share=6, align=Align.CENTER),
            Column(title="Lực lượng", share=24),
            Column(title="Đơn vị", share=9, align=Align.CENTER),
            Column(title="Đã đi", share=9, align=Align.RIGHT),
            Column(title="Đã về", share=9, align=Align.RIGHT),
            Column(title="Mất tích, hy sinh", share=10, align=Align.RIGHT),
            Column(title="Bị thương, ốm", share=10, align=Align.RIGHT),
            Column(title="Tình hình khi đi; khi về", share=24),
        ),
        rows=tuple(
            (
                str(place),
                line_name(back.line),
                back.line.kind.unit,
                *map(number_text, (back.sent, back.back, back.lost, back.damaged)),
                f"Khi đi: {back.line.condition or BLANK}. Khi về: {back.condition}.",
            )
            for place, back in enumerate(lines, start=1)
        ),
    )


def _things_back(lines: tuple[ReturnedLine, ...]) -> Table:
    people = any(back.line.kind.category is Category.FORCES for back in lines)
    return Table(
        columns=(
            Column(title="STT", share=6, align=Align.CENTER),
            Column(title="Tên, nhãn hiệu, biển số", share=20),
            Column(title="Đơn vị", share=9, align=Align.CENTER),
            Column(title="Đã nhận", share=9, align=Align.RIGHT),
            Column(title="Hoàn trả", share=9, align=Align.RIGHT),
            Column(title="Đã dùng", share=9, align=Align.RIGHT),
            Column(title="Mất, mất tích" if people else "Mất", share=7, align=Align.RIGHT),
            Column(title="Hỏng, bị thương" if people else "Hỏng", share=8, align=Align.RIGHT),
            Column(title="Tình trạng khi giao; khi trả", share=24),
        ),
        rows=tuple(
            (
                str(place),
                line_name(back.line),
                back.line.kind.unit,
                *map(number_text, (back.sent, back.back, back.used, back.lost, back.damaged)),
                f"Khi giao: {back.line.condition or BLANK}. Khi trả: {back.condition}.",
            )
            for place, back in enumerate(lines, start=1)
        ),
    )


def _minutes(facts: MinutesFacts, act: str, table: Table, closing: str) -> Paper:
    missing = [
        name
        for name, party in (("giver", facts.giver), ("receiver", facts.receiver))
        if not party.name.strip()
    ]
    if missing or not table.rows:
        raise PaperIncompleteError(form=facts.order.form, missing=tuple(missing) or ("lines",))
    order = facts.order
    parties = (("Bên giao", facts.giver), ("Bên nhận", facts.receiver))
    blocks: tuple[Block, ...] = (
        *opening_of(facts, *parties),
        Paragraph(
            text=f"Các bên cùng lập biên bản {act} {_objects(order)} để ứng phó {incident_text(order.incident)}, như sau:"
        ),
        table,
        *((Paragraph(label="Ảnh kèm theo:", text=_photos_text(facts)),) if facts.photos else ()),
        Paragraph(label="Ý kiến của các bên:", text=facts.remarks or BLANK),
        Paragraph(text=closing),
        copies_of(facts),
    )
    return Paper(
        issuer=committee_head(order.issuer),
        symbol="BB-UBND",
        place=order.issuer.place,
        kind=MINUTES,
        subject=f"{act.capitalize()} {_objects(order)} để ứng phó {event_name(order.incident)}",
        drafted_at=order.written_at,
        drill=order.incident.drill,
        bases=(basis_of(facts),),
        blocks=blocks,
        signatures=signatures_of(facts, *parties),
        annexes=_photo_annex(facts, act),
    )


def basis_of(facts: MinutesFacts) -> str:
    """Return the căn cứ of minutes: the order they follow, its number where the clerk gave one, and whose it is."""
    return f"Căn cứ {named(facts.order)}"


def opening_of(facts: MinutesFacts, *parties: tuple[str, Party]) -> tuple[Block, ...]:
    """Return how minutes begin: the hour and place, then each party and who stands for it, then the witness."""
    order = facts.order
    moment = moment_text(facts.at, _blank_moment(order))
    return (
        *drill_notice(order),
        Paragraph(text=f"Hôm nay, vào hồi {moment}, tại {facts.place or BLANK}, chúng tôi gồm:"),
        *(paragraph for label, party in parties for paragraph in _party(label, party)),
        *(Paragraph(label=f"{label}:", text=f"{party.name}.") for label, party in _witness(facts)),
    )


def copies_of(facts: MinutesFacts) -> Paragraph:
    """Return how minutes end: how many copies, read to all."""
    return Paragraph(
        text=(
            f"Biên bản được lập thành {facts.copies:02d} bản có giá trị như nhau, mỗi bên giữ 01 bản, đã đọc cho các "
            "bên cùng nghe và thống nhất ký tên./."
        )
    )


def signatures_of(facts: MinutesFacts, *parties: tuple[str, Party]) -> tuple[Signature, ...]:
    """Return a place to sign for each party and the witness."""
    return tuple(
        Signature(
            lines=(label.upper(),),
            note=SIGN_NOTE,
            name=party.delegate or (party.name if party is facts.witness else ""),
        )
        for label, party in (*parties, *_witness(facts))
    )


def _witness(facts: MinutesFacts) -> tuple[tuple[str, Party], ...]:
    return (("Người chứng kiến", facts.witness),) if facts.witness else ()


def _photos_text(facts: MinutesFacts) -> str:
    where = "in tại Phụ lục và lưu" if facts.pictures else "lưu"
    return f"{facts.photos:02d} ảnh chụp tình trạng, {where} cùng biên bản này."


def _photo_annex(facts: MinutesFacts, act: str) -> tuple[Annex, ...]:
    if not facts.pictures:
        return ()
    return (Annex(title=f"Ảnh chụp tình trạng khi {act}", blocks=(Pictures(pictures=facts.pictures),)),)


def _objects(order: OrderFacts) -> str:
    taken = order.form in {LegalForm.TRUNG_DUNG, LegalForm.TRUNG_MUA}
    return f"tài sản {_ACTS[order.form]}" if taken else f"{subject_matter(order)} được {_ACTS[order.form]}"


def _only_people(order: OrderFacts) -> bool:
    """Return whether an order calls on nothing but people: they come and go home, nobody hands them back."""
    return all(line.kind.category is Category.FORCES for line in order.lines)


def _blank_moment(order: OrderFacts) -> str:
    return f"…… giờ …… phút, ngày …… tháng …… năm {order.written_at.year}"


def _party(label: str, party: Party) -> tuple[Paragraph, ...]:
    delegate = f"Đại diện: {party.delegate or BLANK}; chức vụ: {party.position or BLANK}."
    return (
        Paragraph(label=f"{label}:", text=f"{party.name}; địa chỉ: {party.address or BLANK}."),
        Paragraph(text=delegate),
    )
