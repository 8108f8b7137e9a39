"""What was proved before: the answer of a group, kept by all the rows it is made from.

A plan made anew after one change meets mostly groups that did not change. The key holds every row a group is built
from, so a group that differs in anything is solved again and a remembered answer is exactly the one solving would
give. Only proved answers are kept, in this process only, the least recently used dropped.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import field

from core.values import frozen
from mobilization.rules.passed import Told
from mobilization.rules.plan import Line, Unmet, Whys

MOST_PARTS = 512
MOST_ROWS = 800_000  # stocks, needs and lines together: a nation's in need, some 150 MB


@frozen
class Part:
    """The answer of one group: its lines, what they leave unmet, and what else was asked of it.

    `why` explains what is left over; `quick` and `told` are there where the best plan is shown beside the quick one.
    """

    method: str
    lines: Sequence[Line]
    unmet: Sequence[Unmet]
    why: Whys = field(default_factory=Whys)
    quick: Part | None = None
    told: Told | None = None


class Memory:
    """Proved answers by key; safe for threads."""

    def __init__(self, most_parts: int = MOST_PARTS, most_rows: int = MOST_ROWS) -> None:
        self._most_parts, self._most_rows = most_parts, most_rows
        self._kept: OrderedDict[Hashable, tuple[Part, int, Hashable]] = OrderedDict()
        self._rows = 0
        self._lock = threading.Lock()

    def find(self, key: Hashable) -> Part | None:
        """Return the proved answer of a group, or None where it has not been met."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(found[2])  # the kept key itself: two keys are compared row by row
            return found[0]

    def keep(self, key: Hashable, part: Part, rows: int) -> None:
        """Remember a proved answer made from so many rows."""
        rows += len(part.lines)
        with self._lock:
            _, before, _ = self._kept.pop(key, (None, 0, None))
            self._rows += rows - before
            self._kept[key] = part, rows, key
            while self._kept and (len(self._kept) > self._most_parts or self._rows > self._most_rows):
                _, (_, dropped, _) = self._kept.popitem(last=False)
                self._rows -= dropped
