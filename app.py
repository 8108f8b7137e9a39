"""The composition root: puts the packages together. The only file that imports all of them."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from flask import Flask
from flask_bootstrap import Bootstrap5
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

import inventory.pages
import inventory.sentences
import mobilization.models
from core.audit.rules import key_from
from core.audit.services import seal
from core.config import Settings, SettingsError, read_settings
from core.db import Database
from core.web import access, commands, home, language, refusals, security, sign_in
from core.web.sentences import add_sentences
from inventory.queries.story import ledger_lines

ROOT = Path(__file__).parent


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application; settings come from the environment unless given."""
    if settings is None:
        try:
            settings = read_settings(os.environ, root=ROOT)
        except SettingsError as error:
            raise SystemExit(str(error)) from None
    app = Flask(__name__, template_folder="templates", static_folder="static")
    app.config.update(BOOTSTRAP_SERVE_LOCAL=True, COMPRESS_MIMETYPES=COMPRESSED)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    database = Database(settings.database_url)
    database.before_commit.append(partial(seal, key=key_from(settings.secret_key)))
    app.extensions.update(database=database, settings=settings, ledgers=[ledger_lines])
    security.set_up(app, settings)
    language.set_up(app)
    access.set_up(app)
    refusals.set_up(app)
    sign_in.set_up(app, settings.login_limit)
    home.set_up(app)
    commands.set_up(app)
    Bootstrap5(app)
    Compress(app)
    add_packages(app)
    return app


COMPRESSED = ["text/html", "text/css", "text/javascript", "application/javascript", "application/json", "image/svg+xml"]


def add_packages(app: Flask) -> None:
    """Add every package's pages, commands and sentences."""
    for package in (inventory,):
        add_sentences(package.sentences.SENTENCES)
        package.pages.set_up(app)
