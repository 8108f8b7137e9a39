"""Python's search for rubbish, paused where many lasting values are made at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

FULL = 2  # Python's name of a search through everything


def keep_what_stays(sweeps: int) -> None:
    """Spare every later search what the first few full ones found alive: what the first answers read stays as well.

    Only a few: rubbish in circles that was alive at such a moment is never found again.
    """
    left = sweeps

    def swept(phase: str, facts: dict[str, int]) -> None:
        nonlocal left
        if phase == "stop" and facts["generation"] == FULL:
            gc.freeze()
            left -= 1
            if not left:
                gc.callbacks.remove(swept)

    gc.callbacks.append(swept)


@contextmanager
def collecting_paused() -> Iterator[None]:
    """Make values without a search for rubbish among them, which takes a third of the time; nesting is harmless."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
