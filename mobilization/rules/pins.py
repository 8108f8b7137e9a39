"""Can the commander's pins be honoured beside one another, and does a plan honour them?"""

from __future__ import annotations

import math
from collections import Counter
from fractions import Fraction

from mobilization.rules.ids import NeedId, StockId, id_order
from mobilization.rules.objective import pin_covers
from mobilization.rules.pairs import Rules, UnlawfulPlanError, named_in
from mobilization.rules.plan import Line, Plan
from mobilization.rules.pools import Drawn
from mobilization.rules.problem import Need, Pin, PinFault, PinImpossibleError, Problem, Stock
from mobilization.rules.travel import in_time


def check_pins(problem: Problem) -> None:
    """Return if every pin can be honoured beside the others, else raise `PinImpossibleError` for the first."""
    if not problem.pins:
        return
    rules, needs, stocks = named_in(
        problem, {pin.need for pin in problem.pins}, {p.stock for p in problem.pins}
    )
    taken, left, drawn = Counter[StockId](), Counter[StockId](), Drawn(problem.pools)
    for pin in problem.pins:
        need, stock = needs[pin.need], stocks[pin.stock]
        taken[stock.id] += pin.quantity
        left[stock.id] += pin.quantity if need.place != stock.place else 0
        fault = _pin_fault(rules, need, stock, pin, taken=taken[stock.id], left=left[stock.id])
        room = drawn.room(stock.id, need.case)
        if fault is None and room is not None and room < pin.quantity:
            fault = PinFault.NO_CREW_LEFT
        drawn.take(stock.id, need.case, pin.quantity)
        if fault:
            raise PinImpossibleError(
                field="pins", need=pin.need, stock=pin.stock, quantity=pin.quantity, reason=fault
            )


def _pin_fault(rules: Rules, need: Need, stock: Stock, pin: Pin, *, taken: int, left: int) -> PinFault | None:
    if rules.given_per_asked(need.type, stock.type) is None:
        return PinFault.OTHER_TYPE
    if (pin.need, pin.stock) in rules.forbidden:
        return PinFault.FORBIDDEN
    if rules.arrival(need, stock) is None:
        return PinFault.NO_WAY
    if taken > stock.quantity:
        return PinFault.MORE_THAN_THERE_IS
    return PinFault.MORE_THAN_MAY_LEAVE if left > max(0, stock.quantity - stock.keep) else None


def check_pins_kept(
    problem: Problem, rules: Rules, plan: Plan, needs: dict[NeedId, Need], stocks: dict[StockId, Stock]
) -> None:
    """Return if the plan sends and counts what was pinned, else raise `UnlawfulPlanError`."""
    lines = {(line.need, line.stock): line for line in plan.lines}
    mine: dict[NeedId, list[tuple[Line, int]]] = {}
    for pin in problem.pins:
        line = lines.get((pin.need, pin.stock))
        if line is None or line.quantity < pin.quantity:
            raise UnlawfulPlanError(rule="pin", need=pin.need, stock=pin.stock)
        need, stock = needs[pin.need], stocks[pin.stock]
        ratio = rules.given_per_asked(need.type, stock.type) or Fraction(1)
        most = math.floor(pin.quantity / ratio) if in_time(need, line.minutes) else 0
        mine.setdefault(need.id, []).append((line, most))
    for need_id, pinned in mine.items():
        pinned.sort(key=lambda row: (row[0].tier, row[0].minutes, id_order(row[0].stock)))
        covers = pin_covers(needs[need_id].quantity, [most for _, most in pinned])
        for (line, _), least in zip(pinned, covers, strict=True):
            if line.covers < least:
                raise UnlawfulPlanError(rule="pin_covers", need=line.need, stock=line.stock)
