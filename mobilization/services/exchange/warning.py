"""Alerts become warnings of communes: confirmed by a person, or at once where the sender's own post may set them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.communes.queries import get_gazetteer
from core.errors import ForbiddenError
from core.values import frozen
from mobilization.models import ExchangeMessageRow, WarningSourceRow
from mobilization.queries.roads import UnderWarning, list_warnings
from mobilization.rules.exchange.areas import How, Meant, communes_meant
from mobilization.rules.exchange.cap import KEEP_PERCENT, Alert, Step, read_alert
from mobilization.rules.exchange.inbox import ALERT, MessageState, NothingTakenError
from mobilization.services.conditions import end_warning, warn
from mobilization.services.exchange.keeping import close_message, lock_waiting


@frozen
class Proposed:
    """What an alert would do in one commune."""

    commune_code: str
    how: How
    level: int
    keep_percent: int
    until: datetime
    standing: UnderWarning | None  # the warning in force there now
    ours: bool  # that warning came from an alert that this one replaces


@frozen
class Proposal:
    """What an alert would do: warnings to set, communes whose warning it takes back, words nobody understood."""

    warnings: tuple[Proposed, ...]
    ends: tuple[str, ...]
    unknown: tuple[str, ...]


def propose(session: Session, *, alert: Alert, owner: str, province: str, now: datetime) -> Proposal:
    """Return what an alert that came to a post ("" the province) would do; a commune's post sees its own commune."""
    standing = {item.commune_code: item for item in reversed(list_warnings(session, now))}
    before = chain(session, alert, owner)
    ours = {code for code, item in standing.items() if item.message_id in before}
    places = get_gazetteer(session)
    levels: dict[str, tuple[How, int, datetime]] = {}
    unknown: list[str] = []
    clear: set[str] = set()
    for part in alert.parts if alert.step is not Step.CANCEL else ():
        meant = communes_meant(part.areas, places, province=province)
        unknown.extend(meant.unknown)
        if part.all_clear or part.until <= now:
            clear.update(meant.communes)
            continue
        _raise(levels, meant, part.level, part.until)
    reach = set(standing) | set(levels) if not owner else {owner}
    found = tuple(
        Proposed(
            commune_code=code,
            how=how,
            level=level,
            keep_percent=KEEP_PERCENT[level],
            until=until,
            standing=standing.get(code),
            ours=code in ours,
        )
        for code, (how, level, until) in levels.items()
        if code in reach
    )
    replaced = ours if alert.step in {Step.CANCEL, Step.UPDATE} else ours & clear
    return Proposal(
        warnings=found,
        ends=tuple(sorted(code for code in replaced - set(levels) if code in reach)),
        unknown=tuple(dict.fromkeys(unknown)),
    )


def _raise(levels: dict[str, tuple[How, int, datetime]], meant: Meant, level: int, until: datetime) -> None:
    """Keep the highest level told of a commune, and the latest end."""
    for code, how in meant.communes.items():
        was = levels.get(code)
        levels[code] = (
            (how, level, until)
            if was is None
            else (min(how, was[0], key=list(How).index), max(level, was[1]), max(until, was[2]))
        )


def chain(session: Session, alert: Alert, owner: str) -> set[int]:
    """Return the messages an alert stands in for: those it names, those they named, and so on."""
    found: set[int] = set()
    newer = [alert]
    while names := {identifier for one in newer for _sender, identifier in one.references}:
        rows = session.scalars(
            select(ExchangeMessageRow).where(
                ExchangeMessageRow.commune_code == owner,
                ExchangeMessageRow.kind == ALERT,
                ExchangeMessageRow.message_id.in_(sorted(names)),
                ExchangeMessageRow.id.not_in(sorted(found)),
            )
        ).all()
        older = [(row.id, read_alert(row.content)) for row in rows]
        named = {number: one for number, one in older if any(each.stands_for(one) for each in newer)}
        found.update(named)
        newer = list(named.values())
    return found


@frozen
class Chosen:
    """What a person makes of an alert: in which communes, how high, how much stays, until when."""

    communes: tuple[str, ...]
    level: int
    keep_percent: int
    until: datetime


def confirm(
    session: Session,
    *,
    message_id: int,
    chosen: Chosen,
    ends: Sequence[str],
    province: str,
    actor: Actor,
    now: datetime,
) -> int:
    """Return how many warnings an alert set or took back, as a person chose; raises NothingTakenError for none."""
    row = lock_waiting(session, message_id)
    alert = read_alert(row.content)
    proposal = propose(session, alert=alert, owner=row.commune_code, province=province, now=now)
    ending = [code for code in ends if code in proposal.ends]
    if not chosen.communes and not ending:
        raise NothingTakenError
    set_in = dict.fromkeys(chosen.communes, (chosen.level, chosen.keep_percent, chosen.until))
    _carry_out(session, row=row, alert=alert, warnings=set_in, ends=ending, actor=actor, now=now)
    close_message(session, row, MessageState.TAKEN, by=actor.name, actor=actor, now=now)
    return len(set_in) + len(ending)


def take_at_once(
    session: Session, *, row: ExchangeMessageRow, alert: Alert, province: str, actor: Actor, now: datetime
) -> None:
    """Let an alert take effect where the actor may set warnings; what is unclear or beyond its reach waits.

    A warning that stands higher than the alert's own level stays, unless the alert replaces it.
    """
    proposal = propose(session, alert=alert, owner=row.commune_code, province=province, now=now)
    may = {
        code
        for code in (*(one.commune_code for one in proposal.warnings), *proposal.ends)
        if actor.may(Permission.INCIDENT_RUN, code)
    }
    warnings = {
        one.commune_code: (one.level, one.keep_percent, one.until)
        for one in proposal.warnings
        if one.commune_code in may and (one.standing is None or one.ours or one.standing.level <= one.level)
    }
    ends = [code for code in proposal.ends if code in may]
    if not may:
        return
    _carry_out(session, row=row, alert=alert, warnings=warnings, ends=ends, actor=actor, now=now)
    whole = len(may) == len(proposal.warnings) + len(proposal.ends)
    if whole and not proposal.unknown:
        close_message(session, row, MessageState.TAKEN, by=actor.name, actor=actor, now=now)
    else:
        row.note = "partly_in_force"


def _carry_out(
    session: Session,
    *,
    row: ExchangeMessageRow,
    alert: Alert,
    warnings: Mapping[str, tuple[int, int, datetime]],
    ends: Iterable[str],
    actor: Actor,
    now: datetime,
) -> None:
    """Set and take back warnings through the same use cases as a person's own; raises ForbiddenError beyond reach."""
    text = f"{alert.sender_name}: {alert.title}"[:300]
    for code in (*warnings, *ends):
        if not actor.may(Permission.INCIDENT_RUN, code):
            raise ForbiddenError
    for code, (level, keep_percent, until) in sorted(warnings.items()):
        number = warn(
            session,
            commune_code=code,
            level=level,
            keep_percent=keep_percent,
            until=until,
            text=text,
            actor=actor,
            now=now,
        )
        session.add(WarningSourceRow(warning_id=number, message_id=row.id))
    for code in ends:
        end_warning(session, commune_code=code, actor=actor, now=now)
    row.answer = json.dumps({"set": sorted(warnings), "ended": sorted(ends)})
