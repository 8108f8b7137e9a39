"""A number that remembers how it came about, for workings such as "500 người × 3 ngày × 0,5 kg/người/ngày = 750"."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from mobilization.rules.scenarios.norms import Norm, number


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A value, the working that led to it, and the keys of the norms used on the way."""

    value: Fraction
    text: str
    norms: tuple[str, ...] = ()

    def __mul__(self, other: Figure) -> Figure:
        return self._with(other, self.value * other.value, "×")

    def __truediv__(self, other: Figure) -> Figure:
        return self._with(other, self.value / other.value, "÷")

    def __add__(self, other: Figure) -> Figure:
        return self._with(other, self.value + other.value, "+")

    def __sub__(self, other: Figure) -> Figure:
        return self._with(other, max(Fraction(0), self.value - other.value), "−")

    def _with(self, other: Figure, value: Fraction, sign: str) -> Figure:
        norms = tuple(dict.fromkeys(self.norms + other.norms))
        return Figure(value=value, text=f"{self.text} {sign} {other.text}", norms=norms)

    @property
    def units(self) -> int:
        """The value in whole units: what is begun is counted whole."""
        return math.ceil(self.value)

    def upped(self, unit: str) -> Figure:
        """Return the whole units, worked out so far and named, as the start of a next step."""
        return self._step(Fraction(self.units), unit)

    def floored(self, unit: str) -> Figure:
        """Return the whole units that fit, at least one, as the start of a next step."""
        return self._step(Fraction(max(1, math.floor(self.value))), unit)

    def called(self, unit: str) -> Figure:
        """Return the same value, worked out so far and named, as the start of a next step."""
        return self._step(self.value, unit)

    def _step(self, value: Fraction, unit: str) -> Figure:
        sign = "=" if value == self.value else "→"
        return Figure(value=value, text=f"{self.text} {sign} {number(value)} {unit};", norms=self.norms)

    def ending(self) -> Figure:
        """Return the value without its working: for a second use in the same line."""
        words = self.text.rstrip(";").rpartition(" = ")[2].rpartition(" → ")[2]
        return Figure(value=self.value, text=words, norms=self.norms)


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
