"""Every commune's ready stock of some days, kept while its book stands still."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from sqlalchemy.orm import Session

from core.values import frozen
from inventory.queries.tallies import list_marks
from reports.queries.readiness import Moment, list_stocks
from reports.rules.readiness import Stock

Stocks = Mapping[str, Mapping[str, Stock]]
MOST_DAYS = 4  # today and the day a month before, over midnight; a nation's day takes some 30 MB


@frozen
class _Day:
    """Stock by commune and type, and the marks of the books it was added up from."""

    marks: Mapping[str, str] = field(default_factory=dict)
    of: Stocks = field(default_factory=dict)


class StockDays:
    """The days lately looked at; only communes whose books moved on are added up again, in one question for all days.

    What is kept of a day is never changed, only replaced: whoever looks at it meanwhile finds it as it was.
    """

    def __init__(self) -> None:
        self._days: dict[Moment, _Day] = {}

    def at(self, session: Session, moments: Sequence[Moment]) -> list[Stocks]:
        """Return the stock of every commune at some moments.

        Marks are asked for first, so that a change in between is seen at the next look.
        """
        marks = list_marks(session)
        days = [self._days.get(moment, _Day()) for moment in moments]
        moved = {code for code, mark in marks.items() if any(day.marks.get(code) != mark for day in days)}
        if not moved:
            return [day.of for day in days]
        found = list_stocks(session, moments, moved if 2 * len(moved) < len(marks) else None)
        days = [
            _Day(marks=marks, of={**{code: day.of[code] for code in day.of.keys() - moved}, **stocks})
            for day, stocks in zip(days, found, strict=True)
        ]
        newest = dict(zip(moments, days, strict=True))
        older = {moment: day for moment, day in self._days.items() if moment not in newest}
        self._days = dict([*older.items(), *newest.items()][-MOST_DAYS:])
        return [day.of for day in days]
