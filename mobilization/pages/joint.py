"""One plan for all running incidents of the province, which share one stock."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.web.access import for_province, requires
from core.web.doors import Done, perform, reading
from core.web.fields import row_number
from core.web.language import counted
from mobilization.queries.kept_plans import latest_plans
from mobilization.queries.needs import list_needs
from mobilization.queries.running import list_running
from mobilization.services.accepting import accept_together
from mobilization.services.planning import propose_together

bp = Blueprint("joint", __name__, url_prefix="/su-co/chung")


@bp.get("/")
@requires(Permission.INCIDENT_RUN, for_province)
def show() -> ResponseReturnValue:
    """The province's running incidents, what each lacks, and the newest plan made for all of them."""
    return _page()


def _page(error: str = "") -> str:
    with reading() as session:
        incidents = list_running(session)
        ids = [incident.id for incident in incidents]
        needs = list_needs(session, *ids)
        plans = latest_plans(session, ids)
    together = max((plan.result.get("together", "") for plan in plans.values()), default="")
    mine = {
        key: plan
        for key, plan in plans.items()
        if together and plan.result.get("together") == together and plan.state == "proposed"
    }
    return render_template(
        "mobilization/joint.html",
        incidents=incidents,
        lacking={
            key: [need for need in needs if need.incident_id == key and need.missing >= 1] for key in ids
        },
        asked={need.incident_id for need in needs},
        plans=mine,
        lines=sum(len(plan.result["lines"]) for plan in mine.values()),
        error=error,
        as_of=now(),
    )


@bp.post("/")
@requires(Permission.INCIDENT_RUN, for_province)
def make() -> ResponseReturnValue:
    """Plan all running incidents as one problem."""

    def work(session: Session, actor: Actor) -> Done:
        made = propose_together(session, actor=actor, now=now())
        said = counted("Đã lập phương án chung cho %(count)s sự cố.", count=len(made))
        return Done(location=url_for("joint.show"), message=said)

    return perform(work, again=lambda text, _fields: _page(text))


@bp.post("/chap-nhan")
@requires(Permission.INCIDENT_RUN, for_province)
def take() -> ResponseReturnValue:
    """Accept the whole joint plan, all or nothing."""
    ids = [row_number(text) for text in request.form.getlist("plan_id")]

    def work(session: Session, actor: Actor) -> Done:
        held = accept_together(session, plan_ids=ids, actor=actor, now=now())
        said = _("Đã giữ %(held)s nguồn lực. Hãy soạn lệnh gửi các đơn vị.", held=held)
        return Done(location=url_for("joint.show"), message=said)

    return perform(work, again=lambda text, _fields: _page(text))
