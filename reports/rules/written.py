"""Reports in words: their kinds, their parts, when each is due.

Source: Thông tư liên tịch 43/2015/TTLT-BNNPTNT-BKHĐT, điều 7-8: a báo cáo nhanh within 24 hours of the event, then every
day until it ends; its parts are (1) loại hình, thời gian, diễn biến, cường độ, phạm vi, khu vực bị cô lập, độ sâu ngập and
(2) chỉ huy ứng phó, then damage, forces used, proposals. The review after the event and the yearly report to the Ban
Thường vụ follow the province's own plan on civil defence.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.errors import DomainError
from core.values import frozen

QUICK_WITHIN = timedelta(hours=24)  # TTLT 43/2015, điều 8
AFTER_WITHIN = timedelta(days=15)  # the house's own term: early enough that people still remember
MOST_LETTERS = 6_000  # of one part
_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")  # a day of a report is a Vietnamese day
NOT_COUNTED = "chưa thống kê"


class PaperKind(StrEnum):
    """The four reports in words."""

    QUICK = "quick"
    DAILY = "daily"
    AFTER = "after"
    YEARLY = "yearly"


class NotYetError(DomainError):
    """A report after the event needs the event to be over; a daily one needs it to go on."""

    code = "report_not_its_time"
    status = 409


@frozen
class Section:
    """One part of a report; `from_data` says the program writes a first text from the register."""

    key: str
    title: str
    from_data: bool = False


@frozen
class Damage:
    """One figure of damage, typed by people; the grades are those of TTLT 43/2015."""

    code: str
    label: str
    unit: str

    @property
    def key(self) -> str:
        """Its name in a report's text and in the form."""
        return f"damage_{self.code}"


_INCIDENT = (
    Section(key="situation", title="Loại hình, thời gian, diễn biến, cường độ, phạm vi", from_data=True),
    Section(key="isolated", title="Khu vực bị cô lập, độ sâu ngập"),
    Section(key="command", title="Công tác chỉ huy ứng phó", from_data=True),
    Section(key="evacuated", title="Sơ tán, di dời dân"),
    Section(key="forces", title="Lực lượng, phương tiện, vật tư đã huy động, sử dụng", from_data=True),
    Section(key="outlook", title="Nhận định, khó khăn"),
    Section(key="proposals", title="Đề xuất, kiến nghị", from_data=True),
)
SECTIONS: Mapping[PaperKind, tuple[Section, ...]] = {
    PaperKind.QUICK: _INCIDENT,
    PaperKind.DAILY: _INCIDENT,
    PaperKind.AFTER: (
        Section(key="situation", title="Tóm tắt sự cố", from_data=True),
        Section(key="timeline", title="Các mốc ứng phó", from_data=True),
        Section(key="forces", title="Nguồn lực đã huy động, sử dụng, hoàn trả", from_data=True),
        Section(key="money", title="Bồi thường, chi trả", from_data=True),
        Section(key="good", title="Việc làm tốt"),
        Section(key="weak", title="Việc làm chưa tốt, nguyên nhân"),
        Section(key="lessons", title="Bài học, việc cần sửa trong kế hoạch"),
        Section(key="proposals", title="Đề xuất, kiến nghị", from_data=True),
    ),
    PaperKind.YEARLY: (
        Section(key="general", title="Nguồn lực bốn tại chỗ", from_data=True),
        Section(key="duties", title="Chỉ huy, kế hoạch, rà soát", from_data=True),
        Section(key="incidents", title="Ứng phó sự cố trong năm", from_data=True),
        Section(key="forces", title="Huy động, trưng dụng, trưng mua; bồi thường, chi trả", from_data=True),
        Section(key="weak", title="Tồn tại, nguyên nhân"),
        Section(key="next", title="Phương hướng năm sau"),
        Section(key="proposals", title="Đề xuất, kiến nghị"),
    ),
}
DAMAGES = (
    Damage(code="dead", label="Người chết", unit="người"),
    Damage(code="missing", label="Người mất tích", unit="người"),
    Damage(code="injured", label="Người bị thương", unit="người"),
    Damage(code="house_all", label="Nhà hư hỏng hoàn toàn (trên 70%)", unit="nhà"),
    Damage(code="house_most", label="Nhà hư hỏng rất nặng (50-70%)", unit="nhà"),
    Damage(code="house_half", label="Nhà hư hỏng nặng (30-50%)", unit="nhà"),
    Damage(code="house_part", label="Nhà hư hỏng một phần (dưới 30%)", unit="nhà"),
    Damage(code="flooded", label="Nhà bị ngập", unit="nhà"),
    Damage(code="rice", label="Lúa, hoa màu bị hại", unit="ha"),
    Damage(code="cattle", label="Gia súc, gia cầm chết", unit="con"),
    Damage(code="boats", label="Tàu thuyền chìm, hỏng", unit="chiếc"),
    Damage(code="roads", label="Đường sạt lở, hư hỏng", unit="m"),
    Damage(code="money", label="Ước thiệt hại bằng tiền", unit="triệu đồng"),
)


def has_damage(kind: PaperKind) -> bool:
    """Return whether a report carries the table of damage."""
    return kind is not PaperKind.YEARLY


def keys_of(kind: PaperKind) -> tuple[str, ...]:
    """Return every field of a report's text, in the order of its parts."""
    damages = tuple(item.key for item in DAMAGES) if has_damage(kind) else ()
    return tuple(section.key for section in SECTIONS[kind]) + damages


def incident_slot(kind: PaperKind, incident_id: int, day: date) -> str:
    """Return what a report of an incident is the only one of; a daily one is of its day."""
    return f"incident:{incident_id}:{kind}" + (f":{day:%Y-%m-%d}" if kind is PaperKind.DAILY else "")


def year_slot(year: int, commune_code: str) -> str:
    """Return what a yearly report is the only one of."""
    return f"year:{year}:{commune_code}"


@frozen
class DuePaper:
    """A report that is owed: of which day, until when, how many daily ones stand behind it."""

    kind: PaperKind
    day: date
    due_at: datetime
    behind: int = 0

    def late(self, now: datetime) -> bool:
        """Return whether its time is over."""
        return now > self.due_at


def due_papers(
    *,
    opened_at: datetime,
    closed_at: datetime | None,
    done: Collection[tuple[PaperKind, date]],
    now: datetime,
) -> list[DuePaper]:
    """Return the reports an incident still owes, the earliest end first; `done` names those written, with their day.

    The quick report is owed once, the daily one for every day after the first while the incident runs (the newest day
    stands for the days left out before it), the report after the event once it is closed.
    """
    kinds = {kind for kind, _ in done}
    first, today = _day(opened_at), _day(now)
    owed = []
    if PaperKind.QUICK not in kinds:
        owed.append(DuePaper(kind=PaperKind.QUICK, day=first, due_at=opened_at + QUICK_WITHIN))
    written = {day for kind, day in done if kind is PaperKind.DAILY}
    days = (today - first).days if closed_at is None else 0
    if days > 0 and today not in written:
        behind = sum(first + timedelta(days=number) not in written for number in range(1, days))
        owed.append(DuePaper(kind=PaperKind.DAILY, day=today, due_at=_end_of(today), behind=behind))
    if closed_at is not None and PaperKind.AFTER not in kinds:
        owed.append(DuePaper(kind=PaperKind.AFTER, day=_day(closed_at), due_at=closed_at + AFTER_WITHIN))
    return sorted(owed, key=lambda item: item.due_at)


def check_time(kind: PaperKind, *, closed_at: datetime | None) -> None:
    """Raise NotYetError for a daily report of what is over, or a review of what still goes on."""
    if (kind is PaperKind.DAILY and closed_at is not None) or (kind is PaperKind.AFTER and closed_at is None):
        raise NotYetError


def _day(moment: datetime) -> date:
    return moment.astimezone(_VIETNAM).date()


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=_VIETNAM)
