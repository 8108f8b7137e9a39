"""The shapes of photographs as JSON."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from core.web.fields import Words


class PhotoSchema(Schema):
    """A photograph of a thing, drawn anew: without the camera's notes of place, time or owner."""

    id = fields.Integer(required=True)
    commune_code = fields.String(required=True)
    subject = fields.String(required=True)
    width = fields.Integer(required=True)
    height = fields.Integer(required=True)
    caption = fields.String(required=True)
    at = fields.DateTime(required=True)
    by = fields.String(required=True)


class PhotoSentSchema(Schema):
    """What a photograph shows."""

    caption = Words(load_default="", validate=validate.Length(max=200))
