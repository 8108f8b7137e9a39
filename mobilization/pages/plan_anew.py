"""A fresh plan after a commander's word or a changed need, where something is still missing."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.clock import now
from core.web.doors import Done
from mobilization.services.planning import NothingNeededError, propose


def plan_anew(session: Session, incident_id: int, actor: Actor, said: str) -> Done:
    """Return where to go after a word said: to a fresh plan that keeps it; what is promised stays as it is."""
    try:
        propose(session, incident_id=incident_id, actor=actor, now=now())
    except NothingNeededError:
        return Done(location=url_for("plans.show", incident_id=incident_id), message=said)
    return Done(
        location=url_for("plans.show", incident_id=incident_id),
        message=_("%(said)s Phương án đã được lập lại.", said=said),
    )
