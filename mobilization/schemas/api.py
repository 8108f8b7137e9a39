"""The shapes of an incident's JSON."""

from __future__ import annotations

from marshmallow import Schema, fields, validate


def _figure() -> fields.Raw:
    return fields.Raw(required=True, metadata={"type": "number"})


class IncidentsAskedSchema(Schema):
    """Which incidents: all, or only those that go on."""

    running = fields.Boolean(load_default=False)
    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=200))


class IncidentSchema(Schema):
    """An incident; `run_by` is "province" or "commune", times are UTC."""

    id = fields.Integer(required=True)
    title = fields.String(required=True)
    hazard = fields.String(required=True)
    commune_code = fields.String(required=True)
    place = fields.String(required=True)
    run_by = fields.String(required=True)
    ptds_level = fields.Integer(required=True, allow_none=True)
    risk_level = fields.Integer(required=True, allow_none=True)
    drill = fields.Boolean(required=True)
    opened_at = fields.DateTime(required=True)
    closed_at = fields.DateTime(required=True, allow_none=True)


class NeedSchema(Schema):
    """A need and how far it is met: of a type or of an ability; `least_each` is what every piece must do."""

    id = fields.Integer(required=True)
    incident_id = fields.Integer(required=True)
    commune_code = fields.String(required=True)
    type_code = fields.String(required=True, allow_none=True)
    ability = fields.String(required=True, allow_none=True)
    least_each = fields.Raw(required=True, allow_none=True, metadata={"type": ["number", "null"]})
    resource = fields.String(required=True)
    unit = fields.String(required=True)
    quantity = _figure()
    promised = _figure()
    arrived = _figure()
    above = _figure()
    priority = fields.Integer(required=True)
    within_minutes = fields.Integer(required=True, allow_none=True)
    note = fields.String(required=True)


class HeldSchema(Schema):
    """How many resources an accepted plan holds now."""

    held = fields.Integer(required=True)


class ChoiceSchema(Schema):
    """A word in force on a plan: a pin (so much of a lot to a need) or a ban (of a lot, or of all of a holder).

    `by_holder` says that the holder refused and nobody decided it; all else is the commander's word.
    """

    id = fields.Integer(required=True)
    incident_id = fields.Integer(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(["pin", "forbid"]))
    need_id = fields.Integer(required=True, allow_none=True)
    lot_id = fields.Integer(required=True, allow_none=True)
    holder_id = fields.Integer(required=True, allow_none=True)
    quantity = fields.Raw(required=True, allow_none=True, metadata={"type": ["number", "null"]})
    unit = fields.String(required=True)
    resource = fields.String(required=True)
    holder = fields.String(required=True)
    commune = fields.String(required=True)
    need = fields.String(required=True)
    reason = fields.String(required=True)
    made_at = fields.DateTime(required=True)
    made_by = fields.String(required=True)
    by_holder = fields.Boolean(required=True)


class PlanSchema(Schema):
    """An incident's newest plan: its lines, shortfalls and reasons as the planner gave them.

    Each of `result.lines` is [need, lot, quantity, what it covers of the need, minutes, tier].
    """

    id = fields.Integer(required=True)
    state = fields.String(required=True)
    proved = fields.Boolean(required=True)
    made_at = fields.DateTime(required=True)
    made_by = fields.String(required=True)
    result = fields.Dict(keys=fields.String(), required=True)


class OrderSchema(Schema):
    """An order to a commune; times are UTC."""

    id = fields.Integer(required=True)
    incident_id = fields.Integer(required=True)
    form = fields.String(required=True)
    issuer = fields.String(required=True)
    commune_code = fields.String(required=True)
    state = fields.String(required=True)
    number = fields.String(required=True)
    destination = fields.String(required=True)
    purpose = fields.String(required=True)
    arrive_by = fields.DateTime(required=True)
    until = fields.DateTime(required=True, allow_none=True)
    drafted_at = fields.DateTime(required=True)
    approved_at = fields.DateTime(required=True, allow_none=True)


class DispatchSchema(Schema):
    """A quantity of one lot and where it stands; the telephone number is masked.

    It was to cover `covers` of its need; `serves` is what the need counts of that as it stands.
    """

    id = fields.Integer(required=True)
    incident_id = fields.Integer(required=True)
    need_id = fields.Integer(required=True)
    lot_id = fields.Integer(required=True)
    part_of = fields.Integer(required=True, allow_none=True)
    order_id = fields.Integer(required=True, allow_none=True)
    commune_code = fields.String(required=True)
    destination_code = fields.String(required=True)
    type_code = fields.String(required=True)
    resource = fields.String(required=True)
    unit = fields.String(required=True)
    holder = fields.String(required=True)
    phone = fields.String(required=True)
    place = fields.String(required=True)
    mark = fields.String(required=True)
    quantity = _figure()
    covers = _figure()
    serves = _figure()
    minutes = fields.Integer(required=True)
    tier = fields.Integer(required=True)
    drill = fields.Boolean(required=True)
    state = fields.String(required=True)
    state_at = fields.DateTime(required=True)
    back = _figure()
    used = _figure()
    lost = _figure()
    damaged = _figure()
