"""The shapes of what one commune asks of another as JSON."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from core.web.fields import Number, Words
from inventory.rules.transfer_requests import RequestState
from inventory.schemas.api import AfterSchema, figure

ABOVE_NOUGHT = "Must be one of the quantities above nought."


class RequestsAskedSchema(AfterSchema):
    """Which requests, by number."""

    state = fields.String(
        load_default="", validate=validate.OneOf(["", *(one.value for one in RequestState)])
    )


class TransferRequestSchema(Schema):
    """A quantity of a type that one commune asks of another, and how much the answer gives; moments are UTC."""

    id = fields.Integer(required=True)
    asker_code = fields.String(required=True)
    giver_code = fields.String(required=True)
    type_code = fields.String(required=True)
    resource = fields.String(required=True)
    unit = fields.String(required=True)
    quantity = figure()
    reason = fields.String(required=True)
    state = fields.String(required=True)
    asked_at = fields.DateTime(required=True)
    asked_by = fields.String(required=True)
    given = figure(unknown=True)
    answer = fields.String(required=True)
    settled_at = fields.DateTime(required=True, allow_none=True)
    settled_by = fields.String(required=True)


class TransferRequestListSchema(Schema):
    """One page of requests; `next` is the `after` of the following page, null at the end."""

    requests = fields.List(fields.Nested(TransferRequestSchema), required=True)
    next = fields.Integer(required=True, allow_none=True)


class RequestWrittenSchema(Schema):
    """What is asked for, and of whom; with an empty giver of the nearest commune by road that can spare it."""

    type_code = Words(required=True, validate=validate.Length(min=1, max=10))
    quantity = Number(required=True)
    giver_code = Words(load_default="", validate=validate.Length(max=10))
    reason = Words(required=True, validate=validate.Length(min=3, max=300))

    @validates_schema
    def _something(self, data: dict[str, Any], **_more: Any) -> None:
        if data["quantity"] <= 0:
            raise ValidationError(ABOVE_NOUGHT, "quantity")


class ShareSchema(Schema):
    """So much of one row."""

    lot_id = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=2**53))
    quantity = Number(required=True)


class RequestAnsweredSchema(Schema):
    """What is given from which rows, on what paper, and why less than was asked for."""

    shares = fields.List(fields.Nested(ShareSchema), required=True, validate=validate.Length(min=1, max=200))
    document = Words(required=True, validate=validate.Length(min=2, max=200))
    answer = Words(load_default="", validate=validate.Length(max=300))

    @validates_schema
    def _something(self, data: dict[str, Any], **_more: Any) -> None:
        if any(share["quantity"] <= 0 for share in data["shares"]):
            raise ValidationError(ABOVE_NOUGHT, "shares")


class RequestDeclinedSchema(Schema):
    """Why nothing is given; who asked reads it."""

    answer = Words(required=True, validate=validate.Length(min=3, max=300))
