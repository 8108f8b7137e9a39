"""What is known while the drafts of a sheet are judged, and what has been decided of one row so far."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from core.communes.rules import CommuneCode
from core.values import frozen
from importers.rules.layout.drafts import At, Draft
from importers.rules.layout.headers import Indexes
from importers.rules.names.items import ItemMatch
from importers.rules.names.vocabulary import Role
from importers.rules.reasons import Reason
from importers.rules.results import Answers, HolderKind, Place, Row
from importers.rules.texts.numbers import Convention, read_figure
from importers.rules.texts.units import Conversion, is_counted, read_unit
from importers.rules.verdicts.questions import Questions
from inventory.rules.catalogue import ResourceType, UnitFactor


class Words(NamedTuple):
    """What stands beside a quantity, and the part of it that those words call broken."""

    holder: str
    holder_kind: HolderKind | None
    contact_phones: tuple[str, ...]
    location: str
    condition: str
    mark: str
    capacity: str
    agreement: str
    note: str
    broken: Decimal | None


@dataclass(kw_only=True, slots=True)
class Verdict:
    """What has been decided of one row so far."""

    sheet: str
    cell: str
    reasons: list[Reason] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    rejected: bool = False

    @property
    def place(self) -> Place:
        """Where the row stands."""
        return Place(sheet=self.sheet, cell=self.cell)

    def note(self, reason: Reason) -> None:
        """Add a reason once."""
        if reason not in self.reasons:
            self.reasons.append(reason)


@frozen
class Memory:
    """What was decided before and holds for every cell that says the same: matrices repeat their rows' and columns' words.

    The last of each tuple is the object whose id is part of the key: kept here, no other can get that id.
    """

    kinds: dict[Hashable, tuple[ResourceType, Reason, ItemMatch]] = field(default_factory=dict)
    conversions: dict[tuple[str, str], Conversion] = field(default_factory=dict)
    words: dict[Hashable, tuple[Words, Mapping[Role, str]]] = field(default_factory=dict)
    patterns: dict[Hashable, tuple[Row, Draft]] = field(default_factory=dict)


@frozen
class Judging:
    """What the drafts of one sheet are judged by.

    `convention` is what point and comma mean on the sheet, `columns` in each column alone; `settled` are figures that a
    total of the sheet decided; `factors` the office's packings; `home` the official's own commune; `crowded` the
    rows with several figures, where a note does not say which one it means; `accentless` a sheet typed without accents;
    `doubted_days` last days that may have day and month the wrong way round.
    """

    sheet: str
    indexes: Indexes
    factors: Sequence[UnitFactor]
    answers: Answers
    questions: Questions
    home: CommuneCode | None
    convention: Convention = Convention()
    columns: Mapping[int, Convention] = field(default_factory=dict)
    settled: Mapping[At, Decimal] = field(default_factory=dict)
    encoding_asked: str = ""  # the question, where it is open
    crowded: frozenset[int] = frozenset()
    accentless: bool = False
    doubted_days: frozenset[str] = frozenset()
    memory: Memory = field(default_factory=Memory)

    def counted(self, draft: Draft) -> bool:
        """Return whether the figures of a draft count pieces or people."""
        figure = read_figure(draft.cell.value, formula=draft.cell.formula)
        unit = read_unit((figure.unit if figure else "") or draft.unit)
        kinds = self.indexes.items.kinds
        kind = kinds.get(draft.item.code) if draft.item.code else None
        if not unit and kind is None and draft.item.candidates:
            kind = kinds.get(draft.item.candidates[0][0])
        return is_counted(unit, kind)


def answered_number(text: str | None) -> Decimal | None:
    """Return an answer as a number not below zero, or None."""
    try:
        value = Decimal(text) if text is not None else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() and value >= 0 else None
