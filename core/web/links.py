"""Addresses in pages: a page writes the same few over and over, so each is built once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from flask import Flask, has_request_context, request, url_for
from werkzeug.routing import Rule

MOST_PLACES, PLACES = 200, 100  # communes on one page of a table; on each where there are more
MOST = 8192  # remembered addresses, some 2 MB

Row = TypeVar("Row")


class LateRule(Rule):
    """An address that makes what builds its links at its first link: for all five hundred it took a sixth of a start."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        def build(rule: Rule, /, **values: Any) -> tuple[str, str]:
            made = Rule._compile_builder(rule, append_unknown).__get__(rule, None)
            setattr(rule, "_build_unknown" if append_unknown else "_build", made)
            return made(**values)  # type: ignore[no-any-return]

        return build


def page_number(name: str = "page") -> int:
    """Return which page of a list the address asks for; what is no number means the first."""
    raw = request.args.get(name, "1")
    return max(1, int(raw)) if raw.isdecimal() and len(raw) < 6 else 1


def part_asked(rows: Sequence[Row], size: int) -> tuple[Sequence[Row], int, int]:
    """Return the rows of the page asked for, its number and how many pages there are; past the last is the last."""
    last = max(1, -(-len(rows) // max(1, size)))
    page = min(page_number(), last)
    return rows[(page - 1) * size : page * size], page, last


def places_asked(rows: Sequence[Row]) -> tuple[Sequence[Row], int, bool]:
    """Return the rows of a table of communes, the page and whether more follow: a province's stand on one page."""
    part, page, last = part_asked(rows, len(rows) if len(rows) <= MOST_PLACES else PLACES)
    return part, page, page < last


def set_up(app: Flask) -> None:
    """Give the templates of `app` an `url_for` that remembers."""

    @lru_cache(maxsize=MOST)
    def built(_root: str, endpoint: str, values: tuple[tuple[str, str | None], ...]) -> str:
        return url_for(endpoint, **dict(values))  # type: ignore[arg-type]

    def link(endpoint: str, /, **values: object) -> str:
        """Return the address of a page, as `flask.url_for` does."""
        plain = not endpoint.startswith(".") and not values.keys() & {"_external", "_scheme"}
        if not plain or not has_request_context() or any(isinstance(one, list) for one in values.values()):
            return url_for(endpoint, **values)  # type: ignore[arg-type]
        said = tuple((name, None if one is None else str(one)) for name, one in values.items())
        return built(request.script_root, endpoint, said)

    app.jinja_env.globals["url_for"] = link
