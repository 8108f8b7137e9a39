"""Many rows of one table, each an act of its own: all of them are done, or none and every refused row says why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from core.errors import DomainError

Row = TypeVar("Row")
# A row is named by its number, or by its number and what of it is meant.
Key = TypeVar("Key", int, tuple[int, str])


class RowsRefusedError(DomainError):
    """Some rows cannot be done, so none was. Facts: `count`, and `rows`, the refusal of each by its number."""

    code = "rows_refused"
    status = 422


def each(rows: Mapping[Key, Row], act: Callable[[Key, Row], None]) -> int:
    """Return how many rows were done, in the order of their numbers; raises RowsRefusedError once all were tried."""
    refused: dict[Key, DomainError] = {}
    for number, row in sorted(rows.items()):
        try:
            act(number, row)
        except DomainError as error:
            refused[number] = error
    if refused:
        raise RowsRefusedError(count=len(refused), rows=refused)
    return len(rows)
