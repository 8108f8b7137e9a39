"""The register's pages."""

from __future__ import annotations

from flask import Blueprint, Flask

bp = Blueprint("stock", __name__)


def set_up(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(bp)
