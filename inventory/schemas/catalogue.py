"""The shapes of what the province changes in the catalogue."""

from __future__ import annotations

from decimal import Decimal

from marshmallow import Schema, fields, validate

from core.web.fields import Amount
from inventory.rules.catalogue import Category, DualUse, LegalForm, Pillar

_ABOVE_NOUGHT = validate.Range(min=Decimal(0), min_inclusive=False)


class TypeSchema(Schema):
    """A type's words."""

    name = fields.String(required=True, validate=validate.Length(min=2, max=120))
    gloss = fields.String(load_default="", validate=validate.Length(max=160))
    unit = fields.String(required=True, validate=validate.Length(min=1, max=20))
    note = fields.String(load_default="", validate=validate.Length(max=500))


class NewTypeSchema(TypeSchema):
    """A new type; its way of being called on follows the chosen legal form."""

    category = fields.String(required=True, validate=validate.OneOf([item.value for item in Category]))
    pillar = fields.String(required=True, validate=validate.OneOf([item.value for item in Pillar]))
    dual_use = fields.String(
        load_default="depends", validate=validate.OneOf([item.value for item in DualUse])
    )
    form = fields.String(required=True, validate=validate.OneOf([item.value for item in LegalForm]))


class EditTypeSchema(TypeSchema):
    """Changed words of a type."""

    version = fields.Integer(required=True)


class NameSchema(Schema):
    """Another name."""

    name = fields.String(required=True, validate=validate.Length(min=2, max=120))


class FactorSchema(Schema):
    """A packing and how many units it holds."""

    unit = fields.String(required=True, validate=validate.Length(min=1, max=40))
    factor = Amount(required=True, validate=_ABOVE_NOUGHT)


class SubstituteSchema(Schema):
    """What can stand in, so many for one."""

    given = fields.String(required=True, validate=validate.Length(max=10))
    ratio = Amount(required=True, validate=_ABOVE_NOUGHT)
    why = fields.String(load_default="", validate=validate.Length(max=200))


class RowSchema(Schema):
    """One row of a type's page."""

    row_id = fields.Integer(required=True)
