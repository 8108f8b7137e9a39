"""Incidents and what belongs to one of them as Excel: needs, resources, orders, log, offers."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.accounts.rules.roles import Permission
from core.clock import local, now
from core.documents.paper import Urgency as PaperUrgency
from core.excel.writing import Column, Value
from core.web.access import current_actor, requires
from core.web.doors import reading
from core.web.list_files import MOST_ROWS, list_file
from inventory.sentences import LEGAL_FORMS
from mobilization.pages import incidents, offers
from mobilization.pages.offers import GIVERS, OFFER_STATES
from mobilization.queries.dispatches import list_dispatches
from mobilization.queries.incidents import get_incident, place_of_incident
from mobilization.queries.journal import list_events
from mobilization.queries.needs import list_needs
from mobilization.queries.orders import list_orders
from mobilization.queries.outside import list_offers, list_telegrams
from mobilization.rules.papers.list_sheets import (
    INCIDENT_COLUMNS,
    LOG_COLUMNS,
    NEED_COLUMNS,
    OFFER_COLUMNS,
    ORDER_COLUMNS,
    RESOURCE_COLUMNS,
    TELEGRAM_COLUMNS,
)
from mobilization.rules.room import Urgency
from mobilization.sentences import HAZARDS, ORDER_STATES
from mobilization.sentences.came import states_of
from mobilization.sentences.told import told_of
from mobilization.sentences.urgent import URGENCIES


@incidents.bp.get("/danh-sach.xlsx")
@requires(Permission.INCIDENT_READ)
def incidents_file() -> ResponseReturnValue:
    """The running incidents, or the closed, as Excel."""
    actor = current_actor()
    found, _more = incidents.asked_incidents(actor, now(), page=1, size=MOST_ROWS)
    only = request.args.get("viec", "")
    rows = [
        (
            number,
            item.id,
            item.title,
            _("diễn tập") if item.drill else None,
            str(HAZARDS[item.hazard]),  # type: ignore[index]
            item.commune,
            item.place,
            _("tỉnh") if item.run_by == "province" else _("xã"),
            local(item.opened_at),
            item.opened_by,
            local(item.closed_at) if item.closed_at else None,
            str(URGENCIES[line.kind]) if line else None,
            line.text if line else None,
            line.cut_off if line else None,
        )
        for number, (item, line) in enumerate(incidents.narrowed(found, only), start=1)
    ]
    title = _("Sự cố đã đóng") if incidents.past_asked() else _("Sự cố")
    said = [str(URGENCIES[Urgency(only)])] if only in set(Urgency) else []
    return list_file(title, "su-co", INCIDENT_COLUMNS, rows, said, actor)


def _of_incident(
    incident_id: int, title: str, name: str, columns: tuple[Column, ...], rows: list[tuple[Value, ...]]
) -> ResponseReturnValue:
    with reading() as session:
        incident = get_incident(session, incident_id)
    drill = [_("DIỄN TẬP")] if incident.drill else []
    said = [*drill, incident.title, incident.commune]
    numbered = [(number, *row) for number, row in enumerate(rows, start=1)]
    return list_file(title, f"{name}-{incident_id}", columns, numbered, said, current_actor())


@incidents.bp.get("/<int:incident_id>/nhu-cau.xlsx")
@requires(Permission.INCIDENT_READ, place_of_incident)
def needs_file(incident_id: int) -> ResponseReturnValue:
    """An incident's needs and how far they are met as Excel."""
    with reading() as session:
        needs = list_needs(session, incident_id)
    rows: list[tuple[Value, ...]] = [
        (
            need.resource,
            need.commune,
            need.unit,
            need.quantity,
            need.promised,
            need.outside or None,
            need.arrived,
            need.above or None,
            need.missing,
            need.priority,
            need.within_minutes,
            need.note,
        )
        for need in needs
    ]
    return _of_incident(incident_id, _("Nhu cầu của sự cố"), "nhu-cau", NEED_COLUMNS, rows)


@incidents.bp.get("/<int:incident_id>/nguon-luc.xlsx")
@requires(Permission.INCIDENT_READ, place_of_incident)
def resources_file(incident_id: int) -> ResponseReturnValue:
    """What serves an incident and in which state it is as Excel."""
    with reading() as session:
        dispatches = list_dispatches(session, incident_id=incident_id)
    rows: list[tuple[Value, ...]] = [
        (
            item.resource,
            item.mark,
            item.unit,
            item.quantity,
            str(states_of(item.category)[item.state]),
            local(item.state_at),
            item.commune,
            item.holder,
            item.phone,
            item.order_id,
            item.minutes,
            item.back or None,
            item.used or None,
            item.lost or None,
            item.damaged or None,
        )
        for item in dispatches
    ]
    title = _("Nguồn lực của sự cố")
    return _of_incident(incident_id, title, "nguon-luc", RESOURCE_COLUMNS, rows)


@incidents.bp.get("/<int:incident_id>/lenh.xlsx")
@requires(Permission.INCIDENT_READ, place_of_incident)
def orders_file(incident_id: int) -> ResponseReturnValue:
    """An incident's orders as Excel."""
    with reading() as session:
        orders = list_orders(session, incident_id)
    rows: list[tuple[Value, ...]] = [
        (
            order.id,
            order.number,
            order.dated,
            str(LEGAL_FORMS[order.form]),
            order.commune,
            str(ORDER_STATES[order.state]),
            order.destination,
            order.purpose,
            order.commander,
            local(order.arrive_by),
            local(order.ends_at) if order.ends_at else None,
            order.drafted_by,
            local(order.drafted_at),
            order.approved_by,
            local(order.approved_at) if order.approved_at else None,
        )
        for order in orders
    ]
    return _of_incident(incident_id, _("Lệnh của sự cố"), "lenh", ORDER_COLUMNS, rows)


@incidents.bp.get("/<int:incident_id>/nhat-ky.xlsx")
@requires(Permission.INCIDENT_READ, place_of_incident)
def log_file(incident_id: int) -> ResponseReturnValue:
    """An incident's whole log as Excel."""
    with reading() as session:
        lines = list_events(session, incident_id, limit=MOST_ROWS)
    rows: list[tuple[Value, ...]] = [
        (
            local(line.happened_at),
            local(line.entered_at),
            told_of(line.state, line.category),
            line.resource,
            line.quantity,
            line.was,
            line.unit,
            line.commune,
            line.actor,
            line.note,
        )
        for line in lines
    ]
    return _of_incident(incident_id, _("Nhật ký sự cố"), "nhat-ky", LOG_COLUMNS, rows)


@offers.bp.get("/<int:incident_id>/ho-tro.xlsx")
@requires(Permission.INCIDENT_READ, place_of_incident)
def offers_file(incident_id: int) -> ResponseReturnValue:
    """What was offered to an incident from outside as Excel."""
    with reading() as session:
        found = list_offers(session, incident_id)
    rows: list[tuple[Value, ...]] = [
        (
            offer.giver,
            str(GIVERS[offer.giver_kind]),  # type: ignore[index]
            offer.contact,
            offer.resource,
            offer.unit,
            offer.quantity,
            offer.came,
            local(offer.arrives_at),
            local(offer.until) if offer.until else None,
            str(OFFER_STATES[offer.state][0]),  # type: ignore[index]
            local(offer.thanked_at) if offer.thanked_at else None,
            offer.thanks_number,
            offer.thanks_dated,
            offer.note,
            offer.made_by,
            offer.decided_by,
        )
        for offer in found
    ]
    return _of_incident(incident_id, _("Hỗ trợ từ bên ngoài"), "ho-tro", OFFER_COLUMNS, rows)


@offers.bp.get("/<int:incident_id>/cong-dien.xlsx")
@requires(Permission.INCIDENT_READ, place_of_incident)
def telegrams_file(incident_id: int) -> ResponseReturnValue:
    """An incident's công điện as Excel."""
    with reading() as session:
        found = list_telegrams(session, incident_id)
    rows: list[tuple[Value, ...]] = [
        (
            item.id,
            item.number,
            item.dated,
            PaperUrgency[item.urgency].value.capitalize(),
            "; ".join(item.addressees),
            item.situation,
            "\n".join(item.orders),
            local(item.report_by),
            item.made_by,
            local(item.made_at),
        )
        for item in found
    ]
    return _of_incident(incident_id, _("Công điện"), "cong-dien", TELEGRAM_COLUMNS, rows)
