"""The shapes of readiness and gaps as JSON."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from inventory.rules.catalogue import Pillar
from mobilization.rules.hazards import Hazard
from mobilization.rules.scenarios.demand import LEVELS
from reports.rules.closing import Remedy
from reports.rules.readiness import Grade


def _figure() -> fields.Raw:
    return fields.Raw(required=True, metadata={"type": "number"})


def _share() -> fields.Float:
    return fields.Float(required=True, allow_none=True)


class HazardAskedSchema(Schema):
    """For which hazard, at which level of disaster risk; a storm of level 2 where it is not said."""

    hazard = fields.Enum(Hazard, by_value=True, load_default=Hazard.BAO)
    level = fields.Integer(load_default=2, validate=validate.OneOf(LEVELS))


class ScoreSchema(Schema):
    """A covered share between 0 and 1, null where nothing is known or nothing asked, and its grade."""

    share = _share()
    grade = fields.Enum(Grade, by_value=True, required=True)


class CommuneReadinessSchema(Schema):
    """A commune's readiness: the worst pillar governs; `month_ago` is the same of a month before."""

    commune_code = fields.String(required=True)
    hazard = fields.Enum(Hazard, by_value=True, required=True)
    level = fields.Integer(required=True)
    threatened = fields.Boolean(required=True)
    governed_by = fields.Enum(Pillar, by_value=True, required=True, allow_none=True)
    share = _share()
    grade = fields.Enum(Grade, by_value=True, required=True)
    pillars = fields.Dict(keys=fields.String(), values=fields.Nested(ScoreSchema), required=True)
    month_ago = fields.Nested(ScoreSchema, required=True)


class LineSchema(Schema):
    """One need: `ready` counts, `replaced` is what other types make up for; the rest says what does not count and why."""

    type_code = fields.String(required=True)
    resource = fields.String(required=True)
    unit = fields.String(required=True)
    pillar = fields.Enum(Pillar, by_value=True, required=True)
    priority = fields.Integer(required=True)
    need = fields.Integer(required=True)
    ready = _figure()
    replaced = _figure()
    missing = fields.Integer(required=True)
    unchecked = _figure()
    broken = _figure()
    expired = _figure()
    away = _figure()
    unagreed = _figure()


class CommuneLinesSchema(CommuneReadinessSchema):
    """The same with its lines."""

    lines = fields.List(fields.Nested(LineSchema), required=True)


class StepSchema(Schema):
    """So many units by one way; money is null where no price is known, `giver` the commune that shares."""

    way = fields.Enum(Remedy, by_value=True, required=True)
    quantity = fields.Integer(required=True)
    unit_vnd = fields.Integer(required=True, allow_none=True)
    cost_vnd = fields.Integer(required=True, allow_none=True)
    giver = fields.String(required=True)


class GapSchema(Schema):
    """What a commune lacks of a type and the steps that close it, cheapest first."""

    commune_code = fields.String(required=True)
    type_code = fields.String(required=True)
    resource = fields.String(required=True)
    unit = fields.String(required=True)
    need = fields.Integer(required=True)
    missing = fields.Integer(required=True)
    steps = fields.List(fields.Nested(StepSchema), required=True)
