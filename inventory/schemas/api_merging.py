"""The shapes of holders set right, of merges and of the register on a past day as JSON."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from core.web.fields import Words
from inventory.rules.holders import HOLDER_NAME_LENGTH, HolderKind
from inventory.rules.personal import MOST_PHONE
from inventory.schemas.api import MOST_ID, figure
from inventory.schemas.api_registers import PageSchema
from inventory.schemas.merging import MOST_ADDRESS


class PastAskedSchema(PageSchema):
    """Which day's end (today's where none is named), and which page."""

    day = fields.Date(load_default=None)


class PastRowSchema(Schema):
    """A row's figures at the end of a day; names, place and holder as they are now."""

    lot_id = fields.Integer(required=True)
    resource = fields.String(required=True)
    mark = fields.String(required=True)
    unit = fields.String(required=True)
    holder = fields.String(required=True)
    place = fields.String(required=True)
    on_hand = figure()
    broken = figure()
    reserved = figure()
    closed = fields.Boolean(required=True)


class PastListSchema(Schema):
    """A page of a commune's rows at the end of a day."""

    rows = fields.List(fields.Nested(PastRowSchema), required=True)
    next = fields.Integer(required=True, allow_none=True)


class HolderPageSchema(Schema):
    """A holder and the names that lead to it besides its own."""

    id = fields.Integer(required=True)
    commune_code = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    merged = fields.Boolean(required=True)
    other_names = fields.List(fields.String(), required=True)
    mark = fields.String(required=True)


class HolderCorrectedSchema(Schema):
    """A holder's right name and kind; the commune's own committee is no kind to choose."""

    name = fields.String(required=True, validate=validate.Length(min=1, max=HOLDER_NAME_LENGTH))
    kind = fields.Enum(
        HolderKind, by_value=True, required=True, validate=validate.NoneOf([HolderKind.COMMUNE])
    )


class ContactWrittenSchema(Schema):
    """Whom to call: what is not sent stays as it is, an empty text goes."""

    phone = Words(load_default=None, validate=validate.Length(max=MOST_PHONE))
    address = Words(load_default=None, validate=validate.Length(max=MOST_ADDRESS))


class IntoTypeSchema(Schema):
    """Which type stays; where none is named, nothing can be merged (409)."""

    into = fields.String(load_default="", validate=validate.Regexp(r"\A[A-Z0-9\-]{0,10}\Z"))


class IntoHolderSchema(Schema):
    """Which holder stays; where none is named, nothing can be merged (409)."""

    into = fields.Integer(load_default=0, validate=validate.Range(min=0, max=MOST_ID))


class TypesMergedSchema(Schema):
    """One type goes into another."""

    into = fields.String(required=True, validate=validate.Regexp(r"\A[A-Z0-9\-]{1,10}\Z"))
    reason = fields.String(load_default="", validate=validate.Length(max=200))


class HoldersMergedSchema(Schema):
    """One holder goes into another; of two kinds only where `kinds_agreed` says that they are one."""

    into = fields.Integer(required=True, validate=validate.Range(min=1, max=MOST_ID))
    reason = fields.String(load_default="", validate=validate.Length(max=200))
    kinds_agreed = fields.Boolean(load_default=False)


class MeetingSchema(Schema):
    """A row that would go; `into` the row it would be added to, null where it only changes its name."""

    lot_id = fields.Integer(required=True)
    on_hand = figure()
    broken = figure()
    into = fields.Integer(required=True, allow_none=True)


class MergePreviewSchema(Schema):
    """What a merge would move; its ETag is what If-Match asks for. `kinds` are the two kinds where they differ."""

    source = fields.String(required=True)
    target = fields.String(required=True)
    source_name = fields.String(required=True)
    target_name = fields.String(required=True)
    kinds = fields.List(fields.String(), required=True, allow_none=True)
    meetings = fields.List(fields.Nested(MeetingSchema), required=True)
    mark = fields.String(required=True)


class MergeSchema(Schema):
    """A merge that was made."""

    id = fields.Integer(required=True)
    kind = fields.String(required=True)
    commune_code = fields.String(required=True)
    source = fields.String(required=True)
    target = fields.String(required=True)
    source_name = fields.String(required=True)
    target_name = fields.String(required=True)
    reason = fields.String(required=True)
    rows = fields.Integer(required=True)
    made_at = fields.AwareDateTime(required=True)
    made_by = fields.String(required=True)
    undone_at = fields.AwareDateTime(required=True, allow_none=True)
    undone_by = fields.String(required=True)
