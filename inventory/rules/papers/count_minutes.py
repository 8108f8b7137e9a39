"""Biên bản kiểm kê: who counted, when, what the book said, what was found, and why it differs.

Form of a biên bản: Nghị định 30/2020/NĐ-CP, Phụ lục III. Contents as an inventory's minutes need them [D]: book,
on its way, found, difference, broken, reason; number and date are the clerk's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from core.documents.paper import MINUTES, Align, Annex, Column, Issuer, Paper, Paragraph, Signature, Table
from core.numbers import number_text
from core.values import frozen
from inventory.rules.stock import ZERO

SIGN_NOTE = "(Ký, ghi rõ họ tên)"
NOTHING = "…"
# A fixed offset, as the PDF writer asks for one: Vietnam has no summer time.
_VIETNAM = timezone(timedelta(hours=7))


@frozen
class MinutesLine:
    """One counted line; `present` is None where nobody counted it. `name` has the plate or batch in it."""

    name: str
    expires_on: date | None
    unit: str
    place: str
    book: Decimal
    away: Decimal
    present: Decimal | None
    broken: Decimal
    difference: Decimal
    reason: str
    posted: bool


@frozen
class MinutesFacts:
    """What the minutes say; moments stand on a Vietnamese clock. `area` is "xã Bình Minh", `seat` "Bình Minh"."""

    count_id: int
    area: str
    seat: str
    what: str
    blind: bool
    opened_at: datetime
    ended_at: datetime
    done: bool
    people: tuple[str, ...]
    lines: Sequence[MinutesLine]


def signed(value: Decimal) -> str:
    """Return a difference with its sign; 0 where there is none."""
    return f"{'+' if value > 0 else ''}{number_text(value)}"


def count_minutes(facts: MinutesFacts) -> Paper:
    """Return the minutes as a draft: a summary, the people, and the sheet of lines as an annex lying."""
    counted = [line for line in facts.lines if line.present is not None]
    less = sum(line.difference < ZERO for line in counted)
    more = sum(line.difference > ZERO for line in counted)
    broken = sum(line.broken > ZERO for line in counted)
    left = len(facts.lines) - len(counted)
    hidden = ", người đếm không biết trước số sổ sách" if facts.blind else ""
    state = (
        "Chênh lệch trong phụ lục đã được ghi vào sổ theo dõi bốn tại chỗ; dòng ghi “chưa ghi sổ” thì chưa."
        if facts.done
        else "Đợt kiểm kê chưa chốt; biên bản này chỉ để soát."
    )
    texts = (
        ("Thời gian:", f"từ {_moment(facts.opened_at)} đến {_moment(facts.ended_at)}."),
        ("Nội dung:", f"{facts.what}, đợt KK-{facts.count_id}{hidden}."),
        ("Thành phần đếm:", f"{', '.join(facts.people) or NOTHING}."),
        (
            "Kết quả:",
            f"{len(facts.lines)} dòng; đã đếm {len(counted)}, chưa đếm {left}; thừa {more}, thiếu {less}; "
            f"có phần hỏng {broken}.",
        ),
        ("Xử lý:", state),
    )
    return Paper(
        issuer=Issuer(name=("ỦY BAN NHÂN DÂN", facts.area.upper()), of=f"Ủy ban nhân dân {facts.area}"),
        symbol="BB-UBND",
        place=facts.seat,
        kind=MINUTES,
        subject=f"Kiểm kê nguồn lực bốn tại chỗ {facts.area}",
        drafted_at=facts.ended_at.astimezone(_VIETNAM),
        blocks=tuple(
            Paragraph(label=f"{number}. {label}", text=text)
            for number, (label, text) in enumerate(texts, start=1)
        ),
        signatures=(
            Signature(lines=("NGƯỜI KIỂM KÊ",), note=SIGN_NOTE),
            Signature(lines=("NGƯỜI QUẢN LÝ",), note=SIGN_NOTE),
            Signature(lines=("ĐẠI DIỆN UBND",), note="(Ký, ghi rõ họ tên, đóng dấu)"),
        ),
        annexes=(Annex(title="BẢNG KIỂM KÊ", blocks=(_table(facts.lines),), landscape=True),),
    )


def _moment(moment: datetime) -> str:
    return f"{moment:%H} giờ {moment:%M}, ngày {moment:%d/%m/%Y}"


def _table(lines: Sequence[MinutesLine]) -> Table:
    return Table(
        columns=(
            Column(title="STT", share=5, align=Align.CENTER),
            Column(title="Tên, ký hiệu, số lô", share=21),
            Column(title="ĐVT", share=6, align=Align.CENTER),
            Column(title="Hạn dùng", share=9, align=Align.CENTER),
            Column(title="Nơi để", share=14),
            Column(title="Sổ sách", share=8, align=Align.RIGHT),
            Column(title="Đang đi làm nhiệm vụ", share=9, align=Align.RIGHT),
            Column(title="Thực tế tại chỗ", share=9, align=Align.RIGHT),
            Column(title="Thừa (+), thiếu (-)", share=9, align=Align.RIGHT),
            Column(title="Trong đó hỏng", share=7, align=Align.RIGHT),
            Column(title="Lý do", share=15),
        ),
        rows=tuple(_row(number, line) for number, line in enumerate(lines, start=1)),
    )


def _row(number: int, line: MinutesLine) -> tuple[str, ...]:
    counted = line.present is not None
    waiting = "" if line.posted else "chưa ghi sổ" if counted else "chưa đếm"
    return (
        str(number),
        line.name,
        line.unit,
        f"{line.expires_on:%d/%m/%Y}" if line.expires_on else "",
        line.place,
        number_text(line.book),
        number_text(line.away) if line.away else "",
        number_text(line.present) if line.present is not None else NOTHING,
        signed(line.difference) if counted else NOTHING,
        number_text(line.broken) if counted and line.broken else "",
        "; ".join(part for part in (line.reason, waiting) if part),
    )
