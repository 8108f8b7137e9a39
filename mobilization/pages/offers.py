"""Offers from outside: received, matched to a need, accepted or declined, thanked; and công điện."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, local, now
from core.documents.paper import Urgency
from core.web.access import current_actor, requires
from core.web.doors import Done, load, perform, reading, settings
from core.web.fields import row_number
from inventory.queries.catalogue import list_types
from mobilization.pages.paper_files import paper_file
from mobilization.queries.incidents import commune_of_incident, get_incident, place_of_incident
from mobilization.queries.needs import list_needs
from mobilization.queries.outside import list_offers, list_telegrams
from mobilization.rules.fitting import wanted_types
from mobilization.rules.offers import CAME, GiverKind, OfferState, steps_of
from mobilization.rules.papers.upward import Telegram
from mobilization.rules.papers.wording import counted_name
from mobilization.schemas.outside import (
    OfferSchema,
    OfferStepSchema,
    TelegramNumberSchema,
    TelegramSchema,
    ThankSchema,
    ThanksNumberSchema,
)
from mobilization.services.offers import (
    Offered,
    decide,
    draft_telegram,
    note_telegram_number,
    note_thanks_number,
    receive,
    telegram_paper,
    thank,
    thanks_paper,
)

bp = Blueprint("offers", __name__, url_prefix="/su-co")

GIVERS = {
    GiverKind.ENTERPRISE: _l("Doanh nghiệp"),
    GiverKind.PROVINCE: _l("Tỉnh, thành phố khác"),
    GiverKind.ARMED_FORCES: _l("Đơn vị quân đội, công an ngoài tỉnh"),
    GiverKind.ORGANISATION: _l("Tổ chức, hội"),
    GiverKind.PERSON: _l("Cá nhân"),
}
OFFER_STATES = {
    OfferState.RECEIVED: (_l("Mới tiếp nhận"), "wait"),
    OfferState.ACCEPTED: (_l("Đã nhận lời"), "info"),
    OfferState.ARRIVED: (_l("Đã đến nơi"), "ok"),
    OfferState.DECLINED: (_l("Không nhận"), "quiet"),
    OfferState.DONE: (_l("Đã xong việc, đã về"), "quiet"),
    OfferState.LEFT: (_l("Đã rời đi, vẫn còn cần"), "late"),
}


def _may(actor: Actor, incident: Any) -> dict[str, Any]:
    """Return whether this person acts in the incident, and may note what the clerk gave, which comes later too."""
    may = actor.may(Permission.INCIDENT_RUN, incident.commune_code if incident.run_by == "commune" else "")
    return {"runs": may and incident.closed_at is None, "may_number": may, "today": day_of(now())}


@bp.get("/<int:incident_id>/ho-tro")
@requires(Permission.INCIDENT_READ, place_of_incident)
def show(incident_id: int) -> ResponseReturnValue:
    """What was offered from outside, and what became of it."""
    return _page(incident_id)


def _page(incident_id: int, error: str = "", fields: Mapping[str, str] | None = None) -> str:
    actor = current_actor()
    with reading() as session:
        incident = get_incident(session, incident_id)
        offers = list_offers(session, incident_id)
        needs = list_needs(session, incident_id)
        may = _may(actor, incident)
        wanted = wanted_types((need.asked for need in needs), ())
        types = (
            [(kind.code, f"{kind.name} ({kind.unit})") for kind in list_types(session) if kind.code in wanted]
            if may["runs"]
            else []
        )
    return render_template(
        "mobilization/offers.html",
        incident=incident,
        offers=offers,
        open_needs={
            offer.id: [
                (need.id, f"{need.resource}: {int(need.missing)} {need.unit}")
                for need in needs
                if offer.type_code in need.asked.types(()) and need.missing > 0
            ]
            for offer in offers
        },
        by_ability=any(need.ability for need in needs),
        steps_of=lambda state, type_code: steps_of(OfferState(state), type_code),
        came=CAME,
        states=OfferState,
        names=OFFER_STATES,
        givers=GIVERS,
        types=types,
        **may,
        error=error,
        fields=fields or {},
        as_of=now(),
    )


def _done(incident_id: int, said: str) -> Done:
    return Done(location=url_for("offers.show", incident_id=incident_id), message=said)


@bp.post("/<int:incident_id>/ho-tro")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def add(incident_id: int) -> ResponseReturnValue:
    """Note an offer."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(OfferSchema())
        receive(session, incident_id=incident_id, offered=Offered(**values), actor=actor, now=now())
        return _done(incident_id, _("Đã ghi đề nghị hỗ trợ. Hãy ghép với một nhu cầu để nhận lời."))

    return perform(work, again=lambda text, fields: _page(incident_id, text, fields))


@bp.post("/<int:incident_id>/ho-tro/buoc")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def step(incident_id: int) -> ResponseReturnValue:
    """Accept an offer for a need, decline it, note its arrival or that it went home."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(OfferStepSchema())
        decide(session, incident_id=incident_id, actor=actor, now=now(), **values)
        return _done(incident_id, _("Đã ghi: %(state)s.", state=OFFER_STATES[values["to"]][0]))

    return perform(work, again=lambda text, fields: _page(incident_id, text, fields))


@bp.post("/<int:incident_id>/ho-tro/cam-on")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def thanked(incident_id: int) -> ResponseReturnValue:
    """Note that the letter of thanks was sent."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(ThankSchema())
        thank(session, incident_id=incident_id, actor=actor, now=now(), **values)
        return _done(incident_id, _("Đã ghi gửi thư cảm ơn."))

    return perform(work, again=lambda text, fields: _page(incident_id, text, fields))


@bp.post("/<int:incident_id>/ho-tro/so")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def thanks_number(incident_id: int) -> ResponseReturnValue:
    """Note the number and the day the clerk gave a letter of thanks."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(ThanksNumberSchema())
        note_thanks_number(session, incident_id=incident_id, actor=actor, now=now(), **values)
        return _done(incident_id, _("Đã ghi số, ngày văn bản."))

    return perform(work, again=lambda text, fields: _page(incident_id, text, fields))


@bp.get("/<int:incident_id>/ho-tro/<kind>")
@requires(Permission.INCIDENT_READ, place_of_incident)
def thanks(incident_id: int, kind: str) -> ResponseReturnValue:
    """The letter of thanks for one offer (`?so=`) as Word or PDF."""
    number, province = _number(), settings().province_name
    return paper_file(
        kind,
        f"thu-cam-on-{number}",
        lambda session: thanks_paper(session, incident_id, number, province=province, now=now()),
        otherwise=url_for("offers.show", incident_id=incident_id),
    )


def _number() -> int:
    return row_number(request.args.get("so", ""))


@bp.get("/<int:incident_id>/cong-dien")
@requires(Permission.INCIDENT_READ, place_of_incident)
def telegrams(incident_id: int) -> ResponseReturnValue:
    """Công điện of an incident and the form for a new one."""
    return _telegram_page(incident_id)


def _telegram_page(incident_id: int, error: str = "", fields: Mapping[str, str] | None = None) -> str:
    with reading() as session:
        incident = get_incident(session, incident_id)
        kept = list_telegrams(session, incident_id)
        may = _may(current_actor(), incident)
        lacking = (
            [need for need in list_needs(session, incident_id) if need.missing > 0] if may["runs"] else []
        )
    if incident.run_by == "commune":
        told = [_("Trưởng các thôn, tổ dân phố"), _("Ban Chỉ huy Quân sự cấp xã"), _("Công an cấp xã")]
    else:
        told = [
            _("Chủ tịch UBND các xã, phường, đặc khu"),
            _("Giám đốc các sở"),
            _("Chỉ huy trưởng Bộ CHQS tỉnh"),
        ]
    return render_template(
        "mobilization/telegrams.html",
        incident=incident,
        telegrams=kept,
        **may,
        urgencies=[(item.name, item.value) for item in Urgency],
        told="\n".join(told),
        lacking=lacking,
        counted_name=counted_name,
        report_by=local(now() + timedelta(hours=6)).strftime("%Y-%m-%dT%H:%M"),
        error=error,
        fields=fields or {},
    )


@bp.post("/<int:incident_id>/cong-dien")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def draft(incident_id: int) -> ResponseReturnValue:
    """Draft a công điện."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(TelegramSchema())
        for name in ("addressees", "orders"):
            values[name] = tuple(line.strip() for line in values[name].splitlines() if line.strip())
        draft_telegram(session, incident_id=incident_id, said=Telegram(**values), actor=actor, now=now())
        location = url_for("offers.telegrams", incident_id=incident_id)
        return Done(location=location, message=_("Đã soạn công điện. Số và ngày do văn thư ghi."))

    return perform(work, again=lambda text, fields: _telegram_page(incident_id, text, fields))


@bp.post("/<int:incident_id>/cong-dien/so")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def telegram_number(incident_id: int) -> ResponseReturnValue:
    """Note the number and the day the clerk gave a công điện."""

    def work(session: Session, actor: Actor) -> Done:
        values: dict[str, Any] = load(TelegramNumberSchema())
        note_telegram_number(session, incident_id=incident_id, actor=actor, now=now(), **values)
        location = url_for("offers.telegrams", incident_id=incident_id)
        return Done(location=location, message=_("Đã ghi số, ngày văn bản."))

    return perform(work, again=lambda text, fields: _telegram_page(incident_id, text, fields))


@bp.get("/<int:incident_id>/cong-dien/<kind>")
@requires(Permission.INCIDENT_READ, place_of_incident)
def telegram(incident_id: int, kind: str) -> ResponseReturnValue:
    """A công điện (`?so=`, else the newest) as Word or PDF."""
    number, province = _number() or None, settings().province_name
    return paper_file(
        kind,
        f"cong-dien-{number or incident_id}",
        lambda session: telegram_paper(session, incident_id, number, province=province),
        otherwise=url_for("offers.telegrams", incident_id=incident_id),
    )
