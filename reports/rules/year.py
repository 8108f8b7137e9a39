"""A year of the register as plain values: what each row began with, what came and went, what was left.

Years are Vietnamese calendar years. Opening + in - out = closing on every line; `imbalances` names what does not fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from core.communes.rules import Commune
from core.errors import DomainError
from core.values import frozen
from inventory.rules.catalogue import ResourceType
from inventory.rules.stock import ZERO, Balance

FIRST_YEAR = 2000  # nothing older can be in the register


class YearError(DomainError):
    """There is no report for this year: it lies ahead, or before the register. Facts: `year`, `first`, `last`."""

    code = "report_year_unknown"
    status = 404


class AreaError(DomainError):
    """No former district has this name. Fact: `area`."""

    code = "area_unknown"
    status = 404


class FrozenError(DomainError):
    """The year is frozen for this scope already. Facts: `year`, `frozen_at`."""

    code = "year_frozen"
    status = 409


class YearRunsError(DomainError):
    """A year that still runs cannot be frozen. Fact: `year`."""

    code = "year_still_running"
    status = 409


class FrozenFileError(DomainError):
    """The kept file is gone or is not the one that was frozen."""

    code = "frozen_file_lost"
    status = 500


def check_year(year: int, *, this_year: int) -> int:
    """Return the year if it can be reported on; raises YearError."""
    if not FIRST_YEAR <= year <= this_year:
        raise YearError(year=year, first=FIRST_YEAR, last=this_year)
    return year


@frozen
class Flow:
    """Quantities of one year in the catalogue's unit. `counted_in` and `counted_out` are the parts of `inflow` and
    `outflow` that were found by counting or put right by hand, as against things that really came or went."""

    opening: Decimal = ZERO
    inflow: Decimal = ZERO
    outflow: Decimal = ZERO
    counted_in: Decimal = ZERO
    counted_out: Decimal = ZERO
    closing: Decimal = ZERO
    reserved: Decimal = ZERO
    broken: Decimal = ZERO
    lines: int = 0

    def __add__(self, other: Flow) -> Flow:
        return Flow(
            opening=self.opening + other.opening,
            inflow=self.inflow + other.inflow,
            outflow=self.outflow + other.outflow,
            counted_in=self.counted_in + other.counted_in,
            counted_out=self.counted_out + other.counted_out,
            closing=self.closing + other.closing,
            reserved=self.reserved + other.reserved,
            broken=self.broken + other.broken,
            lines=self.lines + other.lines,
        )


@frozen
class LotYear:
    """One row of the register through the year.

    `flow` comes from the ledger, `ledger` is the sum of all its lines up to now and `balance` what the row itself
    says now. `recorded` tells whether the ledger had a line of it before the year's end.
    """

    lot_id: int
    commune_code: str
    type_code: str
    holder: str
    place: str
    mark: str
    checked_on: date | None
    closed: bool
    recorded: bool
    flow: Flow
    ledger: Balance
    balance: Balance

    @property
    def listed(self) -> bool:
        """Whether the row stands in the year's list: recorded by then, and not closed with nothing left."""
        return self.recorded and not (self.closed and self.flow.closing == 0)


@frozen
class Mobilized:
    """A quantity of one row called upon in the year. Day fields are None where it did not happen by the year's end.

    Sums are whole đồng: `due_dong` the compensation found owed, or the price of what was bought; None where nothing is.
    """

    order_number: str
    form: str
    incident: str
    commune_code: str
    type_code: str
    holder: str
    mark: str
    quantity: Decimal
    approved_on: date | None
    departed_on: date | None
    until: date | None
    returned_on: date | None
    state: str
    back: Decimal | None
    used: Decimal | None
    lost: Decimal | None
    damaged: Decimal | None
    due_dong: int | None = None
    paid_dong: int | None = None
    paid_on: date | None = None
    pay_longer: bool = False
    bought_pay_by: date | None = None


@frozen
class EntryGroup:
    """What one person wrote into one commune's ledger, of one kind, by hand (`batch` empty) or in one batch."""

    commune_code: str
    actor: str
    kind: str
    batch: str
    document: str
    documents: int
    lines: int
    first_at: datetime
    last_at: datetime


@frozen
class WorkNote:
    """What is noted of a work or shelter: what one holds and measures, what it serves in peacetime, minutes to convert it.

    These have no history: they are as they stand when the workbook is drawn up.
    """

    persons: Decimal | None = None
    area_m2: Decimal | None = None
    peacetime_use: str = ""
    convert_minutes: int | None = None


@frozen
class YearFacts:
    """Everything the workbook says. `works` holds what is noted of works by row. `commune` is None for the whole province or an `area`, a former district's name.

    `as_of` is the last moment the figures speak of, `day` the day they were drawn up or the year's last day.
    """

    year: int
    province: str
    commune: Commune | None
    communes: tuple[Commune, ...]
    types: tuple[ResourceType, ...]
    lots: tuple[LotYear, ...]
    mobilized: tuple[Mobilized, ...]
    drills_left_out: int
    entries: tuple[EntryGroup, ...]
    entries_left_out: int
    as_of: datetime
    day: date
    made_on: date
    made_by: str
    audit_root: str
    area: str = ""
    works: Mapping[int, WorkNote] = field(default_factory=dict)

    def titles(self) -> dict[str, str]:
        """Return the communes' full names by code."""
        return {commune.code: commune.title for commune in self.communes}

    def kinds(self) -> dict[str, ResourceType]:
        """Return the catalogue by code."""
        return {kind.code: kind for kind in self.types}


class Problem(StrEnum):
    """Why a line does not balance."""

    DOES_NOT_ADD_UP = "does_not_add_up"
    OPENING_NEGATIVE = "opening_negative"
    CLOSING_NEGATIVE = "closing_negative"
    LEDGER_DIFFERS = "ledger_differs"
    RESERVED_DIFFERS = "reserved_differs"
    AWAY_DIFFERS = "away_differs"
    BROKEN_DIFFERS = "broken_differs"


@frozen
class Imbalance:
    """One thing that does not fit: what the ledger gives and what stands there."""

    lot: LotYear
    problem: Problem
    computed: Decimal
    stated: Decimal


def imbalances(lots: Iterable[LotYear]) -> list[Imbalance]:
    """Return everything that does not balance, in the order of the rows; empty where all is well."""
    found: list[Imbalance] = []
    for lot in lots:
        flow, ledger, balance = lot.flow, lot.ledger, lot.balance
        total = flow.opening + flow.inflow - flow.outflow
        pairs = (
            (Problem.DOES_NOT_ADD_UP, total, flow.closing),
            (Problem.OPENING_NEGATIVE, max(flow.opening, ZERO), flow.opening),
            (Problem.CLOSING_NEGATIVE, max(flow.closing, ZERO), flow.closing),
            (Problem.LEDGER_DIFFERS, ledger.on_hand, balance.on_hand),
            (Problem.RESERVED_DIFFERS, ledger.reserved, balance.reserved),
            (Problem.AWAY_DIFFERS, ledger.away, balance.away),
            (Problem.BROKEN_DIFFERS, ledger.broken, balance.broken),
        )
        found += [
            Imbalance(lot=lot, problem=problem, computed=computed, stated=stated)
            for problem, computed, stated in pairs
            if computed != stated
        ]
    return found


CellKey = tuple[str, str]


def by_cell(lots: Iterable[LotYear]) -> dict[CellKey, Flow]:
    """Return the year of every commune and type that is recorded; what is not recorded has no entry, not a nought."""
    cells: dict[CellKey, Flow] = {}
    for lot in lots:
        if lot.recorded:
            key = (lot.commune_code, lot.type_code)
            held = cells.get(key)
            cells[key] = lot.flow if held is None else held + lot.flow
    return cells


def types_used(types: Sequence[ResourceType], cells: Iterable[CellKey]) -> list[ResourceType]:
    """Return the types that any commune has, in the catalogue's order."""
    used = {type_code for _, type_code in cells}
    return [kind for kind in types if kind.code in used]
