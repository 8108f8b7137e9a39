from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import typst

from core.documents.paper import Block, Paper, Paragraph, Table
from core.documents.pdf import FONTS, to_pdf
from tests.rules.core.documents.conftest import CLOSING, LEDGER, TONES, VOWELS, of_length
from tests.rules.core.documents.test_word import HOSTILE

LETTERS = [
    letter
    for vowel in VOWELS
    for tone in TONES
    for letter in (
        unicodedata.normalize("NFC", vowel + tone),
        unicodedata.normalize("NFC", vowel + tone).upper(),
    )
] + ["đ", "Đ"]

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None or shutil.which("pdffonts") is None,
    reason="poppler (pdftotext, pdffonts) is not installed: the PDF's own text is not read back",
)


def read_back(tool: str, made: bytes, tmp_path: Path) -> str:
    file = tmp_path / "paper.pdf"
    file.write_bytes(made)
    args = [*tool.split(), str(file)] + (["-"] if tool == "pdftotext" else [])
    return subprocess.run(args, capture_output=True, check=True, text=True).stdout


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


def test_the_same_paper_gives_the_same_bytes_without_any_system_font(paper: Paper) -> None:
    made = to_pdf(paper, system_fonts=False)
    assert made.startswith(b"%PDF-")
    assert made == to_pdf(paper, system_fonts=False)


@needs_poppler
def test_every_part_is_there(paper: Paper, tmp_path: Path) -> None:
    pages = read_back("pdftotext", to_pdf(paper, system_fonts=False), tmp_path).split("\f")[:-1]
    first = squeezed(pages[0])
    for text in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "XÃ ĐẶNG THÙY TRÂM",
        "/QĐ-UBND",
        "Đặng Thùy Trâm, ngày tháng năm 2026",
        "HỎA TỐC",
        "DỰ THẢO",
        paper.subject,
        "Căn cứ Luật Phòng thủ dân sự;",
        "Điều 1. Huy động vật tư như sau:",
        "12,5",
        "Nguyễn Văn Ế",
    ):
        assert squeezed(text) in first
    assert all("DIỄN TẬP" in page for page in pages)
    annex = pages[1:]
    assert len(annex) >= 3
    assert "DANH SÁCH VẬT TƯ" in annex[0]
    assert all("Tên, chủng loại" in page for page in annex)
    numbers = [re.search(r"^(\d)$", page, re.MULTILINE) for page in annex[1:]]
    assert [number and number.group(1) for number in numbers][:2] == ["2", "3"]
    assert "Áo phao loại 60" in annex[-1]


@needs_poppler
def test_the_first_page_has_no_number(paper: Paper, tmp_path: Path) -> None:
    plain = replace(paper, blocks=(Paragraph(text="Một đoạn. " * 800),), annexes=())
    pages = read_back("pdftotext", to_pdf(plain, system_fonts=False), tmp_path).split("\f")[:-1]
    numbers = [re.findall(r"^\d+$", page, re.MULTILINE) for page in pages]
    assert numbers == [[], *([str(place)] for place in range(2, len(pages) + 1))]
    assert len(pages) > 2


@needs_poppler
def test_only_the_face_inside_typst_is_used_where_the_machine_has_none(paper: Paper, tmp_path: Path) -> None:
    text = "".join(LETTERS)
    blocks = tuple(
        Paragraph(text=text, bold=bold, italic=italic) for bold in (False, True) for italic in (False, True)
    )
    made = to_pdf(replace(paper, blocks=blocks), system_fonts=False)
    rows = read_back("pdffonts", made, tmp_path).splitlines()[2:]
    assert {row.split()[0].split("+")[1].split("-")[0] for row in rows} == {"LibertinusSerif"}
    assert squeezed(read_back("pdftotext", made, tmp_path)).count(text) == 4


@pytest.mark.parametrize(
    ("weight", "style"), [("400", "normal"), ("400", "italic"), ("700", "normal"), ("600", "italic")]
)
def test_the_embedded_face_holds_every_vietnamese_letter(weight: str, style: str) -> None:
    """No letter is drawn as .notdef (the drawing of a letter surely missing), and each has a drawing of its own."""
    fonts = typst.Fonts(include_system_fonts=False)

    def drawings(text: str) -> set[str]:
        source = (
            f'#set page(height: auto)\n#set text(font: "{FONTS[-1]}", fallback: false, weight: {weight}, style: "{style}")\n'
            '#sys.inputs.text.split(" ").join(linebreak())'
        )
        made = typst.compile(source.encode(), font_paths=fonts, format="svg", sys_inputs={"text": text})
        return set(re.findall(r'<symbol id="([^"]+)"', bytes(made).decode()))

    missing = drawings("漢")
    assert len(missing) == 1
    found = drawings(" ".join(LETTERS))
    assert not missing & found
    assert len(found) == len(set(LETTERS))


@needs_poppler
@pytest.mark.parametrize(
    "text", [HOSTILE, "Đ" * 400, "Ban Chỉ huy " * 60, 'sys.inputs "x" #read("/etc/passwd")']
)
def test_any_text_stays_text(paper: Paper, tmp_path: Path, text: str) -> None:
    table = paper.blocks[2]
    assert isinstance(table, Table)
    filled = replace(
        paper,
        subject=text,
        bases=(text,),
        addressees=(text, text),
        blocks=(Paragraph(label=text, text=text), replace(table, rows=(("1", text, "2"),))),
        signatures=(replace(paper.signatures[0], name=text),),
        recipients=(text,),
    )
    read = squeezed(read_back("pdftotext", to_pdf(filled, system_fonts=False), tmp_path))
    assert read.count(squeezed(text)[:40]) >= 8


def test_control_characters_do_not_stop_the_writer(paper: Paper) -> None:
    assert to_pdf(replace(paper, subject="x\x00\x07\x1b y\ud800"), system_fonts=False)


def test_a_moment_with_fractions_of_a_second_is_no_obstacle(paper: Paper) -> None:
    assert to_pdf(replace(paper, drafted_at=paper.drafted_at.replace(microsecond=123_000))).startswith(
        b"%PDF"
    )


@needs_poppler
def test_the_clerks_number_and_day_are_printed_and_the_draft_mark_goes(paper: Paper, tmp_path: Path) -> None:
    known = replace(paper, number="412", dated=date(2026, 2, 5))
    text = squeezed(read_back("pdftotext", to_pdf(known, system_fonts=False), tmp_path))
    assert squeezed("Số: 412/QĐ-UBND") in text
    assert squeezed("Đặng Thùy Trâm, ngày 05 tháng 02 năm 2026") in text
    assert squeezed("DỰ THẢO") not in text
    assert squeezed("DIỄN TẬP") in text


@needs_poppler
@pytest.mark.parametrize(
    ("last", "lengths"),
    [(CLOSING, range(6, 18, 2)), (LEDGER, range(5, 17, 2))],
    ids=["an article", "a table"],
)
def test_the_signature_never_stands_alone(paper: Paper, last: Block, lengths: range, tmp_path: Path) -> None:
    counts = set()
    for lines in lengths:
        made = to_pdf(of_length(paper, lines, last), system_fonts=False)
        pages = read_back("pdftotext", made, tmp_path).split("\f")[:-1]
        counts.add(len(pages))
        (signed,) = (page for page in pages if "PHÓ CHỦ TỊCH" in page)
        assert "HẾT" in signed, lines
        if last is LEDGER:
            assert "STT" in signed  # the head again where the table is cut
    assert counts == {1, 2}


@needs_poppler
@pytest.mark.parametrize(
    ("after", "lengths"),
    [(CLOSING, range(6, 14)), (LEDGER, range(12, 21))],
    ids=["an article", "a table"],
)
def test_what_announces_more_never_ends_a_page(
    paper: Paper, after: Block, lengths: range, tmp_path: Path
) -> None:
    heading = Paragraph(label="Điều 2.", text="Danh sách như sau:")
    seen = set()
    for lines in lengths:
        held = of_length(paper, lines, after)
        blocks = (*held.blocks[:-1], heading, after)
        made = to_pdf(replace(held, blocks=blocks), system_fonts=False)
        pages = read_back("pdftotext", made, tmp_path).split("\f")[:-1]
        (told,) = (page for page in pages if "Danh sách như sau:" in page)
        seen.add(pages.index(told))
        assert "HẾT" in told or "STT" in told, lines
    assert seen == {0, 1}
