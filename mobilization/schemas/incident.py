"""The shape of what a command post enters: incident, need, order, step, return."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, pre_load, validate, validates_schema

from core.web.fields import Amount, LocalMoment
from inventory.rules.catalogue import LegalForm
from mobilization.rules.abilities import Ability
from mobilization.rules.clocks import has_term
from mobilization.rules.hazards import Hazard


class IncidentSchema(Schema):
    """A new incident; the two levels are two scales and stay two fields."""

    title = fields.String(required=True, validate=validate.Length(min=3, max=160))
    hazard = fields.Enum(Hazard, by_value=True, required=True)
    commune_code = fields.String(required=True)
    place = fields.String(load_default="", validate=validate.Length(max=200))
    ptds_level = fields.Integer(load_default=None, validate=validate.Range(min=1, max=3))
    risk_level = fields.Integer(load_default=None, validate=validate.Range(min=1, max=5))
    drill = fields.Boolean(load_default=False)


class DrillRecordSchema(Schema):
    """A drill as its paper tells it."""

    title = fields.String(required=True, validate=validate.Length(min=3, max=160))
    hazard = fields.Enum(Hazard, by_value=True, required=True)
    commune_code = fields.String(required=True)
    held_on = fields.Date(required=True)
    record = fields.String(required=True, validate=validate.Length(min=2, max=200))


class NeedSchema(Schema):
    """What an incident needs: a type by its code, or an ability by its name after `ABLE`."""

    ABLE = "kha-nang:"

    type_code = fields.String(required=True)
    least_each = Amount(load_default=None)
    quantity = Amount(required=True)
    commune_code = fields.String(load_default="")
    priority = fields.Integer(required=True, validate=validate.Range(min=1, max=9))
    within_minutes = fields.Integer(load_default=None, validate=validate.Range(min=1, max=20160))
    note_text = fields.String(load_default="", validate=validate.Length(max=300))

    @post_load
    def _told_apart(self, data: dict[str, Any], **_more: Any) -> dict[str, Any]:
        code = data["type_code"]
        if not code.startswith(self.ABLE):
            return data
        name = code.removeprefix(self.ABLE)
        if name not in set(Ability):
            raise ValidationError("Must be one of the abilities.", "type_code")
        return {**data, "type_code": None, "ability": Ability(name)}


class EndingSchema(Schema):
    """An order that ends some day says when; what is bought has no end."""

    FORM = "form"

    @validates_schema
    def _end(self, data: Mapping[str, Any], **_more: Any) -> None:
        if data["until"] is None and has_term(data[self.FORM]):
            raise ValidationError("Missing data for required field.", "until")


class OrderSchema(EndingSchema):
    """What the drafter of an order writes; of what is bought the box of the end is not read."""

    form = fields.Enum(LegalForm, by_value=True, required=True)
    destination = fields.String(required=True, validate=validate.Length(min=1, max=200))
    purpose = fields.String(required=True, validate=validate.Length(min=1, max=500))
    commander = fields.String(load_default="", validate=validate.Length(max=120))
    arrive_by = LocalMoment(required=True)
    until = LocalMoment(load_default=None)
    failed_ways = fields.String(load_default="", validate=validate.Length(max=1000))
    assigned_to = fields.String(load_default="", validate=validate.Length(max=200))
    assigned_address = fields.String(load_default="", validate=validate.Length(max=200))
    handover_at = LocalMoment(load_default=None)
    handover_place = fields.String(load_default="", validate=validate.Length(max=200))
    oral_at = LocalMoment(load_default=None)
    oral_place = fields.String(load_default="", validate=validate.Length(max=200))
    pay_by = LocalMoment(load_default=None)
    pay_method = fields.String(load_default="", validate=validate.Length(max=120))
    pay_place = fields.String(load_default="", validate=validate.Length(max=200))

    @pre_load
    def _no_end(self, data: Mapping[str, Any], **_more: Any) -> dict[str, Any]:
        bought = data.get(self.FORM) == LegalForm.TRUNG_MUA
        return {name: value for name, value in data.items() if not bought or name != "until"}


class AskedSchema(OrderSchema):
    """What the writer of a tờ trình writes: the form stands in a box of its own."""

    FORM = "asks"

    class Meta:
        exclude = ("form",)

    asks = fields.Enum(LegalForm, by_value=True, required=True)


class TakingSchema(Schema):
    """Into which incident of the province a commune's needs go: 0 for a new one."""

    into = fields.Integer(load_default=None, validate=validate.Range(min=0, max=2**63 - 1))


class NumberSchema(Schema):
    """The number and the day the clerk gave."""

    number = fields.String(required=True, validate=validate.Length(min=1, max=60))
    dated = fields.Date(required=True)


class NumberInTableSchema(NumberSchema):
    """The same in a row of a table, with the version of the paper when the table was read."""

    version = fields.Integer(required=True)


class MarkInTableSchema(Schema):
    """A resource ticked in a table, as it stood; of a return what did not come back whole."""

    version = fields.Integer(required=True)
    used = Amount(load_default=Decimal(0))
    lost = Amount(load_default=Decimal(0))
    damaged = Amount(load_default=Decimal(0))


class ClosingSchema(Schema):
    """What was seen when closing was confirmed, and whether what is away is sent home too."""

    seen = fields.String(required=True, validate=validate.Length(max=20))
    send_home = fields.Boolean(load_default=False)


class DeclineSchema(Schema):
    """Why the province does not decide as a tờ trình asks."""

    reason = fields.String(required=True, validate=validate.Length(min=3, max=500))


class StepSchema(Schema):
    """A step of a dispatch: when it really happened and who said so."""

    happened_at = LocalMoment(load_default=None)
    text = fields.String(load_default="", validate=validate.Length(max=300))
    part = Amount(load_default=None)


class ReturnSchema(StepSchema):
    """A return: sent = back + used + lost + damaged."""

    back = Amount(load_default=Decimal(0))
    used = Amount(load_default=Decimal(0))
    lost = Amount(load_default=Decimal(0))
    damaged = Amount(load_default=Decimal(0))


class CorrectNeedSchema(Schema):
    """A need as it should be; `seen` marks what it said when the form was opened."""

    seen = fields.String(required=True, validate=validate.Length(max=16))
    quantity = Amount(required=True)
    within_minutes = fields.Integer(load_default=None, validate=validate.Range(min=1, max=20160))
    priority = fields.Integer(required=True, validate=validate.Range(min=1, max=9))
    commune_code = fields.String(required=True)
    note = fields.String(load_default="", validate=validate.Length(max=300))


class WithdrawNeedSchema(Schema):
    """Why a need is no longer wanted."""

    seen = fields.String(required=True, validate=validate.Length(max=16))
    reason = fields.String(required=True, validate=validate.Length(min=2, max=300))


class CorrectIncidentSchema(Schema):
    """What an incident should have been reported as; `version` is that of the form that was opened."""

    version = fields.Integer(required=True)
    title = fields.String(required=True, validate=validate.Length(min=3, max=160))
    hazard = fields.Enum(Hazard, by_value=True, required=True)
    commune_code = fields.String(required=True)
    place = fields.String(load_default="", validate=validate.Length(max=200))
    ptds_level = fields.Integer(load_default=None, validate=validate.Range(min=1, max=3))
    risk_level = fields.Integer(load_default=None, validate=validate.Range(min=1, max=5))


class EntrySchema(Schema):
    """A line of the log: what happened, and when where that is a while ago."""

    text = fields.String(required=True, validate=validate.Length(min=1, max=1000))
    happened_at = LocalMoment(load_default=None)

    @pre_load
    def _bare(self, data: Mapping[str, Any], **_more: Any) -> dict[str, Any]:
        return {**data, "text": str(data.get("text", "")).strip()}
