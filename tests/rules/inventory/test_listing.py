"""Words typed into the list: what they are found in decides which rows are read at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from inventory.rules.listing import Age, Filter, Match, Spoken, State, window
from inventory.rules.words import found, wordbook

TYPES = {"TB-001": "ao phao\nphao mac", "TB-002": "phao tron", "HC-001": "gao"}
CALLED = {"21085": "binh minh", "21088": "binh chuong"}
SPOKEN = {
    "21085": Spoken(holders={1: "ubnd xa binh minh", 2: "cong ty sao vang"}, places={"kho thon 1"}),
    "21088": Spoken(holders={3: "ubnd xa binh chuong"}, places={"kho thon 1", "bai phao"}),
}


def match(
    word: str, types: set[str], holders: set[int], places: set[str], communes: set[str] | None
) -> Match:
    return Match(
        word=word,
        types=frozenset(types),
        holders=frozenset(holders),
        places=frozenset(places),
        communes=None if communes is None else frozenset(communes),
    )


@pytest.mark.parametrize(
    ("wanted", "types", "matches"),
    [
        (Filter(), None, ()),
        (Filter(words=("mac",)), {"TB-001"}, ()),  # another name of the type, nothing else
        (Filter(words=("khongco",)), set(), ()),
        (Filter(words=("mac",), types=frozenset({"HC-001"})), set(), ()),
        (Filter(words=("mac", "phao")), {"TB-001"}, ()),  # the type's name says both
        (
            Filter(words=("vang",)),
            None,  # any type may be there
            (match("vang", set(), {2}, set(), set()),),
        ),
        (  # a place elsewhere does not count
            Filter(words=("phao",), communes=frozenset({"21085"})),
            {"TB-001", "TB-002"},
            (),
        ),
        (
            Filter(words=("phao",)),
            None,
            (match("phao", {"TB-001", "TB-002"}, set(), {"bai phao"}, {"21088"}),),
        ),
        (  # a commune is called so, whoever holds things there
            Filter(words=("chuong",)),
            None,
            (replace(match("chuong", set(), {3}, set(), set()), called=frozenset({"21088"})),),
        ),
        (  # one word says the type, so the other is looked for among its rows only
            Filter(words=("kho", "tron")),
            {"TB-002"},
            (match("kho", set(), set(), {"kho thon 1"}, None),),  # most communes have such a place
        ),
    ],
)
def test_words_are_looked_up(wanted: Filter, types: set[str] | None, matches: tuple[Match, ...]) -> None:
    reach = SPOKEN.keys() if wanted.communes is None else wanted.communes
    answer = found(wanted, TYPES, wordbook({code: SPOKEN[code] for code in sorted(reach)}, CALLED))
    assert (answer.types, answer.matches, answer.words) == (types, matches, ())
    assert answer.asks_places_and_types is (matches == ())


@pytest.mark.parametrize(
    ("narrowed", "cells", "places_and_types"),
    [
        ({}, True, True),
        ({"communes": frozenset({"21085"}), "types": frozenset({"TB-001"})}, True, True),
        ({"holder_kind": "household"}, True, False),
        ({"age": Age.NEVER}, True, False),
        ({"words": ("ao",)}, False, False),
        ({"matches": (match("ao", {"TB-001"}, set(), {"kho"}, None),)}, True, False),
        ({"state": State.AWAY}, False, False),
        ({"expires_by": date(2026, 11, 1)}, False, False),
        ({"dual_use": True}, False, False),
        ({"able": "persons"}, False, False),
    ],
)
def test_what_kept_sums_can_answer(narrowed: dict[str, Any], cells: bool, places_and_types: bool) -> None:
    wanted = Filter(**narrowed)
    assert wanted.asks_cells is cells
    assert wanted.asks_places_and_types is places_and_types


@pytest.mark.parametrize(
    ("page", "size", "types", "skipped"),
    [
        (1, 4, ["A", "B", "D"], 0),  # the fifth row tells that more follow
        (2, 4, ["D", "E"], 1),
        (3, 4, ["E"], 3),
        (4, 4, [], 0),
        (1, 3, ["A", "B", "D"], 0),
        (2, 3, ["D", "E"], 0),
        (1, 100, ["A", "B", "D", "E"], 0),
        (999999, 40, [], 0),
    ],
)
def test_a_page_is_read_from_the_types_its_rows_are_of(
    page: int, size: int, types: list[str], skipped: int
) -> None:
    rows = [("A", 2), ("B", 1), ("D", 2), ("E", 4)]
    assert window(rows, page, size) == (types, skipped)
    every = [(code, number) for code, count in rows for number in range(count)]
    drawn = [row for row in every if row[0] in types][skipped:]
    assert drawn[: size + 1] == every[(page - 1) * size : page * size + 1]
