"""The standing data the pages of reports rest on."""

from __future__ import annotations

from flask import Flask, current_app
from sqlalchemy.orm import Session

from core.clock import day_of, now
from core.web.ahead import work_ahead
from reports.queries.readiness import day_before, moment_of
from reports.services.standing import Ground, Kept

SLOT = "reports_ground"


def ground(session: Session) -> Kept:
    """Return the standing data of this moment."""
    held: Ground = current_app.extensions[SLOT]
    return held.now(session)


def prepare(session: Session) -> None:
    """Add up the stock of today and of the day a month before, as the pages of readiness ask for it."""
    today, past = day_of(now()), day_before(now())
    days = (moment_of(today, today), moment_of(past, today))
    ground(session).stocks.at(session, days)


def set_up(app: Flask) -> None:
    """Give the application the place where the standing data is kept."""
    app.extensions[SLOT] = Ground()
    work_ahead(app, prepare)
