"""How many a row of single vehicles tells in words: "Xe ben (02 chiếc)", "SL: 02", "02 xe" in its note, two plates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from importers.rules.texts.beside_number import spelled_number
from importers.rules.texts.words import fold_key

_COUNTER = r"(?:chiec|cai|xe|tau|thuyen|ghe|xuong|ca no|cano|phuong tien)"
_WORD = r"(?:hai|ba|bon|nam|sau|bay|tam|chin|muoi)"
_NUMBER = rf"0*(\d{{1,3}}|{_WORD}(?= {_COUNTER}))"
_SAYS = r"(?:(?:so luong|sl|tong so|tong cong|tong|gom|co|hien co|tat ca)\s*[:.]?\s*)"
# Behind a name: in brackets or not, with the word that counts such things, or behind "SL", a colon or "x".
_BEHIND = (
    re.compile(rf"\(\s*{_SAYS}*{_NUMBER}\s*{_COUNTER}\s*\)?$"),
    re.compile(rf"(?:\s|[-–:,])\s*{_SAYS}*{_NUMBER}\s*{_COUNTER}$"),
    re.compile(r"(?:[(,;\s]\s*(?:so luong|sl)\s*[:.]?|:|\sx)\s*0*(\d{1,3})\s*\)?$"),
    re.compile(r"()\(\s*0*(\d{1,3})\s*\)$"),
)
_BEFORE = re.compile(rf"^{_NUMBER}\s+(?:chiec|cai|xe|tau|ghe|thuyen|xuong|ca no|may)\b")
_REMARK = re.compile(rf"^{_SAYS}*{_NUMBER}\s*{_COUNTER}\b|^(?:so luong|sl|x)\s*[:.]?\s*0*(\d{{1,3}})$")
_TIMES = re.compile(r"^0*(\d{1,2}) x \d|[a-z]\)? ?x ?0*(\d{1,2})$")
_BETWEEN = re.compile(r"[,;()+\n]|\s-\s")
_PLATES = re.compile(
    r"(?<!\w)(?:\d{2} ?[a-zđ]{1,2}\d? ?[-–. ] ?\d{3}\.?\d{2}|\d{2} ?[a-zđ]{1,2}\d?[-– .]?\d{4,5}|[a-z]{2,3}[-– ]?\d{3,5}[-– ]?ts)(?!\w)"
)
_TRAILER = re.compile(r"\d{2} ?r")  # the plate of what a lorry draws is none of a further one


class Several(NamedTuple):
    """How many there are, and whether the words leave no doubt of it."""

    number: int
    sure: bool


def several_of(name: str, plate: str, told: Iterable[str]) -> Several | None:
    """Return how many a row of one vehicle tells of in its name, its plates or the words beside them; None where of one."""
    plain = fold_key(name).strip(" .;,")
    named = _behind(plain) or _found(_BEFORE, plain)
    marks = plates_of(plate) or plates_of(name)
    beside = next(filter(None, (_remark(words) for words in (plate, *told))), 0)
    numbers = {number for number in (named, marks, beside) if number > 1}
    if not numbers:
        return None
    worded = _BEHIND[0].search(plain) is not None
    return Several(named or marks or beside, worded and numbers == {named} and not (marks == 1 and plate))


def without_count(name: str) -> str:
    """Return a name without the count behind or before it that a word for such things tells; else as it is."""
    plain = fold_key(name)
    if len(plain) != len(name):
        return name
    for pattern in _BEHIND[:3]:
        if (found := pattern.search(plain.rstrip(" .;,"))) is not None:
            return name[: found.start()].rstrip(" ,;:-–(")
    found = re.match(rf"{_NUMBER}\s+(?:(?:chiec|cai)\s+)?", plain) if _BEFORE.match(plain) else None
    return name[found.end() :] if found is not None else name


def plates_of(text: str) -> int:
    """Return how many vehicles' plates a text lists."""
    return len({found for found in _PLATES.findall(fold_key(text)) if not _TRAILER.match(found)})


def _behind(plain: str) -> int:
    return next(filter(None, (_found(pattern, plain) for pattern in _BEHIND)), 0)


def _remark(words: str) -> int:
    plain = fold_key(words).strip(" .")
    parts = (part.strip(" .:") for part in _BETWEEN.split(plain))
    return next(filter(None, (_found(_REMARK, part) for part in parts)), 0) or _found(_TIMES, plain)


def _found(pattern: re.Pattern[str], plain: str) -> int:
    said = pattern.search(plain)
    number = next(filter(None, said.groups()), "") if said is not None else ""
    return int(number) if number.isdecimal() else (spelled_number(number) or 0)
