"""The standing data the pages of reports rest on."""

from __future__ import annotations

from flask import Flask, current_app
from sqlalchemy.orm import Session

from reports.services.standing import Ground, Kept

SLOT = "reports_ground"


def ground(session: Session) -> Kept:
    """Return the standing data of this moment."""
    held: Ground = current_app.extensions[SLOT]
    return held.now(session)


def set_up(app: Flask) -> None:
    """Give the application the place where the standing data is kept."""
    app.extensions[SLOT] = Ground()
