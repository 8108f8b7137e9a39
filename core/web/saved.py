"""Filters a person keeps under a name; a list shows its own beside the form that makes them."""

from __future__ import annotations

from flask import Blueprint, Flask
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from marshmallow import Schema, fields, validate
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.errors import DomainError, NotFoundError
from core.text import sort_key, tidy
from core.values import frozen
from core.web.access import requires
from core.web.doors import Done, load, perform
from core.web.language import safe_next
from core.web.models import SavedFilter

MOST = 20  # of one list; more would be a list of lists

bp = Blueprint("saved", __name__, url_prefix="/bo-loc")


class TooManyFiltersError(DomainError):
    """A list has as many kept filters as fit. Fact: `most`."""

    code = "too_many_filters"
    status = 409


@frozen
class Kept:
    """One kept filter: its name and the address it opens."""

    id: int
    name: str
    location: str


class SavedSchema(Schema):
    """The address of the narrowed list and the name to keep it under."""

    name = fields.String(required=True, validate=validate.Length(min=1, max=60))
    location = fields.String(required=True, validate=validate.Length(max=1000))


class DroppedSchema(Schema):
    """Which filter is dropped."""

    row_id = fields.Integer(required=True, validate=validate.Range(min=1, max=2**63 - 1))


def list_filters(session: Session, user_id: int, page: str) -> list[Kept]:
    """Return a person's kept filters of a list, by name."""
    query = select(SavedFilter).where(SavedFilter.user_id == user_id, SavedFilter.page == page)
    rows = sorted(session.scalars(query), key=lambda row: (sort_key(row.name), row.id))
    return [Kept(id=row.id, name=row.name, location=f"{row.page}?{row.query}") for row in rows]


def keep_filter(session: Session, *, user_id: int, page: str, name: str, query: str) -> None:
    """Keep a filter; the same name keeps the newer one. Raises TooManyFiltersError."""
    held = session.scalars(
        select(SavedFilter).where(SavedFilter.user_id == user_id, SavedFilter.page == page)
    ).all()
    row = next((row for row in held if row.name == name), None)
    if row is None:
        if len(held) >= MOST:
            raise TooManyFiltersError(most=MOST)
        row = SavedFilter(user_id=user_id, page=page, name=name)
        session.add(row)
    row.query = query


@bp.post("/")
@requires(Permission.HOME)
def keep() -> ResponseReturnValue:
    """Keep the filter of the list the person stands on."""

    def work(session: Session, actor: Actor) -> Done:
        values = load(SavedSchema())
        page, mark, query = safe_next(str(values["location"]), "").partition("?")
        name = tidy(str(values["name"]))
        if not mark or not query or len(page) > 80 or not name:
            raise NotFoundError(what=values["location"])
        keep_filter(session, user_id=actor.user_id, page=page, name=name, query=query)
        return Done(location=f"{page}?{query}", message=_("Đã giữ bộ lọc “%(name)s”.", name=name))

    return perform(work)


@bp.post("/bo")
@requires(Permission.HOME)
def drop() -> ResponseReturnValue:
    """Forget one of the person's own filters."""

    def work(session: Session, actor: Actor) -> Done:
        filter_id = load(DroppedSchema())["row_id"]
        row = session.get(SavedFilter, filter_id)
        if row is None or row.user_id != actor.user_id:
            raise NotFoundError(what=filter_id)
        page, name = row.page, row.name
        session.delete(row)
        return Done(location=page, message=_("Đã bỏ bộ lọc “%(name)s”.", name=name))

    return perform(work)


def set_up(app: Flask) -> None:
    """Add the two forms."""
    app.register_blueprint(bp)
