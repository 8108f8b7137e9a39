"""Short marks that stand in every row of a list; each is made once for all rows that bear it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from flask import Flask
from flask_babel import gettext as _
from markupsafe import Markup

from core.web.language import say_days_ago
from inventory.rules.stock import Freshness, freshness

MOST = 4096  # days and languages remembered


@lru_cache(maxsize=MOST)
def freshness_tag(checked_on: date | None, today: date, _spoken: str) -> Markup:
    """Return how long ago a row was checked, as a page shows it in the language spoken there."""
    if checked_on is None:
        text, state = _("chưa rà soát"), "late"
    elif freshness(checked_on, today) is Freshness.FRESH:
        text, state = _("đã kiểm tra %(ago)s", ago=say_days_ago((today - checked_on).days)), "ok"
    else:
        text, state = _("quá hạn, kiểm tra %(ago)s", ago=say_days_ago((today - checked_on).days)), "late"
    return Markup('<span class="tag tag-{}">{}</span>').format(state, text)


def set_up(app: Flask) -> None:
    """Give the templates of `app` the marks."""
    app.jinja_env.globals["freshness_tag"] = freshness_tag
