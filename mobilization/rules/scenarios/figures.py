"""A number that remembers how it came about, for workings such as "500 người × 3 ngày × 0,5 kg/người/ngày = 750"."""

from __future__ import annotations

import math
from enum import IntEnum
from fractions import Fraction

from core.values import frozen
from mobilization.rules.scenarios.norms import Norm, number


class Shape(IntEnum):
    """What a text holds at its top: one number, a product, a sum. It decides where brackets are due."""

    ONE = 0
    PRODUCT = 1
    SUM = 2


@frozen
class Figure:
    """A value, the working that led to it, and the keys of the norms used on the way.

    `steps` are the subtotals worked out before, each in full: "45 người/chuyến × 0,8 phần = 36 người".
    """

    value: Fraction
    text: str
    norms: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    shape: Shape = Shape.ONE

    def __mul__(self, other: Figure) -> Figure:
        return self._with(other, self.value * other.value, "×", Shape.PRODUCT, Shape.PRODUCT)

    def __truediv__(self, other: Figure) -> Figure:
        return self._with(other, self.value / other.value, "÷", Shape.PRODUCT, Shape.ONE)

    def __add__(self, other: Figure) -> Figure:
        return self._with(other, self.value + other.value, "+", Shape.SUM, Shape.SUM)

    def __sub__(self, other: Figure) -> Figure:
        return self._with(other, max(Fraction(0), self.value - other.value), "−", Shape.SUM, Shape.PRODUCT)

    def _with(self, other: Figure, value: Fraction, sign: str, shape: Shape, right_most: Shape) -> Figure:
        left = f"({self.text})" if self.shape > shape else self.text
        right = f"({other.text})" if other.shape > right_most else other.text
        return Figure(
            value=value,
            text=f"{left} {sign} {right}",
            norms=tuple(dict.fromkeys(self.norms + other.norms)),
            steps=tuple(dict.fromkeys(self.steps + other.steps)),
            shape=shape,
        )

    @property
    def working(self) -> str:
        """The subtotals and the last line, without its result."""
        return "; ".join((*self.steps, self.text))

    @property
    def units(self) -> int:
        """The value in whole units: what is begun is counted whole."""
        return math.ceil(self.value)

    def upped(self, unit: str) -> Figure:
        """Return the whole units as a subtotal, the start of a next step."""
        return self._step(Fraction(self.units), unit)

    def floored(self, unit: str) -> Figure:
        """Return the whole units that fit, at least one, as a subtotal."""
        return self._step(Fraction(max(1, math.floor(self.value))), unit)

    def called(self, unit: str) -> Figure:
        """Return the same value as a subtotal with a name."""
        return self._step(self.value, unit)

    def _step(self, value: Fraction, unit: str) -> Figure:
        named = f"{number(value)} {unit}"
        if self.shape is Shape.ONE and value == self.value:
            return Figure(value=value, text=named, norms=self.norms, steps=self.steps)
        sign = "=" if value == self.value else "→"
        return Figure(
            value=value, text=named, norms=self.norms, steps=(*self.steps, f"{self.text} {sign} {named}")
        )

    def ending(self) -> Figure:
        """Return the last line alone: for a second use in the same working."""
        return Figure(value=self.value, text=self.text, norms=self.norms, shape=self.shape)


def given(value: int | Fraction, unit: str) -> Figure:
    """Return a figure somebody stated."""
    return Figure(value=Fraction(value), text=f"{number(value)} {unit}".strip())


def of_norm(norm: Norm) -> Figure:
    """Return a norm's value as a figure; a percentage counts as its share."""
    text = f"{number(norm.value)} {norm.unit}"
    share = norm.unit.startswith("%")
    return Figure(
        value=norm.fraction / 100 if share else norm.fraction,
        text=f"{number(norm.value)}{norm.unit}" if share else text,
        norms=(norm.key,),
    )
