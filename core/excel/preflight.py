"""A look at a file from outside: which kind it is, and whether its archive is fit to be opened at all."""

from __future__ import annotations

import zipfile
import zlib
from enum import StrEnum
from pathlib import Path

from core.excel.errors import (
    NotAWorkbookError,
    WorkbookEmptyError,
    WorkbookEncryptedError,
    WorkbookTooLargeError,
    WorkbookUnreadableError,
    WorkbookUnsafeError,
)
from core.excel.limits import ReadingLimits

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BIFF_MAGICS = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
ZIP_MAGIC = b"PK\x03\x04"
PDF_AND_IMAGES = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x7fELF",
    b"MZ",
    b"\x1f\x8b",
)
SMALL_ENTRY = 1 << 20  # below this a high ratio is harmless


class FileKind(StrEnum):
    """What a file is by its content, whatever its name says."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


def examine(path: Path, name: str, limits: ReadingLimits) -> FileKind:
    """Return the kind of the file, or raise the refusal that fits."""
    size = path.stat().st_size
    if size == 0:
        raise WorkbookEmptyError(name=name)
    if size > limits.file_bytes:
        raise WorkbookTooLargeError(name=name, what="file", limit=limits.file_bytes)
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(ZIP_MAGIC):
        return _examine_archive(path, name, limits)
    if head.startswith(OLE_MAGIC):
        return _examine_ole(path, name)
    if head.startswith(BIFF_MAGICS):
        return FileKind.XLS
    return _examine_text(path, name, head)


def _examine_archive(path: Path, name: str, limits: ReadingLimits) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_entries(entries, name, limits)
            names = {entry.filename for entry in entries}
            kind = _kind_of_archive(archive, names, name)
            _check_entities(archive, entries, name)
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        EOFError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ) as problem:
        raise WorkbookUnreadableError(name=name) from problem
    return kind


def _check_entries(entries: list[zipfile.ZipInfo], name: str, limits: ReadingLimits) -> None:
    if len(entries) > limits.entries:
        raise WorkbookTooLargeError(name=name, what="entries", limit=limits.entries)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise WorkbookEncryptedError(name=name)
    if len({entry.filename.casefold() for entry in entries}) != len(entries):
        raise WorkbookUnsafeError(name=name, what="duplicate_names")
    if any(entry.filename.startswith(("/", "\\")) or ".." in entry.filename.split("/") for entry in entries):
        raise WorkbookUnsafeError(name=name, what="path")
    if sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
        raise WorkbookTooLargeError(name=name, what="unpacked", limit=limits.unpacked_bytes)
    for entry in entries:
        if entry.file_size > SMALL_ENTRY and entry.file_size > limits.entry_ratio * max(
            1, entry.compress_size
        ):
            raise WorkbookUnsafeError(name=name, what="ratio")


def _kind_of_archive(archive: zipfile.ZipFile, names: set[str], name: str) -> FileKind:
    if "[Content_Types].xml" in names and any(entry.startswith("xl/") for entry in names):
        if any(entry.endswith("xl/workbook.bin") for entry in names):
            raise NotAWorkbookError(name=name)
        return FileKind.XLSX
    if "mimetype" in names:
        kind = archive.open("mimetype").read(200)
        if b"opendocument.spreadsheet" in kind:
            manifest = (
                archive.open("META-INF/manifest.xml").read(1 << 20)
                if "META-INF/manifest.xml" in names
                else b""
            )
            if b"encryption-data" in manifest:
                raise WorkbookEncryptedError(name=name)
            return FileKind.ODS
    raise NotAWorkbookError(name=name)


def _check_entities(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str) -> None:
    """Refuse XML that declares entities: no office program writes them, bombs do."""
    for entry in entries:
        if not entry.filename.endswith((".xml", ".rels", ".vml")):
            continue
        with archive.open(entry) as file:
            head = file.read(4096).replace(b"\x00", b"")
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise WorkbookUnsafeError(name=name, what="entities")


def _examine_ole(path: Path, name: str) -> FileKind:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise WorkbookEncryptedError(name=name)
    if "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content:
        return FileKind.XLS
    raise NotAWorkbookError(name=name)


def _examine_text(path: Path, name: str, head: bytes) -> FileKind:
    """Accept plain text that looks like a table of separated values; control bytes mean something else."""
    if head.startswith(PDF_AND_IMAGES) or head.lstrip()[:1] == b"<":
        raise NotAWorkbookError(name=name)
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not wide and any(byte in head for byte in (b"\x00", b"\x1b")):
        raise NotAWorkbookError(name=name)
    if not wide and Path(name).suffix.casefold() not in {".csv", ".txt", ".tsv"}:
        raise NotAWorkbookError(name=name)
    return FileKind.CSV
