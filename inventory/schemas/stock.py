"""The one shape of each input, for the form and for JSON alike."""

from __future__ import annotations

from decimal import Decimal

from marshmallow import Schema, fields, validate

from core.web.fields import Amount


class CountSchema(Schema):
    """A row just counted."""

    version = fields.Integer(required=True)
    on_hand = Amount(required=True)
    broken = Amount(load_default=Decimal(0))
    reason = fields.String(load_default="", validate=validate.Length(max=300))


class NewLotSchema(Schema):
    """A new row of a commune's list."""

    type_code = fields.String(required=True)
    holder_id = fields.Integer(load_default=None, allow_none=True)
    place = fields.String(load_default="", validate=validate.Length(max=200))
    mark = fields.String(load_default="", validate=validate.Length(max=40))
    on_hand = Amount(required=True)
    broken = Amount(load_default=Decimal(0))
    keep = Amount(load_default=Decimal(0))
    ready_minutes = fields.Integer(load_default=0, validate=validate.Range(min=0, max=10080))
    expires_on = fields.Date(load_default=None, allow_none=True)
    note = fields.String(load_default="", validate=validate.Length(max=500))


class ConfirmSchema(Schema):
    """The sentence of responsibility for a whole list, ticked."""

    pillar = fields.String(
        load_default="", validate=validate.OneOf(["", "command", "forces", "means", "logistics"])
    )
    responsible = fields.Boolean(required=True, validate=validate.Equal(True))
    seen = fields.AwareDateTime(required=True)
