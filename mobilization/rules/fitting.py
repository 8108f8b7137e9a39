"""Which lots serve which needs, and how many of a need's units one piece makes: by type, by stand-in, by ability.

The planner knows types and what stands for what. Lots asked for by what they do are told apart by what one piece
does: rows of one catalogue type that do the same are one type for the planner, and so many of it make one unit of
the ability. Where no ability is asked for, the catalogue's types are the planner's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from fractions import Fraction

from core.values import frozen
from inventory.rules.details import Capability
from mobilization.rules.abilities import ABILITIES, Ability, Capacity, Unfit, capacity
from mobilization.rules.problem import Substitute
from mobilization.rules.scenarios.norms import Norms


@frozen
class Asked:
    """What one need asks for: a type, or an ability with what each piece must do at least."""

    type_code: str | None
    ability: Ability | None = None
    least_each: Decimal | None = None

    @property
    def key(self) -> str:
        """The planner's type of the need."""
        if self.ability is None:
            return str(self.type_code)
        return self.ability.value if self.least_each is None else f"{self.ability}>={self.least_each:f}"

    def types(self, substitutes: Iterable[Substitute]) -> frozenset[str]:
        """Return the catalogue's types that can serve it at all."""
        if self.ability is not None:
            return frozenset(ABILITIES[self.ability].norms)
        given = {str(row.given) for row in substitutes if row.asked == self.type_code}
        return frozenset({str(self.type_code), *given})

    def per_piece(self, able: Capacity) -> Fraction:
        """Return how many units of the need one piece makes; nought where it is too weak."""
        if self.least_each is None:
            return able.value
        return Fraction(able.value >= Fraction(self.least_each))


@frozen
class Fitting:
    """The planner's type of each lot, what stands for what, and what does not serve.

    `able` tells what one piece of a lot does, `unfit` why lots of the right type do not serve, both by the key asked for.
    """

    kinds: Mapping[int, str]
    substitutes: Sequence[Substitute]
    able: Mapping[str, Mapping[int, Capacity]] = field(default_factory=dict)
    unfit: Mapping[str, Mapping[int, Unfit]] = field(default_factory=dict)

    def serves(self, lot_id: int, key: str) -> bool:
        """Return whether a lot is what a key asks for, or stands in for it."""
        kind = self.kinds[lot_id]
        return kind == key or any(row.asked == key and row.given == kind for row in self.substitutes)


def wanted_types(asked: Iterable[Asked], substitutes: Sequence[Substitute]) -> frozenset[str]:
    """Return every catalogue type that can serve some need."""
    return frozenset().union(*(item.types(substitutes) for item in asked))


def fit(
    asked: Sequence[Asked],
    lots: Mapping[int, str],
    substitutes: Sequence[Substitute],
    noted: Mapping[int, Mapping[Capability, Decimal]],
    norms: Norms,
) -> Fitting:
    """Return how lots serve what is asked; `lots` gives each lot's type, `noted` what the register says one piece does."""
    abilities = {item.key: item for item in asked if item.ability is not None}
    if not abilities:
        return Fitting(kinds=lots, substitutes=substitutes)
    able: dict[str, dict[int, Capacity]] = {key: {} for key in abilities}
    unfit: dict[str, dict[int, Unfit]] = {key: {} for key in abilities}
    kinds: dict[int, str] = {}
    made: dict[tuple[str, str], Fraction] = {}  # (asked, planner's type): units of the need one piece makes
    plain: dict[str, set[str]] = {}
    for lot_id, code in lots.items():
        serves = {}
        for key, item in abilities.items():
            assert item.ability is not None
            if code not in ABILITIES[item.ability].norms:
                continue
            found = capacity(item.ability, code, noted.get(lot_id, {}), norms)
            if found is None:
                unfit[key][lot_id] = Unfit.CAPACITY_UNKNOWN
            elif units := item.per_piece(found):
                serves[key], able[key][lot_id] = units, found
            else:
                unfit[key][lot_id] = Unfit.TOO_WEAK
        kind = "|".join((code, *(f"{key}:{units}" for key, units in serves.items())))
        kinds[lot_id] = kind
        plain.setdefault(code, set()).add(kind)
        made |= {(key, kind): units for key, units in serves.items()}
    stand_ins = [
        Substitute(asked=key, given=kind, given_per_asked=1 / units) for (key, kind), units in made.items()
    ]
    return Fitting(
        kinds=kinds,
        substitutes=[*_by_type(asked, substitutes, plain), *stand_ins],
        able=able,
        unfit=unfit,
    )


def _by_type(
    asked: Iterable[Asked], substitutes: Sequence[Substitute], plain: Mapping[str, set[str]]
) -> list[Substitute]:
    """Return what stands for the types asked for by name: their own lots told apart, and the catalogue's stand-ins."""
    codes = sorted({str(item.type_code) for item in asked if item.ability is None})
    own = [
        Substitute(asked=code, given=kind, given_per_asked=Fraction(1))
        for code in codes
        for kind in sorted(plain.get(code, ()))
        if kind != code
    ]
    others = [
        Substitute(asked=row.asked, given=kind, given_per_asked=row.given_per_asked)
        for row in substitutes
        for kind in sorted(plain.get(str(row.given), ()))
    ]
    return own + others
