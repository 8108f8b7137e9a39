"""The shape of a report's text and of a response plan."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from core.web.fields import Amount
from reports.rules.written import DAMAGES, MOST_LETTERS, SECTIONS, PaperKind, has_damage


def text_schema(kind: PaperKind) -> Schema:
    """Return the shape of the text of one kind of report: its parts, the figures of damage, the version."""
    shape: dict[str, Any] = {
        section.key: fields.String(load_default="", validate=validate.Length(max=MOST_LETTERS))
        for section in SECTIONS[kind]
    }
    if has_damage(kind):
        shape |= {item.key: Amount(load_default=None) for item in DAMAGES}
    shape["version"] = fields.Integer(required=True)
    return Schema.from_dict(shape)()


class PlanSchema(Schema):
    """A response plan that was approved."""

    commune_code = fields.String(load_default="", validate=validate.Length(max=10))
    title = fields.String(required=True, validate=validate.Length(min=5, max=200))
    document = fields.String(load_default="", validate=validate.Length(max=60))
    approved_on = fields.Date(required=True)


class PlanChangeSchema(Schema):
    """A correction of a plan's row."""

    version = fields.Integer(required=True)
    title = fields.String(required=True, validate=validate.Length(min=5, max=200))
    document = fields.String(load_default="", validate=validate.Length(max=60))
    approved_on = fields.Date(required=True)
    replaced = fields.Boolean(load_default=False)


class FreezeSchema(Schema):
    """The year and the scope to freeze: "" the province, a commune's code, a former district's name."""

    year = fields.Integer(required=True)
    scope = fields.String(load_default="", validate=validate.Length(max=80))
