"""What communes ask of each other, as plain values."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Result, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.errors import NotFoundError
from core.together import Question
from core.values import frozen
from inventory.models import ResourceTypeRow, TransferRequestRow

PAGE = 60


@frozen
class TransferRequest:
    """A quantity of a type that one commune asks of another; `given` is how much the answer gives of it."""

    id: int
    asker_code: str
    asker: str
    giver_code: str
    giver: str
    type_code: str
    resource: str
    unit: str
    quantity: Decimal
    reason: str
    state: str
    asked_at: datetime
    asked_by: str
    given: Decimal | None
    answer: str
    settled_at: datetime | None
    settled_by: str


def _requests(scope: str | None) -> Select[*tuple[Any, ...]]:
    asker, giver = aliased(CommuneRow), aliased(CommuneRow)
    row = TransferRequestRow
    query = (
        select(row, ResourceTypeRow, asker.name, asker.kind, giver.name, giver.kind)
        .join(ResourceTypeRow, ResourceTypeRow.code == row.type_code)
        .join(asker, asker.code == row.asker_code)
        .join(giver, giver.code == row.giver_code)
    )
    return query if scope is None else query.where(or_(row.asker_code == scope, row.giver_code == scope))


def list_requests(
    session: Session, *, scope: str | None, page: int = 1, size: int = PAGE
) -> tuple[list[TransferRequest], bool]:
    """Return a page of what a commune asks and is asked for (all where `scope` is None) and whether there are more.

    Those that wait come first, then the newest.
    """
    waiting = case((TransferRequestRow.state == "asked", 0), else_=1)
    query = _requests(scope).order_by(waiting, TransferRequestRow.id.desc())
    found = _values(session, query.limit(size + 1).offset((page - 1) * size))
    return found[:size], len(found) > size


def list_requests_after(
    session: Session, *, scope: str | None, after: int, limit: int, state: str = ""
) -> tuple[list[TransferRequest], int | None]:
    """Return requests by number behind number `after`, and the number to go on from, None at the end."""
    query = _requests(scope).where(TransferRequestRow.id > after)
    if state:
        query = query.where(TransferRequestRow.state == state)
    found = _values(session, query.order_by(TransferRequestRow.id).limit(limit + 1))
    return found[:limit], found[limit - 1].id if len(found) > limit else None


def get_request(session: Session, request_id: int) -> TransferRequest:
    """Return one request; raises NotFoundError."""
    found = _values(session, _requests(None).where(TransferRequestRow.id == request_id))
    if not found:
        raise NotFoundError(what=request_id)
    return found[0]


def _values(session: Session, query: Select[*tuple[Any, ...]]) -> list[TransferRequest]:
    return [
        TransferRequest(
            id=row.id,
            asker_code=row.asker_code,
            asker=f"{KIND_TITLES[asker_kind]} {asker_name}",
            giver_code=row.giver_code,
            giver=f"{KIND_TITLES[giver_kind]} {giver_name}",
            type_code=kind.merged_into or kind.code,
            resource=kind.name,
            unit=kind.unit,
            quantity=row.quantity,
            reason=row.reason,
            state=row.state,
            asked_at=row.asked_at,
            asked_by=row.asked_by,
            given=row.given,
            answer=row.answer,
            settled_at=row.settled_at,
            settled_by=row.settled_by,
        )
        for row, kind, asker_name, asker_kind, giver_name, giver_kind in session.execute(query)
    ]


def asked_of_late(session: Session, asker_code: str, type_code: str, *, since: datetime) -> set[str]:
    """Return the communes that have not answered the same request yet, or declined it since a moment."""
    row = TransferRequestRow
    late = or_(row.state == "asked", and_(row.state == "declined", row.settled_at >= since))
    query = select(row.giver_code).where(row.asker_code == asker_code, row.type_code == type_code, late)
    return set(session.scalars(query))


@frozen
class RequestsTold:
    """What a commune should know: requests that wait for its answer, and of its own those declined or given short."""

    waiting: int
    short: int


def requests_told(code: str, since: datetime) -> Question[RequestsTold]:
    """Return the question what waits for a commune's answer, and what became since a moment of what it asked."""
    row = TransferRequestRow
    mine = and_(row.giver_code == code, row.state == "asked")
    short = and_(
        row.asker_code == code,
        row.settled_at >= since,
        or_(row.state == "declined", and_(row.state.in_(("given", "ordered")), row.given < row.quantity)),
    )
    query = select(func.count(case((mine, 1))), func.count(case((short, 1)))).where(or_(mine, short))

    def of(rows: Result[*tuple[Any, ...]]) -> RequestsTold:
        waiting, late = rows.one()
        return RequestsTold(waiting=waiting, short=late)

    return Question(query, of)


def waiting_requests() -> Question[int]:
    """Return the question how many requests between communes wait for an answer."""
    query = select(func.count()).where(TransferRequestRow.state == "asked")
    return Question(query, lambda rows: int(rows.scalar_one()))


def _side(session: Session, request_id: int, side: str) -> str:
    row = session.get(TransferRequestRow, request_id)
    if row is None:
        raise NotFoundError(what=request_id)
    return row.asker_code if side == "asker" else row.giver_code


def asker_of_request(session: Session, *, request_id: int, **_: object) -> str:
    """Return the code of the commune that asks; raises NotFoundError."""
    return _side(session, request_id, "asker")


def giver_of_request(session: Session, *, request_id: int, **_: object) -> str:
    """Return the code of the commune that is asked; raises NotFoundError."""
    return _side(session, request_id, "giver")
