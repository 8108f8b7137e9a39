"""Where typed words are found: among the names of types, holders and places, and the marks of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.values import frozen
from inventory.rules.listing import Filter, Match, Spoken, sign_of


@frozen
class Wordbook:
    """What all communes within reach call their holders, places and vehicles; one list of each, to be searched at once."""

    communes: Mapping[str, str]
    holders: Sequence[tuple[int, str]]
    places: Mapping[str, frozenset[str]]
    marks: Sequence[tuple[int, str]]
    placed: int  # a place of one name in two communes is two

    def match(self, word: str, named: frozenset[str]) -> Match:
        """Return what a word is found in, beside the types that are `named` so."""
        holders = frozenset([number for number, name in self.holders if word in name])
        places = frozenset([place for place in self.places if word in place])
        communes = frozenset[str]().union(*(self.places[place] for place in places))
        called = frozenset([code for code, name in self.communes.items() if word in name])
        sign = sign_of(word)
        rows = [number for number, mark in self.marks if sign in mark] if sign else []
        placed = sum(len(self.places[place]) for place in places)
        return Match(
            word=word,
            types=named,
            holders=holders,
            places=places,
            communes=communes if 2 * len(communes) <= len(self.communes) else None,
            rows=frozenset(rows),
            called=called,
            share=len(holders) / max(1, len(self.holders)) + placed / max(1, self.placed),
        )


def wordbook(spoken: Mapping[str, Spoken], communes: Mapping[str, str]) -> Wordbook:
    """Return the book of what communes call things; `communes` gives the folded names of all."""
    places: dict[str, set[str]] = {}
    for code, names in spoken.items():
        for place in names.places:
            places.setdefault(place, set()).add(code)
    return Wordbook(
        communes={code: communes.get(code, "") for code in spoken},
        holders=[item for names in spoken.values() for item in names.holders.items()],
        places={place: frozenset(codes) for place, codes in places.items()},
        marks=[item for names in spoken.values() for item in names.marks.items()],
        placed=sum(map(len, places.values())),
    )


def found(wanted: Filter, types: Mapping[str, str], book: Wordbook) -> Filter:
    """Return a filter with its words looked up: the same rows fit, but no row's text need be read to tell.

    `types` gives each type's folded names, `book` what the communes the filter keeps call their holders and places.
    """
    every = frozenset(types)
    allowed = every if wanted.types is None else wanted.types
    matches = []
    for word in wanted.words:
        named = frozenset(code for code in allowed if word in types.get(code, ""))
        match = book.match(word, named)
        if not (match.holders or match.places or match.rows or match.called):
            allowed = named
        matches.append(match)
    return replace(
        wanted,
        words=(),
        types=wanted.types if allowed == every else allowed,
        matches=tuple(match for match in matches if not allowed <= match.types),
    )
