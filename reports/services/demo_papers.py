"""Reports in words of the demonstration's closed incident: the data's own first texts, what people added, damage."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from mobilization.models import IncidentRow
from reports.queries.stories import StoryWords
from reports.queries.written import get_written
from reports.rules.written import PaperKind
from reports.services.writing import save_report, start_incident_report

QUICK_AFTER, REVIEW_AFTER, SAVED_AFTER = timedelta(hours=3), timedelta(days=5), timedelta(minutes=40)
DAMAGE = {
    "damage_dead": "0", "damage_missing": "0", "damage_injured": "2", "damage_house_all": "1", "damage_house_most": "0",
    "damage_house_half": "3", "damage_house_part": "7", "damage_roads": "180", "damage_rice": "1,5",
}  # fmt: skip
WRITTEN = {
    PaperKind.QUICK: {
        "evacuated": "Đã đưa 14 hộ, 52 người ở khu vực dưới mái dốc đến nhà văn hóa thôn.",
        "outlook": "Còn mưa; mái dốc phía trên đường có vết nứt, đã cắm biển và cử người gác.",
    },
    PaperKind.AFTER: {
        "good": "Ban Chỉ huy xã có mặt sau 20 phút; máy đào của doanh nghiệp trong địa bàn đến trước máy của tỉnh.",
        "weak": "Danh bạ chủ máy có hai số không liên lạc được; cáng chuyển thương để cùng một kho nên đến chậm.",
        "lessons": "Gọi thử chủ phương tiện trước mùa mưa; chia cáng về các thôn; bổ sung thỏa thuận với chủ máy đào.",
    },
}


def load_demo_papers(session: Session, *, words: StoryWords, writer: Actor, now: datetime) -> int:
    """Return how many reports were written; the running incident still owes its own."""
    closed = session.execute(
        select(IncidentRow.id, IncidentRow.opened_at, IncidentRow.closed_at)
        .where(IncidentRow.closed_at.is_not(None), IncidentRow.drill.is_(False))
        .order_by(IncidentRow.id)
    )
    written = 0
    for incident_id, opened_at, closed_at in closed.all():
        assert closed_at is not None
        for kind, at in (
            (PaperKind.QUICK, opened_at + QUICK_AFTER),
            (PaperKind.AFTER, min(closed_at + REVIEW_AFTER, now - SAVED_AFTER)),
        ):
            _write(session, incident_id, kind, words=words, writer=writer, at=at)
            written += 1
    return written


def _write(
    session: Session, incident_id: int, kind: PaperKind, *, words: StoryWords, writer: Actor, at: datetime
) -> None:
    report_id = start_incident_report(
        session, incident_id=incident_id, kind=kind, words=words, actor=writer, now=at
    )
    texts = {**get_written(session, report_id).body, **WRITTEN[kind], **DAMAGE}
    save_report(session, report_id=report_id, version=1, texts=texts, actor=writer, now=at + SAVED_AFTER)
