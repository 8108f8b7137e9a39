"""PL1 to PL5: one row for every commune, three columns for every type that anyone has, and of works how many they hold.

A commune that recorded nothing of a sheet stands there as "chưa báo cáo" with empty cells: unknown is not nought.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from core.communes.rules import Commune
from core.excel.writing import Column, Formula, Look, Sheet, Span, Value, column_name
from core.values import frozen
from inventory.rules.catalogue import Category, DualUse, ResourceType
from reports.rules.frame import head, signatures
from reports.rules.works_sheet import of_all
from reports.rules.year import CellKey, Flow, WorkNote, YearFacts, types_used

REPORTED, NOT_REPORTED = "đã báo cáo", "chưa báo cáo"
FIXED = (
    Column("TT", 5, Look.CENTRE),
    Column("Mã xã", 8, Look.CENTRE),
    Column("Xã, phường, đặc khu", 24),
    Column("Báo cáo", 12, Look.CENTRE),
)
REPEATED = 3  # columns on every printed page
TYPES_A_PAGE = 5
LEAST_WIDTH = 8
PER_TYPE = ("Hiện có", "Đã huy động", "Còn lại")
CAPACITY = "Sức chứa (người)"
REMARK = (
    "“Đã huy động” là phần đang giữ cho sự cố hoặc đang đi làm nhiệm vụ tại thời điểm số liệu; “Còn lại” gồm cả phần hỏng "
    "(xem trang Chi tiết). Ô trống là chưa có số liệu, không phải là 0."
)


@frozen
class Appendix:
    """One of the five sheets by commune."""

    name: str
    title: str
    categories: tuple[Category, ...]

    @property
    def per_type(self) -> tuple[str, ...]:
        """The columns of each type."""
        return (*PER_TYPE, CAPACITY) if Category.WORKS in self.categories else PER_TYPE


APPENDICES = (
    Appendix(
        name="PL1 Lực lượng",
        title="PHỤ LỤC I. LỰC LƯỢNG TẠI CHỖ",
        categories=(Category.FORCES,),
    ),
    Appendix(
        name="PL2 Phương tiện",
        title="PHỤ LỤC II. PHƯƠNG TIỆN TẠI CHỖ",
        categories=(Category.VEHICLES,),
    ),
    Appendix(
        name="PL3 Vật tư, TTB",
        title="PHỤ LỤC III. VẬT TƯ, TRANG THIẾT BỊ TẠI CHỖ",
        categories=(Category.EQUIPMENT, Category.MATERIALS),
    ),
    Appendix(
        name="PL4 Hậu cần",
        title="PHỤ LỤC IV. HẬU CẦN TẠI CHỖ",
        categories=(Category.SUPPLIES,),
    ),
    Appendix(
        name="PL5 Công trình, nơi trú ẩn",
        title="PHỤ LỤC V. CÔNG TRÌNH, NƠI TRÚ ẨN (LƯỠNG DỤNG)",
        categories=(Category.WORKS,),
    ),
)


def reported_communes(cells: Mapping[CellKey, Flow], categories: Sequence[Category]) -> set[str]:
    """Return the codes of the communes that recorded anything of these categories."""
    prefixes = tuple(category.value for category in categories)
    return {commune_code for commune_code, type_code in cells if type_code.startswith(prefixes)}


def appendix_sheet(facts: YearFacts, cells: Mapping[CellKey, Flow], appendix: Appendix) -> Sheet:
    """Return one of PL1 to PL5."""
    kinds = [kind for kind in types_used(facts.types, cells) if kind.category in appendix.categories]
    reported = reported_communes(cells, appendix.categories)
    widths = _widths(cells)
    per_type = appendix.per_type
    columns = (*FIXED, *(Column(part, widths[kind.code], Look.NUMBER) for kind in kinds for part in per_type))
    if not kinds:
        columns = (*columns[:2], Column("Xã, phường, đặc khu", 40), Column("Báo cáo", 40, Look.CENTRE))
    repeated = REPEATED if len(kinds) > TYPES_A_PAGE else 0
    top = head(facts, columns=len(columns), title=appendix.title, remark=REMARK, repeated=repeated)
    empty = tuple(Span("", Look.HEAD) for _ in FIXED)
    groups = (
        (*empty, *(Span(kind.code, Look.HINT, len(per_type)) for kind in kinds)),
        (*empty, *(Span(_title(kind), Look.HEAD, len(per_type)) for kind in kinds)),
    )
    first = len(top) + len(groups) + 2
    block = TYPES_A_PAGE * len(per_type)
    held = _capacities(facts) if CAPACITY in per_type else None
    rows: list[list[Value]] = []
    for position, commune in enumerate(facts.communes, start=1):
        state = REPORTED if commune.code in reported else NOT_REPORTED
        figures = _figures(commune, kinds, cells, first + len(rows), held)
        rows.append([position, commune.code, commune.title, state, *figures])
    return Sheet(
        name=appendix.name,
        columns=columns,
        top=top,
        groups=groups if kinds else (),
        rows=rows,
        totals=_totals(rows, f"{len(reported)}/{len(rows)} đơn vị", first),
        below=signatures(facts, columns=len(columns), repeated=repeated),
        frozen_columns=REPEATED,
        page_starts=tuple(range(len(FIXED) + block, len(columns), block)),
    )


def _widths(cells: Mapping[CellKey, Flow]) -> dict[str, int]:
    """Return how wide each type's columns must be for the sum over all communes, written out with its separators."""
    totals: dict[str, Decimal] = {}
    for (_, code), flow in cells.items():
        totals[code] = totals.get(code, Decimal(0)) + flow.closing
    return {code: max(LEAST_WIDTH, len(f"{total:,}") + 2) for code, total in totals.items()}


def _title(kind: ResourceType) -> str:
    if kind.category is not Category.WORKS:
        return f"{kind.name} ({kind.unit})"
    uses = {DualUse.YES: "lưỡng dụng", DualUse.NO: "chuyên dụng", DualUse.DEPENDS: "lưỡng dụng tùy nơi"}
    return f"{kind.name} ({kind.unit}; {uses[kind.dual_use]})"


def _capacities(facts: YearFacts) -> dict[CellKey, Decimal]:
    """Return how many people the works of a commune and type hold, as far as it is noted."""
    found: dict[CellKey, Decimal] = {}
    for lot in facts.lots:
        persons = of_all(facts.works.get(lot.lot_id, WorkNote()).persons, lot.flow.closing)
        if lot.recorded and persons is not None:
            key = (lot.commune_code, lot.type_code)
            found[key] = found.get(key, Decimal(0)) + persons
    return found


def _figures(
    commune: Commune,
    kinds: Sequence[ResourceType],
    cells: Mapping[CellKey, Flow],
    row: int,
    held: Mapping[CellKey, Decimal] | None,
) -> list[Value]:
    """Return a commune's cells, those of each type together; blank where the type is not recorded."""
    values: list[Value] = []
    for kind in kinds:
        key = (commune.code, kind.code)
        flow = cells.get(key)
        if flow is None:
            values += (None, None, None)
        else:
            at = len(FIXED) + len(values)
            left = Formula(
                f"={column_name(at)}{row}-{column_name(at + 1)}{row}", flow.closing - flow.reserved
            )
            values += (flow.closing, flow.reserved, left)
        if held is not None:
            values.append(held.get(key))
    return values


def _totals(rows: Sequence[Sequence[Value]], reported: str, first: int) -> list[Value]:
    """Return the row of live sums, each with the value it has now."""
    totals: list[Value] = ["", "", "Tổng cộng", reported]
    for index in range(len(FIXED), len(rows[0])):
        letters = column_name(index)
        total = sum((_worth(row[index]) for row in rows), Decimal(0))
        totals.append(Formula(f"=SUM({letters}{first}:{letters}{first + len(rows) - 1})", total))
    return totals


def _worth(value: Value) -> Decimal:
    if isinstance(value, Formula):
        return Decimal(value.value)
    return value if isinstance(value, Decimal) else Decimal(0)
