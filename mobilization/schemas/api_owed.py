"""The JSON of what is owed and paid over many orders."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from inventory.schemas.api import AfterSchema
from mobilization.schemas.api_ordering import LossSchema
from mobilization.schemas.api_writing import MOST_ID

BY_NOTED, BY_PAID = "noted", "paid"


class OwedAskedSchema(Schema):
    """Which orders: of one incident (0: of all that are no drill), noted, or paid, within these days."""

    incident = fields.Integer(load_default=0, validate=validate.Range(min=0, max=MOST_ID))
    since = fields.Date(load_default=None)
    until = fields.Date(load_default=None)
    by = fields.String(load_default=BY_NOTED, validate=validate.OneOf([BY_NOTED, BY_PAID]))


class OwedPageAskedSchema(OwedAskedSchema, AfterSchema):
    """The same, page by page."""


class TotalSchema(Schema):
    """What is owed under one name, in đồng."""

    name = fields.String(required=True)
    count = fields.Integer(required=True)
    owed = fields.Integer(required=True)
    paid = fields.Integer(required=True)
    unpaid = fields.Integer(required=True)


class DaysTotalSchema(Schema):
    """What days of people come to out of one budget, in đồng."""

    budget = fields.String(required=True)
    count = fields.Integer(required=True)
    amount_dong = fields.Integer(required=True)


class OwedTotalsSchema(Schema):
    """What is owed to owners, whole, by owner and by budget; and days of people by budget, whose payment nobody notes."""

    whole = fields.Nested(TotalSchema, required=True)
    owners = fields.List(fields.Nested(TotalSchema), required=True)
    budgets = fields.List(fields.Nested(TotalSchema), required=True)
    days = fields.List(fields.Nested(DaysTotalSchema), required=True)


class _OfOrderSchema(Schema):
    order_id = fields.Integer(required=True)
    order_number = fields.String(required=True)
    incident_id = fields.Integer(required=True)
    commune = fields.String(required=True)


class OwedLossSchema(LossSchema, _OfOrderSchema):
    """What is owed to an owner, with its order."""


class OwedLossListSchema(Schema):
    """One page; `next` is the `after` of the following page, null at the end."""

    losses = fields.List(fields.Nested(OwedLossSchema), required=True)
    next = fields.Integer(required=True, allow_none=True)


class DayPaySchema(Schema):
    """Days and nights of a group, at the rate in force that day, a night at twice its rate."""

    id = fields.Integer(required=True)
    kind = fields.String(required=True)
    group_name = fields.String(required=True)
    worked_on = fields.Date(required=True)
    people = fields.Integer(required=True)
    days = fields.Integer(required=True)
    nights = fields.Integer(required=True)
    rate_dong = fields.Integer(required=True)
    amount_dong = fields.Integer(required=True)
    budget = fields.String(required=True)


class OwedDaysSchema(DayPaySchema, _OfOrderSchema):
    """Days and nights of a group, with their order."""


class OwedDaysListSchema(Schema):
    """One page; `next` is the `after` of the following page, null at the end."""

    days = fields.List(fields.Nested(OwedDaysSchema), required=True)
    next = fields.Integer(required=True, allow_none=True)
