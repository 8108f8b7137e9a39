"""Squads, their people and the command boards of all places as Excel."""

from __future__ import annotations

from collections import Counter

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.accounts.rules.roles import Permission
from core.web.access import commune_in_address, current_actor, for_province, requires
from core.web.doors import reading
from core.web.list_files import list_file
from inventory.doors.asking import known
from inventory.pages import command, forces
from inventory.pages.command import standing_boards
from inventory.queries.forces import commune_of_squad, get_squad, list_members, list_squads
from inventory.rules.forces import in_several
from inventory.rules.papers.people_lists import BOARD_COLUMNS, MEMBER_COLUMNS, SQUAD_COLUMNS
from inventory.sentences import BOARD_GAPS, BOARD_POSTS, CALLERS, LEGAL_FORMS


@forces.bp.get("/xa/<commune_code>.xlsx")
@requires(Permission.STOCK_READ, commune_in_address)
def squads_file(commune_code: str) -> ResponseReturnValue:
    """A commune's squads as Excel."""
    with reading() as session:
        place = known(session).get_commune(commune_code)
        squads = list_squads(session, commune_code)
        named = Counter(member.squad_id for member in list_members(session, commune_code))
    names = {squad.id: squad.name for squad in squads}
    rows = [
        (
            number,
            squad.name,
            squad.kind,
            squad.strength,
            squad.trained,
            squad.shared or None,
            names.get(squad.shared_with_id or 0),
            named[squad.id],
            squad.leader,
            squad.phone,
            str(CALLERS.get(squad.caller, "")),
            str(LEGAL_FORMS.get(squad.form, "")),
            squad.equipment,
            squad.counted_on,
        )
        for number, squad in enumerate(squads, start=1)
    ]
    title = _("Lực lượng: %(name)s", name=place.title)
    return list_file(title, f"luc-luong-{commune_code}", SQUAD_COLUMNS, rows, [], current_actor())


@forces.bp.get("/<int:squad_id>.xlsx")
@requires(Permission.STOCK_READ, commune_of_squad)
def members_file(squad_id: int) -> ResponseReturnValue:
    """The people of one squad as Excel."""
    with reading() as session:
        squad = get_squad(session, squad_id)
        everyone = list_members(session, squad.commune_code)
    several = in_several([(member.squad_id, member.person_id) for member in everyone])
    people = [member for member in everyone if member.squad_id == squad_id]
    rows = [
        (
            number,
            member.name,
            member.birth_year or None,
            member.phone,
            _("có") if member.person_id in several else None,
        )
        for number, member in enumerate(people, start=1)
    ]
    title = _("Danh sách đội: %(name)s", name=squad.name)
    return list_file(title, f"doi-{squad_id}", MEMBER_COLUMNS, rows, [], current_actor())


@command.bp.get("/toan-tinh.xlsx")
@requires(Permission.STOCK_READ, for_province)
def boards_file() -> ResponseReturnValue:
    """Who is on duty and which boards are incomplete, over all communes, as Excel."""
    found = standing_boards()
    rows = [
        (
            number,
            title,
            ", ".join(found.on_duty.get(code, [])) or _("chưa có ai"),
            _("chưa đủ") if any(gap.incomplete for gap in found.gaps[code]) else _("đủ"),
            "; ".join(f"{BOARD_POSTS[gap.post]}: {BOARD_GAPS[gap.kind]}" for gap in found.gaps[code]),
        )
        for number, (code, title) in enumerate(found.places, start=1)
    ]
    title = _("Chỉ huy, trực ban toàn tỉnh")
    return list_file(title, "chi-huy-toan-tinh", BOARD_COLUMNS, rows, [], current_actor())
