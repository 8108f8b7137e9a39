"""Photographs over the web: showing one, and taking the one a form brings."""

from __future__ import annotations

from io import BytesIO

from flask import Blueprint, Flask, request, send_file
from flask.typing import ResponseReturnValue

from core.accounts.rules.roles import Permission
from core.attachments.pictures import MOST_BYTES, SMALL_SIDE_PX, redrawn
from core.attachments.queries import commune_of_photo, content_of, get_photo
from core.web.access import requires
from core.web.doors import reading, settings

bp = Blueprint("photos", __name__, url_prefix="/anh")


def sent_photo(name: str = "photo") -> bytes:
    """Return the content of the photograph in a form, empty where none was chosen; one byte over the limit at most."""
    file = request.files.get(name)
    return file.stream.read(MOST_BYTES + 1) if file is not None and file.filename else b""


def _content(photo_id: int) -> bytes:
    with reading() as session:
        photo = get_photo(session, photo_id)
    return content_of(photo, settings().data_dir)


@bp.get("/<int:photo_id>")
@requires(Permission.STOCK_READ, commune_of_photo)
def show(photo_id: int) -> ResponseReturnValue:
    """A photograph."""
    return send_file(BytesIO(_content(photo_id)), mimetype="image/jpeg")


@bp.get("/<int:photo_id>/nho")
@requires(Permission.STOCK_READ, commune_of_photo)
def small(photo_id: int) -> ResponseReturnValue:
    """A photograph as small as it stands in a page."""
    picture = redrawn(_content(photo_id), side_px=SMALL_SIDE_PX)
    return send_file(BytesIO(picture.content), mimetype="image/jpeg")


def set_up(app: Flask) -> None:
    """Add the photographs' addresses."""
    app.register_blueprint(bp)
