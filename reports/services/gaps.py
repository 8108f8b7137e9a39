"""Keep the price list and what is said of communes' land."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from core.accounts.last_words import facts_of, last_word
from core.accounts.rules.roles import Actor
from core.audit.services import SYSTEM, note
from core.communes.queries import get_commune
from core.errors import StaleError
from core.text import tidy
from inventory.queries.catalogue import get_type
from reports.models import CommuneLandRow, TypePriceRow
from reports.rules.closing import Rest
from reports.rules.land import Land

Row = TypeVar("Row", TypePriceRow, CommuneLandRow)


def _put(session: Session, kind: type[Row], key: str, version: int, made: Row, said: dict[str, Any]) -> None:
    """Write what was said into the row of `key`, or keep `made` where there is none; raises StaleError."""
    row = session.get(kind, key, with_for_update=True, populate_existing=True)
    if (row.version if row else 0) != version:
        theirs = {name: getattr(row, name) for name in said} if row else {}
        told = facts_of(last_word(session, SYSTEM, key, "price.set", "land.set"))
        raise StaleError(yours=said, theirs=theirs, version=row.version if row else 0, **told)
    if row is None:
        session.add(made)
        return
    for name, value in said.items():
        setattr(row, name, value)
    row.version += 1


def set_price(
    session: Session,
    *,
    type_code: str,
    price_vnd: int,
    repair_percent: int,
    source: str,
    priced_on: date,
    rest: Rest | None,
    version: int,
    actor: Actor,
    now: datetime,
) -> None:
    """Write a type's price; `version` 0 for one that has none. Raises NotFoundError, StaleError."""
    get_type(session, type_code)
    said = {
        "price_vnd": price_vnd,
        "repair_percent": repair_percent,
        "source": tidy(source),
        "priced_on": priced_on,
        "rest": rest,
    }
    made = TypePriceRow(type_code=type_code, version=1, **said)
    _put(session, TypePriceRow, type_code, version, made, said)
    note(session, stream=SYSTEM, at=now, actor=actor.login, action="price.set", subject=type_code,
         price_vnd=price_vnd, repair_percent=repair_percent, source=tidy(source), priced_on=priced_on.isoformat(), rest=rest or "")  # fmt: skip


def set_land(session: Session, *, land: Land, actor: Actor, now: datetime) -> None:
    """Write what the province says of a commune's land. Raises NotFoundError, StaleError."""
    get_commune(session, land.commune_code)
    said = {
        "coastal": land.coastal,
        "remote": land.remote,
        "difficult": land.difficult,
        "source": tidy(land.source),
    }
    made = CommuneLandRow(commune_code=land.commune_code, version=1, **said)
    _put(session, CommuneLandRow, land.commune_code, land.version, made, said)
    note(session, stream=SYSTEM, at=now, actor=actor.login, action="land.set", subject=land.commune_code, **said)  # fmt: skip
