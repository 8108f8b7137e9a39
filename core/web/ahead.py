"""What the first look after a start or on a new day would have to work out is worked out beside, before anybody asks."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import date

from flask import Flask
from sqlalchemy.orm import Session

from core.clock import day_of, now
from core.db import Database

Work = Callable[[Session], object]
SLOT, LOOK_S = "worked_out_ahead", 5.0
FIRST_S = 2.0  # after a start those who already wait are answered first


def work_ahead(app: Flask, work: Work) -> None:
    """Let something be worked out ahead; it keeps by itself what it finds."""
    app.extensions.setdefault(SLOT, []).append(work)


def begin(app: Flask) -> None:
    """Work everything out now, and again on every new day, in a thread that ends with the program."""
    threading.Thread(target=_day_by_day, args=(app,), name=SLOT, daemon=True).start()


def _day_by_day(app: Flask) -> None:
    done: date | None = None
    time.sleep(FIRST_S)
    while True:
        if (today := day_of(now())) != done:
            work_out(app)
            done = today
        time.sleep(LOOK_S)


def work_out(app: Flask) -> None:
    """Work everything out once; what fails is told in the log and left to the first who looks."""
    database: Database = app.extensions["database"]
    for work in app.extensions.get(SLOT, []):
        try:
            with app.app_context(), database.reading() as session:
                work(session)
        except Exception:  # whatever it is, people go on working
            app.logger.exception("not worked out ahead")
