"""The shapes of the register's JSON."""

from __future__ import annotations

from marshmallow import Schema, fields, validate


class PageSchema(Schema):
    """Which page of a list, and what to look for."""

    page = fields.Integer(load_default=1, validate=validate.Range(min=1, max=100_000))
    q = fields.String(load_default="", validate=validate.Length(max=100))


class CommuneSchema(Schema):
    """A commune as JSON."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    lat = fields.Float(required=True)
    lon = fields.Float(required=True)
    area_km2 = fields.Float(required=True)
    population = fields.Integer(required=True)


class LotSchema(Schema):
    """A lot as JSON; quantities are in the catalogue's unit."""

    id = fields.Integer(required=True)
    commune_code = fields.String(required=True)
    resource_code = fields.String(required=True)
    resource = fields.String(required=True)
    unit = fields.String(required=True)
    holder = fields.String(required=True)
    phone = fields.String(required=True)
    place = fields.String(required=True)
    mark = fields.String(required=True)
    on_hand = fields.Raw(required=True, metadata={"type": "number"})
    reserved = fields.Raw(required=True, metadata={"type": "number"})
    away = fields.Raw(required=True, metadata={"type": "number"})
    broken = fields.Raw(required=True, metadata={"type": "number"})
    keep = fields.Raw(required=True, metadata={"type": "number"})
    ready_minutes = fields.Integer(required=True)
    checked_on = fields.Date(required=True, allow_none=True)
    version = fields.Integer(required=True)


class LotListSchema(Schema):
    """One page of lots."""

    lots = fields.List(fields.Nested(LotSchema), required=True)
    page = fields.Integer(required=True)
    more = fields.Boolean(required=True)


class MovementSchema(Schema):
    """A line of the ledger as JSON; `at` is UTC."""

    id = fields.Integer(required=True)
    kind = fields.String(required=True)
    on_hand = fields.Raw(required=True, metadata={"type": "number"})
    reserved = fields.Raw(required=True, metadata={"type": "number"})
    away = fields.Raw(required=True, metadata={"type": "number"})
    broken = fields.Raw(required=True, metadata={"type": "number"})
    on_hand_after = fields.Raw(required=True, metadata={"type": "number"})
    at = fields.DateTime(required=True)
    actor = fields.String(required=True)
    reason = fields.String(required=True)
    document = fields.String(required=True)
    source = fields.String(required=True)
