"""The shapes of offers from outside, of roads and of warnings as JSON."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from core.web.fields import Moment, Number, Words
from inventory.schemas.api import figure
from mobilization.rules.offers import GiverKind, OfferState
from mobilization.rules.roads import MOST_MINUTES
from mobilization.schemas.api_writing import MOST_ID


class OfferShownSchema(Schema):
    """Help offered from outside and what became of it; a number in `contact` is masked."""

    id = fields.Integer(required=True)
    incident_id = fields.Integer(required=True)
    need_id = fields.Integer(required=True, allow_none=True)
    giver = fields.String(required=True)
    giver_kind = fields.String(required=True)
    contact = fields.String(required=True)
    type_code = fields.String(required=True)
    resource = fields.String(required=True)
    unit = fields.String(required=True)
    quantity = figure()
    came = figure(unknown=True)
    arrives_at = fields.DateTime(required=True)
    until = fields.DateTime(required=True, allow_none=True)
    note = fields.String(required=True)
    state = fields.String(required=True)
    thanked_at = fields.DateTime(required=True, allow_none=True)
    decided_by = fields.String(required=True)
    made_by = fields.String(required=True)
    made_at = fields.DateTime(required=True)
    version = fields.Integer(required=True)


class OfferWrittenSchema(Schema):
    """What is offered, by whom, from when until when; the quantity is a whole number."""

    giver = Words(required=True, validate=validate.Length(min=2, max=200))
    giver_kind = fields.Enum(GiverKind, by_value=True, required=True)
    contact = Words(load_default="", validate=validate.Length(max=200))
    type_code = Words(required=True, validate=validate.Length(min=1, max=10))
    quantity = Number(required=True)
    arrives_at = Moment(required=True)
    until = Moment(load_default=None, allow_none=True)
    note = Words(load_default="", validate=validate.Length(max=300))


class OfferDecidedSchema(Schema):
    """A step of an offer: accepted for a need, declined, arrived, gone home when done or while it was still needed.

    Of a need by ability, `covers` says how much of it the offer covers; `came` says how much of it arrived, all where
    it is left out.
    """

    to = fields.Enum(OfferState, by_value=True, required=True)
    need_id = fields.Integer(
        strict=True, load_default=None, allow_none=True, validate=validate.Range(min=1, max=MOST_ID)
    )
    covers = Number(load_default=None, allow_none=True)
    came = Number(load_default=None, allow_none=True)


class LinkShownSchema(Schema):
    """A link to a neighbour: its estimated minutes, and what was said of it; cut where `cut` is true."""

    neighbour = fields.String(required=True)
    by_sea = fields.Boolean(required=True)
    estimated_minutes = fields.Integer(required=True)
    cut = fields.Boolean(required=True)
    minutes = fields.Integer(required=True, allow_none=True)
    until = fields.DateTime(required=True, allow_none=True)
    note = fields.String(required=True)
    made_at = fields.DateTime(required=True, allow_none=True)
    made_by = fields.String(required=True)


class LinksSchema(Schema):
    """A commune's links; its ETag changes when anything is said of one of them."""

    links = fields.List(fields.Nested(LinkShownSchema), required=True)


class RoadWrittenSchema(Schema):
    """A link cut (`minutes` null) or its minutes corrected, until when, and why."""

    neighbour = Words(required=True, validate=validate.Length(min=1, max=10))
    minutes = fields.Integer(
        strict=True, required=True, allow_none=True, validate=validate.Range(min=1, max=MOST_MINUTES)
    )
    until = Moment(load_default=None, allow_none=True)
    text = Words(load_default="", validate=validate.Length(max=300))


class RoadRestoredSchema(Schema):
    """A link that is as estimated again."""

    neighbour = Words(required=True, validate=validate.Length(min=1, max=10))


class CommuneWarningSchema(Schema):
    """The warning a commune is under; all null where there is none."""

    level = fields.Integer(required=True, allow_none=True)
    keep_percent = fields.Integer(required=True, allow_none=True)
    until = fields.DateTime(required=True, allow_none=True)
    note = fields.String(required=True)
    made_at = fields.DateTime(required=True, allow_none=True)
    made_by = fields.String(required=True)


class WarningWrittenSchema(Schema):
    """A commune under warning: `keep_percent` more of its stock stays at home."""

    level = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=5))
    keep_percent = fields.Integer(required=True, strict=True, validate=validate.Range(min=0, max=100))
    until = Moment(required=True)
    text = Words(load_default="", validate=validate.Length(max=300))
