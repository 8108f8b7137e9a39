"""The procurement annex: what to buy or repair under a budget, as one sheet with live sums."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from core.excel.writing import Column, Formula, Look, Sheet, Span, Value, column_name
from reports.rules.budget import Spending
from reports.rules.closing import Remedy
from reports.rules.frame import signing

COLUMNS = (
    Column("TT", 6, Look.CENTRE),
    Column("Xã, phường, đặc khu", 26),
    Column("Danh mục", 32),
    Column("Cách làm", 12),
    Column("Đơn vị tính", 10, Look.CENTRE),
    Column("Số lượng", 12, Look.NUMBER),
    Column("Đơn giá (đồng)", 16, Look.NUMBER),
    Column("Thành tiền (đồng)", 18, Look.NUMBER),
    Column("Nhóm ưu tiên", 10, Look.CENTRE),
    Column("Điểm % tăng cho mỗi triệu đồng", 14, Look.NUMBER),
)
WAYS = {Remedy.BUY: "Mua mới", Remedy.REPAIR: "Sửa chữa"}


def procurement_sheet(
    spending: Spending,
    *,
    province: str,
    hazard: str,
    level: int,
    budget_vnd: int,
    day: date,
    communes: Mapping[str, str],
    kinds: Mapping[str, tuple[str, str]],
    made_by: str,
) -> Sheet:
    """Return the annex; cost is a live product, the total a live sum."""
    width = len(COLUMNS)
    top = (
        (Span(f"UBND TỈNH {province}".upper(), Look.ORGAN, 4), Span("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Look.NATION, 6)),
        (Span("BAN CHỈ HUY PHÒNG THỦ DÂN SỰ", Look.ORGAN, 4), Span("Độc lập - Tự do - Hạnh phúc", Look.NATION, 6)),
        (Span("PHỤ LỤC MUA SẮM, SỬA CHỮA NGUỒN LỰC BỐN TẠI CHỖ", Look.TITLE, width),),
        (
            Span(
                f"{hazard}, cấp độ rủi ro thiên tai {level}. Số liệu ngày {day:%d/%m/%Y}. Ngân sách {_money(budget_vnd)} đồng. "
                "Xã vùng sâu, vùng xa, đặc biệt khó khăn trước; trong mỗi nhóm chọn nơi mỗi đồng tăng mức đáp ứng "
                "nhiều nhất. Cái có được bằng thỏa thuận, chia sẻ hay hợp đồng nguyên tắc thì không mua. Đơn giá theo bảng giá trong chương trình, cần thẩm định trước khi mua.",
                Look.REMARK,
                width,
            ),
        ),
    )  # fmt: skip
    first = len(top) + 2
    rows: list[list[Value]] = []
    for number, buy in enumerate(spending.buys, start=1):
        name, unit = kinds[buy.item.type_code]
        at = first + number - 1
        rows.append(
            [
                number,
                communes[buy.item.commune_code],
                name,
                WAYS[buy.item.remedy],
                unit,
                buy.units,
                buy.item.unit_vnd,
                Formula(f"=F{at}*G{at}", buy.cost_vnd),
                buy.item.rank + 1,
                round(buy.item.per_million, 3),
            ]
        )
    last = first + len(rows) - 1
    column = column_name(7)
    total = Formula(f"=SUM({column}{first}:{column}{last})", spending.spent_vnd) if rows else 0
    return Sheet(
        name="Phụ lục mua sắm",
        columns=COLUMNS,
        top=top,
        rows=rows,
        totals=["", "Cộng", "", "", "", None, None, total, None, None],
        below=signing(province, made_by=made_by, columns=width),
        frozen_columns=3,
    )


def _money(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")
