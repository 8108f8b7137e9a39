"""The terms that run on orders, for their page and its file."""

from __future__ import annotations

from datetime import datetime

from core.accounts.rules.roles import Permission
from core.web.access import current_actor
from core.web.doors import reading
from mobilization.queries.settlement import Timed, running_orders
from mobilization.rules.clocks import Deadline, Standing, deadlines_of


def running_terms(
    moment: datetime, *, page: int, size: int
) -> tuple[list[tuple[Timed, Deadline, Standing]], bool]:
    """Return the terms that run on a page of orders within reach, the earliest end first, and whether more follow."""
    scope = current_actor().scope(Permission.ORDER_READ)
    with reading() as session:
        timed = running_orders(scope=scope, limit=size + 1, offset=size * (page - 1)).ask(session)
    rows = [
        (item, clock, clock.standing(moment)) for item in timed[:size] for clock in deadlines_of(item.times)
    ]
    rows = sorted((row for row in rows if row[2] is not Standing.DONE), key=lambda row: row[1].due_at)
    return rows, len(timed) > size
