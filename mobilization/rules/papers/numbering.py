"""A paper's number and day: the clerk gives them to what was signed."""

from __future__ import annotations

from datetime import date

from core.errors import DomainError


class PaperDateError(DomainError):
    """The day on the paper is before the order was drafted or decided, or still to come. Facts: `first`, `last`."""

    code = "paper_date"


def clerks(number: str, dated: date, *, begun: date, today: date) -> tuple[str, date]:
    """Return a paper's number and day as the clerk gave them; raises PaperDateError for a day before it was begun or to come."""
    if not begun <= dated <= today:
        raise PaperDateError(first=f"{begun:%d/%m/%Y}", last=f"{today:%d/%m/%Y}")
    return number.strip(), dated
