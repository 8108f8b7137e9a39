"""What a row says beyond its number: season, expiry, funds, condition, capability; and what may not be said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from math import ceil

from core.errors import DomainError
from core.values import frozen
from inventory.rules.stock import MEASURED_UNITS, ZERO

ENDING_DAYS = 30  # an agreement that ends sooner asks to be renewed
PHONE_DAYS = 90  # a quarter without a call: whether the owner still has it is not known


class Fund(StrEnum):
    """Where the means for a thing came from."""

    NATIONAL_RESERVE = "national"
    BUDGET = "budget"
    SOCIAL = "social"
    HOUSEHOLD = "household"
    FOREIGN_AID = "aid"
    DONATED = "donated"


class Condition(StrEnum):
    """How good a thing is."""

    GOOD = "good"
    FAIR = "fair"
    BROKEN = "broken"


EXPIRING_DAYS = 60  # chosen, not from a law: time enough to use goods up, exchange them or buy anew


class ExpiredGoodsError(DomainError):
    """Goods past their last day are not handed out. Fact: `day`."""

    code = "goods_expired"


class Capability(StrEnum):
    """What one piece can do; the unit is in the name."""

    SEATS = "seats"
    TONNES = "tonnes"
    KVA = "kva"
    M3_PER_HOUR = "m3_per_hour"
    PERSONS = "persons"
    AREA_M2 = "area_m2"


class Agreement(StrEnum):
    """The paper under which an owner has promised a thing."""

    HIEP_DONG = "hiep_dong"
    HOP_DONG_NGUYEN_TAC = "nguyen_tac"
    CAM_KET = "cam_ket"


class SeasonError(DomainError):
    """A season needs both of its months and a quantity."""

    code = "season_not_whole"


class PositionError(DomainError):
    """A position needs both numbers, and lies in Việt Nam."""

    code = "position_not_in_country"


class AgreementDatesError(DomainError):
    """An agreement ends before it was signed."""

    code = "agreement_ends_first"


@frozen
class Season:
    """So much must stay from one month to another, both included; a season may run over the new year."""

    keep: Decimal
    from_month: int
    to_month: int

    def holds(self, today: date) -> bool:
        """Return whether a day falls into the season."""
        if self.from_month <= self.to_month:
            return self.from_month <= today.month <= self.to_month
        return today.month >= self.from_month or today.month <= self.to_month


def keep_in_force(base: Decimal, seasonal: Season | None, today: date) -> Decimal:
    """Return what must stay for the commune itself on a day: the season's figure where it is higher."""
    return max(base, seasonal.keep) if seasonal is not None and seasonal.holds(today) else base


@frozen
class UnderWarning:
    """A warning under which more stays at home: its level, what part of what is there, until when, why, and who set it."""

    level: int
    percent: int
    until: datetime
    note: str
    made_by: str


def more_under_warning(on_hand: Decimal, percent: int) -> Decimal:
    """Return how much more stays at home under a warning, exact to a thousandth."""
    return (on_hand * percent / 100).quantize(Decimal("0.001"))


def stays_under_warning(kept: Decimal, on_hand: Decimal, percent: int) -> Decimal:
    """Return what must stay: the day's figure, and a part of what is there more.

    A warning asks for no more than there is; the day's figure may, for it is a commune's wish.
    """
    return max(kept, min(kept + more_under_warning(on_hand, percent), on_hand))


def keep_under_warning(
    kept: Decimal, on_hand: Decimal, warning: UnderWarning | None, *, unit: str
) -> Decimal:
    """Return what must stay while the commune is under `warning`; things that are counted stay whole."""
    if warning is None:
        return kept
    stays = stays_under_warning(kept, on_hand, warning.percent)
    return stays if unit in MEASURED_UNITS else Decimal(ceil(stays))


def lacking(free: Decimal, kept: Decimal) -> Decimal:
    """Return by how much what is free is less than what must stay; nought where it is enough."""
    return max(ZERO, kept - free)


def goes_along(kept: Decimal, *, left: Decimal, moved: Decimal) -> Decimal:
    """Return how much of what must stay in the commune is noted with the things moved to another place of it.

    What is left keeps as much of it as it can; the sum stays the commune's wish.
    """
    return min(max(ZERO, kept - left), moved)


def ready_after(*, ready: int, convert: int | None) -> int:
    """Return the minutes after which a thing can leave: not before it is converted from its peacetime use."""
    return max(ready, convert or 0)


def is_expired(expires_on: date | None, today: date) -> bool:
    """Return whether goods are past their last day; on that day itself they may still be given out."""
    return expires_on is not None and expires_on < today


def check_season(keep: Decimal, from_month: int | None, to_month: int | None) -> Season | None:
    """Return the season these three say, or None where all are empty; raises SeasonError for a part of one."""
    if from_month is None and to_month is None and keep == ZERO:
        return None
    if from_month is None or to_month is None or keep == ZERO:
        raise SeasonError
    return Season(keep=keep, from_month=from_month, to_month=to_month)


def check_position(lat: float | None, lon: float | None) -> tuple[float, float] | None:
    """Return a place on the ground, or None where none is given.

    Raises PositionError outside 8-24 N, 102-118 E: the mainland, the islands and the waters off Quảng Ngãi.
    """
    if lat is None and lon is None:
        return None
    if lat is None or lon is None or not (8 <= lat <= 24 and 102 <= lon <= 118):
        raise PositionError
    return lat, lon


def check_agreement(signed_on: date | None, ends_on: date | None) -> None:
    """Return where the dates of an agreement can stand together; raises AgreementDatesError."""
    if signed_on is not None and ends_on is not None and ends_on < signed_on:
        raise AgreementDatesError


def capabilities_said(raw: Mapping[str, Decimal | None]) -> dict[Capability, Decimal]:
    """Return the capabilities with a figure; nothing and nought both mean "not noted"."""
    return {Capability(kind): value for kind, value in raw.items() if value}
