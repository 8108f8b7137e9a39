"""A paper's number and day: the clerk gives them to what was signed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from datetime import date
from typing import TypeVar

from core.errors import DomainError

Key = TypeVar("Key", bound=Hashable)


class PaperDateError(DomainError):
    """The day on the paper is before the order was drafted or decided, or still to come. Facts: `first`, `last`."""

    code = "paper_date"


def clerks(number: str, dated: date, *, begun: date, today: date) -> tuple[str, date]:
    """Return a paper's number and day as the clerk gave them; raises PaperDateError for a day before it was begun or to come."""
    if not begun <= dated <= today:
        raise PaperDateError(first=f"{begun:%d/%m/%Y}", last=f"{today:%d/%m/%Y}")
    return number.strip(), dated


class NumberTwiceError(DomainError):
    """Two papers of one table bear the same number."""

    code = "number_twice"


class NothingNumberedError(DomainError):
    """No number was written into the table."""

    code = "nothing_numbered"


def given_twice(numbers: Mapping[Key, str]) -> set[Key]:
    """Return the papers whose number another of them bears too, however it is spaced or written large."""
    plain = {key: "".join(number.split()).upper() for key, number in numbers.items()}
    counts = Counter(plain.values())
    return {key for key, number in plain.items() if counts[number] > 1}
