"""The plan: what it would send, why each resource was chosen or not, the commander's word, and its acceptance."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.together import ask_together
from core.web.access import current_actor, requires
from core.web.doors import Done, load, perform, reading
from inventory.sentences import HOLDER_KINDS, LEGAL_FORMS
from mobilization.pages.plan_anew import plan_anew
from mobilization.pages.plan_view import by_donor, view
from mobilization.queries.dispatches import newest_plan
from mobilization.queries.incidents import commune_of_incident, one_incident, place_of_incident
from mobilization.queries.kept_plans import made_with
from mobilization.queries.needs import list_needs
from mobilization.queries.planning import list_choices
from mobilization.queries.refused import lots_refused, refused_of
from mobilization.rules.states import State
from mobilization.schemas.planning import BanSchema, PinSchema, UndoSchema
from mobilization.sentences import STATES, TIERS
from mobilization.services.accepting import accept
from mobilization.services.choices import forbid, pin, undo
from mobilization.services.planning import propose

bp = Blueprint("plans", __name__, url_prefix="/su-co")


@bp.get("/<int:incident_id>/phuong-an")
@requires(Permission.INCIDENT_READ, place_of_incident)
def show(incident_id: int) -> ResponseReturnValue:
    """The newest plan of an incident."""
    return _page(incident_id)


def _page(incident_id: int, error: str = "", *, refused_plan: bool = False) -> ResponseReturnValue:
    actor = current_actor()
    with reading() as session:
        incident, plan, refused = ask_together(
            session, one_incident(incident_id), newest_plan(incident_id), refused_of(incident_id)
        )
        if plan is None:
            return redirect(url_for("incidents.room", incident_id=incident_id))
        needs = list_needs(session, incident_id)
        seen = view(session, needs, plan.result, lots_refused(refused))
        choices = list_choices(session, [incident_id])
        joint = plan.state == "proposed" and plan.result.get("together")
        together = made_with(session, plan.made_at) if joint else []
    runs = actor.may(Permission.INCIDENT_RUN, incident.commune_code if incident.run_by == "commune" else "")
    lines = [line for item in seen.needs for line in item.chosen]
    banned = {choice.lot_id for choice in choices} | {choice.holder_id for choice in choices}
    return render_template(
        "mobilization/plan.html",
        incident=incident,
        plan=plan,
        plans=sorted(seen.needs, key=lambda item: not (item.short or item.lost)),
        changes=seen.changes,
        words=[choice for choice in choices if not choice.by_holder],
        refusals=[choice for choice in choices if choice.by_holder],
        told={item.lot_id: item for item in reversed(refused) if item.state is State.REFUSED},
        declined=lots_refused(refused),
        refused=[item for item in refused if not {item.lot_id, item.holder_id} & banned],
        states=STATES,
        donors=len({line.lot.commune_code for line in lines}),
        takes=by_donor(lines),
        forms=LEGAL_FORMS,
        lines=len(lines),
        seconds=plan.result["seconds"],
        tiers=TIERS,
        holder_kinds=HOLDER_KINDS,
        runs=runs and incident.closed_at is None,
        together=together if len(together) > 1 else [],
        refused_plan=refused_plan,
        error=error,
    )


@bp.post("/<int:incident_id>/phuong-an")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def make(incident_id: int) -> ResponseReturnValue:
    """Ask for a fresh plan."""

    def work(session: Session, actor: Actor) -> Done:
        wait = request.form.get("wait") == "1"
        propose(session, incident_id=incident_id, actor=actor, now=now(), wait=wait)
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

    return perform(work, again=lambda text, _fields: _again(incident_id, text, refused_plan=True))


def _again(incident_id: int, text: str, *, refused_plan: bool = False) -> str:
    page = _page(incident_id, text, refused_plan=refused_plan)
    return page if isinstance(page, str) else text


@bp.post("/<int:incident_id>/phuong-an/ghim")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def hold(incident_id: int) -> ResponseReturnValue:
    """Pin so much of a lot to a need."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(PinSchema())
        pin(session, incident_id=incident_id, actor=actor, now=now(), **values)
        return plan_anew(session, incident_id, actor, _("Đã ghim nguồn này."))

    return perform(work, again=lambda text, _fields: _again(incident_id, text))


@bp.post("/<int:incident_id>/phuong-an/khong-dung")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def ban(incident_id: int) -> ResponseReturnValue:
    """Keep a lot, or all of its holder, out of the plan."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(BanSchema())
        forbid(session, incident_id=incident_id, actor=actor, now=now(), **values)
        return plan_anew(session, incident_id, actor, _("Sẽ không hỏi nguồn này nữa."))

    return perform(work, again=lambda text, _fields: _again(incident_id, text))


@bp.post("/<int:incident_id>/phuong-an/bo-chi-dinh")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def unsay(incident_id: int) -> ResponseReturnValue:
    """Take a pin or a ban back."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(UndoSchema())
        ids = {choice.id for choice in list_choices(session, [incident_id]) if choice.by_holder}
        undo(session, incident_id=incident_id, actor=actor, now=now(), **values)
        asks = values["choice_id"] in ids
        said = _("Sẽ hỏi lại nguồn này.") if asks else _("Đã bỏ chỉ định.")
        return plan_anew(session, incident_id, actor, said)

    return perform(work, again=lambda text, _fields: _again(incident_id, text))
