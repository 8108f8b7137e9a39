"""The shapes of a merge: what stays, why, and what was shown beforehand."""

from __future__ import annotations

from marshmallow import Schema, fields, validate


class MergeTypesSchema(Schema):
    """One type goes into another."""

    target = fields.String(required=True, validate=validate.Length(min=1, max=10))
    reason = fields.String(load_default="", validate=validate.Length(max=200))
    seen = fields.String(required=True, validate=validate.Length(max=16))


class MergeHoldersSchema(Schema):
    """One holder of a commune goes into another."""

    target = fields.Integer(required=True, validate=validate.Range(min=1, max=2**63 - 1))
    reason = fields.String(load_default="", validate=validate.Length(max=200))
    seen = fields.String(required=True, validate=validate.Length(max=16))
