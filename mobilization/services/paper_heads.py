"""What every paper of an incident begins with: who issues it, and the incident in the paper's words."""

from __future__ import annotations

from sqlalchemy.orm import Session

from core.communes.queries import get_commune
from mobilization.queries.incidents import Incident
from mobilization.rules.hazards import FIELDS, Hazard
from mobilization.rules.papers.facts import IncidentFacts, IssuerLevel, IssuingBody


def issuing_body(session: Session, level: str, commune_code: str, *, province: str) -> IssuingBody:
    """Return the province, or the commune of that code, as it issues papers."""
    if level == IssuerLevel.PROVINCE:
        return IssuingBody(
            level=IssuerLevel.PROVINCE, area=f"tỉnh {province}", place=province, province=f"tỉnh {province}"
        )
    commune = get_commune(session, commune_code)
    return IssuingBody(
        level=IssuerLevel.COMMUNE,
        area=_lower(commune.title),
        place=commune.name,
        province=f"tỉnh {province}",
    )


def incident_facts(incident: Incident) -> IncidentFacts:
    """Return an incident as papers speak of it."""
    return IncidentFacts(
        name=incident.title,
        place=", ".join(part for part in (incident.place, _lower(incident.commune)) if part),
        field=FIELDS[Hazard(incident.hazard)],
        code=f"SC-{incident.id}",
        defence_level=incident.ptds_level,
        risk_level=incident.risk_level,
        drill=incident.drill,
    )


def _lower(title: str) -> str:
    """Return a commune's title as it stands inside a sentence: "xã Bình Minh"."""
    return title[0].lower() + title[1:]
