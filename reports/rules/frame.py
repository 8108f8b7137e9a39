"""What every sheet of the yearly workbook shares: its name, the official head, the place to sign.

Head and signatures follow NĐ 30/2020/NĐ-CP, phụ lục I; number, date and seal are left to the clerk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.excel.writing import Look, Span
from core.values import frozen
from reports.rules.year import YearFacts

COVER = "Bìa"
FLOWS = "Biến động"
DETAILS = "Chi tiết"
UNBALANCED = "Không cân"
WORKS = "PL5b Từng công trình"
MOBILIZED = "PL6 Huy động, trưng dụng"
CHANGES = "PL7 So với năm trước"
STALE = "PL8 Quá hạn kiểm tra"
LOG = "PL9 Nhật ký nhập liệu"

HOUSE = "Hệ thống"  # who drew it up when no person did
SIGNING_LINES = 4  # left empty for a signature
HEAD_COLUMNS = 19  # the head stays on the first page of a sheet however wide it is

Line = tuple[Span, ...]


@frozen
class Words:
    """Vietnamese words for codes that other packages own."""

    kinds: Mapping[str, str]
    forms: Mapping[str, str]
    states: Mapping[str, str]


def unit_title(facts: YearFacts) -> str:
    """Return the office the workbook speaks for."""
    if facts.commune is None:
        return f"UBND tỉnh {facts.province}"
    title = facts.commune.title
    return f"UBND {title[0].lower()}{title[1:]}"


def scope_text(facts: YearFacts) -> str:
    """Return the area in a sheet's title, or nothing."""
    return f", KHU VỰC {facts.area.upper()} (CŨ)" if facts.area else ""


def head(
    facts: YearFacts, *, columns: int, title: str, remark: str = "", repeated: int = 0
) -> tuple[Line, ...]:
    """Return the lines above a sheet's table, to the right of the columns that are repeated on each printed page."""
    width = min(columns, HEAD_COLUMNS) - repeated
    left = width // 2
    lines: list[Line] = [
        (
            Span(unit_title(facts).upper(), Look.ORGAN, left),
            Span("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Look.NATION, width - left),
        ),
        (
            Span("BAN CHỈ HUY PHÒNG THỦ DÂN SỰ", Look.ORGAN, left),
            Span("Độc lập - Tự do - Hạnh phúc", Look.NATION, width - left),
        ),
        (Span(f"{title}{scope_text(facts)}, NĂM {facts.year}", Look.TITLE, width),),
    ]
    if remark:
        lines.append((Span(remark, Look.REMARK, width),))
    return _aside(lines, repeated)


def signatures(facts: YearFacts, *, columns: int, repeated: int = 0) -> tuple[Line, ...]:
    """Return the lines below a table of the year: place and date left open, who drew it up, who signs."""
    place = facts.province if facts.commune is None else facts.commune.name
    return signing(place, made_by=facts.made_by, columns=columns, repeated=repeated)


def signing(place: str, *, made_by: str, columns: int, repeated: int = 0) -> tuple[Line, ...]:
    """Return the lines below a table of some place: date left open, who drew it up, who signs."""
    width = min(columns, HEAD_COLUMNS) - repeated
    left = width // 2
    lines: list[Line] = [
        (Span("", Look.BARE, width),),
        (
            Span("", Look.BARE, left),
            Span(f"{place}, ngày      tháng      năm          ", Look.DATELINE, width - left),
        ),
        (
            Span("NGƯỜI LẬP BIỂU", Look.SIGNER, left),
            Span("THỦ TRƯỞNG ĐƠN VỊ", Look.SIGNER, width - left),
        ),
        (
            Span("(Ký, ghi rõ họ tên)", Look.SIGN_HINT, left),
            Span("(Ký, ghi rõ họ tên, đóng dấu)", Look.SIGN_HINT, width - left),
        ),
        *((Span("", Look.BARE, width),) for _ in range(SIGNING_LINES)),
        (Span("" if made_by == HOUSE else made_by, Look.SIGNER, left),),
    ]
    return _aside(lines, repeated)


def _aside(lines: Sequence[Line], columns: int) -> tuple[Line, ...]:
    return tuple((Span("", Look.BARE, columns), *line) if columns else line for line in lines)


def cell_path(year: int, commune_code: str, type_code: str) -> str:
    """Return the address, on the register's own site, of the page that tells how a figure came about."""
    return f"/bao-cao/nam/{year}/{commune_code}/{type_code}"
