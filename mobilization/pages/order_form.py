"""The form an order is drafted in: which forms of law may be used on what, and what each must hold."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, local, now
from core.together import ask_together
from core.web.access import current_actor, requires
from core.web.doors import Done, InvalidInputError, load, perform, reading, settings
from core.web.fields import Whole, row_number
from core.web.language import counted
from inventory.queries.details import dual_uses_of
from inventory.queries.lot_values import Lot
from inventory.queries.lots import list_lots_by_ids
from inventory.rules.catalogue import LegalForm
from inventory.rules.details import PHONE_DAYS
from inventory.rules.holders import PRIVATE
from inventory.sentences import AGREEMENTS, LEGAL_FORMS
from mobilization.pages.orders import bp
from mobilization.queries.dispatches import Dispatch, dispatches_of, list_dispatches
from mobilization.queries.incidents import Incident, commune_of_incident, get_incident
from mobilization.queries.orders import Order, get_order
from mobilization.queries.promised import lots_of
from mobilization.queries.settlement import list_acts
from mobilization.queries.terms import list_competences
from mobilization.rules.authority import MILITIA, Competence, Issuer, allows, in_force, issuer_of
from mobilization.rules.compensation import MOST_DONG
from mobilization.rules.one_paper import goes_along
from mobilization.rules.papers.checks import PaperIncompleteError
from mobilization.rules.papers.facts import IncidentFacts
from mobilization.rules.papers.wording import event_name
from mobilization.rules.proposals import TAKING, ProposalState
from mobilization.rules.states import State
from mobilization.schemas.incident import OrderSchema
from mobilization.sentences.orders import FORM_FACTS, SIGNERS, SITUATIONS
from mobilization.services.orders import OrderTerms, draft_order, is_disaster, wanted_of
from mobilization.services.paper_heads import incident_facts
from mobilization.services.papers import paper_of


@bp.get("/su-co/<int:incident_id>/ra-lenh")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def new(incident_id: int) -> ResponseReturnValue:
    """The form for orders on what is reserved and not yet ordered."""
    return new_order_page(incident_id)


def _box(moment: datetime) -> str:
    return local(moment).strftime("%Y-%m-%dT%H:%M")


def new_order_page(incident_id: int, error: str = "", fields: Mapping[str, str] | None = None) -> str:
    """Return the form for an order, with a refusal where there is one and what was typed."""
    with reading() as session:
        incident = get_incident(session, incident_id)
        asked_for = asked_of(session, incident_id)
        back = _turned_down(session, incident_id)
        why = list_acts(session, back.id).get(back.state) if back else None
        dispatches, promised = ask_together(
            session, dispatches_of(incident_id=incident_id), dual_uses_of(lots_of(incident_id))
        )
        waiting = [
            item
            for item in dispatches
            if item.state is State.RESERVED and item.order_id == (asked_for.id if asked_for else None)
        ]
        table = list_competences(session)
        donors = {item.commune_code: item.commune for item in waiting}
        asked = request.values.get("commune", "")
        donor = asked if asked in donors else next(iter(donors), "")
        lines = [item for item in waiting if item.commune_code == donor]
        lots = list_lots_by_ids(session, [item.lot_id for item in lines])
        private = [lot.id for lot in lots.values() if lot.holder_kind in PRIVATE]
    whose = _whose(incident, table)
    facts = incident_facts(incident)
    return render_template(
        "mobilization/new_order.html",
        rules=_rules(whose, table, militia=any(item.type_code in MILITIA for item in lines)),
        signers=SIGNERS,
        situations=SITUATIONS,
        incident=incident,
        donors=donors,
        donor=donor,
        lines=lines,
        usable=_usable(lots, lines),
        private=private,
        notes={lot.id: lot.note for lot in lots.values()},
        promised=promised,
        agreements=AGREEMENTS,
        today=day_of(now()),
        last_call=day_of(now()) - timedelta(days=PHONE_DAYS),
        forms=list(whose),
        whose=whose,
        asked=[(form, str(LEGAL_FORMS[form]).capitalize()) for form in TAKING if form not in whose],
        form_names=LEGAL_FORMS,
        asked_for=asked_for,
        why=why,
        start=_begun(back or asked_for, lines, facts, whose),
        error=error,
        fields=fields or {},
    )


def asked_of(session: Session, incident_id: int) -> Order | None:
    """Return the waiting tờ trình that the province's decision is drafted on, where the address names one."""
    number = row_number(request.values.get("to_trinh", ""))
    if not number or not current_actor().is_provincial:
        return None
    order = get_order(session, number)
    same = order.incident_id == incident_id and order.state == ProposalState.PROPOSED
    return order if same else None


def _turned_down(session: Session, incident_id: int) -> Order | None:
    """Return the paper that came to nothing and is to be written anew, where the address names one."""
    number = row_number(request.values.get("du_thao", ""))
    order = get_order(session, number) if number else None
    return order if order and order.incident_id == incident_id and order.turned_down else None


def _begun(
    order: Order | None, lines: Sequence[Dispatch], facts: IncidentFacts, whose: Container[str]
) -> dict[str, str]:
    """Return what the form begins with: what is written already, but for the hours of what came to nothing that have passed."""
    moment, slowest = now(), max((item.minutes for item in lines), default=60)
    hours = {
        "arrive_by": _box(moment + timedelta(minutes=slowest + 60)),
        "until": _box(moment + timedelta(days=3)),
    }
    if order is not None:
        late = order.turned_down and order.arrive_by < moment
        own = (
            {} if order.form in whose else {"form": LegalForm.HUY_DONG.value}
        )  # a tờ trình asks for another's
        written = _as_written(order, lines)
        written["until"] = written["until"] or hours["until"]  # what was to be bought had no end
        return written | (hours if late else {}) | own
    purpose = f"Ứng phó {event_name(facts)}"
    return {"form": LegalForm.HUY_DONG.value, "destination": facts.place, "purpose": purpose, **hours}


def _as_written(order: Order, lines: Sequence[Dispatch]) -> dict[str, str]:
    """Return what the form begins with: all that stands in a commune's tờ trình, or in the paper that came to nothing."""
    texts = ("form", "destination", "purpose", "commander", "failed_ways", "assigned_to", "assigned_address")
    found = {name: getattr(order, name) for name in (*texts, "handover_place", "pay_method", "pay_place")}
    for name in ("arrive_by", "until", "handover_at", "pay_by"):
        moment = getattr(order, name)
        found[name] = _box(moment) if moment else ""
    return found | {f"price-{line.id}": str(line.price_dong) for line in lines if line.price_dong}


def _usable(lots: Mapping[int, Lot], lines: list[Dispatch]) -> dict[int, list[LegalForm]]:
    """Return for each line the forms the law lets be used on it."""
    return {
        item.id: [form for form in LegalForm if allows(wanted_of(lots[item.lot_id]), form)] for item in lines
    }


def _whose(incident: Incident, table: list[Competence]) -> dict[LegalForm, Issuer]:
    """Return the forms this person's order may take here, and whose order it then is."""
    today, provincial = day_of(now()), current_actor().is_provincial
    issuers = {
        form: issuer_of(form, Issuer(incident.run_by), provincial=provincial, on=today, table=table)
        for form in LegalForm
    }
    return {
        form: issuer
        for form, issuer in issuers.items()
        if (row := in_force(form, today, table)) and issuer in row.issuers
    }


def _rules(
    whose: Mapping[LegalForm, Issuer], table: list[Competence], *, militia: bool
) -> list[tuple[LegalForm, bool, Competence]]:
    """Return the rows of the authority table the form shows: who signs what, militia apart where they are among it."""
    rows = [
        (form, kind, in_force(form, day_of(now()), table, militia=kind))
        for form in whose
        for kind in (False, True)
    ]
    return [(form, kind, row) for form, kind, row in rows if row and (militia or not kind)]


@bp.post("/su-co/<int:incident_id>/ra-lenh")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def draft(incident_id: int) -> ResponseReturnValue:
    """Draft an order; its paper is checked for completeness before anything is kept."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(OrderSchema())
        chosen = [row_number(raw) for raw in request.form.getlist("dispatch")]
        terms = OrderTerms(**values, prices=agreed_prices())
        others, left = (
            _others(session, incident_id, terms.form, chosen) if request.form.get("all") else ([], 0)
        )
        for ids in (chosen, *others):
            order_id = draft_order(
                session, incident_id=incident_id, dispatch_ids=ids, terms=terms, actor=actor, now=now()
            )
            with boxes_named():
                paper_of(session, get_order(session, order_id), province=settings().province_name)
        if others or left:
            said = counted("Đã soạn %(count)s dự thảo, mỗi xã một lệnh.", count=len(others) + 1)
            if left:
                said += " " + counted(
                    "%(count)s nguồn lực không gọi được bằng hình thức này, chờ lệnh khác.", count=left
                )
            return Done(location=url_for("incidents.room", incident_id=incident_id), message=said)
        return Done(
            location=url_for("orders.show", order_id=order_id),
            message=_("Đã soạn dự thảo. Người có thẩm quyền khác duyệt thì lệnh có hiệu lực."),
        )

    return perform(work, again=lambda text, fields: new_order_page(incident_id, text, fields))


def _others(
    session: Session, incident_id: int, form: LegalForm, chosen: Collection[int]
) -> tuple[list[list[int]], int]:
    """Return by commune, but for the one the form shows, what waits for an order and this form may call on; how much it may not."""
    incident, items = get_incident(session, incident_id), list_dispatches(session, incident_id=incident_id)
    lots = list_lots_by_ids(session, [item.lot_id for item in items])
    beside = [wanted_of(lots[item.lot_id]) for item in items if item.id in chosen]
    disaster, table = is_disaster(incident.hazard, incident.ptds_level), list_competences(session)
    found: dict[str, list[int]] = {}
    left = 0
    for item in items:
        waits = item.state is State.RESERVED and item.order_id is None
        if not waits or item.commune_code == request.form.get("commune", ""):
            continue
        wanted = wanted_of(lots[item.lot_id])
        if goes_along(wanted, form, beside=beside, on=day_of(now()), disaster=disaster, table=table):
            found.setdefault(item.commune_code, []).append(item.id)
        else:
            left += 1
    return list(found.values()), left


@contextmanager
def boxes_named() -> Iterator[None]:
    """Name the box of the form beside each fact that a paper lacks."""
    try:
        yield
    except PaperIncompleteError as error:
        lacking = error.facts["missing"]
        assert isinstance(lacking, tuple)
        told = _("Luật yêu cầu văn bản có nội dung này.")
        error.facts["fields"] = {name: told for name in lacking if name in FORM_FACTS}
        raise


def agreed_prices() -> dict[int, int]:
    """Return the agreed unit prices that were filled in, by dispatch; raises InvalidInputError naming a wrong one."""
    found, wrong = {}, {}
    for name, raw in request.form.items():
        dispatch_id = row_number(name.removeprefix("price-"))
        if not name.startswith("price-") or not dispatch_id or not raw.strip():
            continue
        try:
            price = int(Whole().deserialize(raw.strip()))
        except ValidationError:
            price = 0
        if 0 < price <= MOST_DONG:
            found[dispatch_id] = price
        else:
            wrong[name] = _("Đơn giá là số nguyên đồng, lớn hơn 0.")
    if wrong:
        raise InvalidInputError(fields=wrong)
    return found
