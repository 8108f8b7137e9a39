"""Every candidate a plan passed over, with its one reason: short enough to be kept for every need of a storm.

All needs that ask for one thing have the same candidates. They are listed once, by what is asked for, and each need
has one letter for each of them: a reason, or that the plan draws on it.
"""

from __future__ import annotations

import itertools
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from operator import sub
from typing import Any

import numpy as np

from core.values import frozen
from mobilization.rules.groups import groups_of
from mobilization.rules.ids import NeedId, StockId, TypeId
from mobilization.rules.plan import Line, Reason
from mobilization.rules.pools import Drawn
from mobilization.rules.problem import Need, Problem
from mobilization.rules.reasons import EVERY, REASONS, Left, Sent

DRAWN_ON = "."
SQUEEZED, MOST_PLAIN, FAST = "z", 1_000, 1
LETTERS = {
    Reason.FORBIDDEN: "f",
    Reason.NO_WAY: "w",
    Reason.TOO_LATE: "l",
    Reason.KEPT: "k",
    Reason.NEED_ALREADY_MET: "m",
    Reason.NO_CREW: "c",
    Reason.NO_FUEL: "u",
    Reason.WITH_MACHINES: "p",
    Reason.TOO_FEW_FOR_ONE: "t",
    Reason.BETTER_USED_ELSEWHERE: "b",
}
MEANS = {letter: reason for reason, letter in LETTERS.items()}
CODES = np.frombuffer("".join(LETTERS[reason] for reason in REASONS).encode(), np.uint8)
Passed = dict[Reason, list[StockId]]


@frozen
class Told:
    """Candidates by what is asked for, in the order of their ids; a letter for each of them by need."""

    candidates: dict[TypeId, list[StockId]] = field(default_factory=dict)
    letters: dict[NeedId, str] = field(default_factory=dict)

    def add(self, left: Left, sent: Sequence[Sent]) -> None:
        """Tell of every need of a group why a fitting stock gives it nothing; `left` is what its flows leave.

        A stock used up by other needs was better used there.
        """
        group = left.group
        reasons = left.reasons(EVERY, EVERY)
        used_up = (left.over == 0) & (reasons > REASONS.index(Reason.TOO_LATE))
        codes = CODES[np.where(used_up, REASONS.index(Reason.BETTER_USED_ELSEWHERE), reasons)]
        if sent:
            rows, columns, _units, _covers = zip(*sent, strict=True)
            codes[rows, columns] = ord(DRAWN_ON)
        asking: dict[TypeId, list[int]] = {}
        for row, need in enumerate(group.needs):
            asking.setdefault(need.type, []).append(row)
        for kind, mine in asking.items():
            fitting = np.flatnonzero(group.fits[mine[0]] & (group.quantity > 0))
            self.candidates[kind] = [group.stocks[column].id for column in fitting.tolist()]
            told, many = codes[mine][:, fitting].tobytes().decode(), len(fitting)
            for number, row in enumerate(mine):
                self.letters[group.needs[row].id] = told[number * many : (number + 1) * many]

    def join(self, other: Told) -> None:
        """Add what is told of another group."""
        self.candidates.update(other.candidates)
        self.letters.update(other.letters)

    def about(self, need: Need) -> Told:
        """Return what is told of one need."""
        return Told(
            candidates={need.type: self.candidates[need.type]}, letters={need.id: self.letters[need.id]}
        )

    def of(self, need: NeedId, asked: TypeId) -> Passed:
        """Return the stocks a need passes over, by reason."""
        return by_reason(self.candidates[asked], self.letters[need])


def by_reason(candidates: Iterable[StockId], letters: str) -> Passed:
    """Return candidates by the reason their letter stands for; those drawn on are left out."""
    found: Passed = {}
    for candidate, letter in zip(candidates, letters, strict=True):
        if letter != DRAWN_ON:
            found.setdefault(MEANS[letter], []).append(candidate)
    return {reason: found[reason] for reason in REASONS if reason in found}


def told_of(problem: Problem, lines: Iterable[Line]) -> Told:
    """Return what there is to tell of a plan's lines: with the stocks drawn on these are all candidates."""
    sent: dict[NeedId, list[Line]] = {}
    for line in lines:
        sent.setdefault(line.need, []).append(line)
    told, drawn = Told(), drawn_of(problem, itertools.chain.from_iterable(sent.values()))
    for group in groups_of(problem):
        columns = {stock.id: column for column, stock in enumerate(group.stocks)}
        flows = [
            (row, columns[line.stock], line.quantity, line.covers)
            for row, need in enumerate(group.needs)
            for line in sent.get(need.id, ())
        ]
        told.add(Left(group, flows, drawn), flows)
    return told


def packed(ids: Sequence[StockId]) -> str:
    """Return whole numbers in rising order as their steps, which are short; many of them squeezed.

    A nation's candidates stand in the plan of each of hundreds of incidents.
    """
    numbers = list(map(int, ids))
    steps = " ".join(map(str, map(sub, numbers, itertools.chain((0,), numbers))))
    if len(steps) <= MOST_PLAIN:
        return steps
    return SQUEEZED + b64encode(zlib.compress(steps.encode(), FAST)).decode()


def unpacked(text: str) -> list[int]:
    """Return what `packed` was given."""
    if text.startswith(SQUEEZED):
        text = zlib.decompress(b64decode(text[len(SQUEEZED) :])).decode()
    return list(itertools.accumulate(map(int, text.split())))


def needs_told_of(result: Mapping[str, Any]) -> set[int]:
    """Return the needs a kept plan speaks of."""
    return {int(need) for need in (*result.get("passed", ()), *result.get("letters", ()))}


def passed_of(result: Mapping[str, Any], need: int, asked: str) -> dict[Reason, list[int]]:
    """Return the lots a kept plan passed over for a need, by reason; older plans list them need by need."""
    if str(need) not in result.get("letters", {}):
        older = result.get("passed", {}).get(str(need), {})
        return {Reason(reason): lots for reason, lots in older.items()}
    found = by_reason(unpacked(result["candidates"][asked]), result["letters"][str(need)])
    return {reason: [int(lot) for lot in lots] for reason, lots in found.items()}


def barred_of(result: Mapping[str, Any]) -> dict[int, str]:
    """Return the lots a kept plan could not use at all, by id, each with its reason; older plans list them one by one."""
    kept = result["barred"]
    if not isinstance(kept, dict):
        return dict(kept)
    reasons = [pair for of_type in kept.values() for pair in of_type.items()]
    return dict(sorted((lot, reason) for reason, lots in reasons for lot in unpacked(lots)))


def drawn_of(problem: Problem, lines: Iterable[Line]) -> Drawn:
    """Return what a plan's lines draw from the problem's pools."""
    drawn = Drawn(problem.pools)
    if problem.pools:
        cases = {need.id: need.case for need in problem.needs}
        for line in lines:
            drawn.take(line.stock, cases[line.need], line.quantity)
    return drawn
