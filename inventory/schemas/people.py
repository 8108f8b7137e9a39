"""The shape of what is typed about boards, watches, squads and members."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from core.web.fields import LocalMoment
from inventory.rules.catalogue import LegalForm
from inventory.rules.command import Post, WatchKind
from inventory.rules.forces import MOST_PEOPLE, Caller
from inventory.rules.personal import MOST_NAME, MOST_PHONE


def _text(most: int, *, required: bool = False) -> fields.String:
    length = validate.Length(min=2 if required else 0, max=most)
    return (
        fields.String(required=True, validate=length)
        if required
        else fields.String(load_default="", validate=length)
    )


class SeatSchema(Schema):
    """A holder of a post, as far as it may also be corrected."""

    name = _text(MOST_NAME, required=True)
    unit = _text(160)
    phone = _text(MOST_PHONE)
    stand_in = _text(120)
    term_from = fields.Date(required=True)
    term_to = fields.Date(load_default=None, allow_none=True)
    document = _text(160)


class AppointSchema(SeatSchema):
    """A new holder of a post."""

    post = fields.String(required=True, validate=validate.OneOf([post.value for post in Post]))


class CorrectSeatSchema(SeatSchema):
    """A correction of a holder's row; a number left empty stays as it is, unless it is to go."""

    version = fields.Integer(required=True)
    forget = fields.Boolean(load_default=False)


class EndSeatSchema(Schema):
    """The day a holder leaves the post."""

    version = fields.Integer(required=True)
    ended_on = fields.Date(required=True)
    document = _text(160)


class WatchSchema(Schema):
    """A new watch."""

    kind = fields.String(required=True, validate=validate.OneOf([kind.value for kind in WatchKind]))
    name = _text(MOST_NAME, required=True)
    unit = _text(160)
    phone = _text(MOST_PHONE)
    starts_at = LocalMoment(required=True)
    ends_at = LocalMoment(required=True)


class VersionSchema(Schema):
    """Which state of a row the person saw."""

    version = fields.Integer(required=True)


def _people(**more: object) -> fields.Integer:
    return fields.Integer(validate=validate.Range(min=0, max=MOST_PEOPLE), **more)  # type: ignore[arg-type]


class SquadSchema(Schema):
    """A squad."""

    type_code = fields.String(required=True)
    name = _text(160, required=True)
    strength = _people(required=True)
    trained = _people(load_default=0)
    shared = _people(load_default=0)
    shared_with_id = fields.Integer(load_default=None, allow_none=True)
    leader = _text(120)
    phone = _text(MOST_PHONE)
    caller = fields.String(load_default="", validate=validate.OneOf(["", *(one.value for one in Caller)]))
    form = fields.String(
        load_default="",
        validate=validate.OneOf(["", LegalForm.HUY_DONG.value, LegalForm.DIEU_DONG.value]),
    )
    equipment = _text(500)


class CorrectSquadSchema(SquadSchema):
    """A correction of a squad; a number left empty stays as it is, unless it is to go."""

    version = fields.Integer(required=True)
    forget = fields.Boolean(load_default=False)


class MembersSchema(Schema):
    """People to add to a squad, one a line."""

    version = fields.Integer(required=True)
    people = fields.String(required=True, validate=validate.Length(min=2, max=20_000))
