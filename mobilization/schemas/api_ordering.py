"""The shapes of an order's life as JSON: its terms, its legal acts, its minutes, its losses."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from core.web.fields import Moment, Number, Words
from inventory.rules.catalogue import LegalForm
from inventory.schemas.api import AfterSchema, figure
from mobilization.rules.clocks import Clock, Standing
from mobilization.rules.compensation import MOST_DONG, Budget, Cause, Method
from mobilization.rules.proposals import ProposalState
from mobilization.schemas.api import DispatchSchema, OrderSchema
from mobilization.schemas.api_writing import MOST_ID
from mobilization.schemas.incident import EndingSchema

ORDER_STATES = ("draft", "approved", "withdrawn", "sent_back", *ProposalState)
MOST_LINES = 500


def _words(most: int, least: int = 0) -> Words:
    if least:
        return Words(required=True, validate=validate.Length(min=least, max=most))
    return Words(load_default="", validate=validate.Length(max=most))


def _row() -> fields.Integer:
    return fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=MOST_ID))


def _dong(least: int) -> fields.Integer:
    return fields.Integer(required=True, strict=True, validate=validate.Range(min=least, max=MOST_DONG))


class OrdersAskedSchema(AfterSchema):
    """Which orders, by number."""

    state = fields.String(load_default="", validate=validate.OneOf(["", *ORDER_STATES]))


class OrderListSchema(Schema):
    """One page of orders; `next` is the `after` of the following page, null at the end."""

    orders = fields.List(fields.Nested(OrderSchema), required=True)
    next = fields.Integer(required=True, allow_none=True)


class OrderActSchema(Schema):
    """One legal act on an order, such as its extension."""

    kind = fields.String(required=True)
    happened_at = fields.DateTime(required=True)
    until = fields.DateTime(required=True, allow_none=True)
    number = fields.String(required=True)
    text = fields.String(required=True)
    actor = fields.String(required=True)


class DeadlineSchema(Schema):
    """A term the law sets on an order and how it stands now."""

    clock = fields.Enum(Clock, by_value=True, required=True)
    due_at = fields.DateTime(required=True)
    done_at = fields.DateTime(required=True, allow_none=True)
    done_on = fields.Date(required=True, allow_none=True)
    standing = fields.Enum(Standing, by_value=True, required=True)


class OrderLifeSchema(OrderSchema):
    """An order with all it says, what it calls on, what was decided since and what is due.

    `linked` are the tờ trình it takes up; of a tờ trình the orders that take it up. Only a tờ trình is `needed_by`.
    """

    drill = fields.Boolean(required=True)
    issuer_code = fields.String(required=True)
    commander = fields.String(required=True)
    failed_ways = fields.String(required=True)
    assigned_to = fields.String(required=True)
    assigned_address = fields.String(required=True)
    handover_at = fields.DateTime(required=True, allow_none=True)
    handover_place = fields.String(required=True)
    oral_at = fields.DateTime(required=True, allow_none=True)
    oral_place = fields.String(required=True)
    pay_by = fields.DateTime(required=True, allow_none=True)
    pay_method = fields.String(required=True)
    pay_place = fields.String(required=True)
    drafted_by = fields.String(required=True)
    approved_by = fields.String(required=True)
    dated = fields.Date(required=True, allow_none=True)
    extended_until = fields.DateTime(required=True, allow_none=True)
    return_decided_at = fields.DateTime(required=True, allow_none=True)
    signer = fields.String(required=True)
    consent = fields.String(required=True)
    lines = fields.List(fields.Nested(DispatchSchema), required=True)
    acts = fields.List(fields.Nested(OrderActSchema), required=True)
    deadlines = fields.List(fields.Nested(DeadlineSchema), required=True)
    linked = fields.List(fields.Integer(), required=True)
    needed_by = fields.DateTime(required=True, allow_none=True)


class PriceWrittenSchema(Schema):
    """What was agreed for one unit of a resource, in đồng; only a compulsory purchase has prices."""

    dispatch_id = _row()
    unit_dong = _dong(1)


class OrderWrittenSchema(EndingSchema):
    """An order on held resources of one commune; the fields from `failed_ways` on only some forms ask for.

    `until` every form needs but a purchase, which has no end: it is not kept there and read back as null.
    """

    dispatch_ids = fields.List(
        fields.Integer(strict=True, validate=validate.Range(min=1, max=MOST_ID)),
        required=True,
        validate=validate.Length(min=1, max=MOST_LINES),
    )
    form = fields.Enum(LegalForm, by_value=True, required=True)
    destination = _words(200, 1)
    purpose = _words(500, 1)
    commander = _words(120)
    arrive_by = Moment(required=True)
    until = Moment(load_default=None, allow_none=True)
    failed_ways = _words(1000)
    assigned_to = _words(200)
    assigned_address = _words(200)
    handover_at = Moment(load_default=None, allow_none=True)
    handover_place = _words(200)
    oral_at = Moment(load_default=None, allow_none=True)
    oral_place = _words(200)
    pay_by = Moment(load_default=None, allow_none=True)
    pay_method = _words(120)
    pay_place = _words(200)
    prices = fields.List(
        fields.Nested(PriceWrittenSchema), load_default=list, validate=validate.Length(max=MOST_LINES)
    )


class PaperNotedSchema(Schema):
    """The number and the day the clerk gave to a signed paper."""

    number = _words(60, 1)
    dated = fields.Date(required=True)


class ExtensionWrittenSchema(Schema):
    """Until when a term is extended, and why."""

    until = Moment(required=True)
    text = _words(500, 1)


class ReturnDecidedSchema(Schema):
    """The number of the return decision, where the clerk gave one already, and its day; without a day, today's.

    `back_at` and `back_place` say when and where the things go back, where that is set.
    """

    number = _words(60)
    dated = fields.Date(load_default=None, allow_none=True)
    back_at = Moment(load_default=None, allow_none=True)
    back_place = _words(200)


class PayLaterWrittenSchema(Schema):
    """Why payment takes longer."""

    text = _words(500, 1)


class StepShownSchema(Schema):
    """One step of a resource: when it really happened, when it was entered, who said so."""

    id = fields.Integer(required=True)
    dispatch_id = fields.Integer(required=True)
    order_id = fields.Integer(required=True, allow_none=True)
    state = fields.String(required=True)
    happened_at = fields.DateTime(required=True)
    entered_at = fields.DateTime(required=True)
    actor = fields.String(required=True)
    note = fields.String(required=True)
    resource = fields.String(required=True)
    unit = fields.String(required=True)
    quantity = figure()
    commune_code = fields.String(required=True)


class StepListSchema(Schema):
    """One page of a log; `next` is the `after` of the following page, null at the end."""

    steps = fields.List(fields.Nested(StepShownSchema), required=True)
    next = fields.Integer(required=True, allow_none=True)


class MinutesLineSchema(Schema):
    """The condition of one resource when it changed hands."""

    dispatch_id = _row()
    condition = _words(300, 1)
    meter = _words(60)
    fuel = _words(60)
    papers = _words(200)


class MinutesWrittenSchema(Schema):
    """Minutes of handing over or of the return: who met, when, and in which condition each resource was."""

    at = Moment(required=True)
    place = _words(200, 1)
    owner_delegate = _words(120, 1)
    owner_position = _words(120)
    user_name = _words(200, 1)
    user_address = _words(200)
    user_delegate = _words(120, 1)
    user_position = _words(120)
    witness = _words(120)
    remarks = _words(1000)
    lines = fields.List(
        fields.Nested(MinutesLineSchema), required=True, validate=validate.Length(max=MOST_LINES)
    )


class MinutesLineShownSchema(Schema):
    """The condition of one resource as it was written down."""

    dispatch_id = fields.Integer(required=True)
    condition = fields.String(required=True)
    meter = fields.String(required=True)
    fuel = fields.String(required=True)
    papers = fields.String(required=True)


class MinutesShownSchema(Schema):
    """Minutes as they are kept; version 0 and empty where none are written yet."""

    at = fields.DateTime(required=True, allow_none=True)
    place = fields.String(required=True)
    owner_delegate = fields.String(required=True)
    owner_position = fields.String(required=True)
    user_name = fields.String(required=True)
    user_address = fields.String(required=True)
    user_delegate = fields.String(required=True)
    user_position = fields.String(required=True)
    witness = fields.String(required=True)
    remarks = fields.String(required=True)
    lines = fields.List(fields.Nested(MinutesLineShownSchema), required=True)
    written_by = fields.String(required=True)
    version = fields.Integer(required=True)


class LossTermsSchema(Schema):
    """A loss: đồng for one unit, or for one unit and day; who pays it, out of which money, on what ground."""

    cause = fields.Enum(Cause, by_value=True, required=True)
    method = fields.Enum(Method, by_value=True, required=True)
    quantity = Number(required=True)
    unit_dong = _dong(0)
    days = fields.Integer(strict=True, load_default=0, validate=validate.Range(min=0, max=366))
    payer = _words(200, 1)
    budget = fields.Enum(Budget, by_value=True, required=True)
    ground = _words(500)


class LossWrittenSchema(LossTermsSchema):
    """A loss of one resource of the order."""

    dispatch_id = _row()


class LossSchema(Schema):
    """A loss, what is owed for it in đồng, and whether it was paid."""

    id = fields.Integer(required=True)
    dispatch_id = fields.Integer(required=True)
    owner = fields.String(required=True)
    resource = fields.String(required=True)
    unit = fields.String(required=True)
    cause = fields.String(required=True)
    method = fields.String(required=True)
    quantity = figure()
    unit_dong = fields.Integer(required=True)
    days = fields.Integer(required=True)
    amount_dong = fields.Integer(required=True)
    payer = fields.String(required=True)
    budget = fields.String(required=True)
    ground = fields.String(required=True)
    paid_on = fields.Date(required=True, allow_none=True)
    paid_document = fields.String(required=True)
    version = fields.Integer(required=True)


class PaidWrittenSchema(Schema):
    """A payment: when, by which paper."""

    paid_on = fields.Date(required=True)
    document = _words(120, 1)
