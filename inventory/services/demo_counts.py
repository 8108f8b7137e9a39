"""The demonstration's open review campaign, with mixed progress, and one open stocktake."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.demo import DEMO_COMMUNE
from core.accounts.rules.roles import Actor
from core.clock import day_of
from core.communes.queries import list_communes
from inventory.models import ReviewReminderRow, ReviewSignatureRow, StockCountLineRow
from inventory.rules.counting import present_by_book
from inventory.rules.stock import Balance
from inventory.services.campaigns import confirm_all, open_campaign, remind
from inventory.services.counting import enter
from inventory.services.opening_counts import open_count

DONE = (5, 17, 29, 41, 58, 73)  # places in the official order; the first four have signed


def load_demo_counts(session: Session, *, office: Actor, official: Actor, now: datetime) -> None:
    """Open the campaign "Rà soát trước mùa mưa bão" and a stocktake of the demo commune's supplies."""
    today = day_of(now)
    campaign_id = open_campaign(
        session,
        title=f"Rà soát trước mùa mưa bão {today.year}",
        pillars=[],
        starts_on=today - timedelta(days=40),
        due_on=today - timedelta(days=2),
        actor=office,
        now=now - timedelta(days=40),
    )
    communes = [item for item in list_communes(session) if item.code != DEMO_COMMUNE]
    for number, place in enumerate(DONE):
        code, at = communes[place].code, now - timedelta(days=6 - number)
        rows, _left = confirm_all(session, campaign_id=campaign_id, commune_code=code, actor=office, now=at)
        if number < 4:
            signature = {"campaign_id": campaign_id, "commune_code": code, "rows": rows}
            session.add(ReviewSignatureRow(**signature, signed_at=at, signed_by="Chủ tịch UBND cấp xã"))
    day = now - timedelta(days=5)
    common = {"campaign_id": campaign_id, "commune_code": DEMO_COMMUNE, "sent_by": office.name}
    session.add(ReviewReminderRow(**common, sent_on=day_of(day), sent_at=day))
    session.flush()
    late = [item.code for item in communes[::9]]
    remind(
        session,
        campaign_id=campaign_id,
        commune_codes=[DEMO_COMMUNE, *late],
        actor=office,
        now=now - timedelta(days=1),
    )
    opened = open_count(
        session,
        commune_code=DEMO_COMMUNE,
        pillar="logistics",
        place="",
        blind=False,
        actor=official,
        now=now - timedelta(hours=3),
    )
    lines = session.scalars(
        select(StockCountLineRow)
        .where(StockCountLineRow.count_id == opened.count_id)
        .order_by(StockCountLineRow.id)
    ).all()
    for number, line in enumerate(lines[: len(lines) // 2]):
        book = Balance(on_hand=line.book_on_hand, away=line.book_away, broken=line.book_broken)
        missing = Decimal(2 if number == 1 and present_by_book(book) - book.broken >= 2 else 0)
        enter(
            session,
            line_id=line.id,
            version=1,
            present=present_by_book(book) - missing,
            broken=book.broken,
            reason="Đã cấp cho trạm y tế, chưa ghi phiếu xuất" if missing else "",
            actor=official,
            now=now - timedelta(hours=2),
        )
