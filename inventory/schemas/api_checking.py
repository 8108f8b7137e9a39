"""The shapes of what other programs write into stocktakes and review campaigns."""

from __future__ import annotations

from decimal import Decimal

from marshmallow import Schema, fields, validate

from core.web.fields import Moment, Number, Words
from inventory.rules.catalogue import Pillar
from inventory.schemas.api import MOST_ID

PILLARS = ["", *(one.value for one in Pillar)]


class CountOpenedSchema(Schema):
    """What to count: a pillar, a place, or everything; blind where the book stays hidden until all is counted."""

    pillar = fields.String(load_default="", validate=validate.OneOf(PILLARS))
    place = Words(load_default="", validate=validate.Length(max=200))
    blind = fields.Boolean(load_default=False)


class FoundWrittenSchema(Schema):
    """Things found that the sheet does not name; no `holder_id` means the commune itself."""

    type_code = Words(required=True, validate=validate.Length(min=1, max=10))
    holder_id = fields.Integer(
        strict=True, load_default=None, allow_none=True, validate=validate.Range(min=0, max=MOST_ID)
    )
    place = Words(load_default="", validate=validate.Length(max=200))
    mark = Words(load_default="", validate=validate.Length(max=40))
    present = Number(required=True)
    broken = Number(load_default=Decimal(0))
    expires_on = fields.Date(load_default=None, allow_none=True)
    reason = Words(load_default="", validate=validate.Length(max=300))


class ReasonWrittenSchema(Schema):
    """Why."""

    reason = Words(required=True, validate=validate.Length(min=3, max=300))


class CountClosedWrittenSchema(Schema):
    """The clerk's number of the minutes, and whether uncounted lines are left out."""

    number = Words(load_default="", validate=validate.Length(max=60))
    leave_uncounted = fields.Boolean(load_default=False)


class CountDoneSchema(Schema):
    """What closing did, in lines; a held one keeps the stocktake open."""

    posted = fields.Integer(required=True)
    left = fields.Integer(required=True)
    held = fields.Integer(required=True)


class CampaignWrittenSchema(Schema):
    """A new review for all communes; no pillars means the whole list."""

    title = Words(required=True, validate=validate.Length(min=3, max=160))
    pillars = fields.List(
        fields.String(validate=validate.OneOf(PILLARS[1:])), load_default=[], validate=validate.Length(max=4)
    )
    starts_on = fields.Date(required=True)
    due_on = fields.Date(required=True)


class RemindedWrittenSchema(Schema):
    """Whom to remind: one commune, or all that are not done."""

    commune_code = Words(load_default="", validate=validate.Length(max=10))


class RemindedSchema(Schema):
    """How many communes were reminded; none is twice on one day."""

    communes = fields.Integer(required=True)


class ResponsibleWrittenSchema(Schema):
    """Somebody answers for it.

    `seen_at` is when the list was read: the Date header of that answer. What moved after it is left to be seen again.
    """

    responsible = fields.Boolean(required=True, validate=validate.Equal(True))
    seen_at = Moment(required=True)
