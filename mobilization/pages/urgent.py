"""The most urgent thing of an incident in words: the line over its room, and its line in the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from core.values import frozen
from core.web.language import lasting
from mobilization.queries.incidents import Incident
from mobilization.queries.needs import NeedState
from mobilization.queries.standings import OnRoad, Standing
from mobilization.rules.proposals import ProposalState
from mobilization.rules.room import Facts, Short, Urgency, Urgent, expected_at, lateness, most_urgent


@frozen
class Line:
    """The most urgent thing: what, how grave, and where to act on it; beside it how many resources have no way left."""

    kind: Urgency
    text: str
    mark: str
    location: str
    cut_off: int = 0


def urgent_line(standing: Standing, moment: datetime) -> Line:
    """Return the most urgent thing of a running incident."""
    return _line(most_urgent(_facts(standing, moment)), standing)


def urgent_first(standings: Iterable[Standing], moment: datetime) -> list[tuple[Incident, Line]]:
    """Return running incidents with their most urgent thing, those in the greatest need first, newest among equals."""
    order = list(Urgency)
    found = [(standing.incident, urgent_line(standing, moment)) for standing in standings]
    return sorted(found, key=lambda pair: (order.index(pair[1].kind), -pair[0].opened_at.timestamp()))


def _facts(standing: Standing, moment: datetime) -> Facts:
    def late(item: OnRoad) -> int:
        return lateness(expected=expected_at(item.state_at, item.minutes), moment=moment)

    return Facts(
        needs=len(standing.needs),
        late=[(item.id, late(item)) for item in standing.road],
        late_outside=[
            (item.id, lateness(expected=item.arrives_at, moment=moment)) for item in standing.helping
        ],
        unanswered=[
            (order.id, lateness(expected=order.approved_at, moment=moment))
            for order in standing.orders
            if order.id in standing.silent and order.approved_at
        ],
        short=[
            Short(need_id=need.id, priority=need.priority, missing=need.missing)
            for need in standing.needs
            if need.missing > 0
        ],
        terms=[
            (order.id, int((order.ends_at - moment) / timedelta(minutes=1)))
            for order in standing.orders
            if order.id in standing.out and order.ends_at and order.return_decided_at is None
        ],
        proposed=[
            (order.id, lateness(expected=order.drafted_at, moment=moment))
            for order in standing.orders
            if order.state == ProposalState.PROPOSED
        ],
        drafts=[order.id for order in standing.orders if order.state == "draft"],
        held=standing.held,
        above=[need.id for need in standing.needs if need.above > 0],
    )


def _line(found: Urgent, standing: Standing) -> Line:
    """Return the most urgent thing in words."""
    room = url_for("incidents.room", incident_id=standing.incident.id)
    kind, count, minutes = found.kind, found.count, found.minutes

    def line(text: str, mark: str, location: str) -> Line:
        return Line(kind=kind, text=text, mark=mark, location=location, cut_off=standing.cut_off)

    if kind is Urgency.LATE:
        item = next(item for item in standing.road if item.id == found.subject)
        text = _(
            "%(resource)s từ %(place)s trễ %(time)s (%(count)s nguồn lực đang trễ). Hãy gọi hỏi.",
            resource=item.resource,
            place=item.commune,
            time=lasting(minutes),
            count=count,
        )
        return line(text, "bad", url_for("dispatches.show", dispatch_id=item.id))
    if kind is Urgency.LATE_OUTSIDE:
        helping = next(item for item in standing.helping if item.id == found.subject)
        text = _(
            "%(resource)s của %(giver)s (hỗ trợ từ bên ngoài) trễ hẹn %(time)s. Hãy gọi hỏi.",
            resource=helping.resource,
            giver=helping.giver,
            time=lasting(minutes),
        )
        return line(text, "bad", url_for("offers.show", incident_id=standing.incident.id))
    if kind in {Urgency.UNCOVERED_FIRST, Urgency.UNCOVERED, Urgency.SOUGHT_ABOVE}:
        mark = "bad" if kind is Urgency.UNCOVERED_FIRST else "late"
        return line(_of_need(found, standing.needs), mark, f"{room}#nhu-cau-{found.subject}")
    if kind is Urgency.HELD:
        text = _("%(count)s nguồn lực đang giữ nhưng chưa có lệnh.", count=count)
        return line(text, "late", url_for("orders.new", incident_id=standing.incident.id))
    if kind is Urgency.NO_NEEDS:
        return line(_("Chưa có nhu cầu. Hãy thêm nhu cầu đầu tiên."), "info", f"{room}?them=1#them")
    if kind is Urgency.ALL_WELL:
        text = _(
            "Mọi nhu cầu đã có nguồn; %(count)s nguồn lực đang trên đường hoặc đang làm nhiệm vụ.",
            count=standing.at_work,
        )
        return line(text, "ok", "")
    order = next(order for order in standing.orders if order.id == found.subject)
    mark = "late" if kind in {Urgency.TERM_ENDING, Urgency.PROPOSED} else "bad"
    return line(
        _of_order(kind, order.commune, minutes, count), mark, url_for("orders.show", order_id=order.id)
    )


def _of_need(found: Urgent, needs: Sequence[NeedState]) -> str:
    """Return what is urgent about a need: nobody has found it yet, or the level above still seeks it."""
    need = next(need for need in needs if need.id == found.subject)
    told = {"all": len(needs), "first": need.resource, "unit": need.unit}
    if found.kind is Urgency.SOUGHT_ABOVE:
        text = _(
            "Tỉnh đang lo %(count)s/%(all)s nhu cầu, chưa đến đủ: %(first)s còn chờ %(short)s %(unit)s.",
            count=found.count,
            short=int(need.above),
            **told,
        )
        return str(text)
    short = sum(other.missing > 0 for other in needs)
    told |= {"count": short, "short": int(need.missing)}
    if found.kind is Urgency.UNCOVERED_FIRST and found.count < short:
        text = _(
            "Còn thiếu %(count)s/%(all)s nhu cầu, %(urgent)s trong đó để cứu người: %(first)s thiếu %(short)s %(unit)s.",
            urgent=found.count,
            **told,
        )
        return str(text)
    return str(_("Còn thiếu %(count)s/%(all)s nhu cầu: %(first)s thiếu %(short)s %(unit)s.", **told))


def _of_order(kind: Urgency, place: str, minutes: int, count: int) -> str:
    """Return what is urgent about an order."""
    if kind is Urgency.UNANSWERED:
        text = ngettext(
            "%(place)s chưa trả lời lệnh sau %(time)s (%(count)s lệnh chưa được trả lời). Hãy gọi điện.",
            "%(place)s chưa trả lời lệnh sau %(time)s (%(count)s lệnh chưa được trả lời). Hãy gọi điện.",
            count,
            place=place,
            time=lasting(minutes),
            count=count,
        )
    elif kind is Urgency.PROPOSED:
        text = ngettext(
            "Tờ trình của %(place)s chờ tỉnh quyết định đã %(time)s (%(count)s tờ trình). Hãy gọi Thường trực tỉnh.",
            "Tờ trình của %(place)s chờ tỉnh quyết định đã %(time)s (%(count)s tờ trình). Hãy gọi Thường trực tỉnh.",
            count,
            place=place,
            time=lasting(minutes),
            count=count,
        )
    elif kind is Urgency.DRAFT:
        text = ngettext(
            "%(count)s lệnh đang chờ duyệt, trước hết là lệnh gửi %(place)s.",
            "%(count)s lệnh đang chờ duyệt, trước hết là lệnh gửi %(place)s.",
            count,
            count=count,
            place=place,
        )
    elif kind is Urgency.TERM_OVER:
        text = _(
            "Lệnh gửi %(place)s đã quá thời hạn %(time)s: gia hạn hoặc cho về.",
            place=place,
            time=lasting(minutes),
        )
    else:
        text = _("Lệnh gửi %(place)s hết thời hạn sau %(time)s.", place=place, time=lasting(minutes))
    return str(text)
