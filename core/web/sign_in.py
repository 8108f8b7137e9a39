"""Signing in and out."""

from __future__ import annotations

from flask import Blueprint, Flask, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user

from core.accounts.demo import DEMO_LOGINS, DEMO_PASSWORD
from core.accounts.queries import Account, find_account_by_login
from core.accounts.rules.roles import Permission
from core.accounts.services import (
    MIN_PASSWORD_LENGTH,
    AccountError,
    SignInError,
    authenticate,
    change_password,
)
from core.clock import now
from core.web.access import SignedIn, public, requires
from core.web.doors import reading, settings, transaction
from core.web.language import safe_next
from core.web.security import limiter, typed_login
from core.web.sentences import sentence

RENEWED_EVERY = 3600  # seconds

bp = Blueprint("sign_in", __name__)


class PasswordsDifferError(AccountError):
    """The new password was typed twice, differently."""

    code = "passwords_differ"


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
    _begin(account)
    return redirect(safe_next(request.form.get("next"), "/"), 303)


def _begin(account: Account) -> None:
    language = session.get("language")
    session.clear()  # a session begun before signing in is never carried on
    if language:
        session["language"] = language
    session.permanent = True
    session["renewed"] = int(now().timestamp())
    login_user(SignedIn(account))


@bp.get("/mat-khau")
@requires(Permission.HOME)
def password() -> ResponseReturnValue:
    """The form that changes one's own password."""
    return render_template("password.html", least=MIN_PASSWORD_LENGTH, error="")


@bp.post("/mat-khau")
@requires(Permission.HOME)
@limiter.limit(_limit)
def change() -> ResponseReturnValue:
    """Change one's own password; this session goes on, every other one of the account ends."""
    login, new = current_user.account.login, request.form.get("new", "")
    try:
        if new != request.form.get("again", ""):
            raise PasswordsDifferError
        with transaction() as db:
            change_password(db, login=login, old=request.form.get("old", ""), new=new, now=now())
    except AccountError as error:
        page = render_template("password.html", least=MIN_PASSWORD_LENGTH, error=sentence(error))
        return page, error.status
    with reading() as db:
        account = find_account_by_login(db, login)
    assert account is not None
    _begin(account)
    flash(_("Đã đổi mật khẩu. Các thiết bị khác đang đăng nhập tài khoản này phải đăng nhập lại."), "success")
    return redirect("/", 303)


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
