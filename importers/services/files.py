"""Keep an uploaded file under its own digest, or leave no trace of it."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO

from core.backup import FILES_DIR
from core.errors import DomainError
from core.text import tidy
from core.values import frozen

WAITING_DIR = "waiting"
NAME_LENGTH = 120
_CHUNK = 1 << 20


class FileGoneError(DomainError):
    """The kept file is missing or no longer has its content. Fact: `name`."""

    code = "kept_file_gone"
    status = 409


class EmptyUploadError(DomainError):
    """No file was chosen."""

    code = "no_file_chosen"


@frozen
class Received:
    """A file that has arrived and is not kept yet."""

    path: Path
    name: str
    sha256: str
    size: int


def plain_name(name: str) -> str:
    """Return a file's name without folders, short enough to stand in a movement's source."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    short = tidy(last)
    if len(short) > NAME_LENGTH:
        stem, dot, ending = short.rpartition(".")
        ending = f"{dot}{ending}"[:8] if stem else ""
        short = (stem or short)[: NAME_LENGTH - len(ending)] + ending
    return short


@contextmanager
def received(stream: BinaryIO, name: str, data_dir: Path) -> Iterator[Received]:
    """Yield the uploaded file, readable only by this program and gone at the end unless `keep` took it."""
    if not name:
        raise EmptyUploadError
    data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="incoming-", dir=data_dir) as folder:
        path = Path(folder) / "upload"
        digest, size = hashlib.sha256(), 0
        with path.open("xb") as target:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                target.write(chunk)
                size += len(chunk)
        yield Received(path=path, name=plain_name(name), sha256=digest.hexdigest(), size=size)


def keep(file: Received, data_dir: Path) -> Path:
    """Return where the file is kept from now on; the same content is kept once."""
    target = kept_path(data_dir, file.sha256)
    target.parent.mkdir(parents=True, exist_ok=True)
    with file.path.open("rb") as written:
        os.fsync(written.fileno())
    file.path.replace(target)
    return target


def kept_path(data_dir: Path, sha256: str) -> Path:
    """Return where a file of this digest is kept."""
    return data_dir / FILES_DIR / sha256


def waiting_path(data_dir: Path, batch_id: int) -> Path:
    """Return where the file of an upload waits to be read: not yet kept, and in no backup."""
    return data_dir / WAITING_DIR / str(batch_id)


def let_wait(file: Received, data_dir: Path, batch_id: int) -> None:
    """Put an arrived file where it waits to be read."""
    target = waiting_path(data_dir, batch_id)
    target.parent.mkdir(parents=True, exist_ok=True)
    file.path.replace(target)


def keep_waiting(data_dir: Path, batch_id: int, sha256: str) -> None:
    """Keep a file that was read to its end; one that is kept already stays as it is."""
    source = waiting_path(data_dir, batch_id)
    if source.is_file():
        keep(Received(path=source, name="", sha256=sha256, size=0), data_dir)


def find_to_read(data_dir: Path, batch_id: int, sha256: str, name: str) -> Path:
    """Return the file of an upload wherever it is; raises FileGoneError."""
    source = waiting_path(data_dir, batch_id)
    if source.is_file() and file_digest(source) == sha256:
        return source
    return find_kept(data_dir, sha256, name)


def find_kept(data_dir: Path, sha256: str, name: str) -> Path:
    """Return the kept file after its digest was checked; raises FileGoneError."""
    path = kept_path(data_dir, sha256)
    if not path.is_file() or file_digest(path) != sha256:
        raise FileGoneError(name=name)
    return path


def file_digest(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
