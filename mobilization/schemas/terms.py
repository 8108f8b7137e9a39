"""The shape of a row of the authority table, of a rate, of days worked."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from inventory.rules.catalogue import LegalForm
from mobilization.rules.authority import Signer, Situation
from mobilization.rules.compensation import Budget
from mobilization.rules.day_pay import MOST_DAYS, MOST_PEOPLE, DayKind


class CompetenceSchema(Schema):
    """Who may order in a form from a day on, and by which text."""

    form = fields.Enum(LegalForm, by_value=True, required=True)
    commune = fields.Boolean(load_default=False)
    province = fields.Boolean(load_default=False)
    since = fields.Date(required=True)
    basis = fields.String(required=True, validate=validate.Length(min=5, max=300))
    militia = fields.Boolean(load_default=False)
    signer = fields.Enum(Signer, by_value=True, load_default=Signer.CHAIR)
    situation = fields.Enum(Situation, by_value=True, load_default=Situation.ANY)
    consent_commune = fields.String(load_default="", validate=validate.Length(max=200))
    consent_province = fields.String(load_default="", validate=validate.Length(max=200))
    doubt = fields.String(load_default="", validate=validate.Length(max=300))


class RateSchema(Schema):
    """What a day is paid from a day on, and by which text."""

    kind = fields.Enum(DayKind, by_value=True, required=True)
    since = fields.Date(required=True)
    dong = fields.Integer(required=True, validate=validate.Range(min=1, max=100_000_000))
    basis = fields.String(required=True, validate=validate.Length(min=5, max=300))


class DaysSchema(Schema):
    """Days and nights in a row of one group."""

    kind = fields.Enum(DayKind, by_value=True, required=True)
    group_name = fields.String(required=True, validate=validate.Length(min=2, max=200))
    worked_on = fields.Date(required=True)
    people = fields.Integer(required=True, validate=validate.Range(min=1, max=MOST_PEOPLE))
    days = fields.Integer(load_default=0, validate=validate.Range(min=0, max=MOST_DAYS))
    nights = fields.Integer(load_default=0, validate=validate.Range(min=0, max=MOST_DAYS))
    budget = fields.Enum(Budget, by_value=True, required=True)


class DaysBackSchema(Schema):
    """Which entry is taken back."""

    day_pay_id = fields.Integer(required=True)
