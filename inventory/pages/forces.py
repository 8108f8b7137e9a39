"""The forces of a commune: squads, the people in them, and how many there really are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, now
from core.errors import StaleError
from core.text import masked
from core.web.access import commune_in_address, current_actor, requires
from core.web.doors import Done, load, perform, reading
from inventory.doors.asking import known
from inventory.queries.catalogue import list_types
from inventory.queries.forces import (
    Squad,
    commune_of_member,
    commune_of_squad,
    get_member,
    get_squad,
    list_members,
    list_squads,
)
from inventory.rules.catalogue import Category
from inventory.rules.forces import SquadCount, headcount, in_several, read_members
from inventory.schemas.people import CorrectSquadSchema, MembersSchema, SquadSchema, VersionSchema
from inventory.sentences import CALLERS, LEGAL_FORMS
from inventory.services.forces import (
    Joined,
    add_members,
    add_squad,
    close_squad,
    correct_squad,
    remove_member,
)

bp = Blueprint("forces", __name__, url_prefix="/luc-luong")


@bp.get("/xa/<commune_code>")
@requires(Permission.STOCK_READ, commune_in_address)
def show(commune_code: str) -> ResponseReturnValue:
    """A commune's squads, and its people counted once."""
    with reading() as session:
        place = known(session).get_commune(commune_code)
        squads = list_squads(session, commune_code)
        members = list_members(session, commune_code)
    people: dict[int, set[int]] = {}
    for member in members:
        people.setdefault(member.squad_id, set()).add(member.person_id)
    several = in_several([(member.squad_id, member.person_id) for member in members])
    names = {squad.id: squad.name for squad in squads}
    overlaps: dict[tuple[str, int], list[str]] = {}
    for member in members:
        if member.person_id in several:
            overlaps.setdefault((member.name, member.birth_year), []).append(names[member.squad_id])
    counts = [
        SquadCount(strength=squad.strength, shared=squad.shared, people=people.get(squad.id, set()))
        for squad in squads
    ]
    return render_template(
        "inventory/forces.html",
        place=place,
        squads=squads,
        named={squad_id: len(found) for squad_id, found in people.items()},
        total=headcount(counts),
        overlaps=overlaps,
        names=names,
        callers=CALLERS,
        forms=LEGAL_FORMS,
        may_edit=current_actor().may(Permission.PEOPLE_EDIT, commune_code),
        as_of=now(),
    )


def _choices(session: Session, commune_code: str, own_id: int = 0) -> dict[str, object]:
    kinds = [kind for kind in list_types(session) if kind.category is Category.FORCES]
    others = [squad for squad in list_squads(session, commune_code) if squad.id != own_id]
    return {
        "types": [("", _("Chọn trong danh mục")), *((kind.code, kind.name) for kind in kinds)],
        "others": [("", _("Không rõ đội nào")), *((squad.id, squad.name) for squad in others)],
        "callers": [("", _("Theo loại lực lượng")), *CALLERS.items()],
        "forms": [("", _("Theo loại lực lượng")), *list(LEGAL_FORMS.items())[:2]],
    }


def _new_page(commune_code: str, error: str = "", fields: Mapping[str, str] | None = None) -> str:
    with reading() as session:
        place = known(session).get_commune(commune_code)
        choices = _choices(session, commune_code)
    return render_template(
        "inventory/squad_new.html", place=place, squad=None, error=error, fields=fields or {}, **choices
    )


@bp.get("/xa/<commune_code>/them")
@requires(Permission.PEOPLE_EDIT, commune_in_address)
def new(commune_code: str) -> ResponseReturnValue:
    """The form for a new squad."""
    return _new_page(commune_code)


@bp.post("/xa/<commune_code>/them")
@requires(Permission.PEOPLE_EDIT, commune_in_address)
def add(commune_code: str) -> ResponseReturnValue:
    """Add a squad."""

    def work(session: Session, actor: Actor) -> Done:
        squad_id = add_squad(
            session, commune_code=commune_code, actor=actor, now=now(), **load(SquadSchema())
        )
        return Done(location=url_for("forces.squad", squad_id=squad_id), message=_("Đã thêm đội."))

    return perform(work, again=lambda text, fields: _new_page(commune_code, text, fields))


@bp.get("/<int:squad_id>")
@requires(Permission.STOCK_READ, commune_of_squad)
def squad(squad_id: int) -> ResponseReturnValue:
    """One squad: who may call it and how, its numbers, its people."""
    return _squad_page(squad_id)


def _squad_page(
    squad_id: int,
    error: str = "",
    fields: Mapping[str, str] | None = None,
    theirs: Mapping[str, object] | None = None,
) -> str:
    actor = current_actor()
    with reading() as session:
        found: Squad = get_squad(session, squad_id)
        place = known(session).get_commune(found.commune_code)
        may_edit = actor.may(Permission.PEOPLE_EDIT, found.commune_code) and not found.closed
        choices = _choices(session, found.commune_code, squad_id) if may_edit else {}
        everyone = list_members(session, found.commune_code)
    several = in_several([(member.squad_id, member.person_id) for member in everyone])
    return render_template(
        "inventory/squad.html",
        squad=found,
        place=place,
        members=[member for member in everyone if member.squad_id == squad_id],
        several=several,
        caller_names=CALLERS,
        form_names=LEGAL_FORMS,
        masked=masked,
        may_edit=may_edit,
        may_call=actor.may(Permission.PHONE_READ, found.commune_code),
        error=error,
        fields=fields or {},
        theirs=theirs,
        today=day_of(now()),
        as_of=now(),
        **choices,
    )


@bp.post("/<int:squad_id>")
@requires(Permission.PEOPLE_EDIT, commune_of_squad)
def correct(squad_id: int) -> ResponseReturnValue:
    """Correct a squad and mark it counted today."""
    newer: dict[str, object] = {}

    def work(session: Session, actor: Actor) -> Done:
        values = load(CorrectSquadSchema())
        forget = values.pop("forget")
        values["phone"] = values["phone"] or ("" if forget else get_squad(session, squad_id).phone)
        try:
            correct_squad(session, squad_id=squad_id, actor=actor, now=now(), **values)  # type: ignore[arg-type]
        except StaleError as stale:
            newer.update(stale.facts)
            raise
        return Done(location=url_for("forces.squad", squad_id=squad_id), message=_("Đã sửa thông tin đội."))

    def again(text: str, fields: dict[str, str]) -> str:
        theirs = newer.get("theirs")
        return _squad_page(squad_id, text, fields, theirs if isinstance(theirs, dict) else None)

    return perform(work, again=again)


def _joined(joined: Joined) -> str:
    """Return what became of every line that was typed."""
    said = [_("Đã ghi thêm %(joined)s người vào đội.", joined=joined.added)]
    if joined.already:
        said.append(_("Đã có tên trong đội từ trước: %(names)s.", names=", ".join(joined.already)))
    if joined.renumbered:
        said.append(_("Đã đổi số điện thoại của: %(names)s.", names=", ".join(joined.renumbered)))
    return " ".join(said)


@bp.post("/<int:squad_id>/thanh-vien")
@requires(Permission.PEOPLE_EDIT, commune_of_squad)
def members(squad_id: int) -> ResponseReturnValue:
    """Name people of a squad, one a line."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(MembersSchema())
        values["people"] = read_members(values["people"])
        joined = add_members(session, squad_id=squad_id, actor=actor, now=now(), **values)
        return Done(location=url_for("forces.squad", squad_id=squad_id), message=_joined(joined))

    return perform(work, again=lambda text, fields: _squad_page(squad_id, text, fields))


@bp.post("/thanh-vien/<int:member_id>/bo")
@requires(Permission.PEOPLE_EDIT, commune_of_member)
def leave(member_id: int) -> ResponseReturnValue:
    """Take a person out of a squad."""
    with reading() as session:
        squad_id = get_member(session, member_id).squad_id

    def work(session: Session, actor: Actor) -> Done:
        remove_member(session, member_id=member_id, actor=actor, now=now())
        return Done(
            location=url_for("forces.squad", squad_id=squad_id), message=_("Đã đưa một người ra khỏi đội.")
        )

    return perform(work)


@bp.post("/<int:squad_id>/giai-the")
@requires(Permission.PEOPLE_EDIT, commune_of_squad)
def close(squad_id: int) -> ResponseReturnValue:
    """Dissolve a squad."""
    with reading() as session:
        commune_code = get_squad(session, squad_id).commune_code

    def work(session: Session, actor: Actor) -> Done:
        version = int(str(load(VersionSchema())["version"]))
        close_squad(session, squad_id=squad_id, version=version, actor=actor, now=now())
        return Done(
            location=url_for("forces.show", commune_code=commune_code),
            message=_("Đã giải thể đội; danh sách thành viên của đội đã được xóa."),
        )

    return perform(work, again=lambda text, _fields: _squad_page(squad_id, text))
