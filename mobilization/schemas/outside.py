"""The shape of an offer from outside, of a công điện, of a decision on a civil-defence level."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from core.documents.paper import Urgency
from core.web.fields import Amount, LocalMoment
from mobilization.rules.levels import LevelAct
from mobilization.rules.offers import GiverKind, OfferState
from mobilization.rules.papers.declaration import MEASURES
from mobilization.schemas.incident import NumberSchema


class OfferSchema(Schema):
    """What is offered, by whom, until when."""

    giver = fields.String(required=True, validate=validate.Length(min=2, max=200))
    giver_kind = fields.Enum(GiverKind, by_value=True, required=True)
    contact = fields.String(load_default="", validate=validate.Length(max=200))
    type_code = fields.String(required=True)
    quantity = Amount(required=True)
    arrives_at = LocalMoment(required=True)
    until = LocalMoment(load_default=None)
    note = fields.String(load_default="", validate=validate.Length(max=300))


class OfferStepSchema(Schema):
    """One step of an offer."""

    offer_id = fields.Integer(required=True)
    version = fields.Integer(required=True)
    need_id = fields.Integer(load_default=None)
    covers = Amount(load_default=None)
    came = Amount(load_default=None)
    to = fields.Enum(OfferState, by_value=True, required=True)


class ThankSchema(Schema):
    """Whom the letter was sent to."""

    offer_id = fields.Integer(required=True)


class ThanksNumberSchema(ThankSchema, NumberSchema):
    """The clerk's number and day of one letter of thanks."""


class TelegramNumberSchema(NumberSchema):
    """The clerk's number and day of one công điện."""

    telegram_id = fields.Integer(required=True)


class TelegramSchema(Schema):
    """A công điện; addressees and orders one a line."""

    urgency = fields.Enum(Urgency, required=True)
    addressees = fields.String(required=True, validate=validate.Length(min=3, max=1000))
    situation = fields.String(required=True, validate=validate.Length(min=3, max=2000))
    orders = fields.String(required=True, validate=validate.Length(min=3, max=4000))
    report_by = LocalMoment(required=True)


class LiftingSchema(Schema):
    """A quyết định bãi bỏ; `number` is the declaration's, where the clerk gave one."""

    reason = fields.String(required=True, validate=validate.Length(min=3, max=1000))
    area = fields.String(required=True, validate=validate.Length(min=2, max=300))
    since = LocalMoment(required=True)
    number = fields.String(load_default="", validate=validate.Length(max=30))


class DeclarationSchema(Schema):
    """A quyết định ban bố; the measures by their place in the law's list."""

    reason = fields.String(required=True, validate=validate.Length(min=3, max=1000))
    area = fields.String(required=True, validate=validate.Length(min=2, max=300))
    since = LocalMoment(required=True)
    forces = fields.String(required=True, validate=validate.Length(min=3, max=1000))
    measures = fields.List(
        fields.Integer(validate=validate.Range(min=0, max=len(MEASURES) - 1)),
        required=True,
        validate=validate.Length(min=1, max=len(MEASURES)),
    )


class LevelDecisionSchema(Schema):
    """A signed decision on a level: number, day, who signed, since when it holds."""

    act = fields.Enum(LevelAct, by_value=True, required=True)
    level = fields.Integer(required=True, validate=validate.Range(min=1, max=3))
    number = fields.String(required=True, validate=validate.Length(min=1, max=60))
    dated = fields.Date(required=True)
    signer = fields.String(required=True, validate=validate.Length(min=3, max=120))
    since = LocalMoment(required=True)
