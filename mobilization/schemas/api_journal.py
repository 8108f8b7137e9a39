"""The shapes of the lines of an incident's log as JSON."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from core.web.fields import Moment, Words
from inventory.schemas.api import figure
from mobilization.rules.journal import Entry


class EntryShownSchema(Schema):
    """One line: what it tells, when that happened, when it was entered, by whom.

    Of a need: which, what it asks for from then on, and what it asked for before where that changed.
    """

    id = fields.Integer(required=True)
    kind = fields.String(required=True, validate=validate.OneOf([kind.value for kind in Entry]))
    need_id = fields.Integer(required=True, allow_none=True)
    quantity = figure(unknown=True)
    was = figure(unknown=True)
    happened_at = fields.DateTime(required=True)
    entered_at = fields.DateTime(required=True)
    actor = fields.String(required=True)
    text = fields.String(required=True)


class EntryListSchema(Schema):
    """One page of a log; `next` is the `after` of the following page, null at the end."""

    entries = fields.List(fields.Nested(EntryShownSchema), required=True)
    next = fields.Integer(required=True, allow_none=True)


class EntryWrittenSchema(Schema):
    """What happened, and when where that is a while ago."""

    text = Words(required=True, validate=validate.Length(min=1, max=1000))
    happened_at = Moment(load_default=None, allow_none=True)
