"""Papers of money after an order: thiệt hại, chi trả bồi thường, chi trả tiền trưng mua (Luật 15/2008/QH12 điều 15, 34-38)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from core.documents.paper import MINUTES, Align, Annex, Column, Paper, Paragraph, Signature, Table
from core.numbers import number_text
from core.values import frozen
from mobilization.rules.authority import Signer
from mobilization.rules.papers.amounts import dong_in_words
from mobilization.rules.papers.checks import PaperIncompleteError
from mobilization.rules.papers.facts import MinutesFacts, OrderFacts, OrderLine
from mobilization.rules.papers.minutes import basis_of, copies_of, opening_of, signatures_of
from mobilization.rules.papers.settlement import ACTS, decision_of
from mobilization.rules.papers.signing import loss_named, named
from mobilization.rules.papers.wording import (
    BLANK,
    SIGN_NOTE,
    committee_head,
    event_name,
    line_name,
    moment_text,
    owners_text,
)


@frozen
class Owed:
    """One loss and what is paid for it: cause and method in words, whole đồng.

    `unit_dong` is the price of one, or of one a day where `days` are counted; `ground` what the price rests on.
    """

    line: OrderLine
    quantity: Decimal
    cause: str
    method: str
    amount_dong: int
    payer: str
    budget: str
    unit_dong: int = 0
    days: int = 0
    ground: str = ""


def damage_minutes(frame: MinutesFacts, owed: tuple[Owed, ...]) -> Paper:
    """Return the draft biên bản xác định thiệt hại: who met, each loss, its case of điều 34, how its amount was found.

    The giver of the frame is the body that used and returned the things, the receiver their owner.
    """
    facts = frame.order
    _check_owed(facts, owed)
    parties = (("Chủ tài sản", frame.receiver), ("Tổ chức được giao sử dụng", frame.giver))
    return Paper(
        issuer=committee_head(facts.issuer),
        symbol="BB-UBND",
        place=facts.issuer.place,
        kind=MINUTES,
        subject=f"Xác định thiệt hại về tài sản {ACTS[facts.form]} để ứng phó {event_name(facts.incident)}",
        drafted_at=facts.written_at,
        drill=facts.incident.drill,
        bases=(basis_of(frame),),
        blocks=(
            *opening_of(frame, *parties),
            Paragraph(label=f"Đại diện {facts.issuer.committee}:", text=f"{BLANK}; chức vụ: {BLANK}."),
            Paragraph(
                text="Các bên đã kiểm tra hiện trạng khi hoàn trả và thống nhất xác định thiệt hại như sau:"
            ),
            _owed_table(owed),
            Paragraph(label="Tổng cộng:", text=f"{_total(owed)}."),
            Paragraph(label="Ý kiến của các bên:", text=BLANK),
            copies_of(frame),
        ),
        signatures=(
            *signatures_of(frame, *parties),
            Signature(lines=("ĐẠI DIỆN ỦY BAN NHÂN DÂN",), note=SIGN_NOTE),
        ),
    )


def payment_decision(
    facts: OrderFacts,
    owed: tuple[Owed, ...],
    *,
    due_at: datetime | None,
    minutes_number: str = "",
    minutes_dated: date | None = None,
) -> Paper:
    """Return the draft quyết định chi trả on the minutes of the loss: paid once, to the owner, by the day due (điều 38)."""
    second = (
        f"Tiền bồi thường được chi trả một lần, trực tiếp cho người có tài sản, chậm nhất {moment_text(due_at)}; "
        f"{_paid_out_of(owed)}."
    )
    subject = f"Về việc chi trả bồi thường tài sản {ACTS[facts.form]} để ứng phó"
    paper = _payment(facts, owed, subject, "tiền bồi thường", second)
    minutes = f"Căn cứ {loss_named(minutes_number, minutes_dated, facts.written_at.year)}"
    above = len(paper.bases) - bool(facts.proposed_by)  # who proposed it comes last
    return replace(paper, bases=(*paper.bases[:above], minutes, *paper.bases[above:]))


def purchase_payment(facts: OrderFacts, owed: tuple[Owed, ...]) -> Paper:
    """Return the draft quyết định chi trả tiền trưng mua: to the owner, when, how and where its decision says (điều 15)."""
    second = (
        f"Tiền trưng mua được chi trả chậm nhất {moment_text(facts.pay_by)}; hình thức: {facts.pay_method or BLANK}; địa "
        f"điểm: {facts.pay_place or BLANK}; {_paid_out_of(owed)}."
    )
    subject = "Về việc chi trả tiền trưng mua tài sản để ứng phó"
    return _payment(facts, owed, subject, "tiền trưng mua", second)


def _payment(facts: OrderFacts, owed: tuple[Owed, ...], subject: str, money: str, second: str) -> Paper:
    """Return a decision that pays `money`: nobody else is paid, or told; whoever signed the order, money is the chair's."""
    _check_owed(facts, owed)
    cited = named(facts)
    facts = replace(facts, lines=tuple(row.line for row in owed), signer=Signer.CHAIR, consent="")
    first = f"Chi trả {money} cho {owners_text(facts)}, theo {cited}, tổng số {_total(owed)}; chi tiết tại Phụ lục."
    annex = Annex(title="Danh sách chi trả", blocks=(_owed_table(owed),), landscape=True)
    return decision_of(facts, subject, first, second, (annex,))


def _paid_out_of(owed: tuple[Owed, ...]) -> str:
    payers = "; ".join(dict.fromkeys(row.payer for row in owed if row.payer)) or BLANK
    return f"đơn vị chi trả: {payers}; nguồn kinh phí: {'; '.join(dict.fromkeys(row.budget for row in owed))}"


def _check_owed(facts: OrderFacts, owed: tuple[Owed, ...]) -> None:
    if not owed:
        raise PaperIncompleteError(form=facts.form, missing=("owed",))


def _owed_table(owed: tuple[Owed, ...]) -> Table:
    return Table(
        columns=(
            Column(title="STT", share=6, align=Align.CENTER),
            Column(title="Tài sản, chủ tài sản", share=30),
            Column(title="Số lượng", share=10, align=Align.RIGHT),
            Column(title="Trường hợp", share=14),
            Column(title="Cách tính", share=18),
            Column(title="Số tiền (đồng)", share=12, align=Align.RIGHT),
            Column(title="Đơn vị chi trả", share=10),
        ),
        rows=tuple(
            (
                str(place),
                f"{line_name(row.line)}; {row.line.holder.name}",
                f"{number_text(row.quantity)} {row.line.kind.unit}",
                row.cause,
                _how(row),
                number_text(row.amount_dong),
                row.payer,
            )
            for place, row in enumerate(owed, start=1)
        ),
    )


def _how(row: Owed) -> str:
    """Return how an amount was found, so that it can be reckoned again: the method, its figures, what they rest on."""
    figures = ""
    if row.unit_dong:
        days = f" × {row.days} ngày" if row.days else ""
        figures = (
            f": {number_text(row.unit_dong)} đồng × {number_text(row.quantity)} {row.line.kind.unit}{days}"
        )
    return f"{row.method}{figures}" + (
        f"; căn cứ: {row.ground.strip().rstrip('.')}" if row.ground.strip() else ""
    )


def _total(owed: tuple[Owed, ...]) -> str:
    total = sum(row.amount_dong for row in owed)
    return f"{number_text(total)} đồng (bằng chữ: {dong_in_words(total)})"
