"""Who signs an order's paper: the head at its left, the title over the signature, the symbol after its number."""

from __future__ import annotations

from datetime import date

from core.documents.paper import Issuer, day_text, numbered
from core.values import frozen
from inventory.rules.catalogue import LegalForm
from mobilization.rules.authority import Signer
from mobilization.rules.papers.facts import IssuerLevel, IssuingBody, OrderFacts
from mobilization.rules.papers.wording import committee_head

_ORDERS = {
    LegalForm.HUY_DONG: "Quyết định huy động",
    LegalForm.DIEU_DONG: "Lệnh điều động",
    LegalForm.TRUNG_DUNG: "Quyết định trưng dụng tài sản",
    LegalForm.TRUNG_MUA: "Quyết định trưng mua tài sản",
}


@frozen
class Signing:
    """`title` in running text, such as "Chỉ huy trưởng Ban Chỉ huy quân sự xã Trà Bồng"; `line` over the signature."""

    head: Issuer
    title: str
    line: str
    symbol: str
    office: str


def signing_of(facts: OrderFacts) -> Signing:
    """Return who signs an order, by the authority table's row that rules it; takings are the chair's by law."""
    body = facts.issuer
    if facts.signer is Signer.MILITARY:
        return _military(body)
    if facts.signer is Signer.COMMAND:
        title = f"Trưởng {body.command}"
        head = Issuer(
            parent=("ỦY BAN NHÂN DÂN", body.area.upper()), name=("BAN CHỈ HUY", "PHÒNG THỦ DÂN SỰ"), of=title
        )
        return Signing(head=head, title=title, line="TRƯỞNG BAN", symbol="BCH", office="BCH PTDS")
    return Signing(
        head=committee_head(body), title=body.chair, line="CHỦ TỊCH", symbol="UBND", office="BCH PTDS"
    )


def decider_of(facts: OrderFacts) -> str:
    """Return who signed the order, as later papers name them; only the provincial chair requisitions or buys."""
    if facts.form in {LegalForm.TRUNG_DUNG, LegalForm.TRUNG_MUA}:
        return f"Chủ tịch Ủy ban nhân dân {facts.issuer.province}"
    return signing_of(facts).title


def named(facts: OrderFacts) -> str:
    """Return the order as later papers cite it: "Lệnh điều động số 12/LĐĐ-BCH ngày 05 tháng 02 năm 2026 của …"."""
    symbol = f"LĐĐ-{signing_of(facts).symbol}" if facts.form is LegalForm.DIEU_DONG else "QĐ-UBND"
    cited = _cited(_ORDERS[facts.form], symbol, facts.number, facts.dated, facts.drafted_at.year)
    return f"{cited} của {decider_of(facts)}"


def proposal_named(number: str, dated: date | None, year: int) -> str:
    """Return a commune's tờ trình as the decision on it cites it."""
    return _cited("Tờ trình", "TTr-UBND", number, dated, year)


def loss_named(number: str, dated: date | None, year: int) -> str:
    """Return the minutes of a loss as the decision that pays for it cites them."""
    return _cited("Biên bản xác định thiệt hại", "BB-UBND", number, dated, year)


def _cited(name: str, symbol: str, number: str, dated: date | None, year: int) -> str:
    """Return a paper by name, number and day; what the clerk has not given yet is left to the pen."""
    day = day_text(dated) if dated else f"ngày …… tháng …… năm {year}"
    return f"{name} số {numbered(number, symbol) if number else '……'} {day}"


def _military(body: IssuingBody) -> Signing:
    """Return the level's military commander (Luật Dân quân tự vệ điều 32), whose organ stands under the one above."""
    commune = body.level is IssuerLevel.COMMUNE
    name = "Ban Chỉ huy quân sự" if commune else "Bộ Chỉ huy quân sự"
    parent = ("BỘ CHỈ HUY QUÂN SỰ", body.province.upper()) if commune else ()
    title = f"Chỉ huy trưởng {name} {body.area}"
    return Signing(
        head=Issuer(parent=parent, name=(name.upper(), body.area.upper()), of=title),
        title=title,
        line="CHỈ HUY TRƯỞNG",
        symbol="BCHQS",
        office="Ban CHQS" if commune else "Bộ CHQS",
    )
