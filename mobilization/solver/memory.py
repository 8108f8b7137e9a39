"""What was proved before: the best flows of a group, kept by everything that decides them.

A plan made anew after one change meets mostly groups that did not change. The key is a digest of every array, ratio,
type, turn and pin the solver reads, so a group that differs in anything is solved again and a remembered answer is
exactly the one solving would give. Only proved answers are kept, in this process only, the least recently used dropped.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict

import numpy as np

from mobilization.rules.groups import Group
from mobilization.rules.reasons import Sent

MOST_GROUPS = 512
MOST_LINES = 100_000  # of all remembered groups together: some 10 MB


def key_of(group: Group) -> bytes:
    """Return a digest of all a solver reads of a group; rows and columns stand for the ids."""
    digest = hashlib.sha256()
    arrays = (
        group.asked,
        group.priority,
        group.quantity,
        group.free,
        group.arrival,
        group.tier,
        group.own,
        group.fits,
        group.forbidden,
        group.open,
        group.turn,
    )
    for array in arrays:
        digest.update(f"{array.dtype}{array.shape}".encode())
        digest.update(np.ascontiguousarray(array).data)
    digest.update(repr(list(group.pins)).encode())
    if group.ratios:
        kinds = [need.type for need in group.needs], [stock.type for stock in group.stocks]
        digest.update(repr((sorted(group.ratios.items(), key=repr), kinds)).encode())
    return digest.digest()


class Memory:
    """Proved answers by key; safe for threads."""

    def __init__(self, most_groups: int = MOST_GROUPS, most_lines: int = MOST_LINES) -> None:
        self._most_groups, self._most_lines = most_groups, most_lines
        self._kept: OrderedDict[bytes, tuple[Sent, ...]] = OrderedDict()
        self._lines = 0
        self._lock = threading.Lock()

    def find(self, key: bytes) -> list[Sent] | None:
        """Return the proved flows of a group, or None where it has not been met."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return list(found)

    def keep(self, key: bytes, sent: list[Sent]) -> None:
        """Remember proved flows."""
        with self._lock:
            self._lines += len(sent) - len(self._kept.pop(key, ()))
            self._kept[key] = tuple(sent)
            while len(self._kept) > self._most_groups or (self._lines > self._most_lines and self._kept):
                _, dropped = self._kept.popitem(last=False)
                self._lines -= len(dropped)
