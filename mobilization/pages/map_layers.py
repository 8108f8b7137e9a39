"""Layers of the register's map that the command post knows: running incidents, roads that are cut or slow."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.together import Question
from core.web.ground import Asked, Layer, Mark
from core.web.language import counted, say_moment
from mobilization.queries.incidents import Incident, open_incidents
from mobilization.queries.roads import LinkState, link_states
from mobilization.rules.hazards import Hazard
from mobilization.sentences import HAZARDS


def running(actor: Actor, _asked: Asked) -> Question[list[Mark]]:
    """Ask for the incidents that are not closed, drills said as such."""
    return open_incidents(actor.scope(Permission.INCIDENT_READ)).then(_incidents)


def _incidents(found: Sequence[Incident]) -> list[Mark]:
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
        for incident in found
    ]


def changed_roads(_actor: Actor, asked: Asked) -> Question[list[Mark]]:
    """Ask for the roads between two communes that are cut or take longer."""
    return link_states(now()).then(lambda found: _roads(found, asked))


def _roads(found: Sequence[LinkState], asked: Asked) -> list[Mark]:
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
        for link in found
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
