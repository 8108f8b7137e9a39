"""The names of the catalogue prepared for matching the words of sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from importers.rules.names.items import ItemIndex
from importers.rules.texts.words import accent_key, fold_key, sorted_words, without_punctuation
from inventory.rules.catalogue import Category, ResourceType, TypeCode, names_of

_BRACKETS = re.compile(r"\(([^()]*)\)")
_SHORT_WORDS = (
    ("LL ", "lực lượng "),
    ("XK", "xung kích"),
    ("PCTT", "phòng chống thiên tai"),
    ("CTĐ", "chữ thập đỏ"),
    ("hội phụ nữ", "hội liên hiệp phụ nữ"),
    ("hội phụ nữ", "hội LHPN"),
    ("đoàn thanh niên", "đoàn TNCS HCM"),
    ("đoàn thanh niên", "đoàn TNCS Hồ Chí Minh"),
)
_MACHINE = "máy "
_DRIVEN = "xe "
_OF_COMMUNE, _OTHER_LEVELS = " xã", ("phường", "đặc khu")


def index_items(catalogue: Sequence[ResourceType]) -> ItemIndex:
    """Return the catalogue prepared for matching names of sheets."""
    accented: dict[str, TypeCode] = {}
    for kind in catalogue:
        for name in (kind.name, *kind.synonyms):
            accented.setdefault(accent_key(name), kind.code)
    for kind in catalogue:
        for name in (*_parts_of_name(kind), *_spelled_out(kind), *_of_wards(kind)):
            accented.setdefault(accent_key(name), kind.code)
    spelled = {name: frozenset(name.split(" ")) for name in accented}
    for kind in catalogue:
        for name in _as_machine(kind):
            within = frozenset(name.split(" "))
            if all(accented[other] == kind.code for other, having in spelled.items() if within <= having):
                accented.setdefault(name, kind.code)
    names: dict[str, tuple[TypeCode, ...]] = {}
    for name, code in accented.items():
        for plain in dict.fromkeys((fold_key(name), without_punctuation(fold_key(name)))):
            names[plain] = tuple(dict.fromkeys((*names.get(plain, ()), code)))
    in_order = {name: sorted_words(name) for name in names}
    by_word: dict[str, list[str]] = {}
    for name, words in in_order.items():
        for word in dict.fromkeys(words.split(" ")):
            by_word.setdefault(word, []).append(name)
    return ItemIndex(
        kinds={kind.code: kind for kind in catalogue},
        accented=accented,
        names=names,
        vague=frozenset(_vague_names(catalogue)),
        in_order=in_order,
        by_word={word: tuple(having) for word, having in by_word.items()},
    )


def _parts_of_name(kind: ResourceType) -> Iterable[str]:
    """Yield the shorter names inside a catalogue name: without its brackets, the first of a list, and all members of a list of things.

    A list may stop sooner ("Cán bộ, công chức", also with the last word), and its first words may share the last ones
    ("Vòi, lăng chữa cháy", "Phao bè, bè nhẹ cứu sinh").
    """
    short = _BRACKETS.sub("", kind.name).strip()
    yield short
    parts = [part.strip() for part in short.split(",")]
    if " " in parts[0]:
        yield parts[0]
    if kind.category in {Category.VEHICLES, Category.EQUIPMENT, Category.MATERIALS, Category.WORKS}:
        yield from (part for part in parts if " " in part)
    last = parts[-1].split(" ")
    for length in range(2, len(parts)):
        yield ", ".join(parts[:length])
        if len(last) > 1:
            yield f"{', '.join(parts[:length])} {last[-1]}"
    things = {Category.VEHICLES, Category.EQUIPMENT, Category.MATERIALS}
    if len(parts) == 2 and " " in parts[0] and len(last) > 2 and kind.category in things:
        yield f"{parts[0]} {' '.join(last[-2:])}"
    if len(parts) == 2 and " " not in parts[0] and parts[1].count(" ") > 1:
        yield f"{parts[0]} {parts[1].split(' ', 1)[1]}"


def _spelled_out(kind: ResourceType) -> Iterable[str]:
    """Yield the names with their usual abbreviations written in full."""
    for name in (kind.name, *kind.synonyms):
        for short, full in _SHORT_WORDS:
            if short in name:
                yield name.replace(short, full)


def _of_wards(kind: ResourceType) -> Iterable[str]:
    """Yield the names of a commune's forces as a ward and a special zone have them: "công an phường", "cán bộ đặc khu"."""
    for name in (kind.name, *kind.synonyms) if kind.category is Category.FORCES else ():
        if name.endswith(_OF_COMMUNE):
            yield from (f"{name.removesuffix(_OF_COMMUNE)} {level}" for level in _OTHER_LEVELS)


def _as_machine(kind: ResourceType) -> Iterable[str]:
    """Yield the names of a machine with "máy", and its first one without, where the catalogue has both: "cưa lốc", "máy cưa xích".

    Where it has a thing as "máy" and as "xe" ("máy đào", "xe đào"), its other names are said both ways: "máy múc". Words that
    are within another type's name are none of these: "máy bơm chữa cháy" may be that for forests.
    """
    names = [accent_key(name) for name in (kind.name, *kind.synonyms)]
    verbs = {name.split(" ")[1] for name in names if name.startswith(_MACHINE)}
    bare = [name for name in names if name.split(" ")[0] in verbs]
    if bare:
        yield from (f"{_MACHINE}{name}" for name in bare)
        yield names[0].removeprefix(_MACHINE)
    short = [name for name in names if name.count(" ") == 1]
    driven = {name.removeprefix(_DRIVEN) for name in short if name.startswith(_DRIVEN)}
    if not verbs.isdisjoint(driven):
        yield from (f"{_MACHINE}{verb}" for verb in sorted(driven))
        yield from (f"{_DRIVEN}{verb}" for verb in sorted(verbs))


def _vague_names(catalogue: Iterable[ResourceType]) -> Iterable[str]:
    """Yield the names of the types that the catalogue itself calls unspecified ("không rõ loại")."""
    for kind in catalogue:
        if "khong ro loai" in fold_key(kind.name):
            yield from names_of(kind)
