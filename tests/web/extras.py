"""Things of a scene that need no page: a photograph, a message of another system."""

from __future__ import annotations

from flask import Flask

from core.attachments.services import keep_photo
from core.clock import now
from mobilization.services.exchange.receiving import receive_message
from tests.rules.mobilization.exchange.samples import REQUEST
from tests.web.making import actor_of, database_of, picture


def keep_message(app: Flask, login: str) -> int:
    """Return the id of a request that came to somebody's post."""
    with database_of(app).transaction() as session:
        return receive_message(
            session,
            content=REQUEST.encode(),
            system="x",
            province="Quảng Ngãi",
            at_once=False,
            actor=actor_of(app, login),
            now=now(),
        ).id


def add_photo(app: Flask, lot_id: int, commune_code: str) -> int:
    """Return the id of a new photograph of a lot."""
    with database_of(app).transaction() as session:
        return keep_photo(
            session,
            subject=f"lot:{lot_id}",
            commune_code=commune_code,
            content=picture(),
            folder=app.extensions["settings"].data_dir,
            caption="",
            actor=actor_of(app, "vanphong.tinh"),
            now=now(),
        )
