"""The command post's pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from flask import Flask, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.text import masked
from core.together import Question
from core.web.ground import add_layers
from core.web.home import Duty, Notice, Part, add_notices, add_part
from core.web.language import counted, say_moment, say_quantity
from inventory.rules.catalogue import LegalForm
from inventory.sentences import LEGAL_FORMS
from mobilization.pages import (
    approvals,  # noqa: F401 - its addresses stand on the blueprint of the incidents
    closing,  # noqa: F401 - its addresses stand on the blueprint of the incidents
    corrections,
    declarations,
    dispatches,
    drills,
    due_terms,
    exchange,
    incident_files,  # noqa: F401 - its addresses stand on the blueprints of the pages
    incidents,
    isolation,  # noqa: F401 - its addresses stand on the blueprint of the roads
    joint,
    journal,  # noqa: F401 - its addresses stand on the blueprint of the incidents
    many_steps,  # noqa: F401 - its addresses stand on the blueprint of the dispatches
    map_layers,
    messages,
    money,
    norms,
    numbering,  # noqa: F401 - its addresses stand on the blueprint of the incidents
    offers,
    owed,
    plans,
    post_files,  # noqa: F401 - its addresses stand on the blueprints of the pages
    proposals,
    roads,
    room_map,
    scenarios,
    shortfalls,
    terms,
    turned_down,
)
from mobilization.pages.held import held_for
from mobilization.queries.counted_short import CountedShort, counted_short
from mobilization.queries.incidents import Incident, open_incidents
from mobilization.queries.orders import Order, drafts, unanswered_orders, waiting_proposals
from mobilization.queries.roads import UnderWarning, warnings_of
from mobilization.sentences.orders import in_drill

NOTICES = (
    Notice(kind="order", label=_l("Lệnh cần trả lời"), permission=Permission.DISPATCH_MARK),
    Notice(kind="warning", label=_l("Cảnh báo cho địa bàn"), permission=Permission.DISPATCH_MARK),
    Notice(kind="draft", label=_l("Lệnh chờ duyệt"), permission=Permission.ORDER_APPROVE),
    Notice(kind="incident", label=_l("Sự cố đang diễn ra"), permission=Permission.INCIDENT_READ),
    Notice(kind="clock", label=_l("Lệnh quá hạn hoặc sắp đến hạn"), permission=Permission.ORDER_READ),
    Notice(
        kind="proposal", label=_l("Tờ trình của cấp xã chờ tỉnh quyết định"), permission=Permission.ORDER_READ
    ),
    Notice(
        kind="returned",
        label=_l("Văn bản bị trả lại, không được chấp thuận, đã rút; nguồn lực bị từ chối"),
        permission=Permission.INCIDENT_RUN,
    ),
    Notice(kind="case", label=_l("Đề nghị chi viện của cấp xã"), permission=Permission.INCIDENT_RUN),
    Notice(kind="message", label=_l("Bản tin của hệ thống khác"), permission=Permission.MESSAGE_TAKE),
)

FIRST_INCIDENTS = 5  # named one by one among what is to be done


def duties(actor: Actor) -> list[Question[list[Duty]]]:
    """Ask what running incidents want of this person: drafts to approve, orders to answer, incidents to serve."""
    asked: list[Question[list[Duty]]] = []
    if actor.may(Permission.ORDER_APPROVE):
        issuer = "" if actor.is_provincial else actor.commune_code
        asked.append(drafts(issuer_code=issuer).then(_drafts))
    if not actor.is_provincial and actor.may(Permission.DISPATCH_MARK):
        asked.append(unanswered_orders(actor.commune_code).then(partial(_unanswered, actor.commune_code)))
        asked.append(warnings_of(actor.commune_code, now()).then(_warned))
    if actor.may(Permission.INCIDENT_RUN, "") or actor.may(Permission.ORDER_APPROVE, ""):
        asked.append(
            waiting_proposals().then(_proposed)
        )  # the post drafts the decision, the chair signs or declines
    asked += turned_down.duties(actor)
    asked += shortfalls.case_duties(actor)
    asked += exchange.duties(actor)
    if actor.may(Permission.INCIDENT_RUN):
        asked.append(counted_short(scope=actor.scope(Permission.INCIDENT_RUN)).then(_counted_short))
    if actor.may(Permission.INCIDENT_READ):
        running = open_incidents(actor.scope(Permission.INCIDENT_READ))
        # Who reads orders serves an incident; for who only looks on, such as the auditor, it is no duty.
        urgency = "idle" if actor.only_reads else "due"
        asked.append(running.then(partial(_running, urgency=urgency)))
    asked += due_terms.late_duties(actor)
    return asked


def _drafts(waiting: Sequence[Order]) -> list[Duty]:
    """Return the drafts to approve; several of one incident are one thing to do."""
    together = Counter(order.incident_id for order in waiting)
    found = [
        Duty(
            kind="draft",
            text=in_drill(
                counted("Duyệt %(count)s dự thảo lệnh: %(incident)s", count=count, incident=order.incident),
                drill=order.drill,
            ),
            button=_("Xem và duyệt"),
            location=url_for("incidents.approving", incident_id=order.incident_id),
            urgency="late",
        )
        for order in {order.incident_id: order for order in waiting}.values()
        if (count := together[order.incident_id]) > 1
    ]
    for order in waiting:
        if together[order.incident_id] > 1:
            continue
        text = _(
            "Duyệt lệnh gọi nguồn lực của %(place)s: %(incident)s",
            place=order.commune,
            incident=order.incident,
        )
        text = in_drill(text, drill=order.drill)
        location, button = url_for("orders.show", order_id=order.id), _("Xem và duyệt")
        found.append(Duty(kind="draft", text=text, button=button, location=location, urgency="late"))
    return found


def _proposed(waiting: Sequence[Order]) -> list[Duty]:
    found, moment = [], now()
    for order in sorted(waiting, key=lambda order: (order.needed_by, order.id)):
        text = _(
            "Tờ trình %(form)s của %(place)s, cần quyết định trước %(moment)s: %(incident)s",
            form=LEGAL_FORMS[LegalForm(order.form)],
            place=order.commune,
            moment=say_moment(order.needed_by),
            incident=order.incident,
        )
        text = in_drill(text, drill=order.drill)
        location, button = url_for("orders.show", order_id=order.id), _("Xem tờ trình")
        urgency = "late" if moment > order.needed_by else "due"
        found.append(Duty(kind="proposal", text=text, button=button, location=location, urgency=urgency))
    return found


def _unanswered(commune_code: str, waiting: Sequence[Order]) -> list[Duty]:
    """Return the orders to answer; several are one thing to do, on one page, those of a drill apart."""
    found = []
    for drill in (False, True):
        orders = [order for order in waiting if order.drill is drill]
        if len(orders) > 1:
            names = "; ".join(dict.fromkeys(order.incident for order in orders))
            text = counted("Có %(count)s lệnh cần trả lời: %(incident)s", count=len(orders), incident=names)
            location = url_for("dispatches.of_commune", commune_code=commune_code)
            button = _("Xem và trả lời")
        elif orders:
            text = _("Có lệnh cần trả lời: %(incident)s", incident=orders[0].incident)
            location, button = url_for("orders.show", order_id=orders[0].id), _("Xem lệnh")
        else:
            continue
        text = in_drill(str(text), drill=drill)
        found.append(Duty(kind="order", text=text, button=button, location=location, urgency="late"))
    return found


def _warned(found: Sequence[UnderWarning]) -> list[Duty]:
    """Return the warning the commune is under, the newest where there are several: more of its stock stays at home."""
    return [
        Duty(
            kind="warning",
            text=_(
                "Địa bàn đang được cảnh báo cấp %(level)s đến %(until)s: giữ thêm %(percent)s%% số hiện có. Hãy xem lại danh sách.",
                level=item.level,
                until=say_moment(item.until),
                percent=item.keep_percent,
            ),
            button=_("Xem danh sách"),
            location=url_for("stock.commune", commune_code=item.commune_code),
        )
        for item in found[:1]
    ]


def _counted_short(found: Sequence[CountedShort]) -> list[Duty]:
    """Return what is promised to incidents and was not found by a stocktake: the plan counts on what is not there."""
    return [
        Duty(
            kind="incident",
            text=_(
                "%(place)s kiểm kê chỉ thấy %(present)s %(unit)s %(resource)s, ít hơn %(held)s đang giữ cho sự cố: %(incident)s",
                place=item.commune,
                present=say_quantity(item.present),
                unit=item.unit,
                resource=item.resource,
                held=say_quantity(item.held),
                incident=item.incident,
            ),
            button=_("Trả bớt phần đang giữ"),
            location=url_for("dispatches.show", dispatch_id=item.dispatch_id),
            urgency="late",
        )
        for item in found
    ]


def _running(incidents: Sequence[Incident], *, urgency: str) -> list[Duty]:
    """Return the way into the newest running incidents, and to the list of all where there are more."""
    found = []
    for incident in incidents[:FIRST_INCIDENTS]:
        text = _("Sự cố đang diễn ra: %(title)s, %(place)s", title=incident.title, place=incident.commune)
        location = url_for("incidents.room", incident_id=incident.id)
        text, button = in_drill(text, drill=incident.drill), _("Vào Sở chỉ huy")
        found.append(Duty(kind="incident", text=text, button=button, location=location, urgency=urgency))
    if len(incidents) > FIRST_INCIDENTS:
        text = ngettext(
            "Cả thảy %(num)s sự cố đang diễn ra; danh sách xếp theo độ khẩn cấp.",
            "Cả thảy %(num)s sự cố đang diễn ra; danh sách xếp theo độ khẩn cấp.",
            len(incidents),
        )
        location, button = url_for("incidents.show"), _("Xem tất cả")
        every = Duty(kind="incident", text=text, button=button, location=location, urgency=urgency)
        found.insert(0, every)
    return found


def set_up(app: Flask) -> None:
    """Add the pages, their part of the navigation, and the duties."""
    for pages in (
        messages,
        incidents,
        corrections,
        room_map,
        plans,
        proposals,
        dispatches,
        roads,
        joint,
        scenarios,
        norms,
        money,
        owed,
        drills,
        shortfalls,
        declarations,
        offers,
        terms,
        exchange,
    ):
        app.register_blueprint(pages.bp)
    add_layers(app, *map_layers.LAYERS)
    app.jinja_env.filters["masked"] = masked
    add_part(Part(endpoint="incidents.show", label=_l("Sự cố"), permission=Permission.INCIDENT_READ, place=2))
    add_notices(*NOTICES)
    app.extensions["held_for"].append(held_for)
    app.extensions["duties"].insert(0, duties)  # lives come before lists
