"""What a column counts, by the texts of its header."""

from __future__ import annotations

import re

from importers.rules.layout.headers import Indexes
from importers.rules.names.items import UNKNOWN, Certainty, ItemMatch
from importers.rules.names.keepers import is_of_others
from importers.rules.names.kept_things import kept_by_named
from importers.rules.names.vocabulary import Role, role_of
from importers.rules.texts.fields import kind_of_holder
from importers.rules.texts.header_units import UNIT_BRACKET, is_only_unit, unit_of_header

# "Số đội viên xung kích PCTT" counts the people of that force.
_COUNTED_MEMBERS = re.compile(
    r"^(?:tổng )?(?:số lượng|số|sl|quân số) (?:(?:đội viên|thành viên|người|cán bộ|chiến sĩ|chiến sỹ|tổ viên|hội viên|đoàn viên|tham gia) )+",
    re.IGNORECASE,
)


def _is_whole_name(text: str, match: ItemMatch) -> bool:
    """Return whether a header is a thing's own name whatever else its words head: "Điện thoại vệ tinh"."""
    return match.certainty is Certainty.EXACT and " " in text.strip()


def _ends_name(path: tuple[str, ...], text: str, indexes: Indexes) -> bool:
    """Return whether a word that may be a unit ends the name that the group above begins: "Áo" below "Phao (cái)"."""
    if len(path) < 2 or text != path[-1]:
        return False
    group = UNIT_BRACKET.sub("", path[-2]).strip()
    return not indexes.items.match(group).certain and indexes.items.named_as(f"{group} {text}").certain


def _sized_above(leaf: str, above: ItemMatch, match: ItemMatch) -> bool:
    """Return whether the size by which a name is known stands in the group above, and its lowest text adds none."""
    return above.certain and above.code == match.code and not any(map(str.isdigit, leaf))


def item_of_header(path: tuple[str, ...], indexes: Indexes, *, is_place: bool) -> tuple[ItemMatch, str]:
    """Return what a column counts: by its lowest text, else together with the groups above it.

    A commune's name is not taken for a misspelt item.
    """
    match_of = indexes.items.named_as if is_place else indexes.items.match
    levels = [
        text for text in path
        if (not is_only_unit(text) or indexes.items.is_name(text) or _ends_name(path, text, indexes)) and role_of(text) not in {Role.QUANTITY, Role.GOOD, Role.PHASE}
    ] or list(path[-1:])  # fmt: skip
    if not levels:
        return UNKNOWN, ""
    best: tuple[ItemMatch, str] = (UNKNOWN, levels[-1])
    attempts = [levels[-1]]
    for text in reversed(levels[:-1]):
        bare = UNIT_BRACKET.sub("", text).strip()
        attempts += [indexes.items.joined(bare, levels[-1])[0], f"{levels[-1]} {bare}"]
    attempts += [members for members in (_COUNTED_MEMBERS.sub("", levels[-1]),) if members != levels[-1]]
    if role_of(levels[-1]) is not None and not _is_whole_name(levels[-1], match_of(levels[-1])):
        attempts = attempts[1:] + ([levels[-2]] if len(levels) > 1 else attempts[:1])
    ranking = [Certainty.UNKNOWN, Certainty.SIMILAR, Certainty.SEVERAL, Certainty.VAGUE]
    group = UNIT_BRACKET.sub("", levels[-2]).strip() if len(levels) > 1 else ""
    for attempt in attempts:
        match = match_of(attempt)
        if (
            group
            and match.certainty is Certainty.BY_SIZE
            and _sized_above(levels[-1], match_of(group), match)
        ):
            continue  # "Được giao" below "Xuồng ST450": the group's own name, whatever stands below it
        if match.certain:
            named = kept_by_named(indexes.items, group, attempt, unit_of_header(path)) if group else None
            if named is not None:
                return named[1], named[0]
            words, match = indexes.items.under(group, attempt, match)
            return match, words
        if ranking.index(match.certainty) > ranking.index(best[0].certainty):
            best = (match, attempt)
    kept = kind_of_holder(levels[-1]) is not None and not is_of_others(levels[-1])
    if group and best[0].certainty in {Certainty.UNKNOWN, Certainty.SIMILAR} and kept:
        above = match_of(group)  # "Hộ dân" below "Áo phao" tells who keeps them
        return (above, group) if above.certain else best
    return best
