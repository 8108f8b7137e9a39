"""Who may open which address: every view declares it, one guard enforces it, undeclared means refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, Request, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import AnonymousUserMixin, LoginManager, UserMixin, current_user
from sqlalchemy.orm import Session
from werkzeug.routing import IntegerConverter, Map

from core.accounts.queries import Account, find_account
from core.accounts.rules.roles import Actor, Permission
from core.accounts.tokens import find_account_by_token, note_use
from core.clock import day_of, now
from core.errors import DomainError, ForbiddenError

View = TypeVar("View", bound=Callable[..., Any])
# Addresses of the libraries' own files, the same for everybody.
FILES = frozenset({"static", "bootstrap.static", "leaflet.static"})


# Finds the commune an address speaks of ("" for the province) from a session and the address's values; raises
# NotFoundError.
CommuneOf = Callable[..., str]


class SignInNeededError(DomainError):
    """Nobody is signed in."""

    code = "sign_in_needed"
    status = 401


class OtherCommuneError(ForbiddenError):
    """The address belongs to a commune outside the person's reach."""

    code = "other_commune"


@dataclass(frozen=True, slots=True)
class Access:
    """What a view asks for; `permission` None means open to everybody."""

    permission: Permission | None
    commune_of: CommuneOf | None = None


class RowNumber(IntegerConverter):
    """A row's number in an address; what no database can hold is an address that does not exist."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=2**63 - 1)


class SignedIn(UserMixin):  # type: ignore[misc]
    """The account behind a session cookie."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.actor = account.actor()
        self.waiting = account.waiting

    def get_id(self) -> str:
        """Return the text kept in the cookie; it stops being valid when the account's session number changes."""
        return f"{self.account.id}:{self.account.session_no}"


def bearer(asked: Request) -> str:
    """Return the token a call to the JSON interface brings, empty where it brings none."""
    given = asked.authorization
    if given is None or given.type != "bearer" or not asked.path.startswith("/api/"):
        return ""
    return given.token or ""


def _signed_in_by_token(app: Flask, secret: str) -> SignedIn | None:
    database, today = app.extensions["database"], day_of(now())
    with database.reading() as session:
        found = find_account_by_token(session, secret, today=today)
    if found is None:
        return None
    account, token_id, first_today = found
    if first_today:
        with database.transaction() as session:
            note_use(session, token_id=token_id, today=today)
    return SignedIn(account)


def public(view: View) -> View:
    """Declare a view open to everybody."""
    view.access = Access(None)  # type: ignore[attr-defined]
    return view


def requires(permission: Permission, commune_of: CommuneOf | None = None) -> Callable[[View], View]:
    """Declare the permission a view asks for, and how to find the commune its address speaks of."""

    def declare(view: View) -> View:
        view.access = Access(permission, commune_of)  # type: ignore[attr-defined]
        return view

    return declare


def commune_in_address(session: Session, *, commune_code: str, **_: Any) -> str:
    """Return the commune named in the address itself."""
    return commune_code


def for_province(session: Session, **_: Any) -> str:
    """Return the empty code: the address speaks of the whole province."""
    return ""


def access_of(app: Flask, endpoint: str) -> Access | None:
    """Return what an endpoint declares, or None where it declares nothing."""
    if endpoint in FILES:
        return Access(None)
    declared = getattr(app.view_functions.get(endpoint), "access", None)
    return declared if isinstance(declared, Access) else None


def current_actor() -> Actor:
    """Return the person acting now; raises SignInNeededError."""
    if not current_user.is_authenticated:
        raise SignInNeededError
    actor = current_user.actor
    assert isinstance(actor, Actor)
    return actor


def speak_to_nobody() -> None:
    """Draw what follows as for a visitor: who is signed in cannot be read where the database fails."""
    g._login_user = AnonymousUserMixin()  # where Flask-Login keeps whom it has found


def books_mark() -> str:
    """Return the mark that changes with the system's books (`Account.books`), empty where nobody is signed in."""
    return str(current_user.account.books) if current_user.is_authenticated else ""


def _guard() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None  # no such address: the 404 page answers
    access = access_of(current_app, request.endpoint)
    if access is None:
        raise ForbiddenError
    if access.permission is None:
        return None
    if not current_user.is_authenticated:
        if request.method == "GET" and not request.path.startswith("/api/"):
            return redirect(url_for("sign_in.show", next=request.full_path.rstrip("?")))
        raise SignInNeededError
    actor = current_actor()
    if not actor.may(access.permission):
        raise ForbiddenError
    if access.commune_of is not None:
        with current_app.extensions["database"].reading() as session:
            commune = access.commune_of(session, **(request.view_args or {}))
        if not actor.may(access.permission, commune):
            raise OtherCommuneError
    return None


def set_up(app: Flask) -> None:
    """Guard every address of `app`."""
    app.url_map.converters["int"] = RowNumber
    manager = LoginManager(app)
    manager.session_protection = (
        None  # a telephone changes its network address on the road; nobody is put out for it
    )

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load(cookie: str) -> SignedIn | None:
        if bearer(request):  # a call speaks for its token alone, whoever sits at the browser
            return None
        number, _, session_no = cookie.partition(":")
        if not number.isdecimal():
            return None
        with app.extensions["database"].reading() as session:
            account = find_account(session, int(number))
        if account is None or not account.active or str(account.session_no) != session_no:
            return None
        return SignedIn(account)

    @manager.request_loader  # type: ignore[untyped-decorator]
    def load_by_token(asked: Request) -> SignedIn | None:
        secret = bearer(asked)
        return _signed_in_by_token(app, secret) if secret else None

    app.before_request(_guard)
