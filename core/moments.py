"""Moments reckoned by the database itself, so that it can sort by them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from core.db import UtcDateTime


class _Later(FunctionElement[Any]):
    """A moment and seconds to be added."""

    name = "later"
    type = UtcDateTime()
    inherit_cache = True


class _First(FunctionElement[Any]):
    """Moments, of which some may be missing."""

    name = "first_of"
    type = UtcDateTime()
    inherit_cache = True


def later(moment: Any, span: timedelta) -> ColumnElement[Any]:
    """Return a moment so much later; nothing where there is no moment."""
    seconds = int(span.total_seconds())
    return _Later(moment, bindparam(None, seconds, type_=Integer(), unique=True))


def first_of(*moments: Any) -> ColumnElement[Any]:
    """Return the earliest of the moments there are."""
    return _First(*moments)


@compiles(_Later, "postgresql")
def _later_for_postgresql(element: _Later, compiler: SQLCompiler, **words: Any) -> str:
    moment, seconds = (compiler.process(one, **words) for one in element.clauses)
    return f"({moment} + make_interval(secs => {seconds}))"


@compiles(_Later, "sqlite")
def _later_for_sqlite(element: _Later, compiler: SQLCompiler, **words: Any) -> str:
    # Kept as text: to the thousandth, which sorts among moments told to the millionth.
    moment, seconds = (compiler.process(one, **words) for one in element.clauses)
    return f"strftime('%Y-%m-%d %H:%M:%f', {moment}, {seconds} || ' seconds')"


@compiles(_First, "postgresql")
def _first_for_postgresql(element: _First, compiler: SQLCompiler, **words: Any) -> str:
    return f"least({', '.join(compiler.process(one, **words) for one in element.clauses)})"


@compiles(_First, "sqlite")
def _first_for_sqlite(element: _First, compiler: SQLCompiler, **words: Any) -> str:
    # What is missing comes last: text sorts before a value that is no text, and here nothing else is one.
    given = (f"coalesce({compiler.process(one, **words)}, '9999')" for one in element.clauses)
    return f"min({', '.join(given)})"
