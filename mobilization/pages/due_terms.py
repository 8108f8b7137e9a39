"""The terms that run on orders, for their page, its file and the first page: those alike told together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.together import Question
from core.values import frozen
from core.web.access import current_actor
from core.web.doors import reading
from core.web.home import Duty
from core.web.language import counted, say_moment
from mobilization.queries.settlement import Timed, running_orders
from mobilization.rules.clocks import Clock, Deadline, Standing, deadlines_of
from mobilization.sentences import CLOCKS, STANDINGS

Term = tuple[Timed, Deadline, Standing]
MOST_DUTIES = 5
MOST_READ = 100  # orders read for the duties and for one page of the list, the longest overdue first
GRAVEST = (Standing.LATE, Standing.DUE, Standing.RUNNING)


@frozen
class Alike:
    """Terms of one kind that stand alike in one incident, the earliest end first."""

    clock: Clock
    standing: Standing
    terms: list[Term]

    @property
    def first(self) -> Timed:
        """The order whose term ends first."""
        return self.terms[0][0]

    @property
    def from_on(self) -> datetime:
        """When the first of them ends."""
        return self.terms[0][1].due_at

    @property
    def last_on(self) -> datetime:
        """When the last of them ends."""
        return self.terms[-1][1].due_at


def alike(terms: Iterable[Term]) -> list[Alike]:
    """Return terms put together by how they stand, kind and incident: the late ones first, then by their first end."""
    found: dict[tuple[Standing, Clock, int], list[Term]] = {}
    for term in sorted(terms, key=lambda item: (item[1].due_at, item[0].order_id)):
        timed, item, standing = term
        found.setdefault((standing, item.clock, timed.incident_id), []).append(term)
    groups = [
        Alike(clock=clock, standing=standing, terms=mine)
        for (standing, clock, _incident), mine in found.items()
    ]
    return sorted(groups, key=lambda group: GRAVEST.index(group.standing))


def running_terms(moment: datetime, *, page: int, size: int) -> tuple[list[Term], bool]:
    """Return the terms that run on a page of orders within reach, the earliest end first, and whether more follow."""
    scope = current_actor().scope(Permission.ORDER_READ)
    with reading() as session:
        timed = running_orders(scope=scope, limit=size + 1, offset=size * (page - 1)).ask(session)
    rows = [
        (item, clock, clock.standing(moment)) for item in timed[:size] for clock in deadlines_of(item.times)
    ]
    rows = sorted((row for row in rows if row[2] is not Standing.DONE), key=lambda row: row[1].due_at)
    return rows, len(timed) > size


def late_duties(actor: Actor) -> list[Question[list[Duty]]]:
    """Ask what is late or nearly so on the orders within reach, one duty for those alike, the rest in the list.

    A tờ trình is a duty of its own for those who decide on it.
    """
    if actor.only_reads or not actor.may(Permission.ORDER_READ):
        return []
    return [running_orders(scope=actor.scope(Permission.ORDER_READ), limit=MOST_READ).then(_pressing)]


def _pressing(orders: Sequence[Timed]) -> list[Duty]:
    moment = now()
    pressing = [
        (timed, item, item.standing(moment))
        for timed in orders
        for item in deadlines_of(timed.times)
        if item.clock is not Clock.DECIDE and item.standing(moment) in {Standing.LATE, Standing.DUE}
    ]
    return [_duty(group) for group in alike(pressing)[:MOST_DUTIES]]


def _duty(group: Alike) -> Duty:
    many = len(group.terms) > 1
    what = f"{STANDINGS[group.standing]} {say_moment(group.from_on)}: {CLOCKS[group.clock]}"
    whose = (
        counted("%(count)s lệnh, %(incident)s", count=len(group.terms), incident=group.first.incident)
        if many
        else group.first.commune
    )
    return Duty(
        kind="clock",
        text=f"{what}, {whose}",
        button=_("Xem các lệnh") if many else _("Xem lệnh"),
        location=url_for("settlement.due") if many else url_for("orders.show", order_id=group.first.order_id),
        urgency="late" if group.standing is Standing.LATE else "due",
    )
