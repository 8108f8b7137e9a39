"""Whatever people do, in whatever order: the stock adds up, refusals change nothing, everything comes home."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from core.accounts.rules.roles import Actor
from mobilization.models import DispatchRow
from mobilization.rules.states import MOVES, OPEN_STATES, Mover, State
from mobilization.services.accepting import accept
from mobilization.services.dispatches import Came
from mobilization.services.incidents import close_incident
from mobilization.services.orders import approve, withdraw
from mobilization.services.sending_back import send_back
from mobilization.services.settlement import extend
from tests.db.inventory.register import (
    CHAIRMAN,
    DUTY,
    HOME,
    HOME_OFFICIAL,
    JACKETS,
    NEIGHBOUR,
    NEIGHBOUR_OFFICIAL,
    NOW,
    RICE,
)
from tests.db.mobilization.command_post import SEEN_AT, begin, draft, need, plan, step
from tests.db.mobilization.life_around import PICK, Surroundings
from tests.db.mobilization.life_machine import (
    pick,
)
from tests.db.mobilization.plain_model import EXTENDABLE, Case, Paper, Sent

S = State
ACTORS = {"": DUTY, HOME: HOME_OFFICIAL, NEIGHBOUR: NEIGHBOUR_OFFICIAL}


class WholeLife(Surroundings):
    """Everything people may try."""

    @initialize()
    def open(self) -> None:
        """Two real incidents and a drill, each with a need that a plan was accepted for."""
        for drill in (False, False, True):
            with self.database.transaction() as session:
                incident = begin(session, [], drill=drill)
                number = need(session, incident, JACKETS, 7)
            self.world.cases[incident] = Case(drill=drill, needs={number: (JACKETS, 7)})
            self.propose(at=incident - 1)
            self.accept(at=0)

    @rule(at=PICK, type_code=st.sampled_from([JACKETS, RICE]), quantity=st.integers(1, 12))
    def ask(self, at: int, type_code: str, quantity: int) -> None:
        """Somebody needs something more."""
        incident = pick(self.world.cases, at)
        found = self.attempt(lambda session: need(session, incident, type_code, quantity))
        assert (found is not None) == (not self.world.cases[incident].closed)
        if isinstance(found, int):
            self.world.cases[incident].needs[found] = (type_code, quantity)

    @rule(at=PICK)
    def propose(self, at: int) -> None:
        """A plan is made: it holds nothing."""
        incident = pick(self.world.cases, at)
        wanted = sum(self.world.missing(incident).values())
        found = self.attempt(lambda session: plan(session, incident))
        assert (found is not None) == (wanted > 0 and not self.world.cases[incident].closed)
        if isinstance(found, int):
            self.plans[incident] = found, self.acts

    @precondition(lambda self: self.plans)
    @rule(at=PICK)
    def accept(self, at: int) -> None:
        """The newest plan is taken: all of it or none, and never more than is free."""
        incident = pick(self.plans, at)
        number, made = self.plans[incident]
        due = self.world.coverable(incident)
        drill = incident if self.world.cases[incident].drill else 0
        free = {lot: self.world.free(lot, drill) for lot in self.world.shelves}
        found = self.attempt(
            lambda session: accept(session, incident_id=incident, plan_id=number, actor=DUTY, now=NOW)
        )
        assert found is not None or made != self.acts, "nothing changed since this plan was made"
        if found is None:
            return
        del self.plans[incident]
        taken: dict[int, int] = {}
        covered: dict[str, int] = {}
        with self.database.reading() as session:
            rows = session.scalars(select(DispatchRow).where(DispatchRow.plan_id == number)).all()
        for row in rows:
            lot = row.lot_id
            taken[lot] = taken.get(lot, 0) + int(row.quantity)
            type_code = self.world.shelves[lot].type_code
            covered[type_code] = covered.get(type_code, 0) + int(row.covers)
            self.world.sent[row.id] = Sent(incident, row.need_id, lot, int(row.quantity))
        assert all(units <= free[lot] for lot, units in taken.items()), "drawn on twice"
        if made + 1 == self.acts:
            assert {kind: covered.get(kind, 0) for kind in due} == due, "more could have been covered"

    @precondition(lambda self: self.world.sent)
    @rule(picks=st.lists(PICK, min_size=1, max_size=4), strict=st.booleans())
    def write_order(self, picks: list[int], strict: bool) -> None:
        """An order is drafted over some of what is held; half the time over what truly makes one."""
        numbers = sorted({pick(self.world.sent, at) for at in picks})
        incident = self.world.sent[numbers[0]].incident
        if strict:
            numbers = [
                n
                for n in self.world.sent
                if self.world.sent[n].incident == incident and self.world.may_draft([n])
            ]
            first = numbers[:1]
            numbers = [n for n in numbers if self.world.may_draft([*first, n])]
        else:
            numbers = [n for n in numbers if self.world.sent[n].incident == incident]
        found = self.attempt(lambda session: draft(session, incident, numbers))
        assert (found is not None) == self.world.may_draft(numbers)
        if isinstance(found, int):
            self.world.papers[found] = Paper(incident)
            for number in numbers:
                self.world.sent[number].order = found

    @precondition(lambda self: self.world.papers)
    @rule(at=PICK, actor=st.sampled_from([CHAIRMAN, CHAIRMAN, DUTY]))
    def sign(self, at: int, actor: Actor) -> None:
        """A draft is approved, by a second hand only."""
        order = pick(self.world.papers, at)
        paper, lines = self.world.papers[order], self.world.lines(order)
        closed = self.world.cases[paper.incident].closed
        found = self.attempt(lambda session: approve(session, order_id=order, actor=actor, now=NOW))
        assert (found is not None) == (
            paper.state == "draft" and actor is CHAIRMAN and bool(lines) and not closed
        )
        if found is not None:
            paper.state = "approved"
            for item in lines:
                item.state = S.ORDERED

    @precondition(lambda self: self.world.sent)
    @rule(at=PICK, upto=st.integers(1, 6))
    def order_and_go(self, at: int, upto: int) -> None:
        """A resource takes its usual way at once, as far as it comes."""
        number = pick(self.world.sent, at)
        item = self.world.sent[number]
        if self.world.may_draft([number]):
            self.write_order(picks=[at], strict=False)
            assert item.order is not None
            self.sign(at=sorted(self.world.papers).index(item.order), actor=CHAIRMAN)
        for to in (S.ACKNOWLEDGED, S.DEPARTED, S.ARRIVED, S.WORKING, S.EXTENDED, S.RELEASED)[:upto]:
            self.mark(number, to, "", (0, 0, 0, 0))

    @precondition(lambda self: self.world.papers)
    @rule(at=PICK, back=st.booleans())
    def tear_up(self, at: int, back: bool) -> None:
        """A draft is withdrawn or sent back; what it called on stays held."""
        order = pick(self.world.papers, at)
        if back:
            said = {"reason": "sai nơi đến", "actor": CHAIRMAN, "now": NOW}
            found = self.attempt(lambda session: send_back(session, order_id=order, **said))  # type: ignore[arg-type]
        else:
            found = self.attempt(lambda session: withdraw(session, order_id=order, actor=DUTY, now=NOW))
        assert (found is not None) == (self.world.papers[order].state == "draft")
        if found:
            for item in self.world.lines(order):
                item.order = None
            self.world.papers[order].state = "withdrawn"

    @precondition(lambda self: self.world.papers)
    @rule(at=PICK)
    def extend(self, at: int) -> None:
        """A term is extended: what is at work stays longer."""
        order = pick(self.world.papers, at)
        until = NOW + timedelta(days=9)
        found = self.attempt(
            lambda session: extend(
                session, order_id=order, until=until, text="nước chưa rút", actor=CHAIRMAN, now=SEEN_AT
            )
        )
        assert (found is not None) == self.world.may_extend(order)
        if found is not None:
            self.world.papers[order].extended = True
            for item in self.world.lines(order):
                if item.state in EXTENDABLE:
                    item.state = S.EXTENDED

    @precondition(lambda self: self.world.sent)
    @rule(
        at=PICK,
        to=st.sampled_from(list(State)),
        lawful=st.integers(0, 5),
        actor=st.sampled_from(["", "", "", HOME, NEIGHBOUR]),
        parts=st.tuples(*[st.integers(0, 3)] * 3),
        some=st.sampled_from([0, 0, 1, 2, 5]),
    )
    def step(self, at: int, to: State, lawful: int, actor: str, parts: tuple[int, ...], some: int) -> None:
        """Anybody marks anything, of all or of some; five times in six a step that is in the table."""
        number = pick(self.world.sent, at)
        item = self.world.sent[number]
        moves = [move.to for move in MOVES[item.state] if move.mover is not Mover.APPROVAL]
        if lawful and moves:
            to = moves[lawful % len(moves)]
        self.mark(number, to, actor, (item.quantity - sum(parts), *parts), some)

    def mark(self, number: int, to: State, actor: str, came: tuple[int, ...], some: int = 0) -> None:
        """Take a step with all or `some` units, or see it refused, as the model says."""
        back, used, lost, damaged = (Decimal(part) for part in came)
        told = Came(back=back, used=used, lost=lost, damaged=damaged)
        found = self.attempt(
            lambda session: step(session, number, to, actor=ACTORS[actor], came=told, part=some or None)
        )
        may = self.world.may_step(number, to, actor, came) and self.world.may_part(number, to, some)
        assert (found is not None) == may
        if found is not None and 0 < some < self.world.sent[number].quantity:
            number = self.parted(number, some)
        if found is not None:
            self.world.step(number, to, came)

    @precondition(lambda self: self.acts > 20)  # before that there is more to see in running incidents
    @rule(at=PICK)
    def close(self, at: int) -> None:
        """An incident is closed; a real one not while anything is out."""
        self.shut(pick(self.world.cases, at))

    def shut(self, incident: int) -> None:
        """Close an incident, or see it refused, as the model says."""
        may = self.world.may_close(incident)
        found = self.attempt(
            lambda session: close_incident(session, incident_id=incident, actor=DUTY, now=NOW)
        )
        assert (found is not None) == may
        if may:
            self.world.cases[incident].closed = True

    def teardown(self) -> None:
        """Everything comes home or is written off, every line of the ledger and the chain included; papers tell it all."""
        for at in range(len(self.world.papers)):
            self.sign(at=at, actor=CHAIRMAN)
        self.check_papers()
        for number, item in self.world.sent.items():
            case = self.world.cases[item.incident]
            if case.drill and case.closed:
                continue
            while item.state in OPEN_STATES:
                home = next(to for to in (S.CANCELLED, S.RELEASED, S.RETURNED) if self._leads(item, to))
                self.mark(number, home, "", (item.quantity, 0, 0, 0))
        for incident in self.world.cases:
            self.shut(incident)
        self.check_home()
        self.check_papers()
        self.database.dispose()

    def _leads(self, item: Sent, to: State) -> bool:
        return any(move.to is to for move in MOVES[item.state])


@pytest.mark.parametrize(("where", "lives"), [("in_memory_again", 8), ("on_postgres_again", 2)])
def test_whatever_people_do_the_stock_adds_up_and_all_comes_home(
    request: pytest.FixtureRequest, where: str, lives: int
) -> None:
    machine = type("Machine", (WholeLife,), {"fresh": staticmethod(request.getfixturevalue(where))})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=lives,
            stateful_step_count=25,
            deadline=None,
            database=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        ),
    )
