"""Names of which one may count what the others count too: "Dân quân tự vệ" beside "Dân quân cơ động", "Cuốc, xẻng" beside "Cuốc"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from importers.rules.texts.header_units import UNIT_BRACKET
from importers.rules.texts.words import accent_key, fold_key, without_numbering, without_punctuation

# What the catalogue says of its types: one for what is not told apart, and what it may be told apart into.
WHOLES: dict[str, frozenset[str]] = {
    "LL-004": frozenset({"LL-001", "LL-002", "LL-003"}),
    "HC-011": frozenset({"HC-009", "HC-010"}),
}
_ALL = re.compile(
    r"(?<!\w)(?:tổng|cộng|toàn|tất cả|các loại|nói chung|chung|gộp|tong|toan|tat ca|cac loai|gop)(?!\w)"
)
_NO_SUM = re.compile(r"(?<!\w)(?:công|cộng (?:đồng|tác|sự|hòa|hưởng)|an toàn)(?!\w)")
# What an abbreviation of the offices stands for.
_SPELT = {
    "dqtv": "dan quan tu ve",
    "dqcd": "dan quan co dong",
    "dqtc": "dan quan tai cho",
    "dqtt": "dan quan thuong truc",
}
_NO_WORDS = frozenset(
    {"loai", "cac", "va", "so", "luong", "sl", "cai", "chiec", "bo", "nguoi", "hien", "co", "thu", "gom"}
)


class Named(NamedTuple):
    """What is counted: its words, and its type where that is certain."""

    text: str
    code: str | None = None


def counts_all(text: str) -> bool:
    """Return whether words say that all is counted together ("Tổng dự trữ", "Dự trữ toàn xã", "Xuồng các loại")."""
    key = accent_key(text)
    return _ALL.search(_NO_SUM.sub(" ", key)) is not None


def is_kin(whole: Named, parts: Sequence[Named]) -> bool:
    """Return whether by their names, or by the catalogue, one may count together what the others count apart."""
    if counts_all(whole.text):
        return True
    if whole.code is not None and all(part.code in WHOLES.get(whole.code, ()) for part in parts):
        return True
    own, others = _words(whole.text), [_words(part.text) for part in parts]
    if not own or not all(others):
        return False
    return all(own < other for other in others) or all(other < own for other in others)


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    """Return the words that tell what a name counts, folded, without its unit and such as "các loại"."""
    plain = without_punctuation(fold_key(UNIT_BRACKET.sub("", without_numbering(text))))
    spelt = " ".join(_SPELT.get(word, word) for word in plain.split())
    return frozenset(spelt.split()) - _NO_WORDS
