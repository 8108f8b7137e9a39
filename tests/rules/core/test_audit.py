"""The audit chain's arithmetic: every bit of an entry counts, and no two entries share one text."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.audit.rules import START, canonical, chain, digest_of_lines, key_from, root_of

KEY = key_from("a secret")
SIGNS = 'a|\n\x1f",é'


@given(st.text(alphabet=SIGNS, min_size=2, max_size=5))
def test_no_text_can_be_cut_elsewhere_and_keep_its_digest(text: str) -> None:
    cuts = [[text]]
    cuts += [[text[:at], text[at + 1 :]] for at in range(len(text))]
    different = {tuple(cut) for cut in cuts}
    chained = {chain(previous=START, fields=cut, key=KEY) for cut in different}
    assert len(chained) == len(different)
    sets = {tuple(sorted(cut)) for cut in different}
    assert len({digest_of_lines(lines) for lines in sets}) == len(sets)


@given(st.lists(st.text(max_size=5), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_a_set_of_lines_has_one_digest_whatever_its_order(lines: list[str], random: Random) -> None:
    digest = digest_of_lines(lines)
    random.shuffle(lines)
    assert digest_of_lines(lines) == digest
    assert digest_of_lines([*lines, lines[0]]) != digest


def test_a_digest_hangs_on_the_one_before_and_on_the_key() -> None:
    digest = chain(previous=START, fields=["x"], key=KEY)
    assert len(digest) == 64
    assert chain(previous=digest, fields=["x"], key=KEY) != digest
    assert chain(previous=START, fields=["x"], key=key_from("another secret")) != digest


def test_no_lines_have_no_digest() -> None:
    assert digest_of_lines([]) == ""
    assert digest_of_lines([""]) != ""


def test_facts_have_one_text_whatever_their_order() -> None:
    assert canonical({"b": 1, "a": "xã"}) == canonical({"a": "xã", "b": 1}) == '{"a":"xã","b":1}'


@pytest.mark.parametrize("heads", [{"a": "2"}, {"a": "1", "b": "1"}, {"b": "1"}, {}])
def test_the_root_changes_with_any_head(heads: dict[str, str]) -> None:
    assert root_of(heads, key=KEY) != root_of({"a": "1"}, key=KEY)
    assert root_of({"b": "1", "a": "1"}, key=KEY) == root_of({"a": "1", "b": "1"}, key=KEY)
