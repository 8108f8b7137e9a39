"""Where the addresses of incidents hang, and how their values are written as JSON."""

from __future__ import annotations

from dataclasses import asdict, is_dataclass
from decimal import Decimal
from typing import Any

from flask_smorest import Blueprint

from core.text import masked, plain_number

bp = Blueprint("api_incidents", __name__, url_prefix="/api/v1", description="Sự cố và huy động")


def plain(value: Any) -> dict[str, object]:
    """Return a plain value as JSON: quantities as numbers, telephone numbers in every text masked."""
    told: dict[str, object] = {}
    # What is read by the thousand is a tuple with names.
    parts = asdict(value) if is_dataclass(value) and not isinstance(value, type) else value._asdict()
    for name, one in parts.items():
        if isinstance(one, Decimal):
            told[name] = plain_number(one)
        else:
            told[name] = masked(one) if name in {"phone", "title", "place"} else one
    return told
