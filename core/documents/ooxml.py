"""Paragraphs, rules, boxes and tables of a Word file, on python-docx; what it has no call for is written as XML."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from core.documents.layout import LAYOUT
from core.documents.paper import Align, printable
from core.values import frozen

RED = "C00000"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TWIPS_MM = 1440 / 25.4
_EMU_MM = 36000
_EMU_PT = 12700
_SINGLE_EM = 1.15  # what Word calls single spacing, in Times New Roman
_LINE = round(240 * LAYOUT.line_em / _SINGLE_EM)
_JUSTIFY = {Align.JUSTIFY: "both"}
_SIDES = ("top", "left", "bottom", "right")
_CELL_PADDING_MM = 1.5


@frozen
class Run:
    """A stretch of text in one style, after a tab if asked; `page_number` puts the page's number in the text's place."""

    text: str = ""
    size_pt: float
    bold: bool = False
    italic: bool = False
    red: bool = False
    tab: bool = False
    page_number: bool = False


def mm(length: float) -> int:
    """Return millimetres as the EMU python-docx counts in."""
    return round(length * _EMU_MM)


def child(parent: Any, tag: str, **attributes: object) -> Any:
    """Return a new `w:` element put last into `parent`."""
    element = parent.makeelement(_W + tag, {_W + name: str(value) for name, value in attributes.items()})
    parent.append(element)
    return element


def add_paragraph(
    container: Any,
    runs: Sequence[Run],
    *,
    align: Align = Align.LEFT,
    before_pt: float = 0,
    after_pt: float = 0,
    first_mm: float = 0,
    side_mm: float = 0,
    tabs_mm: tuple[tuple[str, float], ...] = (),
    borders: Sequence[str] = (),
    line_pt: float | None = None,
    keep_next: bool = False,
) -> None:
    """Put a paragraph into a document, header or cell; `line_pt` fixes the line's height, `side_mm` indents both sides."""
    paragraph = _next_paragraph(container)
    props = paragraph._p.get_or_add_pPr()
    if keep_next:
        child(props, "keepNext")
    if borders:
        box = child(props, "pBdr")
        for side in borders:
            child(box, side, val="single", sz=6, space=1, color="auto")
    if tabs_mm:
        stops = child(props, "tabs")
        for kind, place in tabs_mm:
            child(stops, "tab", val=kind, pos=_twips(place))
    line, rule = (_LINE, "auto") if line_pt is None else (round(line_pt * 20), "exact")
    child(
        props,
        "spacing",
        before=round(before_pt * 20),
        after=round(after_pt * 20),
        line=line,
        lineRule=rule,
    )
    child(props, "ind", left=_twips(side_mm), right=_twips(side_mm), firstLine=_twips(first_mm))
    child(props, "jc", val=_JUSTIFY.get(align, align.value))
    for run in runs:
        _add_run(paragraph, run)


def add_picture(container: Any, content: bytes, *, width_mm: float, height_mm: float) -> None:
    """Put a centred picture into a cell; it stays with the caption under it."""
    add_paragraph(container, (), align=Align.CENTER, before_pt=4, keep_next=True)
    run = container.paragraphs[-1].add_run()
    run.add_picture(BytesIO(content), width=mm(width_mm), height=mm(height_mm))


def add_rule(container: Any, length_mm: float, width_mm: float) -> None:
    """Put a centred rule of the given length under what stands last: an almost flat paragraph's upper border."""
    add_paragraph(
        container,
        (Run(size_pt=1),),
        side_mm=max(0.0, (width_mm - length_mm) / 2),
        borders=("top",),
        before_pt=2,
        line_pt=2,
    )


def add_box(container: Any, text: str, *, size_pt: float, width_mm: float) -> None:
    """Put a bold mark in a single-ruled box, centred in its column."""
    add_paragraph(container, (), line_pt=5)  # neighbouring boxes of one width would become one box
    inner_mm = min(width_mm - 4, len(text) * size_pt * 0.28 + 4)
    add_paragraph(
        container,
        (Run(text=text, size_pt=size_pt, bold=True),),
        align=Align.CENTER,
        side_mm=(width_mm - inner_mm) / 2,
        borders=_SIDES,
    )


def add_table(container: Any, widths_mm: Sequence[float], *, ruled: bool, rows: int) -> Any:
    """Return a table of fixed column widths; without rules it has no cell padding either."""
    table = container.add_table(rows=rows, cols=len(widths_mm))
    table.autofit = False
    if ruled:
        table.style = "Table Grid"
    props = table._tbl.tblPr
    padding = _twips(_CELL_PADDING_MM if ruled else 0)
    margins = props.makeelement(_W + "tblCellMar", {})
    for side in _SIDES:
        child(margins, side, w=0 if side in {"top", "bottom"} else padding, type="dxa")
    look = props.find(_W + "tblLook")
    props.insert(list(props).index(look), margins) if look is not None else props.append(margins)
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = mm(width)
    for row in table.rows:
        set_row(row, widths_mm)
    return table


def set_row(row: Any, widths_mm: Sequence[float], *, head: bool = False) -> None:
    """Fix a row's widths, keep it on one page, and repeat it on every page when it is the head."""
    for cell, width in zip(row.cells, widths_mm, strict=True):
        cell.width = mm(width)
    props = row._tr.get_or_add_trPr()
    if props.find(_W + "cantSplit") is None:
        child(props, "cantSplit")
    if head:
        child(props, "tblHeader")


def set_defaults(document: Any, name: str, size_pt: float) -> None:
    """Make one face and Vietnamese the default of every style, and take out what the template brings of its own."""
    style = document.styles["Normal"]
    style.font.name = name
    style.font.size = round(size_pt * _EMU_PT)
    fonts = style.element.rPr.rFonts
    defaults = document.styles.element.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
    for face in (fonts, defaults.find(_W + "rFonts")):
        face.attrib.clear()
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            face.set(_W + script, name)
    language = defaults.find(_W + "lang")
    for attribute in ("val", "eastAsia"):
        language.set(_W + attribute, "vi-VN")
    for stops in document.styles["Header"].element.xpath("./w:pPr/w:tabs"):
        stops.getparent().remove(stops)  # the template's own, for another page width
    settings = document.settings.element
    for mode in settings.xpath("./w:compat/w:compatSetting[@w:name='compatibilityMode']"):
        mode.set(_W + "val", "15")  # Word 2013 and later: table borders stand on the margin, not outside it
    for old in settings.xpath("./w:compat/w:useFELayout"):
        old.getparent().remove(old)


def _next_paragraph(container: Any) -> Any:
    """Return the untouched paragraph a new cell or header begins with, else a new one."""
    paragraphs = container.paragraphs
    if len(paragraphs) == 1 and not paragraphs[0]._p.xpath("./w:pPr/w:spacing"):
        return paragraphs[0]
    return container.add_paragraph()


def _add_run(paragraph: Any, run: Run) -> None:
    added = paragraph.add_run("\t" if run.tab else "")
    if run.text:
        added.add_text(printable(run.text))
    added.font.size = round(run.size_pt * _EMU_PT)
    if run.bold:
        added.font.bold = True
    if run.italic:
        added.font.italic = True
    if run.red:
        added._r.get_or_add_rPr().get_or_add_color().set(_W + "val", RED)
    if run.page_number:
        field = child(paragraph._p, "fldSimple", instr=" PAGE ")
        field.append(added._r)


def _twips(length_mm: float) -> int:
    return round(length_mm * _TWIPS_MM)
