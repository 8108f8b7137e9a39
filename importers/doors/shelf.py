"""The uploads looked at lately, so that the pages of a long file need not compare it with the stock each time."""

from __future__ import annotations

import threading
from collections import OrderedDict

from core.values import frozen
from importers.queries.batches import BatchState
from importers.rules.results import Recognition
from importers.rules.stock.lines import Mode, Preview

MOST_ROWS = 60_000  # of all uploads on the shelf together; a row takes some 2 kB
MOST_UPLOADS = 8


@frozen
class Kept:
    """What was made of an upload. `key` and `mark` say from which reading and from which state of the stock."""

    key: tuple[BatchState, str, Mode]
    mark: str
    communes: tuple[str, ...]
    recognition: Recognition
    preview: Preview


class Shelf:
    """A few uploads by id, those looked at last; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[int, Kept] = OrderedDict()

    def find(self, batch_id: int) -> Kept | None:
        """Return what was made of an upload, or None."""
        with self._lock:
            if batch_id in self._kept:
                self._kept.move_to_end(batch_id)
            return self._kept.get(batch_id)

    def put(self, batch_id: int, kept: Kept) -> None:
        """Keep an upload; those not looked at for longest make room."""
        with self._lock:
            self._kept[batch_id] = kept
            self._kept.move_to_end(batch_id)
            while len(self._kept) > MOST_UPLOADS or (self._rows() > MOST_ROWS and len(self._kept) > 1):
                self._kept.popitem(last=False)

    def drop(self, batch_id: int) -> None:
        """Forget an upload."""
        with self._lock:
            self._kept.pop(batch_id, None)

    def _rows(self) -> int:
        return sum(len(kept.recognition.rows) for kept in self._kept.values())
