"""Vietnamese first, English beside it: the reader's language, numbers, dates."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from urllib.parse import urlsplit

from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from flask import Blueprint, Flask, has_request_context, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_babel import Babel, get_locale, get_translations
from flask_babel import gettext as _
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from core.clock import local, now
from core.web.access import public

_NAMED = re.compile(r"%\((\w+)\)s")
SHORT_MINUTES, SHORT_HOURS = 120, 48
LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}

bp = Blueprint("language", __name__)


def chosen() -> str:
    """Return the reader's language, `vi` or `en`."""
    if not has_request_context():
        return "vi"
    if (
        request.path.startswith("/api/v1/") and request.accept_languages
    ):  # a program says its language with each call
        return request.accept_languages.best_match(LANGUAGES, "vi")
    asked = session.get("language", "vi")
    return asked if asked in LANGUAGES else "vi"


def _locale() -> str:
    locale = get_locale()
    return str(locale.language) if locale else "vi"


class _Said(dict[str, Markup]):
    """The sentences of one language that pages have asked for, each translated once."""

    def __init__(self, translations: Translations | NullTranslations) -> None:
        super().__init__()
        self.translations = translations
        self._without_facts: dict[str, Markup] = {}

    def __missing__(self, text: str) -> Markup:
        found = self[text] = Markup(self.translations.ugettext(text))  # noqa: S704 - our own catalogue's text
        return found

    def say(self, text: str, /, **facts: object) -> Markup:
        """Return a sentence in this language with its facts put in, escaped."""
        if facts:
            return self[text] % facts
        found = self._without_facts.get(text)
        if found is None:
            found = self._without_facts[text] = self[text] % {}
        return found


_said: dict[str, _Said] = {}


def _words() -> dict[str, object]:
    """Return the translating function of a page; the language is asked once for a page, not once for a word."""
    locale = _locale()
    if locale not in _said:
        _said[locale] = _Said(get_translations())
    say = _said[locale].say
    return {"_": say, "gettext": say, "spoken": locale}


@pass_context
def _quantity(context: Context, value: Decimal | int | float | None) -> str:
    spoken = context.get("spoken")
    return "—" if value is None else _number(value, spoken or _locale())


def safe_next(target: str | None, default: str) -> str:
    """Return `target` if it is an address of this site, else `default`."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return default
    parts = urlsplit(target)
    return default if parts.scheme or parts.netloc else target


@bp.get("/ngon-ngu/<code>")
@public
def choose(code: str) -> ResponseReturnValue:
    """Remember the language and go back to the page."""
    if code in LANGUAGES:
        session["language"] = code
    return redirect(safe_next(request.args.get("next"), "/"))


def say_quantity(value: Decimal | int | float | None) -> str:
    """Return a number as its reader writes it: 1.250 in Vietnamese, 1,250 in English; a dash for unknown."""
    if value is None:
        return "—"
    return _number(value, _locale())


@lru_cache(maxsize=8192)  # a list writes the same few numbers and ages over and over
def _number(value: Decimal | int | float, locale: str) -> str:
    return format_decimal(value, locale=locale)


@lru_cache(maxsize=2048)
def _days_ago(days: int, locale: str) -> str:
    return format_timedelta(timedelta(days=-days), add_direction=True, locale=locale, threshold=1.2)


def counted(text: str, /, **facts: object) -> str:
    """Return a sentence with a number in it, in the form the number asks for, its numbers as the reader writes them.

    The first number named in the sentence decides: English says "1 row" and "2 rows", Vietnamese has one form. The
    catalogue holds both forms under the one sentence (`make translate` gathers it so).
    """
    named = (facts[name] for name in _NAMED.findall(text))
    first = next(value for value in named if isinstance(value, (int, float, Decimal)))
    count = int(first) if first == int(first) else 2  # what is no whole number is "1.5 points"
    said = {
        name: say_quantity(value) if isinstance(value, (int, float, Decimal)) else value
        for name, value in facts.items()
    }
    return str(get_translations().ungettext(text, text, count) % said)


def lasting(minutes: int) -> str:
    """Return how long something lasts: minutes below two hours, hours and minutes below two days, then days."""
    if minutes < SHORT_MINUTES:
        return counted("%(minutes)s phút", minutes=minutes)
    hours, over = divmod(minutes, 60)
    if hours < SHORT_HOURS:
        whole = counted("%(hours)s giờ", hours=hours)
        return counted("%(hours)s giờ %(minutes)s phút", hours=hours, minutes=over) if over else whole
    days, hours = divmod(hours, 24)
    return counted("%(days)s ngày %(hours)s giờ", days=days, hours=hours)


def _counted_markup(text: str, /, **facts: object) -> Markup:
    """Return the same for a page, its facts escaped."""
    return Markup(counted(text, **{name: _for_page(value) for name, value in facts.items()}))  # noqa: S704 - escaped


def _for_page(value: object) -> object:
    return value if isinstance(value, (int, float, Decimal)) else escape(value)


def typed(value: Decimal) -> str:
    """Return a quantity as it stands in a box to be edited: 1250 or 12,5."""
    return format(value.normalize(), "f").replace(".", ",")


def say_moment(value: datetime | None) -> str:
    """Return a moment on a Vietnamese clock, such as 23/11/2026 14:05."""
    return format_datetime(local(value), "dd/MM/yyyy HH:mm", locale=_locale()) if value else "—"


def say_day(value: date | None) -> str:
    """Return a day such as 23/11/2026."""
    return format_date(value, "dd/MM/yyyy", locale=_locale()) if value else "—"


def say_days_ago(days: int) -> str:
    """Return how many days ago something was, such as "12 ngày trước"."""
    return str(_("hôm nay")) if days <= 0 else _days_ago(days, _locale())


def say_ago(value: datetime | date | None) -> str:
    """Return how long ago something was, such as "12 ngày trước"."""
    if value is None:
        return str(_("chưa lần nào"))
    if not isinstance(value, datetime):
        return say_days_ago((local(now()).date() - value).days)
    return format_timedelta(value - now(), add_direction=True, locale=_locale(), threshold=1.2)


def set_up(app: Flask) -> None:
    """Give `app` its languages and the filters that write numbers and dates."""
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", "core/translations")
    Babel(app, locale_selector=chosen, default_locale="vi", default_timezone="Asia/Ho_Chi_Minh")
    app.register_blueprint(bp)
    app.context_processor(_words)
    app.jinja_env.filters.update(quantity=_quantity, typed=typed, moment=say_moment, day=say_day, ago=say_ago)
    app.jinja_env.globals.update(
        LANGUAGES=LANGUAGES, language=chosen, counted=_counted_markup, lasting=lasting
    )
