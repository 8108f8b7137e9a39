from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from core.documents.paper import Block, Paper, Paragraph, Table
from core.documents.word import to_docx
from tests.rules.core.documents.conftest import CLOSING, LEDGER, of_length

HOSTILE = r"#evil $x$ [a](b) *đậm* _x_ \u{41} `mã` @nhãn <nhãn> <script>alert(1)</script> & {{ x }} =1+1"


def opened(paper: Paper) -> Any:
    return docx.Document(io.BytesIO(to_docx(paper)))


def all_texts(document: Any) -> list[str]:
    return [
        "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        for paragraph in document.element.iter(qn("w:p"))
    ]


def test_the_page_is_a4_with_the_decrees_margins(paper: Paper) -> None:
    body, annex = opened(paper).sections
    assert (round(body.page_width.mm), round(body.page_height.mm)) == (210, 297)
    assert (round(annex.page_width.mm), round(annex.page_height.mm)) == (297, 210)
    assert (body.orientation, annex.orientation) == (WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE)
    for section in (body, annex):
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]


def test_one_face_for_every_script(paper: Paper) -> None:
    document = opened(paper)
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {
        "Times New Roman"
    }
    assert document.styles["Normal"].font.size.pt == 14
    assert not list(document.element.iter(qn("w:rFonts")))


def test_the_head_is_two_columns_without_borders(paper: Paper) -> None:
    head = opened(paper).tables[0]
    assert head.style.name == "Normal Table"
    (issuer, country), (number, date) = ([cell.text for cell in row.cells] for row in head.rows)
    assert issuer.split("\n")[:3] == ["TỈNH QUẢNG NGÃI", "ỦY BAN NHÂN DÂN", "XÃ ĐẶNG THÙY TRÂM"]
    assert country.split("\n")[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert [line for line in number.split("\n") if line][1:] == ["HỎA TỐC", "DỰ THẢO"]
    assert date.startswith("Đặng Thùy Trâm, ngày")
    parent, name = head.rows[0].cells[0].paragraphs[:2]
    assert (parent.runs[0].bold, name.runs[0].bold) == (None, True)


def test_the_order_of_the_parts(paper: Paper) -> None:
    texts = all_texts(opened(paper))
    wanted = [
        "QUYẾT ĐỊNH",
        paper.subject,
        paper.authority,
        "Căn cứ Luật Phòng thủ dân sự;",
        "QUYẾT ĐỊNH:",
        "Điều 1. Huy động vật tư như sau:",
        "Nơi nhận:",
        "KT. CHỦ TỊCH",
        "Nguyễn Văn Ế",
        "Phụ lục",
        "DANH SÁCH VẬT TƯ",
    ]
    places = [texts.index(text) for text in wanted]
    assert places == sorted(places)


def test_a_table_repeats_its_head_and_aligns_its_numbers(paper: Paper) -> None:
    annex = opened(paper).tables[-1]
    assert annex.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert len(annex.rows) == 61
    last = annex.rows[60].cells
    assert [cell.text for cell in last] == ["60", "Áo phao loại 60", "1.250"]
    assert last[2].paragraphs[0].alignment == 2  # right


def test_pages_are_numbered_from_the_second_and_a_drill_is_marked_on_all(paper: Paper) -> None:
    for section in opened(paper).sections:
        assert section.different_first_page_header_footer
        first, later = section.first_page_header, section.header
        assert not first._element.findall(f".//{qn('w:fldSimple')}")
        (field,) = later._element.findall(f".//{qn('w:fldSimple')}")
        assert field.get(qn("w:instr")).strip() == "PAGE"
        for header in (first, later):
            (mark,) = [run for run in header.paragraphs[0].runs if "DIỄN TẬP" in run.text]
            assert str(mark.font.color.rgb) == "C00000"
    real = opened(replace(paper, drill=False))
    assert "DIỄN TẬP" not in "".join(
        paragraph.text for section in real.sections for paragraph in section.first_page_header.paragraphs
    )


def test_minutes_have_as_many_places_to_sign_as_signatures(paper: Paper) -> None:
    signatures = tuple(replace(paper.signatures[0], lines=(f"BÊN {side}",)) for side in "ABC")
    document = opened(replace(paper, signatures=signatures, recipients=(), annexes=()))
    assert [cell.text.split("\n")[0] for cell in document.tables[-1].rows[0].cells] == [
        "BÊN A",
        "BÊN B",
        "BÊN C",
    ]


@pytest.mark.parametrize("text", [HOSTILE, "Đ" * 400, "x\x00\x07\x1b y", "Ban Chỉ huy " * 60])
def test_any_text_stays_text(paper: Paper, text: str) -> None:
    table = paper.blocks[2]
    assert isinstance(table, Table)
    filled = replace(
        paper,
        subject=text,
        bases=(text,),
        addressees=(text, text),
        blocks=(Paragraph(label="1.", text=text), replace(table, rows=((text, text, text),))),
    )
    wanted = text.replace("\x00", "").replace("\x07", "").replace("\x1b", "")
    assert opened(filled).tables[1].rows[1].cells[0].text == wanted


def test_the_same_paper_gives_the_same_bytes_and_honest_properties(paper: Paper) -> None:
    made = to_docx(paper)
    assert made == to_docx(paper)
    props = docx.Document(io.BytesIO(made)).core_properties
    assert props.author == "Chủ tịch Ủy ban nhân dân xã Đặng Thùy Trâm"
    assert props.title == "Quyết định về việc huy động vật tư ứng phó bão số 12"
    assert props.created is not None
    assert props.created.isoformat() == "2026-11-23T01:00:00+00:00"
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if "thumbnail" in name]
        assert b"python-docx" not in archive.read("docProps/core.xml")


def test_the_clerks_number_and_day_are_printed_and_the_draft_mark_goes(paper: Paper) -> None:
    texts = all_texts(opened(replace(paper, number="412", dated=date(2026, 2, 5))))
    assert "Số: 412/QĐ-UBND" in texts
    assert "Đặng Thùy Trâm, ngày 05 tháng 02 năm 2026" in texts
    assert "DỰ THẢO" not in texts
    assert "DIỄN TẬP" in "".join(opened(paper).sections[0].first_page_header.paragraphs[0].text)


@pytest.mark.parametrize("last", [CLOSING, LEDGER], ids=["an article", "a table"])
def test_the_signature_is_tied_to_the_last_block(paper: Paper, last: Block) -> None:
    document = opened(of_length(paper, 3, last))
    signatures = document.tables[-1]._tbl
    before = [found for found in document.element.body if found is not signatures]
    tied = before[: list(document.element.body).index(signatures)][-3:]
    (row,) = signatures.iter(qn("w:tr"))
    assert row.trPr.find(qn("w:cantSplit")) is not None
    held = [paragraph for part in tied for paragraph in _last_lines(part)]
    ends = [paragraph for paragraph in held if "HẾT" in "".join(paragraph.itertext())]
    assert ends
    for paragraph in held[held.index(ends[0]) :]:
        assert paragraph.pPr.find(qn("w:keepNext")) is not None


def _last_lines(part: Any) -> list[Any]:
    return list(list(part.iter(qn("w:tr")))[-1].iter(qn("w:p"))) if part.tag == qn("w:tbl") else [part]


def test_what_announces_more_is_tied_to_it(paper: Paper) -> None:
    heading = Paragraph(label="Điều 2.", text="Danh sách như sau:")
    held = of_length(paper, 3, LEDGER)
    body = list(opened(replace(held, blocks=(heading, *held.blocks))).element.body)
    (told,) = (part for part in body if "như sau:" in "".join(part.itertext()) and part.tag == qn("w:p"))
    assert told.pPr.find(qn("w:keepNext")) is not None
