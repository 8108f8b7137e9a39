"""The Word file of a paper."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC
from typing import Any

from core.documents.layout import FONT, LAYOUT, picture_mm, rule_mm, text_width_mm
from core.documents.ooxml import (
    Run,
    add_box,
    add_paragraph,
    add_picture,
    add_rule,
    add_table,
    child,
    mm,
    set_defaults,
    set_row,
)
from core.documents.paper import (
    COUNTRY,
    DRILL_MARK,
    MOTTO,
    RECIPIENTS_TITLE,
    UNREADABLE,
    Align,
    Block,
    Paper,
    Paragraph,
    Pictures,
    Signature,
    Table,
    annex_name,
    annex_reference,
    base_lines,
    date_line,
    marks_of,
    number_line,
    printable,
    title_of,
)

_WIDTH_MM = text_width_mm()
_BODY_GAP = LAYOUT.paragraph_gap_pt
# A zip entry cannot be older; a fixed moment makes the same paper the same bytes.
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def to_docx(paper: Paper) -> bytes:
    """Return the paper as a Word file; the same paper always gives the same bytes."""
    import docx

    document = docx.Document()
    set_defaults(document, FONT, LAYOUT.body_pt)
    _set_properties(document, paper)
    _set_page(document.sections[0], landscape=False, drill=paper.drill)
    _write_head(document, paper)
    _write_title(document, paper)
    _write_preamble(document, paper)
    _write_blocks(document, paper.blocks, _WIDTH_MM, tied=True)
    _write_signatures(document, paper)
    for place, annex in enumerate(paper.annexes):
        _set_page(document.add_section(), landscape=annex.landscape, drill=paper.drill)
        width_mm = text_width_mm(landscape=annex.landscape)
        for text, size, bold, italic in (
            (annex_name(paper, place), LAYOUT.annex_pt, True, False),
            (annex.title.upper(), LAYOUT.annex_title_pt, True, False),
            (annex_reference(paper), LAYOUT.annex_reference_pt, False, True),
        ):
            run = Run(text=text, size_pt=size, bold=bold, italic=italic)
            add_paragraph(document, (run,), align=Align.CENTER, keep_next=True)
        add_rule(document, rule_mm(annex_reference(paper), LAYOUT.annex_reference_pt, widest_mm=60), width_mm)
        _write_blocks(document, annex.blocks, width_mm)
    return _packed(document)


def _write_head(document: Any, paper: Paper) -> None:
    widths = (_WIDTH_MM * LAYOUT.head_left_share, _WIDTH_MM * (1 - LAYOUT.head_left_share))
    table = add_table(document, widths, ruled=False, rows=2)
    left, right = table.rows[0].cells
    for line in paper.issuer.parent:
        add_paragraph(left, (Run(text=line, size_pt=LAYOUT.parent_pt),), align=Align.CENTER)
    for line in paper.issuer.name:
        add_paragraph(left, (Run(text=line, size_pt=LAYOUT.issuer_pt, bold=True),), align=Align.CENTER)
    add_rule(left, rule_mm(paper.issuer.name[-1], LAYOUT.issuer_pt, widest_mm=widths[0]), widths[0])
    for text, size in ((COUNTRY, LAYOUT.country_pt), (MOTTO, LAYOUT.motto_pt)):
        add_paragraph(right, (Run(text=text, size_pt=size, bold=True),), align=Align.CENTER)
    add_rule(right, LAYOUT.motto_rule_mm, widths[1])
    left, right = table.rows[1].cells
    number = Run(text=number_line(paper), size_pt=LAYOUT.number_pt)
    add_paragraph(left, (number,), align=Align.CENTER, before_pt=6)
    date = Run(text=date_line(paper), size_pt=LAYOUT.date_pt, italic=True)
    add_paragraph(right, (date,), align=Align.CENTER, before_pt=6)
    for mark in marks_of(paper):
        add_box(left, mark, size_pt=LAYOUT.mark_pt, width_mm=widths[0])


def _write_title(document: Any, paper: Paper) -> None:
    kind = Run(text=paper.kind, size_pt=LAYOUT.kind_pt, bold=True)
    subject = Run(text=paper.subject, size_pt=LAYOUT.subject_pt, bold=True)
    add_paragraph(document, (kind,), align=Align.CENTER, before_pt=14, keep_next=True)
    add_paragraph(document, (subject,), align=Align.CENTER, keep_next=True, side_mm=8)
    add_rule(document, rule_mm(paper.subject, LAYOUT.subject_pt, widest_mm=120), _WIDTH_MM)


def _write_preamble(document: Any, paper: Paper) -> None:
    size = LAYOUT.body_pt
    if paper.addressees:
        _write_addressees(document, paper.addressees)
    if paper.authority:
        authority = Run(text=paper.authority, size_pt=size, bold=True)
        add_paragraph(document, (authority,), align=Align.CENTER, before_pt=10, after_pt=_BODY_GAP)
    for base in base_lines(paper):
        run = Run(text=base, size_pt=size, italic=True)
        add_paragraph(document, (run,), align=Align.JUSTIFY, before_pt=_BODY_GAP, first_mm=LAYOUT.indent_mm)
    if paper.enacting:
        enacting = Run(text=paper.enacting, size_pt=size, bold=True)
        add_paragraph(document, (enacting,), align=Align.CENTER, before_pt=10, after_pt=4, keep_next=True)


def _write_addressees(document: Any, addressees: Sequence[str]) -> None:
    size = LAYOUT.body_pt
    if len(addressees) == 1:
        run = Run(text=f"Kính gửi: {addressees[0]}", size_pt=size)
        add_paragraph(document, (run,), align=Align.CENTER, before_pt=12, after_pt=8)
        return
    add_paragraph(document, (Run(text="Kính gửi:", size_pt=size),), before_pt=12, first_mm=40)
    for place, name in enumerate(addressees, start=1):
        end = "." if place == len(addressees) else ";"
        add_paragraph(document, (Run(text=f"- {name}{end}", size_pt=size),), first_mm=52)


def _write_blocks(document: Any, blocks: Sequence[Block], width_mm: float, *, tied: bool = False) -> None:
    """Write the blocks; where `tied`, the last one stays on the page of what follows it: the signature.

    What leads stays on the page of what it announces.
    """
    for place, block in enumerate(blocks, start=1):
        keep_next = (tied and place == len(blocks)) or (isinstance(block, Paragraph) and block.leads)
        if isinstance(block, Table):
            _write_table(document, block, width_mm, keep_next=keep_next)
        elif isinstance(block, Pictures):
            _write_pictures(document, block, width_mm)
        else:
            _write_paragraph(document, block, keep_next=keep_next)


def _write_paragraph(document: Any, block: Paragraph, *, keep_next: bool) -> None:
    size = LAYOUT.body_pt
    runs = (
        [Run(text=block.label + (" " if block.text else ""), size_pt=size, bold=True)] if block.label else []
    )
    if block.text:
        runs.append(Run(text=block.text, size_pt=size, bold=block.bold, italic=block.italic))
    first_mm = LAYOUT.indent_mm if block.indented else 0
    add_paragraph(
        document, runs, align=block.align, before_pt=_BODY_GAP, first_mm=first_mm, keep_next=keep_next
    )


def _write_table(document: Any, block: Table, width_mm: float, *, keep_next: bool) -> None:
    add_paragraph(document, (), line_pt=_BODY_GAP, keep_next=True)
    shares = sum(column.share for column in block.columns)
    widths = [width_mm * column.share / shares for column in block.columns]
    table = add_table(document, widths, ruled=True, rows=1)
    set_row(table.rows[0], widths, head=True)
    for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
        cell.vertical_alignment = 1  # WD_ALIGN_VERTICAL.CENTER
        head = (Run(text=column.title, size_pt=LAYOUT.table_pt, bold=True),)
        add_paragraph(cell, head, align=Align.CENTER, keep_next=True)
    for place, texts in enumerate(block.rows, start=1):
        row = table.add_row()
        set_row(row, widths)
        for cell, column, text in zip(row.cells, block.columns, texts, strict=True):
            add_paragraph(
                cell,
                (Run(text=text, size_pt=LAYOUT.table_pt),),
                align=column.align,
                before_pt=2,
                after_pt=2,
                keep_next=keep_next and place == len(block.rows),
            )
    add_paragraph(document, (), line_pt=_BODY_GAP, keep_next=keep_next)


def _write_pictures(document: Any, block: Pictures, width_mm: float) -> None:
    widths = [width_mm / 2] * 2
    table = add_table(document, widths, ruled=False, rows=(len(block.pictures) + 1) // 2)
    for place, picture in enumerate(block.pictures):
        cell = table.rows[place // 2].cells[place % 2]
        if picture.content:
            width, height = picture_mm(picture.width, picture.height)
            add_picture(cell, picture.content, width_mm=width, height_mm=height)
        else:
            unread = Run(text=UNREADABLE, size_pt=LAYOUT.table_pt, italic=True)
            add_paragraph(cell, (unread,), align=Align.CENTER, before_pt=6)
        caption = Run(text=picture.caption, size_pt=LAYOUT.table_pt)
        add_paragraph(cell, (caption,), align=Align.CENTER, before_pt=2, after_pt=8)


def _write_signatures(document: Any, paper: Paper) -> None:
    add_paragraph(document, (), line_pt=10, keep_next=True)
    columns = len(paper.signatures) + bool(paper.recipients)
    widths = [_WIDTH_MM / columns] * columns
    row = add_table(document, widths, ruled=False, rows=1).rows[0]
    cells = list(row.cells)
    if paper.recipients:
        left = cells.pop(0)
        title = Run(text=RECIPIENTS_TITLE, size_pt=LAYOUT.recipients_title_pt, bold=True, italic=True)
        add_paragraph(left, (title,))
        for line in paper.recipients:
            add_paragraph(left, (Run(text=line, size_pt=LAYOUT.recipients_pt),))
    for cell, signature in zip(cells, paper.signatures, strict=True):
        _write_signature(cell, signature)


def _write_signature(cell: Any, signature: Signature) -> None:
    size = LAYOUT.signature_pt
    for line in signature.lines:
        add_paragraph(cell, (Run(text=line, size_pt=size, bold=True),), align=Align.CENTER)
    if signature.note:
        note = Run(text=signature.note, size_pt=LAYOUT.recipients_title_pt, italic=True)
        add_paragraph(cell, (note,), align=Align.CENTER)
    name = Run(text=signature.name, size_pt=size, bold=True)
    add_paragraph(cell, (name,), align=Align.CENTER, before_pt=LAYOUT.signing_space_mm * 72 / 25.4)


def _set_page(section: Any, *, landscape: bool, drill: bool) -> None:
    """Set the page, count its pages from 1, number them from 2 on, and mark a drill on every one."""
    size = (LAYOUT.page_width_mm, LAYOUT.page_height_mm)
    section.page_width, section.page_height = (mm(side) for side in (reversed(size) if landscape else size))
    section.orientation = int(landscape)  # WD_ORIENT: 0 portrait, 1 landscape
    section.top_margin, section.bottom_margin = mm(LAYOUT.top_mm), mm(LAYOUT.bottom_mm)
    section.left_margin, section.right_margin = mm(LAYOUT.left_mm), mm(LAYOUT.right_mm)
    section.header_distance = section.footer_distance = mm(LAYOUT.header_mm)
    section.different_first_page_header_footer = True
    for old in section._sectPr.xpath("./w:pgNumType"):
        section._sectPr.remove(old)
    # pgNumType stands before cols in the schema's order.
    numbering = child(section._sectPr, "pgNumType", start=1)
    section._sectPr.insert(list(section._sectPr).index(section._sectPr.xpath("./w:cols")[0]), numbering)
    width_mm = text_width_mm(landscape=landscape)
    tabs = (("center", width_mm / 2), ("right", width_mm))
    mark = Run(text=DRILL_MARK if drill else "", size_pt=LAYOUT.mark_pt, bold=True, red=True, tab=True)
    centre = Run(size_pt=LAYOUT.page_number_pt, tab=True)
    number = Run(size_pt=LAYOUT.page_number_pt, page_number=True)
    for header, runs in (
        (section.first_page_header, (centre, mark)),
        (section.header, (centre, number, mark)),
    ):
        header.is_linked_to_previous = False
        add_paragraph(header, runs, tabs_mm=tabs)


def _set_properties(document: Any, paper: Paper) -> None:
    moment = paper.drafted_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    props = document.core_properties
    props.title, props.author = title_of(paper)[:255], printable(paper.issuer.of)[:255]
    props.last_modified_by, props.comments, props.language = "", "", "vi-VN"
    props.created = props.modified = moment
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):  # the library's own picture, not of this paper
            del package.rels[key]


def _packed(document: Any) -> bytes:
    """Return the file with the time of day taken out of its zip entries."""
    written, packed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=_ZIP_EPOCH)
            target.writestr(entry, source.read(name), compress_type=zipfile.ZIP_DEFLATED)
    return packed.getvalue()
