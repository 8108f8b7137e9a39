"""Holders set right, duplicates put together and taken apart again, and a commune's rows on a past day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, end_of, now
from core.communes.queries import get_commune
from core.web.access import commune_in_address, for_province
from core.web.api import NothingSchema, Written, reads, version_seen, write, writes
from core.web.doors import reading
from inventory.api.blueprint import bp
from inventory.doors.open_uses import count_open_uses
from inventory.queries.holders import HolderPage, get_holder_page
from inventory.queries.merging import commune_of_holder, get_merge, list_merges, place_of_merge
from inventory.queries.past import list_past
from inventory.schemas import api_merging as shapes
from inventory.services.contacts import set_contact
from inventory.services.holders import correct_holder
from inventory.services.merging import merge_holders, merge_types, undo_merge
from inventory.services.pairing import Pair, holder_pair, type_pair


def _mark(content: Mapping[str, object] | HolderPage | Pair) -> object:
    return content["mark"] if isinstance(content, Mapping) else content.mark


@reads(
    bp,
    "/communes/<commune_code>/past-lots",
    answer=shapes.PastListSchema(),
    permission=Permission.STOCK_READ,
    commune_of=commune_in_address,
    query=shapes.PastAskedSchema,
)
def past_lots(commune_code: str, day: date | None, page: int) -> Mapping[str, object]:
    """A commune's rows as the ledger had them at the end of a day, those struck off since too."""
    today = day_of(now())
    with reading() as session:
        get_commune(session, commune_code)
        rows, more = list_past(
            session, commune_code=commune_code, before=end_of(min(day or today, today)), page=page
        )
    return {"rows": rows, "next": page + 1 if more else None}


@reads(
    bp,
    "/holders/<int:holder_id>",
    answer=shapes.HolderPageSchema(),
    permission=Permission.STOCK_READ,
    commune_of=commune_of_holder,
    version=_mark,
)
def holder(holder_id: int) -> HolderPage:
    """A holder with its former names; its ETag is what If-Match asks for."""
    with reading() as session:
        return get_holder_page(session, holder_id)


@writes(
    bp,
    "PATCH",
    "/holders/<int:holder_id>",
    answer=shapes.HolderPageSchema(),
    body=shapes.HolderCorrectedSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=commune_of_holder,
    seen=True,
)
def change_holder(body: dict[str, Any], holder_id: int) -> ResponseReturnValue:
    """Set a holder's name and kind right; the name it had keeps leading to it."""
    seen = version_seen()

    def work(session: Session, actor: Actor) -> Written:
        correct_holder(session, holder_id=holder_id, seen=seen, actor=actor, now=now(), **body)
        session.flush()
        page = get_holder_page(session, holder_id)
        return Written(content=page, schema=shapes.HolderPageSchema(), version=page.mark)

    return write(work)


@writes(
    bp,
    "POST",
    "/holders/<int:holder_id>/contact",
    answer=shapes.HolderPageSchema(),
    body=shapes.ContactWrittenSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=commune_of_holder,
)
def set_holder_contact(body: dict[str, Any], holder_id: int) -> ResponseReturnValue:
    """Set a holder's telephone number and address right; neither is told back."""

    def work(session: Session, actor: Actor) -> Written:
        set_contact(session, holder_id=holder_id, actor=actor, now=now(), **body)
        session.flush()
        page = get_holder_page(session, holder_id)
        return Written(content=page, schema=shapes.HolderPageSchema(), version=page.mark)

    return write(work)


@reads(
    bp,
    "/types/<type_code>/merger",
    answer=shapes.MergePreviewSchema(),
    permission=Permission.STOCK_EDIT,
    commune_of=for_province,
    query=shapes.IntoTypeSchema,
    version=_mark,
)
def type_merger(type_code: str, into: str) -> Pair:
    """What merging a type into another would move."""
    with reading() as session:
        return type_pair(
            session, type_code, into or type_code, needed=count_open_uses(session, "type", type_code)
        )


@reads(
    bp,
    "/holders/<int:holder_id>/merger",
    answer=shapes.MergePreviewSchema(),
    permission=Permission.STOCK_EDIT,
    commune_of=commune_of_holder,
    query=shapes.IntoHolderSchema,
    version=_mark,
)
def holder_merger(holder_id: int, into: int) -> Pair:
    """What merging a holder into another of its commune would move."""
    with reading() as session:
        needed = count_open_uses(session, "holder", str(holder_id))
        return holder_pair(session, holder_id, into or holder_id, needed=needed)


def _merge(session: Session, merge_id: int, status: int = 200) -> Written:
    session.flush()
    return Written(content=get_merge(session, merge_id), schema=shapes.MergeSchema(), status=status)


@writes(
    bp,
    "POST",
    "/types/<type_code>/merger",
    answer=shapes.MergeSchema(),
    body=shapes.TypesMergedSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=for_province,
    status=201,
    seen=True,
)
def merge_type(body: dict[str, Any], type_code: str) -> ResponseReturnValue:
    """Merge a type into another, as the preview showed it."""
    seen = version_seen()

    def work(session: Session, actor: Actor) -> Written:
        made = merge_types(
            session,
            source=type_code,
            target=body["into"],
            reason=body["reason"],
            seen=seen,
            needed=lambda: count_open_uses(session, "type", type_code),
            actor=actor,
            now=now(),
        )
        return _merge(session, made, 201)

    return write(work)


@writes(
    bp,
    "POST",
    "/holders/<int:holder_id>/merger",
    answer=shapes.MergeSchema(),
    body=shapes.HoldersMergedSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=commune_of_holder,
    status=201,
    seen=True,
)
def merge_holder(body: dict[str, Any], holder_id: int) -> ResponseReturnValue:
    """Merge a holder into another of its commune, as the preview showed it."""
    seen = version_seen()

    def work(session: Session, actor: Actor) -> Written:
        made = merge_holders(
            session,
            source=holder_id,
            target=body["into"],
            reason=body["reason"],
            seen=seen,
            kinds_agreed=body["kinds_agreed"],
            needed=lambda: count_open_uses(session, "holder", str(holder_id)),
            actor=actor,
            now=now(),
        )
        return _merge(session, made, 201)

    return write(work)


@reads(
    bp,
    "/mergers",
    answer=shapes.MergeSchema(many=True),
    permission=Permission.STOCK_READ,
    commune_of=for_province,
)
def mergers() -> list[Any]:
    """The newest merges of types."""
    with reading() as session:
        return list(list_merges(session, kind="type"))


@reads(
    bp,
    "/communes/<commune_code>/mergers",
    answer=shapes.MergeSchema(many=True),
    permission=Permission.STOCK_READ,
    commune_of=commune_in_address,
)
def commune_mergers(commune_code: str) -> list[Any]:
    """The newest merges of a commune's holders."""
    with reading() as session:
        get_commune(session, commune_code)
        return list(list_merges(session, kind="holder", commune_code=commune_code))


@writes(
    bp,
    "POST",
    "/mergers/<int:merge_id>/undo",
    answer=shapes.MergeSchema(),
    body=NothingSchema,
    permission=Permission.STOCK_EDIT,
    commune_of=place_of_merge,
)
def undo_merger(_body: dict[str, Any], merge_id: int) -> ResponseReturnValue:
    """Take a merge back; refused where a row was touched since."""

    def work(session: Session, actor: Actor) -> Written:
        undo_merge(session, merge_id=merge_id, actor=actor, now=now())
        return _merge(session, merge_id)

    return write(work)
