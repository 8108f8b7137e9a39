"""Refusals as pages of our own, and as JSON under /api/: what happened, why, what to do."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from urllib.parse import urlsplit

from flask import Flask, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_limiter.errors import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from core.errors import DomainError
from core.text import plain_number
from core.web.access import speak_to_nobody
from core.web.fields import reminder
from core.web.language import safe_next
from core.web.sentences import SENTENCES, sentence

log = logging.getLogger("bontaicho")
HUNG_UP = frozenset({"57P01", "57P02", "57P03"})  # PostgreSQL: shut down, crashed, not up yet
RETRY_AFTER_S = 5  # when to ask again where the server is busy or its database away


def is_away(error: BaseException) -> bool:
    """Return whether the database could not be reached, or its server hung up: nothing is wrong with what was asked.

    A server that refuses this program (a wrong password, no such database) is there; it says FATAL when called.
    """
    if not isinstance(error, DBAPIError) or isinstance(error.orig, sqlite3.Error):
        return False
    text, state = str(error.orig), getattr(error.orig, "sqlstate", None) or ""
    if error.connection_invalidated or state in HUNG_UP or "server closed the connection" in text:
        return True
    return text.startswith("connection ") and ("FATAL" not in text or "the database system is" in text)


def _title(status: int) -> str:
    titles = {
        400: _("Yêu cầu chưa đúng"),
        401: _("Cần đăng nhập"),
        403: _("Không có quyền"),
        404: _("Không tìm thấy"),
        405: _("Không nhận cách gửi này"),
        409: _("Số liệu vừa thay đổi"),
        413: _("Tệp quá lớn"),
        422: _("Chưa thực hiện được"),
        429: _("Thử quá nhiều lần"),
        503: _("Hệ thống đang bận"),
    }
    return str(titles.get(status, _("Hệ thống gặp lỗi")))


def _answer(
    status: int, code: str, text: str, facts: Mapping[str, object] | None = None
) -> ResponseReturnValue:
    headers = {"Retry-After": str(RETRY_AFTER_S)} if status == 503 else {}
    if request.path.startswith("/api/"):
        told = {name: _plain(value) for name, value in (facts or {}).items()}
        return (
            jsonify(error={"status": status, "code": code, "message": text, "facts": told}),
            status,
            headers,
        )
    page = render_template("refusal.html", status=status, title=_title(status), text=text, before=_before())
    return page, status, headers


def _before() -> str:
    """Return the address of the page of ours from which the refused one was asked for, empty where there is none."""
    referrer = urlsplit(request.referrer or "")
    address = referrer.path + (f"?{referrer.query}" if referrer.query else "")
    asked_again = request.method == "GET" and address == request.full_path.rstrip("?")
    return "" if referrer.netloc != request.host or asked_again else safe_next(address, "")


def _plain(value: object) -> object:
    """Return a fact as JSON can carry it."""
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)


def _facts(error: DomainError) -> Mapping[str, object]:
    """Return a refusal's facts; of two states of a row only the fields in which they differ."""
    yours, theirs = error.facts.get("yours"), error.facts.get("theirs")
    if not isinstance(yours, Mapping) or not isinstance(theirs, Mapping):
        return error.facts
    apart = [name for name in yours if name not in theirs or yours[name] != theirs[name]]
    return {
        **error.facts,
        "yours": {name: yours[name] for name in apart},
        "theirs": {name: theirs[name] for name in apart if name in theirs},
    }


def _wrong_fields(error: HTTPException) -> dict[str, str]:
    """Return what is wrong with a call's values, a sentence for each field that the schema refused."""
    data = getattr(error, "data", None) or {}
    found: dict[str, str] = {}
    for fields in (data.get("messages") or {}).values():
        for name, texts in fields.items() if isinstance(fields, dict) else []:
            said = texts if isinstance(texts, list) else [texts]
            found[str(name)] = " ".join(reminder(text) for text in said)
    return found


def set_up(app: Flask) -> None:
    """Answer every refusal and every failure of `app` with a sentence."""

    @app.errorhandler(DomainError)
    def refused(error: DomainError) -> ResponseReturnValue:
        return _answer(error.status, error.code, sentence(error), _facts(error))

    @app.errorhandler(CSRFError)
    def forged(_error: CSRFError) -> ResponseReturnValue:
        return _answer(400, "form_expired", str(SENTENCES["form_expired"]))

    @app.errorhandler(RateLimitExceeded)
    def throttled(error: RateLimitExceeded) -> ResponseReturnValue:
        response = app.make_response(_answer(429, "too_many_tries", str(SENTENCES["too_many_tries"])))
        if error.limit is not None:
            response.headers["Retry-After"] = str(error.limit.limit.get_expiry())
        return response

    @app.errorhandler(HTTPException)
    def failed(error: HTTPException) -> ResponseReturnValue:
        status = error.code or 500
        if status < 400:
            return error
        cause = getattr(error, "original_exception", None)
        if cause is not None:  # it broke where no handler stood, such as while the first answer was drawn
            return broken(cause)
        codes = {404: "not_found", 405: "method_not_allowed", 413: "file_too_large", 403: "forbidden"}
        code = codes.get(status, "bad_request" if status < 500 else "server_error")
        if status == 422:
            return _answer(
                status,
                "input_invalid",
                str(SENTENCES["input_invalid"]),
                {"fields": _wrong_fields(error)},
            )
        limit_mb = (app.config["MAX_CONTENT_LENGTH"] or 0) // 1024 // 1024
        text = str(SENTENCES[code])
        answer = _answer(status, code, text % {"limit_mb": limit_mb} if code == "file_too_large" else text)
        response = app.make_response(answer)
        for name, value in error.get_headers():
            if name.lower() == "allow":
                response.headers[name] = value
        return response

    @app.errorhandler(Exception)
    def broken(error: Exception) -> ResponseReturnValue:
        log.error("unexpected failure on %s %s", request.method, request.path, exc_info=error)
        # A line to the database that breaks while it commits leaves it unknown whether what was sent is kept.
        told = "server_error" if request.method in ("GET", "HEAD") else "server_error_when_sent"
        status, code = (503, "database_away") if is_away(error) else (500, "server_error")
        try:
            return _answer(status, code, str(SENTENCES[told]))
        except Exception as again:
            log.error("the page that tells of a failure failed too", exc_info=again)
            speak_to_nobody()
            return _answer(status, code, str(SENTENCES[told]))
