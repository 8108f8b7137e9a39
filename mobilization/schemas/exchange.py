"""The shapes of what is asked and told of messages with other systems."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from core.web.fields import Amount, LocalMoment
from mobilization.rules.exchange.edxl_table import MessageKind
from mobilization.rules.exchange.inbox import MessageState
from mobilization.rules.hazards import Hazard
from mobilization.services.exchange.writing import ORDER_KINDS


class MessagesAskedSchema(Schema):
    """How many messages, the waiting first."""

    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=200))


class OrderMessageAskedSchema(Schema):
    """Which of an order's messages, and whether owners' telephone numbers are asked for (the look is noted)."""

    message = fields.String(
        load_default=MessageKind.REQUISITION.value,
        validate=validate.OneOf([kind.value for kind in ORDER_KINDS]),
    )
    phones = fields.Boolean(load_default=False)


class MessageSchema(Schema):
    """A message of another system and what became of it; `answer` tells it line by line. Times are UTC."""

    as_typed = frozenset({"message_id"})  # programs find a message by it; no person types it

    id = fields.Integer(required=True)
    commune_code = fields.String(required=True)
    kind = fields.String(required=True)
    message_id = fields.String(required=True)
    sender = fields.String(required=True)
    title = fields.String(required=True)
    sent_at = fields.DateTime(required=True)
    state = fields.Enum(MessageState, by_value=True, required=True)
    note = fields.String(required=True)
    answer = fields.Dict(keys=fields.String(), required=True)
    incident_id = fields.Integer(required=True, allow_none=True)
    made_at = fields.DateTime(required=True)
    decided_at = fields.DateTime(required=True, allow_none=True)


class WarningInForceSchema(Schema):
    """A commune under warning; `message_id` is the alert it came from."""

    commune_code = fields.String(required=True)
    level = fields.Integer(required=True)
    keep_percent = fields.Integer(required=True)
    until = fields.DateTime(required=True)
    note = fields.String(required=True)
    made_at = fields.DateTime(required=True)
    message_id = fields.Integer(required=True, allow_none=True)


class TakenLineSchema(Schema):
    """A line of a request that is taken."""

    type_code = fields.String(required=True, validate=validate.Length(min=1, max=10))
    quantity = Amount(required=True)


class OpeningSchema(Schema):
    """Where the needs of a request go: into a running incident, or into one opened for them."""

    incident_id = fields.Integer(load_default=None, validate=validate.Range(min=1, max=2**63 - 1))
    title = fields.String(load_default="", validate=validate.Length(max=160))
    hazard = fields.Enum(Hazard, by_value=True, load_default=None)
    commune_code = fields.String(load_default="", validate=validate.Length(max=10))
    place = fields.String(load_default="", validate=validate.Length(max=200))
    drill = fields.Boolean(load_default=False)

    @validates_schema
    def _an_incident_is_named(self, data: dict[str, Any], **_more: Any) -> None:
        if data["incident_id"] is not None:
            return
        wanted = {
            "title": len(data["title"].strip()) >= 3,
            "hazard": data["hazard"],
            "commune_code": data["commune_code"],
        }
        lacking = {name: ["Missing data for required field."] for name, there in wanted.items() if not there}
        if lacking:
            raise ValidationError(lacking)


class ConfirmSchema(Schema):
    """What a person makes of an alert."""

    level = fields.Integer(required=True, validate=validate.Range(min=1, max=5))
    keep_percent = fields.Integer(required=True, validate=validate.Range(min=0, max=100))
    until = LocalMoment(required=True)
