"""What the life of orders should come to, told with plain numbers: the promise the services are held against."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from mobilization.rules.states import AT_WORK, HOME_AGAIN, MOVES, OPEN_STATES, PARTIAL, Effect, Mover, State

S = State
OUT_STATES: Final = OPEN_STATES - {S.RESERVED, S.ORDERED, S.ACKNOWLEDGED}
STOPPED: Final = frozenset({S.OUT_MECHANICAL, S.OUT_PERSONNEL})
EXTENDABLE: Final = AT_WORK - {S.OUT_MECHANICAL, S.OUT_PERSONNEL, S.OUT_REST}


@dataclass(slots=True)
class Shelf:
    """One lot: what belongs to it, what of that is broken, and what must stay in its commune."""

    commune: str
    type_code: str
    on_hand: int
    broken: int
    keep: int
    private: bool = False


@dataclass(slots=True)
class Sent:
    """One dispatch. `came` is what the return told: back, used, lost, damaged."""

    incident: int
    need: int
    lot: int
    quantity: int
    state: State = S.RESERVED
    order: int | None = None
    came: tuple[int, ...] = (0, 0, 0, 0)
    stopped: bool = False  # it turned back on the road, or was sent home out of order

    def served(self, *, over: bool) -> int:
        """Return how many of its units its need has, or had till its work was done."""
        if self.stopped or self.state in {S.REFUSED, S.CANCELLED, *STOPPED}:
            return 0
        return self.quantity if over else self.quantity - self.came[2] - self.came[3]


@dataclass(slots=True)
class Case:
    """One incident with its needs (quantity by id)."""

    drill: bool
    needs: dict[int, tuple[str, int]] = field(default_factory=dict)
    closed: bool = False
    refused: set[int] = field(default_factory=set)  # lots whose holder refused are not asked again


@dataclass(slots=True)
class Paper:
    """One order."""

    incident: int
    state: str = "draft"
    extended: bool = False


@dataclass(slots=True)
class World:
    """Everything, by the ids the database gave."""

    home: str
    shelves: dict[int, Shelf]
    cases: dict[int, Case] = field(default_factory=dict)
    sent: dict[int, Sent] = field(default_factory=dict)
    papers: dict[int, Paper] = field(default_factory=dict)
    roads: frozenset[frozenset[str]] = frozenset()
    cut: set[frozenset[str]] = field(default_factory=set)

    def reached(self) -> set[str]:
        """Return the communes from which there is a way to the incidents' own."""
        found: set[str] = set()
        more = {self.home}
        while more:
            found |= more
            more = {end for road in self.roads - self.cut if road & more for end in road} - found
        return found

    def drawn(self, lot: int, states: frozenset[State], drill: int = 0) -> int:
        """Return the units of a lot in some states, for real incidents or for one drill."""
        return sum(
            item.quantity
            for item in self.sent.values()
            if item.lot == lot
            and item.state in states
            and (item.incident == drill if drill else not self.cases[item.incident].drill)
        )

    def balance(self, lot: int) -> tuple[int, int, int, int]:
        """Return on hand, reserved, away and broken as they must stand."""
        shelf = self.shelves[lot]
        reserved = self.drawn(lot, OPEN_STATES)
        return shelf.on_hand, reserved, self.drawn(lot, frozenset(OUT_STATES)), shelf.broken

    def free(self, lot: int, drill: int = 0) -> int:
        """Return what may still be given to an incident at home; a drill draws on a copy less its own."""
        shelf = self.shelves[lot]
        on_hand, reserved, _away, broken = self.balance(lot)
        kept = 0 if shelf.commune == self.home else shelf.keep
        played = self.drawn(lot, OPEN_STATES, drill) if drill else 0
        return max(0, on_hand - reserved - broken - kept - played)

    def missing(self, incident: int) -> dict[str, int]:
        """Return for each type what nobody has promised yet."""
        found: dict[str, int] = {}
        for need, (type_code, quantity) in self.cases[incident].needs.items():
            over = self.cases[incident].closed
            promised = sum(item.served(over=over) for item in self.sent.values() if item.need == need)
            found[type_code] = found.get(type_code, 0) + max(0, quantity - promised)
        return found

    def coverable(self, incident: int) -> dict[str, int]:
        """Return for each type how much a fresh plan must cover: all that is missing, or all there is."""
        drill = incident if self.cases[incident].drill else 0
        reached = self.reached()
        return {
            type_code: min(
                missing,
                sum(
                    self.free(lot, drill)
                    for lot, shelf in self.shelves.items()
                    if shelf.type_code == type_code
                    and shelf.commune in reached
                    and lot not in self.cases[incident].refused
                ),
            )
            for type_code, missing in self.missing(incident).items()
        }

    def may_step(self, number: int, to: State, actor: str, came: tuple[int, ...]) -> bool:
        """Return whether a step must be taken; `actor` is "" for the province's post, else an official's commune."""
        item = self.sent[number]
        move = next((move for move in MOVES[item.state] if move.to is to), None)
        case, shelf = self.cases[item.incident], self.shelves[item.lot]
        if move is None or move.mover is Mover.APPROVAL or (case.drill and case.closed):
            return False
        if actor and (move.mover is Mover.COMMAND or actor != shelf.commune):
            return False
        if move.effect is Effect.RETURN and (sum(came) != item.quantity or min(came) < 0):
            return False
        return not (to is S.SETTLED and shelf.private and item.came[2] + item.came[3] > 0)

    def may_part(self, number: int, to: State, some: int) -> bool:
        """Return whether so many units may take a step apart from the rest; 0: all of them."""
        whole = self.sent[number].quantity
        return some in {0, whole} or (some < whole and to in PARTIAL)

    def part(self, number: int, mine: int, some: int) -> None:
        """Let some units be a dispatch of their own."""
        item = self.sent[number]
        item.quantity -= some
        self.sent[mine] = replace(item, quantity=some)

    def step(self, number: int, to: State, came: tuple[int, ...]) -> None:
        """Take a lawful step."""
        item = self.sent[number]
        if item.state is S.RESERVED:
            item.order = None
        if to is S.REFUSED:
            self.cases[item.incident].refused.add(item.lot)
        if to is S.RELEASED:
            item.stopped = item.state in {S.DEPARTED, *STOPPED}
        if to is S.RETURNED:
            item.came = came
            if not self.cases[item.incident].drill:
                shelf = self.shelves[item.lot]
                shelf.on_hand -= came[1] + came[2]
                shelf.broken += came[3]
        item.state = to

    def may_count(self, lot: int, on_hand: int, broken: int) -> bool:
        """Return whether a count may stand: it holds what is promised, and what is broken beside it."""
        return broken <= on_hand and self.balance(lot)[1] + broken <= on_hand

    def may_draft(self, numbers: list[int]) -> bool:
        """Return whether these make one order: held, on no paper yet, of one commune and one running incident."""
        items = [self.sent[number] for number in numbers]
        return (
            bool(items)
            and all(item.state is S.RESERVED and item.order is None for item in items)
            and len({self.shelves[item.lot].commune for item in items}) == 1
            and not self.cases[items[0].incident].closed
        )

    def lines(self, order: int) -> list[Sent]:
        """Return what a paper calls on."""
        return [item for item in self.sent.values() if item.order == order]

    def by_lot(self, items: list[Sent]) -> dict[int, int]:
        """Return the units of some dispatches, by lot."""
        found: dict[int, int] = {}
        for item in items:
            found[item.lot] = found.get(item.lot, 0) + item.quantity
        return found

    def may_extend(self, order: int) -> bool:
        """Return whether a term may be extended: once, while not all has come home."""
        paper = self.papers[order]
        states = [item.state for item in self.lines(order)]
        home = bool(states) and all(state not in OPEN_STATES for state in states)
        came = any(state in HOME_AGAIN for state in states)
        return paper.state == "approved" and not paper.extended and not (home and came)

    def may_close(self, incident: int) -> bool:
        """Return whether an incident may be closed."""
        case = self.cases[incident]
        out = any(item.incident == incident and item.state in OPEN_STATES for item in self.sent.values())
        return not case.closed and (case.drill or not out)
