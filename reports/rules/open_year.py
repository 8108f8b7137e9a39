"""What may be published of a year's mobilization: counts and sums, never a person.

Source: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15: households are counted, not named; where fewer than three stand behind a
figure it is not given, because a neighbour would know whose it is. Money of households stands only in the province's sum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.excel.writing import Column, Look, Sheet, Span, Value
from reports.rules.first_texts import UsedLine

FEWEST = 3
HOUSEHOLD = "household"
FEW = f"dưới {FEWEST}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
    """How one commune's holders of one kind were drawn on: calls, different holders, sums in đồng."""

    commune_code: str
    kind: str
    calls: int
    holders: int
    due_dong: int
    paid_dong: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CommuneLine:
    """One commune in public; `households` None where there are too few to say, money without households'."""

    commune: str
    calls: int
    households: int | None
    others: int
    paid_dong: int


@dataclass(frozen=True, kw_only=True, slots=True)
class KindLine:
    """One kind of holder over the province; `holders` and sums None where there are too few households to say."""

    kind: str
    calls: int
    holders: int | None
    due_dong: int | None
    paid_dong: int | None


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
            households=countable(sum(item.holders for item in found[code] if item.kind == HOUSEHOLD)),
            others=sum(item.holders for item in found[code] if item.kind != HOUSEHOLD),
            paid_dong=sum(item.paid_dong for item in found[code] if item.kind != HOUSEHOLD),
        )
        for code, title in titles.items()
        if code in found
    ]


def by_kind(drawn: Sequence[Drawn], names: Mapping[str, str]) -> list[KindLine]:
    """Return every kind of holder that was drawn on, in the order of `names`."""
    lines = []
    for kind, name in names.items():
        mine = [item for item in drawn if item.kind == kind]
        if not mine:
            continue
        holders = sum(item.holders for item in mine)
        shown = countable(holders) if kind == HOUSEHOLD else holders
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
    used: Sequence[UsedLine],
) -> list[Sheet]:
    """Return the three tables as sheets."""
    place = (
        (
            "Xã, phường, đặc khu",
            "Số lượt huy động",
            "Số hộ dân",
            "Số cơ quan, tổ chức",
            "Đã chi trả cho tổ chức (đồng)",
        ),
        [[line.commune, line.calls, _few(line.households), line.others, line.paid_dong] for line in communes],
    )
    kind = (
        ("Loại chủ sở hữu", "Số lượt huy động", "Số chủ sở hữu", "Phải chi trả (đồng)", "Đã chi trả (đồng)"),
        [
            [line.kind, line.calls, _few(line.holders), _few(line.due_dong), _few(line.paid_dong)]
            for line in kinds
        ],
    )
    what = (
        ("Nguồn lực", "ĐVT", "Đã huy động", "Đã trả về", "Đã dùng hết", "Mất", "Hỏng"),
        [
            [line.resource, line.unit, *_amounts(line.called, line.back, line.used, line.lost, line.damaged)]
            for line in used
        ],
    )
    remark = (
        f"Tỉnh {province}, tính đến {as_of:%d/%m/%Y %H:%M}; không gồm diễn tập. Hộ dân chỉ được đếm; nơi có dưới {FEWEST} hộ thì "
        "không ghi số, tiền của hộ dân chỉ ghi ở tổng toàn tỉnh."
    )
    return [
        _sheet(name, f"{title}, NĂM {year}", remark, titles, rows)
        for name, title, (titles, rows) in (
            ("Theo xã", "HUY ĐỘNG NGUỒN LỰC THEO XÃ", place),
            ("Theo chủ sở hữu", "HUY ĐỘNG NGUỒN LỰC THEO CHỦ SỞ HỮU", kind),
            ("Nguồn lực", "NGUỒN LỰC ĐÃ HUY ĐỘNG, SỬ DỤNG", what),
        )
    ]


def _amounts(*amounts: Decimal) -> list[Value]:
    return list(amounts)


def _few(number: int | None) -> Value:
    return FEW if number is None else number


def _sheet(
    name: str, title: str, remark: str, titles: Sequence[str], rows: Sequence[Sequence[Value]]
) -> Sheet:
    columns = tuple(
        Column(text, 34 if place == 0 else 16, Look.TEXT if place == 0 else Look.NUMBER)
        for place, text in enumerate(titles)
    )
    width = len(columns)
    return Sheet(
        name=name,
        columns=columns,
        top=((Span(title, Look.TITLE, width),), (Span(remark, Look.REMARK, width),)),
        rows=rows,
    )
