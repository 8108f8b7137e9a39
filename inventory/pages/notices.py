"""What rows ask of people on the first page: agreements and goods that end, transfers that wait or have just ended."""

from __future__ import annotations

from datetime import timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, now
from core.together import Question
from core.web.home import Duty, Notice
from core.web.language import say_quantity
from inventory.queries.details import ending_agreements, expiring_rows
from inventory.queries.transfer_requests import RequestsTold, requests_told, waiting_requests
from inventory.queries.transfers import Answered, answered_transfers, waiting_transfers
from inventory.rules.details import EXPIRING_DAYS

ANSWER_DAYS = 7  # so long the first page speaks of a transfer that ended

NOTICES = (
    Notice(
        kind="stale", label=_l("Dòng quá hạn kiểm tra hoặc chưa rà soát"), permission=Permission.STOCK_EDIT
    ),
    Notice(kind="dual_use", label=_l("Thỏa thuận lưỡng dụng sắp hết hạn"), permission=Permission.STOCK_EDIT),
    Notice(kind="expiry", label=_l("Hàng sắp hết hạn dùng"), permission=Permission.STOCK_EDIT),
    Notice(
        kind="transfer",
        label=_l("Điều chuyển chờ nhận, đề nghị chi viện chờ trả lời"),
        permission=Permission.STOCK_EDIT,
    ),
    Notice(kind="review", label=_l("Đợt rà soát cần xác nhận, cần chốt"), permission=Permission.STOCK_EDIT),
    Notice(kind="stocktake", label=_l("Kiểm kê đang mở"), permission=Permission.STOCK_EDIT),
)


def row_duties(actor: Actor) -> list[Question[list[Duty]]]:
    """Ask for agreements and goods that end soon or have ended, transfers to receive, and how the commune's own ended."""
    if not actor.may(Permission.STOCK_EDIT):
        return [waiting_requests().then(_unanswered)] if actor.may(Permission.STOCK_TRANSFER, "") else []
    ending = ending_agreements(actor.scope(Permission.STOCK_EDIT), day_of(now()))
    asked = [ending.then(lambda count: _ending(count, actor))]
    if not actor.is_provincial:
        last = day_of(now()) + timedelta(days=EXPIRING_DAYS)
        asked.append(expiring_rows(actor.commune_code, last).then(_expiring))
        asked.append(waiting_transfers(actor.commune_code).then(_waiting))
        since = now() - timedelta(days=ANSWER_DAYS)
        asked.append(answered_transfers(actor.commune_code, since).then(_answered))
        asked.append(requests_told(actor.commune_code, since).then(_asked))
    elif actor.may(Permission.STOCK_TRANSFER, ""):
        asked.append(waiting_requests().then(_unanswered))
    return asked


def _asked(found: RequestsTold) -> list[Duty]:
    """Return what other communes ask of this one, and which of its own requests came to little or nothing."""
    said = []
    if found.waiting:
        text = ngettext(
            "%(rows)s đề nghị chi viện của xã khác đang chờ xã trả lời.",
            "%(rows)s đề nghị chi viện của xã khác đang chờ xã trả lời.",
            found.waiting,
            rows=say_quantity(found.waiting),
        )
        said.append((text, _("Xem và trả lời"), "late"))  # somebody waits for goods, perhaps tonight
    if found.short:
        text = ngettext(
            "%(rows)s đề nghị chi viện của xã bị từ chối hoặc được ít hơn trong 7 ngày qua, kèm lý do.",
            "%(rows)s đề nghị chi viện của xã bị từ chối hoặc được ít hơn trong 7 ngày qua, kèm lý do.",
            found.short,
            rows=say_quantity(found.short),
        )
        said.append((text, _("Xem đề nghị"), "due"))
    location = url_for("stock.requests")
    return [
        Duty(kind="transfer", text=text, button=button, location=location, urgency=urgency)
        for text, button, urgency in said
    ]


def _unanswered(count: int) -> list[Duty]:
    if not count:
        return []
    text = ngettext(
        "%(rows)s đề nghị chi viện giữa các xã chưa được trả lời; tỉnh có thể quyết định.",
        "%(rows)s đề nghị chi viện giữa các xã chưa được trả lời; tỉnh có thể quyết định.",
        count,
        rows=say_quantity(count),
    )
    location = url_for("stock.requests")
    return [Duty(kind="transfer", text=text, button=_("Xem đề nghị"), location=location, urgency="idle")]


def _ending(count: int, actor: Actor) -> list[Duty]:
    if not count:
        return []
    text = _(
        "%(rows)s thỏa thuận lưỡng dụng đã hết hạn hoặc hết hạn trong 30 ngày tới.",
        rows=say_quantity(count),
    )
    location, urgency = url_for("stock.dual_use"), "idle" if actor.is_provincial else "due"
    return [Duty(kind="dual_use", text=text, button=_("Xem thỏa thuận"), location=location, urgency=urgency)]


def _answered(found: Answered) -> list[Duty]:
    """Return what a commune should know of its transfers: the other side's refusal, the province's decision."""
    said = []
    if found.declined:
        said.append(
            ngettext(
                "%(rows)s đề nghị điều chuyển của xã bị từ chối hoặc nhận thiếu trong 7 ngày qua, kèm lý do.",
                "%(rows)s đề nghị điều chuyển của xã bị từ chối hoặc nhận thiếu trong 7 ngày qua, kèm lý do.",
                found.declined,
                rows=say_quantity(found.declined),
            )
        )
    if found.ordered:
        said.append(
            ngettext(
                "%(rows)s lần điều chuyển theo quyết định của tỉnh trong 7 ngày qua đã đổi số của xã.",
                "%(rows)s lần điều chuyển theo quyết định của tỉnh trong 7 ngày qua đã đổi số của xã.",
                found.ordered,
                rows=say_quantity(found.ordered),
            )
        )
    location, button = url_for("stock.transfers"), _("Xem điều chuyển")
    return [Duty(kind="transfer", text=text, button=button, location=location) for text in said]


def _expiring(count: int) -> list[Duty]:
    if not count:
        return []
    text = ngettext(
        "%(rows)s dòng hàng đã quá hạn dùng hoặc hết hạn trong %(days)s ngày tới.",
        "%(rows)s dòng hàng đã quá hạn dùng hoặc hết hạn trong %(days)s ngày tới.",
        count,
        rows=say_quantity(count),
        days=EXPIRING_DAYS,
    )
    location, button = url_for("stock.province", han="sap"), _("Xem hạn dùng")
    return [Duty(kind="expiry", text=text, button=button, location=location)]


def _waiting(count: int) -> list[Duty]:
    if not count:
        return []
    text = ngettext(
        "%(rows)s đề nghị điều chuyển đang chờ xã nhận.",
        "%(rows)s đề nghị điều chuyển đang chờ xã nhận.",
        count,
        rows=say_quantity(count),
    )
    return [Duty(kind="transfer", text=text, button=_("Xem và nhận"), location=url_for("stock.transfers"))]
