"""One planning norm: its value today, the form that changes it, its history."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, now
from core.errors import NotFoundError
from core.web.access import requires
from core.web.doors import Done, load, perform, reading
from mobilization.pages.scenario_words import NORM_MARKS
from mobilization.queries.norms import list_norm_changes
from mobilization.rules.scenarios.norms import DEFAULTS, Norm, norms_on
from mobilization.schemas.norms import NormResetSchema, NormSchema
from mobilization.services.norms import change_norm, reset_norm

bp = Blueprint("norms", __name__, url_prefix="/su-co")


def _chosen() -> Norm:
    default = DEFAULTS.get(request.args.get("khoa", next(iter(DEFAULTS))))
    if default is None:
        raise NotFoundError(what=request.args.get("khoa", ""))
    return default


@bp.get("/dinh-muc/sua")
@requires(Permission.NORM_EDIT)
def edit() -> ResponseReturnValue:
    """One norm and the form that changes it."""
    return _page()


def _page(error: str = "", fields: Mapping[str, str] | None = None) -> str:
    default = _chosen()
    today = day_of(now())
    with reading() as session:
        entries = list_norm_changes(session, default.key)
    return render_template(
        "mobilization/norms_edit.html",
        norm=norms_on(today, [entry.change for entry in entries])[default.key],
        default=default,
        entries=entries[::-1],
        seen=len(entries),
        today=today,
        marks=NORM_MARKS,
        error=error,
        fields=fields or {},
    )


@bp.post("/dinh-muc/sua")
@requires(Permission.NORM_EDIT)
def change() -> ResponseReturnValue:
    """Give the norm the province's own value, or let the default hold again."""
    key = _chosen().key

    def work(session: Session, actor: Actor) -> Done:
        if request.form.get("act") == "reset":
            reset_norm(session, key=key, actor=actor, now=now(), **load(NormResetSchema()))  # type: ignore[arg-type]
            message = _("Đã dùng lại giá trị mặc định.")
        else:
            change_norm(session, key=key, actor=actor, now=now(), **load(NormSchema()))  # type: ignore[arg-type]
            message = _("Đã ghi định mức của tỉnh.")
        return Done(location=url_for("norms.edit", khoa=key), message=message)

    return perform(work, again=_page)
