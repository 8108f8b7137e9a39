"""The shape of PROBLEM.json. Ranges, and whether it makes sense as a whole, are the rules' business.

A nation's file has 332,000 stocks. Read row by row marshmallow needs half a minute for it, so `Rows` looks at whole
columns first and goes row by row only when some value is not yet of the plain JSON type its field makes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, post_load, validate

from mobilization.rules.minutes_table import Minutes
from mobilization.rules.problem import (
    Forbid,
    Need,
    Pin,
    Place,
    Problem,
    Stock,
    StockLevel,
    Substitute,
    Travel,
)


class Id(fields.Field[int | str]):
    """A number or a text."""

    plain = frozenset({int, str})
    default_error_messages = {"invalid": "Must be a text or a whole number."}  # noqa: RUF012 - marshmallow reads it as such

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> int | str:
        if type(value) not in self.plain:
            raise self.make_error("invalid")
        checked: int | str = value
        return checked


class Whole(fields.Field[int]):
    """A whole number; 5.0 is one, true is not."""

    plain = frozenset({int})
    default_error_messages = {"invalid": "Must be a whole number."}  # noqa: RUF012 - marshmallow reads it as such

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> int:
        if type(value) not in {int, float} or value != value // 1:
            raise self.make_error("invalid")
        return int(value)


class Number(fields.Field[float]):
    """Any number."""

    plain = frozenset({int, float})
    default_error_messages = {"invalid": "Must be a number."}  # noqa: RUF012 - marshmallow reads it as such

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> float:
        if type(value) not in self.plain:
            raise self.make_error("invalid")
        try:
            return float(value)
        except OverflowError as error:  # a whole number of more than 308 digits
            raise self.make_error("invalid") from error


class Level(fields.String):
    """One of the three levels a stock may belong to."""

    plain = frozenset({str})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=validate.OneOf([str(level) for level in StockLevel]), **kwargs)


class Rows(fields.Field[list[Any]]):
    """A long list of objects, each made into the named tuple `row` with the same names as the fields of `schema`."""

    default_error_messages = {"invalid": "Must be a list of objects."}  # noqa: RUF012 - marshmallow reads it as such

    def __init__(self, schema: type[Schema], row: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.schema, self.row = schema(unknown=EXCLUDE), row

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> list[Any]:
        if not isinstance(value, list) or set(map(type, value)) - {dict}:
            raise self.make_error("invalid")
        columns = [self._plain_column(value, name) for name in self.row._fields]
        if all(column is not None for column in columns):
            return list(map(self.row._make, zip(*columns, strict=True)))
        return [self.row(**row) for row in self.schema.load(value, many=True)]

    def _plain_column(self, rows: Sequence[dict[str, Any]], name: str) -> list[Any] | None:
        """Return one field's values, or None when they have to be looked at one by one."""
        if name not in self.schema.fields:  # the row knows more than a file may say
            return [self.row._field_defaults[name]] * len(rows)
        field: Any = self.schema.fields[name]
        missing = object()
        column = [row.get(name, missing) for row in rows]
        kinds = set(map(type, column))
        if object in kinds:
            if field.required:
                return None
            column = [field.load_default if value is missing else value for value in column]
            kinds = set(map(type, column))
        allowed = field.plain | {type(None)} if field.allow_none else field.plain
        if kinds - allowed or (isinstance(field, Level) and set(column) - set(StockLevel)):
            return None
        return column


class StockSchema(Schema):
    """Units of one type free to give at a place."""

    id = Id(required=True)
    place = Id(required=True)
    type = Id(required=True)
    quantity = Whole(required=True)
    keep = Whole(load_default=0)
    ready_minutes = Number(load_default=0)
    level = Level(load_default="commune")
    speed_kmh = Number(load_default=None, allow_none=True)


class NeedSchema(Schema):
    """Units of one type asked for at a place."""

    id = Id(required=True)
    place = Id(required=True)
    type = Id(required=True)
    quantity = Whole(required=True)
    priority = Whole(load_default=1)
    within_minutes = Number(load_default=None, allow_none=True)


class _Value(Schema):
    class Meta:
        unknown = EXCLUDE


class PlaceSchema(_Value):
    """A point and its neighbours."""

    id = Id(required=True)
    lat = Number(required=True)
    lon = Number(required=True)
    neighbours = fields.List(Id(), load_default=list)

    @post_load
    def make(self, data: dict[str, Any], **kwargs: Any) -> Place:
        """Return the value."""
        return Place(**data | {"neighbours": tuple(data["neighbours"])})


class TravelSchema(_Value):
    """How minutes come from kilometres."""

    speed_kmh = Number(load_default=Travel().speed_kmh)
    detour = Number(load_default=Travel().detour)

    @post_load
    def make(self, data: dict[str, Any], **kwargs: Any) -> Travel:
        """Return the value."""
        return Travel(**data)


class SubstituteSchema(_Value):
    """A type that may stand in for another."""

    asked = Id(required=True)
    given = Id(required=True)
    given_per_asked = Number(required=True)

    @post_load
    def make(self, data: dict[str, Any], **kwargs: Any) -> Substitute:
        """Return the value; the ratio is the decimal number as written, not its nearest binary one."""
        ratio = data["given_per_asked"]
        if not 0 < ratio < float("inf"):
            raise ValidationError({"given_per_asked": ["Must be greater than 0."]})
        return Substitute(**data | {"given_per_asked": Fraction(str(ratio))})


class PairSchema(_Value):
    """A need and a stock."""

    need = Id(required=True)
    stock = Id(required=True)

    @post_load
    def make(self, data: dict[str, Any], **kwargs: Any) -> object:
        """Return the value."""
        return Forbid(**data)


class PinSchema(PairSchema):
    """Units of a stock that go to a need in any case."""

    quantity = Whole(required=True)

    @post_load
    def make(self, data: dict[str, Any], **kwargs: Any) -> object:
        """Return the value."""
        return Pin(**data)


class ProblemSchema(_Value):
    """The whole file; what may be left out has its default in the rules."""

    places = fields.List(fields.Nested(PlaceSchema), required=True)
    travel = fields.Nested(TravelSchema, load_default=Travel)
    minutes = fields.List(fields.Tuple((Id(), Id(), Number(allow_none=True))), load_default=list)
    stocks = Rows(StockSchema, Stock, required=True)
    needs = Rows(NeedSchema, Need, required=True)
    substitutes = fields.List(fields.Nested(SubstituteSchema), load_default=list)
    pins = fields.List(fields.Nested(PinSchema), load_default=list)
    forbids = fields.List(fields.Nested(PairSchema), load_default=list)

    @post_load
    def make(self, data: dict[str, Any], **kwargs: Any) -> Problem:
        """Return the value, not yet checked by `check_problem`."""
        return Problem(**data | {"minutes": [Minutes._make(row) for row in data["minutes"]]})
