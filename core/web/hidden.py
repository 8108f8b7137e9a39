"""Pages for whoever may see no telephone number, such as the auditor: none is left, in whatever words it was typed."""

from __future__ import annotations

import re

from flask import Flask, Response, request
from flask_login import current_user

from core.accounts.rules.roles import Permission
from core.text import masked

# What a page says to people: the words between tags and in these attributes; never keys, addresses or what a form sends.
_SAID = re.compile(
    r'(?s)<(?:script|style)\b.*?</(?:script|style)>|(?P<words>(?<=>)[^<]*\d[^<]*|(?<=\s)(?:title|alt|aria-label)="[^"]*")'
)
PUBLIC = "help"  # the office's own line stands there for everybody


def without_numbers(page: str) -> str:
    """Return a page of HTML in which every telephone number that people read is masked."""
    return _SAID.sub(lambda found: masked(found[0]) if found["words"] else found[0], page)


def set_up(app: Flask) -> None:
    """Mask the pages of `app` for those who may see no number anywhere."""

    @app.after_request
    def hide(response: Response) -> Response:
        page = response.mimetype == "text/html" and request.blueprint != PUBLIC
        if page and current_user.is_authenticated and not current_user.actor.may(Permission.PHONE_READ):
            response.set_data(without_numbers(response.get_data(as_text=True)))
        return response
