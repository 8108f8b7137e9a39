"""The shape of a change of a planning norm."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from core.web.fields import Amount


class NormResetSchema(Schema):
    """Back to the default: why, and the version that was shown."""

    reason = fields.String(required=True, validate=validate.Length(min=3, max=300))
    seen = fields.Integer(required=True)


class NormSchema(NormResetSchema):
    """The province's own value, its source and the day it holds from."""

    value = Amount(required=True)
    source = fields.String(required=True, validate=validate.Length(min=3, max=300))
    valid_from = fields.Date(required=True)
