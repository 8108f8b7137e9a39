"""The last day of goods as a file writes it, read only where it can be nothing else."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache

from importers.rules.texts.words import fold_key

NEAREST, FARTHEST = 2000, 2099
_SAID = r"(?:(?:het )?(?:han su dung|han dung|han sd|hsd|han)(?: den| toi)?(?: het)?\s*:?\s*)?(?:ngay )?"
_DAY = re.compile(rf"{_SAID}(\d{{1,2}})\s*[/.-]\s*(\d{{1,2}})\s*[/.-]\s*(\d{{4}})")
_MONTH = re.compile(rf"{_SAID}(?:thang )?(\d{{1,2}})\s*(?:[/.-]|nam)\s*(20\d\d)")
_IN_WORDS = re.compile(rf"{_SAID}(\d{{1,2}}) thang (\d{{1,2}}) nam (20\d\d)")
_ISO = re.compile(r"(20\d\d)-(\d\d)-(\d\d)(?: 00:00:00)?")
_OF_NOTE = re.compile(
    r"\b(?:hsd|han su dung|han dung|han sd)(?: den| toi)?(?: het)?\s*:?\s*(?:ngay |thang )?([\d/.-]*\d)"
)
FIRST = 1
TWELVE = 12


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        found = dt.date(year, month, day)
    except ValueError:
        return None
    return found if NEAREST <= found.year <= FARTHEST else None


@lru_cache(maxsize=4096)
def read_last_day(text: str) -> dt.date | None:
    """Return the day a text gives as the last one, None where that is open.

    A month alone is its last day (NĐ 43/2017, điều 14). The first of a month in a date of the program that made the file is
    as likely a month somebody typed. A quarter, a year alone, how long goods keep, a year of two figures say no day.
    """
    plain = fold_key(text).strip(" .")
    if found := _ISO.fullmatch(plain):
        year, month, day = map(int, found.groups())
        return None if day == FIRST else _day(year, month, day)
    if found := _DAY.fullmatch(plain) or _IN_WORDS.fullmatch(plain):
        day, month, year = map(int, found.groups())
        return _day(year, month, day)
    if found := _MONTH.fullmatch(plain):
        month, year = map(int, found.groups())
        return _day(year, month, calendar.monthrange(year, month)[1]) if 1 <= month <= TWELVE else None
    return None


def exact_day(text: str) -> dt.date | None:
    """Return the day of a list of our own, where the first of a month is that day."""
    found = _ISO.fullmatch(text.strip())
    return _day(*map(int, found.groups())) if found else read_last_day(text)


@lru_cache(maxsize=4096)
def day_of_note(note: str) -> str:
    """Return the last day that a note gives all that the row counts ("HSD 6/2027"), "" where it gives none or several."""
    days = _OF_NOTE.findall(fold_key(note))
    return days[0] if len(days) == 1 and read_last_day(days[0]) is not None else ""


def doubted_days(texts: Iterable[str]) -> frozenset[str]:
    """Return those of a sheet's last days that may have day and month the wrong way round, by the others beside them.

    "06/30/2027" has its month first, so "05/06/2027" beside it may too. Where days beyond the twelfth stayed words and all
    dates of the program lie up to the twelfth, it took the words for months first, and turned those dates round.
    """
    written = sorted(set(texts))
    of_program = [text for text in written if _ISO.fullmatch(text)]
    typed = [
        (text, tuple(map(int, found.groups())))
        for text in written
        if (found := _DAY.fullmatch(fold_key(text)))
    ]
    doubted: set[str] = set()
    if any(month > TWELVE >= day for _, (day, month, _) in typed):
        doubted |= {text for text, (day, month, _) in typed if max(day, month) <= TWELVE}
    late = any(day > TWELVE >= month for _, (day, month, _) in typed)
    if late and all(int(text[8:10]) <= TWELVE for text in of_program):
        doubted |= set(of_program)
    return frozenset(doubted)


def in_note(text: str) -> str:
    """Return how a note keeps a last day that is in doubt."""
    return f"Hạn dùng: {as_written(text)}"


def as_written(text: str) -> str:
    """Return a last day as people read it: a date of the program without its time."""
    found = _ISO.fullmatch(text.strip())
    return f"{found[3]}/{found[2]}/{found[1]}" if found else text
