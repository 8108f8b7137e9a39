"""Review campaigns: the province asks and follows, a commune confirms, its chairman signs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, now
from core.web.access import commune_in_address, current_actor, for_province, requires
from core.web.doors import Done, load, perform, reading, typed_earlier
from core.web.language import counted, say_day
from core.web.links import page_number, places_asked
from inventory.doors.asking import known
from inventory.pages.campaign_lines import asked_lines, lines_of
from inventory.queries.campaigns import (
    NOT_BEGUN,
    Campaign,
    get_campaign,
    list_campaigns,
    list_reviews,
    list_unconfirmed,
)
from inventory.queries.lots import PAGE, get_lot
from inventory.rules.campaigns import owes_reminder, standing, tally
from inventory.rules.trust import mean_share
from inventory.schemas.counting import CampaignSchema, RemindSchema, ResponsibleSchema, RightSchema
from inventory.sentences import PILLARS, REVIEW_STATES
from inventory.services.campaigns import (
    WORDS,
    close_campaign,
    confirm_all,
    confirm_row,
    open_campaign,
    remind,
    sign_review,
)

bp = Blueprint("reviews", __name__, url_prefix="/ra-soat")


@bp.get("/")
@requires(Permission.STOCK_READ)
def show() -> ResponseReturnValue:
    """The campaigns."""
    return _list_page()


def _list_page(error: str = "", fields: Mapping[str, str] | None = None) -> str:
    actor = current_actor()
    with reading() as session:
        campaigns = list_campaigns(session)
    return render_template(
        "inventory/campaigns.html",
        campaigns=campaigns,
        pillars=PILLARS,
        own="" if actor.is_provincial else actor.commune_code,
        may_run=actor.may(Permission.REVIEW_RUN),
        error=error,
        fields=fields or {},
        today=day_of(now()),
    )


@bp.post("/")
@requires(Permission.REVIEW_RUN)
def start() -> ResponseReturnValue:
    """Open a campaign for all communes."""

    def work(session: Session, actor: Actor) -> Done:
        values = load(CampaignSchema())
        pillar = str(values.pop("pillar"))
        pillars = [pillar] if pillar else []
        number = open_campaign(session, pillars=pillars, actor=actor, now=now(), **values)  # type: ignore[arg-type]
        begins = cast(date, values["starts_on"])
        message = _("Đã mở đợt rà soát; các xã thấy ngay ở trang Việc cần làm.")
        if day_of(now()) < begins:
            message = _(
                "Đã lập đợt rà soát; các xã thấy từ %(day)s ở trang Việc cần làm.", day=say_day(begins)
            )
        return Done(location=url_for("reviews.province", campaign_id=number), message=message)

    return perform(work, again=_list_page)


def _has_begun(campaign: Campaign) -> bool:
    return campaign.starts_on <= day_of(now())


@bp.get("/<int:campaign_id>")
@requires(Permission.STOCK_READ, for_province)
def province(campaign_id: int) -> ResponseReturnValue:
    """The table of 96 communes: who has, who has not, who is late."""
    with reading() as session:
        campaign = get_campaign(session, campaign_id)
        lines = lines_of(session, campaign)
    shown, page, more = places_asked(asked_lines(lines))
    done = sum(line.standing.is_done for line in lines)
    return render_template(
        "inventory/campaign.html",
        campaign=campaign,
        lines=shown,
        page=page,
        more=more,
        total=len(lines),
        done=done,
        owing=sum(
            owes_reminder(line.standing, reminded_on=line.review.reminded_on, today=day_of(now()))
            for line in lines
        ),
        late=sum(line.standing.late_days > 0 and not line.standing.is_done for line in lines),
        rows=sum(line.review.progress.rows for line in lines),
        confirmed=sum(line.review.progress.confirmed for line in lines),
        tally=tally(line.standing for line in lines),
        states=REVIEW_STATES,
        pillars=PILLARS,
        state=request.args.get("tt", ""),
        order=request.args.get("sx", ""),
        begun=_has_begun(campaign),
        may_run=campaign.closed_at is None and current_actor().may(Permission.REVIEW_RUN),
        as_of=now(),
    )


@bp.post("/<int:campaign_id>/nhac")
@requires(Permission.REVIEW_RUN, for_province)
def send_reminders(campaign_id: int) -> ResponseReturnValue:
    """Remind one commune, or all that are not done."""

    def work(session: Session, actor: Actor) -> Done:
        code = str(load(RemindSchema())["commune_code"])
        codes = [known(session).get_commune(code).code] if code else list(known(session).communes)
        sent = remind(session, campaign_id=campaign_id, commune_codes=codes, actor=actor, now=now())
        return Done(
            location=url_for("reviews.province", campaign_id=campaign_id),
            message=counted(
                "Đã nhắc %(communes)s xã; mỗi xã nhận nhiều nhất một lời nhắc mỗi ngày.", communes=sent
            ),
        )

    return perform(work)


@bp.post("/<int:campaign_id>/ket-thuc")
@requires(Permission.REVIEW_RUN, for_province)
def end(campaign_id: int) -> ResponseReturnValue:
    """End a campaign."""

    def work(session: Session, actor: Actor) -> Done:
        close_campaign(session, campaign_id=campaign_id, actor=actor, now=now())
        here = url_for("reviews.province", campaign_id=campaign_id)
        return Done(location=here, message=_("Đã kết thúc đợt rà soát."))

    return perform(work)


@bp.get("/<int:campaign_id>/xa/<commune_code>")
@requires(Permission.STOCK_READ, commune_in_address)
def commune(campaign_id: int, commune_code: str) -> ResponseReturnValue:
    """One commune's rows to confirm."""
    return _commune_page(campaign_id, commune_code)


def _commune_page(
    campaign_id: int, commune_code: str, error: str = "", *, row: int = 0, whole: bool = False
) -> str:
    """Return a commune's review; a refusal stands at the row it is about, or at the sentence for the `whole` list."""
    actor, today, seen = current_actor(), day_of(now()), now()
    with reading() as session:
        campaign = get_campaign(session, campaign_id)
        place = known(session).get_commune(commune_code)
        reviews = list_reviews(session, campaign, today=today, commune_code=commune_code)
        review = reviews.get(commune_code, NOT_BEGUN)
        # Rows leave the list as they are confirmed: whoever stood on its last page stands on the one before.
        last = max(1, -(-(review.progress.rows - review.progress.confirmed) // PAGE))
        page = min(page_number(), last)
        lots = list_unconfirmed(session, campaign, commune_code, page=page)
    share = mean_share(review.ages)
    is_open = campaign.closed_at is None and _has_begun(campaign)
    return render_template(
        "inventory/campaign_commune.html",
        campaign=campaign,
        place=place,
        review=review,
        standing=standing(review.progress, due_on=campaign.due_on, today=today),
        trust=None if share is None else int(share * 100),
        lots=lots,
        page=page,
        more=page < last,
        states=REVIEW_STATES,
        pillars=PILLARS,
        begun=_has_begun(campaign),
        may_edit=is_open and actor.may(Permission.STOCK_EDIT, commune_code),
        may_sign=is_open and actor.may(Permission.REVIEW_SIGN, commune_code),
        is_provincial=actor.is_provincial,
        error=error,
        error_row=row if any(lot.id == row for lot in lots) else 0,
        whole=whole and bool(lots),
        today=today,
        as_of=seen,
    )


def _here(campaign_id: int, commune_code: str) -> str:
    page = page_number()
    return url_for(
        "reviews.commune",
        campaign_id=campaign_id,
        commune_code=commune_code,
        page=page if page > 1 else None,
    )


@bp.post("/<int:campaign_id>/xa/<commune_code>/dung/<int:lot_id>")
@requires(Permission.STOCK_EDIT, commune_in_address)
def right(campaign_id: int, commune_code: str, lot_id: int) -> ResponseReturnValue:
    """Confirm one row as it is shown; without a line it waits on the machine, and so does whoever changed it since."""

    def work(session: Session, actor: Actor) -> Done:
        seen: dict[str, Any] = load(RightSchema())
        confirm_row(
            session,
            campaign_id=campaign_id,
            commune_code=commune_code,
            lot_id=lot_id,
            actor=actor,
            now=now(),
            reason=typed_earlier(WORDS),
            **seen,
        )
        message = _("Đã xác nhận %(resource)s.", resource=get_lot(session, lot_id).resource)
        return Done(location=_here(campaign_id, commune_code) + "#dong", message=message)

    return perform(
        work, again=lambda text, _fields: _commune_page(campaign_id, commune_code, text, row=lot_id)
    )


@bp.post("/<int:campaign_id>/xa/<commune_code>/khong-doi")
@requires(Permission.STOCK_EDIT, commune_in_address)
def unchanged(campaign_id: int, commune_code: str) -> ResponseReturnValue:
    """Confirm all rows as unchanged, with the sentence of responsibility."""

    def work(session: Session, actor: Actor) -> Done:
        seen_at = load(ResponsibleSchema())["seen"]
        assert isinstance(seen_at, datetime)
        rows, left = confirm_all(
            session,
            campaign_id=campaign_id,
            commune_code=commune_code,
            actor=actor,
            now=now(),
            seen_at=seen_at,
        )
        message = counted("Đã xác nhận %(rows)s dòng không thay đổi.", rows=rows)
        if left:
            message += " " + counted(
                "%(left)s dòng có số thay đổi sau lúc đồng chí xem nên để lại. Vui lòng xem lại từng dòng.",
                left=left,
            )
        return Done(location=_here(campaign_id, commune_code), message=message)

    def again(text: str, fields: dict[str, str]) -> str:
        hint = _("Hãy đánh dấu câu cam kết trước khi xác nhận cả danh sách.") if fields else text
        return _commune_page(campaign_id, commune_code, hint, whole=True)

    return perform(work, again=again)


@bp.post("/<int:campaign_id>/xa/<commune_code>/chot")
@requires(Permission.REVIEW_SIGN, commune_in_address)
def sign(campaign_id: int, commune_code: str) -> ResponseReturnValue:
    """The chairman's final word."""

    def work(session: Session, actor: Actor) -> Done:
        sign_review(session, campaign_id=campaign_id, commune_code=commune_code, actor=actor, now=now())
        return Done(location=_here(campaign_id, commune_code), message=_("Đã chốt số liệu rà soát của xã."))

    return perform(work, again=lambda text, _fields: _commune_page(campaign_id, commune_code, text))
