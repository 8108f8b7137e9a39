"""The shapes of a stocktake's and a review campaign's inputs."""

from __future__ import annotations

from decimal import Decimal

from marshmallow import Schema, fields, validate

from core.web.fields import Amount

PILLARS = ["", "command", "forces", "means", "logistics"]


class OpenCountSchema(Schema):
    """What to count, and whether the expected figures stay hidden."""

    pillar = fields.String(load_default="", validate=validate.OneOf(PILLARS))
    place = fields.String(load_default="", validate=validate.Length(max=200))
    blind = fields.Boolean(load_default=False)


class EnterSchema(Schema):
    """What was found in the place."""

    version = fields.Integer(required=True)
    present = Amount(required=True)
    broken = Amount(load_default=Decimal(0))
    reason = fields.String(load_default="", validate=validate.Length(max=300))


class ReasonSchema(Schema):
    """A reason for a line of a stocktake."""

    version = fields.Integer(required=True)
    reason = fields.String(required=True, validate=validate.Length(min=3, max=300))


class GiveUpSchema(Schema):
    """Why a stocktake is given up."""

    reason = fields.String(required=True, validate=validate.Length(min=3, max=300))


class FoundSchema(Schema):
    """Things found that the sheet does not name."""

    type_code = fields.String(required=True)
    holder_id = fields.Integer(load_default=None, allow_none=True)
    place = fields.String(load_default="", validate=validate.Length(max=200))
    mark = fields.String(load_default="", validate=validate.Length(max=40))
    present = Amount(required=True)
    broken = Amount(load_default=Decimal(0))
    expires_on = fields.Date(load_default=None, allow_none=True)
    reason = fields.String(load_default="", validate=validate.Length(max=300))


class CloseCountSchema(Schema):
    """The clerk's number of the minutes, and whether uncounted lines are left out."""

    number = fields.String(load_default="", validate=validate.Length(max=60))
    leave_uncounted = fields.Boolean(load_default=False)


class CampaignSchema(Schema):
    """A new review campaign; `pillar` empty means all of them."""

    title = fields.String(required=True, validate=validate.Length(min=3, max=160))
    pillar = fields.String(load_default="", validate=validate.OneOf(PILLARS))
    starts_on = fields.Date(required=True)
    due_on = fields.Date(required=True)


class RightSchema(Schema):
    """One row as it was shown: its version and figures, from the button "Đúng"."""

    version = fields.Integer(required=True)
    on_hand = Amount(required=True)
    broken = Amount(required=True)


class ResponsibleSchema(Schema):
    """The sentence of responsibility, ticked."""

    responsible = fields.Boolean(required=True, validate=validate.Equal(True))
    seen = fields.AwareDateTime(required=True)


class RemindSchema(Schema):
    """Whom to remind: one commune, or all that are not done when empty."""

    commune_code = fields.String(load_default="", validate=validate.Length(max=10))
