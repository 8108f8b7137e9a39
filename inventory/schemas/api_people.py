"""The shapes of squads, their people, command boards and rosters as other programs read and write them."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from core.web.fields import Moment, Words
from inventory.rules.catalogue import LegalForm
from inventory.rules.command import Post, WatchKind
from inventory.rules.forces import FIRST_BIRTH_YEAR, MOST_PEOPLE, Caller
from inventory.schemas.api import MOST_ID, PhonesSchema
from inventory.schemas.api_registers import WatchesAskedSchema

MOST_NAMED = 500


def _words(most: int, least: int = 0, **more: Any) -> Words:
    return Words(validate=validate.Length(min=least or None, max=most), **more)


def _people(**more: Any) -> fields.Integer:
    return fields.Integer(strict=True, validate=validate.Range(min=0, max=MOST_PEOPLE), **more)


class WatchesPhonesAskedSchema(WatchesAskedSchema, PhonesSchema):
    """Which days of a roster, and whether telephone numbers are asked for (the look is noted)."""


class SquadWrittenSchema(Schema):
    """A new squad; caller and form left empty are the usual ones of its type."""

    type_code = _words(10, 1, required=True)
    name = _words(160, 2, required=True)
    strength = _people(required=True)
    trained = _people(load_default=0)
    shared = _people(load_default=0)
    shared_with_id = fields.Integer(
        strict=True, load_default=None, allow_none=True, validate=validate.Range(min=1, max=MOST_ID)
    )
    leader = _words(120, load_default="")
    phone = _words(60, load_default="")
    caller = fields.String(load_default="", validate=validate.OneOf(["", *(one.value for one in Caller)]))
    form = fields.String(
        load_default="",
        validate=validate.OneOf(["", LegalForm.HUY_DONG.value, LegalForm.DIEU_DONG.value]),
    )
    equipment = _words(500, load_default="")


class SquadChangedSchema(Schema):
    """What of a squad is corrected: only what is sent; the squad counts as counted today."""

    type_code = _words(10, 1)
    name = _words(160, 2)
    strength = _people()
    trained = _people()
    shared = _people()
    shared_with_id = fields.Integer(strict=True, allow_none=True, validate=validate.Range(min=1, max=MOST_ID))
    leader = _words(120)
    phone = _words(60)
    caller = fields.String(validate=validate.OneOf([one.value for one in Caller]))
    form = fields.String(validate=validate.OneOf([LegalForm.HUY_DONG.value, LegalForm.DIEU_DONG.value]))
    equipment = _words(500)


class MemberSchema(Schema):
    """A person's place in a squad: the same `person_id` in several squads is one person. The number is masked."""

    id = fields.Integer(required=True)
    squad_id = fields.Integer(required=True)
    person_id = fields.Integer(required=True)
    name = fields.String(required=True)
    birth_year = fields.Integer(required=True)
    phone = fields.String(required=True)


class MemberWrittenSchema(Schema):
    """A person who joins a squad."""

    name = _words(120, 2, required=True)
    birth_year = fields.Integer(
        strict=True, required=True, validate=validate.Range(min=FIRST_BIRTH_YEAR, max=2199)
    )
    phone = _words(60, load_default="")


class MembersWrittenSchema(Schema):
    """People who join a squad; one known to the commune by name and year of birth is the same person."""

    members = fields.List(
        fields.Nested(MemberWrittenSchema), required=True, validate=validate.Length(min=1, max=MOST_NAMED)
    )


class HeadcountSchema(Schema):
    """How many stand in a commune's squads, how many places are held twice, how many people there really are."""

    standing = fields.Integer(required=True)
    doubled = fields.Integer(required=True)
    actual = fields.Integer(required=True)
    in_several = fields.List(fields.Integer(), required=True)


class AppointWrittenSchema(Schema):
    """A new holder of a post; whoever held a single post before leaves it the day before."""

    post = fields.Enum(Post, by_value=True, required=True)
    name = _words(120, 2, required=True)
    unit = _words(160, load_default="")
    phone = _words(60, load_default="")
    stand_in = _words(120, load_default="")
    term_from = fields.Date(required=True)
    term_to = fields.Date(load_default=None, allow_none=True)
    document = _words(160, load_default="")


class SeatChangedSchema(Schema):
    """What of a holder's row is corrected: only what is sent."""

    name = _words(120, 2)
    unit = _words(160)
    phone = _words(60)
    stand_in = _words(120)
    term_from = fields.Date()
    term_to = fields.Date(allow_none=True)
    document = _words(160)


class SeatEndedSchema(Schema):
    """The day a holder leaves the post, and by which paper."""

    ended_on = fields.Date(required=True)
    document = _words(160, load_default="")


class WatchWrittenSchema(Schema):
    """A new watch."""

    kind = fields.Enum(WatchKind, by_value=True, required=True)
    name = _words(120, 2, required=True)
    unit = _words(160, load_default="")
    phone = _words(60, load_default="")
    starts_at = Moment(required=True)
    ends_at = Moment(required=True)
