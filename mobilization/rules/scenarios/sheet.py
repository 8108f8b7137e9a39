"""The sheet a scenario is worked out on: figures in, needs with their workings out."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from core.values import frozen
from mobilization.rules.scenarios.drivers import SPECS, Driver, Facts, Mode
from mobilization.rules.scenarios.figures import Figure, given, of_norm
from mobilization.rules.scenarios.norms import Mark, Norm, Norms, number

# Priorities as the room offers them: 1 saves lives, 2 is urgent, 3 is necessary.
LIFE, URGENT, NECESSARY = 1, 2, 3


@frozen
class ScenarioNeed:
    """One need in whole catalogue units, and how it was worked out. `instead`: other types that would do, how many."""

    type_code: str
    quantity: int
    priority: int
    within_minutes: int | None
    working: str
    norms: tuple[Norm, ...]
    instead: tuple[tuple[str, int], ...] = ()

    def sentence(self, *, name: str, unit: str) -> str:
        """Return the working to its end: "500 người × 3 ngày × 0,5 kg/người/ngày = 750 kg – gạo"."""
        return f"{self.working} {number(self.quantity)} {unit} – {name[:1].lower() + name[1:]}"

    @property
    def sources(self) -> str:
        """The norms used, each with its value and source, as it is kept with the need."""
        return "; ".join(norm_text(norm) for norm in self.norms)


def norm_text(norm: Norm) -> str:
    """Return a norm with its value and source in one phrase."""
    own = ", định mức của tỉnh" if norm.mark is Mark.OWN else ""
    unit = norm.unit if norm.unit.startswith("%") else f" {norm.unit}"
    return f"{norm.name[:1].lower() + norm.name[1:]}: {number(norm.value)}{unit} (nguồn: {norm.source}{own})"


@frozen
class Total:
    """A figure people ask for that is no need by itself, such as all the water or the number of trips."""

    key: str
    value: Fraction


@dataclass(kw_only=True)
class Sheet:
    """Facts and norms of one scenario, and what has been worked out so far."""

    facts: Facts
    norms: Norms
    needs: dict[str, ScenarioNeed] = field(default_factory=dict)
    totals: dict[str, Total] = field(default_factory=dict)

    def fact(self, driver: Driver) -> Figure:
        """Return a stated variable; its unit makes its name."""
        return given(self.facts[driver], SPECS[driver].unit)

    def norm(self, key: str) -> Figure:
        """Return a norm as a figure."""
        return of_norm(self.norms[key])

    def by_boat(self) -> bool:
        """Return whether people are carried over water."""
        return str(self.facts.get(Driver.MODE, 1)) == Mode.BOAT.value

    def fast(self) -> bool:
        """Return whether the water runs fast (or the sea is rough)."""
        return self.facts.get(Driver.CURRENT, 1) == 2

    def within(self) -> int | None:
        """Return the minutes in which the work has to be done, where the scenario has a time."""
        hours = self.facts.get(Driver.HOURS)
        return hours * 60 if hours else None

    def total(self, key: str, figure: Figure) -> None:
        """Keep a figure people ask for."""
        self.totals[key] = Total(key=key, value=figure.value)

    def need(
        self,
        type_code: str,
        figure: Figure,
        priority: int,
        *,
        within: int | None = None,
        instead: tuple[tuple[str, int], ...] = (),
    ) -> None:
        """Add a need of whole units, at least one; nothing where the figure is nought. A larger one replaces it."""
        if figure.value <= 0:
            return
        held = self.needs.get(type_code)
        if held is not None and held.quantity >= figure.units:
            return
        sign = "=" if figure.value == figure.units else "→ tròn lên"
        self.needs[type_code] = ScenarioNeed(
            type_code=type_code,
            quantity=figure.units,
            priority=priority,
            within_minutes=within,
            working=f"{figure.working} {sign}",
            norms=tuple(self.norms[key] for key in figure.norms),
            instead=instead,
        )
