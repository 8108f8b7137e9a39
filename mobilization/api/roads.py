"""Roads that are cut or corrected, and a commune's warning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.communes.queries import get_commune, list_communes, list_links
from core.web.access import commune_in_address
from core.web.api import NothingSchema, Written, reads, version_seen, write, writes
from core.web.doors import reading
from mobilization.api.blueprint import bp
from mobilization.queries.roads import find_warning, links_mark, list_link_states
from mobilization.rules.roads import link_minutes
from mobilization.schemas.api_outside import (
    CommuneWarningSchema,
    LinksSchema,
    RoadRestoredSchema,
    RoadWrittenSchema,
    WarningWrittenSchema,
)
from mobilization.services.conditions import (
    change_road,
    end_warning,
    lock_links_as_seen,
    lock_warning_as_seen,
    restore_road,
    warn,
)

NONE_IN_FORCE: Mapping[str, object] = {
    "id": 0,
    "level": None,
    "keep_percent": None,
    "until": None,
    "note": "",
    "made_at": None,
    "made_by": "",
}


def _links(session: Session, commune_code: str) -> dict[str, object]:
    """Return a commune's links with what is said of them now, and the mark of it all."""
    get_commune(session, commune_code)
    by_code = {commune.code: commune for commune in list_communes(session)}
    states = list_link_states(session, now())
    said = {frozenset((state.a, state.b)): state for state in reversed(states)}  # the newest wins
    found = []
    for link in list_links(session):
        if commune_code not in (link.a, link.b):
            continue
        state = said.get(frozenset((link.a, link.b)))
        found.append(
            {
                "neighbour": link.b if link.a == commune_code else link.a,
                "by_sea": link.by_sea,
                "estimated_minutes": round(
                    link_minutes(by_code[link.a], by_code[link.b], by_sea=link.by_sea)
                ),
                "cut": state is not None and state.minutes is None,
                "minutes": state.minutes if state else None,
                "until": state.until if state else None,
                "note": state.note if state else "",
                "made_at": state.made_at if state else None,
                "made_by": state.made_by if state else "",
            }
        )
    return {"links": found, "mark": links_mark(states, commune_code)}


@reads(
    bp,
    "/communes/<commune_code>/links",
    answer=LinksSchema(),
    permission=Permission.INCIDENT_READ,
    commune_of=commune_in_address,
    version=lambda held: held["mark"],
)
def links(commune_code: str) -> Mapping[str, object]:
    """A commune's links to its neighbours, those cut or corrected too; the ETag is what If-Match asks for."""
    with reading() as session:
        return _links(session, commune_code)


def _on_road(commune_code: str, act: Any, said: dict[str, Any]) -> ResponseReturnValue:
    seen = version_seen()

    def work(session: Session, actor: Actor) -> Written:
        moment = now()
        lock_links_as_seen(session, commune_code=commune_code, seen=seen, now=moment)
        act(session, commune_code=commune_code, actor=actor, now=moment, **said)
        session.flush()
        held = _links(session, commune_code)
        return Written(content=held, schema=LinksSchema(), version=held["mark"])

    return write(work)


@writes(
    bp,
    "PATCH",
    "/communes/<commune_code>/links",
    answer=LinksSchema(),
    body=RoadWrittenSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=commune_in_address,
    seen=True,
)
def change_link(body: dict[str, Any], commune_code: str) -> ResponseReturnValue:
    """Cut a link of a commune, or correct its minutes; plans made before are to be made anew."""
    return _on_road(commune_code, change_road, body)


@writes(
    bp,
    "POST",
    "/communes/<commune_code>/links/restoration",
    answer=LinksSchema(),
    body=RoadRestoredSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=commune_in_address,
    seen=True,
)
def restore_link(body: dict[str, Any], commune_code: str) -> ResponseReturnValue:
    """A link is as estimated again."""
    return _on_road(commune_code, restore_road, body)


def _warning(session: Session, commune_code: str) -> Mapping[str, object]:
    get_commune(session, commune_code)
    return find_warning(session, commune_code, now()) or NONE_IN_FORCE


@reads(
    bp,
    "/communes/<commune_code>/warning",
    answer=CommuneWarningSchema(),
    permission=Permission.INCIDENT_READ,
    commune_of=commune_in_address,
    version=lambda held: held["id"],
)
def warning(commune_code: str) -> Mapping[str, object]:
    """The warning a commune is under now; its ETag is what If-Match asks for."""
    with reading() as session:
        return _warning(session, commune_code)


def _on_warning(commune_code: str, act: Any, said: dict[str, Any]) -> ResponseReturnValue:
    seen = version_seen()

    def work(session: Session, actor: Actor) -> Written:
        moment = now()
        lock_warning_as_seen(session, commune_code=commune_code, seen=seen, now=moment)
        act(session, commune_code=commune_code, actor=actor, now=moment, **said)
        session.flush()
        held = _warning(session, commune_code)
        return Written(content=held, schema=CommuneWarningSchema(), version=str(held["id"]))

    return write(work)


@writes(
    bp,
    "PUT",
    "/communes/<commune_code>/warning",
    answer=CommuneWarningSchema(),
    body=WarningWrittenSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=commune_in_address,
    seen=True,
)
def set_warning(body: dict[str, Any], commune_code: str) -> ResponseReturnValue:
    """Put a commune under warning; the one before ends."""
    return _on_warning(commune_code, warn, body)


@writes(
    bp,
    "POST",
    "/communes/<commune_code>/warning/end",
    answer=CommuneWarningSchema(),
    body=NothingSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=commune_in_address,
    seen=True,
)
def lift_warning(_body: dict[str, Any], commune_code: str) -> ResponseReturnValue:
    """End a commune's warning."""
    return _on_warning(commune_code, end_warning, {})
