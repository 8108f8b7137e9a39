"""The shape of what is entered after an order: acts, minutes, losses, payments."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from core.web.fields import Amount, LocalMoment, Whole
from mobilization.rules.compensation import Budget, Cause, Method


def _text(most: int, *, required: bool = False) -> fields.String:
    if required:
        return fields.String(required=True, validate=validate.Length(min=1, max=most))
    return fields.String(load_default="", validate=validate.Length(max=most))


class ReturnDecidedSchema(Schema):
    """The number of the return decision, where the clerk gave one already, and its day; when and where things go back."""

    number = _text(60)
    dated = fields.Date(load_default=None, allow_none=True)
    back_at = LocalMoment(load_default=None)
    back_place = _text(200)


class ConfirmedSchema(Schema):
    """The number and the day of the written confirmation."""

    number = _text(60, required=True)
    dated = fields.Date(required=True)


class PaperNumberSchema(ConfirmedSchema):
    """The number and the day the clerk gave a paper that follows the order."""

    kind = _text(20, required=True)


class ExtendSchema(Schema):
    """Until when, and why."""

    until = LocalMoment(required=True)
    text = _text(500, required=True)


class PayLaterSchema(Schema):
    """Why payment takes longer."""

    text = _text(500, required=True)


class MinutesSchema(Schema):
    """The head of minutes; the lines are read beside it."""

    at = LocalMoment(required=True)
    place = _text(200, required=True)
    owner_delegate = _text(120, required=True)
    owner_position = _text(120)
    user_name = _text(200, required=True)
    user_address = _text(200)
    user_delegate = _text(120, required=True)
    user_position = _text(120)
    witness = _text(120)
    remarks = _text(1000)
    version = fields.Integer(load_default=0)


class ClaimSchema(Schema):
    """A loss: đồng for one unit, or for one unit and day."""

    dispatch_id = fields.Integer(required=True)
    loss = fields.String(required=True, validate=validate.OneOf([f"{c}:{m}" for c in Cause for m in Method]))
    quantity = Amount(required=True)
    unit_dong = Whole(load_default=0)
    days = fields.Integer(load_default=0, validate=validate.Range(min=0, max=366))
    payer = _text(200, required=True)
    budget = fields.Enum(Budget, by_value=True, required=True)
    ground = _text(500)


class AmendSchema(ClaimSchema):
    """A loss changed: which one, and the version it was read in."""

    dispatch_id = fields.Integer(load_default=0)
    loss_id = fields.Integer(required=True)
    version = fields.Integer(required=True)


class WithdrawSchema(Schema):
    """A loss taken back."""

    loss_id = fields.Integer(required=True)
    version = fields.Integer(required=True)


class PaidSchema(Schema):
    """A payment: which loss as it was read, when, by which paper."""

    loss_id = fields.Integer(required=True)
    version = fields.Integer(required=True)
    paid_on = fields.Date(required=True)
    document = _text(120, required=True)
