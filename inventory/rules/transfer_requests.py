"""How one commune asks another for goods: asked, then given from the other's rows, declined, withdrawn or decided."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum

from core.errors import DomainError
from inventory.rules.catalogue import Category

# People of another commune are called out by an order, and a building goes nowhere.
NOT_ASKED_FOR = frozenset({Category.FORCES, Category.WORKS})
# Who declined is passed over so long where the nearest is looked for.
ASK_AGAIN_HOURS = 24


class RequestState(StrEnum):
    """Where a request stands; `given` became transfers by consent, `ordered` transfers by the province's decision."""

    ASKED = "asked"
    GIVEN = "given"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ORDERED = "ordered"


class RequestSettledError(DomainError):
    """The request was answered or withdrawn already."""

    code = "transfer_request_settled"
    status = 409


class RequestMoreError(DomainError):
    """More is given than was asked for. Facts: `asked`, `unit`."""

    code = "transfer_request_more"


class RequestAnswerError(DomainError):
    """Who declines, or gives less than was asked for, says why."""

    code = "transfer_request_answer_missing"


class NothingGivenError(DomainError):
    """No row of the answer has a quantity."""

    code = "transfer_request_nothing_given"


class NotAskedForError(DomainError):
    """People and works are not asked for this way."""

    code = "transfer_request_not_goods"


class NobodyNearError(DomainError):
    """No commune on an open road can spare so much. Facts: `asked`, `unit`."""

    code = "transfer_request_nobody"
    status = 409


def check_waiting(state: str) -> None:
    """Return where a request still waits; raises RequestSettledError."""
    if state != RequestState.ASKED:
        raise RequestSettledError


def check_goods(category: str) -> None:
    """Return where things of a category may go from commune to commune; raises NotAskedForError."""
    if category in NOT_ASKED_FOR:
        raise NotAskedForError


def check_given(*, asked: Decimal, given: Decimal, answer: str, unit: str) -> None:
    """Return where an answer holds: something, no more than was asked for, and less only with a reason."""
    if not given:
        raise NothingGivenError
    if given > asked:
        raise RequestMoreError(asked=asked, unit=unit)
    if given < asked and not answer:
        raise RequestAnswerError


def nearest_giver(
    minutes: Mapping[str, int],
    passed: Container[str],
    spare_of: Callable[[str], Decimal],
    *,
    asked: Decimal,
    unit: str,
) -> str:
    """Return the nearest commune by road that can spare what is asked; raises NobodyNearError.

    `spare_of` is asked only as far as it must be; communes in `passed` were asked of late.
    """
    for code in sorted(minutes, key=lambda code: (minutes[code], code)):
        if code not in passed and spare_of(code) >= asked:
            return code
    raise NobodyNearError(asked=asked, unit=unit)


def filled(asked: Decimal, spare: Sequence[Decimal]) -> list[Decimal]:
    """Return how much of each row is proposed to be given, the first ones first, no more than is asked."""
    left, found = asked, []
    for much in spare:
        taken = min(left, much)
        found.append(taken)
        left -= taken
    return found
