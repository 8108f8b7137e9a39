"""What the post itself puts into an incident's log, beside the steps of the resources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from heapq import merge
from typing import Protocol, TypeVar

from core.errors import DomainError

EARLIEST = timedelta(
    days=3
)  # so long before an incident was reported may something have happened that belongs to it


class Entry(StrEnum):
    """What a line of the log tells, where it is no step of a resource; `below` is who asked the level above for help."""

    SAID = "said"
    OPENED = "opened"
    CORRECTED = "corrected"
    CLOSED = "closed"
    NEED_ADDED = "need_added"
    NEED_CHANGED = "need_changed"
    NEED_WITHDRAWN = "need_withdrawn"
    BELOW_CHANGED = "below_changed"
    BELOW_WITHDRAWN = "below_withdrawn"
    BELOW_CLOSED = "below_closed"


class FutureError(DomainError):
    """What is marked as happened cannot lie in the future."""

    code = "happened_in_future"


class LongBeforeError(DomainError):
    """What is told happened long before the incident: a slip of the day. Fact: `opened`, when that was reported."""

    code = "happened_long_before"


def check_moment(happened_at: datetime, *, opened_at: datetime, now: datetime) -> None:
    """Return where a line of the log may say it happened then; raises FutureError, LongBeforeError."""
    if happened_at > now:
        raise FutureError
    if happened_at < opened_at - EARLIEST:
        raise LongBeforeError(opened=opened_at)


class Timed(Protocol):
    """A line of the log."""

    @property
    def happened_at(self) -> datetime:
        """When it was."""


TTimed = TypeVar("TTimed", bound=Timed)


def newest_first(*logs: Iterable[TTimed], limit: int, skip: int = 0) -> list[TTimed]:
    """Return one log of several, each with what happened last first; the first named stands first where moments agree."""
    together = merge(*logs, key=lambda line: line.happened_at, reverse=True)
    return list(together)[skip : skip + limit]
