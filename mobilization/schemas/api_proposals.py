"""The shapes of a commune's tờ trình as JSON."""

from __future__ import annotations

from marshmallow import Schema, ValidationError, fields, validate

from core.web.fields import Words
from inventory.rules.catalogue import LegalForm
from inventory.schemas.api import AfterSchema
from mobilization.rules.proposals import TAKING, ProposalState
from mobilization.schemas.api import OrderSchema
from mobilization.schemas.api_ordering import OrderWrittenSchema


def _takes(form: LegalForm) -> None:
    if form not in TAKING:
        raise ValidationError("Must be one of trung_dung, trung_mua.")


class ProposalsAskedSchema(AfterSchema):
    """Which tờ trình, by number."""

    state = fields.String(load_default="", validate=validate.OneOf(["", *ProposalState]))


class ProposalLineSchema(OrderSchema):
    """A tờ trình in a list, and by when it has to be decided on."""

    needed_by = fields.DateTime(required=True)


class ProposalListSchema(Schema):
    """One page of tờ trình; `next` is the `after` of the following page, null at the end."""

    proposals = fields.List(fields.Nested(ProposalLineSchema), required=True)
    next = fields.Integer(required=True, allow_none=True)


class ProposalWrittenSchema(OrderWrittenSchema):
    """A tờ trình on held resources: the province is asked to requisition or to buy."""

    form = fields.Enum(LegalForm, by_value=True, required=True, validate=_takes)


class DeclinedSchema(Schema):
    """Why the province does not decide as it is asked."""

    reason = Words(required=True, validate=validate.Length(min=3, max=500))
