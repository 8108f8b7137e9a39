"""Requests as any database can keep them: the character NUL, which means nothing and which PostgreSQL refuses, is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Flask, Request, abort, request
from werkzeug.datastructures import FileStorage, ImmutableMultiDict, MultiDict

NUL = "\x00"


class Legible(ImmutableMultiDict[str, Any]):
    """Fields of an address or a form without NUL in names, texts and names of files."""

    def __init__(self, mapping: Mapping[str, Any] | Iterable[tuple[str, Any]] | None = None) -> None:
        if isinstance(mapping, MultiDict):
            pairs: Iterable[tuple[str, Any]] = mapping.items(multi=True)
        else:
            pairs = mapping.items() if isinstance(mapping, Mapping) else mapping or ()
        super().__init__([(name.replace(NUL, ""), _legible(value)) for name, value in pairs])


def _legible(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace(NUL, "")
    if isinstance(value, FileStorage) and value.filename:
        value.filename = value.filename.replace(NUL, "")
    return value


class LegibleRequest(Request):
    """A request whose fields are legible."""

    parameter_storage_class = Legible


def set_up(app: Flask) -> None:
    """Have every request read this way; an address with NUL in its path is nobody's."""
    app.request_class = LegibleRequest

    @app.before_request
    def _nobodys() -> None:
        if NUL in request.path:
            abort(404)
