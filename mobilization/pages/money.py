"""What is owed and paid after an order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, now
from core.errors import StaleError
from core.web.access import current_actor, requires
from core.web.doors import Done, load, perform, reading
from core.web.language import say_quantity
from inventory.rules.catalogue import Category, LegalForm
from mobilization.pages.settlement import WORDS, bp
from mobilization.queries.dispatches import Dispatch, list_dispatches
from mobilization.queries.minutes import Loss, list_losses
from mobilization.queries.orders import donor_of_order, get_order, issuer_of_order
from mobilization.queries.settlement import find_timed
from mobilization.rules.clocks import Clock, deadlines_of, may_extend_pay
from mobilization.rules.compensation import BOUGHT_IN, Budget, Cause, Claim, Method, total_of, totals_by
from mobilization.rules.compensation import CAUSES as CAUSES_OF
from mobilization.rules.compensation import METHODS as BY_CAUSE
from mobilization.rules.states import HOME_AGAIN, State
from mobilization.schemas.settlement import AmendSchema, ClaimSchema, PaidSchema, WithdrawSchema
from mobilization.sentences import BUDGETS, CAUSES, METHODS
from mobilization.services.losses import ClaimTerms, amend, claim, pay, withdraw


@bp.get("/lenh/<int:order_id>/boi-thuong")
@requires(Permission.ORDER_READ, donor_of_order)
def money(order_id: int) -> ResponseReturnValue:
    """Losses of an order, what was paid, totals by owner and by budget."""
    return _page(order_id)


def _page(
    order_id: int,
    error: str = "",
    fields: Mapping[str, str] | None = None,
    stale: Mapping[str, Any] | None = None,
) -> str:
    moment = now()
    with reading() as session:
        order = get_order(session, order_id)
        lines = list_dispatches(session, order_id=order_id)
        losses = list_losses(session, order_id)
        timed = find_timed(session, order_id)
    form = LegalForm(order.form)
    bought = form is LegalForm.TRUNG_MUA
    owed_for = (BOUGHT_IN if bought else HOME_AGAIN) - {State.SETTLED}
    home = sorted(
        (line for line in lines if line.state in owed_for and line.category != Category.FORCES),
        key=lambda line: not bought and line.lost + line.damaged == 0,  # what is owed for stands first
    )
    clocks = deadlines_of(timed.times) if timed else ()
    clock = next((item for item in clocks if item.clock is Clock.PAY), None)
    return render_template(
        "mobilization/settlement_money.html",
        order=order,
        losses=losses,
        totals=(
            (_("Phải chi cho từng chủ tài sản"), totals_by(losses, lambda loss: loss.owner)),
            (
                _("Phải chi từ từng nguồn kinh phí"),
                totals_by(losses, lambda loss: str(BUDGETS[Budget(loss.budget)])),
            ),
        ),
        whole=total_of(losses),
        payable=any(loss.method != Method.WAIVED for loss in losses),
        clock=clock,
        standing=clock.standing(moment) if clock else None,
        times=timed.times if timed else None,
        settled=any(line.state is State.SETTLED for line in lines),
        **_form(home, losses, form),
        pay_may_wait=timed is not None and may_extend_pay(timed.times, now=moment),
        causes=CAUSES,
        methods=METHODS,
        budgets=BUDGETS,
        may_run=current_actor().may(Permission.INCIDENT_RUN, order.issuer_code),
        today=day_of(moment).isoformat(),
        beside=_beside(stale or {}),
        typed_kept=False,
        error=error,
        fields=fields or {},
        as_of=moment,
        **WORDS,
    )


def _form(home: Sequence[Dispatch], losses: Sequence[Loss], form: LegalForm) -> dict[str, Any]:
    """Return what the form offers: for which resources, in which cases, and what it begins with."""
    bought = form is LegalForm.TRUNG_MUA
    if bought:  # what is entered for one part is entered for the row: it is changed there
        entered = {line.lot_id for line in home if line.id in {loss.dispatch_id for loss in losses}}
        home = [line for line in home if line.lot_id not in entered]
    priced = all(line.price_dong is not None for line in home)
    return {
        "bought": bought,
        "priced": priced,
        "home": [(line.id, _sold(line) if bought else _came_home(line)) for line in home],
        "offered": _offered(home, losses, bought=bought),
        "choices": [
            (f"{cause}:{method}", f"{CAUSES[cause]}: {METHODS[method]}")
            for cause in CAUSES_OF[form]
            for method in BY_CAUSE[cause]
            if not (bought and priced and method is not Method.PRICE)
        ],
    }


def _came_home(line: Dispatch) -> str:
    """Return a resource with what of it was lost or broken."""
    name = f"{line.resource}, {line.holder}"
    said = (
        line.lost and _("mất %(amount)s", amount=say_quantity(line.lost)),
        line.damaged and _("hỏng %(amount)s", amount=say_quantity(line.damaged)),
        line.used and _("dùng hết %(amount)s", amount=say_quantity(line.used)),
    )
    told = ", ".join(str(part) for part in said if part)
    return f"{name}: {told}" if told else name


def _sold(line: Dispatch) -> str:
    """Return what was bought, of whom, at which price for one."""
    name = f"{line.resource}, {line.holder}: {say_quantity(line.quantity)} {line.unit}"
    if line.price_dong is None:
        return name
    return f"{name} × {say_quantity(Decimal(line.price_dong))} {_('đồng')}"


def _offered(home: Sequence[Dispatch], losses: Sequence[Loss], *, bought: bool) -> tuple[str, str]:
    """Return the case and the quantity the form begins with: what came home harmed first, where nothing is entered yet."""
    if bought and home:
        method = Method.VALUE if home[0].price_dong is None else Method.PRICE
        return f"{Cause.BOUGHT}:{method}", say_quantity(home[0].quantity)
    if losses or not home or not home[0].lost + home[0].damaged:
        return "", ""
    cause = Cause.LOST if home[0].lost else Cause.DAMAGED
    return f"{cause}:{BY_CAUSE[cause][0]}", say_quantity(home[0].lost or home[0].damaged)


def _beside(stale: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return what a loss comes to now, beside what was typed, or what was shown to who pays or takes it back."""
    if not stale:
        return []
    yours = stale["yours"].get("amount", request.form.get("shown", ""))
    pair = (
        str(say_quantity(Decimal(amount))) if str(amount).isdecimal() else "—"
        for amount in (stale["theirs"]["amount"], yours)
    )
    return [(_("Số tiền (đồng)"), *pair)]


def _change(order_id: int, act: Callable[[Session, Actor], object], message: str) -> ResponseReturnValue:
    """Carry out one change of a loss as it was read; where somebody was faster draw the page with both amounts."""
    newer: dict[str, Any] = {}

    def work(session: Session, actor: Actor) -> Done:
        try:
            act(session, actor)
        except StaleError as stale:
            newer.update(stale.facts)
            raise
        return Done(location=url_for("settlement.money", order_id=order_id), message=message)

    return perform(work, again=lambda text, fields: _page(order_id, text, fields, newer))


@bp.post("/lenh/<int:order_id>/boi-thuong")
@requires(Permission.INCIDENT_RUN, issuer_of_order)
def owe(order_id: int) -> ResponseReturnValue:
    """Enter a loss."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(ClaimSchema())
        dispatch_id = values["dispatch_id"]
        claim(session, order_id=order_id, dispatch_id=dispatch_id, actor=actor, now=now(), **_said(values))
        return Done(
            location=url_for("settlement.money", order_id=order_id), message=_("Đã thêm khoản bồi thường.")
        )

    return perform(work, again=lambda text, fields: _page(order_id, text, fields))


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """Return a filled-in loss as the service takes it."""
    cause, _colon, method = values["loss"].partition(":")
    return {
        "loss": Claim(
            cause=Cause(cause),
            method=Method(method),
            quantity=values["quantity"],
            unit_dong=int(values["unit_dong"]),
            days=values["days"],
        ),
        "terms": ClaimTerms(payer=values["payer"], budget=values["budget"], ground=values["ground"]),
    }


@bp.post("/lenh/<int:order_id>/boi-thuong/sua")
@requires(Permission.INCIDENT_RUN, issuer_of_order)
def owe_anew(order_id: int) -> ResponseReturnValue:
    """Change a loss before it is paid."""

    def act(session: Session, actor: Actor) -> None:
        values: dict[str, Any] = load(AmendSchema())
        which = {"loss_id": values["loss_id"], "version": values["version"]}
        amend(session, order_id=order_id, actor=actor, now=now(), **which, **_said(values))

    return _change(order_id, act, _("Đã sửa khoản bồi thường."))


@bp.post("/lenh/<int:order_id>/boi-thuong/bo")
@requires(Permission.INCIDENT_RUN, issuer_of_order)
def owe_not(order_id: int) -> ResponseReturnValue:
    """Take a loss back before it is paid."""

    def act(session: Session, actor: Actor) -> None:
        values: dict[str, Any] = load(WithdrawSchema())
        withdraw(session, order_id=order_id, actor=actor, now=now(), **values)

    return _change(order_id, act, _("Đã bỏ khoản bồi thường."))


@bp.post("/lenh/<int:order_id>/boi-thuong/tra")
@requires(Permission.INCIDENT_RUN, issuer_of_order)
def paid(order_id: int) -> ResponseReturnValue:
    """Note a payment."""

    def act(session: Session, actor: Actor) -> None:
        values: dict[str, Any] = load(PaidSchema())
        pay(session, order_id=order_id, actor=actor, now=now(), **values)

    return _change(order_id, act, _("Đã ghi chi trả."))
