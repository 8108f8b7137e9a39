"""How a spreadsheet gets in: upload, questions, difference, commit, receipt, undo."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.accounts.rules.roles import Actor, Permission
from core.together import Question
from core.web.home import Duty, Notice, Part, add_notices, add_part
from importers.doors import readers, showing
from importers.pages import (
    differences,
    leftovers,
    list_files,  # noqa: F401 - its addresses stand on the blueprints of the pages
    questions,
    remembered,
    uploads,
)
from importers.pages.frame import bp
from importers.queries.batches import Batch, open_batches

PAGES = (uploads, questions, differences, leftovers, remembered)


def duties(actor: Actor) -> list[Question[list[Duty]]]:
    """Ask for the office's uploads that wait for answers or for the commit."""
    if not actor.may(Permission.IMPORT_RUN):
        return []
    return [open_batches("" if actor.is_provincial else actor.commune_code).then(_waiting)]


def _waiting(batches: Sequence[Batch]) -> list[Duty]:
    found = []
    for batch in batches:
        if batch.question_count:
            text = _(
                "Tệp “%(name)s” còn %(count)s câu hỏi.", name=batch.file_name, count=batch.question_count
            )
            location, button = url_for("imports.questions", batch_id=batch.id), _("Trả lời")
        else:
            text = _("Tệp “%(name)s” đã đọc xong, chờ xem và ghi vào kho.", name=batch.file_name)
            location, button = url_for("imports.batch", batch_id=batch.id), _("Xem đối chiếu")
        found.append(Duty(kind="import", text=text, button=button, location=location))
    return found


def set_up(app: Flask) -> None:
    """Add the pages, their part of the navigation, and the duties."""
    app.register_blueprint(bp)
    showing.set_up(app)
    readers.set_up(app)
    add_part(
        Part(endpoint="imports.show", label=_l("Nhập số liệu"), permission=Permission.IMPORT_RUN, place=3)
    )
    waiting = _l("Tệp nhập số liệu chờ trả lời, chờ ghi")
    add_notices(Notice(kind="import", label=waiting, permission=Permission.IMPORT_RUN))
    app.extensions["duties"].append(duties)
