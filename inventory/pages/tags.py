"""Short marks that stand in every row of a list; each is made once for all rows that bear it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from flask import Flask
from flask_babel import gettext as _
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from core.web.language import say_days_ago
from inventory.rules.stock import Freshness, freshness

MOST = 4096  # days and languages remembered


@lru_cache(maxsize=MOST)
def _freshness(checked_on: date | None, today: date, _spoken: str) -> Markup:
    if checked_on is None:
        text, state = _("chưa rà soát"), "late"
    elif freshness(checked_on, today) is Freshness.FRESH:
        text, state = _("đã kiểm tra %(ago)s", ago=say_days_ago((today - checked_on).days)), "ok"
    else:
        text, state = _("quá hạn, kiểm tra %(ago)s", ago=say_days_ago((today - checked_on).days)), "late"
    return Markup('<span class="tag tag-{}">{}</span>').format(state, text)


@pass_context
def freshness_tag(context: Context, checked_on: date | None, today: date) -> Markup:
    """Return how long ago a row was checked, as a page shows it in its reader's language."""
    return _freshness(checked_on, today, context["spoken"])


def set_up(app: Flask) -> None:
    """Give the templates of `app` the marks."""
    app.jinja_env.globals["freshness_tag"] = freshness_tag
