"""When reports, plans and duties are due; what may be published."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from core.clock import VIETNAM
from reports.rules.duties import (
    ApprovedLaterError,
    DutyItem,
    DutyKind,
    DutyState,
    check_plan_day,
    in_order,
    next_plan_day,
)
from reports.rules.open_year import Drawn, by_commune, by_kind, by_owner, may_be_named
from reports.rules.written import NotYetError, PaperKind, check_time, due_papers, incident_slot

OPENED = datetime(2026, 11, 20, 22, 0, tzinfo=VIETNAM)
FIRST = OPENED.date()
Q, D, A = PaperKind.QUICK, PaperKind.DAILY, PaperKind.AFTER


@pytest.mark.parametrize(
    ("hours", "closed", "done", "owed"),
    [
        (1, None, (), [(Q, 0)]),
        (3, None, (), [(Q, 0), (D, 0)]),  # past midnight the second day has begun
        (3, None, ((Q, 0), (D, 1)), []),
        (49, None, ((Q, 0),), [(D, 1)]),  # the third day, and the second was left out
        (50, 40, ((Q, 0),), [(A, 0)]),
        (50, 40, ((Q, 0), (A, 2)), []),
    ],
)
def test_which_reports_an_incident_owes(
    hours: int, closed: int | None, done: tuple[tuple[PaperKind, int], ...], owed: list[tuple[PaperKind, int]]
) -> None:
    kept = OPENED.astimezone(
        UTC
    )  # as the database keeps it: a day of a report is a Vietnamese day all the same
    found = due_papers(
        opened_at=kept,
        closed_at=None if closed is None else kept + timedelta(hours=closed),
        done=[(kind, FIRST + timedelta(days=days)) for kind, days in done],
        now=kept + timedelta(hours=hours),
    )
    assert sorted((item.kind, item.behind) for item in found) == sorted(owed)


def test_a_daily_report_is_due_by_the_end_of_its_day_and_each_day_has_its_own() -> None:
    (daily,) = due_papers(
        opened_at=OPENED, closed_at=None, done=((Q, FIRST),), now=OPENED + timedelta(hours=9)
    )
    assert daily.day == FIRST + timedelta(days=1)
    assert daily.due_at == datetime(2026, 11, 22, tzinfo=VIETNAM)
    slots = [incident_slot(kind, 4, FIRST + timedelta(days=days)) for kind in (Q, D, A) for days in (0, 1)]
    assert len(set(slots)) == 4, "of the others an incident has one"


def test_the_quick_report_is_late_after_a_day() -> None:
    (quick,) = due_papers(opened_at=OPENED, closed_at=None, done=(), now=OPENED)
    assert not quick.late(OPENED + timedelta(hours=24))
    assert quick.late(OPENED + timedelta(hours=24, seconds=1))


def test_a_report_out_of_its_time_is_refused() -> None:
    check_time(Q, closed_at=OPENED)
    with pytest.raises(NotYetError):
        check_time(A, closed_at=None)
    with pytest.raises(NotYetError):
        check_time(D, closed_at=OPENED)


@pytest.mark.parametrize(
    ("approved", "due"),
    [
        (date(2021, 3, 1), date(2026, 3, 1)),
        (date(2024, 2, 29), date(2029, 2, 28)),
    ],
)
def test_a_plan_lasts_five_years(approved: date, due: date) -> None:
    assert next_plan_day(approved) == due


def test_late_and_missing_stand_before_what_has_time() -> None:
    today = date(2026, 11, 23)
    kinds = (date(2027, 6, 1), date(2026, 11, 22), None, date(2026, 12, 1))
    items = [DutyItem(kind=DutyKind.REVIEW, commune_code="a", due_on=due) for due in kinds]
    assert [item.due_on for item in in_order(items, today, {"a": 0})] == [
        kinds[2],
        kinds[1],
        kinds[3],
        kinds[0],
    ]
    plan = DutyItem(kind=DutyKind.PLAN, commune_code="a", due_on=date(2027, 4, 1))
    assert plan.state(today) is DutyState.DUE  # a plan is warned of half a year ahead


def drawn(commune: str, kind: str, name: str, *, calls: int = 1, due: int = 0, paid: int = 0) -> Drawn:
    """Return how a holder was drawn on."""
    return Drawn(commune_code=commune, kind=kind, name=name, calls=calls, due_dong=due, paid_dong=paid)


HOMES = [
    drawn("a", "household", "Ông An", calls=3, due=600, paid=600),
    drawn(
        "a", "enterprise", "DNTN Trần Văn Bình", calls=2, due=100, paid=100
    ),  # a person's: counts as a household
    drawn("b", "household", "Bà Cúc", calls=4, due=90),
    drawn("b", "household", "Bà Dần"),
    drawn("b", "household", "Ông Ất"),
]
BODIES = [
    drawn("a", "agency", "Trường THCS A", due=50, paid=20),
    drawn("b", "enterprise", "Công ty TNHH Sông Trà, 0905 123 456", calls=2, due=7),
    drawn("b", "armed_forces", "Ban CHQS xã B"),
]
TITLES = {"a": "Xã A", "b": "Xã B", "c": "Xã C"}


def test_few_households_are_not_counted_in_public() -> None:
    first, second = by_commune(HOMES + BODIES, TITLES)
    assert (first.calls, first.households, first.others, first.paid_dong) == (6, None, 1, 20)
    assert (second.households, second.others, second.paid_dong) == (3, 2, 0)
    homes, _agency = by_kind(HOMES + BODIES, {"household": "Hộ dân", "agency": "Cơ quan"})
    assert (homes.holders, homes.due_dong) == (5, 790)
    (few,) = by_kind(HOMES[:2], {"household": "Hộ dân"})
    assert (few.holders, few.due_dong, few.paid_dong) == (None, None, None)


def test_offices_and_bodies_are_named_in_public_persons_and_soldiers_are_not() -> None:
    lines = by_owner(HOMES + BODIES, TITLES)
    assert [(line.owner, line.commune, line.calls, line.due_dong) for line in lines] == [
        ("Công ty TNHH Sông Trà, 090•••••••", "Xã B", 2, 7),
        ("Trường THCS A", "Xã A", 1, 50),
    ]
    (firms,) = by_kind(HOMES + BODIES, {"enterprise": "Doanh nghiệp"})
    assert firms.due_dong == 7  # what is named adds up to its kind: nothing of the others can be worked out


@pytest.mark.parametrize(
    ("kind", "name", "named"),
    [
        ("enterprise", "Công ty CP Xây dựng Quảng Ngãi", True),
        ("enterprise", "HTX Nông nghiệp Bình Minh", True),
        ("enterprise", "Doanh nghiệp tư nhân Ba Lợi", False),
        ("enterprise", "Cửa hàng bà Tư", False),
        ("household", "Công ty gia đình ông Năm", False),
        ("commune", "UBND xã A", True),
        ("armed_forces", "Tiểu đoàn 70", False),
    ],
)
def test_who_may_be_named(kind: str, name: str, named: bool) -> None:
    assert may_be_named(kind, name) is named


@pytest.mark.parametrize(
    ("kind", "days", "state"),
    [
        (DutyKind.REVIEW, None, DutyState.LATE),
        (DutyKind.REVIEW, -1, DutyState.LATE),
        (DutyKind.REVIEW, 0, DutyState.DUE),  # its last day is still a day
        (DutyKind.REVIEW, 30, DutyState.DUE),
        (DutyKind.REVIEW, 31, DutyState.RUNNING),
        (DutyKind.PLAN, 180, DutyState.DUE),
        (DutyKind.PLAN, 181, DutyState.RUNNING),
    ],
)
def test_how_a_duty_stands_on_a_day(kind: DutyKind, days: int | None, state: DutyState) -> None:
    due = None if days is None else FIRST + timedelta(days=days)
    assert DutyItem(kind=kind, commune_code="", due_on=due).state(FIRST) is state


def test_a_plan_is_registered_after_it_was_approved() -> None:
    check_plan_day(FIRST, FIRST)
    with pytest.raises(ApprovedLaterError):
        check_plan_day(FIRST + timedelta(days=1), FIRST)
