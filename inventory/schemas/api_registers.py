"""The shapes of the register's other lists as JSON: dual use, works, people, reviews, a type's words."""

from __future__ import annotations

from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from inventory.rules.holders import HolderKind
from inventory.schemas.api import figure

MOST_PAGES = 100_000
MOST_DAYS = 62


class PageSchema(Schema):
    """Which page of a list."""

    page = fields.Integer(load_default=1, validate=validate.Range(min=1, max=MOST_PAGES))


class TypeNameSchema(Schema):
    """Another name that leads to a type."""

    name = fields.String(required=True)


class FactorSchema(Schema):
    """So many of the type's units make one packing."""

    unit = fields.String(required=True)
    factor = figure()


class SubstituteSchema(Schema):
    """So many units of another type stand for one of this one."""

    given = fields.String(required=True)
    ratio = figure()
    note = fields.String(required=True)


class TypePageSchema(Schema):
    """A type with all that belongs to it; `merged_into` names the type that stands for it now."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    gloss = fields.String(required=True)
    unit = fields.String(required=True)
    category = fields.String(required=True)
    pillar = fields.String(required=True)
    dual_use = fields.String(required=True)
    forms = fields.List(fields.String(), required=True)
    note = fields.String(required=True)
    retired_on = fields.Date(required=True, allow_none=True)
    merged_into = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True)
    names = fields.List(fields.String(), required=True)
    factors = fields.List(fields.Nested(FactorSchema), required=True)
    substitutes = fields.List(fields.Nested(SubstituteSchema), required=True)


class DualUseAskedSchema(PageSchema):
    """Which part of the dual-use register: agreements ending or ended, none at all, owners not called for a quarter.

    And of which kind of owner.
    """

    part = fields.String(load_default="", validate=validate.OneOf(["", "ending", "ended", "none", "phone"]))
    holder_kind = fields.String(load_default="", validate=validate.OneOf(["", *HolderKind]))


class DualUseSchema(Schema):
    """What serves peacetime and may be called on."""

    lot_id = fields.Integer(required=True)
    commune = fields.String(required=True)
    resource = fields.String(required=True)
    mark = fields.String(required=True)
    unit = fields.String(required=True)
    on_hand = figure()
    holder = fields.String(required=True)
    holder_kind = fields.String(required=True)
    peacetime_use = fields.String(required=True)
    convert_minutes = fields.Integer(required=True, allow_none=True)
    decided_by = fields.String(required=True)
    operator = fields.String(required=True)
    fuel = fields.String(required=True)
    agreement = fields.String(required=True)
    agreement_no = fields.String(required=True)
    ends_on = fields.Date(required=True, allow_none=True)
    phoned_on = fields.Date(required=True, allow_none=True)


class DualUseListSchema(Schema):
    """One page; `next` is the number of the following page, null at the end."""

    dual_uses = fields.List(fields.Nested(DualUseSchema), required=True)
    next = fields.Integer(required=True, allow_none=True)


class WorkSchema(Schema):
    """A shelter or other works; capacities are of the whole row, null where nobody noted them."""

    lot_id = fields.Integer(required=True)
    commune = fields.String(required=True)
    resource = fields.String(required=True)
    place = fields.String(required=True)
    holder = fields.String(required=True)
    on_hand = figure()
    unit = fields.String(required=True)
    persons = figure(unknown=True)
    area_m2 = figure(unknown=True)
    has_position = fields.Boolean(required=True)
    peacetime_use = fields.String(required=True)


class WorkListSchema(Schema):
    """One page; `next` is the number of the following page, null at the end."""

    works = fields.List(fields.Nested(WorkSchema), required=True)
    next = fields.Integer(required=True, allow_none=True)


class SquadSchema(Schema):
    """A squad; `shared` of its people are counted in another one already. The telephone number is masked."""

    id = fields.Integer(required=True)
    commune_code = fields.String(required=True)
    type_code = fields.String(required=True)
    kind = fields.String(required=True)
    name = fields.String(required=True)
    strength = fields.Integer(required=True)
    trained = fields.Integer(required=True)
    shared = fields.Integer(required=True)
    shared_with_id = fields.Integer(required=True, allow_none=True)
    leader = fields.String(required=True)
    phone = fields.String(required=True)
    caller = fields.String(required=True)
    form = fields.String(required=True)
    equipment = fields.String(required=True)
    counted_on = fields.Date(required=True)
    version = fields.Integer(required=True)


class SeatSchema(Schema):
    """A person's term in a post of the board. The telephone number is masked."""

    id = fields.Integer(required=True)
    commune_code = fields.String(required=True)
    post = fields.String(required=True)
    name = fields.String(required=True)
    unit = fields.String(required=True)
    phone = fields.String(required=True)
    stand_in = fields.String(required=True)
    term_from = fields.Date(required=True)
    term_to = fields.Date(required=True, allow_none=True)
    document = fields.String(required=True)
    version = fields.Integer(required=True)


class WatchesAskedSchema(Schema):
    """Which days of a roster, both included; two months at most. Without days: from today, a week."""

    first = fields.Date(load_default=None)
    last = fields.Date(load_default=None)

    @validates_schema
    def _span(self, data: dict[str, Any], **_more: Any) -> None:
        first, last = data["first"], data["last"]
        if isinstance(first, date) and isinstance(last, date) and not 0 <= (last - first).days <= MOST_DAYS:
            raise ValidationError("Must be one of the days after the first, two months at most.", "last")


class WatchSchema(Schema):
    """A person on duty; moments are UTC. The telephone number is masked."""

    id = fields.Integer(required=True)
    commune_code = fields.String(required=True)
    kind = fields.String(required=True)
    name = fields.String(required=True)
    unit = fields.String(required=True)
    phone = fields.String(required=True)
    starts_at = fields.DateTime(required=True)
    ends_at = fields.DateTime(required=True)
    version = fields.Integer(required=True)


class CampaignSchema(Schema):
    """A review the province asks for; no pillars means all of them."""

    id = fields.Integer(required=True)
    title = fields.String(required=True)
    pillars = fields.List(fields.String(), required=True)
    starts_on = fields.Date(required=True)
    due_on = fields.Date(required=True)
    closed_at = fields.DateTime(required=True, allow_none=True)


class CommuneReviewSchema(Schema):
    """How far a commune is in a review."""

    commune_code = fields.String(required=True)
    rows = fields.Integer(required=True)
    confirmed = fields.Integer(required=True)
    signed_by = fields.String(required=True)
    reminders = fields.Integer(required=True)
    reminded_on = fields.Date(required=True, allow_none=True)
