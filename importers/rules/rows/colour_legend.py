"""What a legend says of coloured cells ("Ô màu vàng: số ước, chưa kiểm đếm"): those figures are asked about."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from importers.rules.layout.drafts import At, Draft, Walked
from importers.rules.layout.grid import Grid
from importers.rules.texts.words import accent_key, fold_key

LONGEST = 120
MOST_BESIDE = 3  # cells in the row of a legend
# What puts a figure in doubt, or says that it is none of what there is.
_DOUBTFUL = re.compile(
    r"\b(?:uoc|uoc tinh|tam tinh|chua (?:kiem|dem|ro|xac|chinh|chac|thong ke|cap nhat|co|mua|nhan|duoc)|can (?:kiem|xac|ra soat|bo sung|mua)|se (?:bao|bo sung|kiem|mua|cap)|du kien|de nghi|de xuat|"
    r"nhu cau|con thieu|thieu|so (?:cu|lieu cu|nam truoc|nam ngoai)|nam truoc|muon|thue|thanh ly|hu hong|hong|mat|het han|khong (?:con|thuoc|co|chac|tinh)|sai|nham|nghi ngo)\b"
)
_COLOURS: Mapping[str, str] = {
    "vàng": "yellow", "vang": "yellow", "đỏ": "red", "do": "red", "cam": "orange", "da cam": "orange", "hồng": "pink", "hong": "pink",
    "tím": "purple", "tim": "purple", "xám": "grey", "xam": "grey", "ghi": "grey", "xanh lá": "green", "xanh la": "green", "xanh lục": "green",
    "xanh dương": "blue", "xanh duong": "blue", "xanh da trời": "blue", "xanh nước biển": "blue", "xanh lam": "blue", "xanh": "green blue",
}  # fmt: skip
_LEGEND = re.compile(
    r"^\W*(?:ghi chú|chú thích|chú giải|lưu ý|ghi chu)?\W*(?:những |các |nhung |cac )?(?:ô|dòng|hàng|số|phần|mục|cột|chỗ|số liệu|o|dong|hang|so|phan|muc|cot|so lieu)?(?: (?:được |có |duoc |co )?(?:tô|bôi|đánh dấu|nền|in|to|boi|nen))*"
    r" ?(?:màu|mầu|mau)(?: nền| nen)? ?(?P<colour>[^\W\d]+(?: [^\W\d]+){0,2}?)?\s*(?:[:=–-]|là|la)\s*(?P<meaning>\S.*)$"
)
# The colours of the usual theme by their number.
_THEME = {"4": "blue", "5": "orange", "6": "grey", "7": "yellow orange", "8": "blue", "9": "green"}
# Up to how many degrees on the circle of colours a hue has its name.
_HUES = ((15, "red"), (38, "orange"), (50, "orange yellow"), (70, "yellow"), (170, "green"), (255, "blue"), (290, "purple"), (340, "pink"))  # fmt: skip
LEAST_COLOUR, LIGHT, PALE = 0.15, (0.2, 0.95), 0.75


class Legend(NamedTuple):
    """One line of a legend: its words, and the colours it speaks of; none where it names no colour."""

    text: str
    colours: frozenset[str]


def legends_in(texts: Iterable[str]) -> Iterator[Legend]:
    """Yield the lines that say of coloured cells something that speaks against their figures."""
    for text in texts:
        found = _LEGEND.match(accent_key(text)) if len(text) <= LONGEST else None
        if found is None or not _DOUBTFUL.search(fold_key(found.group("meaning"))):
            continue
        named = (found.group("colour") or "").strip()
        colours = _COLOURS.get(named, "")
        if colours or not named:
            yield Legend(text, frozenset(colours.split()))


@lru_cache(maxsize=256)
def colours_of(fill: str) -> frozenset[str]:
    """Return what a fill may be called: "FFFFFF00" is yellow, "theme7" too; nothing for white and what is no colour."""
    if fill.startswith("theme"):
        return frozenset(_THEME.get(fill.removeprefix("theme"), "").split())
    if re.fullmatch(r"[0-9A-Fa-f]{6,8}", fill) is None:
        return frozenset()
    red, green, blue = (int(fill[-6:][at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, much = colorsys.rgb_to_hls(red, green, blue)
    if much < LEAST_COLOUR:
        return frozenset({"grey"} if LIGHT[0] < light < LIGHT[1] else ())
    degrees = hue * 360
    names = next((names for border, names in _HUES if degrees < border), "red")
    return frozenset(f"{names} pink".split() if "red" in names and light > PALE else names.split())


def heed_colours(walked: Walked, label: int | None, grid: Grid) -> None:
    """Let what a legend beside a table says of a colour speak of its figures, whose names stand in the column `label`."""
    fills = grid.fills
    coloured = fills and any(
        (draft.cell.row, draft.cell.col) in fills or (draft.cell.row, label) in fills
        for draft in walked.drafts
    )
    if not coloured:
        return
    alone = (cell.text for cells in grid.rows.values() if len(cells) <= MOST_BESIDE for cell in cells)
    if legends := tuple(legends_in(alone)):
        walked.drafts[:] = with_colours(walked.drafts, label, fills, legends)


def with_colours(
    drafts: Sequence[Draft], label: int | None, fills: Mapping[At, str], legends: Sequence[Legend]
) -> Iterator[Draft]:
    """Yield the drafts of a table; those whose figure or name is of a colour that a legend speaks against, to be asked about."""
    for draft in drafts:
        row = draft.cell.row
        own = colours_of(fills.get((row, draft.cell.col), "")) | colours_of(fills.get((row, label or 0), ""))
        said = (
            legend.text
            for legend in legends
            if own and not (legend.colours and legend.colours.isdisjoint(own))
        )
        text = next(said, "")
        yield draft._replace(unsure=text, of_row=True) if text and not draft.unsure else draft
