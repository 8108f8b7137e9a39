"""Sheets under one title that are two states of one list: of two years, or the same places and things with other figures."""

from __future__ import annotations

import re

from importers.rules.files.sheet_read import SheetRead
from importers.rules.layout.drafts import Draft
from importers.rules.layout.grid import Grid
from importers.rules.names.keepers import names_keeper
from importers.rules.texts.words import fold_key, without_punctuation

FEWEST = 3
LONGEST_PART = 12  # letters of a line that is no title of its own
_YEARS = re.compile(
    r"\b(?:(?:thang|quy|nam|ngay) )?\d{1,2}(?: \d{1,2})? 20\d\d\b|\b(?:nam )?20\d\d\b|\b(?:thang|quy) \d{1,2}\b"
)
_NUMBER = re.compile(r"\b(?:\d{1,2}|[ivx]{1,4})$")
_MOTTO = re.compile(r"^(?:cong h\w+ xa hoi|doc lap tu do)")
# What was bought or given in two years is all there, and so is what several keep, or what stands at several places.
_ADDED = re.compile(
    r"\b(?:mua|mua sam|cap|cap phat|cap moi|bo sung|nhan(?! dan| luc)|tiep nhan|tai tro|trang bi moi|nhap|xuat)\b(?! xa\b| tinh\b| do\b)"
)
_PARTS = re.compile(
    r"\b(?:kho|diem|cum|khu|thon|to|tdp|doi|don vi|ho|dn|htx|cong ty|doanh nghiep|nha|tram|chot|dot|trang|to so|phan)\b"
)
# The state that another one takes the place of.
_BEFORE = re.compile(r"\b(?:bao cao|de nghi|de xuat|du thao|so bo|tam tinh|uoc|dang ky|chua duyet|goc)\b")
_AFTER = re.compile(
    r"\b(?:tham dinh|chot|duyet|phe duyet|chinh thuc|ra soat|kiem tra|dieu chinh|sua|cap nhat|moi)\b"
)


def of_two_years(early: SheetRead, late: SheetRead) -> bool:
    """Return whether two sheets list the same communes under one title and one header, of different years.

    The older one is old even where its things are others.
    """
    years = (early.heading.year, late.heading.year)
    if None in years or years[0] == years[1] or not (early.drafts and late.drafts):
        return False
    title = title_of(early)
    if not title or title != title_of(late) or _ADDED.search(title):
        return False
    old, new = (early, late) if (years[0] or 0) < (years[1] or 0) else (late, early)
    return _heads(early) == _heads(late) and _within(_places(old), _places(new))


def of_two_hands(early: SheetRead, late: SheetRead) -> SheetRead | None:
    """Return which of two sheets to leave out that state other figures of just the same communes and things under one title.

    Only one of them can hold; names of those who keep the things, or of places, tell that both do.
    """
    names = [without_punctuation(fold_key(read.name)) for read in (early, late)]
    told = [_BEFORE.search(name) or _AFTER.search(name) for name in names]
    if not all(told) and any(
        _PARTS.search(name) or names_keeper(read.name)
        for name, read in zip(names, (early, late), strict=True)
    ):
        return None
    title, places = title_of(early), _places(early)
    if not title or title != title_of(late) or len(places) < FEWEST or _ADDED.search(title):
        return None
    if _heads(early) != _heads(late) or _told(early) != _told(late) or not _told(early):
        return None
    return (
        early
        if _BEFORE.search(names[0]) or (_AFTER.search(names[1]) and not _AFTER.search(names[0]))
        else late
    )


def title_of(read: SheetRead) -> str:
    """Return the words above a sheet's tables without its years, months and number, or "" where they name no paper."""
    lines = (without_punctuation(fold_key(text)) for text in read.said[:-1])
    bare = (
        _NUMBER.sub("", " ".join(_YEARS.sub(" ", line).split())).strip()
        for line in lines
        if not _MOTTO.match(line)
    )
    return " ".join(line for line in bare if len(line) > LONGEST_PART)


def _heads(read: SheetRead) -> list[str]:
    return [line for row in read.header_rows for line in [_line(read.grid, row)]]


def _line(grid: Grid, row: int) -> str:
    return " | ".join(
        " ".join(_YEARS.sub(" ", without_punctuation(fold_key(cell.text))).split())
        for cell in grid.rows.get(row, ())
    )


def _places(read: SheetRead) -> frozenset[str]:
    return frozenset(_place(draft) for draft in read.drafts if draft.place.match.certain)


def _within(old: frozenset[str], new: frozenset[str]) -> bool:
    """Return whether the newer sheet has all communes of the older one, be it under today's names."""
    return all(place in new or f"{place.split()[0]} " in new for place in old)


def _place(draft: Draft) -> str:
    return f"{draft.place.match.code} {draft.place.match.old_name}"


def _told(read: SheetRead) -> frozenset[tuple[str, str, str]]:
    return frozenset(
        (
            _place(draft),
            str(draft.item.code or fold_key(draft.item_text)),
            fold_key(draft.holder),
        )
        for draft in read.drafts
        if draft.place.match.certain
    )
