"""The measures of an official paper, once, for both writers.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục I (page, margins, fonts) and II-III (each part). Where it allows a
range, the value taken stands in it and the range is written beside.
"""

from __future__ import annotations

from core.values import frozen

FONT = "Times New Roman"  # mục I.3: Times New Roman, Unicode TCVN 6909:2001, black


@frozen
class Layout:
    """Lengths in millimetres, type sizes in points."""

    page_width_mm: float = 210  # A4
    page_height_mm: float = 297
    top_mm: float = 20  # 20-25
    bottom_mm: float = 20  # 20-25
    left_mm: float = 30  # 30-35
    right_mm: float = 15  # 15-20
    header_mm: float = 9  # the page number stands in the middle of the top margin
    head_left_share: float = 0.41  # the motto's column needs the larger half of the width

    country_pt: float = 12  # 12-13, bold capitals
    motto_pt: float = 13  # 13-14, bold; one more than the country
    parent_pt: float = 12  # 12-13, capitals
    issuer_pt: float = 12  # 12-13, bold capitals
    number_pt: float = 13  # 13
    date_pt: float = 13  # 13-14, italic
    mark_pt: float = 13  # 13-14, bold capitals in a box
    kind_pt: float = 14  # 13-14, bold capitals
    subject_pt: float = 14  # 13-14, bold
    body_pt: float = 14  # 13-14
    signature_pt: float = 14  # 13-14, bold
    recipients_title_pt: float = 12  # 12, bold italic
    recipients_pt: float = 11  # 11
    page_number_pt: float = 13  # 13-14
    annex_pt: float = 14  # 14, bold
    annex_title_pt: float = 13  # 13-14, bold capitals
    annex_reference_pt: float = 13  # 13-14, italic
    table_pt: float = 12  # not fixed by the decree; 12 keeps nine columns readable on a lying page

    indent_mm: float = 12.7  # 1 cm or 1.27 cm
    paragraph_gap_pt: float = 6  # at least 6 pt between paragraphs
    line_em: float = 1.2  # single spacing at least, 1.5 at most
    signing_space_mm: float = 24  # room for signature and seal

    picture_width_mm: float = 76  # two in a row between the margins
    picture_height_mm: float = 62

    motto_rule_mm: float = 58  # as long as the motto at 13 pt
    rule_share: float = 0.4  # 1/3 to 1/2 of the line above


LAYOUT = Layout()

_POINT_MM = 25.4 / 72
_LETTER_EM = 0.55  # a bold letter's mean width; the share allowed above is wider than the error


def text_width_mm(layout: Layout = LAYOUT, *, landscape: bool = False) -> float:
    """Return the width between the side margins in millimetres."""
    page = layout.page_height_mm if landscape else layout.page_width_mm
    return page - layout.left_mm - layout.right_mm


def picture_mm(width: int, height: int, layout: Layout = LAYOUT) -> tuple[float, float]:
    """Return the sides in millimetres of a picture of so many points, fitted into its box and never distorted."""
    scale = min(layout.picture_width_mm / width, layout.picture_height_mm / height)
    return width * scale, height * scale


def rule_mm(text: str, size_pt: float, *, widest_mm: float, layout: Layout = LAYOUT) -> float:
    """Return the length in millimetres of the rule under a centred line of bold text."""
    return layout.rule_share * min(widest_mm, len(text) * size_pt * _LETTER_EM * _POINT_MM)
