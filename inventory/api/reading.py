"""Looking: communes, catalogue, lots, their movements and details, holders, sums."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from core.accounts.rules.roles import Permission
from core.clock import day_of, now
from core.communes.queries import get_commune, list_communes
from core.text import masked, plain_number
from core.web.access import commune_in_address, current_actor
from core.web.api import reads
from core.web.doors import reading
from inventory.api.blueprint import bp, holder_as_json, lot_as_json, movement_as_json, note_looks
from inventory.doors.asking import known
from inventory.doors.named import filter_as_named
from inventory.doors.sums import looked_up
from inventory.queries.catalogue import list_holders, list_type_names
from inventory.queries.detail_changes import IN_WORDS, list_detail_changes
from inventory.queries.details import details_of
from inventory.queries.lots import commune_of_lot, get_lot
from inventory.queries.pages_of import list_lots_after, list_movements_after
from inventory.queries.pillars import list_pillar_summaries
from inventory.rules.stock import FRESH_DAYS
from inventory.schemas.api import (
    AfterSchema,
    ChangeSchema,
    CommuneLotsAskedSchema,
    CommuneSchema,
    HolderSchema,
    LotListSchema,
    LotsAskedSchema,
    LotSchema,
    MovementListSchema,
    PhonesSchema,
    SummarySchema,
    TypeSchema,
)
from inventory.schemas.api_writing import DetailsSchema


def _version(row: Mapping[str, object]) -> object:
    return row["version"]


@reads(bp, "/communes", answer=CommuneSchema(many=True), permission=Permission.HOME)
def communes() -> list[Mapping[str, object]]:
    """All communes in official order."""
    with reading() as session:
        return [
            {
                "code": commune.code,
                "name": commune.title,
                "lat": commune.lat,
                "lon": commune.lon,
                "area_km2": commune.area_km2,
                "population": commune.population,
            }
            for commune in list_communes(session)
        ]


@reads(bp, "/types", answer=TypeSchema(many=True), permission=Permission.HOME)
def types() -> list[object]:
    """The catalogue in the order of the alphabet."""
    with reading() as session:
        return list(list_type_names(session).values())


@reads(bp, "/summaries", answer=SummarySchema(many=True), permission=Permission.STOCK_READ)
def summaries() -> list[object]:
    """For each commune within reach and each pillar: rows, rows unchecked too long, empty, past their last day."""
    today, actor = day_of(now()), current_actor()
    with reading() as session:
        return list(
            list_pillar_summaries(
                session,
                scope=actor.scope(Permission.STOCK_READ),
                stale_before=today - timedelta(days=FRESH_DAYS),
                today=today,
            )
        )


def _page(
    scope: str | None,
    *,
    phones: bool,
    updated_since: datetime | None,
    after: int,
    limit: int,
    **asked: Any,
) -> Mapping[str, object]:
    with reading() as session:
        names = known(session)
        wanted = looked_up(session, filter_as_named(asked, names), names, scope=scope)
        found, following = list_lots_after(
            session, wanted, scope=scope, updated_since=updated_since, after=after, limit=limit
        )
    if phones:
        note_looks(found)
    return {"lots": [lot_as_json(lot, phones=phones) for lot in found], "next": following}


@reads(bp, "/lots", answer=LotListSchema(), permission=Permission.STOCK_READ, query=LotsAskedSchema)
def all_lots(**asked: Any) -> Mapping[str, object]:
    """Lots of every commune within reach, by number; `updated_since` keeps only what was written since."""
    return _page(current_actor().scope(Permission.STOCK_READ), **asked)


@reads(
    bp,
    "/communes/<commune_code>/lots",
    answer=LotListSchema(),
    permission=Permission.STOCK_READ,
    commune_of=commune_in_address,
    query=CommuneLotsAskedSchema,
)
def lots(commune_code: str, **asked: Any) -> Mapping[str, object]:
    """A commune's lots, by number."""
    with reading() as session:
        get_commune(session, commune_code)
    return _page(commune_code, **asked)


@reads(
    bp,
    "/lots/<int:lot_id>",
    answer=LotSchema(),
    permission=Permission.STOCK_READ,
    commune_of=commune_of_lot,
    query=PhonesSchema,
    version=_version,
)
def lot(lot_id: int, phones: bool) -> Mapping[str, object]:
    """One lot; its ETag is what If-Match asks for."""
    with reading() as session:
        found = get_lot(session, lot_id)
    if phones:
        note_looks([found])
    return lot_as_json(found, phones=phones)


@reads(
    bp,
    "/lots/<int:lot_id>/movements",
    answer=MovementListSchema(),
    permission=Permission.STOCK_READ,
    commune_of=commune_of_lot,
    query=AfterSchema,
)
def movements(lot_id: int, after: int, limit: int) -> Mapping[str, object]:
    """Why a lot's number is what it is: its movements, oldest first."""
    with reading() as session:
        found, following = list_movements_after(session, lot_id, after=after, limit=limit)
    return {"movements": [movement_as_json(move) for move in found], "next": following}


@reads(
    bp,
    "/lots/<int:lot_id>/changes",
    answer=ChangeSchema(many=True),
    permission=Permission.STOCK_READ,
    commune_of=commune_of_lot,
)
def changes(lot_id: int) -> list[Mapping[str, object]]:
    """The newest changes of what a lot says beyond its number, newest first."""
    with reading() as session:
        found = list_detail_changes(session, lot_id, get_lot(session, lot_id).commune_code)
    return [
        {
            "at": change.at,
            "actor": change.actor,
            "fields_": [
                {
                    "name": name,
                    "before": None if name in IN_WORDS else before,
                    "after": None if name in IN_WORDS else after,
                }
                for name, (before, after) in change.fields.items()
            ],
        }
        for change in found
    ]


def details_as_json(values: Mapping[str, object], version: int) -> dict[str, object]:
    """Return a row's details as JSON."""
    plain = {
        name: plain_number(value) if isinstance(value, Decimal) else value for name, value in values.items()
    }
    return {**plain, "version": version}


@reads(
    bp,
    "/lots/<int:lot_id>/details",
    answer=DetailsSchema(),
    permission=Permission.STOCK_READ,
    commune_of=commune_of_lot,
    version=_version,
)
def details(lot_id: int) -> Mapping[str, object]:
    """What a lot says beyond its number; who may write it reads it as it was typed, others with numbers masked."""
    with reading() as session:
        lot = get_lot(session, lot_id)
        values = details_of(session, lot_id)
    if not current_actor().may(Permission.STOCK_EDIT, lot.commune_code):
        values = {name: masked(value) if isinstance(value, str) else value for name, value in values.items()}
    return details_as_json(values, lot.version)


@reads(
    bp,
    "/communes/<commune_code>/holders",
    answer=HolderSchema(many=True),
    permission=Permission.STOCK_READ,
    commune_of=commune_in_address,
)
def holders(commune_code: str) -> list[Mapping[str, object]]:
    """Who keeps things in a commune, the commune itself first."""
    with reading() as session:
        get_commune(session, commune_code)
        return [holder_as_json(holder) for holder in list_holders(session, commune_code)]
