"""Needs worked out from a scenario: choose it, say its facts, look at the needs with their workings, add them."""

from __future__ import annotations

from decimal import Decimal

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, now
from core.errors import DomainError
from core.web.access import current_actor, requires
from core.web.doors import Done, InvalidInputError, perform, reading
from core.web.fields import Amount, Whole, reminder
from core.web.language import counted
from core.web.sentences import sentence
from inventory.queries.catalogue import list_types
from mobilization.pages.scenario_words import (
    DRIVER_CHOICES,
    DRIVERS,
    NORM_GROUP_USES,
    NORM_GROUPS,
    NORM_MARKS,
    TOTALS,
)
from mobilization.queries.incidents import commune_of_incident, get_incident
from mobilization.queries.norms import list_norm_changes, norms_in_force
from mobilization.rules.hazards import Hazard
from mobilization.rules.scenarios.compute import Outcome, compute, used_in
from mobilization.rules.scenarios.drivers import ASKED, PLANNED, SPECS, Driver, DriverRangeError, in_bounds
from mobilization.rules.scenarios.norms import NormGroup, norms_on
from mobilization.sentences import HAZARDS
from mobilization.services.scenarios import add_scenario

bp = Blueprint("scenarios", __name__, url_prefix="/su-co")


def _hazard(otherwise: Hazard) -> Hazard:
    text = request.values.get("hazard", "")
    return Hazard(text) if text in {hazard.value for hazard in Hazard} else otherwise


def _said(hazard: Hazard) -> dict[Driver, int]:
    """Return the facts that were typed; raises InvalidInputError with a sentence for each that cannot be used."""
    said, wrong = {}, {}
    for driver in ASKED[hazard]:
        text = request.values.get(driver.value, "").strip()
        if text:
            try:
                said[driver] = in_bounds(driver, int(Whole().deserialize(text)))
            except ValidationError as error:
                wrong[driver.value] = reminder(error.messages[0])
            except DriverRangeError as error:
                wrong[driver.value] = sentence(error)
        elif driver not in PLANNED or driver.value in request.values:
            wrong[driver.value] = (
                _("Hãy chọn một mục trong danh sách.")
                if driver in DRIVER_CHOICES
                else _("Hãy ghi số này; chưa rõ thì ghi ước tính.")
            )
    if wrong:
        raise InvalidInputError(fields=wrong)
    return said


def _preset(driver: Driver) -> int | str:
    return SPECS[driver].usual if driver in PLANNED else ""


@bp.get("/<int:incident_id>/kich-ban")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def show(incident_id: int) -> ResponseReturnValue:
    """Choose a scenario; say its facts; see what it needs."""
    return _page(incident_id)


def _page(incident_id: int, error: str = "", fields: dict[str, str] | None = None) -> str:
    outcome: Outcome | None = None
    with reading() as session:
        incident = get_incident(session, incident_id)
        hazard = _hazard(Hazard(incident.hazard))
        if "tinh" in request.values:
            try:
                outcome = compute(hazard, _said(hazard), norms_in_force(session, day_of(now())))
            except DomainError as refused:
                error = error or sentence(refused)
                found = refused.facts.get("fields")
                fields = fields or (found if isinstance(found, dict) else {})
        kinds = {kind.code: kind for kind in list_types(session)} if outcome else {}
    return render_template(
        "mobilization/scenario.html",
        incident=incident,
        hazard=hazard,
        hazards=HAZARDS,
        asked=ASKED[hazard],
        specs=SPECS,
        typed={driver: request.values.get(driver.value, _preset(driver)) for driver in ASKED[hazard]},
        labels=DRIVERS,
        choices=DRIVER_CHOICES,
        totals=TOTALS,
        outcome=outcome,
        kinds=kinds,
        left=[kind.name for code, kind in kinds.items() if outcome and code in outcome.left],
        error=error,
        fields=fields or {},
    )


def _wanted() -> dict[str, Decimal]:
    wanted = {}
    for code in request.form.getlist("take"):
        try:
            wanted[code] = Amount().deserialize(request.form.get(f"q-{code}", ""))
        except ValidationError as error:
            raise InvalidInputError(fields={f"q-{code}": reminder(error.messages[0])}) from error
    return wanted


def _instead() -> dict[str, str]:
    """Return the other type a person chose for some needs."""
    found = {code: request.form.get(f"k-{code}", "") for code in request.form.getlist("take")}
    return {code: other for code, other in found.items() if other and other != code}


@bp.post("/<int:incident_id>/kich-ban")
@requires(Permission.INCIDENT_RUN, commune_of_incident)
def take(incident_id: int) -> ResponseReturnValue:
    """Add the ticked needs to the incident."""

    def work(session: Session, actor: Actor) -> Done:
        hazard = _hazard(Hazard(get_incident(session, incident_id).hazard))
        count = add_scenario(session, incident_id=incident_id, hazard=hazard, said=_said(hazard),
                             wanted=_wanted(), instead=_instead(), actor=actor, now=now())  # fmt: skip
        return Done(
            location=url_for("incidents.room", incident_id=incident_id),
            message=counted("Đã thêm %(count)s nhu cầu từ kịch bản.", count=count),
        )

    return perform(work, again=lambda text, fields: _page(incident_id, text, fields))


@bp.get("/dinh-muc")
@requires(Permission.INCIDENT_READ)
def norms() -> ResponseReturnValue:
    """The planning norms of one group as they hold today, with their sources and where they are used."""
    text = request.args.get("nhom", "")
    group = NormGroup(text) if text in set(NormGroup) else NormGroup.LIVING
    today = day_of(now())
    with reading() as session:
        changes = [entry.change for entry in list_norm_changes(session)]
    names = {
        key: _("mọi kịch bản")
        if len(hazards) == len(HAZARDS)
        else "; ".join(str(HAZARDS[item]) for item in hazards)
        for key, hazards in used_in().items()
    }
    return render_template(
        "mobilization/norms.html",
        norms=[norm for norm in norms_on(today, changes).values() if norm.group is group],
        coming={change.key: change for change in changes if change.valid_from > today},
        groups=NORM_GROUPS,
        chosen=group,
        marks=NORM_MARKS,
        used=names,
        whole=NORM_GROUP_USES,
        may_edit=current_actor().may(Permission.NORM_EDIT),
    )
