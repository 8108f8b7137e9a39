"""What tables of many rows share: their boxes as values, and each refusal beside its row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import request
from marshmallow import Schema, ValidationError

from core.web.doors import InvalidInputError
from core.web.fields import reminder, row_number
from core.web.sentences import sentence
from mobilization.rules.rows import RowsRefusedError


def rows_of(schema: Schema, first: str) -> dict[int, dict[str, Any]]:
    """Return the rows whose box `first` is filled in, by number: box "number-12" is `number` of row 12.

    Raises InvalidInputError with a reminder beside every row that cannot be read.
    """
    found: dict[int, dict[str, Any]] = {}
    wrong: dict[str, str] = {}
    for name, text in request.form.items():
        kind, dash, row = name.partition("-")
        if kind != first or not dash or not text.strip():
            continue
        raw = {field: request.form.get(f"{field}-{row}", "").strip() for field in schema.fields}
        try:
            said = schema.load({field: value for field, value in raw.items() if value})
        except ValidationError as error:
            wrong[f"row-{row}"] = _reminders(error)
        else:
            assert isinstance(said, dict)
            found[row_number(row)] = said
    if wrong:
        raise InvalidInputError(fields=wrong)
    return found


def _reminders(error: ValidationError) -> str:
    told = error.messages.values() if isinstance(error.messages, dict) else ()
    return " ".join(reminder(line) for lines in told for line in lines)


def _by_row(error: RowsRefusedError) -> dict[str, str]:
    rows = error.facts["rows"]
    assert isinstance(rows, dict)
    return {f"row-{number}": sentence(one) for number, one in rows.items()}


@contextmanager
def said_beside_rows() -> Iterator[None]:
    """Let the refusal of many rows carry each row's own sentence as a field of the page."""
    try:
        yield
    except RowsRefusedError as error:
        raise RowsRefusedError(count=error.facts["count"], fields=_by_row(error)) from error
