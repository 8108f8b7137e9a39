"""Applications that one test gives back for the next: making one takes longer than most tests.

What an application holds by itself (its database, settings, counters, what it keeps in memory) stands in its
extensions and its configuration: both are put back to how they were when it was made.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from flask import Flask

from app import create_app, open_database
from core.config import Settings
from core.db import Database
from core.web.security import limiter
from core.web.watch import Meters
from importers.doors.readers import Readers
from importers.doors.shelf import Shelf
from reports.pages.ground import SLOT
from reports.services.standing import Ground

# What gathers something while it is used is made anew; everything else is put in another's place as a whole.
ANEW: dict[str, Callable[[Flask], object]] = {
    "meters": lambda _app: Meters(),
    "readers": Readers,
    "imports_shelf": lambda _app: Shelf(),
    SLOT: lambda _app: Ground(),
}
OURS = ("core", "inventory", "mobilization", "importers", "reports")


@dataclass(frozen=True, slots=True)
class Made:
    """An application as it was made."""

    app: Flask
    kind: Hashable
    extensions: dict[str, Any]
    config: dict[str, Any]
    addresses: dict[str, Any]


IDLE: dict[Hashable, list[Made]] = {}
TAKEN: dict[int, Made] = {}


def take(settings: Settings) -> Flask:
    """Return an application with these settings, new or as good as new."""
    # What is built in for good; the rest is asked of the settings each time.
    kind = (
        settings.secret_key,
        settings.cookie_secure,
        settings.map_tiles,
        settings.max_upload_mb,
        settings.proxies,
    )
    idle = IDLE.setdefault(kind, [])
    if idle:
        made = idle.pop()
        app = made.app
        app.extensions.clear()
        app.extensions.update(made.extensions, database=open_database(settings), settings=settings)
        app.extensions.update({name: make(app) for name, make in ANEW.items()})
        app._got_first_request = False  # addresses may be added until then
        app.config.clear()
        app.config.update(made.config)
        limiter.reset()
    else:
        app = create_app(settings)
        gathers = {
            name for name, held in app.extensions.items() if type(held).__module__.split(".")[0] in OURS
        }
        assert gathers == {*ANEW, "database", "settings"}, "say above how it is made anew"
        made = Made(app, kind, dict(app.extensions), dict(app.config), dict(app.view_functions))
    TAKEN[id(app)] = made
    return app


def give_back(app: Flask) -> None:
    """Close an application's database and keep it for another test, unless this one gave it addresses or it still reads."""
    database: Database = app.extensions["database"]
    database.dispose()
    made = TAKEN.pop(id(app), None)
    reads = any(thread.name.startswith("imports") for thread in threading.enumerate())
    if made is not None and not reads and app.view_functions == made.addresses:
        IDLE[made.kind].append(made)
