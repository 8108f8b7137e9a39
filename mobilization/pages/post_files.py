"""The command post's standing lists as Excel: drills, powers, norms, roads and warnings, terms, messages."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.accounts.rules.roles import Permission
from core.clock import day_of, local, now
from core.communes.queries import list_communes
from core.web.access import current_actor, requires
from core.web.doors import reading
from core.web.language import counted
from core.web.list_files import MOST_ROWS, list_file
from inventory.sentences import LEGAL_FORMS
from mobilization.pages import drills, exchange, roads, scenarios, settlement, terms
from mobilization.pages.due_terms import running_terms
from mobilization.pages.pay_sheets import DAY_KINDS
from mobilization.pages.scenario_words import NORM_GROUPS, NORM_MARKS
from mobilization.queries.exchange import list_messages
from mobilization.queries.norms import norms_in_force
from mobilization.queries.roads import list_link_states, list_warnings
from mobilization.queries.terms import list_competences, list_rates
from mobilization.rules.papers.list_sheets import (
    AUTHORITY_COLUMNS,
    DRILL_COLUMNS,
    MESSAGE_COLUMNS,
    NORM_COLUMNS,
    RATE_COLUMNS,
    ROAD_COLUMNS,
    TERM_COLUMNS,
)
from mobilization.sentences import CLOCKS, HAZARDS, OWED, STANDINGS
from mobilization.sentences.exchange import MESSAGE_KINDS, MESSAGE_NOTES, MESSAGE_STATES
from mobilization.sentences.orders import SIGNERS, SITUATIONS


@drills.bp.get("/dien-tap.xlsx")
@requires(Permission.INCIDENT_READ)
def drills_file() -> ResponseReturnValue:
    """Who owes a drill when, and the last one held, as Excel."""
    actor = current_actor()
    found, _held, _communes = drills.owed_drills(actor, day_of(now()))
    rows = [
        (
            number,
            place,
            str(OWED[duty.standing]),
            duty.due_on,
            last.on if last else None,
            str(HAZARDS[last.hazard]) if last else None,  # type: ignore[index]
            last.title if last else None,
            last.record if last else None,
        )
        for number, (place, last, duty) in enumerate(found, start=1)
    ]
    return list_file(_("Lịch diễn tập"), "dien-tap", DRILL_COLUMNS, rows, [], actor)


@terms.bp.get("/tham-quyen.xlsx")
@requires(Permission.HOME)
def authority_file() -> ResponseReturnValue:
    """Who may order in which form, every row with its basis, as Excel."""
    with reading() as session:
        table = list_competences(session)
    rows = [
        (
            number,
            f"{LEGAL_FORMS[row.form]} {_('dân quân tự vệ')}" if row.militia else str(LEGAL_FORMS[row.form]),
            row.since,
            ", ".join(str(label) for level, label in terms.LEVELS.items() if level in row.issuers),
            str(SIGNERS[row.signer]),
            str(SITUATIONS[row.situation]),
            "; ".join(who for who in (row.consent_commune, row.consent_province) if who),
            row.basis,
            row.doubt,
            row.made_by,
        )
        for number, row in enumerate(
            sorted(table, key=lambda row: (row.form, row.militia, row.since)), start=1
        )
    ]
    title = _("Thẩm quyền ra lệnh")
    return list_file(title, "tham-quyen", AUTHORITY_COLUMNS, rows, [], current_actor())


@terms.bp.get("/tham-quyen/muc-chi.xlsx")
@requires(Permission.HOME)
def rates_file() -> ResponseReturnValue:
    """What a day is paid, from when, on which basis, as Excel."""
    with reading() as session:
        rates = list_rates(session)
    rows = [
        (number, str(DAY_KINDS[item.kind]), item.since, item.dong, item.basis)
        for number, item in enumerate(sorted(rates, key=lambda rate: (rate.kind, rate.since)), start=1)
    ]
    return list_file(_("Mức chi ngày công"), "muc-chi", RATE_COLUMNS, rows, [], current_actor())


@scenarios.bp.get("/dinh-muc.xlsx")
@requires(Permission.INCIDENT_READ)
def norms_file() -> ResponseReturnValue:
    """The planning norms of every group as they hold today as Excel."""
    with reading() as session:
        held = norms_in_force(session, day_of(now()))
    rows = [
        (
            number,
            str(NORM_GROUPS[norm.group]),
            norm.name,
            norm.value,
            norm.unit,
            norm.source,
            str(NORM_MARKS[norm.mark]),
        )
        for number, norm in enumerate(held.values(), start=1)
    ]
    return list_file(_("Định mức"), "dinh-muc", NORM_COLUMNS, rows, [], current_actor())


@roads.bp.get("/danh-sach.xlsx")
@requires(Permission.INCIDENT_READ)
def roads_file() -> ResponseReturnValue:
    """Roads cut or corrected and communes under warning now as Excel."""
    with reading() as session:
        titles = {str(commune.code): commune.title for commune in list_communes(session)}
        states, warnings = list_link_states(session, now()), list_warnings(session, now())
    rows = [
        (
            _("Đường"),
            titles.get(item.a),
            titles.get(item.b),
            _("chia cắt")
            if item.minutes is None
            else counted("đã chỉnh: %(minutes)s phút", minutes=item.minutes),
            local(item.until) if item.until else None,
            item.note,
            local(item.made_at),
            item.made_by,
        )
        for item in states
    ] + [
        (
            _("Cảnh báo"),
            titles.get(item.commune_code),
            None,
            _("cấp %(level)s, giữ thêm %(keep)s %%", level=item.level, keep=item.keep_percent),
            local(item.until),
            item.note,
            local(item.made_at),
            item.made_by,
        )
        for item in warnings
    ]
    numbered = [(number, *row) for number, row in enumerate(rows, start=1)]
    title = _("Đường bị chia cắt, cảnh báo")
    return list_file(title, "duong-canh-bao", ROAD_COLUMNS, numbered, [], current_actor())


@settlement.bp.get("/viec-theo-han.xlsx")
@requires(Permission.ORDER_READ)
def terms_file() -> ResponseReturnValue:
    """What is due and late over all orders within reach as Excel."""
    found, _more = running_terms(now(), page=1, size=MOST_ROWS)
    rows = [
        (
            number,
            str(CLOCKS[item.clock]),
            local(item.due_at),
            str(STANDINGS[standing]),
            timed.order_id,
            timed.number,
            str(LEGAL_FORMS[timed.times.form]),
            timed.commune,
            timed.incident,
        )
        for number, (timed, item, standing) in enumerate(found, start=1)
    ]
    return list_file(_("Việc theo hạn"), "viec-theo-han", TERM_COLUMNS, rows, [], current_actor())


@exchange.bp.get("/ban-tin/danh-sach.xlsx")
@requires(Permission.MESSAGE_TAKE)
def messages_file() -> ResponseReturnValue:
    """Messages that came from other systems as Excel."""
    actor = current_actor()
    with reading() as session:
        found = list_messages(session, scope=actor.scope(Permission.MESSAGE_TAKE), limit=MOST_ROWS)
    rows = [
        (
            number,
            str(MESSAGE_KINDS[item.kind]),
            item.title,
            item.sender,
            local(item.sent_at),
            local(item.made_at),
            str(MESSAGE_STATES[item.state][0]),
            str(MESSAGE_NOTES[item.note]) if item.note else None,
            item.made_by,
            item.decided_by,
        )
        for number, item in enumerate(found, start=1)
    ]
    title = _("Bản tin của hệ thống khác")
    return list_file(title, "ban-tin", MESSAGE_COLUMNS, rows, [], actor)
