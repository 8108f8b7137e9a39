"""The shapes of what is noted of a row, and of what happens to it."""

from __future__ import annotations

from decimal import Decimal

from marshmallow import Schema, fields, validate

from core.web.fields import Amount
from inventory.rules.details import Agreement, Condition, Fund

_ABOVE_NOUGHT = validate.Range(min=Decimal(0), min_inclusive=False)


def _text(most: int) -> fields.String:
    return fields.String(load_default="", validate=validate.Length(max=most))


def _one_of(kinds: type[Fund | Condition | Agreement]) -> fields.String:
    return fields.String(load_default="", validate=validate.OneOf(["", *(kind.value for kind in kinds)]))


def _day() -> fields.Date:
    return fields.Date(load_default=None, allow_none=True)


def _month() -> fields.Integer:
    return fields.Integer(load_default=None, allow_none=True, validate=validate.Range(min=1, max=12))


def _able() -> Amount:
    return Amount(load_default=None, allow_none=True, validate=validate.Range(max=Decimal(1_000_000)))


class DetailsSchema(Schema):
    """All a row says beyond its number; an empty box means that nothing is noted."""

    version = fields.Integer(required=True)
    keep = Amount(load_default=Decimal(0))
    keep_seasonal = Amount(load_default=Decimal(0))
    season_from = _month()
    season_to = _month()
    ready_minutes = fields.Integer(load_default=0, validate=validate.Range(min=0, max=10080))
    condition = _one_of(Condition)
    fund = _one_of(Fund)
    donor = _text(160)
    expires_on = _day()
    lat = fields.Float(load_default=None, allow_none=True)
    lon = fields.Float(load_default=None, allow_none=True)
    seats = _able()
    tonnes = _able()
    kva = _able()
    m3_per_hour = _able()
    persons = _able()
    area_m2 = _able()
    peacetime_use = _text(200)
    convert_minutes = fields.Integer(
        load_default=None, allow_none=True, validate=validate.Range(min=0, max=43200)
    )
    decided_by = _text(160)
    operator = _text(160)
    fuel = _text(80)
    agreement = _one_of(Agreement)
    agreement_no = _text(80)
    signed_on = _day()
    ends_on = _day()
    phoned_on = _day()
    note = _text(500)


class ActSchema(Schema):
    """A quantity of a row to which something happens, with its ground; `seen_…` is the row as the form showed it."""

    version = fields.Integer(required=True)
    seen_on_hand = Amount(load_default=Decimal(0))
    seen_broken = Amount(load_default=Decimal(0))
    quantity = Amount(required=True, validate=_ABOVE_NOUGHT)
    document = _text(200)
    reason = _text(300)
    holder_id = fields.Integer(load_default=None, allow_none=True)
    place = _text(200)
    caption = _text(200)


class PaperActSchema(ActSchema):
    """An act that needs the number of a paper."""

    document = fields.String(required=True, validate=validate.Length(min=2, max=200))


class TransferSchema(PaperActSchema):
    """A quantity for another commune."""

    to_code = fields.String(required=True, validate=validate.Length(max=10))


class ReceivedSchema(Schema):
    """How much really came, why less than was offered, and where it will lie."""

    quantity = Amount(load_default=None, allow_none=True, validate=_ABOVE_NOUGHT)
    answer = _text(300)
    place = _text(200)


class AnswerSchema(Schema):
    """Why an offer is declined."""

    answer = fields.String(required=True, validate=validate.Length(min=3, max=300))


class RequestSchema(Schema):
    """What a commune asks for, and of whom; without a giver of the nearest that can spare it."""

    type_code = fields.String(required=True, validate=validate.Length(max=10))
    quantity = Amount(required=True, validate=_ABOVE_NOUGHT)
    giver_code = _text(10)
    reason = fields.String(required=True, validate=validate.Length(min=3, max=300))


class RequestAnsweredSchema(Schema):
    """On what paper something is given to who asked, and why less than was asked for."""

    document = fields.String(required=True, validate=validate.Length(min=2, max=200))
    answer = _text(300)


class CaptionSchema(Schema):
    """What a photograph shows."""

    caption = _text(200)
