"""What watches the server: counters in Prometheus' text form, and one line of log for each answer.

Neither holds personal data: an address is named by its endpoint, never by its path or question, and a person by the
role alone.
"""

from __future__ import annotations

import hmac
import json
import logging
import time
from datetime import UTC, datetime

from flask import Blueprint, Flask, Response, current_app, g, request
from flask.typing import ResponseReturnValue
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from core.errors import ForbiddenError
from core.web.access import public
from core.web.doors import reading, settings

NAME = "bontaicho.requests"
LOCAL = {"127.0.0.1", "::1"}
FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP")
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

bp = Blueprint("watch", __name__)


class JsonLines(logging.Formatter):
    """Writes each record as one line of JSON; an error's stack stands in it, its data do not."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        facts = getattr(record, "facts", None)
        if isinstance(facts, dict):
            line |= facts
        if record.exc_info:
            line["stack"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def log_as_json() -> None:
    """Send every logger's lines to the error stream as JSON."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)


class Meters:
    """The counters of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("endpoint", "method", "status")
        self.answers = Counter("bontaicho_answers", "Answers given.", labels, registry=self.registry)
        self.seconds = Histogram(
            "bontaicho_answer_seconds",
            "Seconds an answer took.",
            ("endpoint",),
            buckets=SECONDS,
            registry=self.registry,
        )
        self.database = Gauge(
            "bontaicho_database_up", "1 where the database answers, else 0.", registry=self.registry
        )


def _database_answers() -> bool:
    try:
        with reading() as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return False
    return True


@bp.get("/metrics")
@public
def metrics() -> ResponseReturnValue:
    """The counters; with METRICS_TOKEN for its bearer, without it for this machine alone."""
    token = settings().metrics_token
    if token:
        given = request.headers.get("Authorization", "").encode()
        allowed = hmac.compare_digest(given, f"Bearer {token}".encode())
    else:
        allowed = request.remote_addr in LOCAL and not any(name in request.headers for name in FORWARDED)
    if not allowed:
        raise ForbiddenError
    meters: Meters = current_app.extensions["meters"]
    meters.database.set(int(_database_answers()))
    return Response(generate_latest(meters.registry), content_type=CONTENT_TYPE_LATEST)


def _begin() -> None:
    g.began = time.perf_counter()


def _end(answer: Response) -> Response:
    seconds = time.perf_counter() - g.get("began", time.perf_counter())
    endpoint = request.endpoint or "none"
    meters: Meters = current_app.extensions["meters"]
    meters.answers.labels(endpoint, request.method, answer.status_code).inc()
    meters.seconds.labels(endpoint).observe(seconds)
    if settings().log_requests:
        known = g.get(
            "_login_user"
        )  # flask-login's own; asking `current_user` would look a person up for a picture
        role = known.actor.role.value if known is not None and known.is_authenticated else "-"
        facts = {
            "endpoint": endpoint,
            "method": request.method,
            "status": answer.status_code,
            "ms": round(seconds * 1000, 1),
            "bytes": answer.calculate_content_length(),
            "role": role,
        }
        logging.getLogger(NAME).info("answered", extra={"facts": facts})
    return answer


def set_up(app: Flask) -> None:
    """Count and, where the settings ask for it, log every answer."""
    app.extensions["meters"] = Meters()
    app.register_blueprint(bp)
    app.before_request_funcs.setdefault(None, []).insert(0, _begin)
    app.after_request(_end)
