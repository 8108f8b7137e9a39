"""The one shape of each input of an import."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from importers.rules.stock.lines import Mode

MODES = [mode.value for mode in Mode]


class ModeSchema(Schema):
    """What the figures of a file mean."""

    mode = fields.String(load_default=Mode.REPLACE.value, validate=validate.OneOf(MODES))


class CommitSchema(Schema):
    """The preview that was seen."""

    digest = fields.String(required=True, validate=validate.Length(equal=64))


class ChangedAnswerSchema(Schema):
    """Another answer to a remembered question: what is chosen or typed, or that such cells are left out."""

    choice = fields.String(load_default="", validate=validate.Length(max=2000))
    other = fields.String(load_default="", validate=validate.Length(max=200))
    skip = fields.Boolean(load_default=False, truthy={"1"}, falsy={""})


class AnswerSchema(Schema):
    """One question's box: the choice ticked, or what was typed beside "other"."""

    key = fields.String(required=True, validate=validate.Length(max=2000))
    choice = fields.String(load_default="", validate=validate.Length(max=120))
    other = fields.String(load_default="", validate=validate.Length(max=200))
