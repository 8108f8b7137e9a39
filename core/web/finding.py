"""One box that finds everything a person may open: pages, communes, kinds of resources; accents forgiven.

Works as a plain page; the palette (`/` or Ctrl+K) asks the same address for JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict

from flask import Blueprint, Flask, current_app, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.communes.queries import list_communes
from core.text import fold
from core.values import frozen
from core.web.access import current_actor, requires
from core.web.doors import reading
from core.web.home import navigation

MOST = 12
MOST_OF_ONE = 6
LONGEST = 80


@frozen
class Found:
    """One place to go: its name, what kind of thing it is, its address."""

    text: str
    kind: str
    location: str


# Returns the places of one kind that fit the words, limited to what the person may open.
Finder = Callable[[Session, Actor, str], Sequence[Found]]

bp = Blueprint("finding", __name__)


def fits(words: str, *texts: str) -> bool:
    """Return whether each word begins a word of the texts, whatever the accents: "ao ph" fits "Áo phao"."""
    parts = fold(" ".join(texts)).replace("/", " ").replace("-", " ").split()
    return all(any(part.startswith(word) for part in parts) for word in fold(words).replace("-", " ").split())


def best(words: str, found: Iterable[Found]) -> list[Found]:
    """Return what fits the words, names that begin with them first, at most six of a kind."""
    asked = fold(words)
    fitting = [item for item in found if fits(words, item.text)]
    return sorted(fitting, key=lambda item: not fold(item.text).startswith(asked))[:MOST_OF_ONE]


def find_pages(_session: Session, actor: Actor, words: str) -> list[Found]:
    """Return the main parts and the pages of help."""
    parts = [(str(part.label), part.endpoint) for part in navigation(actor)]
    parts += [(_("Hướng dẫn"), "help.show"), (_("Giải thích từ ngữ"), "help.glossary")]
    return best(words, (Found(text=text, kind=_("Trang"), location=url_for(to)) for text, to in parts))


def find_communes(session: Session, actor: Actor, words: str) -> list[Found]:
    """Return the stock lists of communes this person may read."""
    return best(
        words,
        (
            Found(
                text=commune.title,
                kind=_("Kho tại chỗ"),
                location=url_for("stock.commune", commune_code=commune.code),
            )
            for commune in list_communes(session)
            if actor.may(Permission.STOCK_READ, commune.code)
        ),
    )


def find(session: Session, actor: Actor, words: str) -> list[Found]:
    """Return what fits, a few of each kind."""
    sources: list[Finder] = current_app.extensions["finders"]
    if not fold(words):
        return []
    return [item for source in sources for item in source(session, actor, words)][:MOST]


@bp.get("/tim")
@requires(Permission.HOME)
def show() -> ResponseReturnValue:
    """Find something: a page, or JSON for the palette."""
    words = request.args.get("q", "")[:LONGEST]
    with reading() as session:
        found = find(session, current_actor(), words)
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        return jsonify(found=[asdict(item) for item in found])
    return render_template("finding.html", q=words, found=found)


def set_up(app: Flask) -> None:
    """Add the page; packages add their finders to `app.extensions["finders"]`."""
    app.extensions.setdefault("finders", []).extend([find_pages, find_communes])
    app.register_blueprint(bp)
