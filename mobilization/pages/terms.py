"""What the law sets and the province keeps up: who may order in which form, what a day is paid; days of an order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from typing import Any

from flask import Blueprint, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, now
from core.excel.writing import write_workbook
from core.web.access import current_actor, for_province, requires
from core.web.doors import Done, load, perform, reading
from core.web.list_files import XLSX
from inventory.rules.catalogue import LegalForm
from inventory.sentences import LEGAL_FORMS
from mobilization.pages.pay_sheets import DAY_KINDS, pay_sheets
from mobilization.queries.minutes import list_losses
from mobilization.queries.orders import donor_of_order, get_order, issuer_of_order
from mobilization.queries.terms import list_competences, list_day_pay, list_rates
from mobilization.rules.authority import Competence, Issuer, in_force
from mobilization.schemas.terms import CompetenceSchema, DaysBackSchema, DaysSchema, RateSchema
from mobilization.sentences import BUDGETS
from mobilization.sentences.orders import SIGNERS, SITUATIONS
from mobilization.services.terms import add_days, remove_days, set_competence, set_rate

bp = Blueprint("terms", __name__)
LEVELS = {Issuer.COMMUNE: _l("Cấp xã"), Issuer.PROVINCE: _l("Cấp tỉnh")}
Again = Callable[[str, dict[str, str]], str]


def _perform(
    act: Callable[[Session, Actor], None], location: str, said: str, again: Again
) -> ResponseReturnValue:
    def work(session: Session, actor: Actor) -> Done:
        act(session, actor)
        return Done(location=location, message=said)

    return perform(work, again=again)


@bp.get("/tham-quyen")
@requires(Permission.HOME)
def authority() -> ResponseReturnValue:
    """Who may order in which form: in force today, and every row."""
    return _authority_page()


def _authority_page(error: str = "", fields: Mapping[str, str] | None = None) -> str:
    today = day_of(now())
    with reading() as session:
        table, rates = list_competences(session), list_rates(session)
    return render_template(
        "mobilization/authority.html",
        ruling=[
            (form, militia, row)
            for form in LegalForm
            for militia in (False, True)
            if (row := in_force(form, today, table, militia=militia)) or not militia
        ],
        table=sorted(table, key=lambda row: (row.form, row.militia, row.since)),
        signers=SIGNERS,
        situations=SITUATIONS,
        rates=sorted(rates, key=lambda rate: (rate.kind, rate.since)),
        forms=LEGAL_FORMS,
        levels=LEVELS,
        kinds=DAY_KINDS,
        may_edit=current_actor().may(Permission.ORDER_APPROVE, ""),
        today=today,
        error=error,
        fields=fields or {},
    )


@bp.post("/tham-quyen")
@requires(Permission.ORDER_APPROVE, for_province)
def rule() -> ResponseReturnValue:
    """Enter a row of the authority table."""

    def act(session: Session, actor: Actor) -> None:
        values: dict[str, Any] = load(CompetenceSchema())
        levels = {Issuer.COMMUNE: values.pop("commune"), Issuer.PROVINCE: values.pop("province")}
        issuers = frozenset(level for level, may in levels.items() if may)
        set_competence(session, Competence(issuers=issuers, **values), actor=actor, now=now())

    return _perform(act, url_for("terms.authority"), _("Đã ghi thẩm quyền mới."), _authority_page)


@bp.post("/tham-quyen/muc-chi")
@requires(Permission.ORDER_APPROVE, for_province)
def rate() -> ResponseReturnValue:
    """Enter a rate of day pay."""

    def act(session: Session, actor: Actor) -> None:
        values: dict[str, Any] = load(RateSchema())
        set_rate(session, actor=actor, now=now(), **values)

    return _perform(act, url_for("terms.authority"), _("Đã ghi mức chi mới."), _authority_page)


@bp.get("/lenh/<int:order_id>/ngay-cong")
@requires(Permission.ORDER_READ, donor_of_order)
def days(order_id: int) -> ResponseReturnValue:
    """Days of people called out by an order, with totals by budget."""
    return _days_page(order_id)


def _days_page(order_id: int, error: str = "", fields: Mapping[str, str] | None = None) -> str:
    with reading() as session:
        order = get_order(session, order_id)
        entries = list_day_pay(session, order_id)
        rates = list_rates(session)
    budgets: Counter[str] = Counter()
    for entry in entries:
        budgets[entry.budget] += entry.amount_dong
    return render_template(
        "mobilization/day_pay.html",
        order=order,
        entries=entries,
        total=sum(budgets.values()),
        by_budget=sorted(budgets.items()),
        budgets=BUDGETS,
        kinds=DAY_KINDS,
        rates=rates,
        may_run=current_actor().may(Permission.INCIDENT_RUN, order.issuer_code) and order.state == "approved",
        today=day_of(now()).isoformat(),
        error=error,
        fields=fields or {},
    )


@bp.post("/lenh/<int:order_id>/ngay-cong")
@requires(Permission.INCIDENT_RUN, issuer_of_order)
def add(order_id: int) -> ResponseReturnValue:
    """Enter days and nights of a group."""

    def act(session: Session, actor: Actor) -> None:
        values: dict[str, Any] = load(DaysSchema())
        add_days(session, order_id=order_id, actor=actor, now=now(), **values)

    location = url_for("terms.days", order_id=order_id)
    return _perform(act, location, _("Đã ghi ngày công."), partial(_days_page, order_id))


@bp.post("/lenh/<int:order_id>/ngay-cong/bo")
@requires(Permission.INCIDENT_RUN, issuer_of_order)
def take_back(order_id: int) -> ResponseReturnValue:
    """Take an entry back."""

    def act(session: Session, actor: Actor) -> None:
        values: dict[str, Any] = load(DaysBackSchema())
        remove_days(session, order_id=order_id, actor=actor, now=now(), **values)

    location = url_for("terms.days", order_id=order_id)
    return _perform(act, location, _("Đã bỏ dòng ngày công."), partial(_days_page, order_id))


@bp.get("/lenh/<int:order_id>/chi-tra.xlsx")
@requires(Permission.ORDER_READ, donor_of_order)
def workbook(order_id: int) -> ResponseReturnValue:
    """Compensation and day pay of an order as a workbook with live totals."""
    with reading() as session:
        order = get_order(session, order_id)
        losses = list_losses(session, order_id)
        entries = list_day_pay(session, order_id)
    title = _("Chi trả theo lệnh %(number)s: %(place)s", number=order.number or order.id, place=order.commune)
    title = _("DIỄN TẬP: %(text)s", text=title) if order.drill else title
    out = BytesIO()
    sheets = pay_sheets(title, losses, entries)
    write_workbook(sheets, out, title=title, author=current_actor().name, made_at=now())
    out.seek(0)
    return send_file(out, mimetype=XLSX, as_attachment=True, download_name=f"chi-tra-lenh-{order_id}.xlsx")
