"""The history of imports and the remembered answers as Excel."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.accounts.rules.roles import Permission
from core.clock import local
from core.web.access import current_actor, requires
from core.web.doors import reading
from core.web.list_files import MOST_ROWS, list_file
from importers.pages.frame import bp
from importers.pages.remembered import entry_of
from importers.queries.answers import list_remembered
from importers.queries.batches import list_batches
from importers.queries.names import get_names
from importers.rules.stock.lines import LineStatus
from importers.rules.stock.list_sheets import ANSWER_COLUMNS, IMPORT_COLUMNS
from importers.sentences import MODES, STATES


@bp.get("/danh-sach.xlsx")
@requires(Permission.IMPORT_RUN)
def imports_file() -> ResponseReturnValue:
    """The uploads within reach as Excel."""
    actor = current_actor()
    with reading() as session:
        found, _more = list_batches(session, scope=actor.scope(Permission.IMPORT_RUN), page=1, size=MOST_ROWS)
        names = get_names(session)
    rows = [
        (
            number,
            batch.number,
            batch.file_name or _("Tệp không được giữ lại"),
            names.communes.get(batch.office) or _("Tỉnh"),  # type: ignore[call-overload]
            str(MODES[batch.mode]),
            str(STATES[batch.state]),
            local(batch.made_at),
            batch.made_by,
            batch.question_count or None,
            batch.counts.get(LineStatus.NEW),
            batch.counts.get(LineStatus.CHANGED),
            local(batch.committed_at) if batch.committed_at else None,
            batch.committed_by,
            local(batch.undone_at) if batch.undone_at else None,
            batch.undone_by,
        )
        for number, batch in enumerate(found, start=1)
    ]
    return list_file(_("Các lần nhập"), "lan-nhap", IMPORT_COLUMNS, rows, [], actor)


@bp.get("/cau-tra-loi.xlsx")
@requires(Permission.IMPORT_RUN)
def answers_file() -> ResponseReturnValue:
    """What later files will not be asked again as Excel."""
    actor = current_actor()
    with reading() as session:
        found, _more = list_remembered(session, scope=actor.scope(Permission.IMPORT_RUN), size=MOST_ROWS)
        names = get_names(session)
    rows = [
        (
            number,
            entry.raw,
            entry.meaning,
            names.communes.get(entry.given.office) or _("Tỉnh"),  # type: ignore[call-overload]
            entry.given.answered_by,
            local(entry.given.answered_at),
        )
        for number, entry in enumerate((entry_of(given, names) for given in found), start=1)
    ]
    return list_file(_("Câu trả lời đã ghi nhớ"), "cau-tra-loi", ANSWER_COLUMNS, rows, [], actor)
