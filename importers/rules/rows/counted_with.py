"""Notes that say another thing is counted in a figure: "gồm cả phao tròn" beside life jackets."""

from __future__ import annotations

import re
from collections import Counter

from importers.rules.layout.drafts import REMARKS_BETWEEN, Draft, Walked
from importers.rules.names.items import ItemIndex
from importers.rules.names.vocabulary import Role
from importers.rules.texts.words import accent_key, wording

_WITH = wording(
    r"(?<!không )(?<!chưa )\b(?:(?:bao )?gồm cả|kể cả|tính cả|tính luôn|(?:tính |gộp |kể )?chung (?:với|cả)|trong đó (?:có|gồm)|có lẫn|lẫn cả) ([^,;.()]+)"
)
_NUMBER = re.compile(r"^\W*\d[\d.,]*\s*(?:cái|chiếc|bộ|xe|máy|cai|chiec|bo|may)?\s+")
_BETWEEN = re.compile(r"\s(?:và|va|cùng|cung)\s|/|\+")


def ask_counted_with(walked: Walked, items: ItemIndex) -> None:
    """Ask about the figures in whose notes another thing of the catalogue is said to be counted with them.

    Beside several figures a note does not say which of them it means.
    """
    beside = Counter(draft.cell.row for draft in walked.drafts)
    walked.ask(lambda draft: _other(draft, items) if beside[draft.cell.row] == 1 else "", of_row=True)


def _other(draft: Draft, items: ItemIndex) -> str:
    note = draft.texts.get(Role.NOTE, "") if draft.texts else ""
    if not note or not draft.item.certain:
        return ""
    return next(
        (text for text in note.split(REMARKS_BETWEEN) if counts_another(text, str(draft.item.code), items)),
        "",
    )


def counts_another(note: str, own: str, items: ItemIndex) -> bool:
    """Return whether a note names another thing than `own` (a code) as counted with it."""
    key = accent_key(note)
    for found in _WITH.of(key).finditer(key):
        for words in _BETWEEN.split(found.group(1)):
            match = items.named_as(_NUMBER.sub("", words).strip())
            if match.certain and match.code != own:
                return True
    return False
