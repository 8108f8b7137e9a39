"""How a gap is closed: agree with an owner nearby, take a neighbour's surplus, repair, contract, buy; the cheapest way
first.

An agreement and a neighbour's help cost nothing in this reckoning (what transport costs is not known beforehand).
A neighbour gives only what is left after its own need for the same hazard, and nothing twice. What is left then is
bought only where it is not to be had by contract: coaches, diggers and schools stand in private or public hands and are
called on for days (Luật 15/2008/QH12 điều 23), a shop's goods are pledged (hợp đồng nguyên tắc, cam kết cung ứng). A
commune that is easily cut off stores goods itself. The price list may say otherwise for each type.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from core.communes.rules import Link
from core.values import frozen
from inventory.rules.catalogue import Category, DualUse, LegalForm, Pillar
from inventory.rules.stock import ZERO
from reports.rules.readiness import BOARD, Grade, Line, Readiness, Score, grade_of


class Remedy(StrEnum):
    """The ways, in the order that decides between equal costs: what is nearest and quickest first."""

    AGREE = "agree"
    SHARE = "share"
    AGREE_NEAR = "agree_near"
    REPAIR = "repair"
    CONTRACT = "contract"  # with an owner or a shop the register does not hold yet
    BUY = "buy"
    RAISE = "raise"  # people are not bought: call up, appoint, train


PRICED = (Remedy.REPAIR, Remedy.BUY)


class Rest(StrEnum):
    """How what is still missing of a type is closed. STORE: by contract, but bought where a commune is remote."""

    BUY = "buy"
    CONTRACT = "contract"
    STORE = "store"


def rest_of(category: Category, pillar: Pillar, dual_use: DualUse, forms: Sequence[LegalForm]) -> Rest:
    """Return how a type is had where the price list does not say: who owns such things in peacetime decides."""
    if category is Category.VEHICLES and dual_use is DualUse.YES:
        return Rest.CONTRACT
    if category is Category.WORKS and dual_use is not DualUse.NO and pillar is not Pillar.COMMAND:
        return Rest.CONTRACT  # sirens and command posts are built
    if category is Category.SUPPLIES and LegalForm.TRUNG_MUA in forms:
        return Rest.STORE
    return Rest.BUY


@frozen
class Price:
    """What a unit costs in đồng and what part of that its repair does; `rest` None leaves it to the type."""

    type_code: str
    price_vnd: int
    repair_percent: int
    source: str
    priced_on: date
    version: int
    rest: Rest | None = None

    @property
    def repair_vnd(self) -> int:
        """The cost of repairing one unit, rounded up to whole đồng."""
        return -(-self.price_vnd * self.repair_percent // 100)


@frozen
class Step:
    """So many units by one way; `unit_vnd` None where no price is known, `giver` the neighbour that shares."""

    remedy: Remedy
    quantity: int
    unit_vnd: int | None
    giver: str = ""

    @property
    def cost_vnd(self) -> int | None:
        """What the step costs, None where that is not known."""
        return None if self.unit_vnd is None else self.unit_vnd * self.quantity


@frozen
class Gap:
    """One missing line of a commune and the steps that close it, cheapest first."""

    commune_code: str
    line: Line
    steps: tuple[Step, ...]

    @property
    def cost_vnd(self) -> int:
        """What the steps with a known price cost together."""
        return sum(step.cost_vnd or 0 for step in self.steps)

    @property
    def unpriced(self) -> int:
        """Units to repair or buy whose price is not known."""
        return sum(step.quantity for step in self.steps if step.unit_vnd is None and step.remedy in PRICED)


Given = Mapping[tuple[str, str], Sequence[tuple[str, int]]]


def neighbours_of(
    links: Iterable[Link], *, without: str = "", cut: Iterable[tuple[str, str]] = ()
) -> dict[str, list[str]]:
    """Return each commune's neighbours over the links that are open, one commune taken out."""
    closed = {frozenset(pair) for pair in cut}
    found: dict[str, list[str]] = {}
    for link in links:
        if without in (link.a, link.b) or frozenset((link.a, link.b)) in closed:
            continue
        found.setdefault(link.a, []).append(link.b)
        found.setdefault(link.b, []).append(link.a)
    return found


def share_out(
    every: Mapping[str, Readiness], near: Mapping[str, Sequence[str]], rank: Mapping[str, int]
) -> Given:
    """Return who gives what: by (commune, type) the neighbours and how many units each.

    Communes that come first by `rank` are served first, then those that stand worst.
    """
    left = {code: dict(readiness.surplus) for code, readiness in every.items()}
    return _hand_out(every, near, rank, left, lambda _code, line: line.missing)


def agreements_near(
    every: Mapping[str, Readiness],
    unagreed: Mapping[str, Mapping[str, Decimal]],
    near: Mapping[str, Sequence[str]],
    rank: Mapping[str, int],
    given: Given,
) -> Given:
    """Return with whose owners to agree: by (commune, type) the neighbours where owners have signed nothing yet.

    `unagreed` is what such owners hold by commune and type; the commune's own gap comes first, and what `given` closes
    needs no agreement.
    """
    left = {code: dict(unagreed.get(code, {})) for code in every}
    short: dict[tuple[str, str], int] = {}
    for code, readiness in every.items():
        for line in readiness.lines:
            own = min(line.missing, math.floor(left[code].get(line.type_code, ZERO)))
            left[code][line.type_code] = left[code].get(line.type_code, ZERO) - own
            shared = sum(amount for _giver, amount in given.get((code, line.type_code), ()))
            short[code, line.type_code] = max(0, line.missing - own - shared)
    return _hand_out(every, near, rank, left, lambda code, line: short[code, line.type_code])


def _hand_out(
    every: Mapping[str, Readiness],
    near: Mapping[str, Sequence[str]],
    rank: Mapping[str, int],
    left: Mapping[str, dict[str, Decimal]],
    short_of: Callable[[str, Line], int],
) -> dict[tuple[str, str], list[tuple[str, int]]]:
    """Return what each commune gets of what its neighbours have left, the largest first; `left` is used up."""
    given: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for code in sorted(every, key=lambda code: (rank.get(code, 0), every[code].share or 0.0, code)):
        for line in every[code].lines:
            short = short_of(code, line)
            if short <= 0:
                continue
            givers = sorted(
                near.get(code, ()), key=lambda other: (-left[other].get(line.type_code, ZERO), other)
            )
            for other in givers:
                amount = min(short, math.floor(left[other].get(line.type_code, ZERO)))
                if amount <= 0:
                    break
                left[other][line.type_code] -= amount
                given.setdefault((code, line.type_code), []).append((other, amount))
                short -= amount
    return given


def helped(readiness: Readiness, given: Given) -> dict[Pillar, Score]:
    """Return the pillars of a commune once its neighbours have given; those nobody gave anything to stay as they are."""
    code, scores = readiness.commune_code, dict(readiness.pillars)
    aided = {line.pillar for line in readiness.lines if (code, line.type_code) in given}
    for pillar in aided:
        lines = [line for line in readiness.lines if line.pillar is pillar]
        if scores[pillar].share is None:
            continue
        covered = sum(_with_help(readiness.commune_code, line, given) * line.weight for line in lines)
        share = covered / sum(line.weight for line in lines)
        scores[pillar] = Score(share=share, grade=grade_of(share))
    return scores


def _with_help(commune_code: str, line: Line, given: Given) -> float:
    more = sum(amount for _giver, amount in given.get((commune_code, line.type_code), ()))
    return min(1.0, float(line.have + line.replaced + Decimal(more)) / line.need)


def worst_of(scores: Mapping[Pillar, Score]) -> tuple[float | None, Grade]:
    """Return the governing share and its grade."""
    shares = [score.share for score in scores.values() if score.share is not None]
    return (min(shares), grade_of(min(shares))) if shares else (None, Grade.UNKNOWN)


def ways(
    line: Line,
    price: Price | None,
    given: Sequence[tuple[str, int]],
    *,
    agreed: Sequence[tuple[str, int]] = (),
    rest: Rest = Rest.BUY,
    remote: bool = False,
) -> tuple[Step, ...]:
    """Return the steps that close a line's gap, cheapest first, no more than is missing.

    `given` and `agreed` name neighbours: what they share, and what their owners could promise. `rest` says how such a type is
    had; what a contract costs is not known before it is made.
    """
    people = line.type_code.startswith("LL-") or line.type_code == BOARD
    rest = (price.rest if price else None) or rest
    buys = rest is Rest.BUY or (rest is Rest.STORE and remote)
    last = Remedy.RAISE if people else Remedy.BUY if buys else Remedy.CONTRACT
    repair_vnd = price.repair_vnd if price else None
    offers = [
        Step(remedy=Remedy.AGREE, quantity=math.floor(line.stock.unagreed), unit_vnd=0),
        *(Step(remedy=Remedy.SHARE, quantity=amount, unit_vnd=0, giver=other) for other, amount in given),
        *(
            Step(remedy=Remedy.AGREE_NEAR, quantity=amount, unit_vnd=0, giver=other)
            for other, amount in agreed
        ),
        Step(remedy=Remedy.REPAIR, quantity=math.floor(line.stock.broken), unit_vnd=repair_vnd),
        Step(
            remedy=last,
            quantity=line.missing,
            unit_vnd=price.price_vnd if price and last is Remedy.BUY else None,
        ),
    ]
    order = list(Remedy)
    offers.sort(key=lambda step: (step.unit_vnd is None, step.unit_vnd or 0, order.index(step.remedy)))
    steps, short = [], line.missing
    for offer in offers:
        taken = min(short, offer.quantity)
        if taken > 0:
            steps.append(
                Step(remedy=offer.remedy, quantity=taken, unit_vnd=offer.unit_vnd, giver=offer.giver)
            )
            short -= taken
    return tuple(steps)


def gaps_of(
    every: Mapping[str, Readiness],
    prices: Mapping[str, Price],
    given: Given,
    *,
    agreed: Given,
    rests: Mapping[str, Rest],
    remote: Container[str],
) -> list[Gap]:
    """Return every missing line with its steps; communes of which a pillar is not reported are left out of it."""
    return [
        Gap(
            commune_code=code,
            line=line,
            steps=ways(
                line,
                prices.get(line.type_code),
                given.get((code, line.type_code), ()),
                agreed=agreed.get((code, line.type_code), ()),
                rest=rests.get(line.type_code, Rest.BUY),
                remote=code in remote,
            ),
        )
        for code, readiness in every.items()
        for line in readiness.lines
        if line.missing and readiness.pillars[line.pillar].grade is not Grade.UNKNOWN
    ]
