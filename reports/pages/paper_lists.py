"""Reports owed and written, and frozen years, as Excel."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.accounts.rules.roles import Permission
from core.clock import local, now
from core.text import masked
from core.web.access import current_actor, requires
from core.web.doors import reading
from core.web.list_files import MOST_ROWS, list_file
from mobilization.queries.incidents import get_incident, list_incidents, place_of_incident
from reports.pages import frozen, written
from reports.queries.frozen import list_frozen
from reports.queries.written import list_of_incident, list_owed_and_held
from reports.rules.list_sheets import FROZEN_COLUMNS, OWED_COLUMNS, WRITTEN_COLUMNS
from reports.rules.written import DuePaper
from reports.sentences import PAPER_KINDS


@written.bp.get("/su-co/danh-sach.xlsx")
@requires(Permission.REPORT_READ)
def incidents_file() -> ResponseReturnValue:
    """The incidents within reach as Excel, a line for each report one still owes."""
    actor, moment = current_actor(), now()
    with reading() as session:
        found = list_incidents(session, scope=actor.scope(Permission.REPORT_READ), limit=MOST_ROWS)
        first = min((item.opened_at for item in found), default=moment)
        owed, _drills = list_owed_and_held(session, scope=None, now=moment, since=first)
    papers: dict[int, list[DuePaper]] = {}
    for item in owed:
        papers.setdefault(item.incident_id, []).append(item.paper)
    lines = [(item, paper) for item in found for paper in papers.get(item.id, [None])]
    rows = [
        (
            number,
            masked(item.title),
            item.commune,
            local(item.opened_at),
            local(item.closed_at) if item.closed_at else None,
            _("diễn tập") if item.drill else None,
            str(PAPER_KINDS[paper.kind]) if paper else None,
            local(paper.due_at) if paper else None,
            _("quá hạn") if paper and paper.late(moment) else None,
        )
        for number, (item, paper) in enumerate(lines, start=1)
    ]
    return list_file(_("Báo cáo sự cố"), "bao-cao-su-co", OWED_COLUMNS, rows, [], actor)


@written.bp.get("/su-co/<int:incident_id>/van-ban.xlsx")
@requires(Permission.REPORT_READ, place_of_incident)
def written_file(incident_id: int) -> ResponseReturnValue:
    """The reports written of an incident as Excel."""
    with reading() as session:
        held = get_incident(session, incident_id)
        found = list_of_incident(session, incident_id)
    rows = [
        (
            number,
            str(PAPER_KINDS[item.kind]),
            item.on_day,
            local(item.made_at),
            item.version,
            local(item.saved_at),
            item.saved_by,
        )
        for number, item in enumerate(found, start=1)
    ]
    said = [masked(held.title), held.commune]
    name = f"bao-cao-su-co-{incident_id}"
    return list_file(_("Báo cáo đã lập"), name, WRITTEN_COLUMNS, rows, said, current_actor())


@frozen.bp.get("/danh-sach.xlsx")
@requires(Permission.REPORT_READ)
def frozen_file() -> ResponseReturnValue:
    """The frozen years within reach, each with its hash, as Excel."""
    actor = current_actor()
    with reading() as session:
        books = list_frozen(session, scope=actor.scope(Permission.REPORT_READ))
    rows = [
        (
            number,
            book.year,
            book.place or (_("%(area)s (cũ)", area=book.scope) if book.scope else _("Toàn tỉnh")),
            local(book.frozen_at),
            book.frozen_by,
            book.bytes,
            book.sha256,
            book.audit_root,
        )
        for number, book in enumerate(books, start=1)
    ]
    return list_file(_("Sổ đã chốt"), "so-da-chot", FROZEN_COLUMNS, rows, [], actor)
