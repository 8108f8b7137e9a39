"""How a commune's list of the demonstration came to its figures: last year's stocktaking and this year's changes.

The figures of today are given (`demo_lots`); the story is told backwards from them, so that opening + in − out is
always today's figure. What happens, and to which row, never depends on the day; only the dates do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from random import Random

from core.communes.rules import Commune
from core.values import frozen
from inventory.rules.catalogue import Category
from inventory.rules.demo_land import where
from inventory.rules.demo_lots import DemoLot, dice
from inventory.rules.stock import FRESH_DAYS, MovementKind


@frozen
class DemoStep:
    """One movement of the row at this place in the list."""

    lot: int
    on_hand: int
    broken: int = 0


@frozen
class DemoAct:
    """What somebody did on one day with one paper, by Vietnamese time."""

    on: date
    at: time
    kind: MovementKind
    action: str
    reason: str
    document: str
    steps: tuple[DemoStep, ...]


@frozen
class DemoHistory:
    """A commune's acts in the order they happened, and when each row was last checked, if ever."""

    acts: tuple[DemoAct, ...]
    checked_on: tuple[date | None, ...]


@frozen
class _Event:
    """A thing that happens to many rows at once, and the paper written about it."""

    kind: MovementKind
    action: str
    reason: str
    paper: str


COUNT_PAPER = "Biên bản kiểm kê số {number}/BB ngày {day}, UBND {where}"
OPENED = _Event(kind=MovementKind.RECEIVE, action="stock.add", reason="Số dư theo kiểm kê", paper=COUNT_PAPER)
COUNTED = _Event(kind=MovementKind.COUNT, action="stock.count", reason="Kiểm đếm định kỳ", paper=COUNT_PAPER)
RECEIVED = _Event(
    kind=MovementKind.RECEIVE,
    action="stock.receive",
    reason="Mua sắm, tiếp nhận bổ sung theo kế hoạch năm",
    paper="Phiếu nhập kho số {number}/PN ngày {day}, UBND {where}",
)
WRITTEN_OFF = _Event(
    kind=MovementKind.WRITE_OFF,
    action="stock.write_off",
    reason="Thanh lý phần hư hỏng, không sửa chữa được",
    paper="Biên bản thanh lý số {number}/BB ngày {day}, UBND {where}",
)
USED = _Event(
    kind=MovementKind.CONSUME,
    action="stock.use",
    reason="Cấp phát khi ứng phó mưa lũ và luân chuyển hàng gần hết hạn",
    paper="Phiếu xuất kho số {number}/PX ngày {day}, UBND {where}",
)
# When in the year so far each of them takes place, as shares of it.
SEASONS = ((RECEIVED, 0.08, 0.30), (WRITTEN_OFF, 0.30, 0.45), (USED, 0.40, 0.60))
# Shares of rows left unchecked this year, in a commune that keeps its list well, less well, and badly.
CARE = ((0.05, 0.78), (0.30, 0.16), (0.85, 0.06))
NEVER_CHECKED = 0.04
# Both latest countings lie within it, so that their rows still count as fresh; in spring it begins before New Year.
RECENT = timedelta(days=FRESH_DAYS - 20)


def history_of(commune: Commune, lots: Sequence[DemoLot], *, today: date) -> DemoHistory:
    """Return the acts that lead from last year's stocktaking to the figures of `lots`, all before `today`."""
    return _Teller(commune, lots, today).told()


class _Teller:
    def __init__(self, commune: Commune, lots: Sequence[DemoLot], today: date) -> None:
        self.commune, self.lots, self.today = commune, lots, today
        self.random = dice("history", commune)
        self.new_year = date(today.year, 1, 1)
        self.old: list[DemoStep] = []
        self.opening: list[DemoStep] = []
        self.bought: list[int] = []
        self.happened: dict[MovementKind, list[DemoStep]] = {}
        self.checks: tuple[list[DemoStep], list[DemoStep]] = ([], [])
        self.sessions = self._sessions()

    def _sessions(self) -> tuple[date, date]:
        """Return the two days of the latest countings, both recent enough for the rows to count as fresh."""
        first = self.today - RECENT
        early, late = self.random.uniform(0.0, 0.45), self.random.uniform(0.55, 1.0)
        days = RECENT.days - 1
        return first + timedelta(days=int(days * early)), first + timedelta(days=int(days * late))

    def told(self) -> DemoHistory:
        """Return the whole story."""
        lax = self.random.choices([share for share, _ in CARE], [weight for _, weight in CARE])[0]
        checked = [self._tell(number, lot, lax) for number, lot in enumerate(self.lots)]
        opened, happened = list(self._opened()), list(self._happened())
        received = {act.kind: act.on for act in happened}.get(RECEIVED.kind, self.today)
        if (
            received > self.sessions[1]
        ):  # the year is so young that what it bought has been seen only as it came
            checked = [received if number in self.bought else day for number, day in enumerate(checked)]
        else:
            self.checks[1].extend(DemoStep(lot=number, on_hand=0) for number in self.bought)
            self.checks[1].sort(key=lambda step: step.lot)
        acts = sorted([*opened, *happened, *self._counted()], key=lambda act: (act.on, act.at))
        return DemoHistory(acts=tuple(acts), checked_on=tuple(checked))

    def _tell(self, number: int, lot: DemoLot, lax: float) -> date | None:
        """Tell one row's story and return when it was last checked."""
        random = self.random
        changes = list(changes_of(lot, random))
        stale, never = random.random() < lax, random.random() < NEVER_CHECKED
        session = random.randint(0, 1)
        drift, found_broken = found_of(lot, random)
        new = sum(on_hand for _, on_hand, _ in changes) == lot.on_hand
        if new:  # bought this year, and seen at the later counting
            stale, never, session = False, False, 1
        if new or never or stale:
            drift = found_broken = 0
        if new:
            self.bought.append(number)
        elif not (never or stale):
            self.checks[session].append(DemoStep(lot=number, on_hand=drift, broken=found_broken))
        for event, step_on_hand, step_broken in changes:
            step = DemoStep(lot=number, on_hand=step_on_hand, broken=step_broken)
            self.happened.setdefault(event.kind, []).append(step)
        start = lot.on_hand - drift - sum(on_hand for _, on_hand, _ in changes)
        broken = lot.broken - found_broken - sum(broken for _, _, broken in changes)
        # A row that is stale was last counted at the first of last year's two stocktakings.
        opening = self.old if stale and not never else self.opening
        if start:
            opening.append(DemoStep(lot=number, on_hand=start, broken=broken))
        if never:
            return None
        return date(self.today.year - 1, 5, 15) if stale else self.sessions[session]

    def _opened(self) -> Iterator[DemoAct]:
        last_year = self.today.year - 1
        yield from self._act(date(last_year, 5, 15), OPENED, self.old)
        before_all = (self.today - RECENT).replace(day=1) - timedelta(days=16)
        yield from self._act(min(date(last_year, 11, 15), before_all), OPENED, self.opening)

    def _happened(self) -> Iterator[DemoAct]:
        for event, early, late in SEASONS:
            days = (self.today - self.new_year).days * self.random.uniform(early, late)
            on = min(self.new_year + timedelta(days=int(days)), self.today - timedelta(days=1))
            yield from self._act(on, event, self.happened.get(event.kind, []))

    def _counted(self) -> Iterator[DemoAct]:
        for on, steps in zip(self.sessions, self.checks, strict=True):
            yield from self._act(on, COUNTED, steps)

    def _act(self, on: date, event: _Event, steps: list[DemoStep]) -> Iterator[DemoAct]:
        """Yield the act of these steps, or nothing where there are none."""
        number = f"{self.random.randint(1, 90):02d}"
        at = time(self.random.choice((8, 9, 10, 14, 15, 16)), self.random.randrange(0, 60, 5))
        if not steps:
            return
        yield DemoAct(
            on=on,
            at=at,
            kind=event.kind,
            action=event.action,
            reason=event.reason,
            document=event.paper.format(number=number, day=f"{on:%d/%m/%Y}", where=where(self.commune)),
            steps=tuple(steps),
        )


CONSUMED = (Category.SUPPLIES, Category.MATERIALS)


def changes_of(lot: DemoLot, random: Random) -> Iterator[tuple[_Event, int, int]]:
    """Yield what happened to a row this year: the event, and what it added to the row and to its broken part."""
    category = Category(lot.code[:2])
    received, used, thrown = random.random(), random.random(), random.random()
    tenth = round(lot.on_hand * random.uniform(0.04, 0.15))
    stored = category in (*CONSUMED, Category.EQUIPMENT)
    if stored and received < 0.03 and lot.broken == 0:
        yield RECEIVED, lot.on_hand, 0
        return
    if stored and received < 0.2 and tenth:
        yield RECEIVED, tenth, 0
    if category in CONSUMED and used < 0.25 and tenth:
        yield USED, -tenth, 0
    if category is Category.EQUIPMENT and thrown < 0.3 and lot.on_hand >= 10:
        few = max(1, lot.on_hand // 25)
        yield WRITTEN_OFF, -few, -few


def found_of(lot: DemoLot, random: Random) -> tuple[int, int]:
    """Return what a count found more or less than the list had, and how many more were broken."""
    chance, some = random.random(), random.randint(1, 3)
    category = Category(lot.code[:2])
    drift = 0
    if category is Category.FORCES and chance < 0.5 and lot.on_hand >= 10:
        drift = some if chance < 0.25 else -some
    elif category in (Category.EQUIPMENT, Category.MATERIALS) and chance < 0.15 and lot.on_hand >= 10:
        drift = -some
    broken = lot.broken if category is Category.EQUIPMENT and chance > 0.6 else 0
    return drift, broken
