"""A stocktake from its opening to its closing, for other programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.communes.queries import get_commune
from core.web.access import commune_in_address
from core.web.api import NothingSchema, Written, number_seen, reads, write, writes
from core.web.doors import reading
from inventory.api.blueprint import bp
from inventory.api.registers import is_hidden, line_as_json
from inventory.queries.count_lines import get_line
from inventory.queries.counting import Stocktake, commune_of_count, commune_of_line, get_count
from inventory.schemas.api_checking import (
    CountClosedWrittenSchema,
    CountDoneSchema,
    CountOpenedSchema,
    FoundWrittenSchema,
    ReasonWrittenSchema,
)
from inventory.schemas.api_settling import CountLineSchema, CountSchema
from inventory.services.closing_counts import close_count
from inventory.services.counting import cancel_count, explain, leave_out, start_explaining
from inventory.services.opening_counts import add_found, open_count


def _count(session: Session, count_id: int, status: int = 200) -> Written:
    session.flush()
    there = url_for("api_stock.one_count", count_id=count_id) if status == 201 else ""
    content = get_count(session, count_id)
    return Written(content=content, schema=CountSchema(), status=status, location=there)


def line_written(session: Session, line_id: int, status: int = 200) -> Written:
    """Return a line of a stocktake as the answer of a call that changed it."""
    session.flush()
    line = get_line(session, line_id)
    return Written(
        content=line_as_json(line, hidden=is_hidden(get_count(session, line.count_id))),
        schema=CountLineSchema(),
        status=status,
        version=line.version,
    )


@reads(
    bp,
    "/counts/<int:count_id>",
    answer=CountSchema(),
    permission=Permission.STOCK_READ,
    commune_of=commune_of_count,
)
def one_count(count_id: int) -> Stocktake:
    """One stocktake and how far it is."""
    with reading() as session:
        return get_count(session, count_id)


@writes(
    bp,
    "POST",
    "/communes/<commune_code>/counts",
    answer=CountSchema(),
    body=CountOpenedSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=commune_in_address,
    status=201,
)
def open_stocktake(body: dict[str, Any], commune_code: str) -> ResponseReturnValue:
    """Open a stocktake; rows under another open one stay there."""

    def work(session: Session, actor: Actor) -> Written:
        get_commune(session, commune_code)
        opened = open_count(session, commune_code=commune_code, actor=actor, now=now(), **body)
        return _count(session, opened.count_id, 201)

    return write(work)


@writes(
    bp,
    "POST",
    "/counts/<int:count_id>/lines",
    answer=CountLineSchema(),
    body=FoundWrittenSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=commune_of_count,
    status=201,
)
def add_found_line(body: dict[str, Any], count_id: int) -> ResponseReturnValue:
    """Add things found that the sheet does not name; they are posted on closing."""

    def work(session: Session, actor: Actor) -> Written:
        made = add_found(session, count_id=count_id, actor=actor, now=now(), **body)
        return line_written(session, made, 201)

    return write(work)


@writes(
    bp,
    "POST",
    "/count-lines/<int:line_id>/reason",
    answer=CountLineSchema(),
    body=ReasonWrittenSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=commune_of_line,
    seen=True,
)
def explain_line(body: dict[str, Any], line_id: int) -> ResponseReturnValue:
    """Write down why a line differs; the count itself stays."""
    version = number_seen()

    def work(session: Session, _actor: Actor) -> Written:
        explain(session, line_id=line_id, version=version, reason=body["reason"])
        return line_written(session, line_id)

    return write(work)


@writes(
    bp,
    "POST",
    "/count-lines/<int:line_id>/exclusion",
    answer=CountLineSchema(),
    body=ReasonWrittenSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=commune_of_line,
    seen=True,
)
def leave_line_out(body: dict[str, Any], line_id: int) -> ResponseReturnValue:
    """Leave a line out of the stocktake without any movement; the reason stands in the minutes."""
    version = number_seen()

    def work(session: Session, actor: Actor) -> Written:
        leave_out(session, line_id=line_id, version=version, actor=actor, now=now(), **body)
        return line_written(session, line_id)

    return write(work)


def _on_count(count_id: int, act: Callable[..., object], **said: object) -> ResponseReturnValue:
    def work(session: Session, actor: Actor) -> Written:
        act(session, count_id=count_id, actor=actor, now=now(), **said)
        return _count(session, count_id)

    return write(work)


@writes(
    bp,
    "POST",
    "/counts/<int:count_id>/review",
    answer=CountSchema(),
    body=NothingSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=commune_of_count,
)
def end_counting(_body: dict[str, Any], count_id: int) -> ResponseReturnValue:
    """End the counting: from here the book is shown beside the count, and differences are explained."""
    return _on_count(count_id, start_explaining)


@writes(
    bp,
    "POST",
    "/counts/<int:count_id>/cancellation",
    answer=CountSchema(),
    body=ReasonWrittenSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=commune_of_count,
)
def cancel_stocktake(body: dict[str, Any], count_id: int) -> ResponseReturnValue:
    """Give a stocktake up: nothing is posted."""
    return _on_count(count_id, cancel_count, **body)


@writes(
    bp,
    "POST",
    "/counts/<int:count_id>/closure",
    answer=CountDoneSchema(),
    body=CountClosedWrittenSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=commune_of_count,
)
def close_stocktake(body: dict[str, Any], count_id: int) -> ResponseReturnValue:
    """Close a stocktake and post what was found; lines that cannot be posted are held and keep it open."""

    def work(session: Session, actor: Actor) -> Written:
        done = close_count(session, count_id=count_id, actor=actor, now=now(), **body)
        return Written(content=done, schema=CountDoneSchema())

    return write(work)
