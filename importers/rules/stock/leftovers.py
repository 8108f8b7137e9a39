"""The rows of a file that were not taken, as one flat list that can be corrected and loaded back.

What is certain of a row (commune, type, figure) is written the way the importer reads it without doubt; what is in
doubt stays as the office wrote it, so that loading the list back asks again and never guesses.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from core.excel.writing import Column, Look, Sheet, Span, Value
from core.values import frozen
from importers.rules.layout.remark_columns import ORIGIN
from importers.rules.reasons import Reason
from importers.rules.results import Row
from importers.rules.texts.last_days import as_written

UNSURE = "(?)"  # behind a commune's name that is in doubt: no name is ever read past it
# Recognition gives these to a row whose figure it does not vouch for; the raw text says more than any number.
_FIGURE_IN_DOUBT = frozenset(
    {
        Reason.NUMBER_AMBIGUOUS,
        Reason.NUMBER_ESTIMATE,
        Reason.NUMBER_RANGE,
        Reason.NUMBER_PAIR,
        Reason.NUMBER_SUM,
        Reason.NUMBER_MARK,
        Reason.NUMBER_PLACEHOLDER,
        Reason.NUMBER_DITTO,
        Reason.NUMBER_DATE,
        Reason.NUMBER_WORDS,
        Reason.FORMULA_WITHOUT_VALUE,
        Reason.FORMULA_ERROR,
        Reason.MERGED_QUANTITY,
    }
)
# They say how a row was read, not what stands in its way.
_NO_PROBLEM = frozenset(
    {
        Reason.EXACT_NAME,
        Reason.NAME_WITH_QUALIFIER,
        Reason.NAME_BY_SIZE,
        Reason.NAME_OF_SMALLEST,
        Reason.ITEM_ANSWERED,
        Reason.PLACE_FROM_HEADING,
        Reason.PLACE_FROM_HOME,
        Reason.PLACE_FROM_CROSSWALK,
        Reason.PLACE_INHERITED,
        Reason.PLACE_ANSWERED,
        Reason.UNIT_CONVERTED,
        Reason.SEPARATOR_BY_SHEET,
        Reason.NUMBER_ANSWERED,
        Reason.PARTLY_BROKEN,
        Reason.ALL_BROKEN,
        Reason.HIDDEN_CELL,
        Reason.LAST_DAY_UNREAD,
        Reason.ENCODING_CONVERTED,
    }
)
# Headers the importer itself knows. The last three only tell where a row comes from; it leaves them alone.
COLUMNS = (
    Column("TT", 6, Look.CENTRE),
    Column("Xã, phường, đặc khu", 26),
    Column("Tên phương tiện, vật tư", 34),
    Column("ĐVT", 10, Look.CENTRE),
    Column("Số lượng", 14, Look.NUMBER),
    Column("Số lượng hỏng", 10, Look.NUMBER),
    Column("Tình trạng", 14),
    Column("Đơn vị quản lý", 26),
    Column("Điện thoại", 16),
    Column("Địa điểm để", 26),
    Column("Biển số", 14),
    Column("Hạn dùng", 12),
    Column("Ghi chú", 28),
    Column(ORIGIN[0], 18),
    Column(ORIGIN[1], 8, Look.CENTRE),
    Column(ORIGIN[2], 60),
)


@frozen
class Leftover:
    """One row that was not taken; `commune` and `thing` are full names, empty where they are in doubt.

    `place` and `mark` are those the register would hold; `problem` is a sentence for people.
    """

    row: Row
    commune: str
    thing: str
    place: str
    problem: str


def rows_of_others(rows: Iterable[Row], office: str | None) -> list[Row]:
    """Return the rows of a commune's file that tell of other communes; of the province's file none are another's."""
    return [row for row in rows if office and row.commune_code is not None and row.commune_code != office]


def problems_of(reasons: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes that stand in a row's way, without those that only say how it was read."""
    return tuple(dict.fromkeys(reason for reason in reasons if reason not in _NO_PROBLEM))


def leftover_values(number: int, leftover: Leftover) -> tuple[Value, ...]:
    """Return one row's cells in the order of `COLUMNS`."""
    row = leftover.row
    doubtful = f"{row.commune_raw} {UNSURE}" if row.commune_raw else "chưa rõ"
    note = "; ".join(dict.fromkeys(part for part in (row.note, row.capacity, row.agreement) if part))
    certain = row.stated_quantity is not None and not _FIGURE_IN_DOUBT & set(row.reasons)
    stated_unit = "" if Reason.UNIT_MISSING in row.reasons else row.unit or ""
    return (
        number,
        leftover.commune or doubtful,
        leftover.thing or row.resource_raw,
        row.unit_raw or stated_unit,
        row.stated_quantity if certain else row.quantity_raw,
        _broken(row) if certain else None,
        row.condition,
        row.holder,
        "; ".join(row.contact_phones),
        leftover.place,
        row.mark,
        as_written(row.last_day_raw),
        note,
        row.sheet,
        row.cell,
        leftover.problem,
    )


def _broken(row: Row) -> Decimal | None:
    """Return the broken part in the unit of the sheet."""
    if row.broken_quantity is None or not row.factor:
        return row.broken_quantity
    return row.broken_quantity / row.factor


def leftover_sheet(leftovers: list[Leftover], *, receipt: str, mode: str, today: date) -> Sheet:
    """Return the sheet to be written.

    Its date makes the importer read every name of a commune as one of today's, which these are; the file's own name
    is left out, as it may name a commune or a year. `mode` is what the figures meant: rows of a file that added to the
    stock would take its place where they were loaded back as what there is.
    """
    advice = (
        "Sửa ngay trong bảng theo cột “Vướng mắc”, lưu lại rồi tải tệp này lên ở phần Nhập số liệu, "
        f"chọn “{mode}” như lần nhập đó. "
        "Ba cột cuối chỉ để tra cứu, không được nhập vào kho."
    )
    return Sheet(
        name="Dòng chưa nhập",
        columns=COLUMNS,
        rows=[leftover_values(number, leftover) for number, leftover in enumerate(leftovers, start=1)],
        top=(
            (Span("CÁC DÒNG CHƯA NHẬP VÀO KHO", Look.TITLE, len(COLUMNS)),),
            (Span(f"Lần nhập {receipt}, lập ngày {today:%d/%m/%Y}. {advice}", Look.REMARK, len(COLUMNS)),),
            (),
        ),
        frozen_columns=3,
    )
