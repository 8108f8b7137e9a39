"""Long lists to choose from, such as 176 types or 96 communes: drawn once, not anew for each page that offers them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from flask import Flask
from markupsafe import Markup, escape

MOST = 128  # lists remembered, some 10 kB each


@lru_cache(maxsize=MOST)
def _drawn(pairs: tuple[tuple[str, str], ...]) -> str:
    return "\n".join(f'<option value="{escape(value)}">{escape(words)}</option>' for value, words in pairs)


def options(pairs: Iterable[tuple[object, object]], chosen: object = None) -> Markup:
    """Return the choices of a list, the value `chosen` among them marked."""
    drawn = _drawn(tuple((str(value), str(words)) for value, words in pairs))
    if chosen is not None:
        value = f'<option value="{escape(str(chosen))}"'
        drawn = drawn.replace(f"{value}>", f"{value} selected>", 1)
    return Markup(drawn)  # noqa: S704 - every value and word in it was escaped


def set_up(app: Flask) -> None:
    """Give the templates of `app` the choices."""
    app.jinja_env.globals["options"] = options
