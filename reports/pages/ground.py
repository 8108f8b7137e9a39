"""The standing data the pages of reports rest on, read once and kept until the books say otherwise."""

from __future__ import annotations

from flask import Flask, current_app
from sqlalchemy.orm import Session

from reports.services.standing import Kept, kept_or_read

SLOT = "reports_standing"


def ground(session: Session) -> Kept:
    """Return the standing data of this moment; two visitors at once may both read it, which does no harm."""
    held = current_app.extensions[SLOT]
    assert held is None or isinstance(held, Kept)
    kept = kept_or_read(session, held)
    current_app.extensions[SLOT] = kept
    return kept


def set_up(app: Flask) -> None:
    """Give the application the place where the standing data is kept."""
    app.extensions[SLOT] = None
