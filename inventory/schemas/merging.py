"""The shapes of a merge (what stays, why, what was shown beforehand) and of a holder set right."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from core.web.fields import Words
from inventory.rules.holders import HOLDER_NAME_LENGTH, HolderKind
from inventory.rules.personal import MOST_PHONE

MOST_ADDRESS = 200


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
    kinds_agreed = fields.Boolean(load_default=False)


class NewHolderSchema(Schema):
    """A holder that a commune's list does not name yet."""

    name = fields.String(required=True, validate=validate.Length(min=2, max=HOLDER_NAME_LENGTH))
    kind = fields.Enum(
        HolderKind, by_value=True, required=True, validate=validate.NoneOf([HolderKind.COMMUNE])
    )
    phone = Words(load_default="", validate=validate.Length(max=MOST_PHONE))
    address = Words(load_default="", validate=validate.Length(max=MOST_ADDRESS))


class ContactSchema(Schema):
    """Whom to call: a number left empty stays as it is, unless it is to go."""

    phone = Words(load_default="", validate=validate.Length(max=MOST_PHONE))
    forget = fields.Boolean(load_default=False)
    address = Words(load_default="", validate=validate.Length(max=MOST_ADDRESS))
    seen = fields.String(required=True, validate=validate.Length(max=16))


class CorrectHolderSchema(Schema):
    """A holder's right name and kind; the commune's own committee is no kind to choose."""

    name = fields.String(required=True, validate=validate.Length(min=1, max=HOLDER_NAME_LENGTH))
    kind = fields.Enum(
        HolderKind, by_value=True, required=True, validate=validate.NoneOf([HolderKind.COMMUNE])
    )
    seen = fields.String(required=True, validate=validate.Length(max=16))
