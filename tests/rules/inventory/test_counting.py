"""Cases of a stocktake, of a commune's standing in a review campaign, and of what an old figure is worth."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from core.documents.word import to_docx
from inventory.rules.campaigns import (
    CampaignDatesError,
    CampaignNotBegunError,
    CampaignOverError,
    Progress,
    ReviewState,
    check_begun,
    check_dates,
    percent,
    standing,
    tally,
)
from inventory.rules.counting import (
    Counted,
    CountState,
    Held,
    difference,
    document_of,
    needs_reason,
    shows_book,
    why_held,
)
from inventory.rules.papers.count_minutes import MinutesFacts, MinutesLine, count_minutes
from inventory.rules.papers.count_sheets import COUNT_COLUMNS, count_sheet
from inventory.rules.stock import Balance, BrokenError, Delta
from inventory.rules.trust import Age, mean_share, trusted_quantity, trusted_share

DUE = date(2026, 11, 25)
TODAY = date(2026, 11, 27)
D = Decimal


def balance(on_hand: int, reserved: int = 0, away: int = 0, broken: int = 0) -> Balance:
    return Balance(on_hand=D(on_hand), reserved=D(reserved), away=D(away), broken=D(broken))


@pytest.mark.parametrize(
    ("book", "present", "broken", "found"),
    [
        (balance(100), 100, 0, (0, 0)),
        (balance(100), 95, 0, (-5, 0)),
        (balance(100, 10, 10), 90, 0, (0, 0)),  # what is away is not missing
        (balance(100, 10, 10), 100, 0, (10, 0)),
        (balance(100, 20), 80, 0, (-20, 0)),  # a promise changes nothing of what stands there
        (balance(50, broken=5), 50, 2, (0, -3)),
    ],
)
def test_a_difference_is_what_is_there_less_what_should_be(
    book: Balance, present: int, broken: int, found: tuple[int, int]
) -> None:
    delta = difference(Counted(book=book, present=D(present), broken=D(broken)))
    assert (delta.on_hand, delta.broken) == found
    assert needs_reason(delta) == (found != (0, 0))


def test_more_broken_than_there_is_cannot_be() -> None:
    with pytest.raises(BrokenError):
        difference(Counted(book=balance(5), present=D(3), broken=D(4)))


@pytest.mark.parametrize(
    ("now", "change", "recounted", "gone", "why"),
    [
        (balance(100, 20), Delta(on_hand=D(-5)), False, False, None),
        (balance(30, 20), Delta(on_hand=D(-15)), False, False, Held.COMMITTED),
        (balance(30), Delta(on_hand=D(-31)), False, False, Held.RECOUNTED),
        (balance(30), Delta(), True, False, Held.RECOUNTED),
        (balance(30), Delta(), True, True, Held.GONE),
    ],
)
def test_why_a_line_is_held(
    now: Balance, change: Delta, recounted: bool, gone: bool, why: Held | None
) -> None:
    assert why_held(now, change, recounted=recounted, gone=gone) is why


@pytest.mark.parametrize("state", CountState)
def test_only_a_blind_count_hides_the_book_and_only_while_counting(state: CountState) -> None:
    assert shows_book(state, blind=False)
    assert shows_book(state, blind=True) == (state is not CountState.COUNTING)


def test_the_minutes_are_named_by_the_clerks_number_or_the_stocktakes_own() -> None:
    assert document_of("05/BB", 3, "23/11/2026") == "Biên bản kiểm kê số 05/BB ngày 23/11/2026"
    assert document_of("", 3, "23/11/2026") == "Biên bản kiểm kê số KK-3 ngày 23/11/2026"


@pytest.mark.parametrize(
    ("rows", "confirmed", "signed", "today", "state", "late"),
    [
        (0, 0, None, DUE, ReviewState.EMPTY, 0),
        (0, 0, None, TODAY, ReviewState.EMPTY, 2),
        (9, 0, None, DUE, ReviewState.NOT_STARTED, 0),
        (9, 8, None, TODAY, ReviewState.WORKING, 2),
        (9, 9, None, TODAY, ReviewState.CONFIRMED, 0),
        (9, 9, DUE, TODAY, ReviewState.SIGNED, 0),
        (9, 9, TODAY, TODAY, ReviewState.SIGNED, 2),
        (9, 8, DUE, TODAY, ReviewState.SIGNED, 0),
        (
            9,
            9,
            DUE - timedelta(days=3),
            TODAY,
            ReviewState.SIGNED,
            0,
        ),  # early is not late by less than nothing
    ],
)
def test_where_a_commune_stands(
    rows: int, confirmed: int, signed: date | None, today: date, state: ReviewState, late: int
) -> None:
    place = standing(Progress(rows=rows, confirmed=confirmed, signed_on=signed), due_on=DUE, today=today)
    assert (place.state, place.late_days) == (state, late)
    assert tally([place])[state] == 1


def test_percent_is_whole_only_when_all_is_done() -> None:
    assert [percent(*pair) for pair in ((0, 0), (1, 3), (199, 200), (200, 200))] == [0, 33, 99, 100]


@pytest.mark.parametrize(("days", "fits"), [(-1, False), (0, True), (366, True), (367, False)])
def test_a_campaign_ends_within_a_year(days: int, fits: bool) -> None:
    if fits:
        check_dates(DUE, DUE + timedelta(days=days), today=DUE)
        return
    with pytest.raises(CampaignDatesError):
        check_dates(DUE, DUE + timedelta(days=days), today=DUE)


def test_a_campaign_is_not_over_when_it_is_opened_and_asks_nothing_before_its_first_day() -> None:
    check_dates(DUE - timedelta(days=9), DUE, today=DUE)
    with pytest.raises(CampaignOverError):
        check_dates(DUE - timedelta(days=9), DUE, today=DUE + timedelta(days=1))
    check_begun(DUE, DUE)
    with pytest.raises(CampaignNotBegunError) as told:
        check_begun(DUE, DUE - timedelta(days=1))
    assert told.value.facts == {"day": DUE}


@pytest.mark.parametrize(
    ("days", "share"),
    [
        (0, "1"),
        (180, "1"),
        (181, "0.75"),
        (360, "0.75"),
        (361, "0.5"),
        (540, "0.5"),
        (541, "0.25"),
        (None, "0.25"),
    ],
)
def test_an_older_figure_counts_less(days: int | None, share: str) -> None:
    checked = None if days is None else TODAY - timedelta(days=days)
    assert trusted_share(checked, TODAY) == D(share)
    assert trusted_quantity(D(10), checked, TODAY) == D(10) * D(share) // 1


def test_the_mean_of_no_rows_is_unknown() -> None:
    assert mean_share({}) is None
    assert mean_share({Age.FRESH: 1, Age.TWO_MISSED: 1}) == D("0.75")


def test_the_minutes_and_the_sheet_name_every_line() -> None:
    line = MinutesLine(
        name="Áo phao · L2",
        unit="cái",
        expires_on=date(2028, 5, 1),
        place="kho xã",
        book=D(100),
        away=D(10),
        present=D(85),
        broken=D(2),
        difference=D(-5),
        reason="mất",
        posted=True,
    )
    moment = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    facts = MinutesFacts(
        count_id=3,
        area="xã Bình Minh",
        seat="Bình Minh",
        what="Toàn bộ danh sách",
        blind=True,
        opened_at=moment,
        ended_at=moment,
        done=True,
        people=("Phạm Thị Ngọc",),
        lines=[line],
    )
    paper = count_minutes(facts)
    assert "thiếu 1" in str(paper.blocks)
    assert "-5" in str(paper.annexes)
    assert to_docx(paper)[:2] == b"PK"
    assert "01/05/2028" in str(paper.annexes)
    row = dict(
        zip((column.title for column in COUNT_COLUMNS), next(iter(count_sheet(facts).rows)), strict=True)
    )
    assert (row["Thực tế tại chỗ"], row["Hạn dùng"]) == (D(85), date(2028, 5, 1))
