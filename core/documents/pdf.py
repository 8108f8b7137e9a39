"""The PDF file of a paper, set by typst from `paper.typ`."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from core.documents.layout import FONT, LAYOUT, rule_mm, text_width_mm
from core.documents.paper import (
    COUNTRY,
    DRILL_MARK,
    MOTTO,
    RECIPIENTS_TITLE,
    UNREADABLE,
    Annex,
    Block,
    Paper,
    Paragraph,
    annex_name,
    annex_reference,
    base_lines,
    date_line,
    marks_of,
    number_line,
    printable,
    title_of,
)

# Times New Roman where the machine has it; Tinos has its widths; Libertinus Serif comes with typst and holds every
# Vietnamese letter. Liberation Serif is left out: Debian's 1.07 lacks Vietnamese letters under the same name.
FONTS = (FONT, "Tinos", "Libertinus Serif")

_TEMPLATE = Path(__file__).with_name("paper.typ")
# Longer than any Vietnamese word or number: only such runs may be broken inside, so that they stay in their cell.
_LONG_WORD = re.compile(r"\S{18}(?=\S{6})")
_BREAK = "\u200b"


def to_pdf(paper: Paper, *, system_fonts: bool = True) -> bytes:
    """Return the paper as a PDF; the same paper gives the same bytes on one machine.

    Text reaches typst as JSON strings, never as markup. Without `system_fonts` only the face inside typst is used.
    """
    import typst

    made: Any = typst.compile(
        _TEMPLATE.read_bytes(),
        font_paths=_fonts(system_fonts),
        sys_inputs={"paper": _as_json(_values(paper)), "layout": _as_json(asdict(LAYOUT) | {"fonts": FONTS})},
        timestamp=paper.drafted_at.replace(microsecond=0),  # typst refuses fractions of a second
    )
    return bytes(made)


@cache
def _fonts(system_fonts: bool) -> Any:
    import typst

    return typst.Fonts(include_system_fonts=system_fonts)


def _values(paper: Paper) -> dict[str, Any]:
    left_mm = text_width_mm() * LAYOUT.head_left_share
    return asdict(paper) | {
        "title": title_of(paper),
        "author": paper.issuer.of,
        "country": COUNTRY,
        "motto": MOTTO,
        "parent": paper.issuer.parent,
        "issuer": paper.issuer.name,
        "issuer_rule": rule_mm(paper.issuer.name[-1], LAYOUT.issuer_pt, widest_mm=left_mm),
        "subject_rule": rule_mm(paper.subject, LAYOUT.subject_pt, widest_mm=120),
        "number": number_line(paper),
        "date": date_line(paper),
        "dated": None,
        "marks": marks_of(paper),
        "drill_mark": DRILL_MARK,
        "bases": base_lines(paper),
        "unreadable": UNREADABLE,
        "recipients_title": RECIPIENTS_TITLE,
        "annexes": [_annex_values(paper, place, annex) for place, annex in enumerate(paper.annexes)],
        "drafted_at": None,
        "blocks": [_block_values(block) for block in paper.blocks],
    }


def _block_values(block: Block) -> dict[str, Any]:
    return asdict(block) | {"leads": isinstance(block, Paragraph) and block.leads}


def _annex_values(paper: Paper, place: int, annex: Annex) -> dict[str, Any]:
    reference = annex_reference(paper)
    return asdict(annex) | {
        "name": annex_name(paper, place),
        "title": annex.title.upper(),
        "reference": reference,
        "rule": rule_mm(reference, LAYOUT.annex_reference_pt, widest_mm=60),
        "blocks": [_block_values(block) for block in annex.blocks],
    }


def _as_json(value: Any) -> str:
    return json.dumps(_clean(value), ensure_ascii=False)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _LONG_WORD.sub(rf"\g<0>{_BREAK}", printable(value))
    if isinstance(value, bytes):
        return list(value)
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    return value
