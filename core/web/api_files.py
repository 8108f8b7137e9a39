"""Files of the JSON interface: one that comes in as the whole body of a call, one that goes out as it is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Response, current_app, request
from flask_smorest import Blueprint
from marshmallow import Schema

from core.accounts.rules.roles import Permission
from core.web.access import CommuneOf, requires
from core.web.api import ETAG, KEY_HEADER

View = TypeVar("View", bound=Callable[..., Any])
BYTES = {"schema": {"type": "string", "format": "binary"}}


def takes_file(
    bp: Blueprint,
    rule: str,
    *,
    answer: Schema,
    query: type[Schema],
    kinds: tuple[str, ...],
    permission: Permission,
    commune_of: CommuneOf | None = None,
) -> Callable[[View], View]:
    """Declare an address that takes a file, of one of these media types, as the body of a call."""
    body = {"required": True, "content": dict.fromkeys(kinds, BYTES)}

    def declare(view: View) -> View:
        known: Any = requires(permission, commune_of)(view)
        known = bp.response(201, answer)(known)
        known = bp.doc(parameters=[KEY_HEADER], requestBody=body)(known)
        known = bp.arguments(query, location="query", as_kwargs=True)(known)
        return bp.post(rule)(known)  # type: ignore[no-any-return]

    return declare


def gives_file(
    bp: Blueprint, rule: str, *, kind: str, permission: Permission, commune_of: CommuneOf
) -> Callable[[View], View]:
    """Declare an address that gives a file."""

    def declare(view: View) -> View:
        known: Any = requires(permission, commune_of)(view)
        known = bp.doc(responses={200: {"description": "Tệp", "content": {kind: BYTES}, "headers": ETAG}})(
            known
        )
        return bp.get(rule)(known)  # type: ignore[no-any-return]

    return declare


def sent_bytes(most: int) -> bytes:
    """Return the body of a call, one byte over the limit at most: then it is refused where its size is judged."""
    return request.get_data()[: most + 1]


def file_answer(content: bytes, *, kind: str, etag: str) -> Response:
    """Return a file that a browser shows as what it is and nothing else; 304 where the caller has it already."""
    response = current_app.response_class(content, mimetype=kind)
    response.headers["Content-Disposition"] = "attachment"
    response.set_etag(etag)
    response.make_conditional(request)
    return response
