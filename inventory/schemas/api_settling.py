"""The shapes of stocktakes and of transfers between communes as JSON."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from core.web.fields import Number, Words
from inventory.rules.transfers import TransferState
from inventory.schemas.api import AfterSchema, figure


class CountSchema(Schema):
    """A stocktake and how far it is, in lines."""

    id = fields.Integer(required=True)
    commune_code = fields.String(required=True)
    pillar = fields.String(required=True)
    place = fields.String(required=True)
    blind = fields.Boolean(required=True)
    state = fields.String(required=True)
    opened_at = fields.DateTime(required=True)
    opened_by = fields.String(required=True)
    closed_at = fields.DateTime(required=True, allow_none=True)
    closed_by = fields.String(required=True)
    number = fields.String(required=True)
    lines = fields.Integer(required=True, attribute="tally.lines")
    counted = fields.Integer(required=True, attribute="tally.counted")
    different = fields.Integer(required=True, attribute="tally.different")


class CountLineSchema(Schema):
    """A line of a stocktake; the book is null where the count is blind and still under way."""

    id = fields.Integer(required=True)
    count_id = fields.Integer(required=True)
    lot_id = fields.Integer(required=True)
    resource = fields.String(required=True)
    unit = fields.String(required=True)
    holder = fields.String(required=True)
    place = fields.String(required=True)
    mark = fields.String(required=True)
    expires_on = fields.Date(required=True, allow_none=True)
    state = fields.String(required=True)
    book_present = figure(unknown=True)
    book_broken = figure(unknown=True)
    present = figure(unknown=True)
    broken = figure(unknown=True)
    reason = fields.String(required=True)
    counted_at = fields.DateTime(required=True, allow_none=True)
    counted_by = fields.String(required=True)
    version = fields.Integer(required=True)


class CountLineListSchema(Schema):
    """One page; `next` is the number of the following page, null at the end."""

    lines = fields.List(fields.Nested(CountLineSchema), required=True)
    next = fields.Integer(required=True, allow_none=True)


class LineCountedSchema(Schema):
    """What was found in the place."""

    present = Number(required=True)
    broken = Number(load_default=Decimal(0))
    reason = Words(load_default="", validate=validate.Length(max=300))


class TransfersAskedSchema(AfterSchema):
    """Which transfers, by number."""

    state = fields.String(
        load_default="", validate=validate.OneOf(["", *(one.value for one in TransferState)])
    )


class TransferSchema(Schema):
    """A quantity that one commune gives to another; moments are UTC."""

    id = fields.Integer(required=True)
    lot_id = fields.Integer(required=True)
    from_code = fields.String(required=True)
    to_code = fields.String(required=True)
    resource = fields.String(required=True)
    mark = fields.String(required=True)
    unit = fields.String(required=True)
    quantity = figure()
    state = fields.String(required=True)
    document = fields.String(required=True)
    reason = fields.String(required=True)
    proposed_at = fields.DateTime(required=True)
    proposed_by = fields.String(required=True)
    settled_at = fields.DateTime(required=True, allow_none=True)
    settled_by = fields.String(required=True)
    to_lot_id = fields.Integer(required=True, allow_none=True)
    received = figure(unknown=True)
    answer = fields.String(required=True)
    request_id = fields.Integer(required=True, allow_none=True)


class TransferListSchema(Schema):
    """One page of transfers; `next` is the `after` of the following page, null at the end."""

    transfers = fields.List(fields.Nested(TransferSchema), required=True)
    next = fields.Integer(required=True, allow_none=True)


class TransferWrittenSchema(Schema):
    """A quantity of a lot for another commune, with the number of its paper."""

    to_code = Words(required=True, validate=validate.Length(min=1, max=10))
    quantity = Number(required=True)
    document = Words(required=True, validate=validate.Length(min=2, max=200))
    reason = Words(load_default="", validate=validate.Length(max=300))
    place = Words(load_default="", validate=validate.Length(max=200))

    @validates_schema
    def _something(self, data: dict[str, Any], **_more: Any) -> None:
        if data["quantity"] <= 0:
            raise ValidationError("Must be one of the quantities above nought.", "quantity")


class TransferReceivedSchema(Schema):
    """How much really came (null: all that was offered), why less, and where it will lie."""

    quantity = Number(load_default=None, allow_none=True)
    answer = Words(load_default="", validate=validate.Length(max=300))
    place = Words(load_default="", validate=validate.Length(max=200))

    @validates_schema
    def _something(self, data: dict[str, Any], **_more: Any) -> None:
        if data["quantity"] == 0:
            raise ValidationError("Must be one of the quantities above nought.", "quantity")


class TransferDeclinedSchema(Schema):
    """Why the offer is declined; the giver reads it."""

    answer = Words(required=True, validate=validate.Length(min=3, max=300))
