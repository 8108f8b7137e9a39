"""A dispatch's short code for telephone and SMS, and what a message with such a code says.

`BM-15-7` is commune Bình Minh, dispatch 15, check digit 7 (ISO/IEC 7064, MOD 11,10: any one
wrong digit is found). The letters are compared with the commune of that dispatch by whoever looks it up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from core.errors import DomainError
from core.text import fold
from core.values import frozen
from mobilization.rules.states import State

# What people write, without accents, in any case.
WORDS = {
    "nhan": State.ACKNOWLEDGED,
    "di": State.DEPARTED,
    "den": State.ARRIVED,
    "lam": State.WORKING,
    "nghi": State.OUT_REST,
    "hong": State.OUT_MECHANICAL,
}
# One sign may be left out or be another one. After a space the last sign is needed: "DI 1405" tells an hour, not a code.
_CODE = re.compile(r"([a-z]{1,4})(?:[-.]?(\d{1,12})[-. ]?| (\d{1,12})[-. ])(\d)(?=\s|$)")
_KIND = re.compile(r"^(xa|phuong|dac khu) ")
_TIME = re.compile(r"(?:luc )?(\d{1,2})(?: ?(?:[:.]|h|g|gio) ?(\d{2})?|(\d{2}))(?: ?(?:p|phut))?")
MOST_LINES = 20
MOST_WORDS = 6  # the step, and "lúc 6 giờ 40 phút"


class MessageError(DomainError):
    """A line cannot be understood. Fact: `line`, as it was written."""

    code = "message_unclear"


class CodeError(MessageError):
    """The code is none of ours: a sign is wrong. Fact: `line`."""

    code = "message_code_wrong"


class MessageTimeError(MessageError):
    """The time is no time of day. Fact: `line`."""

    code = "message_time_wrong"


@frozen
class Told:
    """What one line says: which dispatch, which step, when it happened (None: no time was given)."""

    code: str
    dispatch_id: int
    to: State
    happened_at: datetime | None
    line: str


def _check_digit(letters: str, number: int) -> int:
    product = 10
    for digit in "".join(str(ord(letter) - 55) for letter in letters) + str(number):
        product = (((product + int(digit)) % 10 or 10) * 2) % 11
    return (11 - product) % 10


def short_code(commune: str, dispatch_id: int) -> str:
    """Return the code of a dispatch from a commune ("Xã Bình Minh"), such as BM-15-7."""
    name = _KIND.sub("", fold(commune))
    letters = "".join(word[0] for word in re.findall(r"[a-z]+", name))[:4].upper()
    return f"{letters}-{dispatch_id}-{_check_digit(letters, dispatch_id)}"


def _moment(text: str, line: str, present: datetime) -> datetime | None:
    if not text:
        return None
    found = _TIME.fullmatch(text)
    hour, minute = (int(found[1]), int(found[2] or found[3] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise MessageTimeError(line=line)
    moment = datetime.combine(present.date(), time(hour, minute), tzinfo=present.tzinfo)
    return moment - timedelta(days=1) if moment > present else moment  # 2350 told at 0:10 was yesterday


def read_messages(text: str, present: datetime) -> Sequence[Told]:
    """Return what each line says; a line without a code speaks of the one before. `present` is on the local clock.

    Raises CodeError, MessageTimeError, or MessageError where a line or its step is not understood.
    """
    told: list[Told] = []
    for raw in [line for line in text.splitlines() if line.strip()][:MOST_LINES]:
        line = " ".join(raw.split())
        words = line.lower().replace("đ", "d")
        found = _CODE.match(words)
        rest = words[found.end() :].split() if found else words.split()
        if found:
            letters, number = found[1].upper(), int(found[2] or found[3])
            if _check_digit(letters, number) != int(found[4]):
                raise CodeError(line=line)
            code = f"{letters}-{number}-{found[4]}"
        elif told:
            code, number = told[-1].code, told[-1].dispatch_id
        else:
            raise MessageError(line=line)
        to = WORDS.get(fold(rest[0])) if rest else None
        if to is None or len(rest) > MOST_WORDS:
            raise MessageError(line=line)
        moment = _moment(fold(" ".join(rest[1:])), line, present)
        told.append(Told(code=code, dispatch_id=number, to=to, happened_at=moment, line=line))
    return told
