"""How a page reaches the database: read, or perform one use case exactly once."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from flask import current_app, flash, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from marshmallow import Schema, ValidationError
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from core.accounts.rules.roles import Actor
from core.clock import now
from core.config import Settings
from core.db import Database, insert_once
from core.errors import DomainError, ForbiddenError, NotFoundError
from core.values import frozen
from core.web.access import current_actor
from core.web.fields import reminder
from core.web.language import say_moment, typed
from core.web.models import DoneRequest
from core.web.receipts import receipt_number
from core.web.sentences import sentence

# A change kept by the browser while the line was down says when it was typed; its answer is JSON.
ENTERED_AT = "X-Entered-At"


class KeyReusedError(DomainError):
    """The same form was sent before with other content."""

    code = "form_sent_before"
    status = 409


class InvalidInputError(DomainError):
    """Fields that cannot be used. Fact: `fields`, a sentence for each field name."""

    code = "input_invalid"
    status = 422


@frozen
class Done:
    """What a use case leaves on the screen: where to go and what to say."""

    location: str
    message: str


def database() -> Database:
    """Return the application's database."""
    held = current_app.extensions["database"]
    assert isinstance(held, Database)
    return held


def settings() -> Settings:
    """Return the application's settings."""
    held = current_app.extensions["settings"]
    assert isinstance(held, Settings)
    return held


def outline_file() -> Path:
    """Return where the office's boundaries for the map are kept."""
    return settings().data_dir / "map" / "outline.geojson"


@contextmanager
def reading() -> Iterator[Session]:
    """Yield a session for a page that only looks."""
    with database().reading() as session:
        yield session


@contextmanager
def transaction() -> Iterator[Session]:
    """Yield a session that is kept at the end."""
    with database().transaction() as session:
        yield session


def load(schema: Schema) -> dict[str, object]:
    """Return the form as the schema's values; raises InvalidInputError naming every wrong field."""
    names = set(schema.fields)
    raw = {name: value for name, value in request.form.items() if name in names and value != ""}
    try:
        loaded = schema.load(raw)
    except ValidationError as error:
        messages = error.messages if isinstance(error.messages, dict) else {}
        fields = {name: " ".join(map(reminder, texts)) for name, texts in messages.items()}
        raise InvalidInputError(fields=fields) from error
    assert isinstance(loaded, dict)
    return loaded


def new_key() -> str:
    """Return a fresh key for a form, so that sending it twice does the thing once."""
    return secrets.token_urlsafe(18)


def perform(
    work: Callable[[Session, Actor], Done], *, again: Callable[[str, dict[str, str]], str] | None = None
) -> ResponseReturnValue:
    """Carry out one use case in one transaction and answer with a redirect.

    A repeated form gets the first answer again. A refusal is shown by `again(sentence, fields)`, which draws the
    page with what was typed, or by the refusal page where there is none.
    """
    actor = current_actor()
    try:
        with transaction() as session:
            done = _once(session, actor, work)
    except DomainError as error:
        if ENTERED_AT in request.headers:
            return _refused(error)
        if again is None or isinstance(error, (ForbiddenError, NotFoundError)):
            raise
        fields = error.facts.get("fields")
        return again(sentence(error), fields if isinstance(fields, dict) else {}), error.status
    if ENTERED_AT in request.headers:
        number = receipt_number(_full_key(actor))
        return jsonify(receipt=number, message=done.message, location=done.location)
    if done.message:
        flash(done.message, "success")
    return redirect(done.location, 303)


def entered_at() -> datetime | None:
    """Return when a change sent from a browser's queue was typed, or None where it was typed just now."""
    try:
        moment = datetime.fromisoformat(request.headers.get(ENTERED_AT, "").replace("Z", "+00:00"))
    except ValueError:
        return None
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return min(aware, now())  # a telephone's clock that runs ahead makes no future


def typed_earlier(reason: str) -> str:
    """Return a reason with the time the change was really typed, where it waited for the line."""
    moment = entered_at()
    if moment is None:
        return reason
    told = str(_("nhập lúc %(moment)s, gửi khi có mạng", moment=say_moment(moment)))
    return f"{reason[:220]}; {told}" if reason else told


def _refused(error: DomainError) -> ResponseReturnValue:
    """Answer the queue with the reason, and with the other side's values where somebody was faster."""
    theirs = error.facts.get("theirs")
    values = theirs if isinstance(theirs, dict) else {}
    said = {
        name: typed(value) if isinstance(value, Decimal) else str(value) for name, value in values.items()
    }
    fields = error.facts.get("fields")
    words = [sentence(error), *(fields.values() if isinstance(fields, dict) else ())]
    answer = jsonify(
        code=error.code, message=" ".join(words), theirs=said, version=error.facts.get("version")
    )
    return answer, error.status


def _full_key(actor: Actor) -> str:
    return f"{actor.user_id}:{request.form.get('_once', '')[:64]}"


def _once(session: Session, actor: Actor, work: Callable[[Session, Actor], Done]) -> Done:
    key = request.form.get("_once", "")[:64]
    if not key:
        return work(session, actor)
    return kept_answer(session, actor, key=key, digest=_request_digest(), work=work)


def kept_answer(
    session: Session, actor: Actor, *, key: str, digest: str, work: Callable[[Session, Actor], Done]
) -> Done:
    """Return the answer to one form or call, carried out the first time and only remembered afterwards.

    Effect and answer are kept in one transaction; raises KeyReusedError where the key came with other content.
    """
    full_key = f"{actor.user_id}:{key}"
    values: dict[str, object] = {
        "key": full_key,
        "user_id": actor.user_id,
        "digest": digest,
        "location": "",
        "message": "",
        "at": now(),
        "entered_at": entered_at(),
    }
    inserted = session.connection().execute(insert_once(session, DoneRequest.__table__, values))
    row = session.get_one(DoneRequest, full_key)
    if inserted.rowcount == 0:
        if row.digest != digest:
            raise KeyReusedError
        return Done(location=row.location, message=row.message)
    done = work(session, actor)
    row.location, row.message = done.location, done.message
    return done


def _content_digest(file: FileStorage) -> str:
    """Return the digest of a sent file: a telephone gives every photograph the same name."""
    digest, place = hashlib.sha256(), file.stream.tell()
    file.stream.seek(0)
    while part := file.stream.read(1 << 20):
        digest.update(part)
    file.stream.seek(place)
    return digest.hexdigest()


def _request_digest() -> str:
    fields = sorted(
        f"{name}={value}" for name, value in request.form.items(multi=True) if name != "csrf_token"
    )
    files = sorted(
        f"{name}:{file.filename}:{_content_digest(file)}" for name, file in request.files.items(multi=True)
    )
    return hashlib.sha256("\n".join([request.path, *fields, *files]).encode()).hexdigest()
