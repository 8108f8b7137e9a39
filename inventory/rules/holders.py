"""Who keeps things: which names mean the commune itself, and the kinds of holder."""

from __future__ import annotations

import hashlib
import re
from enum import StrEnum
from functools import lru_cache

from core.text import fold
from inventory.rules.personal import MOST_PHONE, digits

HOLDER_NAME_LENGTH = 160

_COMMITTEES = ("", "ubnd", "uy ban nhan dan", "uy ban")
_LEVELS = ("xa", "phuong", "dac khu", "x", "p")


class HolderKind(StrEnum):
    """The kinds of holder the register tells apart."""

    COMMUNE = "commune"
    AGENCY = "agency"
    ARMED_FORCES = "armed_forces"
    ENTERPRISE = "enterprise"
    HOUSEHOLD = "household"
    PROVINCE = "province"


# Whose things are not the public's to give.
PRIVATE = frozenset({HolderKind.ENTERPRISE, HolderKind.HOUSEHOLD})


def whereabouts(place: str, holder: str, kind: str) -> str:
    """Return where to go for things: the place, and whose they are where neither the commune nor the place tells."""
    told = not holder or kind == HolderKind.COMMUNE or fold(holder) in fold(place)
    return (place if told else f"{place} · {holder}") if place else holder


def means_own_committee(name: str, commune_title: str) -> bool:
    """Return whether a holder's name means the commune's own People's Committee ("UBND xã", "xã", no name at all).

    "UBND xã Bình Nguyên" in the list of another commune is a holder of its own.
    """
    words = fold(name).replace(".", " ").strip()
    words = " ".join(words.split())
    if not words:
        return True
    title = fold(commune_title)
    bare = next(
        (title.removeprefix(f"{level} ") for level in _LEVELS if title.startswith(f"{level} ")), title
    )
    for committee in _COMMITTEES:
        rest = words.removeprefix(committee).strip() if words.startswith(committee) else None
        if rest is None or (committee and words != committee and words[len(committee)] != " "):
            continue
        if rest in _LEVELS or rest == title or (committee and rest in ("", bare)):
            return True
        if any(rest == f"{level} {bare}" for level in _LEVELS):
            return True
    return False


@lru_cache(maxsize=4096)  # a list names the same holders over and over
def holder_key(name: str, commune_title: str) -> str:
    """Return what tells a commune's holders apart: empty for its own committee, else the folded name."""
    return "" if means_own_committee(name, commune_title) else fold(name[:HOLDER_NAME_LENGTH])


def with_number(held: str, told: str) -> str:
    """Return a holder's telephone numbers with those told of it, each once, the held ones first, as many as fit."""
    if not held:
        return told
    known = {digits(part) for part in re.split("[;,/]", held)}
    for part in map(str.strip, re.split("[;,/]", told)):
        longer = f"{held}; {part}"
        if digits(part) and digits(part) not in known and len(longer) <= MOST_PHONE:
            held, known = longer, known | {digits(part)}
    return held


def contact_mark(phone: str, address: str) -> str:
    """Return what differs as soon as a holder's telephone number or address does, and tells neither."""
    return hashlib.sha256(f"{phone}|{address}".encode()).hexdigest()[:16]


def holder_mark(name: str, kind: str) -> str:
    """Return what differs as soon as a holder's name or kind does."""
    return hashlib.sha256(f"{kind}|{name}".encode()).hexdigest()[:16]
