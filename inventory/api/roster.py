"""Duty rosters of the communes and of the province."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, end_of, now, reckoned, start_of
from core.text import masked
from core.web.access import commune_in_address, for_province
from core.web.api import NothingSchema, Written, number_seen, reads, write, writes
from core.web.doors import reading
from inventory.api.blueprint import bp
from inventory.api.command import place_of, shown
from inventory.queries.command import Watch, commune_of_watch, get_watch, list_watches
from inventory.rules.command import PROVINCE
from inventory.rules.personal import Place
from inventory.schemas.api import PhonesSchema
from inventory.schemas.api_people import WatchesPhonesAskedSchema, WatchWrittenSchema
from inventory.schemas.api_registers import WatchSchema
from inventory.services.command import add_watch, remove_watch

WEEK = timedelta(days=7)


def _roster(code: str, first: date | None, last: date | None, phones: bool) -> Sequence[Watch]:
    begin = reckoned(first or (reckoned(last) - WEEK if last else day_of(now())))
    end = last or begin + WEEK
    with reading() as session:
        found = list_watches(session, place_of(session, code), since=start_of(begin), until=end_of(end))
    return shown(found, Place.WATCH, phones=phones)


@reads(
    bp,
    "/communes/<commune_code>/watches",
    answer=WatchSchema(many=True),
    permission=Permission.STOCK_READ,
    commune_of=commune_in_address,
    query=WatchesPhonesAskedSchema,
)
def watches(commune_code: str, first: date | None, last: date | None, phones: bool) -> Sequence[Watch]:
    """Who is on duty in a commune on some days, by the beginning of the watch."""
    return _roster(commune_code, first, last, phones)


@reads(
    bp,
    "/province/watches",
    answer=WatchSchema(many=True),
    permission=Permission.STOCK_READ,
    commune_of=for_province,
    query=WatchesPhonesAskedSchema,
)
def province_watches(first: date | None, last: date | None, phones: bool) -> Sequence[Watch]:
    """Who is on duty at the province's command on some days."""
    return _roster(PROVINCE, first, last, phones)


@reads(
    bp,
    "/watches/<int:watch_id>",
    answer=WatchSchema(),
    permission=Permission.STOCK_READ,
    commune_of=commune_of_watch,
    query=PhonesSchema,
    version=lambda watch: watch.version,
)
def watch(watch_id: int, phones: bool) -> Watch:
    """One watch; its ETag is what If-Match asks for."""
    with reading() as session:
        found = get_watch(session, watch_id)
    return shown([found], Place.WATCH, phones=phones)[0]


def _put_on_duty(code: str, body: dict[str, Any]) -> ResponseReturnValue:
    def work(session: Session, actor: Actor) -> Written:
        made = add_watch(session, commune_code=place_of(session, code), actor=actor, now=now(), **body)
        session.flush()
        found = get_watch(session, made)
        return Written(
            content=replace(found, phone=masked(found.phone)),
            schema=WatchSchema(),
            status=201,
            version=found.version,
            location=url_for("api_stock.watch", watch_id=made),
        )

    return write(work)


@writes(
    bp,
    "POST",
    "/communes/<commune_code>/watches",
    answer=WatchSchema(),
    body=WatchWrittenSchema,
    permission=Permission.PEOPLE_EDIT,
    commune_of=commune_in_address,
    status=201,
)
def put_on_duty(body: dict[str, Any], commune_code: str) -> ResponseReturnValue:
    """Put a person on a commune's roster."""
    return _put_on_duty(commune_code, body)


@writes(
    bp,
    "POST",
    "/province/watches",
    answer=WatchSchema(),
    body=WatchWrittenSchema,
    permission=Permission.PEOPLE_EDIT,
    commune_of=for_province,
    status=201,
)
def put_on_province_duty(body: dict[str, Any]) -> ResponseReturnValue:
    """Put a person on the province's roster."""
    return _put_on_duty(PROVINCE, body)


@writes(
    bp,
    "POST",
    "/watches/<int:watch_id>/removal",
    answer=NothingSchema(),
    body=NothingSchema,
    permission=Permission.PEOPLE_EDIT,
    commune_of=commune_of_watch,
    seen=True,
)
def take_off_duty(_body: dict[str, Any], watch_id: int) -> ResponseReturnValue:
    """Take a watch off the roster, or end it now where it has begun; what is over stays."""
    version = number_seen()

    def work(session: Session, actor: Actor) -> Written:
        remove_watch(session, watch_id=watch_id, version=version, actor=actor, now=now())
        return Written(content={}, schema=NothingSchema())

    return write(work)
