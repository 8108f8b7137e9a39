"""The reports' pages."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from core.accounts.rules.roles import Permission
from core.web.home import Part, add_part
from reports.pages import (
    annual,
    duties,
    frozen,
    gaps,
    ground,
    lands,
    list_files,  # noqa: F401 - its addresses stand on the blueprints of the pages
    moves,
    open_year,
    paper_lists,  # noqa: F401 - its addresses stand on the blueprints of the pages
    prices,
    readiness,
    readiness_map,
    readiness_sheet,
    what_if,
    written,
)

PAGES = (
    annual,
    readiness,
    readiness_map,
    readiness_sheet,
    gaps,
    prices,
    lands,
    what_if,
    written,
    moves,
    duties,
    frozen,
    open_year,
)


def set_up(app: Flask) -> None:
    """Add the pages and their part of the navigation."""
    for page in PAGES:
        app.register_blueprint(page.bp)
    ground.set_up(app)
    add_part(Part(endpoint="reports.show", label=_l("Báo cáo"), permission=Permission.REPORT_READ, place=4))
