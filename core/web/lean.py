"""Pages without their templates' indentation: a bad line does not carry spaces that only the writers of pages need."""

from __future__ import annotations

import re

from flask import Flask
from jinja2.ext import Extension

# After a block or a comment the line's end is trimmed: there the indentation is the only space between two words.
_INDENTED = re.compile(r"([%#]\})?\n[ \t]+")


class _Lean(Extension):
    """Takes the indentation out of a template's text before it is compiled; line numbers stay."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the source with every line at its margin."""
        return _INDENTED.sub(lambda found: f"{found[1]}\n " if found[1] else "\n", source)


def set_up(app: Flask) -> None:
    """Send the pages of `app` without indentation."""
    app.jinja_env.add_extension(_Lean)
