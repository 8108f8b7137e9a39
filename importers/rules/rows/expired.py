"""Goods past their last day when they were counted: by a note ("hết hạn 5/2026") or a column ("Hạn dùng")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from importers.rules.layout.columns import Column
from importers.rules.names.vocabulary import Role
from importers.rules.texts.words import fold_key

Month = tuple[int, int]  # year and month
UNKNOWN: Month = (0, 0)
_OWN_COLUMNS = frozenset({"Phải giữ lại cho xã", "Hạn dùng", "Xem"})
_DAY = re.compile(r"(?<!\d)(?:\d{1,2}\s*[/.-]\s*)?(\d{1,2})\s*[/.-]\s*(20\d\d)(?!\d)")
_ISO = re.compile(r"(?<!\d)(20\d\d)-(\d{1,2})(?:-\d{1,2})?(?!\d)")
_MONTH_IN_WORDS = re.compile(r"\bthang (\d{1,2})(?: nam|[ ,/.-])* ?(20\d\d)\b")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_EXPIRED = re.compile(
    r"(?<!chua )(?<!gan )(?<!sap )(?<!khong )(?<!chua bi )\b(?:het|qua) (?:han(?: su dung| dung)?|nien han(?: su dung| luu hanh)?|hsd|date)\b"
    r"(?! (?:bao hanh|dang kiem|kiem dinh|kiem tra|hop dong|khau hao|luu hanh|tra|muon|thue|nop|bao cao|cam ket|giao))"
)


@lru_cache(maxsize=4096)
def months_in(text: str) -> tuple[Month, ...]:
    """Return the months that a text names as days or months ("20/8/2026", "02/2026", "tháng 8 năm 2026")."""
    plain = fold_key(text)
    found = [
        (int(year), int(month)) for month, year in (*_DAY.findall(plain), *_MONTH_IN_WORDS.findall(plain))
    ]
    found += [(int(year), int(month)) for year, month in _ISO.findall(plain)]
    return tuple((year, month) for year, month in found if 1 <= month <= 12)


def counted_in(titles: Iterable[str]) -> Month:
    """Return the latest month the titles of a list name, the first of their latest year, or (0, 0) where they name none."""
    titles = list(titles)
    named = [month for title in titles for month in months_in(title)]
    years = [(int(year), 1) for title in titles for year in _YEAR.findall(title)]
    return max([*named, *years], default=UNKNOWN)


@lru_cache(maxsize=4096)
def says_expired(note: str, counted: Month) -> bool:
    """Return whether words say that goods are past their last day; a day they name is then not after the count."""
    found = _EXPIRED.search(fold_key(note))
    if found is None:
        return False
    named = months_in(note)
    return not named or counted == UNKNOWN or max(named) <= counted


@lru_cache(maxsize=4096)
def day_is_past(last_day: str, counted: Month) -> bool:
    """Return whether the last day a column gives lies before the month of the count."""
    named = months_in(last_day)
    return bool(named) and max(named) < counted


def is_own_list(columns: Iterable[Column]) -> bool:
    """Return whether a table is a list of our own that comes back: the register knows the last days itself."""
    return {column.leaf for column in columns} >= _OWN_COLUMNS


def expired_by(texts: Mapping[Role, str], counted: Month | None) -> str:
    """Return the words beside a figure that say its goods are past their last day, or ""; nothing where None asks."""
    if counted is None:
        return ""
    said = (texts.get(role, "") for role in (Role.NOTE, Role.CONDITION))
    past = next((text for text in said if text and says_expired(text, counted)), "")
    last_day = texts.get(Role.EXPIRY, "")
    return past or (f"Hạn dùng {last_day}" if last_day and day_is_past(last_day, counted) else "")
