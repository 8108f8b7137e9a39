"""How a transfer between two communes goes: proposed by the giver, then received, declined or withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum

from core.errors import DomainError
from core.values import frozen
from inventory.rules.details import is_expired
from inventory.rules.holders import PRIVATE
from inventory.rules.stock import MEASURED_UNITS, ZERO


class TransferState(StrEnum):
    """Where a transfer stands; `ordered` is one by the province's decision, done at once."""

    PROPOSED = "proposed"
    RECEIVED = "received"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ORDERED = "ordered"


class TransferSettledError(DomainError):
    """The transfer was received, declined or withdrawn already."""

    code = "transfer_settled"
    status = 409


class TransferToItselfError(DomainError):
    """A commune gives nothing to itself."""

    code = "transfer_to_itself"


class TransferAnswerError(DomainError):
    """Who declines, or takes less than was offered, says why."""

    code = "transfer_answer_missing"


class TransferMoreError(DomainError):
    """More came than the paper says. Facts: `offered`, `unit`."""

    code = "transfer_more_than_offered"


class KeptError(DomainError):
    """The giver must keep so much for its own people. Facts: `kept`, `free`, `unit`."""

    code = "transfer_of_what_is_kept"
    status = 409


class AllKeptError(KeptError):
    """Nothing at all is left over what the giver must keep. Facts: `kept`, `left` that is free of it, `unit`."""

    code = "transfer_all_is_kept"


class ExpiredTransferError(DomainError):
    """Goods past their last day go to no other commune, by no decision. Fact: `day`."""

    code = "transfer_of_expired"
    status = 409


class PrivateGoodsError(DomainError):
    """What an enterprise or a household owns is not a commune's to give: it is called on, or becomes the commune's first."""

    code = "transfer_of_private"
    status = 409


def check_public(holder_kind: str) -> None:
    """Return where things are the public's, to be handed from commune to commune; raises PrivateGoodsError.

    Điều chuyển is of public property (Luật Quản lý, sử dụng tài sản công 2017); an owner's things go by huy động, trưng
    dụng or trưng mua.
    """
    if holder_kind in PRIVATE:
        raise PrivateGoodsError


def check_in_date(expires_on: date | None, today: date) -> None:
    """Return where goods may still serve whoever gets them; raises ExpiredTransferError."""
    if is_expired(expires_on, today):
        raise ExpiredTransferError(day=expires_on)


def check_received(*, offered: Decimal, received: Decimal, answer: str, unit: str) -> None:
    """Return where a receipt holds: no more than offered, and less only with a reason."""
    if received > offered:
        raise TransferMoreError(offered=offered, unit=unit)
    if received < offered and not answer:
        raise TransferAnswerError


def may_go(*, free: Decimal, kept: Decimal, unit: str) -> Decimal:
    """Return how much of what is free may leave a giver that keeps so much; things that are counted go whole."""
    spare = max(free - kept, ZERO)
    return spare if unit in MEASURED_UNITS else Decimal(int(spare))


def check_kept(*, quantity: Decimal, free: Decimal, kept: Decimal, unit: str) -> None:
    """Return where giving a quantity of what is free leaves the giver what it must keep.

    Raises KeptError, or AllKeptError where nothing at all may go.
    """
    most = may_go(free=free, kept=kept, unit=unit)
    if not most:
        raise AllKeptError(kept=kept, left=free, unit=unit)
    if quantity > most:
        raise KeptError(kept=kept, free=most, unit=unit)


@frozen
class OwnRow:
    """A row that a commune's own committee holds of some type: where it lies, its mark and its last day."""

    commune_code: str
    type_code: str
    mark: str
    place: str
    expires_on: date | None


def places_of_same_goods(
    rows: Iterable[OwnRow], *, commune_code: str, type_code: str, mark: str, expires_on: date | None
) -> list[str]:
    """Return where the commune's own committee has just these goods; another last day is another lot of goods."""
    wanted = (commune_code, type_code, mark, expires_on)
    return [
        row.place for row in rows if (row.commune_code, row.type_code, row.mark, row.expires_on) == wanted
    ]


def place_of_goods(said: str, known: Iterable[str]) -> str:
    """Return where goods that came will lie: as said, else with what the commune has of them, if that is one place."""
    places = list(known)
    return places[0] if not said and len(places) == 1 else said


def check_open(state: str) -> None:
    """Return where a transfer still waits; raises TransferSettledError."""
    if state != TransferState.PROPOSED:
        raise TransferSettledError


def check_two_communes(from_code: str, to_code: str) -> None:
    """Return where giver and receiver differ; raises TransferToItselfError."""
    if from_code == to_code:
        raise TransferToItselfError
