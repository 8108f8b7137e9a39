"""What may be published of a year's mobilization: counts and sums, never a person.

Source: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15: households are counted, not named; where fewer than three stand behind a
figure it is not given, because a neighbour would know whose it is. Money of households stands only in the province's sum.
Offices and organisations are named; units of the armed forces are not (Luật Bảo vệ bí mật nhà nước 29/2018/QH14), nor
businesses that go by a person's name, which count as households.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from core.excel.writing import Column, Look, Sheet, Span, Value
from core.text import fold, masked, sort_key
from core.values import frozen
from reports.rules.first_texts import UsedLine

FEWEST = 3
HOUSEHOLD = "household"
FEW = f"dưới {FEWEST}"
PLACE, UNIT, CALLS = "Xã, phường, đặc khu", "ĐVT", "Số lượt huy động"
DUE, PAID = "Phải chi trả (đồng)", "Đã chi trả (đồng)"
WORDS = {PLACE: 24, UNIT: 10}  # columns of words beside the first, and how wide they are
OFFICES = ("commune", "agency", "province")
ENTERPRISE = "enterprise"
# What a body begins with that is a person in law of its own (Luật Doanh nghiệp 59/2020/QH14, Luật Hợp tác xã 17/2023/QH15).
_BODIES = (
    "cong ty",
    "cty",
    "tong cong ty",
    "tap doan",
    "hop tac xa",
    "htx",
    "lien hiep htx",
    "lien hiep hop tac xa",
    "quy",
)


@frozen
class Drawn:
    """How one holder was drawn on: calls, and sums in đồng."""

    commune_code: str
    kind: str
    name: str
    calls: int
    due_dong: int
    paid_dong: int

    @property
    def group(self) -> str:
        """The kind it counts under: a business that goes by a person's name counts as a household."""
        return HOUSEHOLD if self.kind == ENTERPRISE and not may_be_named(self.kind, self.name) else self.kind


@frozen
class CommuneLine:
    """One commune in public; `households` None where there are too few to say, money without households'."""

    commune: str
    calls: int
    households: int | None
    others: int
    paid_dong: int


@frozen
class KindLine:
    """One kind of holder over the province; `holders` and sums None where there are too few households to say."""

    kind: str
    calls: int
    holders: int | None
    due_dong: int | None
    paid_dong: int | None


@frozen
class OwnerLine:
    """One office or organisation in public."""

    owner: str
    commune: str
    calls: int
    due_dong: int
    paid_dong: int


def may_be_named(kind: str, name: str) -> bool:
    """Return whether a holder's name may be published: an office's, or that of a body that is no person's business."""
    return kind in OFFICES or (kind == ENTERPRISE and fold(name).startswith(_BODIES))


def by_owner(drawn: Sequence[Drawn], titles: Mapping[str, str]) -> list[OwnerLine]:
    """Return every holder that may be named, the most often drawn on first."""
    place = {code: number for number, code in enumerate(titles)}
    named = [item for item in drawn if may_be_named(item.kind, item.name)]
    return [
        OwnerLine(
            owner=masked(item.name),
            commune=titles[item.commune_code],
            calls=item.calls,
            due_dong=item.due_dong,
            paid_dong=item.paid_dong,
        )
        for item in sorted(
            named, key=lambda item: (-item.calls, place[item.commune_code], sort_key(item.name))
        )
    ]


def countable(number: int) -> int | None:
    """Return a number of households as it may be published, or None where it points at somebody."""
    return number if number == 0 or number >= FEWEST else None


def by_commune(drawn: Sequence[Drawn], titles: Mapping[str, str]) -> list[CommuneLine]:
    """Return every commune that was drawn on, in the order of `titles`."""
    found: dict[str, list[Drawn]] = {}
    for item in drawn:
        found.setdefault(item.commune_code, []).append(item)
    return [
        CommuneLine(
            commune=title,
            calls=sum(item.calls for item in found[code]),
            households=countable(sum(item.group == HOUSEHOLD for item in found[code])),
            others=sum(item.group != HOUSEHOLD for item in found[code]),
            paid_dong=sum(item.paid_dong for item in found[code] if item.group != HOUSEHOLD),
        )
        for code, title in titles.items()
        if code in found
    ]


def by_kind(drawn: Sequence[Drawn], names: Mapping[str, str]) -> list[KindLine]:
    """Return every kind of holder that was drawn on, in the order of `names`."""
    lines = []
    for kind, name in names.items():
        mine = [item for item in drawn if item.group == kind]
        if not mine:
            continue
        shown = countable(len(mine)) if kind == HOUSEHOLD else len(mine)
        lines.append(
            KindLine(
                kind=name,
                calls=sum(item.calls for item in mine),
                holders=shown,
                due_dong=None if shown is None else sum(item.due_dong for item in mine),
                paid_dong=None if shown is None else sum(item.paid_dong for item in mine),
            )
        )
    return lines


def open_sheets(
    *,
    year: int,
    province: str,
    as_of: datetime,
    communes: Sequence[CommuneLine],
    kinds: Sequence[KindLine],
    owners: Sequence[OwnerLine],
    used: Sequence[UsedLine],
) -> list[Sheet]:
    """Return the four tables as sheets."""
    remark = (
        f"Tỉnh {province}, tính đến {as_of:%d/%m/%Y %H:%M}; không gồm diễn tập. Hộ dân chỉ được đếm; nơi có dưới {FEWEST} hộ thì "
        "không ghi số, tiền của hộ dân chỉ ghi ở tổng toàn tỉnh. Cơ sở mang tên cá nhân tính như hộ dân. Không nêu tên "
        "đơn vị lực lượng vũ trang."
    )
    tables: tuple[tuple[str, str, tuple[str, ...], list[list[Value]]], ...] = (
        (
            "Theo xã",
            "HUY ĐỘNG NGUỒN LỰC THEO XÃ",
            (
                PLACE,
                CALLS,
                "Số hộ dân, cơ sở cá nhân",
                "Số cơ quan, tổ chức",
                "Đã chi trả cho tổ chức (đồng)",
            ),
            [[one.commune, one.calls, _few(one.households), one.others, one.paid_dong] for one in communes],
        ),
        (
            "Theo chủ sở hữu",
            "HUY ĐỘNG NGUỒN LỰC THEO CHỦ SỞ HỮU",
            ("Loại chủ sở hữu", CALLS, "Số chủ sở hữu", DUE, PAID),
            [
                [one.kind, one.calls, _few(one.holders), _few(one.due_dong), _few(one.paid_dong)]
                for one in kinds
            ],
        ),
        (
            "Cơ quan, tổ chức",
            "HUY ĐỘNG NGUỒN LỰC CỦA TỪNG CƠ QUAN, TỔ CHỨC",
            ("Cơ quan, tổ chức", PLACE, CALLS, DUE, PAID),
            [[one.owner, one.commune, one.calls, one.due_dong, one.paid_dong] for one in owners],
        ),
        (
            "Nguồn lực",
            "NGUỒN LỰC ĐÃ HUY ĐỘNG, SỬ DỤNG",
            ("Nguồn lực", UNIT, "Đã huy động", "Đã trả về", "Đã dùng hết", "Mất", "Hỏng"),
            [[one.resource, one.unit, one.called, one.back, one.used, one.lost, one.damaged] for one in used],
        ),
    )
    return [_sheet(name, f"{title}, NĂM {year}", remark, heads, rows) for name, title, heads, rows in tables]


def _few(number: int | None) -> Value:
    return FEW if number is None else number


def _sheet(
    name: str, title: str, remark: str, titles: Sequence[str], rows: Sequence[Sequence[Value]]
) -> Sheet:
    columns = tuple(
        Column(text, 34)
        if place == 0
        else Column(text, 24)
        if text in WORDS
        else Column(text, 16, Look.NUMBER)
        for place, text in enumerate(titles)
    )
    width = len(columns)
    return Sheet(
        name=name,
        columns=columns,
        top=((Span(title, Look.TITLE, width),), (Span(remark, Look.REMARK, width),)),
        rows=rows,
    )
