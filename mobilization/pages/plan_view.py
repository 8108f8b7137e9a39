"""What a kept plan says of each need, ready to be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import LazyString
from sqlalchemy.orm import Session

from core.values import frozen
from inventory.queries.lot_values import Lot
from inventory.queries.lots import list_lots_by_ids
from inventory.rules.catalogue import LegalForm
from mobilization.queries.needs import NeedState
from mobilization.rules.abilities import ABILITIES, Unfit
from mobilization.rules.authority import allows
from mobilization.rules.candidates import Barred
from mobilization.rules.passed import barred_of, passed_of
from mobilization.rules.plan import Reason
from mobilization.rules.problem import PinFault
from mobilization.rules.shortfall import Declined, cause_of, told_of_passed
from mobilization.rules.wishes import PinLoss
from mobilization.sentences import CHANGES, SHORT, SOURCES, UNKEPT, WHY
from mobilization.services.orders import wanted_of

MOST_SHOWN = 60  # candidates named for one need and reason; the others are counted


@frozen
class Chosen:
    """One line of the plan; `covers` in the units asked for, where another type stands in; `forms` the law lets be used.

    `each` is what one piece does of an ability asked for, `noted` whether the register says so, `working` how reckoned.
    """

    lot: Lot
    quantity: int
    covers: int
    stands_in: bool
    minutes: int
    tier: int
    source: LazyString
    forms: Sequence[LegalForm]
    each: Decimal | None = None
    noted: bool = False
    working: str = ""


@frozen
class Passed:
    """The lots not used for one reason: how many, and the first of them."""

    reason: LazyString
    count: int
    lots: list[Lot]


@frozen
class Compared:
    """What the quick plan and the best one do for a need: units covered, minutes until all are there."""

    quick_units: int
    quick_last: int
    best_units: int
    best_last: int


@frozen
class Changed:
    """A resource this plan adds, leaves out or changes against the plan before."""

    kind: LazyString
    lot: Lot
    before: int
    after: int


@frozen
class Lost:
    """A pin that could not be kept, and why."""

    lot: Lot | None
    quantity: int
    reason: LazyString


@frozen
class NeedPlan:
    """Everything the plan says of one need."""

    need: NeedState
    able_unit: str
    chosen: list[Chosen]
    short: int
    cause: LazyString | None
    passed: list[Passed]
    passed_count: int
    compared: Compared | None
    lost: list[Lost]


@frozen
class PlanView:
    """A plan need by need, and what it changes."""

    needs: list[NeedPlan]
    changes: list[Changed]


def by_donor(lines: Iterable[Chosen]) -> list[tuple[str, list[Chosen]]]:
    """Return what a plan would hold, commune by commune as its lines have them, each with its lines."""
    found: dict[str, list[Chosen]] = {}
    for line in lines:
        found.setdefault(line.lot.commune, []).append(line)
    return list(found.items())


def _passed(found: list[tuple[Reason | Barred | Unfit | Declined, Lot]]) -> list[Passed]:
    groups: dict[Reason | Barred | Unfit | Declined, list[Lot]] = {}
    for reason, lot in found:
        groups.setdefault(reason, []).append(lot)
    return [
        Passed(reason=WHY[reason], count=len(lots), lots=lots[:MOST_SHOWN]) for reason, lots in groups.items()
    ]


def view(
    session: Session, needs: list[NeedState], result: Mapping[str, Any], refused: Collection[int]
) -> PlanView:
    """Return a kept plan need by need; its lots are read in one go. `refused` are lots whose holders refused."""
    moved = result.get("changes", [])
    passed = {need.id: told_of_passed(passed_of(result, need.id, need.asked.key), refused) for need in needs}
    barred = barred_of(result)
    lot_ids = {line[1] for line in result["lines"]} | set(barred)
    lot_ids |= {lot for of in passed.values() for lots in of.values() for lot in lots}
    lot_ids |= {change[2] for change in moved} | {item[1] for item in result.get("unkept", [])}
    lot_ids |= {item[0] for items in result.get("unfit", {}).values() for item in items}
    lots = list_lots_by_ids(session, sorted(lot_ids))
    return PlanView(
        needs=[_need_plan(need, result, passed[need.id], barred, lots) for need in needs],
        changes=[
            Changed(kind=CHANGES[kind], lot=lots[lot_id], before=before, after=after)
            for kind, _need, lot_id, before, after in moved
            if lot_id in lots
        ],
    )


def _need_plan(
    need: NeedState,
    result: Mapping[str, Any],
    passed: Mapping[Reason | Declined, list[int]],
    barred: Mapping[int, str],
    lots: Mapping[int, Lot],
) -> NeedPlan:
    key = need.asked.key
    fitting = {key, *(given for asked, given in result.get("stand_ins", []) if asked == key)}
    unfit = {
        lot_id: Unfit(reason) for lot_id, reason in result.get("unfit", {}).get(key, []) if lot_id in lots
    }
    able = result.get("able") or [None] * len(result["lines"])
    sources = result.get("sources") or ["estimate"] * len(result["lines"])
    chosen = [
        Chosen(
            lot=lots[line[1]],
            quantity=line[2],
            covers=line[3],
            stands_in=lots[line[1]].type_code != need.type_code,
            minutes=line[4],
            tier=line[5],
            source=SOURCES[source],
            forms=_forms(lots[line[1]]),
            each=Decimal(each[0]) if each else None,
            noted=bool(each and each[1]),
            working=each[2] if each else "",
        )
        for line, source, each in zip(result["lines"], sources, able, strict=True)
        if line[0] == need.id and line[1] in lots
    ]
    short = [item for item in result["unmet"] if item[0] == need.id]
    found: list[tuple[Reason | Barred | Unfit | Declined, Lot]] = [
        (reason, lots[lot_id]) for reason, ids in passed.items() for lot_id in ids if lot_id in lots
    ]
    found += [(reason, lots[lot_id]) for lot_id, reason in unfit.items()]
    found += [
        (Barred(reason), lots[lot_id])
        for lot_id, reason in barred.items()
        if lot_id in lots and lot_id not in unfit and lots[lot_id].type_code in fitting
    ]
    return NeedPlan(
        need=need,
        able_unit=ABILITIES[need.ability].unit if need.ability else "",
        chosen=sorted(chosen, key=lambda line: (line.tier, line.minutes, line.lot.id)),
        short=short[0][1] if short else 0,
        cause=SHORT[cause_of(short[0][2], Counter(reason.value for reason, _lot in found))]
        if short
        else None,
        passed=_passed(found),
        passed_count=len(found),
        compared=_compared(result, str(need.id)),
        lost=[
            Lost(lot=lots.get(lot_id), quantity=quantity, reason=UNKEPT[_fault(fault)])
            for need_id, lot_id, quantity, fault in result.get("unkept", [])
            if need_id == need.id
        ],
    )


def _forms(lot: Lot) -> list[LegalForm]:
    wanted = wanted_of(lot)
    return [form for form in LegalForm if allows(wanted, form)]


def _fault(code: str) -> PinFault | PinLoss:
    return PinLoss(code) if code in set(PinLoss) else PinFault(code)


def _compared(result: Mapping[str, Any], need: str) -> Compared | None:
    """Return both plans' figures for a need, or None where they do the same."""
    quick, best = result.get("quick", {}).get(need), result.get("best", {}).get(need)
    if not quick or not best or quick == best:
        return None
    return Compared(quick_units=quick[0], quick_last=quick[3], best_units=best[0], best_last=best[3])
