"""The folder for all that a run of the tests writes."""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

MEMORY = Path("/dev/shm")
# A run leaves some 8 GB of small databases behind until it ends.
ROOM = 12 * 1024**3
SIGN = "running"


def own_folder() -> Path:
    """Make one folder for all a run writes, in memory where the machine has room there, gone when the run ends.

    Thousands of tests copy a database each; on a disk the writing takes longer than the tests themselves.
    """
    writable = MEMORY.is_dir() and os.access(MEMORY, os.W_OK)
    for place in {MEMORY, Path(tempfile.gettempdir())}:
        clear_left(place)
    roomy = writable and shutil.disk_usage(MEMORY).free > ROOM
    folder = Path(tempfile.mkdtemp(prefix="tests-", dir=MEMORY if roomy else None))
    # The test PostgreSQL runs as another user and must be let through.
    folder.chmod(0o755)
    hold(folder)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def hold(folder: Path) -> int:
    """Sign a folder as in use for as long as this process lives; returns what holds the sign."""
    sign = os.open(folder / SIGN, os.O_WRONLY | os.O_CREAT)
    fcntl.flock(sign, fcntl.LOCK_EX)
    return sign


def clear_left(place: Path) -> None:
    """Remove what killed runs left: it takes gigabytes of memory, and for want of room later runs write to the disk."""
    for sign in place.glob(f"tests-*/{SIGN}"):
        with suppress(OSError), sign.open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(sign.parent, ignore_errors=True)
