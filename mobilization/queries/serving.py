"""What a dispatch serves of its need, told in SQL: the same as `mobilization.rules.states.serves`."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import BigInteger, ColumnElement, case, func, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from mobilization.models import DispatchRow, IncidentRow
from mobilization.rules.states import AT_WORK, LEFT_UNDONE, UNABLE, State

GIVEN_UP = (State.REFUSED.value, State.CANCELLED.value)
NOTHING = (*GIVEN_UP, *sorted(state.value for state in UNABLE))
THERE = tuple(sorted(state.value for state in AT_WORK))
UNDONE = tuple(sorted(state.value for state in LEFT_UNDONE))


def covered_there(session: Session, need_id: int) -> Decimal:
    """Return what is there for a need, able or not: a boat out of order is no help, but it has come to that place."""
    covers = func.sum(DispatchRow.covers, type_=DispatchRow.covers.type)
    query = select(covers).where(DispatchRow.need_id == need_id, DispatchRow.state.in_(THERE))
    return session.scalar(query) or Decimal(0)


def served(amount: InstrumentedAttribute[Decimal]) -> ColumnElement[Decimal]:
    """Return the SQL for what serves of `covers` or of `quantity`; the query joins the incident.

    A need asks for a million at most, a lot holds ten: their product in thousandths fits into 64 bits.
    """
    row = DispatchRow
    sent, lost, damaged = (type_coerce(part, BigInteger) for part in (row.quantity, row.lost, row.damaged))
    share = type_coerce(amount, BigInteger) // 1000 * (sent - lost - damaged) // sent * 1000
    return case(
        (or_(row.state.in_(NOTHING), row.released_from.in_(UNDONE)), 0),
        (or_(row.lost + row.damaged == 0, IncidentRow.closed_at.is_not(None)), amount),
        else_=type_coerce(share, amount.type),
    )
