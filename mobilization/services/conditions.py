"""What changes the way to a need and what a commune may give: roads cut or corrected, a road engine's table, warnings."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import Session

from core.accounts.last_words import facts_of, last_word
from core.accounts.rules.roles import Actor
from core.audit.services import SYSTEM, note
from core.communes.models import CommuneLinkRow, CommuneRow
from core.communes.queries import get_commune, list_communes, list_links
from core.errors import DomainError, StaleError
from core.locking import locked
from mobilization.models import CommuneWarningRow, RoadChangeRow, RoadMinutesRow, RoadTableRow
from mobilization.queries.roads import find_warning, links_mark, list_link_states


class NotNeighboursError(DomainError):
    """The two communes share no link."""

    code = "not_neighbours"


class EndsInPastError(DomainError):
    """A cut or a warning cannot end before now."""

    code = "ends_in_past"


class RoadTableError(DomainError):
    """A road engine's table cannot be used. Fact: `line`, the first wrong one."""

    code = "road_table"


def lock_links_as_seen(session: Session, *, commune_code: str, seen: str, now: datetime) -> None:
    """Lock a commune's links; raises StaleError where something was said of one of them since the caller looked."""
    session.execute(
        locked(
            select(CommuneLinkRow)
            .where(or_(CommuneLinkRow.a == commune_code, CommuneLinkRow.b == commune_code))
            .order_by(CommuneLinkRow.a, CommuneLinkRow.b)
        )
    )
    states = list_link_states(session, now)
    if links_mark(states, commune_code) != seen:
        near = [state for state in states if commune_code in (state.a, state.b)]
        said = {state.b if state.a == commune_code else state.a: state.minutes for state in near}
        raise StaleError(theirs=said)  # by neighbour: minutes, or none where the link is cut


def lock_link_as_seen(
    session: Session, *, commune_code: str, neighbour: str, seen: int, now: datetime
) -> None:
    """Lock one link; raises StaleError where something else is said of it than the caller saw (0: nothing)."""
    a, b = sorted((commune_code, neighbour))
    session.execute(
        locked(select(CommuneLinkRow).where(CommuneLinkRow.a.in_((a, b)), CommuneLinkRow.b.in_((a, b))))
    )
    held = next((state for state in list_link_states(session, now) if {state.a, state.b} == {a, b}), None)
    if (held.id if held else 0) != seen:
        raise StaleError(theirs={neighbour: held.minutes} if held else {}, version=held.id if held else 0)


def lock_warning_as_seen(session: Session, *, commune_code: str, seen: str, now: datetime) -> None:
    """Lock a commune's warning; raises StaleError where another was set or ended since the caller looked."""
    query = select(CommuneRow.code).where(CommuneRow.code == commune_code)
    session.execute(locked(query, key_share=True))  # rows that name the commune are not held up
    held = find_warning(session, commune_code, now) or {"id": 0, "level": None, "keep_percent": None}
    if str(held["id"]) != seen:
        told = {name: held[name] for name in ("level", "keep_percent")}
        said = facts_of(last_word(session, f"commune:{commune_code}", commune_code, "warning.%"))
        raise StaleError(theirs=told, version=held["id"], **said)


def change_road(
    session: Session,
    *,
    commune_code: str,
    neighbour: str,
    minutes: int | None,
    until: datetime | None,
    text: str,
    actor: Actor,
    now: datetime,
) -> int:
    """Return the id of a cut (no minutes) or a correction of a link; what was said of it before ends."""
    a, b = sorted((commune_code, neighbour))
    linked = session.scalar(
        select(CommuneLinkRow.a).where(
            or_(
                (CommuneLinkRow.a == a) & (CommuneLinkRow.b == b),
                (CommuneLinkRow.a == b) & (CommuneLinkRow.b == a),
            )
        )
    )
    if linked is None:
        raise NotNeighboursError
    if until is not None and until <= now:
        raise EndsInPastError
    _end_roads(session, a, b, actor, now)
    row = RoadChangeRow(
        a=a,
        b=b,
        minutes=minutes,
        until=until,
        note=text,
        made_at=now,
        made_by=actor.name,
        ended_at=None,
        ended_by="",
    )
    session.add(row)
    session.flush()
    note(
        session,
        stream=f"commune:{commune_code}",
        at=now,
        actor=actor.login,
        action="road.cut" if minutes is None else "road.minutes",
        subject=f"{a}-{b}",
        minutes=minutes,
        text=text,
    )
    return row.id


def isolate(
    session: Session,
    *,
    commune_code: str,
    seen: str,
    until: datetime | None,
    text: str,
    actor: Actor,
    now: datetime,
) -> int:
    """Return how many links of a commune were cut: all that were not yet, as the caller saw them (`links_mark`)."""
    lock_links_as_seen(session, commune_code=commune_code, seen=seen, now=now)
    cut = _cut_near(session, commune_code, now)
    near = {
        link.b if link.a == commune_code else link.a
        for link in list_links(session)
        if commune_code in (link.a, link.b)
    }
    for neighbour in sorted(near - cut):
        link = {"commune_code": commune_code, "neighbour": neighbour}
        change_road(session, minutes=None, until=until, text=text, actor=actor, now=now, **link)
    return len(near - cut)


def reconnect(session: Session, *, commune_code: str, seen: str, actor: Actor, now: datetime) -> None:
    """End every cut of a commune's links, as the caller saw them; minutes that were corrected stand."""
    lock_links_as_seen(session, commune_code=commune_code, seen=seen, now=now)
    for neighbour in sorted(_cut_near(session, commune_code, now)):
        restore_road(session, commune_code=commune_code, neighbour=neighbour, actor=actor, now=now)


def _cut_near(session: Session, commune_code: str, now: datetime) -> set[str]:
    cut = [(one.a, one.b) for one in list_link_states(session, now) if one.minutes is None]
    return {b if a == commune_code else a for a, b in cut if commune_code in (a, b)}


def restore_road(session: Session, *, commune_code: str, neighbour: str, actor: Actor, now: datetime) -> None:
    """End what was said of a link: the estimate holds again. Nothing happens where nothing was said."""
    a, b = sorted((commune_code, neighbour))
    if _end_roads(session, a, b, actor, now):
        note(
            session,
            stream=f"commune:{commune_code}",
            at=now,
            actor=actor.login,
            action="road.restore",
            subject=f"{a}-{b}",
        )


def _end_roads(session: Session, a: str, b: str, actor: Actor, now: datetime) -> int:
    rows = session.scalars(
        select(RoadChangeRow).where(
            RoadChangeRow.a == a, RoadChangeRow.b == b, RoadChangeRow.ended_at.is_(None)
        )
    ).all()
    for row in rows:
        row.ended_at, row.ended_by = now, actor.name
    return len(rows)


def load_road_minutes(session: Session, lines: Iterable[str], *, source: str, now: datetime) -> int:
    """Put a road engine's table (from,to,minutes; codes of communes) in place of the one before; returns its rows.

    Raises RoadTableError naming the first line that cannot be used; then the table stays as it was.
    """
    known = {commune.code for commune in list_communes(session)}
    found: dict[tuple[str, str], float] = {}
    for number, cells in enumerate(csv.reader(lines), start=1):
        if number == 1 and [cell.strip().lower() for cell in cells] == ["from", "to", "minutes"]:
            continue
        try:
            start, end, minutes = cells[0].strip(), cells[1].strip(), float(cells[2])
        except (ValueError, IndexError):
            raise RoadTableError(line=number) from None
        if len(cells) != 3 or not {start, end} <= known or not math.isfinite(minutes) or minutes < 0:
            raise RoadTableError(line=number)
        found[start, end] = minutes
    return keep_road_minutes(session, found, source=source, now=now)


def keep_road_minutes(
    session: Session, found: Mapping[tuple[str, str], float], *, source: str, now: datetime
) -> int:
    """Put the minutes by (from, to) in place of the table before, with where they come from; returns how many."""
    session.execute(delete(RoadMinutesRow))
    if found:
        rows = [{"start": start, "end": end, "minutes": minutes} for (start, end), minutes in found.items()]
        session.execute(insert(RoadMinutesRow), rows)
    session.add(RoadTableRow(source=source[:200], pairs=len(found), made_at=now))
    note(
        session,
        stream=SYSTEM,
        at=now,
        actor="cli",
        action="road.table",
        source=source[:200],
        pairs=len(found),
    )
    return len(found)


def warn(
    session: Session,
    *,
    commune_code: str,
    level: int,
    keep_percent: int,
    until: datetime,
    text: str,
    actor: Actor,
    now: datetime,
) -> int:
    """Return the id of a commune's warning; an earlier one ends. `keep_percent` more of its stock stays at home."""
    get_commune(session, commune_code)
    if until <= now:
        raise EndsInPastError
    _end_warnings(session, commune_code, actor, now)
    row = CommuneWarningRow(
        commune_code=commune_code,
        level=level,
        keep_percent=keep_percent,
        until=until,
        note=text,
        made_at=now,
        made_by=actor.name,
        ended_at=None,
        ended_by="",
    )
    session.add(row)
    session.flush()
    note(
        session,
        stream=f"commune:{commune_code}",
        at=now,
        actor=actor.login,
        action="warning.set",
        subject=commune_code,
        level=level,
        keep_percent=keep_percent,
        text=text,
    )
    return row.id


def end_warning(session: Session, *, commune_code: str, actor: Actor, now: datetime) -> None:
    """End a commune's warning; nothing happens where there is none."""
    if _end_warnings(session, commune_code, actor, now):
        note(
            session,
            stream=f"commune:{commune_code}",
            at=now,
            actor=actor.login,
            action="warning.end",
            subject=commune_code,
        )


def _end_warnings(session: Session, commune_code: str, actor: Actor, now: datetime) -> int:
    rows = session.scalars(
        select(CommuneWarningRow).where(
            CommuneWarningRow.commune_code == commune_code, CommuneWarningRow.ended_at.is_(None)
        )
    ).all()
    for row in rows:
        row.ended_at, row.ended_by = now, actor.name
    return len(rows)
