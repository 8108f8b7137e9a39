"""Where the addresses of incidents hang, and how their values are written as JSON."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from flask_smorest import Blueprint

from core.text import masked, plain_number

bp = Blueprint("api_incidents", __name__, url_prefix="/api/v1", description="Sự cố và huy động")


def plain(value: Any) -> dict[str, object]:
    """Return a plain value as JSON: quantities as numbers, telephone numbers in every text masked."""
    told: dict[str, object] = {}
    for name, one in asdict(value).items():
        if isinstance(one, Decimal):
            told[name] = plain_number(one)
        else:
            told[name] = masked(one) if name in {"phone", "title", "place"} else one
    return told
