"""Heads side by side that are opposed ("Ngày | Đêm", "Mới cấp | Cũ còn lại") or numbered ("Ca 1 | Ca 2"): one thing told in parts.

Whether the parts add up (new ones and old ones) or are the same things again (by day and by night), no such head says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, takewhile
from typing import NamedTuple

from importers.rules.names.keepers import names_keeper
from importers.rules.names.vocabulary import Role, role_of
from importers.rules.texts.words import accent_key, fold_key, has_accents

# Words that stand against each other, a line of them for each.
_OPPOSED: tuple[tuple[str, ...], ...] = tuple(
    tuple(line.split(", "))
    for line in """
ban ngày, ban đêm, ban sáng, ban trưa, ban chiều, ban tối, ngày, đêm, sáng, trưa, chiều, tối
mới, cũ
người lớn, trẻ em, trẻ nhỏ, trẻ con, em nhỏ, thiếu nhi
to, lớn, vừa, nhỏ, bé
trong, ngoài
trên, dưới
trước, giữa, sau
chính, phụ
thường trực, cơ động, dự bị, tại chỗ, lưu động, cố định, di động
trái, phải
cao, thấp
dày, mỏng
dài, ngắn
nặng, nhẹ
cứng, mềm
khô, mưa, nắng
thường, đặc biệt, chuyên dụng
nhập khẩu, nhập ngoại, nội địa, sản xuất trong nước, trong nước
đỏ, vàng, xanh, trắng, cam, đen
đã, chưa
""".strip().splitlines()
)
_MEN_AND_WOMEN = ({"nam", "nữ"}, {"nam giới", "nữ giới"}, {"số nam", "số nữ"})  # "nam" alone may be a year
# What else such words tell has its own rules: months and years, good and broken ones, men and women, what is needed.
_TELLS_OTHER = frozenset({Role.ORDER, Role.NEED, Role.PRICE, Role.BROKEN, Role.GOOD, Role.UNIT, Role.PHONE, Role.YEAR, Role.PERIOD, Role.PHASE, Role.CAPACITY, Role.IDENTITY, Role.PLATE, Role.TOTAL, Role.EXPIRY, Role.GENDER, Role.STRENGTH})  # fmt: skip
_NUMBERED = re.compile(
    r"(.*[^\W\d_])(?:[\W_]*\d{1,2}|[\W_]+(?:[ivx]{1,4}|[a-hđ]|nhất|hai|ba|tư|bốn|năm))[\W_]*"
)
Path = tuple[str, ...]
Group = tuple[Path, list[int]]  # a head with those above it, and the columns below it
# The line of opposed words, the word of it, what stands before it and what behind.
_Marked = tuple[tuple[str, ...], str, str, str]


class Series(NamedTuple):
    """The heads of one series and, of one column below it, at which level of its header they stand and what else is there."""

    heads: tuple[str, ...]
    level: int
    rest: Path


def series_of(paths: Mapping[int, Path]) -> list[dict[int, Series]]:
    """Return each series of heads side by side, by the columns below them: the same below each, the lowest ones first."""
    found: list[dict[int, Series]] = []
    for level in reversed(range(max(map(len, paths.values()), default=0))):
        columns = [(col, path) for col, path in sorted(paths.items()) if len(path) > level]
        groups = [
            (above, [col for col, _ in members])
            for above, members in groupby(columns, key=lambda told: told[1][: level + 1])
        ]
        for run in _runs(groups, paths):
            heads = tuple(above[level] for above, _ in run)
            found.append(
                {
                    col: Series(heads, level, paths[col][:level] + paths[col][level + 1 :])
                    for _, cols in run
                    for col in cols
                }
            )
    return found


def _runs(groups: Sequence[Group], paths: Mapping[int, Path]) -> Iterator[list[Group]]:
    run: list[Group] = []
    for group in groups:
        if run and not _goes_on(run[-1], group, paths):
            if len(run) > 1:
                yield run
            run = []
        run.append(group)
    if len(run) > 1:
        yield run


def _goes_on(left: Group, right: Group, paths: Mapping[int, Path]) -> bool:
    """Return whether a group of columns stands beside another, below one heading and with the same below it."""
    (one, first), (other, second) = left, right
    between = range(first[-1] + 1, second[0])
    alike = [paths[col][len(one) :] for col in first] == [paths[col][len(one) :] for col in second]
    return (
        one[:-1] == other[:-1]
        and alike
        and not any(col in paths for col in between)
        and are_of_series(one[-1], other[-1])
    )


def stems_of(heads: Sequence[str]) -> Iterator[str]:
    """Yield the words that heads of one series begin with alike, the most first: "Áo phao ca", "Áo phao" of "Áo phao ca 1, 2"."""
    told = zip(*(head.split() for head in heads), strict=False)
    alike = [words[0] for words in takewhile(lambda words: len(set(map(accent_key, words))) == 1, told)]
    yield from (" ".join(alike[:end]) for end in range(len(alike), 0, -1))


def are_of_series(one: str, other: str) -> bool:
    """Return whether two heads are opposed, or the same words with another number or letter; who keeps the goods is neither."""
    if accent_key(one) == accent_key(other):
        return False
    if {accent_key(one), accent_key(other)} in _MEN_AND_WOMEN:
        return True
    if {role_of(one), role_of(other)} & _TELLS_OTHER:
        return False
    first, second = _NUMBERED.fullmatch(accent_key(one)), _NUMBERED.fullmatch(accent_key(other))
    if first and second and first.group(1) == second.group(1) and not names_keeper(one):
        return True
    return any(
        line == again and word != opposed and ((before, behind) == (left, right) or not (before or left))
        for line, word, before, behind in _marks(one)
        for again, opposed, left, right in _marks(other)
    )


def _marks(text: str) -> Iterator[_Marked]:
    """Yield each way to read a head as an opposed word among others that name no keeper: "Kho mới" is a store."""
    words = accent_key(text).strip(" .:*()").split()
    marked = has_accents(text)
    for line in _OPPOSED:
        for word in line:
            parts = (word if marked else fold_key(word)).split()
            for at in range(len(words) - len(parts) + 1):
                if words[at : at + len(parts)] == parts:
                    before, behind = " ".join(words[:at]), " ".join(words[at + len(parts) :])
                    if not names_keeper(f"{before} {behind}"):
                        yield line, word, before, behind
                    break
