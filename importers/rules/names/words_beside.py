"""A name and the words of a column beside it ("Tên | Chủng loại") read together: "Xuồng | Cao su", "Tàu | Khách"."""

from __future__ import annotations

from collections.abc import Iterable

from importers.rules.names.item_words import NEUTRAL
from importers.rules.names.items import Certainty, ItemIndex, ItemMatch
from importers.rules.texts.words import accent_key, fold_key, without_punctuation
from inventory.rules.catalogue import ResourceType, TypeCode

LEAST_LETTERS = 3  # of a word that tells one type from another


def with_words_beside(name: str, beside: str, found: ItemMatch, items: ItemIndex) -> tuple[str, ItemMatch]:
    """Return (words, what they stand for) of a name with the words of the column beside it.

    Together they are an exact name of the catalogue, or they are words of another type than the name's and it is asked;
    sizes are told apart elsewhere, and other words ("Nhật", "trẻ em") say nothing of the type.
    """
    words = without_punctuation(fold_key(beside))
    if not words or NEUTRAL.match(words) or any(char.isdigit() for char in words):
        return name, found
    joined = f"{name} {beside}"
    together = items.named_as(joined)
    if together.certainty is Certainty.EXACT:
        return (joined, together) if together.code != found.code else (name, found)
    if found.certainty is not Certainty.EXACT or found.code is None:
        return name, found
    other = _another(name, beside, found.code, items)
    if other is None:
        return name, found
    return joined, ItemMatch(certainty=Certainty.VAGUE, candidates=((found.code, 0.5), (other, 0.5)))


def _another(name: str, beside: str, own: TypeCode, items: ItemIndex) -> TypeCode | None:
    """Return the other type the words speak of, None where they speak of none."""
    heads = fold_key(name).split()
    told = items.named_as(beside) if " " in beside.strip() else None  # "Bao", "Can" only say how it is packed
    for named in (told, items.named_as(" ".join([*name.split()[1:], beside])) if len(heads) > 1 else None):
        if named is None or named.certainty is not Certainty.EXACT or named.code in {None, own}:
            continue
        if named.code is not None and named.code[:2] == own[:2]:
            return named.code
    said = _words_of([beside]) - _words_of(_written(items.kinds[own]))
    said = {word for word in said if len(word) >= LEAST_LETTERS}
    head = f"{' '.join(heads[:2])} "
    for kind in items.kinds.values() if said else ():
        if kind.code == own or kind.code[:2] != own[:2] or kind.retired:
            continue
        near = [known for known in _written(kind) if fold_key(known).startswith(head)]
        if said & _words_of(near):
            return kind.code
    return None


def _written(kind: ResourceType) -> tuple[str, ...]:
    return (kind.name, *kind.synonyms)


def _words_of(names: Iterable[str]) -> set[str]:
    """Return the words of names, with their accents: "chạy" is not "cháy"."""
    return {word for name in names for word in without_punctuation(accent_key(name)).split()}
