"""The JSON interface: one description, one way to read (ETag, 304) and one to write (key, If-Match), exactly once."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, Response, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from flask_smorest import Api, Blueprint
from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.errors import DomainError
from core.text import masked_values
from core.values import frozen
from core.web.access import CommuneOf, bearer, current_actor, requires
from core.web.doors import Done, kept_answer, transaction
from core.web.security import csrf

View = TypeVar("View", bound=Callable[..., Any])
PHONE = "phone"  # a number's own field: the view masks it, unless a noted look asked for it whole
_KEY = re.compile(r"[A-Za-z0-9_.\-]{8,64}")
_SEEN = re.compile(r"(?:W/)?\"(\w{1,40})\.[^\"]*\"")
KEY_HEADER = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "Khóa của lần gửi: gửi lại cùng khóa, cùng nội dung thì nhận lại câu trả lời cũ.",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_.-]{8,64}$"},
}
SEEN_HEADER = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "ETag của dòng đã đọc. Dòng đã đổi thì từ chối (409) kèm giá trị hai bên.",
    "schema": {"type": "string"},
}
UNCHANGED_HEADER = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "ETag của lần đọc trước: chưa đổi thì trả 304.",
    "schema": {"type": "string"},
}
ETAG = {"ETag": {"schema": {"type": "string"}, "description": "Dấu của nội dung này."}}
ABOUT = (
    "Kho tại chỗ và huy động, cho phần mềm khác của cơ quan. Mỗi lần gọi mang mã truy cập (Authorization: Bearer) "
    "và có đúng quyền của tài khoản ấy. Số điện thoại được che, trừ khi xin rõ bằng phones=1; mỗi lần xin đều ghi lại."
)


class KeyNeededError(DomainError):
    """A call that changes something brings no usable Idempotency-Key."""

    code = "idempotency_key_needed"
    status = 400


class SeenNeededError(DomainError):
    """A call that changes a row does not say which state of it was seen (If-Match)."""

    code = "if_match_needed"
    status = 428


class ErrorFacts(Schema):
    """A refusal: a code for programs, a sentence for people, and the facts."""

    status = fields.Integer(required=True)
    code = fields.String(required=True)
    message = fields.String(required=True)
    facts = fields.Dict(keys=fields.String(), required=True)


class ErrorSchema(Schema):
    """The one form of every refusal."""

    error = fields.Nested(ErrorFacts, required=True)


class NothingSchema(Schema):
    """No more is said than the address says."""


class PlainApi(Api):  # type: ignore[misc]
    """flask-smorest without its error handlers, which would turn the pages' refusals into JSON as well."""

    ERROR_SCHEMA = ErrorSchema

    def _register_error_handlers(self) -> None:
        """Leave refusals to `core.web.refusals`."""


@frozen
class Written:
    """What a use case leaves: the answer's content, its status, the version for its ETag, and where it is."""

    content: object
    schema: Schema
    status: int = 200
    version: object = ""
    location: str = ""


def _shared(schema: Schema) -> Schema:
    """Return a schema that is never copied: each decorator copies all that is declared below it, and nobody changes it.

    The copies of forty fields, six at each address, took a seventh of a start.
    """
    vars(schema)["__deepcopy__"] = lambda _known: schema
    return schema


def reads(
    bp: Blueprint,
    rule: str,
    *,
    answer: Schema,
    permission: Permission,
    commune_of: CommuneOf | None = None,
    query: type[Schema] | None = None,
    version: Callable[[Any], object] = lambda _content: "all",
) -> Callable[[View], View]:
    """Declare an address that only looks; `version` gives the part of its ETag that If-Match compares.

    Telephone numbers in texts are masked.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def tagged(*args: Any, **kwargs: Any) -> Response:
            content = view(*args, **kwargs)
            response = jsonify(_dumped(answer, content))
            response.set_etag(_etag(version(content), response.get_data()))
            response.make_conditional(request)
            return response

        known: Any = requires(permission, commune_of)(tagged)
        known = bp.response(200, _shared(answer), headers=ETAG)(known)
        known = bp.alt_response(304, description="Chưa đổi", success=True)(known)
        known = bp.doc(parameters=[UNCHANGED_HEADER])(known)
        if query is not None:
            known = bp.arguments(query, location="query", as_kwargs=True)(known)
        return bp.get(rule)(known)  # type: ignore[no-any-return]

    return declare


def writes(
    bp: Blueprint,
    method: str,
    rule: str,
    *,
    answer: Schema,
    body: type[Schema],
    permission: Permission,
    commune_of: CommuneOf | None = None,
    status: int = 200,
    seen: bool = False,
) -> Callable[[View], View]:
    """Declare an address that changes something; `seen` where the caller must say which state of the row it saw."""

    def declare(view: View) -> View:
        known: Any = requires(permission, commune_of)(view)
        known = bp.response(status, _shared(answer), headers=ETAG if seen else None)(known)
        known = bp.doc(parameters=[KEY_HEADER, *([SEEN_HEADER] if seen else [])])(known)
        known = bp.arguments(body, location="json")(known)
        return bp.route(rule, methods=[method])(known)  # type: ignore[no-any-return]

    return declare


def _dumped(schema: Schema, content: object) -> object:
    """Return the content as JSON, telephone numbers in texts masked.

    A schema's `as_typed` names the fields whose callers send them back changed: those stay, and the view answers for who
    sees them.
    """
    return masked_values(schema.dump(content), but={PHONE, *getattr(schema, "as_typed", ())})


def _etag(version: object, data: bytes) -> str:
    return f"{version}.{hashlib.sha256(data).hexdigest()[:16]}"


def version_seen() -> str:
    """Return the version of the row the caller saw, from If-Match; raises SeenNeededError where it says none."""
    found = _SEEN.fullmatch(request.headers.get("If-Match", "").strip())
    if found is None:
        raise SeenNeededError
    return found[1]


def number_seen() -> int:
    """Return the version as a number; what is no number was never a version (0)."""
    seen = version_seen()
    return int(seen) if seen.isdecimal() and len(seen) < 10 else 0


def write(work: Callable[[Session, Actor], Written]) -> ResponseReturnValue:
    """Carry out one use case in one transaction with its kept answer; the same key gets the same answer again."""
    key = request.headers.get("Idempotency-Key", "")
    if not _KEY.fullmatch(key):
        raise KeyNeededError
    actor = current_actor()

    def kept(session: Session, actor: Actor) -> Done:
        done = work(session, actor)
        content = jsonify(_dumped(done.schema, done.content)).get_data(as_text=True)
        etag = _etag(done.version, content.encode()) if done.version else ""
        # Kept where a form keeps its next page: a person's list of receipts shows what people sent, not programs.
        return Done(location=json.dumps([done.status, etag, done.location, content]), message="")

    with transaction() as session:
        done = kept_answer(session, actor, key=f"api:{key}", digest=_call_digest(), work=kept)
    status, etag, location, content = json.loads(done.location)
    response = current_app.response_class(content, status=status, mimetype="application/json")
    if etag:
        response.set_etag(etag)
    if location:
        response.headers["Location"] = location
    return response


def _call_digest() -> str:
    told = [request.method, request.full_path, request.headers.get("If-Match", "")]
    return hashlib.sha256("\n".join(told).encode("utf-8", "replace") + request.get_data()).hexdigest()


class _Description:
    """What the JSON interface offers, worked out when first asked for: it takes longer than all else a start does."""

    def __init__(self, app: Flask, blueprints: list[Blueprint]) -> None:
        self._app, self._blueprints = app, blueprints
        self._api = PlainApi(app)
        self._known: dict[str, object] = {}
        self._alone = threading.Lock()

    def told(self) -> dict[str, object]:
        """Return the description as OpenAPI has it."""
        with self._alone:
            self._known = self._known or self._work_out()
            return self._known

    def _work_out(self) -> dict[str, object]:
        spec = self._api.spec
        spec.components.security_scheme("token", {"type": "http", "scheme": "bearer"})
        spec.options["security"] = [{"token": []}]
        spec.options["info"] = {"description": ABOUT}
        for blueprint in self._blueprints:
            blueprint.register_views_in_doc(self._api, self._app, spec, name=blueprint.name, parameters=None)
            spec.tag({"name": blueprint.name, "description": blueprint.description})
        return dict(spec.to_dict())


def set_up(app: Flask, blueprints: list[Blueprint]) -> None:
    """Add the packages' JSON blueprints and their description under /api/v1/openapi.json."""
    app.config.update(API_TITLE="Bốn tại chỗ", API_VERSION="v1", OPENAPI_VERSION="3.0.3")
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    description = _Description(app, blueprints)
    for blueprint in blueprints:
        csrf.exempt(blueprint)  # a token's call cannot be forged; a browser's is checked just below
        app.register_blueprint(blueprint)

    @app.before_request
    def from_our_own_pages() -> None:
        ours = request.path.startswith("/api/v1/") and request.endpoint is not None
        if ours and not bearer(request) and app.config["WTF_CSRF_ENABLED"]:
            csrf.protect()

    @app.get("/api/v1/openapi.json", endpoint="openapi")
    @requires(Permission.HOME)
    def describe() -> ResponseReturnValue:
        return jsonify(description.told())
