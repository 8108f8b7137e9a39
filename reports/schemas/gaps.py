"""The shape of a price, of what is said of a commune's land, of a budget."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from core.web.fields import Whole
from reports.rules.closing import Rest

MOST_VND = 100_000_000_000


class PriceSchema(Schema):
    """The price of a type."""

    version = fields.Integer(required=True)
    price_vnd = Whole(required=True, validate=validate.Range(min=1, max=MOST_VND))
    repair_percent = fields.Integer(required=True, validate=validate.Range(min=0, max=100))
    source = fields.String(required=True, validate=validate.Length(min=2, max=200))
    priced_on = fields.Date(required=True)
    rest = fields.Enum(Rest, by_value=True, load_default=None)


class LandSchema(Schema):
    """What the province says of a commune's land; an unticked box is not sent."""

    version = fields.Integer(required=True)
    coastal = fields.Boolean(load_default=False)
    remote = fields.Boolean(load_default=False)
    difficult = fields.Boolean(load_default=False)
    source = fields.String(required=True, validate=validate.Length(min=2, max=200))
