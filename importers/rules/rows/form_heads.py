"""Heads of forms whose label and name stand in two cells side by side: "Xã:" | "Ba Vì"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from importers.rules.texts.words import wording

_LABEL = wording(
    r"\W*(?:(?:tên )?(?:xã|phường|đặc khu)|(?:ubnd|uỷ ban nhân dân|ủy ban nhân dân|ban chqs|bch ptds) (?:xã|phường|đặc khu)|"
    r"(?:tên )?(?:đơn vị|địa phương)(?: (?:báo cáo|lập|lập biểu|kê khai|thực hiện))?)\s*:?\s*"
)
_ANY_KIND = wording(
    r"\W*(?:tên )?(?:xã|phường)\s*(?:[/,-]|\()\s*(?:xã|phường)\)?(?:\s*[/,-]\s*đặc khu)?\s*:?\s*"
)
_NAME = re.compile(r"[^\W\d][^\d:;,|]{1,30}")
MOST_WORDS = 5


def with_labels(texts: Sequence[str], keys: Sequence[str]) -> list[str]:
    """Return the texts of a row with each label that the name of a commune may follow joined to the text behind it.

    `keys` are the texts' accent keys. A label that more than one text follows heads a row of a table.
    """
    if not any(map(_heads, keys)):
        return list(texts)
    found: list[str] = []
    at = 0
    while at < len(texts):
        name = texts[at + 1] if at + 1 < len(texts) else ""
        alone = at + 2 >= len(texts) or texts[at + 2].rstrip().endswith(":") or _heads(keys[at + 2])
        if name and alone and _heads(keys[at]) and _may_be_name(name, keys[at + 1]):
            label = texts[at].strip(" .:")
            if _ANY_KIND.of(keys[at]).fullmatch(keys[at]):
                label = "Địa phương"
            joint = " " if " " in label and label.casefold().startswith(("u", "b")) else ": "
            found.append(f"{label}{joint}{name}")
            at += 2
            continue
        found.append(texts[at])
        at += 1
    return found


@lru_cache(maxsize=4096)
def _heads(key: str) -> bool:
    if key[:1].isdigit():
        return False
    return any(words.of(key).fullmatch(key) is not None for words in (_LABEL, _ANY_KIND))


def _may_be_name(text: str, key: str) -> bool:
    return len(text.split()) <= MOST_WORDS and _NAME.fullmatch(text.strip()) is not None and not _heads(key)
