"""Layers of the register's map that the command post knows: running incidents, roads that are cut or slow."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.web.ground import Asked, Layer, Mark
from core.web.language import counted, say_moment
from mobilization.queries.incidents import open_incidents
from mobilization.queries.roads import list_link_states
from mobilization.rules.hazards import Hazard
from mobilization.sentences import HAZARDS


def running(session: Session, actor: Actor, _asked: Asked) -> list[Mark]:
    """Return the incidents that are not closed, drills said as such."""
    return [
        Mark(
            name=_("DIỄN TẬP: %(text)s", text=incident.title) if incident.drill else incident.title,
            said=_(
                "%(hazard)s, từ %(moment)s",
                hazard=HAZARDS[Hazard(incident.hazard)],
                moment=say_moment(incident.opened_at),
            ),
            commune_code=incident.commune_code,
            location=url_for("incidents.room", incident_id=incident.id),
        )
        for incident in open_incidents(actor.scope(Permission.INCIDENT_READ)).ask(session)
    ]


def changed_roads(session: Session, _actor: Actor, asked: Asked) -> list[Mark]:
    """Return the roads between two communes that are cut or take longer."""
    return [
        Mark(
            name=f"{asked.communes[link.a].name} – {asked.communes[link.b].name}",
            said=_("bị cắt")
            if link.minutes is None
            else counted("đi mất %(minutes)s phút", minutes=link.minutes),
            commune_code=link.a,
            other_code=link.b,
            passable=link.minutes is not None,
            location=url_for("roads.show", xa=link.a),
        )
        for link in list_link_states(session, now())
    ]


LAYERS = (
    Layer(
        code="su-co",
        sign="!",
        label=_l("Sự cố đang diễn ra"),
        empty=_l("Không có sự cố nào đang diễn ra."),
        permission=Permission.INCIDENT_READ,
        marks=running,
    ),
    Layer(
        code="duong",
        sign="✕",
        label=_l("Đường bị cắt hoặc đi lâu hơn"),
        empty=_l("Không có đường nào đang bị cắt."),
        permission=Permission.INCIDENT_READ,
        marks=changed_roads,
    ),
)
