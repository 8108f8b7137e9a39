"""What is owed and paid over all orders of an incident, or of all incidents: a page and its workbook."""

from __future__ import annotations

from collections import Counter
from datetime import date
from io import BytesIO

from flask import Blueprint, abort, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.accounts.rules.roles import Permission
from core.clock import now
from core.excel.writing import write_workbook
from core.values import frozen
from core.web.access import current_actor, requires
from core.web.doors import reading
from core.web.language import say_day
from core.web.links import part_asked
from core.web.list_files import MOST_ROWS, XLSX
from mobilization.pages.pay_sheets import pay_sheets, total_sheets
from mobilization.queries.incidents import Incident, get_incident
from mobilization.queries.owed import OwedAsked, OwedDays, OwedLoss, list_owed, list_worked
from mobilization.queries.settlement import running_orders
from mobilization.rules.clocks import Clock, Deadline, deadlines_of
from mobilization.rules.compensation import Budget, Total, total_of, totals_by
from mobilization.sentences import BUDGETS, CAUSES, STANDING_MARKS, STANDINGS

bp = Blueprint("owed", __name__)
SHOWN = 100  # losses on one page
BY_PAYMENT = "chi-tra"


@frozen
class Found:
    """What was asked for and what was found."""

    asked: OwedAsked
    incident: Incident | None
    losses: list[OwedLoss]
    worked: list[OwedDays]

    @property
    def totals(self) -> tuple[tuple[str, list[Total]], ...]:
        """The same sums as on one order, by owner and by budget."""
        return (
            (_("Phải chi cho từng chủ tài sản"), totals_by(self.losses, lambda item: item.owner)),
            (
                _("Phải chi từ từng nguồn kinh phí"),
                totals_by(self.losses, lambda item: str(BUDGETS[Budget(item.loss.budget)])),
            ),
        )

    @property
    def conditions(self) -> list[str]:
        """The conditions in words."""
        what = _("chi trả") if self.asked.paid else _("ghi nhận")
        said = [self.incident.title if self.incident else _("Mọi sự cố, không tính diễn tập")]
        if self.asked.since:
            said.append(_("%(what)s từ ngày %(day)s", what=what, day=say_day(self.asked.since)))
        if self.asked.until:
            said.append(_("%(what)s đến ngày %(day)s", what=what, day=say_day(self.asked.until)))
        return said


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def _found() -> Found:
    actor, number = current_actor(), request.args.get("su_co", "")
    with reading() as session:
        incident = get_incident(session, int(number)) if number.isdecimal() and len(number) < 10 else None
        if number and not (incident and actor.may(Permission.INCIDENT_READ, incident.commune_code)):
            abort(404)
        asked = OwedAsked(
            scope=actor.scope(Permission.ORDER_READ),
            incident_id=incident.id if incident else None,
            since=_day("tu"),
            until=_day("den"),
            paid=request.args.get("theo") == BY_PAYMENT,
        )
        return Found(
            asked=asked,
            incident=incident,
            losses=list_owed(session, asked),
            worked=list_worked(session, asked),
        )


def _terms() -> dict[int, Deadline]:
    """Return by order until when what it owes must be paid."""
    scope = current_actor().scope(Permission.ORDER_READ)
    with reading() as session:
        running = running_orders(scope=scope, limit=MOST_ROWS).ask(session)
    return {
        timed.order_id: item
        for timed in running
        for item in deadlines_of(timed.times)
        if item.clock is Clock.PAY
    }


@bp.get("/boi-thuong")
@requires(Permission.ORDER_READ)
def show() -> ResponseReturnValue:
    """Losses over many orders, what was paid, totals by owner and by budget."""
    found, moment = _found(), now()
    shown, page, last = part_asked(found.losses, SHOWN)
    unpaid = any(item.paid_on is None for item in shown)
    terms = _terms() if unpaid else {}
    days: Counter[str] = Counter()
    for item in found.worked:
        days[str(BUDGETS[Budget(item.days.budget)])] += item.days.amount_dong
    narrowed = {name: value for name, value in request.args.items() if name != "page" and value}
    return render_template(
        "mobilization/owed.html",
        found=found,
        incident=found.incident or {},
        whole=total_of(found.losses),
        totals=found.totals,
        shown=shown,
        page=page,
        more=page < last,
        terms={number: (item, item.standing(moment)) for number, item in terms.items()},
        days=sorted(days.items()),
        worked=sum(days.values()),
        narrowed=narrowed,
        by_payment=BY_PAYMENT,
        causes=CAUSES,
        budgets=BUDGETS,
        standings=STANDINGS,
        standing_marks=STANDING_MARKS,
        as_of=moment,
    )


@bp.get("/boi-thuong.xlsx")
@requires(Permission.ORDER_READ)
def workbook() -> ResponseReturnValue:
    """The same as a workbook: every loss, every day, totals by owner and by budget."""
    found = _found()
    title = _("Bồi thường, chi trả: %(what)s", what="; ".join(found.conditions))
    title = _("DIỄN TẬP: %(text)s", text=title) if found.incident and found.incident.drill else title
    owners, budgets = (sums for _title, sums in found.totals)
    orders = [item.order for item in found.losses], [item.order for item in found.worked]
    rows = [item.loss for item in found.losses], [item.days for item in found.worked]
    sheets = [
        *pay_sheets(title, *rows, orders=orders),
        *total_sheets(title, ((_("Theo chủ tài sản"), owners), (_("Theo nguồn kinh phí"), budgets))),
    ]
    out = BytesIO()
    write_workbook(sheets, out, title=title, author=current_actor().name, made_at=now())
    out.seek(0)
    return send_file(out, mimetype=XLSX, as_attachment=True, download_name="boi-thuong-chi-tra.xlsx")
