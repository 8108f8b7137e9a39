"""How far a commune's own ready stock covers what a hazard asks of it: line by line, pillar by pillar.

Ready is what is whole, in its place, not past its last day, and promised: things of an enterprise or a household
whose agreement was never signed or has ended do not count. A figure unchecked too long counts for a part
(`inventory.rules.trust`). The steps of the grades and the weights are this project's own [D].
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from enum import StrEnum

from core.values import frozen
from inventory.rules.catalogue import Pillar
from inventory.rules.stock import ZERO
from mobilization.rules.scenarios.sheet import ScenarioNeed

ENOUGH, LITTLE = 0.9, 0.6  # from these shares of cover on: đủ, thiếu ít; below: thiếu nhiều
WEIGHTS = {1: 3, 2: 2, 3: 1}  # what saves lives counts three times what is merely necessary
BOARD = "BCH"  # the command board's own line, beside the catalogue's codes


class Grade(StrEnum):
    """How well a pillar stands, worst last. UNKNOWN: nothing reported, which is not nought."""

    ENOUGH = "enough"
    LITTLE = "little"
    MUCH = "much"
    UNKNOWN = "unknown"
    NONE = "none"


@frozen
class Stock:
    """A commune's sums of one type: `ready` counts at once, the others say what is kept from counting and why."""

    ready: Decimal = ZERO
    doubted: Decimal = ZERO
    broken: Decimal = ZERO
    expired: Decimal = ZERO
    away: Decimal = ZERO
    unagreed: Decimal = ZERO


@frozen
class Line:
    """One need and what covers it; `replaced` is what other types make up for, in units of this one."""

    type_code: str
    pillar: Pillar
    need: int
    have: Decimal
    replaced: Decimal
    priority: int
    stock: Stock = field(default_factory=Stock)

    @property
    def cover(self) -> float:
        """The covered share, at most 1."""
        return min(1.0, float(self.have + self.replaced) / self.need)

    @property
    def missing(self) -> int:
        """Whole units that are missing."""
        return max(0, self.need - math.floor(self.have + self.replaced))

    @property
    def weight(self) -> int:
        """How much the line counts in its pillar."""
        return WEIGHTS[self.priority]


@frozen
class Score:
    """A pillar's share, None where nothing is known or nothing is asked, and its grade."""

    share: float | None
    grade: Grade


@frozen
class Readiness:
    """A commune's readiness. `surplus` is what is left of each type after the commune's own need."""

    commune_code: str
    lines: tuple[Line, ...]
    pillars: Mapping[Pillar, Score]
    surplus: Mapping[str, Decimal]

    @property
    def threatened(self) -> bool:
        """Whether the hazard can befall the commune."""
        return bool(self.lines)

    @property
    def worst(self) -> Pillar | None:
        """The pillar that governs: the one with the smallest share."""
        known = {pillar: score.share for pillar, score in self.pillars.items() if score.share is not None}
        return min(known, key=lambda pillar: known[pillar]) if known else None

    @property
    def share(self) -> float | None:
        """The governing pillar's share."""
        return self.pillars[self.worst].share if self.worst else None

    @property
    def grade(self) -> Grade:
        """The governing grade; a pillar without figures leaves the whole open, unless another is bad already."""
        grades = {score.grade for score in self.pillars.values()}
        order = (Grade.MUCH, Grade.UNKNOWN, Grade.LITTLE, Grade.ENOUGH)
        return next((grade for grade in order if grade in grades), Grade.NONE)


def grade_of(share: float) -> Grade:
    """Return the grade of a share of cover."""
    shown = round(share, 2)  # what people read decides: 90 % is enough
    return Grade.ENOUGH if shown >= ENOUGH else Grade.LITTLE if shown >= LITTLE else Grade.MUCH


def cover_lines(
    needs: Sequence[ScenarioNeed], stocks: Mapping[str, Stock], pillars: Mapping[str, Pillar]
) -> tuple[list[Line], dict[str, Decimal]]:
    """Return every need with its cover, and what is left of each type.

    Each need draws on its own type first; then others that would do fill in, in the order of urgency, each with what
    is left of it, so that nothing counts twice. `n` of another type do the whole need: one of it does need ÷ n.
    """
    left = {code: stock.ready for code, stock in stocks.items()}
    own: dict[str, Decimal] = {}
    for need in needs:
        own[need.type_code] = min(left.get(need.type_code, ZERO), Decimal(need.quantity))
        left[need.type_code] = left.get(need.type_code, ZERO) - own[need.type_code]
    lines = []
    for need in needs:
        short, replaced = Decimal(need.quantity) - own[need.type_code], ZERO
        for code, whole in need.instead:
            if short <= 0:
                break
            each = Decimal(need.quantity) / whole
            taken = min(left.get(code, ZERO), Decimal(math.ceil(short / each)))
            if taken > 0:
                left[code] -= taken
                made_up = min(short, taken * each)
                replaced, short = replaced + made_up, short - made_up
        stock = stocks.get(need.type_code, Stock())
        lines.append(
            Line(
                type_code=need.type_code,
                pillar=pillars[need.type_code],
                need=need.quantity,
                have=stock.ready,
                replaced=replaced,
                priority=need.priority,
                stock=stock,
            )
        )
    return lines, {code: amount for code, amount in left.items() if amount > 0}


def board_line(filled: int, posts: int) -> Line:
    """Return the command board as a line: so many of its posts are lawfully held."""
    return Line(
        type_code=BOARD, pillar=Pillar.COMMAND, need=posts, have=Decimal(filled), replaced=ZERO, priority=1
    )


def score_of(lines: Sequence[Line], *, reported: bool) -> Score:
    """Return a pillar's weighted mean of cover; unknown where it was never reported, none where nothing is asked."""
    if not lines:
        return Score(share=None, grade=Grade.NONE)
    if not reported:
        return Score(share=None, grade=Grade.UNKNOWN)
    share = sum(line.cover * line.weight for line in lines) / sum(line.weight for line in lines)
    return Score(share=share, grade=grade_of(share))


def readiness_of(
    commune_code: str,
    *,
    needs: Sequence[ScenarioNeed],
    stocks: Mapping[str, Stock],
    pillars: Mapping[str, Pillar],
    board: tuple[int, int] | None,
) -> Readiness:
    """Return a commune's readiness; `board` is filled and all posts, None where no board was ever reported."""
    lines, surplus = cover_lines(needs, stocks, pillars)
    if lines:
        lines.append(board_line(*(board or (0, 5))))
    reported = {pillars[code] for code in stocks if code in pillars}
    reported.discard(Pillar.COMMAND)
    if board is not None:
        reported.add(Pillar.COMMAND)
    return Readiness(
        commune_code=commune_code,
        lines=tuple(lines),
        pillars=_scores(lines, reported),
        surplus=surplus,
    )


def _scores(lines: Sequence[Line], reported: Iterable[Pillar]) -> dict[Pillar, Score]:
    known = set(reported)
    return {
        pillar: score_of([line for line in lines if line.pillar is pillar], reported=pillar in known)
        for pillar in Pillar
    }
