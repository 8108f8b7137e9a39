"""Every reason has its words: of a candidate and of a need, on the page and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from mobilization.rules.abilities import Unfit
from mobilization.rules.candidates import Barred
from mobilization.rules.papers.upward import CAUSES, TRIED
from mobilization.rules.plan import Reason, UnmetReason
from mobilization.rules.shortfall import Declined, beyond_wanted, cause_of, told_of_passed
from mobilization.sentences import SHORT, WHY

OF_A_CANDIDATE = (*Reason, *Barred, *Unfit, *Declined)
OF_A_NEED = (*UnmetReason, *Barred, *Unfit, *Declined)


@pytest.mark.parametrize(
    ("words", "reasons"),
    [(WHY, OF_A_CANDIDATE), (TRIED, OF_A_CANDIDATE), (SHORT, OF_A_NEED), (CAUSES, OF_A_NEED)],
    ids=["a candidate's on the page", "a candidate's on paper", "a need's on the page", "a need's on paper"],
)
def test_every_reason_has_words_of_its_own(words: Mapping[str, object], reasons: tuple[str, ...]) -> None:
    assert set(words) == set(reasons)
    assert all(str(text).strip() for text in words.values())


@pytest.mark.parametrize(
    ("cause", "tried", "told"),
    [
        (UnmetReason.NO_STOCK, {}, UnmetReason.NO_STOCK),
        (UnmetReason.NO_STOCK, {Barred.NO_CREW: 2, Barred.BROKEN: 1}, Barred.NO_CREW),
        (UnmetReason.NO_STOCK, {Barred.NO_CREW: 2, Barred.OUT_OF_REACH: 1}, Barred.OUT_OF_REACH),
        (UnmetReason.NO_STOCK, {Unfit.TOO_WEAK: 3, Barred.NO_FUEL: 1}, Unfit.TOO_WEAK),
        (UnmetReason.NO_STOCK, {Reason.KEPT: 3}, UnmetReason.NO_STOCK),
        (UnmetReason.ALL_GIVEN, {Barred.NO_CREW: 2}, UnmetReason.ALL_GIVEN),
        (UnmetReason.FORBIDDEN, {Reason.FORBIDDEN: 1}, UnmetReason.FORBIDDEN),
        (UnmetReason.FORBIDDEN, {Declined.REFUSED: 2, Reason.FORBIDDEN: 1}, Declined.REFUSED),
        (UnmetReason.FORBIDDEN, {Declined.REFUSED: 1, Reason.FORBIDDEN: 1}, UnmetReason.FORBIDDEN),
    ],
)
def test_a_need_is_told_why_it_is_short(cause: str, tried: Mapping[str, int], told: str) -> None:
    assert cause_of(cause, tried) == told


def test_what_its_holder_refused_stands_apart_from_a_ban() -> None:
    passed = {Reason.FORBIDDEN: [1, 2, 3], Reason.KEPT: [4]}
    found = told_of_passed(passed, {2, 4})
    assert found == {Reason.FORBIDDEN: [1, 3], Declined.REFUSED: [2], Reason.KEPT: [4]}


@pytest.mark.parametrize(
    ("sought", "asked", "promised", "ended", "spare"),
    [
        (20, 50, 30, False, 0),
        (20, 60, 30, False, 0),
        (20, 45, 30, False, 5),
        (20, 50, 38, False, 8),
        (20, 50, 50, False, 20),
        (20, 50, 60, False, 20),
        (12, 50, 38, False, 0),
        (20, 50, 30, True, 20),
        (0, 50, 30, True, 0),
    ],
    ids=[
        "as it was asked",
        "they ask more by now",
        "they ask less",
        "they found some themselves",
        "they found all",
        "they found more than all",
        "part of it came, which they count too",
        "withdrawn or closed",
        "withdrawn when all was there",
    ],
)
def test_what_is_sought_beyond_what_they_still_lack(
    sought: int, asked: int, promised: int, ended: bool, spare: int
) -> None:
    facts = {"sought": Decimal(sought), "asked": Decimal(asked), "promised": Decimal(promised)}
    assert beyond_wanted(ended=ended, **facts) == spare
