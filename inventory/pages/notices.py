"""What rows ask of people on the first page: agreements that end, transfers that wait."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, now
from core.together import Question
from core.web.home import Duty, Notice
from core.web.language import say_quantity
from inventory.queries.details import ending_agreements
from inventory.queries.transfers import waiting_transfers

NOTICES = (
    Notice(
        kind="stale", label=_l("Dòng quá hạn kiểm tra hoặc chưa rà soát"), permission=Permission.STOCK_EDIT
    ),
    Notice(kind="dual_use", label=_l("Thỏa thuận lưỡng dụng sắp hết hạn"), permission=Permission.STOCK_EDIT),
    Notice(kind="transfer", label=_l("Đề nghị điều chuyển chờ nhận"), permission=Permission.STOCK_EDIT),
    Notice(kind="review", label=_l("Đợt rà soát cần xác nhận, cần chốt"), permission=Permission.STOCK_EDIT),
    Notice(kind="stocktake", label=_l("Kiểm kê đang mở"), permission=Permission.STOCK_EDIT),
)


def row_duties(actor: Actor) -> list[Question[list[Duty]]]:
    """Ask for the agreements that end within 30 days or have ended, and the transfers this commune may receive."""
    if not actor.may(Permission.STOCK_EDIT):
        return []
    ending = ending_agreements(actor.scope(Permission.STOCK_EDIT), day_of(now()))
    asked = [ending.then(lambda count: _ending(count, actor))]
    if not actor.is_provincial:
        asked.append(waiting_transfers(actor.commune_code).then(_waiting))
    return asked


def _ending(count: int, actor: Actor) -> list[Duty]:
    if not count:
        return []
    text = _(
        "%(rows)s thỏa thuận lưỡng dụng đã hết hạn hoặc hết hạn trong 30 ngày tới.",
        rows=say_quantity(count),
    )
    location, urgency = url_for("stock.dual_use"), "idle" if actor.is_provincial else "due"
    return [Duty(kind="dual_use", text=text, button=_("Xem thỏa thuận"), location=location, urgency=urgency)]


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
