"""Roads that are cut or corrected, and communes under warning."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.communes.queries import list_communes, list_links
from core.web.access import commune_in_address, current_actor, requires
from core.web.doors import Done, load, perform, reading
from mobilization.queries.roads import find_road_table, list_link_states, list_warnings
from mobilization.rules.roads import link_minutes
from mobilization.schemas.planning import LinkSchema, RoadSchema, WarningSchema
from mobilization.services.conditions import change_road, end_warning, restore_road, warn
from mobilization.services.offering import ways_to

bp = Blueprint("roads", __name__, url_prefix="/duong")


def minutes_to(session: Session, commune_code: str) -> dict[str, int]:
    """Return the whole minutes from every commune that has a way to one commune, as the roads are now."""
    ways = ways_to(session, {commune_code}, list_communes(session), list_links(session), now())
    return {code: round(way.minutes) for code, way in ways[commune_code].items()}


@bp.record_once
def offer_minutes(state: BlueprintSetupState) -> None:
    """Lend the roads to the register's map, which stands below and knows no incident."""
    state.app.extensions["road_minutes"] = minutes_to


@bp.get("/")
@requires(Permission.INCIDENT_READ)
def show() -> ResponseReturnValue:
    """What is cut, corrected or under warning now; `?xa=` opens one commune's links."""
    return _page(request.args.get("xa", ""))


def _page(chosen: str, error: str = "") -> str:
    actor, moment = current_actor(), now()
    with reading() as session:
        communes = list_communes(session)
        states = list_link_states(session, moment)
        warnings = list_warnings(session, moment)
        links = list_links(session)
        computed = find_road_table(session)
    by_code = {commune.code: commune for commune in communes}
    if not chosen and not actor.is_provincial:
        chosen = actor.commune_code
    near = sorted(
        (
            (by_code[link.b if link.a == chosen else link.a], link)
            for link in links
            if chosen in (link.a, link.b)
        ),
        key=lambda pair: pair[0].order,
    )
    return render_template(
        "mobilization/roads.html",
        communes=communes,
        by_code=by_code,
        states=states,
        warnings=warnings,
        computed=computed,
        chosen=by_code.get(chosen),  # type: ignore[call-overload]
        near=[
            (commune, round(link_minutes(by_code[link.a], by_code[link.b], by_sea=link.by_sea)))
            for commune, link in near
        ],
        may=lambda *codes: any(actor.may(Permission.INCIDENT_RUN, code) for code in codes),
        sees_messages=actor.may(Permission.MESSAGE_TAKE, ""),
        error=error,
        as_of=moment,
    )


@bp.post("/<commune_code>/chinh")
@requires(Permission.INCIDENT_RUN, commune_in_address)
def change(commune_code: str) -> ResponseReturnValue:
    """Cut a link of a commune, or correct its minutes."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(RoadSchema())
        change_road(session, commune_code=commune_code, actor=actor, now=now(), **values)
        return Done(
            location=url_for("roads.show", xa=commune_code), message=_("Đã ghi. Hãy lập lại các phương án.")
        )

    return perform(work, again=lambda text, _fields: _page(commune_code, text))


@bp.post("/<commune_code>/khoi-phuc")
@requires(Permission.INCIDENT_RUN, commune_in_address)
def restore(commune_code: str) -> ResponseReturnValue:
    """A link is as estimated again."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(LinkSchema())
        restore_road(session, commune_code=commune_code, actor=actor, now=now(), **values)
        return Done(location=url_for("roads.show"), message=_("Đường đã thông. Hãy lập lại các phương án."))

    return perform(work, again=lambda text, _fields: _page(commune_code, text))


@bp.post("/<commune_code>/canh-bao")
@requires(Permission.INCIDENT_RUN, commune_in_address)
def alert(commune_code: str) -> ResponseReturnValue:
    """Put a commune under warning: more of what it has stays there."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(WarningSchema())
        warn(session, commune_code=commune_code, actor=actor, now=now(), **values)
        return Done(location=url_for("roads.show", xa=commune_code), message=_("Đã ghi cảnh báo."))

    return perform(work, again=lambda text, _fields: _page(commune_code, text))


@bp.post("/<commune_code>/het-canh-bao")
@requires(Permission.INCIDENT_RUN, commune_in_address)
def all_clear(commune_code: str) -> ResponseReturnValue:
    """End a commune's warning."""

    def work(session: Session, actor: Actor) -> Done:
        end_warning(session, commune_code=commune_code, actor=actor, now=now())
        return Done(location=url_for("roads.show"), message=_("Đã bỏ cảnh báo."))

    return perform(work)
