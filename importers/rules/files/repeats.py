"""Sheets that repeat another sheet of the file: an older year, a copy "(2)", the same figures twice, or the sum of the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from typing import NamedTuple

from importers.rules.files.sheet_read import SheetRead
from importers.rules.files.states import of_two_hands, of_two_years
from importers.rules.files.summaries import Stated, as_named_by, stated_by, sums_of_sheets, sums_up_others
from importers.rules.layout.drafts import Draft
from importers.rules.names.places import PlaceIndex
from importers.rules.names.vocabulary import Role, role_of
from importers.rules.results import IMPORT, INSTEAD, SKIP, Answers, Candidate, Place, QuestionKind
from importers.rules.texts.words import accent_key, fold_key
from importers.rules.verdicts.questions import Questions

_COPY = re.compile(
    r"\(\s*\d+\s*\)\s*$|copy|nháp|ví dụ|vi du|năm trước|nam truoc|kỳ trước|ky truoc|bản sao|ban sao|\bcũ\b|\(cu\)|_cu$|_old|-old",
    re.IGNORECASE,
)
_FORMER = re.compile(r"\W*\b(?:cũ|cu)\b\W*$", re.IGNORECASE)
# "Quý 2", "Thang 11", "Đợt 1": of several counts of one year the last is what there is.
_MOMENT = re.compile(r"\b(quy|thang|dot|ky|tuan|lan) ?(\d{1,2}|[ivx]{1,4})\b")
# A sheet named "T9", "Q3.2026", "9 tháng": all of its name is a month or quarter, or how much of the year is over.
_SHORT_MOMENT = re.compile(r"^([tq]) ?(0?[1-9]|1[0-2]|i{1,3}|iv)(?:[ ./_-]*(?:20)?\d\d)?$")
_VILLAGES = re.compile(r"\b(?:thon|tdp|to dan pho|khu pho)\b")
_MONTHS_OVER = re.compile(r"\b(0?[369]|12) thang(?: dau nam)?\b")
_DATED = re.compile(r"\bngay\b.*")  # the day a paper was signed
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
SAME_SHARE = 0.8
FEWEST = 3


class Repeat(NamedTuple):
    """The sheet that one repeats, or one of the `parts` it sums up."""

    sheet: str
    parts: frozenset[str] = frozenset()


def find_repeats(reads: Sequence[SheetRead], places: PlaceIndex) -> dict[str, Repeat]:
    """Return sheet name -> the sheet it repeats, for the sheets to be left out unless a person wants them."""
    pairs = [_pairs(read) for read in reads] if len(reads) > 1 else []
    # First the sums of several sheets: such a one is like each of its parts, and may be named as the newer of them.
    repeats = _summing([read for read in reads if pairs], sums_of_sheets)
    added = [repeat.parts for repeat in repeats.values()]  # parts of one sum repeat nothing of each other
    for late in range(len(reads)):
        for early in range(late):
            two = {reads[early].name, reads[late].name}
            if not two.isdisjoint(repeats) or any(two <= parts for parts in added):
                continue
            loser = _out_of_sight(reads[early], reads[late])
            if loser is None and (
                _overlap(pairs[early].keys(), pairs[late].keys())
                or _counted_before(reads[early], reads[late])
            ):
                loser = _copy_of(reads[early], reads[late], pairs[early] == pairs[late], places)
            loser = loser or _state_before(reads[early], reads[late], places)
            if loser is not None:
                kept = reads[early] if loser is reads[late] else reads[late]
                repeats[loser.name] = Repeat(kept.name)
    return repeats | _summing([read for read in reads if pairs and read.name not in repeats], sums_up_others)


def _state_before(early: SheetRead, late: SheetRead, places: PlaceIndex) -> SheetRead | None:
    """Return the older one of two states of one list, whatever they hold; of two without a year the one that does not hold."""
    if of_two_years(early, late):
        return _copy_of(early, late, False, places)
    loser = of_two_hands(early, late)
    kept = early if loser is late else late
    return None if loser is None or (_is_asked(kept) and not _is_asked(loser)) else loser


def _copy_of(early: SheetRead, late: SheetRead, same: bool, places: PlaceIndex) -> SheetRead | None:
    """Return the one of two like sheets to leave out; none in favour of one that may be no list of what there is."""
    loser = _loser(early, late, same, places)
    kept = early if loser is late else late
    return None if loser is None or (_is_asked(kept) and not _is_asked(loser)) else loser


def _is_asked(read: SheetRead) -> bool:
    """Return whether it is asked of all of a sheet whether it is there at all: of a request no list of what there is is a copy."""
    return bool(read.drafts) and all(draft.unsure and not draft.of_row for draft in read.drafts)


def _out_of_sight(early: SheetRead, late: SheetRead) -> SheetRead | None:
    """Return the hidden one of two sheets, where half of its things are kept by the same on the one in sight.

    What was hidden is what held before, unless it says a later year.
    """
    hidden = [read for read in (early, late) if read.sheet.state == "hidden"]
    if len(hidden) != 1 or not hidden[0].drafts:
        return None
    seen = late if hidden[0] is early else early
    years = (hidden[0].heading.year, seen.heading.year)
    if years[0] is not None and years[1] is not None and years[0] > years[1]:
        return None
    own, others = _things(hidden[0]), _things(seen)
    same = own & others
    return hidden[0] if same and 2 * len(same) >= len(own) else None


def _things(read: SheetRead) -> set[tuple[str, ...]]:
    """Return what a sheet has certain figures of: commune, type, and who keeps it where."""
    return {
        (str(draft.place.match.code), str(draft.item.code), *_where(draft))
        for draft in read.drafts
        if draft.place.match.certain and draft.item.certain
    }


def _where(draft: Draft) -> tuple[str, ...]:
    told = (fold_key(draft.texts.get(role, "")) for role in (Role.HOLDER, Role.LOCATION, Role.PLATE))
    return _keeper_of(draft), *told


def left_out_of(repeats: Mapping[str, Repeat], answers: Answers) -> frozenset[str]:
    """Return the sheets not taken: those that repeat others, unless a person wants them as well or instead."""
    given = {name: answers.find(f"sheet:{name}") for name in repeats}
    replaced = {repeats[name].sheet for name, answer in given.items() if answer == INSTEAD}
    return frozenset(replaced | {name for name, answer in given.items() if answer not in (IMPORT, INSTEAD)})


def ask_sheet(read: SheetRead, repeat: Repeat | None, questions: Questions) -> None:
    """Ask which of two sheets is meant, if this one repeats another; a sum is taken instead of none of its parts alone."""
    if repeat is None:
        return
    candidates = [Candidate(value=SKIP, label=repeat.sheet), Candidate(value=IMPORT, label=read.name)]
    if not repeat.parts:
        candidates.append(Candidate(value=INSTEAD, label=read.name))
    for draft in read.drafts:
        place = Place(sheet=read.name, cell=draft.cell.address)
        questions.ask(
            f"sheet:{read.name}",
            QuestionKind.SHEET,
            read.name,
            place,
            candidates=candidates,
            about=repeat.sheet,
        )


def _summing(
    reads: Sequence[SheetRead], summed_by: Callable[[Stated, Mapping[str, Stated]], frozenset[str]]
) -> dict[str, Repeat]:
    """Return name of a sheet -> one of those whose figures it adds."""
    stated = {read.name: stated_by(read) for read in reads}
    found: dict[str, Repeat] = {}
    for name, own in list(stated.items()):
        others = {other: theirs for other, theirs in stated.items() if other != name}
        if summed := summed_by(own, as_named_by(own, others)):
            found[name] = Repeat(min(summed), summed)
            del stated[name]
    return found


Key = tuple[str, ...]


def _pairs(read: SheetRead) -> dict[Key, tuple[str, ...]]:
    """Return what a sheet has figures of, however it is written ("X. Ba Điền", "Ba Điền") -> its figures."""
    found: dict[Key, list[str]] = {}
    for draft in read.drafts:
        if draft.single:
            key: Key = (accent_key(draft.item_text), draft.cell.text, "|".join(sorted(draft.texts.values())))
            found[key] = [""]
        else:
            found.setdefault((_place_of(draft), _item_of(draft), _keeper_of(draft)), []).append(
                draft.cell.text
            )
    return {key: tuple(texts) for key, texts in found.items()}


def _place_of(draft: Draft, *, former: bool = True) -> str:
    """Return which commune a figure is of, however it is written; with `former` also which one before 2025."""
    match = draft.place.match
    if not match.certain:
        return accent_key(draft.place.text)
    return f"{match.code} {match.old_name}" if former else str(match.code)


def _keeper_of(draft: Draft) -> str:
    """Return whose a figure is by its column; "Số lượng", "SL" keep nothing."""
    return "" if role_of(draft.holder) is Role.QUANTITY else accent_key(draft.holder)


def _item_of(draft: Draft) -> str:
    return str(draft.item.code) if draft.item.certain else accent_key(draft.item_text)


def _counted_before(one: SheetRead, two: SheetRead) -> bool:
    """Return whether two sheets count the same of two years, one of them by today's communes, the other by former ones."""
    years = {read.heading.year for read in (one, two)}
    if None in years or len(years) == 1:
        return False
    counted = [
        {
            (_place_of(draft, former=False), _item_of(draft), _keeper_of(draft))
            for draft in read.drafts
            if not draft.single
        }
        for read in (one, two)
    ]
    former = [any(draft.place.match.old_name for draft in read.drafts) for read in (one, two)]
    return not all(former) and _overlap(counted[0], counted[1])


def _overlap(one: Set[Key], two: Set[Key]) -> bool:
    fewer = min(len(one), len(two))
    return fewer >= FEWEST and len(one & two) >= SAME_SHARE * fewer


def _loser(early: SheetRead, late: SheetRead, same: bool, places: PlaceIndex) -> SheetRead | None:
    """Return the sheet to leave out: the older year, the one named as a copy, or the second of two equal ones."""
    years = (early.heading.year, late.heading.year)
    if years[0] is not None and years[1] is not None and years[0] != years[1]:
        return early if years[0] < years[1] else late
    moments = (_moment_of(early), _moment_of(late))
    if moments[0] and moments[1] and moments[0][0] == moments[1][0] and moments[0][1] != moments[1][1]:
        return early if moments[0][1] < moments[1][1] else late
    copies = (_is_copy(early.name, late.name, places), _is_copy(late.name, early.name, places))
    if copies[0] != copies[1]:
        return early if copies[0] else late
    return late if same else None


def _is_copy(name: str, other: str, places: PlaceIndex) -> bool:
    """Return whether a sheet is named as a copy; "Bình Mỹ cũ" beside "Bình Chương" is another former commune."""
    former = _FORMER.sub("", name).strip()
    if former != name and places.is_place(former) and fold_key(former) != fold_key(other):
        return False
    return _COPY.search(name) is not None


def _moment_of(read: SheetRead) -> tuple[str, int] | None:
    """Return the part of a year a sheet is named after, or the one its title names."""
    titles = [_DATED.sub(" ", fold_key(text)) for text in read.said[:-1]]
    villages = any(map(_VILLAGES.search, titles))  # "T1", "T2": the villages one and two
    return _moment(read.name, short=not villages) or next(filter(None, map(_moment, titles)), None)


def _moment(name: str, *, short: bool = False) -> tuple[str, int] | None:
    """Return the part of a year a sheet is named after ("Quý II": quarter, 2), or None; with `short` also "T9"."""
    plain = fold_key(name).strip()
    if over := _MONTHS_OVER.search(plain):
        return "months", int(over.group(1))
    found = (_SHORT_MOMENT.match(plain) if short else None) or _MOMENT.search(plain)
    if found is None:
        return None
    number = found.group(2)
    if number.isdecimal():
        return found.group(1), int(number)
    return (found.group(1), _ROMAN.index(number)) if number in _ROMAN else None
