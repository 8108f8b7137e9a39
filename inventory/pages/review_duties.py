"""What stocktakes and review campaigns ask of a person on the first page."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, now
from core.together import Question
from core.web.home import Duty
from core.web.language import say_day
from inventory.queries.campaigns import Campaign, ReviewDuty, newest_campaigns, review_duties
from inventory.queries.counting import Stocktake, open_counts
from inventory.rules.counting import CountState


def duties(actor: Actor) -> list[Question[list[Duty]]]:
    """Ask for the open campaigns and stocktakes: a commune's own, or the province's campaigns."""
    if actor.is_provincial:
        return [newest_campaigns().then(_provincial)] if actor.may(Permission.REVIEW_RUN) else []
    if not actor.may(Permission.STOCK_EDIT):
        return []
    return [
        review_duties(actor.commune_code).then(
            lambda found: [duty for item in found if (duty := _duty(item, actor))]
        ),
        open_counts(actor.commune_code, limit=5).then(_counting),
    ]


def _counting(counts: Sequence[Stocktake]) -> list[Duty]:
    return [_counted(count) if count.state is CountState.REVIEWING else _to_count(count) for count in counts]


def _to_count(count: Stocktake) -> Duty:
    return Duty(
        kind="stocktake",
        text=_(
            "Kiểm kê KK-%(number)s đang mở: đã đếm %(done)s/%(all)s dòng.",
            number=count.id,
            done=count.tally.counted,
            all=count.tally.lines,
        ),
        button=_("Đếm tiếp"),
        location=url_for("counts.show", count_id=count.id, xem="chua"),
    )


def _counted(count: Stocktake) -> Duty:
    return Duty(
        kind="stocktake",
        text=_("Kiểm kê KK-%(number)s đã đếm xong, chờ giải thích chênh lệch và chốt.", number=count.id),
        button=_("Xem để chốt"),
        location=url_for("counts.show", count_id=count.id, xem="lech" if count.tally.different else None),
    )


def _provincial(campaigns: Sequence[Campaign]) -> list[Duty]:
    return [_to_close(item) for item in campaigns if item.closed_at is None]


def _to_close(campaign: Campaign) -> Duty:
    late = day_of(now()) > campaign.due_on
    if day_of(now()) < campaign.starts_on:
        days = {"start": say_day(campaign.starts_on), "day": say_day(campaign.due_on)}
        text = _("%(title)s bắt đầu từ %(start)s, hạn %(day)s.", title=campaign.title, **days)
    elif late:
        text = _(
            "%(title)s đã quá hạn %(day)s: nhắc xã chưa xong hoặc đóng đợt.",
            title=campaign.title,
            day=say_day(campaign.due_on),
        )
    else:
        text = _("%(title)s đang mở, hạn %(day)s.", title=campaign.title, day=say_day(campaign.due_on))
    return Duty(
        kind="review",
        text=text,
        button=_("Xem xã nào chưa xong"),
        location=url_for("reviews.province", campaign_id=campaign.id, sx="tre"),
        urgency="due" if late else "idle",
    )


def _duty(item: ReviewDuty, actor: Actor) -> Duty | None:
    campaign = item.campaign
    if item.signed or day_of(now()) < campaign.starts_on:
        return None
    here = url_for("reviews.commune", campaign_id=campaign.id, commune_code=actor.commune_code)
    missing = item.rows - item.confirmed
    if item.rows and not missing:
        if not actor.may(Permission.REVIEW_SIGN):
            return None
        return Duty(
            kind="review",
            text=_("%(title)s: mọi dòng đã xác nhận, chờ đồng chí chốt.", title=campaign.title),
            button=_("Chốt số liệu"),
            location=here,
        )
    text = _(
        "%(title)s: còn %(missing)s/%(rows)s dòng chưa xác nhận, hạn %(day)s.",
        title=campaign.title,
        missing=missing,
        rows=item.rows,
        day=say_day(campaign.due_on),
    )
    if item.reminders:
        text = _("Tỉnh nhắc lần %(n)s.", n=item.reminders) + " " + text
    late = day_of(now()) > campaign.due_on
    urgency = "late" if late else "due"
    return Duty(kind="review", text=text, button=_("Xác nhận"), location=here, urgency=urgency)
