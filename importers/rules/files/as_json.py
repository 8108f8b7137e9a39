"""A recognition as the JSON of the command line; the shape is fixed, programs read it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from core.text import plain_number
from importers.rules.results import Check, Recognition, Row


def as_json(recognition: Recognition) -> dict[str, Any]:
    """Return file, sheets, rows, checks and unread cells as plain JSON values."""
    return {
        "file": {"name": recognition.file_name, "sha256": recognition.sha256},
        "sheets": [
            {
                "name": sheet.name,
                "decision": sheet.decision,
                "reason": sheet.reason,
                "layout": sheet.layout,
                "header_rows": list(sheet.header_rows),
                "encoding": sheet.encoding,
            }
            for sheet in recognition.sheets
        ],
        "rows": [_row(row) for row in recognition.rows],
        "checks": [_check(check) for check in recognition.checks],
        "unread": [
            {"sheet": cell.sheet, "cell": cell.cell, "raw": cell.raw, "reason": cell.reason}
            for cell in recognition.unread
        ],
    }


def _number(value: Decimal | None) -> int | float | None:
    return None if value is None else plain_number(value)


def _check(check: Check) -> dict[str, Any]:
    return {
        "sheet": check.sheet,
        "cell": check.cell,
        "stated": _number(check.stated),
        "computed": _number(check.computed),
        "ok": check.ok,
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "sheet": row.sheet,
        "cell": row.cell,
        "commune_code": row.commune_code,
        "commune_raw": row.commune_raw,
        "resource_code": row.resource_code,
        "resource_raw": row.resource_raw,
        "quantity": _number(row.quantity),
        "unit": row.unit,
        "unit_raw": row.unit_raw,
        "quantity_raw": row.quantity_raw,
        "status": str(row.status),
        "confidence": row.confidence,
        "reasons": list(row.reasons),
        "holder": row.holder or None,
        "contact_phone": list(row.contact_phones) or None,
        "location": row.location or None,
        "condition": row.condition or None,
    }
