"""Rows that stand where the heads of communes stand and name none: what is below or in them is of no commune above."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from importers.rules.rows.entries import Entry

_ROMAN = re.compile(r"[IVXLC]+")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


class Line(NamedTuple):
    """A row as far as it shows whose the rows below it are; `above` are the styles of the heads it stands below."""

    row: int
    numbering: str
    names: bool  # it heads what is of a commune
    figures: bool
    label: str = ""
    above: frozenset[str] = frozenset()


def style_of(numbering: str) -> str:
    """Return how a row is numbered, the same for all that stand at one level: "I", "A", "1", "1.1", "a", "-", ""."""
    mark = numbering.strip("().:/ ")
    if not mark:
        return numbering.strip()[:1]
    if _ROMAN.fullmatch(mark) and numbering.strip() != "C":
        return "I"
    if mark[0].isdecimal():
        return ".".join("1" for _ in mark.split("."))
    if len(mark) == 1 and mark.isalpha():
        return "a" if mark.islower() else "A"
    return mark[:1] if not mark[0].isalnum() else mark


def value_of(numbering: str) -> int:
    """Return which one of its level a row is ("IV" is the fourth), 0 where it does not count."""
    mark = numbering.strip("().:/ ")
    if _ROMAN.fullmatch(mark):
        digits = [_VALUES[letter] for letter in mark]
        return sum(-digit if digit < max(digits[at:]) else digit for at, digit in enumerate(digits))
    last = mark.split(".")[-1]
    if last.isdecimal():
        return int(last)
    return ord(mark.lower()) - ord("a") + 1 if re.fullmatch(r"[A-Za-z]", mark) else 0


def beside_communes(lines: Sequence[Line]) -> frozenset[int]:
    """Return the rows that stand beside or above the heads of communes and name none themselves."""
    heads = [at for at, line in enumerate(lines) if line.names]
    over = {style for at in heads for style in lines[at].above if style}
    found: set[int] = set()
    for nth, head in enumerate(heads):
        end = heads[nth + 1] if nth + 1 < len(heads) else len(lines)
        block = lines[head + 1 : end]
        style = style_of(lines[head].numbering)
        found.update(line.row for line in block if style_of(line.numbering) in over - {style})
        if not style:
            before = [lines[at + 1 : to] for at, to in pairwise(heads[: nth + 1])]
            found.update(_unnumbered(block, before))
        elif block and style_of(block[0].numbering) == style:
            following = lines[end] if end < len(lines) else None
            found.update(_counted_on(block, lines[head], following))
        else:
            peers = [line for line in block if style_of(line.numbering) == style]
            found.update(line.row for line in peers if value_of(line.numbering) != 1)
    return frozenset(found)


def _unnumbered(block: Sequence[Line], before: Sequence[Sequence[Line]]) -> list[int]:
    """Return the heads without a number that stand beside those of communes, below which none stood yet."""
    if not before or any(map(_bare_heads, before)):
        return []
    return [line.row for line in _bare_heads(block[1:])]


def _bare_heads(block: Sequence[Line]) -> list[Line]:
    return [line for line in block if not line.figures and not line.numbering and line.label]


def _counted_on(block: Sequence[Line], head: Line, following: Line | None) -> list[int]:
    """Return the rows that count on from a commune's head where its own items are numbered alike.

    "2. Xã Ba Xa" with 1, 2 below it, then "3. Vật tư chung" with a 1 of its own, or "3. Bao cát" before "4. Xã Ba Tô".
    """
    style, wanted = style_of(head.numbering), value_of(head.numbering) + 1
    peers = [(line, value_of(line.numbering)) for line in block if style_of(line.numbering) == style]
    heads = [
        line.row for (line, value), (_, below) in pairwise(peers) if not line.figures and value > 1 == below
    ]
    if heads:
        return heads
    until = value_of(following.numbering) if following is not None else 0
    start = next((at for at in range(len(peers) - 1, -1, -1) if peers[at][1] == wanted), 0)
    run = peers[start:]
    if not start or [value for _, value in run] != list(range(wanted, wanted + len(run))):
        return []
    fills = until == wanted + len(run) and (following is None or style_of(following.numbering) == style)
    return [line.row for line, _ in run] if fills or peers[start - 1][1] != wanted - 1 else []


def lines_of(entries: Iterable[Entry], names: Callable[[Entry], bool]) -> Iterator[Line]:
    """Yield the rows of a list with what is above each; `names` says whether one heads what is of a commune."""
    for entry in entries:
        parents, above = entry.parent, set()
        while parents is not None:
            above.add(style_of(parents.row.numbering) if not names(parents) else "")
            parents = parents.parent
        yield Line(
            row=entry.row.number, numbering=entry.row.numbering, names=names(entry), figures=entry.has_figures,
            label=entry.label or entry.row.only_text, above=frozenset(above),
        )  # fmt: skip
