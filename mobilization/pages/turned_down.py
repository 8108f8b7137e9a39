"""What comes back to who runs an incident: papers sent back, declined or withdrawn, resources refused, until acted on."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _

from core.accounts.rules.roles import Actor, Permission
from core.text import masked
from core.together import Question
from core.web.home import Duty
from core.web.language import counted, say_moment
from inventory.rules.catalogue import LegalForm
from inventory.sentences import LEGAL_FORMS
from mobilization.queries.turned_down import TurnedDown, Unreplaced, turned_down, unreplaced
from mobilization.rules.proposals import SENT_BACK, WITHDRAWN, ProposalState
from mobilization.sentences.orders import in_drill

MOST_DUTIES = 5  # named one by one; the rooms of their incidents tell of all


def duties(actor: Actor) -> list[Question[list[Duty]]]:
    """Ask for the papers of this person's post that came to nothing, and for what was refused in its incidents."""
    owner = "" if actor.is_provincial else actor.commune_code
    if not actor.may(Permission.INCIDENT_RUN, owner):
        return []
    return [turned_down(issuer_code=owner).then(_papers), unreplaced(run_for=owner).then(_refused)]


def _papers(found: Sequence[TurnedDown]) -> list[Duty]:
    return [
        Duty(
            kind="returned",
            text=in_drill(_said(paper), drill=paper.drill),
            button=_("Soạn lại lệnh") if paper.state in (SENT_BACK, WITHDRAWN) else _("Soạn lệnh khác"),
            location=again(paper),
            urgency="late" if paper.reason else "due",
        )
        for paper in found[:MOST_DUTIES]
    ]


def again(paper: TurnedDown) -> str:
    """Return the address of the form that begins with what a paper said."""
    return url_for(
        "orders.new",
        incident_id=paper.incident_id,
        commune=paper.commune_code,
        du_thao=paper.order_id,
        to_trinh=paper.asked_for,
    )


def _said(paper: TurnedDown) -> str:
    told = {
        "form": LEGAL_FORMS[LegalForm(paper.form)],
        "place": paper.commune,
        "reason": masked(paper.reason),
        "who": paper.by,
        "moment": say_moment(paper.at),
        "incident": paper.incident,
        "count": paper.waiting,
    }
    if paper.state == SENT_BACK:
        said = _(
            "Dự thảo lệnh gửi %(place)s bị trả lại để sửa: “%(reason)s” (%(who)s, %(moment)s). %(incident)s",
            **told,
        )
    elif paper.state == ProposalState.DECLINED:
        said = _(
            "Tỉnh không chấp thuận tờ trình %(form)s: “%(reason)s” (%(who)s, %(moment)s). %(incident)s",
            **told,
        )
    elif paper.state == WITHDRAWN:
        said = counted(
            "Dự thảo lệnh gửi %(place)s đã rút (%(who)s, %(moment)s), %(count)s nguồn lực vẫn giữ mà chưa có lệnh. %(incident)s",
            **told,
        )
    else:
        said = counted(
            "Tờ trình %(form)s đã rút (%(who)s, %(moment)s), %(count)s nguồn lực vẫn giữ mà chưa có lệnh. %(incident)s",
            **told,
        )
    return str(said)


def _refused(found: Sequence[Unreplaced]) -> list[Duty]:
    """Return what was refused and not replaced, one line for each incident with the newest refusal's reason."""
    of: dict[int, list[Unreplaced]] = {}
    for item in found:
        of.setdefault(item.incident_id, []).append(item)
    return [_unreplaced(items) for items in list(of.values())[:MOST_DUTIES]]


def _unreplaced(items: Sequence[Unreplaced]) -> Duty:
    newest = items[0]
    told = {
        "resource": newest.resource,
        "place": newest.commune,
        "reason": masked(newest.reason),
        "incident": newest.incident,
    }
    if len(items) == 1:
        text = _(
            "%(resource)s của %(place)s bị từ chối, chưa có nguồn thay: “%(reason)s”. %(incident)s", **told
        )
    else:
        text = counted(
            "%(count)s nguồn lực bị từ chối, chưa có nguồn thay; mới nhất là %(resource)s của %(place)s: “%(reason)s”. %(incident)s",
            count=len(items),
            **told,
        )
    return Duty(
        kind="returned",
        text=in_drill(text, drill=newest.drill),
        button=_("Lập lại phương án"),
        location=url_for("plans.show", incident_id=newest.incident_id),
        urgency="late",
    )
