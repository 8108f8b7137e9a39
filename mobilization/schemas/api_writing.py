"""The shapes of what other programs write into an incident."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from core.web.fields import Moment, Number, Words
from mobilization.rules.abilities import Ability
from mobilization.rules.hazards import Hazard
from mobilization.rules.states import State

MOST_ID = 2**63 - 1


def _words(most: int, least: int = 0, **more: Any) -> Words:
    return Words(validate=validate.Length(min=least or None, max=most), **more)


def _whole(least: int, most: int, **more: Any) -> fields.Integer:
    return fields.Integer(strict=True, validate=validate.Range(min=least, max=most), **more)


class IncidentWrittenSchema(Schema):
    """A new incident; the two levels are two scales. A drill stays one for ever and touches no real number."""

    title = _words(160, 3, required=True)
    hazard = fields.Enum(Hazard, by_value=True, required=True)
    commune_code = _words(10, 1, required=True)
    place = _words(200, load_default="")
    ptds_level = _whole(1, 3, load_default=None, allow_none=True)
    risk_level = _whole(1, 5, load_default=None, allow_none=True)
    drill = fields.Boolean(load_default=False)


class NeedWrittenSchema(Schema):
    """A new need: of a type by `type_code`, or of an `ability`, one of the two; the quantity is a whole number.

    With `least_each` every piece must do so much, and the quantity counts pieces. Without `commune_code` it is needed
    where the incident is.
    """

    type_code = _words(10, 1, load_default=None, allow_none=True)
    ability = fields.Enum(Ability, by_value=True, load_default=None, allow_none=True)
    least_each = Number(load_default=None, allow_none=True)
    quantity = Number(required=True)
    commune_code = _words(10, load_default="")
    priority = _whole(1, 9, load_default=1)
    within_minutes = _whole(1, 20160, load_default=None, allow_none=True)
    note = _words(300, load_default="")

    @validates_schema
    def _one_of_the_two(self, data: dict[str, Any], **_more: Any) -> None:
        if (data["type_code"] is None) == (data["ability"] is None):
            raise ValidationError("Must be one of the two, a type or an ability.", "type_code")


class NeedChangedSchema(Schema):
    """What of a need is changed: only what is sent; null takes the time limit away."""

    quantity = Number()
    priority = _whole(1, 9)
    within_minutes = _whole(1, 20160, allow_none=True)
    note = _words(300)


class PlanAskedSchema(Schema):
    """Whether to wait for the proved plan however long it takes; else the best within the usual time."""

    wait = fields.Boolean(load_default=False)


class PinWrittenSchema(Schema):
    """So much of a lot for a need."""

    need_id = _whole(1, MOST_ID, required=True)
    lot_id = _whole(1, MOST_ID, required=True)
    quantity = Number(required=True)
    reason = _words(300, load_default="")


class BanWrittenSchema(Schema):
    """A lot, or all of its holder, not to be asked; without a need for the whole incident."""

    lot_id = _whole(1, MOST_ID, required=True)
    need_id = _whole(1, MOST_ID, load_default=None, allow_none=True)
    whole_holder = fields.Boolean(load_default=False)
    reason = _words(300, load_default="")


class StepWrittenSchema(Schema):
    """A step of a dispatch; a return says what became of everything: sent = back + used + lost + damaged.

    With `part` only so many units take it and become a dispatch of their own, `part_of` this one; the answer is the rest.
    """

    to = fields.Enum(State, by_value=True, required=True)
    part = Number(load_default=None, allow_none=True)
    happened_at = Moment(load_default=None, allow_none=True)
    text = _words(300, load_default="")
    back = Number(load_default=Decimal(0))
    used = Number(load_default=Decimal(0))
    lost = Number(load_default=Decimal(0))
    damaged = Number(load_default=Decimal(0))

    @validates_schema
    def _only_returns_are_split(self, data: dict[str, Any], **_more: Any) -> None:
        if data["to"] is not State.RETURNED and any(
            data[part] for part in ("back", "used", "lost", "damaged")
        ):
            raise ValidationError("Must be one of the steps of a return.", "to")
