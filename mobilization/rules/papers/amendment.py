"""Sửa đổi, bổ sung an order: a paper of its own with a number of its own, in the order's form and by its signer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from core.documents.paper import Align, Column, Paper, Paragraph, Table
from core.numbers import number_text
from core.values import frozen
from mobilization.rules.papers.checks import PaperIncompleteError
from mobilization.rules.papers.decisions import decision_paper, in_form, this_paper
from mobilization.rules.papers.facts import OrderFacts, OrderLine
from mobilization.rules.papers.signing import named, signing_of
from mobilization.rules.papers.wording import line_name, moment_text, recipients_of, short_moment


@frozen
class Amended:
    """One line of the order, or one that takes its place: so much by the order, so much from now on, and why."""

    line: OrderLine
    before: Decimal
    after: Decimal
    reason: str
    at: datetime


def amendment(facts: OrderFacts, changed: tuple[Amended, ...], *, count: int = 1) -> Paper:
    """Return the draft that amends an order for the `count`-th time, each line from → to.

    Raises PaperIncompleteError where nothing changed.
    """
    if not changed:
        raise PaperIncompleteError(form=facts.form, missing=("changed",))
    this = this_paper(facts)
    last = max(row.at for row in changed)
    facts = replace(facts, plan="", followed_at=last)
    paper = decision_paper(
        facts,
        subject=f"Sửa đổi, bổ sung{f' lần thứ {count}' if count > 1 else ''} {named(facts)}",
        blocks=(
            Paragraph(
                label="Điều 1.",
                text=f"Sửa đổi, bổ sung danh sách nguồn lực tại {named(facts)}, tính đến {moment_text(last)}, như sau:",
            ),
            _table(changed),
            Paragraph(
                label="Điều 2.",
                text=f"Các nội dung khác của {named(facts)} giữ nguyên, trừ nội dung đã được gia hạn hoặc sửa đổi.",
            ),
            Paragraph(
                label="Điều 3.",
                text=(
                    f"{this} có hiệu lực kể từ ngày ký và là một phần của văn bản được sửa đổi, bổ sung. "
                    f"{facts.issuer.command} và các cơ quan, đơn vị, tổ chức, hộ gia đình, cá nhân có tên tại Điều 1 "
                    f"chịu trách nhiệm thi hành {this}./."
                ),
            ),
        ),
    )
    # Whose things it changes or takes instead first, then who was called on before.
    told = replace(facts, lines=(*(row.line for row in changed), *facts.lines))
    paper = replace(paper, recipients=recipients_of(told, "Như Điều 3", drafted_in=signing_of(facts).office))
    return in_form(paper, facts, kind="LỆNH ĐIỀU ĐỘNG")


def _table(changed: tuple[Amended, ...]) -> Table:
    return Table(
        columns=(
            Column(title="STT", share=8, align=Align.CENTER),
            Column(title="Tên, chủng loại; đơn vị quản lý", share=30),
            Column(title="Đơn vị", share=9, align=Align.CENTER),
            Column(title="Theo văn bản", share=11, align=Align.RIGHT),
            Column(title="Sửa thành", share=11, align=Align.RIGHT),
            Column(title="Lý do, thời điểm", share=31),
        ),
        rows=tuple(
            (
                str(place),
                f"{line_name(row.line)}; {row.line.holder.name}",
                row.line.kind.unit,
                number_text(row.before),
                number_text(row.after),
                f"{row.reason.rstrip('.')}; {short_moment(row.at)}",
            )
            for place, row in enumerate(changed, start=1)
        ),
    )
