"""The composition root: puts the packages together. The only file that imports all of them.

`flask mobilization solve` needs no database, page or paper; loading them took far longer than planning a file, so where
that command is asked for only the planner is loaded.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from functools import partial
from pathlib import Path

# Half a million objects are made below and none is thrown away: looking through them again and again for garbage took
# a fifth of the start. Afterwards they are set aside, so that no later search looks at them either.
gc.disable()

import click
from flask import Flask
from flask.cli import AppGroup
from flask_babel import Babel

import mobilization.cli.solving

PLANNER_ALONE = Path(sys.argv[0]).stem == "flask" and sys.argv[1:3] == ["mobilization", "solve"]

if not PLANNER_ALONE:
    from flask_bootstrap import Bootstrap5
    from flask_compress import Compress
    from werkzeug.middleware.proxy_fix import ProxyFix

    import importers.api
    import importers.cli
    import importers.pages
    import importers.sentences
    import inventory.api
    import inventory.cli
    import inventory.pages
    import inventory.sentences
    import mobilization.api
    import mobilization.cli.upkeep  # its commands join the planner's group
    import mobilization.pages
    import mobilization.sentences
    import reports.api
    import reports.cli
    import reports.pages
    import reports.sentences
    from core.accounts.demo import add_demo_users
    from core.audit.rules import key_from
    from core.audit.services import seal
    from core.clock import now
    from core.communes.queries import list_communes, store_tables
    from core.communes.tables import read_tables
    from core.config import Settings, SettingsError, read_settings
    from core.db import Database
    from core.web import (
        access,
        api,
        api_docs,
        commands,
        doors,
        finding,
        help,
        hidden,
        home,
        language,
        lean,
        legible,
        links,
        look,
        notices,
        offline,
        options,
        photos,
        refusals,
        saved,
        security,
        sign_in,
        upkeep,
        watch,
    )
    from core.web.sentences import WORDS, add_sentences
    from inventory.queries.story import ledger_lines, list_unequal
    from inventory.rules.catalogue import read_catalogue
    from inventory.services.catalogue import store_catalogue, store_commune_holders
    from inventory.services.demo_counts import load_demo_counts
    from inventory.services.demo_people import load_demo_people
    from inventory.services.demo_stock import load_demo_stock
    from inventory.services.personal import NAMED_IN_ROWS
    from mobilization.queries.roads import find_warning_of
    from mobilization.queries.uses import count_open_uses
    from mobilization.services.demo_drill import load_demo_drill
    from mobilization.services.demo_incidents import load_demo_incidents
    from mobilization.services.personal import PERSONS
    from reports.sentences import story_words
    from reports.services.demo_gaps import load_demo_gaps
    from reports.services.demo_papers import load_demo_papers


gc.freeze()
gc.enable()

ROOT = Path(__file__).parent


def open_database(settings: Settings) -> Database:
    """Return the office's database, whose commits are sealed into the audit chain."""
    database = Database(settings.database_url)
    database.before_commit.append(partial(seal, key=key_from(settings.secret_key)))
    return database


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application; settings come from the environment unless given."""
    if settings is None:
        try:
            settings = read_settings(os.environ, root=ROOT)
        except SettingsError as error:
            raise SystemExit(str(error)) from None
    app = Flask(__name__, template_folder="templates", static_folder="static")
    app.url_rule_class = links.LateRule
    app.config.update(BOOTSTRAP_SERVE_LOCAL=True, COMPRESS_MIMETYPES=COMPRESSED)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    app.extensions.update(
        database=open_database(settings),
        settings=settings,
        ledgers=[ledger_lines],
        balance_checks=[list_unequal],
        open_uses=[count_open_uses],
        held_for=[],
        warning_of=find_warning_of,
        person_keepers=[NAMED_IN_ROWS, PERSONS],
    )
    legible.set_up(app)
    security.set_up(app, settings)
    watch.set_up(app)
    language.set_up(app)
    access.set_up(app)
    refusals.set_up(app)
    sign_in.set_up(app)
    home.set_up(app)
    look.set_up(app)
    lean.set_up(app)
    links.set_up(app)
    options.set_up(app)
    help.set_up(app)
    finding.set_up(app)
    offline.set_up(app)
    notices.set_up(app)
    saved.set_up(app)
    photos.set_up(app)
    commands.set_up(app)
    upkeep.set_up(app)
    Bootstrap5(app)
    Compress(app)
    hidden.set_up(app)  # before a page is packed
    add_packages(app)
    api_docs.set_up(app)
    api.set_up(app, [inventory.api.bp, importers.api.bp, mobilization.api.bp, reports.api.bp])
    app.cli.add_command(demo_group)
    commands.guard(app.cli)
    return app


COMPRESSED = [
    "text/html",
    "text/css",
    "text/javascript",
    "application/javascript",
    "application/json",
    "image/svg+xml",
]


def add_packages(app: Flask) -> None:
    """Add every package's pages, commands and sentences."""
    for package in (inventory, mobilization, importers, reports):
        add_sentences(package.sentences.SENTENCES)
        package.pages.set_up(app)
    WORDS.update(mobilization.sentences.orders.PAPER_FACTS)
    WORDS.update(inventory.sentences.refusals.MERGE_USES)
    for doors_of in (inventory.cli, importers.cli, reports.cli):
        doors_of.set_up(app)
    app.cli.add_command(mobilization.cli.solving.mobilization)


demo_group = AppGroup("demo", help="A province to try the program with.")


@demo_group.command("load")
@click.option("--if-empty", is_flag=True, help="Say nothing and do nothing where there is data already.")
def demo_load(if_empty: bool) -> None:
    """Load 96 communes, the catalogue, invented stock, one user per role and two incidents into an empty database."""
    started = time.monotonic()
    with doors.transaction() as session:
        if list_communes(session):
            if if_empty:
                return
            commands.fail(
                "Cơ sở dữ liệu đang có số liệu; dữ liệu thử chỉ nạp vào nơi trống. (database in use)"
            )
        moment = now()
        tables = read_tables()
        communes = store_tables(session, tables)
        types = store_catalogue(session, read_catalogue())
        store_commune_holders(session, tables.gazetteer.communes)
        actors = add_demo_users(session, now=moment)
        stock = load_demo_stock(session, actor=actors["vanphong.tinh"], now=moment)
    with doors.transaction() as session:
        load_demo_people(session, now=moment)
        load_demo_gaps(session, now=moment)
        moved = load_demo_incidents(
            session, drafter=actors["thuongtruc.tinh"], approver=actors["lanhdao.tinh"], now=moment
        )
    with doors.transaction() as session:
        load_demo_counts(
            session, office=actors["vanphong.tinh"], official=actors["canbo.binhminh"], now=moment
        )
        load_demo_drill(
            session, drafter=actors["thuongtruc.tinh"], approver=actors["lanhdao.tinh"], now=moment
        )
        load_demo_papers(session, words=story_words(), writer=actors["thuongtruc.tinh"], now=moment)
    click.echo(
        f"Đã nạp dữ liệu thử: {communes} xã, {types} loại, {stock.lots} dòng kho, {stock.movements} biến động, "
        f"{len(actors)} tài khoản, 2 sự cố ({moved} nguồn lực) trong {time.monotonic() - started:.1f} giây."
    )


def planner() -> Flask:
    """Return an application that plans a file and does nothing else."""
    alone = Flask(__name__)
    Babel(alone, default_locale="vi")  # the sentences are written in Vietnamese, so no catalogue is read
    alone.cli.add_command(mobilization.cli.solving.mobilization)
    return alone


if PLANNER_ALONE:
    app = planner()
