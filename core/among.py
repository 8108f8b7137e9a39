"""Whether a number is one of many, asked with a single value: hundreds of bound values cost more than the answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Boolean, ColumnElement, String, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class _Among(FunctionElement[bool]):
    """A column and the numbers as one text, parted by commas."""

    name = "among"
    type = Boolean()
    inherit_cache = True


def among(column: Any, numbers: Iterable[int]) -> ColumnElement[bool]:
    """Return the condition that a whole number is one of these."""
    return _Among(column, bindparam(None, ",".join(map(str, sorted(numbers))), type_=String(), unique=True))


@compiles(_Among, "postgresql")
def _for_postgresql(element: _Among, compiler: SQLCompiler, **words: Any) -> str:
    # An array that is constant when the query is planned is looked up by hash.
    column, numbers = (compiler.process(one, **words) for one in element.clauses)
    return f"{column} = ANY (CAST(string_to_array({numbers}, ',') AS BIGINT[]))"


@compiles(_Among, "sqlite")
def _for_sqlite(element: _Among, compiler: SQLCompiler, **words: Any) -> str:
    column, numbers = (compiler.process(one, **words) for one in element.clauses)
    return f"{column} IN (SELECT value FROM json_each('[' || {numbers} || ']'))"  # noqa: S608 - both are compiled, the numbers a bound value
