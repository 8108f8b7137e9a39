"""The conditions on rows as another program names them."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from core.web.fields import Words
from inventory.rules.catalogue import Category, Pillar
from inventory.rules.details import Capability
from inventory.rules.holders import HolderKind
from inventory.rules.listing import Age, State
from inventory.rules.stock import MOST

NOTHING = [""]


class WhereAskedSchema(Schema):
    """Of which communes; the former district ("huyện cũ") by its name, as `Huyện Bình Sơn`. Unknown ones are no page (404)."""

    commune_code = fields.String(load_default="", validate=validate.Regexp(r"\A[0-9]{0,10}\Z"))
    former_district = Words(load_default="", validate=validate.Length(max=100))


class WhichAskedSchema(Schema):
    """Of which types and words; what is empty does not narrow."""

    q = Words(load_default="", validate=validate.Length(max=100))
    type_code = fields.String(load_default="", validate=validate.Regexp(r"\A[A-Z0-9\-]{0,10}\Z"))
    category = fields.String(load_default="", validate=validate.OneOf(NOTHING + list(Category)))
    pillar = fields.String(load_default="", validate=validate.OneOf(NOTHING + list(Pillar)))


class ConditionsAskedSchema(WhichAskedSchema):
    """Of rows in which condition, of whom, how long unchecked; `able` with `least` is what one piece can do.

    `expiry`: `past` its last day, or `soon` (within 60 days, or past it).
    """

    state = fields.String(load_default="", validate=validate.OneOf(NOTHING + list(State)))
    holder_kind = fields.String(load_default="", validate=validate.OneOf(NOTHING + list(HolderKind)))
    checked = fields.String(load_default="", validate=validate.OneOf(NOTHING + list(Age)))
    expiry = fields.String(load_default="", validate=validate.OneOf(["", "past", "soon"]))
    dual_use = fields.Boolean(load_default=False)
    able = fields.String(load_default="", validate=validate.OneOf(NOTHING + list(Capability)))
    least = fields.Decimal(load_default=None, validate=validate.Range(min=0, max=MOST))
