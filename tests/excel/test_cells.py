"""Whatever is typed stands in a cell as text: no markup, no half of a letter."""

from __future__ import annotations

from io import BytesIO

from openpyxl import load_workbook

from core.clock import now
from core.excel.cells import MOST_LETTERS, clean
from core.excel.looks import Look
from core.excel.writing import Column, Sheet, Span, write_workbook


def test_no_typed_text_becomes_markup() -> None:
    """The library takes text between these marks for markup of its own."""
    typed = '<r><t>x</t></r></is></c><c r="B9"><v>9</v></c><r></r>'
    file = BytesIO()
    sheet = Sheet(
        name="Thử",
        columns=(Column("Ghi chú", 30), Column("Số", 9)),
        rows=[[typed, None]],
        below=((Span(typed, Look.BARE),),),
    )
    write_workbook([sheet], file, title="Thử", author="UBND", made_at=now())
    page = load_workbook(file).active
    assert page is not None
    assert [str(page[cell].value).strip() for cell in ("A2", "A3")] == [typed, typed]
    assert page["B2"].value is None
    assert page.max_row == 3


def test_a_long_text_ends_within_a_cell_and_at_a_whole_letter() -> None:
    assert clean("x" * MOST_LETTERS) == "x" * MOST_LETTERS
    for letter in ("x", "🚤"):  # a letter beyond the basic plane counts as two
        text = clean(letter * (MOST_LETTERS + 1))
        assert text.rstrip("…").strip(letter) == ""
        assert len(text.encode("utf-16-le")) // 2 <= MOST_LETTERS
        assert text.endswith("…")
