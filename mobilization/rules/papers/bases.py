"""The căn cứ of a paper: one table of legal texts, chosen by form, field of law and day.

A law is cited with its number as well as its day, so that a reader finds it. The sources stand in each row; a text
is cited from the day it takes effect until the day it is replaced.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from core.values import frozen
from inventory.rules.catalogue import LegalForm
from mobilization.rules.authority import MILITIA
from mobilization.rules.papers.facts import LegalField, OrderFacts
from mobilization.rules.papers.wording import BLANK, local

_ALL_FORMS = tuple(LegalForm)
_ALL_FIELDS = tuple(LegalField)
_TAKING = (LegalForm.TRUNG_DUNG, LegalForm.TRUNG_MUA)


@frozen
class LegalBasis:
    """One legal text as it is cited, and when: `militia` and `emergency` narrow it to such orders.

    `reports`: a report cites it too. It decides nothing, so it names the law it reports under, not all that gives powers.
    """

    text: str
    source: str
    forms: Sequence[LegalForm] = _ALL_FORMS
    fields: Sequence[LegalField] = _ALL_FIELDS
    since: date
    before: date | None = None
    militia: bool = False
    emergency: bool = False
    reports: bool = False


BASES: tuple[LegalBasis, ...] = (
    LegalBasis(
        text="Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025",
        source="Luật 72/2025/QH15: hai cấp tỉnh, xã; thẩm quyền của Chủ tịch Ủy ban nhân dân",
        since=date(2025, 6, 16),
    ),
    LegalBasis(
        text="Luật Trưng mua, trưng dụng tài sản số 15/2008/QH12 ngày 03 tháng 6 năm 2008",
        source="Luật 15/2008/QH12 điều 5, 13-15, 23-29",
        forms=_TAKING,
        since=date(2009, 1, 1),
    ),
    LegalBasis(
        text="Luật Tình trạng khẩn cấp số 104/2025/QH15 ngày 03 tháng 12 năm 2025",
        source="Luật 104/2025/QH15, hiệu lực 01/7/2026",
        since=date(2026, 7, 1),
        emergency=True,
    ),
    LegalBasis(
        text=(
            "Luật Phòng thủ dân sự số 18/2023/QH15 ngày 20 tháng 6 năm 2023, được sửa đổi, bổ sung bởi "
            "Luật số 98/2025/QH15 ngày 27 tháng 6 năm 2025"
        ),
        source="Luật 18/2023/QH15 (hiệu lực 01/7/2024); Luật 98/2025/QH15 (hiệu lực 01/7/2025)",
        since=date(2025, 7, 1),
        reports=True,
    ),
    LegalBasis(
        text=(
            "Luật Phòng, chống thiên tai số 33/2013/QH13 ngày 19 tháng 6 năm 2013, được sửa đổi, bổ sung bởi "
            "các Luật số 60/2020/QH14, số 18/2023/QH15, số 47/2024/QH15, số 55/2024/QH15 và số 146/2025/QH15"
        ),
        source="Luật 33/2013/QH13; danh sách luật sửa đổi theo căn cứ của Nghị định 53/2026/NĐ-CP",
        fields=(LegalField.NATURAL_DISASTER,),
        since=date(2026, 1, 1),
        reports=True,
    ),
    LegalBasis(
        text="Luật Phòng cháy, chữa cháy và cứu nạn, cứu hộ số 55/2024/QH15 ngày 29 tháng 11 năm 2024",
        source="Luật 55/2024/QH15, hiệu lực 01/7/2025",
        fields=(LegalField.FIRE,),
        since=date(2025, 7, 1),
        reports=True,
    ),
    LegalBasis(
        text="Luật Phòng, chống bệnh truyền nhiễm số 03/2007/QH12 ngày 21 tháng 11 năm 2007",
        source="Luật 03/2007/QH12, hết hiệu lực 01/7/2026 theo Luật 114/2025/QH15",
        fields=(LegalField.EPIDEMIC,),
        since=date(2008, 7, 1),
        before=date(2026, 7, 1),
        reports=True,
    ),
    LegalBasis(
        text="Luật Phòng bệnh số 114/2025/QH15 ngày 10 tháng 12 năm 2025",
        source="Luật 114/2025/QH15, hiệu lực 01/7/2026",
        fields=(LegalField.EPIDEMIC,),
        since=date(2026, 7, 1),
        reports=True,
    ),
    LegalBasis(
        text="Luật Dân quân tự vệ số 48/2019/QH14 ngày 22 tháng 11 năm 2019",
        source="Luật 48/2019/QH14 điều 32: thẩm quyền điều động dân quân tự vệ",
        since=date(2020, 7, 1),
        militia=True,
    ),
    LegalBasis(
        text=(
            "Nghị định số 66/2021/NĐ-CP ngày 06 tháng 7 năm 2021 của Chính phủ quy định chi tiết thi hành một số "
            "điều của Luật Phòng, chống thiên tai và Luật sửa đổi, bổ sung một số điều của Luật Phòng, chống thiên "
            "tai và Luật Đê điều, được sửa đổi, bổ sung bởi Nghị định số 53/2026/NĐ-CP ngày 05 tháng 02 năm 2026"
        ),
        source="Nghị định 66/2021/NĐ-CP; Nghị định 53/2026/NĐ-CP, hiệu lực 05/02/2026",
        fields=(LegalField.NATURAL_DISASTER,),
        since=date(2026, 2, 5),
    ),
    LegalBasis(
        text=(
            "Nghị định số 200/2025/NĐ-CP ngày 09 tháng 7 năm 2025 của Chính phủ quy định chi tiết một số điều của "
            "Luật Phòng thủ dân sự"
        ),
        source="Nghị định 200/2025/NĐ-CP, hiệu lực 23/8/2025",
        since=date(2025, 8, 23),
    ),
)


def bases_of(facts: OrderFacts) -> tuple[str, ...]:
    """Return the căn cứ lines: the laws in force that day, then the plan, then who proposed."""
    on = local(facts.written_at).date()
    militia = calls_militia(facts)
    laws = [
        f"Căn cứ {basis.text}"
        for basis in BASES
        if facts.form in basis.forms
        and facts.incident.field in basis.fields
        and basis.since <= on
        and (basis.before is None or on < basis.before)
        and (militia or not basis.militia)
        and (facts.incident.state_of_emergency or not basis.emergency)
    ]
    plan = [f"Căn cứ {facts.plan}"] if facts.plan else []
    proposal = [f"Theo đề nghị của {facts.proposed_by}"] if facts.proposed_by else []
    return (*laws, *plan, *_consent(facts), *proposal)


def _consent(facts: OrderFacts) -> tuple[str, ...]:
    """Return who agreed, as the authority table asks; where and when they wrote it is filled in by the clerk."""
    if not facts.consent:
        return ()
    who = facts.consent.replace("cấp xã", facts.issuer.area).replace("tỉnh", facts.issuer.province)
    return (f"Căn cứ ý kiến thống nhất của {who} tại {BLANK}",)


def bases_for(field: LegalField, drafted_at: datetime, *, report: bool = False) -> tuple[str, ...]:
    """Return the căn cứ lines of an incident's paper that calls on nobody, of a `report` alone: what is in force that day."""
    on = local(drafted_at).date()
    return tuple(
        f"Căn cứ {basis.text}"
        for basis in BASES
        if LegalForm.HUY_DONG in basis.forms
        and field in basis.fields
        and basis.since <= on
        and (basis.before is None or on < basis.before)
        and not basis.militia
        and not basis.emergency
        and (basis.reports or not report)
    )


def calls_militia(facts: OrderFacts) -> bool:
    """Return whether a line is of dân quân tự vệ, whose moving has an authority of its own."""
    return any(line.kind.code in MILITIA for line in facts.lines)
