"""What rows ask of people on the first page: agreements that end, transfers that wait."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, now
from core.web.home import Duty, Notice
from core.web.language import say_quantity
from inventory.queries.details import count_ending
from inventory.queries.transfers import count_waiting

NOTICES = (
    Notice(
        kind="stale", label=_l("Dòng quá hạn kiểm tra hoặc chưa rà soát"), permission=Permission.STOCK_EDIT
    ),
    Notice(kind="dual_use", label=_l("Thỏa thuận lưỡng dụng sắp hết hạn"), permission=Permission.STOCK_EDIT),
    Notice(kind="transfer", label=_l("Đề nghị điều chuyển chờ nhận"), permission=Permission.STOCK_EDIT),
    Notice(kind="review", label=_l("Đợt rà soát cần xác nhận, cần chốt"), permission=Permission.STOCK_EDIT),
    Notice(kind="stocktake", label=_l("Kiểm kê đang mở"), permission=Permission.STOCK_EDIT),
)


def row_duties(session: Session, actor: Actor) -> list[Duty]:
    """Return the agreements that end within 30 days or have ended, and the transfers this commune may receive."""
    if not actor.may(Permission.STOCK_EDIT):
        return []
    found = []
    ending = count_ending(session, scope=actor.scope(Permission.STOCK_EDIT), today=day_of(now()))
    if ending:
        text = _(
            "%(rows)s thỏa thuận lưỡng dụng đã hết hạn hoặc hết hạn trong 30 ngày tới.",
            rows=say_quantity(ending),
        )
        urgency = "idle" if actor.is_provincial else "due"
        found.append(
            Duty(
                kind="dual_use",
                text=text,
                button=_("Xem thỏa thuận"),
                location=url_for("stock.dual_use"),
                urgency=urgency,
            )
        )
    waiting = 0 if actor.is_provincial else count_waiting(session, actor.commune_code)
    if waiting:
        text = ngettext(
            "%(rows)s đề nghị điều chuyển đang chờ xã nhận.",
            "%(rows)s đề nghị điều chuyển đang chờ xã nhận.",
            waiting,
            rows=say_quantity(waiting),
        )
        found.append(
            Duty(kind="transfer", text=text, button=_("Xem và nhận"), location=url_for("stock.transfers"))
        )
    return found
