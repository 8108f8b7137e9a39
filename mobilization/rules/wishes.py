"""The commander's pins: which of them can be honoured now, and why the others cannot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from core.values import frozen
from mobilization.rules.pins import check_pins
from mobilization.rules.problem import Pin, PinFault, PinImpossibleError, Problem


class PinLoss(StrEnum):
    """Why a pin is left out before the problem is even made."""

    NOT_OFFERED = "not_offered"


@frozen
class Unkept:
    """A pin that could not be honoured, and why."""

    pin: Pin
    fault: PinFault | PinLoss


def with_pins(problem: Problem, pins: Sequence[Pin]) -> tuple[Problem, list[Unkept]]:
    """Return the problem with every pin that can be honoured beside the earlier ones, and the pins that cannot."""
    if not pins:
        return problem, []
    offered = {stock.id for stock in problem.stocks}
    kept: list[Pin] = []
    unkept: list[Unkept] = []
    for pin in pins:
        if pin.stock not in offered:
            unkept.append(Unkept(pin=pin, fault=PinLoss.NOT_OFFERED))
            continue
        try:
            check_pins(replace(problem, pins=[*kept, pin]))
        except PinImpossibleError as error:
            unkept.append(Unkept(pin=pin, fault=PinFault(str(error.facts["reason"]))))
        else:
            kept.append(pin)
    return replace(problem, pins=kept), unkept
