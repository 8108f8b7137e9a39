"""What tables of many rows share: their boxes as values, and each refusal beside its row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import request
from marshmallow import Schema, ValidationError

from core.web.doors import InvalidInputError
from core.web.fields import reminder, row_number
from core.web.sentences import sentence
from mobilization.rules.rows import Key, RowsRefusedError


def rows_of(schema: Schema, first: str, key_of: Callable[[str], Key]) -> dict[Key, dict[str, Any]]:
    """Return the rows whose box `first` is filled in, by number: box "number-12" is `number` of row 12.

    `key_of` reads a row's name: a number (`row_number`), or also a part of it, such as "12-gia-han" (`number_and_part`).

    Raises InvalidInputError with a reminder beside every row that cannot be read.
    """
    found: dict[Key, dict[str, Any]] = {}
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
            found[key_of(row)] = said
    if wrong:
        raise InvalidInputError(fields=wrong)
    return found


def _reminders(error: ValidationError) -> str:
    told = error.messages.values() if isinstance(error.messages, dict) else ()
    return " ".join(reminder(line) for lines in told for line in lines)


def _by_row(error: RowsRefusedError) -> dict[str, str]:
    rows = error.facts["rows"]
    assert isinstance(rows, dict)
    return {f"row-{row_name(key)}": sentence(one) for key, one in rows.items()}


def row_name(key: int | tuple[int, str]) -> str:
    """Return a row's name in its boxes: its number, then what of it is meant."""
    return str(key) if isinstance(key, int) else "-".join(str(part) for part in key if part)


def number_and_part(name: str) -> tuple[int, str]:
    """Return the number and the part that `row_name` made a name of."""
    number, _dash, part = name.partition("-")
    return row_number(number), part


@contextmanager
def said_beside_rows() -> Iterator[None]:
    """Let the refusal of many rows carry each row's own sentence as a field of the page."""
    try:
        yield
    except RowsRefusedError as error:
        raise RowsRefusedError(count=error.facts["count"], fields=_by_row(error)) from error
