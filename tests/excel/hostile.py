"""Files that somebody made to harm, and honest ones that were damaged on the way: each from the same small list."""

from __future__ import annotations

import io
import random
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import xlwt
from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"
ROWS = (
    ("DANH MỤC VẬT TƯ XÃ BÌNH MINH",),
    ("TT", "Tên vật tư", "ĐVT", "Số lượng"),
    (1, "Áo phao", "cái", 120),
    (2, "Phao tròn", "cái", 85),
    (3, "Rọ thép", "cái", 40),
)
Parts = dict[str, bytes]


def xlsx() -> bytes:
    """Return the list as an .xlsx."""
    book: Any = Workbook()
    for row in ROWS:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def xls() -> bytes:
    """Return the list as an old .xls."""
    book: Any = xlwt.Workbook()
    sheet = book.add_sheet("Danh sách")
    for at, row in enumerate(ROWS):
        for col, value in enumerate(row):
            sheet.write(at, col, value)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def csv() -> bytes:
    """Return the list as text."""
    return "\n".join(",".join(map(str, row)) for row in ROWS).encode()


def parts_of(content: bytes) -> Parts:
    """Return the parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Parts, *more: tuple[str, bytes]) -> bytes:
    """Return an archive; `more` may repeat names."""
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, content in (*parts.items(), *more):
            archive.writestr(name, content)
    return file.getvalue()


def _with_doctype(doctype: str) -> bytes:
    parts = parts_of(xlsx())
    text = parts[SHEET].decode().partition("?>")[2] or parts[SHEET].decode()
    assert "<v>120</v>" in text
    return zipped(parts | {SHEET: (doctype + text.replace("<v>120</v>", "<v>&z;</v>")).encode()})


def _laughs() -> bytes:
    entities = "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghz", strict=True)
    )
    return _with_doctype(f'<!DOCTYPE x [<!ENTITY a "lol">{entities}]>')


def _asking(formula: str) -> bytes:
    """Return the list with a formula that asks other programs for its figure, which was never calculated."""
    book: Any = Workbook()
    for row in ROWS:
        book.active.append(row)
    book.active["D3"] = formula
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _linked() -> bytes:
    linked = b'<Relationships><Relationship Id="rId1" Type="x/externalLinkPath" Target="http://127.0.0.1:9/x.xlsx" TargetMode="External"/></Relationships>'
    parts = parts_of(xlsx())
    return zipped(
        parts
        | {
            "xl/externalLinks/externalLink1.xml": b'<externalLink><externalBook r:id="rId1"/></externalLink>',
            "xl/externalLinks/_rels/externalLink1.xml.rels": linked,
        }
    )


def _understated() -> bytes:
    """Return a bomb whose archive says that its sheet is small."""
    content = bytearray(
        zipped(parts_of(xlsx()) | {SHEET: b"<worksheet>" + b" " * 30_000_000 + b"</worksheet>"})
    )
    place = content.find(b"PK\x01\x02")
    while place >= 0:
        length = struct.unpack("<H", content[place + 28 : place + 30])[0]
        if content[place + 46 : place + 46 + length] == SHEET.encode():
            content[place + 24 : place + 28] = struct.pack("<I", 5_000)
        place = content.find(b"PK\x01\x02", place + 4)
    return bytes(content)


def _ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(2_000)


def _locked_xls() -> bytes:
    """Return an old .xls whose records say that a password locks what follows (FILEPASS, [MS-XLS] 2.4.117)."""
    content = xls()
    end_of_bof = content.find(b"\x09\x08\x10\x00\x00\x06\x05\x00") + 4 + 16
    record = b"\x2f\x00\x36\x00\x01\x00\x01\x00\x01\x00" + bytes(48)
    return content[:end_of_bof] + record + content[end_of_bof + len(record) :]


# By name: how the file is called, what it holds, and the code of its refusal; without one the list itself is read.
HOSTILE: dict[str, tuple[str, Callable[[], bytes], str | None]] = {
    "password xlsx": ("a.xlsx", lambda: _ole("EncryptedPackage"), "workbook_encrypted"),
    "password xls": ("a.xls", _locked_xls, "workbook_encrypted"),
    "dde": ("a.xlsx", lambda: _asking("=cmd|'/c calc'!A1"), None),
    "web service": ("a.xlsx", lambda: _asking('=WEBSERVICE("http://127.0.0.1:9/")'), None),
    "another workbook": ("a.xlsx", lambda: _asking("=[1]Sheet1!A1"), None),
    "external links": ("a.xlsx", _linked, None),
    "macros": ("a.xlsm", lambda: zipped(parts_of(xlsx()) | {"xl/vbaProject.bin": b"\xd0\xcf" * 900}), None),
    "bomb by ratio": (
        "a.xlsx",
        lambda: zipped(parts_of(xlsx()) | {"xl/media/x.bin": bytes(60_000_000)}),
        "workbook_unsafe",
    ),
    "bomb that understates itself": ("a.xlsx", _understated, "workbook_unreadable"),
    "bomb by entries": (
        "a.xlsx",
        lambda: zipped(parts_of(xlsx()) | {f"xl/x{number}.xml": b"" for number in range(12_000)}),
        "workbook_too_large",
    ),
    "one name twice": ("a.xlsx", lambda: zipped(parts_of(xlsx()), (SHEET, b"<x/>")), "workbook_unsafe"),
    "one name twice but for case": (
        "a.xlsx",
        lambda: zipped(parts_of(xlsx()), (SHEET.upper(), b"<x/>")),
        "workbook_unsafe",
    ),
    "a way out of the archive": (
        "a.xlsx",
        lambda: zipped(parts_of(xlsx()), ("../../etc/x", b"x")),
        "workbook_unsafe",
    ),
    "billion laughs": ("a.xlsx", _laughs, "workbook_unsafe"),
    "a file of the server": (
        "a.xlsx",
        lambda: _with_doctype('<!DOCTYPE x [<!ENTITY z SYSTEM "file:///etc/passwd">]>'),
        "workbook_unsafe",
    ),
    "truncated xlsx": ("a.xlsx", lambda: xlsx()[:-900], "workbook_unreadable"),
    "truncated xls": ("a.xls", lambda: xls()[:700], "not_a_workbook"),
    "a picture by the name of a workbook": (
        "a.xlsx",
        lambda: b"\x89PNG\r\n\x1a\n" + bytes(900),
        "not_a_workbook",
    ),
    "a program by the name of a list": ("a.csv", lambda: b"MZ" + bytes(900), "not_a_workbook"),
    "a workbook by another ending": ("a.xls", xlsx, None),
    "nothing": ("a.xlsx", lambda: b"", "workbook_empty"),
}


def mutants(number: int, seed: int = 7) -> Iterator[tuple[str, bytes]]:
    """Yield (name, content) of damaged files: cut off, bits turned, blocks blanked, parts lost, the XML spoilt."""
    chance = random.Random(seed)
    whole = {"xlsx": xlsx(), "xls": xls(), "csv": csv()}
    inner = parts_of(whole["xlsx"])
    for index in range(number):
        kind = chance.choice(("xlsx", "xlsx", "xls", "csv", "part", "part"))
        if kind == "part":
            name = chance.choice(sorted(inner))
            spoilt = _spoilt(inner[name], chance)
            parts = {key: value for key, value in inner.items() if key != name}
            yield f"{index}.xlsx", zipped(parts if chance.random() < 0.2 else parts | {name: spoilt})
        else:
            yield f"{index}.{kind}", _spoilt(whole[kind], chance)


def _spoilt(content: bytes, chance: random.Random) -> bytes:
    damage = chance.randrange(5)
    if damage == 0:
        return content[: chance.randrange(len(content) + 1)]
    spoilt = bytearray(content)
    start = chance.randrange(len(spoilt))
    if damage == 1:
        spoilt[start : start + 64] = bytes(len(spoilt[start : start + 64]))
    elif damage == 2:
        spoilt[start:start] = spoilt[start : start + chance.randrange(1, 200)]
    elif damage == 3:
        spoilt[start : start + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"9999"))
    else:
        for _ in range(chance.randrange(1, 30)):
            spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)
