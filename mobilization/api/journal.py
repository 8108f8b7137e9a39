"""What a command post writes into an incident's log, and what it did to its needs; the steps have their own address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.web.api import Written, reads, write, writes
from core.web.doors import reading
from inventory.schemas.api import AfterSchema
from mobilization.api.blueprint import bp
from mobilization.queries.incidents import commune_of_incident, get_incident, place_of_incident
from mobilization.queries.log import get_entry, list_entries_after
from mobilization.schemas.api_journal import EntryListSchema, EntryShownSchema, EntryWrittenSchema
from mobilization.services.incidents import write_down


@reads(
    bp,
    "/incidents/<int:incident_id>/entries",
    answer=EntryListSchema(),
    permission=Permission.INCIDENT_READ,
    commune_of=place_of_incident,
    query=AfterSchema,
)
def entries(incident_id: int, after: int, limit: int) -> Mapping[str, object]:
    """The lines of an incident's log beside the steps of its resources, as they were entered."""
    with reading() as session:
        get_incident(session, incident_id)
        found, following = list_entries_after(session, incident_id, after=after, limit=limit)
    return {"entries": found, "next": following}


@writes(
    bp,
    "POST",
    "/incidents/<int:incident_id>/entries",
    answer=EntryShownSchema(),
    body=EntryWrittenSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=commune_of_incident,
    status=201,
)
def say(body: dict[str, Any], incident_id: int) -> ResponseReturnValue:
    """Write a line into the log of a running incident; it is never changed afterwards."""

    def work(session: Session, actor: Actor) -> Written:
        made = write_down(session, incident_id=incident_id, actor=actor, now=now(), **body)
        return Written(content=get_entry(session, made), schema=EntryShownSchema(), status=201)

    return write(work)
