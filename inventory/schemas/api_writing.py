"""The shapes of what other programs write into the register."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from core.web.fields import Moment, Number, Words
from inventory.rules.details import Agreement, Condition, Fund
from inventory.rules.holders import HolderKind
from inventory.schemas.api import MOST_ID, figure


class Act(StrEnum):
    """What may happen to a row."""

    RECEIVE = "receive"
    HAND_OUT = "hand_out"
    BREAK = "break"
    WRITE_OFF = "write_off"
    MOVE = "move"


NEEDS_PAPER = frozenset({Act.RECEIVE, Act.HAND_OUT, Act.WRITE_OFF})


def _words(most: int) -> Words:
    return Words(load_default="", validate=validate.Length(max=most))


def _whole(most: int, *, least: int = 0, **more: Any) -> fields.Integer:
    return fields.Integer(strict=True, validate=validate.Range(min=least, max=most), **more)


def _maybe(field: type[fields.Field[Any]], *checks: Any) -> fields.Field[Any]:
    return field(allow_none=True, validate=list(checks))


class CountedSchema(Schema):
    """A row just counted."""

    on_hand = Number(required=True)
    broken = Number(load_default=Decimal(0))
    reason = _words(300)


class LotWrittenSchema(Schema):
    """A new row of a commune's list; no `holder_id` means the commune itself."""

    type_code = Words(required=True, validate=validate.Length(min=1, max=10))
    holder_id = _whole(MOST_ID, load_default=None, allow_none=True)
    place = _words(200)
    mark = _words(40)
    on_hand = Number(required=True)
    broken = Number(load_default=Decimal(0))
    keep = Number(load_default=Decimal(0))
    ready_minutes = _whole(10080, load_default=0)
    expires_on = _maybe(fields.Date)
    note = _words(500)


class ActWrittenSchema(Schema):
    """Something that happens to a row; receiving, handing out and writing off need the number of a paper."""

    act = fields.Enum(Act, by_value=True, required=True)
    quantity = Number(required=True)
    document = _words(200)
    reason = _words(300)
    holder_id = _whole(MOST_ID, load_default=None, allow_none=True)
    place = _words(200)

    @validates_schema
    def _ground(self, data: dict[str, Any], **_more: Any) -> None:
        if data["act"] in NEEDS_PAPER and len(data["document"]) < 2:
            raise ValidationError("Missing data for required field.", "document")
        if data["quantity"] <= 0:
            raise ValidationError("Must be one of the quantities above nought.", "quantity")


class ListConfirmedSchema(Schema):
    """A whole list, or one pillar of it, found unchanged; somebody answers for it.

    `seen_at` is when the list was read: the Date header of that answer. What moved after it is left to be seen again.
    """

    pillar = fields.String(
        load_default="", validate=validate.OneOf(["", "command", "forces", "means", "logistics"])
    )
    responsible = fields.Boolean(required=True, validate=validate.Equal(True))
    seen_at = Moment(required=True)


class HolderWrittenSchema(Schema):
    """A holder; one of the same name is found again and not made twice."""

    name = Words(required=True, validate=validate.Length(min=2, max=160))
    kind = fields.Enum(HolderKind, by_value=True, load_default=HolderKind.AGENCY)
    phone = _words(60)


class DetailsWrittenSchema(Schema):
    """What a row says beyond its number: only what is sent is changed, null empties a field."""

    keep = Number()
    keep_seasonal = Number()
    season_from = _maybe(fields.Integer, validate.Range(min=1, max=12))
    season_to = _maybe(fields.Integer, validate.Range(min=1, max=12))
    ready_minutes = _whole(10080)
    condition = fields.String(validate=validate.OneOf(["", *(one.value for one in Condition)]))
    fund = fields.String(validate=validate.OneOf(["", *(one.value for one in Fund)]))
    donor = Words(validate=validate.Length(max=160))
    expires_on = _maybe(fields.Date)
    lat = _maybe(fields.Float, validate.Range(min=-90, max=90))
    lon = _maybe(fields.Float, validate.Range(min=-180, max=180))
    seats = Number(allow_none=True)
    tonnes = Number(allow_none=True)
    kva = Number(allow_none=True)
    m3_per_hour = Number(allow_none=True)
    persons = Number(allow_none=True)
    area_m2 = Number(allow_none=True)
    peacetime_use = Words(validate=validate.Length(max=200))
    convert_minutes = _maybe(fields.Integer, validate.Range(min=0, max=43200))
    decided_by = Words(validate=validate.Length(max=160))
    operator = Words(validate=validate.Length(max=160))
    fuel = Words(validate=validate.Length(max=80))
    agreement = fields.String(validate=validate.OneOf(["", *(one.value for one in Agreement)]))
    agreement_no = Words(validate=validate.Length(max=80))
    signed_on = _maybe(fields.Date)
    ends_on = _maybe(fields.Date)
    phoned_on = _maybe(fields.Date)
    note = Words(validate=validate.Length(max=500))


def _said(kind: str) -> fields.Raw:
    return fields.Raw(required=True, allow_none=True, metadata={"type": kind})


class DetailsSchema(Schema):
    """A row's details as they stand; who may write them reads the texts as they were typed."""

    as_typed = frozenset({"donor", "peacetime_use", "decided_by", "operator", "fuel", "agreement_no", "note"})

    version = fields.Integer(required=True)
    keep = figure()
    keep_seasonal = figure()
    season_from = fields.Integer(required=True, allow_none=True)
    season_to = fields.Integer(required=True, allow_none=True)
    ready_minutes = fields.Integer(required=True)
    condition = fields.String(required=True)
    fund = fields.String(required=True)
    donor = fields.String(required=True)
    expires_on = fields.Date(required=True, allow_none=True)
    lat = fields.Float(required=True, allow_none=True)
    lon = fields.Float(required=True, allow_none=True)
    seats = _said("number")
    tonnes = _said("number")
    kva = _said("number")
    m3_per_hour = _said("number")
    persons = _said("number")
    area_m2 = _said("number")
    peacetime_use = fields.String(required=True)
    convert_minutes = fields.Integer(required=True, allow_none=True)
    decided_by = fields.String(required=True)
    operator = fields.String(required=True)
    fuel = fields.String(required=True)
    agreement = fields.String(required=True)
    agreement_no = fields.String(required=True)
    signed_on = fields.Date(required=True, allow_none=True)
    ends_on = fields.Date(required=True, allow_none=True)
    phoned_on = fields.Date(required=True, allow_none=True)
    note = fields.String(required=True)
