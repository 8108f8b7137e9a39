"""The shape of what a command post says on a plan, on roads and on warnings."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from core.web.fields import Amount, LocalMoment
from mobilization.rules.roads import MOST_MINUTES


class PinSchema(Schema):
    """So much of a lot for a need."""

    need_id = fields.Integer(required=True, validate=validate.Range(min=1, max=2**63 - 1))
    lot_id = fields.Integer(required=True, validate=validate.Range(min=1, max=2**63 - 1))
    quantity = Amount(required=True)
    reason = fields.String(load_default="", validate=validate.Length(max=300))


class BanSchema(Schema):
    """A lot, or all of its holder, not to be asked; without a need for the whole incident."""

    lot_id = fields.Integer(required=True, validate=validate.Range(min=1, max=2**63 - 1))
    need_id = fields.Integer(load_default=None, validate=validate.Range(min=1, max=2**63 - 1))
    whole_holder = fields.Boolean(load_default=False)
    reason = fields.String(load_default="", validate=validate.Length(max=300))


class UndoSchema(Schema):
    """A pin or a ban taken back."""

    choice_id = fields.Integer(required=True, validate=validate.Range(min=1, max=2**63 - 1))


class RoadSchema(Schema):
    """A link cut or, where it can still be passed, its minutes corrected: which of the two is always said."""

    neighbour = fields.String(required=True, validate=validate.Length(min=1, max=10))
    passable = fields.Boolean(required=True)
    minutes = fields.Integer(load_default=None, validate=validate.Range(min=1, max=MOST_MINUTES))
    until = LocalMoment(load_default=None)
    text = fields.String(load_default="", validate=validate.Length(max=300))


class LinkSchema(Schema):
    """A link that is as estimated again, and the cut or correction of it that was seen."""

    neighbour = fields.String(required=True, validate=validate.Length(min=1, max=10))
    seen = fields.Integer(required=True)


class LinksSeenSchema(Schema):
    """All that was seen said of a commune's links."""

    links = fields.String(required=True, validate=validate.Length(min=1, max=32))


class IsolationSchema(LinksSeenSchema):
    """A commune cut off: until when, where that is known, and why."""

    until = LocalMoment(load_default=None)
    text = fields.String(load_default="", validate=validate.Length(max=300))


class WarningSeenSchema(Schema):
    """The warning that was seen in force, 0 for none."""

    seen = fields.Integer(required=True)


class WarningSchema(WarningSeenSchema):
    """A commune under warning."""

    level = fields.Integer(required=True, validate=validate.Range(min=1, max=5))
    keep_percent = fields.Integer(required=True, validate=validate.Range(min=0, max=100))
    until = LocalMoment(required=True)
    text = fields.String(load_default="", validate=validate.Length(max=300))
