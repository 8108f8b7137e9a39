"""The shapes of what the province changes in the catalogue, as other programs write it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from core.web.fields import Number, Words
from inventory.rules.catalogue import Category, DualUse, LegalForm, Pillar


def _words(most: int, least: int = 0, **more: Any) -> Words:
    return Words(validate=validate.Length(min=least or None, max=most), **more)


class TypeWrittenSchema(Schema):
    """A new type; it gets the next free number of its category."""

    name = _words(120, 2, required=True)
    gloss = _words(160, load_default="")
    unit = _words(20, 1, required=True)
    note = _words(500, load_default="")
    category = fields.Enum(Category, by_value=True, required=True)
    pillar = fields.Enum(Pillar, by_value=True, required=True)
    dual_use = fields.Enum(DualUse, by_value=True, load_default=DualUse.DEPENDS)
    forms = fields.List(
        fields.Enum(LegalForm, by_value=True),
        required=True,
        validate=validate.Length(min=1, max=len(LegalForm)),
    )


class TypeChangedSchema(Schema):
    """What of a type's words is changed: only what is sent; the unit only while nothing is counted in it."""

    name = _words(120, 2)
    gloss = _words(160)
    unit = _words(20, 1)
    note = _words(500)


class TypeNameWrittenSchema(Schema):
    """Another name of a type."""

    name = _words(120, 2, required=True)


class PackingSchema(Schema):
    """A packing, by its unit."""

    unit = _words(40, 1, required=True)


class FactorWrittenSchema(PackingSchema):
    """So many of the type's units make one packing."""

    factor = Number(required=True)

    @validates_schema
    def _something(self, data: dict[str, Any], **_more: Any) -> None:
        if data["factor"] <= Decimal(0):
            raise ValidationError("Must be one of the quantities above nought.", "factor")


class StandInSchema(Schema):
    """A type that can stand in, by its code."""

    given = _words(10, 1, required=True)


class SubstituteWrittenSchema(StandInSchema):
    """So many units of another type stand for one unit of this one."""

    ratio = Number(required=True)
    note = _words(200, load_default="")

    @validates_schema
    def _something(self, data: dict[str, Any], **_more: Any) -> None:
        if data["ratio"] <= Decimal(0):
            raise ValidationError("Must be one of the quantities above nought.", "ratio")
