"""Recognition as a task of the process that read the file: all it needs comes as bytes, all it found goes as bytes."""

from __future__ import annotations

import pickle

from core.communes.rules import Gazetteer
from core.excel.book import Book, Cell, Sheet
from importers.rules.files.given import Given
from importers.rules.files.known import known_names
from importers.rules.files.recognition import recognise
from importers.rules.files.stored import pack
from importers.rules.results import Answers

# A list of one line: reading it compiles the patterns that every list needs.
_SHORTEST = (
    ("Vật tư phòng chống thiên tai năm 2026",),
    ("TT", "Xã, phường", "Tên vật tư", "ĐVT", "Số lượng", "Đơn vị quản lý", "Ghi chú"),
    (1, "Xã A", "Nhà bạt", "cái", "02", "UBND xã", "Hỏng 1"),
)


def warm_up() -> None:
    """Recognise a list of one line while there is no file yet: its patterns take a quarter of a short file's time."""
    cells = (
        Cell(row, col, value) for row, line in enumerate(_SHORTEST, 1) for col, value in enumerate(line, 1)
    )
    recognise(
        Book(sheets=(Sheet(name="", cells=tuple(cells)),)),
        file_name="",
        sha256="",
        known=known_names((), Gazetteer(communes=(), old_communes=(), aliases=())),
        factors=(),
        answers=Answers(),
        home=None,
    )


def recognise_packed(book: Book, given: bytes) -> bytes:
    """Return the packed recognition of a book; `given` is a pickled `Given` of the process that asks."""
    by: Given = pickle.loads(given)  # noqa: S301 - from our own parent process, never from a file
    return pack(
        recognise(
            book,
            file_name=by.file_name,
            sha256=by.sha256,
            known=pickle.loads(by.known),  # noqa: S301 - the same
            factors=by.factors,
            answers=by.answers,
            home=by.home,
        )
    )
