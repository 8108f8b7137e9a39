"""One person's data: where it may stand, how a person is recognised, and what an erased one leaves.

Source: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 (in force 01/01/2026): who a person is shown to, every look noted, and
the person's right to have data given out, corrected and erased, but for what other laws order to be kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from core.errors import DomainError
from core.text import fold

ERASED = "(đã xóa theo yêu cầu)"


class Place(StrEnum):
    """The kinds of rows in which a person stands; the first five also hold telephone numbers."""

    SEAT = "seat"
    WATCH = "watch"
    SQUAD = "squad"
    MEMBER = "member"
    HOLDER = "holder"
    LOOK = "look"


class Keep(StrEnum):
    """Why a row is not erased."""

    SERVING = "serving"
    ON_DUTY = "on_duty"


class NobodyAskedError(DomainError):
    """Neither a name nor a telephone number was given."""

    code = "person_not_said"


@dataclass(frozen=True, kw_only=True, slots=True)
class Search:
    """Whom to look for: name and number must both fit where both are given; an empty commune means everywhere."""

    name: str = ""
    phone: str = ""
    commune_code: str | None = None

    def check(self) -> None:
        """Raise NobodyAskedError where nothing says who is meant."""
        if not fold(self.name) and not digits(self.phone):
            raise NobodyAskedError


def digits(phone: str) -> str:
    """Return a number as its digits, the country's 84 written as 0."""
    plain = re.sub(r"\D", "", phone)
    return "0" + plain[2:] if plain.startswith("84") and len(plain) > 10 else plain


def says(text: str, name: str) -> bool:
    """Return whether a text contains the name as whole words, whatever its accents and capitals."""
    wanted = fold(name)
    return bool(wanted) and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", fold(text)) is not None


def fits(search: Search, *, name: str, phone: str) -> bool:
    """Return whether a row's name and telephone number are those of the person looked for."""
    number = digits(search.phone)
    if number and number not in {digits(part) for part in re.split(r"[;,/]", phone)}:
        return False
    return not fold(search.name) or says(name, search.name)


def without_name(text: str, name: str) -> str:
    """Return a text in which the name, written with any capitals, gives way to the mark of an erased one."""
    return re.sub(re.escape(name.strip()), ERASED, text, flags=re.IGNORECASE) if name.strip() else text
