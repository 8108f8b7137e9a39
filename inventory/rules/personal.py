"""One person's data: where it may stand, how a person is recognised, and what an erased one leaves.

Source: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 (in force 01/01/2026): who a person is shown to, every look noted, and
the person's right to have data given out, corrected and erased, but for what other laws order to be kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum

from core.errors import DomainError
from core.text import fold
from core.values import frozen

MOST_NAME, MOST_PHONE = 120, 60  # letters, in forms and in commands
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


class RightTextError(DomainError):
    """The right name or number cannot stand where a form would take it. Facts: `name`, `phone`: the most letters."""

    code = "person_text_wrong"


class SeveralPeopleError(DomainError):
    """More than one person fits: several communes, numbers or names. Facts: `rows`."""

    code = "person_not_one"


class NothingRightError(DomainError):
    """A correction was asked for without the right name or number."""

    code = "person_not_corrected"


@frozen
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


def check_right(name: str, phone: str) -> None:
    """Return where a right name or number, as far as said, is as forms take it; raises RightTextError."""
    if (name and not 2 <= len(name) <= MOST_NAME) or (
        phone and not (digits(phone) and len(phone) <= MOST_PHONE)
    ):
        raise RightTextError(name=MOST_NAME, phone=MOST_PHONE)


def check_one_person(search: Search, rows: Sequence[tuple[str, str, str]]) -> None:
    """Return where rows (commune, name, number) can be one person's; raises SeveralPeopleError.

    Namesakes live in several communes or bear several numbers; a number, in whatever commune, is one person's unless it
    is shared at a desk and stands beside several names.
    """
    places = {commune for commune, _name, _phone in rows}
    numbers = {digits(part) for _place, _name, phone in rows for part in re.split(r"[;,/]", phone)} - {""}
    names = [name for _place, name, _phone in rows]
    alike = all(says(one, other) or says(other, one) for one in names for other in names)
    by_number = bool(digits(search.phone))
    if (not by_number and (len(numbers) > 1 or (search.commune_code is None and len(places) > 1))) or (
        not fold(search.name) and not alike
    ):
        raise SeveralPeopleError(rows=len(rows))


def without_name(text: str, name: str) -> str:
    """Return a text in which the name, written with any capitals, gives way to the mark of an erased one."""
    return re.sub(re.escape(name.strip()), ERASED, text, flags=re.IGNORECASE) if name.strip() else text


_MARKS = "[\u0300-\u036f]*"  # accents of decomposed letters
_GAP = r"[\s.\-()]*"  # how people part the digits of a number
_NUMBER = re.compile(rf"(?<!\d)(?:(?:\+|00)?84|0)(?:{_GAP}\d){{8,10}}(?!\d)")
LEAST_DIGITS = 6  # a shorter number, such as 114, is nobody's own and stands in any text


def numbers_in(text: str) -> list[str]:
    """Return every telephone number in a text, as it is written there."""
    return [found[0] for found in _NUMBER.finditer(text)]


def _name_pattern(name: str) -> str:
    words = [
        "".join(("[dđð]" if c == "d" else re.escape(c)) + _MARKS for c in word) for word in fold(name).split()
    ]
    said = r"\s+".join(words)
    return rf"(?<![\w\u0300-\u036f]){said}(?![\w\u0300-\u036f])" if words else ""


def _phone_pattern(phone: str) -> str:
    number = digits(phone)
    if len(number) < LEAST_DIGITS:
        return ""
    if number[0] != "0":
        return rf"(?<!\d)(?<!\d[\s.\-])\+?{_GAP.join(number)}(?![\s.\-]?\d)"
    lead = rf"(?:(?:\+|00)?84{_GAP}(?:0{_GAP})?|0{_GAP})"
    return rf"(?<!\d){lead}{_GAP.join(number[1:])}(?!\d)"


def _replaced(text: str, pattern: str, new: str) -> str:
    if not pattern:
        return text
    plain = unicodedata.normalize("NFD", text)
    right = re.escape(unicodedata.normalize("NFD", new))  # stays: a right name may hold the wrong one
    done = re.sub(
        rf"(?P<right>(?-i:{right}))|{pattern}",
        lambda found: found[0] if found["right"] else new,
        plain,
        flags=re.IGNORECASE,
    )
    return unicodedata.normalize("NFC", done) if done != plain else text


def mentions(search: Search, texts: Iterable[str]) -> bool:
    """Return whether free texts, taken together, hold the name and the number looked for, however they are written."""
    said = unicodedata.normalize("NFD", "\n".join(texts))
    wanted = [(search.name, _name_pattern(search.name)), (search.phone, _phone_pattern(search.phone))]
    asked = [pattern for told, pattern in wanted if told.strip()]
    return bool(asked) and all(
        pattern and re.search(pattern, said, flags=re.IGNORECASE) is not None for pattern in asked
    )


@frozen
class Change:
    """What becomes of a person in free text: the right name and number, or with neither the mark of an erased one."""

    search: Search
    name: str = ""
    phone: str = ""

    @property
    def erases(self) -> bool:
        """Whether nothing is to stay of the person."""
        return not (self.name or self.phone)

    def text(self, text: str) -> str:
        """Return a text in which the name and the number looked for gave way, whatever accents or blanks they have."""
        if self.name or self.erases:
            text = _replaced(text, _name_pattern(self.search.name), self.name or ERASED)
        if self.phone or self.erases:
            text = _replaced(text, _phone_pattern(self.search.phone), self.phone or ERASED)
        return text

    def named(self, text: str) -> str:
        """Return what becomes of the name of a person known to be the one meant."""
        return ERASED if self.erases else self.text(text) if self.search.name else self.name or text

    def called(self, text: str) -> str:
        """Return what becomes of a number known to be that person's."""
        return ERASED if self.erases else self.text(text) if self.search.phone else self.phone or text

    def reached(self, text: str) -> str:
        """Return what becomes of a line that says whom to call and how."""
        if not mentions(self.search, [text]):
            return self.text(text)
        if self.erases:
            return ERASED
        text = self.text(text)
        return _NUMBER.sub(lambda _: self.phone, text) if self.phone and not self.search.phone else text
