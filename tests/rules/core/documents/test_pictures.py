"""Photographs on a paper: printed small with their caption in Word and PDF, a sentence where one cannot be read."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from PIL import Image

from core.documents.layout import LAYOUT, picture_mm
from core.documents.paper import UNREADABLE, Annex, Paper, Picture, Pictures
from core.documents.pdf import to_pdf
from core.documents.word import to_docx
from tests.rules.core.documents.test_pdf import read_back, squeezed
from tests.rules.core.documents.test_word import all_texts


def picture(width: int, height: int) -> Picture:
    made = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(made, "JPEG")
    return Picture(caption=f"Mạn trái xước {width}", content=made.getvalue(), width=width, height=height)


@pytest.fixture
def pictured(paper: Paper) -> Paper:
    shown = Pictures(pictures=(picture(400, 300), Picture(caption="Ảnh hỏng"), picture(300, 900)))
    return replace(paper, annexes=(Annex(title="Ảnh", blocks=(shown,)),))


@pytest.mark.parametrize(("width", "height"), [(400, 300), (300, 900), (5000, 10), (1, 1)])
def test_a_picture_fits_its_box_and_keeps_its_shape(width: int, height: int) -> None:
    wide, high = picture_mm(width, height)
    assert wide <= LAYOUT.picture_width_mm + 0.01
    assert high <= LAYOUT.picture_height_mm + 0.01
    assert wide / high == pytest.approx(width / height)


def test_word_holds_each_picture_with_its_caption(pictured: Paper) -> None:
    document = docx.Document(io.BytesIO(to_docx(pictured)))
    assert [round(shape.width.mm) for shape in document.inline_shapes] == [76, 21]
    texts = all_texts(document)
    assert {"Mạn trái xước 400", "Ảnh hỏng", UNREADABLE, "Mạn trái xước 300"} <= set(texts)


@pytest.mark.skipif(
    shutil.which("pdftotext") is None or shutil.which("pdfimages") is None, reason="poppler is not installed"
)
def test_pdf_holds_each_picture_with_its_caption(pictured: Paper, tmp_path: Path) -> None:
    made = to_pdf(pictured, system_fonts=False)
    text = squeezed(read_back("pdftotext", made, tmp_path))
    for said in ("Mạn trái xước 400", "Ảnh hỏng", UNREADABLE, "Mạn trái xước 300"):
        assert squeezed(said) in text
    assert read_back("pdfimages -list", made, tmp_path).count(" image ") == 2
