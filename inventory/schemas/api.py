"""The shapes of the register's JSON."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from marshmallow import Schema, fields, validate

from core.text import plain_number
from inventory.schemas.api_conditions import ConditionsAskedSchema, WhereAskedSchema

MOST_ID = 2**63 - 1


class Figure(fields.Raw):
    """A quantity as a plain number."""

    def _serialize(self, value: Any, *_more: Any, **_named: Any) -> Any:
        return plain_number(value) if isinstance(value, Decimal) else value


def figure(*, unknown: bool = False) -> Figure:
    """Return the field of a quantity in the catalogue's unit; `unknown` where nobody may have noted it."""
    return Figure(required=True, allow_none=unknown, metadata={"type": "number"})


class AfterSchema(Schema):
    """Where a list goes on: `after` the last row's number of the page before."""

    after = fields.Integer(load_default=0, validate=validate.Range(min=0, max=MOST_ID))
    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=200))


class CommuneLotsAskedSchema(AfterSchema, ConditionsAskedSchema):
    """Which of a commune's lots, and whether telephone numbers are asked for (the look is noted)."""

    updated_since = fields.AwareDateTime(load_default=None)
    phones = fields.Boolean(load_default=False)


class LotsAskedSchema(CommuneLotsAskedSchema, WhereAskedSchema):
    """Which lots, of one commune or of all within reach."""


class PhonesSchema(Schema):
    """Whether the telephone number is asked for (the look is noted)."""

    phones = fields.Boolean(load_default=False)


class CommuneSchema(Schema):
    """A commune."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    lat = fields.Float(required=True)
    lon = fields.Float(required=True)
    area_km2 = fields.Float(required=True)
    population = fields.Integer(required=True)


class TypeSchema(Schema):
    """A type of the catalogue."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    unit = fields.String(required=True)
    category = fields.String(required=True)
    pillar = fields.String(required=True)
    retired_on = fields.Date(required=True, allow_none=True)


class SummarySchema(Schema):
    """A commune's rows of one pillar."""

    commune_code = fields.String(required=True)
    pillar = fields.String(required=True)
    rows = fields.Integer(required=True)
    stale = fields.Integer(required=True)
    empty = fields.Integer(required=True)
    expired = fields.Integer(required=True)


class HolderSchema(Schema):
    """Who keeps things; the telephone number is masked."""

    id = fields.Integer(required=True)
    commune_code = fields.String(required=True)
    kind = fields.String(required=True)
    name = fields.String(required=True)
    phone = fields.String(required=True)
    address = fields.String(required=True)


class LotSchema(Schema):
    """A lot; quantities are in the catalogue's unit.

    `keep_today` is what must stay by season; `lacking` by how much what is whole, in date and promised to nobody is less.
    """

    id = fields.Integer(required=True)
    commune_code = fields.String(required=True)
    resource_code = fields.String(required=True)
    resource = fields.String(required=True)
    pillar = fields.String(required=True)
    unit = fields.String(required=True)
    holder_id = fields.Integer(required=True)
    holder = fields.String(required=True)
    phone = fields.String(required=True)
    place = fields.String(required=True)
    mark = fields.String(required=True)
    on_hand = figure()
    reserved = figure()
    away = figure()
    broken = figure()
    keep = figure()
    keep_today = figure()
    lacking = figure()
    ready_minutes = fields.Integer(required=True)
    note = fields.String(required=True)
    checked_on = fields.Date(required=True, allow_none=True)
    expires_on = fields.Date(required=True, allow_none=True)
    version = fields.Integer(required=True)


class LotListSchema(Schema):
    """One page of lots; `next` is the `after` of the following page, null at the end."""

    lots = fields.List(fields.Nested(LotSchema), required=True)
    next = fields.Integer(required=True, allow_none=True)


class MovementSchema(Schema):
    """A line of the ledger; `at` is UTC."""

    id = fields.Integer(required=True)
    kind = fields.String(required=True)
    on_hand = figure()
    reserved = figure()
    away = figure()
    broken = figure()
    on_hand_after = figure()
    at = fields.DateTime(required=True)
    actor = fields.String(required=True)
    reason = fields.String(required=True)
    document = fields.String(required=True)
    source = fields.String(required=True)


class MovementListSchema(Schema):
    """One page of a lot's movements, oldest first."""

    movements = fields.List(fields.Nested(MovementSchema), required=True)
    next = fields.Integer(required=True, allow_none=True)


class ChangedFieldSchema(Schema):
    """What a detail said before and after, "" where nothing was noted; null where free words changed: they may name people."""

    name = fields.String(required=True)
    before = fields.String(required=True, allow_none=True)
    after = fields.String(required=True, allow_none=True)


class ChangeSchema(Schema):
    """A change of what a row says beyond its number: who, when (UTC), which details."""

    at = fields.DateTime(required=True)
    actor = fields.String(required=True)
    fields_ = fields.List(fields.Nested(ChangedFieldSchema), required=True, data_key="fields")


class ConfirmedSchema(Schema):
    """How many rows of a list were confirmed, and how many were left because they moved since the caller looked."""

    rows = fields.Integer(required=True)
    left = fields.Integer(required=True)
