"""The look from outside: each bound refuses by itself, and what is locked or disguised is called what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.excel.errors import WorkbookError
from core.excel.limits import DEFAULT_LIMITS, ReadingLimits
from core.excel.preflight import FileKind, examine
from tests.excel.hostile import SHEET, parts_of, xlsx, zipped


def refusal(folder: Path, content: bytes, limits: ReadingLimits = DEFAULT_LIMITS) -> tuple[str, object]:
    """Return the code and the part of the refusal of a file."""
    path = folder / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(WorkbookError) as refused:
        examine(path, path.name, limits)
    return refused.value.code, refused.value.facts.get("what")


def test_each_bound_holds_by_itself(tmp_path: Path) -> None:
    content = xlsx()
    parts = parts_of(content)
    unpacked = sum(map(len, parts.values()))
    exact = ReadingLimits(file_bytes=len(content), entries=len(parts), unpacked_bytes=unpacked)
    (tmp_path / "a.xlsx").write_bytes(content)
    assert examine(tmp_path / "a.xlsx", "a.xlsx", exact) is FileKind.XLSX
    for what, limits in (
        ("file", ReadingLimits(file_bytes=len(content) - 1)),
        ("entries", ReadingLimits(entries=len(parts) - 1)),
        ("unpacked", ReadingLimits(unpacked_bytes=unpacked - 1)),
    ):
        assert refusal(tmp_path, content, limits) == ("workbook_too_large", what)


def test_an_archive_whose_parts_are_locked_is_called_locked(tmp_path: Path) -> None:
    content = bytearray(xlsx())
    place = content.find(b"PK\x01\x02")
    while place >= 0:
        content[place + 8] |= 1  # the flag of encryption, APPNOTE 4.4.4
        place = content.find(b"PK\x01\x02", place + 4)
    assert refusal(tmp_path, bytes(content)) == ("workbook_encrypted", None)


@pytest.mark.parametrize("letters", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "declared", ['<!DOCTYPE x [<!ENTITY z "lol">]>', '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">']
)
def test_what_is_declared_outside_or_by_entities_is_refused_in_wide_letters_too(
    tmp_path: Path, letters: str, declared: str
) -> None:
    text = f'<?xml version="1.0" encoding="{letters}"?>{declared}<worksheet/>'
    content = zipped(parts_of(xlsx()) | {SHEET: text.encode(letters)})
    assert refusal(tmp_path, content) == ("workbook_unsafe", "entities")
