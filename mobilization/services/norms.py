"""Change a planning norm for the province, or go back to the default."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from core.accounts.last_words import facts_of, last_word
from core.accounts.rules.roles import Actor
from core.audit.services import note
from core.clock import day_of
from core.db import insert_once
from core.errors import DomainError, NotFoundError, StaleError
from mobilization.models import NormChangeRow
from mobilization.queries.norms import NORMS_STREAM, list_norm_changes
from mobilization.rules.scenarios.norms import DEFAULTS, MAY_BE_NOUGHT

MOST = Decimal(1_000_000)


class NormValueError(DomainError):
    """A norm is more than nought (how large an event is, not less) and no million. Fact: `most`."""

    code = "norm_value"


class NormIsDefaultError(DomainError):
    """There is no own value to take back."""

    code = "norm_default"
    status = 409


def change_norm(
    session: Session,
    *,
    key: str,
    value: Decimal,
    source: str,
    reason: str,
    valid_from: date,
    seen: int,
    actor: Actor,
    now: datetime,
) -> None:
    """Give a norm the province's own value from a day on.

    `seen` is the version of the norm as it was shown; raises StaleError with both values where it changed since.
    """
    default = DEFAULTS.get(key)
    least_is_nought = default is not None and default.group in MAY_BE_NOUGHT
    if value > MOST or value < 0 or (value == 0 and not least_is_nought):
        raise NormValueError(most=MOST)
    _add(session, key, value, source.strip(), reason.strip(), valid_from, seen, actor, now)


def reset_norm(session: Session, *, key: str, reason: str, seen: int, actor: Actor, now: datetime) -> None:
    """Let the default hold again from today; raises NormIsDefaultError where it holds already."""
    entries = list_norm_changes(session, key)
    if seen == len(entries) and (not entries or entries[-1].change.value is None):
        raise NormIsDefaultError
    _add(session, key, None, "", reason.strip(), day_of(now), seen, actor, now)


def _add(
    session: Session,
    key: str,
    value: Decimal | None,
    source: str,
    reason: str,
    valid_from: date,
    seen: int,
    actor: Actor,
    now: datetime,
) -> None:
    if key not in DEFAULTS:
        raise NotFoundError(what=key)
    entries = list_norm_changes(session, key)
    row: dict[str, object] = {
        "key": key,
        "value": value,
        "source": source,
        "reason": reason,
        "valid_from": valid_from,
        "made_at": now,
        "made_by": actor.name,
        "version": len(entries) + 1,
    }
    added = (
        seen == len(entries)
        and session.connection().execute(insert_once(session, NormChangeRow.__table__, row)).rowcount
    )
    if not added:
        last = list_norm_changes(session, key)[-1:]
        theirs = last[0].change.value if last else None
        default = DEFAULTS[key].value
        raise StaleError(
            yours={"value": default if value is None else value},
            theirs={"value": default if theirs is None else theirs},
            **facts_of(last_word(session, NORMS_STREAM, key, "norm.%")),
        )
    note(
        session,
        stream=NORMS_STREAM,
        at=now,
        actor=actor.login,
        action="norm.reset" if value is None else "norm.change",
        subject=key,
        value=None if value is None else str(value),
        valid_from=valid_from.isoformat(),
        source=source,
        reason=reason,
    )
