"""When reports, plans and duties are due; what may be published."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from core.clock import VIETNAM
from reports.rules.duties import DutyItem, DutyKind, DutyState, in_order, next_plan_day
from reports.rules.open_year import Drawn, by_commune, by_kind
from reports.rules.written import NotYetError, PaperKind, check_time, due_papers

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
    found = due_papers(
        opened_at=OPENED,
        closed_at=None if closed is None else OPENED + timedelta(hours=closed),
        done=[(kind, FIRST + timedelta(days=days)) for kind, days in done],
        now=OPENED + timedelta(hours=hours),
    )
    assert sorted((item.kind, item.behind) for item in found) == sorted(owed)


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


def test_few_households_are_not_counted_in_public() -> None:
    drawn = [
        Drawn(commune_code="a", kind="household", calls=5, holders=2, due_dong=700, paid_dong=700),
        Drawn(commune_code="a", kind="agency", calls=1, holders=1, due_dong=50, paid_dong=20),
        Drawn(commune_code="b", kind="household", calls=4, holders=3, due_dong=90, paid_dong=0),
    ]
    first, second = by_commune(drawn, {"a": "Xã A", "b": "Xã B", "c": "Xã C"})
    assert (first.calls, first.households, first.others, first.paid_dong) == (6, None, 1, 20)
    assert (second.households, second.paid_dong) == (3, 0)
    homes, _agency = by_kind(drawn, {"household": "Hộ dân", "agency": "Cơ quan"})
    assert (homes.holders, homes.due_dong) == (5, 790)
    (few,) = by_kind(drawn[:1], {"household": "Hộ dân"})
    assert (few.holders, few.due_dong, few.paid_dong) == (None, None, None)
