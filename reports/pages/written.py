"""Reports in words: those an incident owes and has, writing one, its paper, the yearly report."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO

from flask import Blueprint, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.communes.queries import get_commune
from core.documents.pdf import to_pdf
from core.documents.word import to_docx
from core.errors import StaleError
from core.together import ask_together
from core.web.access import commune_in_address, current_actor, for_province, requires
from core.web.doors import Done, load, perform, reading, settings
from core.web.language import typed
from core.web.links import page_number
from mobilization.queries.incidents import (
    commune_of_incident,
    get_incident,
    list_incidents,
    place_of_incident,
)
from reports.queries.moves import list_moves
from reports.queries.written import (
    Written,
    commune_of_report,
    find_of_slot,
    get_written,
    list_of_incident,
    list_owed_and_held,
    one_written,
    saves_of,
)
from reports.rules.written import DAMAGES, SECTIONS, PaperKind, due_papers, has_damage, year_slot
from reports.schemas.written import text_schema
from reports.sentences import PAPER_KINDS, story_words
from reports.services.writing import (
    fresh_texts,
    paper_of,
    save_report,
    start_incident_report,
    start_year_report,
)

ROWS = 50  # incidents of one page

bp = Blueprint("papers", __name__, url_prefix="/bao-cao")
SLUGS = {"nhanh": PaperKind.QUICK, "hang-ngay": PaperKind.DAILY, "sau-su-co": PaperKind.AFTER}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def place_of_report(session: Session, *, report_id: int, **_values: object) -> str:
    """Return the commune a report is about: where the incident happened, or whose year it is."""
    report = get_written(session, report_id)
    return report.about.commune_code if report.about else report.commune_code


@bp.get("/su-co/")
@requires(Permission.REPORT_READ)
def incidents() -> ResponseReturnValue:
    """The incidents within reach, each with the reports it still owes."""
    scope, moment, page = current_actor().scope(Permission.REPORT_READ), now(), page_number()
    with reading() as session:
        found = list_incidents(session, scope=scope, limit=ROWS + 1, skip=(page - 1) * ROWS)
        first = min((item.opened_at for item in found), default=moment)
        owed, _drills = list_owed_and_held(session, scope=None, now=moment, since=first)
    return render_template(
        "reports/incidents.html",
        incidents=found[:ROWS],
        owed=owed,
        kinds=PAPER_KINDS,
        as_of=moment,
        page=page,
        more=len(found) > ROWS,
    )


@bp.get("/su-co/<int:incident_id>")
@requires(Permission.REPORT_READ, place_of_incident)
def incident(incident_id: int) -> ResponseReturnValue:
    """What one incident owes in reports, and those that were written."""
    moment = now()
    with reading() as session:
        held = get_incident(session, incident_id)
        written = list_of_incident(session, incident_id)
        moves = list_moves(session, incident_id)
        owner = commune_of_incident(session, incident_id=incident_id)
    done = {(item.kind, item.on_day) for item in written}
    return render_template(
        "reports/incident.html",
        incident=held,
        written=written,
        moves=moves,
        owed=due_papers(opened_at=held.opened_at, closed_at=held.closed_at, done=done, now=moment),
        kinds=PAPER_KINDS,
        slugs={kind: slug for slug, kind in SLUGS.items()},
        may_write=current_actor().may(Permission.REPORT_WRITE, owner),
        as_of=moment,
    )


@bp.post("/su-co/<int:incident_id>/<any('nhanh', 'hang-ngay', 'sau-su-co'):slug>")
@requires(Permission.REPORT_WRITE, commune_of_incident)
def start(incident_id: int, slug: str) -> ResponseReturnValue:
    """Begin a report of an incident, or go on with the one that is there."""

    def work(session: Session, actor: Actor) -> Done:
        report_id = start_incident_report(
            session, incident_id=incident_id, kind=SLUGS[slug], words=story_words(), actor=actor, now=now()
        )
        return _begun(report_id)

    return perform(work)


def _begun(report_id: int) -> Done:
    message = _("Đã lập dự thảo từ số liệu. Hãy sửa lời văn, điền các phần còn trống rồi lưu.")
    return Done(location=url_for("papers.show", report_id=report_id), message=message)


@bp.get("/nam/<int:year>/ban-thuong-vu")
@requires(Permission.REPORT_READ, for_province)
def province_year(year: int) -> ResponseReturnValue:
    """The province's yearly report, or the button that begins it."""
    return _year_page(year, "")


@bp.get("/nam/<int:year>/<commune_code>/ban-thuong-vu")
@requires(Permission.REPORT_READ, commune_in_address)
def commune_year(year: int, commune_code: str) -> ResponseReturnValue:
    """A commune's yearly report, or the button that begins it."""
    return _year_page(year, commune_code)


def _year_page(year: int, commune_code: str) -> ResponseReturnValue:
    with reading() as session:
        place = get_commune(session, commune_code) if commune_code else None
        held = find_of_slot(session, year_slot(year, commune_code))
    if held is not None:
        return _page(held.id)
    return render_template(
        "reports/start_year.html",
        year=year,
        place=place,
        may_write=current_actor().may(Permission.REPORT_WRITE, commune_code),
    )


@bp.post("/nam/<int:year>/ban-thuong-vu")
@requires(Permission.REPORT_WRITE, for_province)
def start_province_year(year: int) -> ResponseReturnValue:
    """Begin the province's yearly report."""
    return _start_year(year, "")


@bp.post("/nam/<int:year>/<commune_code>/ban-thuong-vu")
@requires(Permission.REPORT_WRITE, commune_in_address)
def start_commune_year(year: int, commune_code: str) -> ResponseReturnValue:
    """Begin a commune's yearly report."""
    return _start_year(year, commune_code)


def _start_year(year: int, commune_code: str) -> ResponseReturnValue:
    def work(session: Session, actor: Actor) -> Done:
        return _begun(
            start_year_report(
                session, year=year, commune_code=commune_code, words=story_words(), actor=actor, now=now()
            )
        )

    return perform(work)


@bp.get("/van-ban/<int:report_id>")
@requires(Permission.REPORT_READ, place_of_report)
def show(report_id: int) -> ResponseReturnValue:
    """One report: its text to correct, what the register says now, its paper, who saved what."""
    return _page(report_id)


def _page(
    report_id: int, error: str = "", fields: Mapping[str, str] | None = None, theirs: object = None
) -> str:
    moment = now()
    with reading() as session:
        report, saves = ask_together(session, one_written(report_id), saves_of(report_id))
        fresh = fresh_texts(session, report, story_words(), now=moment)
    typed_in = {name: value for name, value in request.form.items() if name != "version"}
    return render_template(
        "reports/paper.html",
        report=report,
        title=_title(report),
        sections=SECTIONS[report.kind],
        damages=DAMAGES if has_damage(report.kind) else (),
        body=typed_in or report.body,
        fresh={key: text for key, text in fresh.items() if text and text != report.body.get(key, "")},
        saves=saves,
        may_write=current_actor().may(Permission.REPORT_WRITE, report.commune_code),
        error=error,
        fields=fields or {},
        theirs=theirs,
    )


def _title(report: Written) -> str:
    name = str(PAPER_KINDS[report.kind])
    return f"{name} {report.on_day:%d/%m/%Y}" if report.kind is PaperKind.DAILY else name


@bp.post("/van-ban/<int:report_id>")
@requires(Permission.REPORT_WRITE, commune_of_report)
def save(report_id: int) -> ResponseReturnValue:
    """Keep the text as the next version; parts ticked are written anew from the register."""
    newer: dict[str, object] = {}

    def work(session: Session, actor: Actor) -> Done:
        report = get_written(session, report_id)
        values = load(text_schema(report.kind))
        version = values.pop("version")
        assert isinstance(version, int)
        texts = {key: _as_text(value) for key, value in values.items()}
        ticked = set(request.form.getlist("fresh"))
        if ticked:
            fresh = fresh_texts(session, report, story_words(), now=now())
            texts |= {key: text for key, text in fresh.items() if key in ticked}
        try:
            save_report(session, report_id=report_id, version=version, texts=texts, actor=actor, now=now())
        except StaleError as error:
            newer.update(error.facts)
            raise
        return Done(location=url_for("papers.show", report_id=report_id), message=_("Đã lưu báo cáo."))

    return perform(work, again=lambda text, fields: _page(report_id, text, fields, newer.get("theirs")))


def _as_text(value: object) -> str:
    if isinstance(value, Decimal):
        return typed(value)
    return "" if value is None else str(value)


@bp.get("/van-ban/<int:report_id>/bao-cao.<any('docx', 'pdf'):ending>")
@requires(Permission.REPORT_READ, place_of_report)
def paper(report_id: int, ending: str) -> ResponseReturnValue:
    """The report's paper as Word or PDF: a draft, number and date are left to the clerk."""
    with reading() as session:
        report = get_written(session, report_id)
        drawn = paper_of(session, report, province=settings().province_name)
    content = to_docx(drawn) if ending == "docx" else to_pdf(drawn)
    mimetype = DOCX if ending == "docx" else "application/pdf"
    name = f"bao-cao-{report_id}-ban-{report.version}.{ending}"
    return send_file(BytesIO(content), mimetype=mimetype, as_attachment=True, download_name=name)
