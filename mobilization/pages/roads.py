"""Roads that are cut or corrected, and communes under warning."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.communes.queries import all_links, list_links
from core.communes.rules import Commune, CommuneCode
from core.errors import StaleError
from core.together import ask_together
from core.web.access import commune_in_address, current_actor, requires
from core.web.doors import Done, InvalidInputError, load, perform, reading
from core.web.language import counted, say_moment
from inventory.doors.asking import known, place_choice
from mobilization.queries.roads import (
    LinkState,
    UnderWarning,
    find_road_table,
    link_states,
    links_mark,
    list_link_states,
    list_warnings,
    road_minutes_to,
)
from mobilization.rules.roads import link_minutes, road_map
from mobilization.schemas.planning import LinkSchema, RoadSchema, WarningSchema, WarningSeenSchema
from mobilization.services.conditions import (
    change_road,
    end_warning,
    lock_link_as_seen,
    lock_warning_as_seen,
    restore_road,
    warn,
)

bp = Blueprint("roads", __name__, url_prefix="/duong")


def minutes_to(session: Session, commune_code: str, communes: Iterable[Commune]) -> dict[str, int]:
    """Return the whole minutes from every commune that has a way to one commune, as the roads are now."""
    links, states, engine = ask_together(
        session, all_links(), link_states(now()), road_minutes_to(commune_code)
    )
    changes = tuple(state.change() for state in states)
    roads = road_map(tuple(communes), tuple(links), changes, frozenset(engine.items()))
    return {code: round(way.minutes) for code, way in roads.ways_to(CommuneCode(commune_code)).items()}


@bp.record_once
def offer_minutes(state: BlueprintSetupState) -> None:
    """Lend the roads to the register's map, which stands below and knows no incident."""
    state.app.extensions["road_minutes"] = minutes_to


@bp.get("/")
@requires(Permission.INCIDENT_READ)
def show() -> ResponseReturnValue:
    """What is cut, corrected or under warning now; `?xa=` opens one commune's links."""
    return _page(request.args.get("xa", ""))


def _page(
    chosen: str,
    error: str = "",
    fields: Mapping[str, str] | None = None,
    stale: Callable[..., Any] | None = None,
) -> str:
    """Draw the page; `stale` says of what stands now and what was typed where somebody else was faster."""
    actor, moment = current_actor(), now()
    with reading() as session:
        names = known(session)
        states = list_link_states(session, moment)
        warnings = list_warnings(session, moment)
        links = list_links(session)
        computed = find_road_table(session)
    by_code = names.communes
    asked = {"xa": chosen} if chosen or actor.is_provincial else {"xa": str(actor.commune_code)}
    offered = place_choice(asked, request.args.get("noi", ""), names)
    chosen = asked.get("xa", "")
    near = sorted(
        (
            (by_code[link.b if link.a == chosen else link.a], link)
            for link in links
            if chosen in (link.a, link.b)
        ),
        key=lambda pair: pair[0].order,
    )
    said = {frozenset((state.a, state.b)): state for state in reversed(states)}  # the newest wins
    warned = {warning.commune_code: warning for warning in reversed(warnings)}
    return render_template(
        "mobilization/roads.html",
        asked=asked,
        offered=offered,
        by_code=by_code,
        states=states,
        warnings=warnings,
        computed=computed,
        chosen=by_code.get(chosen),
        near=[
            (
                commune,
                round(link_minutes(by_code[link.a], by_code[link.b], by_sea=link.by_sea)),
                said.get(frozenset((link.a, link.b))),
            )
            for commune, link in near
        ],
        warned=warned.get(chosen),
        links_seen=links_mark(states, chosen),
        beside=stale(said, warned) if stale else [],
        typed=request.form,
        typed_kept=not request.form.keys().isdisjoint({"minutes", "level"}),
        fields=fields or {},
        may=lambda *codes: any(actor.may(Permission.INCIDENT_RUN, code) for code in codes),
        sees_messages=actor.may(Permission.MESSAGE_TAKE, ""),
        error=error,
        as_of=moment,
    )


Said = Mapping[frozenset[str], LinkState]
Warned = Mapping[str, UnderWarning]
Beside = list[tuple[str, str, str]]


def _told(state: LinkState | None) -> str:
    """Say what is said of a link now: its minutes or that it is cut, until when, who said so."""
    if state is None:
        return str(_("như ước tính"))
    return " · ".join(
        part
        for part in (
            _("chia cắt")
            if state.minutes is None
            else counted("đã chỉnh: %(minutes)s phút", minutes=state.minutes),
            _("đến %(moment)s", moment=say_moment(state.until)) if state.until else "",
            state.made_by,
            state.note,
        )
        if part
    )


def _link_beside(commune_code: str, yours: str) -> Callable[[Said, Warned], Beside]:
    """Return what tells of the chosen link what stands now beside what was asked for."""
    ends = frozenset((commune_code, request.form.get("neighbour", "")))
    return lambda said, _warned: [(_("Đường"), _told(said.get(ends)), yours)]


def _warning_beside(commune_code: str, yours: str) -> Callable[[Said, Warned], Beside]:
    """Return what tells of a commune's warning what stands now beside what was asked for."""

    def beside(_said: Said, warned: Warned) -> Beside:
        held = warned.get(commune_code)
        theirs = (
            _level(held.level, held.keep_percent) + f" · {held.made_by}" if held else _("không có cảnh báo")
        )
        return [(_("Cảnh báo"), theirs, yours)]

    return beside


def _level(level: object, percent: object) -> str:
    told = (
        _("cảnh báo cấp %(level)s", level=level),
        _("giữ thêm %(percent)s phần trăm cho xã", percent=percent),
    )
    return ", ".join(told)


def act_on(
    commune_code: str,
    act: Callable[[Session, Actor], object],
    message: str | Callable[[Any], str],
    beside: Callable[[], Callable[[Said, Warned], Beside]],
) -> ResponseReturnValue:
    """Carry out one change as it was seen; where somebody else was faster draw the page with both values.

    `message` may tell of what `act` returned.
    """
    faster: list[StaleError] = []

    def work(session: Session, actor: Actor) -> Done:
        try:
            done = act(session, actor)
        except StaleError as stale:
            faster.append(stale)
            raise
        told = message if isinstance(message, str) else message(done)
        return Done(location=url_for("roads.show", xa=commune_code), message=told)

    def again(text: str, fields: dict[str, str]) -> str:
        return _page(commune_code, text, fields, beside() if faster else None)

    return perform(work, again=again)


def _seen_of(neighbour: str) -> int:
    """Return which cut or correction of a link the form showed, 0 for none; raises InvalidInputError without it."""
    seen = request.form.get(f"seen-{neighbour}", "")
    if not seen.isdecimal() or len(seen) > 18:
        raise InvalidInputError(fields={"neighbour": _("Vui lòng tải lại trang rồi chọn lại xã liền kề.")})
    return int(seen)


def _road_said() -> dict[str, Any]:
    """Return what was said of a link; raises InvalidInputError: nothing left empty may cut a road."""
    if request.form.get("passable") not in {"0", "1"}:
        raise InvalidInputError(fields={"passable": _("Vui lòng chọn: đường còn đi được hay bị chia cắt.")})
    values: dict[str, Any] = load(RoadSchema())
    passable = values.pop("passable")
    if passable and values["minutes"] is None:
        text = _("Vui lòng nhập số phút thực tế; nếu đường không đi được, hãy chọn “Chia cắt”.")
        raise InvalidInputError(fields={"minutes": text})
    if not passable and values["minutes"] is not None:
        text = _("Đã chọn “Chia cắt” mà vẫn có số phút. Vui lòng xóa số phút hoặc chọn “Còn đi được”.")
        raise InvalidInputError(fields={"minutes": text})
    return values


@bp.post("/<commune_code>/chinh")
@requires(Permission.INCIDENT_RUN, commune_in_address)
def change(commune_code: str) -> ResponseReturnValue:
    """Cut a link of a commune, or correct its minutes."""

    def act(session: Session, actor: Actor) -> None:
        values = _road_said()
        link = {"commune_code": commune_code, "neighbour": values["neighbour"], "now": now()}
        lock_link_as_seen(session, seen=_seen_of(values["neighbour"]), **link)
        change_road(session, actor=actor, **(values | link))

    def beside() -> Callable[[Said, Warned], Beside]:
        cut = request.form["passable"] == "0"
        yours = (
            _("chia cắt")
            if cut
            else counted("đã chỉnh: %(minutes)s phút", minutes=int(request.form["minutes"]))
        )
        return _link_beside(commune_code, yours)

    return act_on(commune_code, act, _("Đã ghi. Hãy lập lại các phương án."), beside)


@bp.post("/<commune_code>/khoi-phuc")
@requires(Permission.INCIDENT_RUN, commune_in_address)
def restore(commune_code: str) -> ResponseReturnValue:
    """A link is as estimated again."""

    def act(session: Session, actor: Actor) -> None:
        values: dict[str, Any] = load(LinkSchema())
        link = {"commune_code": commune_code, "neighbour": values["neighbour"], "now": now()}
        lock_link_as_seen(session, seen=values["seen"], **link)
        restore_road(session, actor=actor, **link)

    return act_on(
        commune_code,
        act,
        _("Đường đã thông. Hãy lập lại các phương án."),
        lambda: _link_beside(commune_code, _("Đã thông")),
    )


@bp.post("/<commune_code>/canh-bao")
@requires(Permission.INCIDENT_RUN, commune_in_address)
def alert(commune_code: str) -> ResponseReturnValue:
    """Put a commune under warning: more of what it has stays there."""

    def act(session: Session, actor: Actor) -> None:
        values: dict[str, Any] = load(WarningSchema())
        seen, moment = str(values.pop("seen")), now()
        lock_warning_as_seen(session, commune_code=commune_code, seen=seen, now=moment)
        warn(session, commune_code=commune_code, actor=actor, now=moment, **values)

    yours = _level(request.form.get("level", ""), request.form.get("keep_percent", ""))
    return act_on(commune_code, act, _("Đã ghi cảnh báo."), lambda: _warning_beside(commune_code, yours))


@bp.post("/<commune_code>/het-canh-bao")
@requires(Permission.INCIDENT_RUN, commune_in_address)
def all_clear(commune_code: str) -> ResponseReturnValue:
    """End a commune's warning."""

    def act(session: Session, actor: Actor) -> None:
        seen, moment = str(load(WarningSeenSchema())["seen"]), now()
        lock_warning_as_seen(session, commune_code=commune_code, seen=seen, now=moment)
        end_warning(session, commune_code=commune_code, actor=actor, now=moment)

    return act_on(
        commune_code, act, _("Đã bỏ cảnh báo."), lambda: _warning_beside(commune_code, _("Bỏ cảnh báo"))
    )
