"""The plan: what it would send, why each resource was chosen or not, and its acceptance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.web.access import current_actor, requires
from core.web.doors import Done, perform, reading
from inventory.queries.lots import Lot, list_lots_by_ids
from inventory.sentences import HOLDER_KINDS
from mobilization.queries.dispatches import find_newest_plan
from mobilization.queries.incidents import (
    NeedState,
    commune_of_incident,
    get_incident,
    list_needs,
    place_of_incident,
)
from mobilization.rules.candidates import Barred
from mobilization.rules.plan import Reason, UnmetReason
from mobilization.sentences import SHORT, TIERS, WHY
from mobilization.services.planning import accept, propose

bp = Blueprint("plans", __name__, url_prefix="/su-co")
MOST_SHOWN = 60  # candidates named for one need and reason; the others are counted


@dataclass(frozen=True, kw_only=True, slots=True)
class Chosen:
    """One line of the plan."""

    lot: Lot
    quantity: int
    minutes: int
    tier: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Passed:
    """The lots not (wholly) used for one reason: how many, and the first of them."""

    reason: LazyString
    count: int
    lots: list[Lot]


@dataclass(frozen=True, kw_only=True, slots=True)
class NeedPlan:
    """Everything the plan says of one need."""

    need: NeedState
    chosen: list[Chosen]
    short: int
    cause: LazyString | None
    passed: list[Passed]
    passed_count: int


def _passed(found: list[tuple[Reason | Barred, Lot]]) -> list[Passed]:
    groups: dict[Reason | Barred, list[Lot]] = {}
    for reason, lot in found:
        groups.setdefault(reason, []).append(lot)
    return [
        Passed(reason=WHY[reason], count=len(lots), lots=lots[:MOST_SHOWN]) for reason, lots in groups.items()
    ]


def _need_plans(
    session: Session, needs: list[NeedState], result: dict[str, list[list[Any]]]
) -> list[NeedPlan]:
    lot_ids = {line[1] for line in [*result["lines"], *result["why"]]}
    lot_ids |= {item[0] for item in result["barred"]}
    lots = list_lots_by_ids(session, sorted(lot_ids))
    plans = []
    for need in needs:
        chosen = [
            Chosen(
                lot=lots[lot_id],
                quantity=quantity,
                minutes=minutes,
                tier=tier,
            )
            for need_id, lot_id, quantity, _covers, minutes, tier in result["lines"]
            if need_id == need.id and lot_id in lots
        ]
        short = [item for item in result["unmet"] if item[0] == need.id]
        passed: list[tuple[Reason | Barred, Lot]] = [
            (Reason(reason), lots[lot_id])
            for need_id, lot_id, reason in result["why"]
            if need_id == need.id and lot_id in lots
        ]
        passed += [
            (Barred(reason), lots[lot_id])
            for lot_id, reason in result["barred"]
            if lot_id in lots and lots[lot_id].type_code == need.type_code
        ]
        plans.append(
            NeedPlan(
                need=need,
                chosen=sorted(chosen, key=lambda line: (line.tier, line.minutes, line.lot.id)),
                short=short[0][1] if short else 0,
                cause=SHORT[UnmetReason(short[0][2])] if short else None,
                passed=_passed(passed),
                passed_count=len(passed),
            )
        )
    return plans


@bp.get("/<int:incident_id>/phuong-an")
@requires(Permission.INCIDENT_READ, place_of_incident)
def show(incident_id: int) -> ResponseReturnValue:
    """The newest plan of an incident."""
    return _page(incident_id)


def _page(incident_id: int, error: str = "") -> ResponseReturnValue:
    actor = current_actor()
    with reading() as session:
        incident = get_incident(session, incident_id)
        plan = find_newest_plan(session, incident_id)
        if plan is None:
            return redirect(url_for("incidents.room", incident_id=incident_id))
        needs = list_needs(session, incident_id)
        plans = _need_plans(session, needs, plan.result)
    runs = actor.may(Permission.INCIDENT_RUN, incident.commune_code if incident.run_by == "commune" else "")
    lines = [line for item in plans for line in item.chosen]
    return render_template(
        "mobilization/plan.html",
        incident=incident,
        plan=plan,
        plans=plans,
        donors=len({line.lot.commune_code for line in lines}),
        lines=len(lines),
        seconds=plan.result["seconds"],
        tiers=TIERS,
        holder_kinds=HOLDER_KINDS,
        runs=runs and incident.closed_at is None,
        error=error,
    )


@bp.post("/<int:incident_id>/phuong-an")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def make(incident_id: int) -> ResponseReturnValue:
    """Ask for a fresh plan."""

    def work(session: Session, actor: Actor) -> Done:
        propose(session, incident_id=incident_id, actor=actor, now=now())
        return Done(location=url_for("plans.show", incident_id=incident_id), message="")

    return perform(work)


@bp.post("/<int:incident_id>/phuong-an/<int:plan_id>/chap-nhan")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def take(incident_id: int, plan_id: int) -> ResponseReturnValue:
    """Accept the plan: everything it proposes is held, or nothing is."""

    def work(session: Session, actor: Actor) -> Done:
        held = accept(session, incident_id=incident_id, plan_id=plan_id, actor=actor, now=now())
        return Done(
            location=url_for("incidents.room", incident_id=incident_id),
            message=_("Đã giữ %(held)s nguồn lực. Hãy soạn lệnh gửi các đơn vị.", held=held),
        )

    def again(text: str, _fields: dict[str, str]) -> str:
        page = _page(incident_id, text)
        return page if isinstance(page, str) else text

    return perform(work, again=again)
