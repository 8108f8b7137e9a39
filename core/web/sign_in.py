"""Signing in and out."""

from __future__ import annotations

from flask import Blueprint, Flask, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user

from core.accounts.demo import DEMO_LOGINS, DEMO_PASSWORD
from core.accounts.services import SignInError, authenticate
from core.clock import now
from core.web.access import SignedIn, public
from core.web.doors import reading, settings
from core.web.language import safe_next
from core.web.security import limiter, typed_login
from core.web.sentences import sentence

RENEWED_EVERY = 3600  # seconds

bp = Blueprint("sign_in", __name__)


def _page(error: str = "", status: int = 200) -> ResponseReturnValue:
    logins = DEMO_LOGINS if settings().demo else ()
    target = safe_next(request.values.get("next"), "/")
    page = render_template(
        "sign_in.html",
        error=error,
        next=target,
        demo_logins=logins,
        demo_password=DEMO_PASSWORD if logins else "",
    )
    return page, status


@bp.get("/dang-nhap")
@public
def show() -> ResponseReturnValue:
    """The sign-in page, which also says what this is."""
    if current_user.is_authenticated:
        return redirect("/")
    return _page()


def _limit() -> str:
    return settings().login_limit


@bp.post("/dang-nhap")
@public
@limiter.limit(_limit)
@limiter.limit(_limit, key_func=typed_login)
def enter() -> ResponseReturnValue:
    """Open a session for the right name and password."""
    try:
        with reading() as db:
            account = authenticate(
                db, login=request.form.get("login", ""), password=request.form.get("password", "")
            )
    except SignInError as error:
        return _page(sentence(error), 401)
    language = session.get("language")
    session.clear()  # a session begun before signing in is never carried on
    if language:
        session["language"] = language
    session.permanent = True
    session["renewed"] = int(now().timestamp())
    login_user(SignedIn(account))
    return redirect(safe_next(request.form.get("next"), "/"), 303)


@bp.post("/dang-xuat")
@public
def leave() -> ResponseReturnValue:
    """Close the session."""
    logout_user()
    session.pop("renewed", None)
    flash(_("Đã đăng xuất."), "success")
    return redirect(url_for("sign_in.show"), 303)


def _renew() -> None:
    """Keep a person at work signed in: opening a page renews the session, a script's call never does."""
    opened = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    if opened and "renewed" in session and session["renewed"] <= now().timestamp() - RENEWED_EVERY:
        session["renewed"] = int(now().timestamp())


def set_up(app: Flask) -> None:
    """Add the pages; tries are limited for each address and for each name."""
    app.before_request(_renew)
    app.register_blueprint(bp)
