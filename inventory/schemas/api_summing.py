"""The shapes of sums, of two days side by side and of the log of looks at telephone numbers as JSON."""

from __future__ import annotations

from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from inventory.schemas.api import AfterSchema, figure
from inventory.schemas.api_conditions import ConditionsAskedSchema, WhereAskedSchema, WhichAskedSchema
from inventory.schemas.api_registers import PageSchema


class TotalsAskedSchema(PageSchema, WhereAskedSchema, ConditionsAskedSchema):
    """Sums over which rows, and which page of them."""


class TypeTotalSchema(Schema):
    """The sums of one type, in its unit; `usable` is neither broken nor away nor past its last day."""

    type_code = fields.String(required=True)
    resource = fields.String(required=True)
    unit = fields.String(required=True)
    category = fields.String(required=True)
    pillar = fields.String(required=True)
    rows = fields.Integer(required=True)
    communes = fields.Integer(required=True)
    on_hand = figure()
    reserved = figure()
    away = figure()
    broken = figure()
    usable = figure()


class TypeTotalListSchema(Schema):
    """One page by the types' names; `next` is the number of the following page, null at the end."""

    totals = fields.List(fields.Nested(TypeTotalSchema), required=True)
    next = fields.Integer(required=True, allow_none=True)


class CommuneTotalSchema(Schema):
    """A commune's sums; the quantities are null unless `type_code` asks for one type: units do not add up."""

    commune_code = fields.String(required=True)
    rows = fields.Integer(required=True)
    on_hand = figure(unknown=True)
    usable = figure(unknown=True)


class CommuneTotalListSchema(Schema):
    """One page in official order, communes without such a row left out; `next` is the following page, null at the end."""

    totals = fields.List(fields.Nested(CommuneTotalSchema), required=True)
    next = fields.Integer(required=True, allow_none=True)


class PillarTotalSchema(Schema):
    """A pillar's rows: how many, unchecked too long, with nothing left, past their last day, promised or away."""

    pillar = fields.String(required=True)
    communes = fields.Integer(required=True)
    rows = fields.Integer(required=True)
    stale = fields.Integer(required=True)
    empty = fields.Integer(required=True)
    expired = fields.Integer(required=True)
    busy = fields.Integer(required=True)


class ComparedAskedSchema(PageSchema, WhereAskedSchema, WhichAskedSchema):
    """Which two days' ends; without days the end of the year before beside today.

    A line for each type; with `by=commune` for each commune, of one type only.
    """

    first = fields.Date(load_default=None)
    second = fields.Date(load_default=None)
    by = fields.String(load_default="type", validate=validate.OneOf(["type", "commune"]))
    only_changed = fields.Boolean(load_default=False)

    @validates_schema
    def _fits(self, data: dict[str, Any], **_more: Any) -> None:
        first, second = data["first"], data["second"]
        if isinstance(first, date) and isinstance(second, date) and second < first:
            raise ValidationError("Must not be before the first day.", "second")
        if data["by"] == "commune" and not data["type_code"]:
            raise ValidationError("Needed to compare communes: units do not add up.", "type_code")


class ComparedSchema(Schema):
    """What was and what is, in the type's unit; in how many places it rose and fell. `percent` is null where nothing was."""

    key = fields.String(required=True, metadata={"description": "The type's or the commune's code."})
    then = figure()
    now = figure()
    change = figure()
    percent = fields.Integer(required=True, allow_none=True)
    rose = fields.Integer(required=True)
    fell = fields.Integer(required=True)


class ComparedListSchema(Schema):
    """One page and the two days it compares, no later than today; `next` is the following page, null at the end."""

    first = fields.Date(required=True)
    second = fields.Date(required=True)
    lines = fields.List(fields.Nested(ComparedSchema), required=True)
    next = fields.Integer(required=True, allow_none=True)


class LooksAskedSchema(AfterSchema):
    """Which looks: after the last one that was read, of one commune, since a moment."""

    commune_code = fields.String(load_default="", validate=validate.Regexp(r"\A[0-9]{0,10}\Z"))
    since = fields.AwareDateTime(load_default=None)


class LookSchema(Schema):
    """Who looked at whose number, when (UTC), from which page; no commune means the province's own people."""

    id = fields.Integer(required=True)
    at = fields.DateTime(required=True)
    actor = fields.String(required=True)
    commune_code = fields.String(required=True)
    kind = fields.String(required=True)
    row_id = fields.Integer(required=True)
    whose = fields.String(required=True)
    page = fields.String(required=True)


class LookListSchema(Schema):
    """One page, oldest first; `next` is the `after` of the following page, null at the end."""

    looks = fields.List(fields.Nested(LookSchema), required=True)
    next = fields.Integer(required=True, allow_none=True)
