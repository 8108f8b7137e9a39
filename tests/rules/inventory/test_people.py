"""Boards, squads and personal data: the rules, each with its table of cases."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from inventory.rules.command import (
    SINGLE,
    GapKind,
    Post,
    TermError,
    WatchLongOverError,
    WatchSpanError,
    board_gaps,
    check_term,
    check_watch,
    week_of,
)
from inventory.rules.forces import (
    FewerThanNamedError,
    MemberLine,
    MemberLineError,
    SharedCircleError,
    SquadCount,
    SquadNumbersError,
    TwoAlikeError,
    check_alike,
    check_member,
    check_shared,
    check_squad,
    find_known,
    headcount,
    in_several,
    read_members,
)
from inventory.rules.personal import (
    RightTextError,
    Search,
    SeveralPeopleError,
    check_one_person,
    check_right,
    digits,
    fits,
    without_name,
)

TODAY = date(2026, 11, 23)


@dataclass(frozen=True, slots=True)
class Held:
    post: str
    phone: str = "0950000001"
    term_to: date | None = None


FULL = tuple(Held(post) for post in SINGLE)


def but(post: Post, *others: Held) -> list[Held]:
    return [held for held in FULL if held.post != post] + list(others)


GAPS = [
    ("complete", list(FULL), []),
    ("nobody at all", [], [(post, GapKind.VACANT) for post in SINGLE]),
    ("one vacant", but(Post.ECONOMY), [(Post.ECONOMY, GapKind.VACANT)]),
    (
        "term over yesterday",
        but(Post.HEAD, Held("head", term_to=date(2026, 11, 22))),
        [(Post.HEAD, GapKind.ENDED)],
    ),
    ("last day is today", but(Post.HEAD, Held("head", term_to=TODAY)), [(Post.HEAD, GapKind.ENDING)]),
    ("far end", but(Post.HEAD, Held("head", term_to=date(2027, 3, 1))), []),
    ("no number", but(Post.POLICE, Held("police", phone="")), [(Post.POLICE, GapKind.NO_PHONE)]),
    ("two at once", [*FULL, Held("military")], [(Post.MILITARY, GapKind.TWICE)]),
    (
        "two, one of them with a number",
        but(Post.MILITARY, Held("military"), Held("military", phone="")),
        [(Post.MILITARY, GapKind.TWICE)],
    ),
    ("old one still listed", [*FULL, Held("head", term_to=date(2026, 1, 1))], []),
    (
        "a member's term over",
        [*FULL, Held("member", term_to=date(2026, 1, 1))],
        [(Post.MEMBER, GapKind.ENDED)],
    ),
]


@pytest.mark.parametrize(("_name", "held", "gaps"), GAPS, ids=[case[0] for case in GAPS])
def test_what_a_board_lacks(_name: str, held: list[Held], gaps: list[tuple[Post, GapKind]]) -> None:
    assert [(gap.post, gap.kind) for gap in board_gaps(held, TODAY)] == gaps


def test_terms_and_watches_have_a_sensible_span() -> None:
    check_term(TODAY, None)
    check_term(TODAY, TODAY)
    with pytest.raises(TermError):
        check_term(TODAY, TODAY - timedelta(days=1))
    start = datetime(2026, 11, 23, tzinfo=UTC)
    week = timedelta(days=7)
    check_watch(start, start + week, now=start)
    for hours in (0, -1, 7 * 24 + 1):
        with pytest.raises(WatchSpanError):
            check_watch(start, start + timedelta(hours=hours), now=start)
    check_watch(start, start + week, now=start + week + timedelta(days=31))
    with pytest.raises(WatchLongOverError):
        check_watch(start, start + week, now=start + week + timedelta(days=31, seconds=1))
    assert (week_of(date(2026, 11, 29))[0], len(week_of(TODAY))) == (TODAY, 7)


def squad(strength: int, shared: int = 0, *people: int) -> SquadCount:
    return SquadCount(strength=strength, shared=shared, people=people)


COUNTS = [
    ("none", [], (0, 0, 0)),
    ("45 people, 12 counted elsewhere", [squad(45, 12)], (45, 12, 33)),
    ("the same two named in both", [squad(3, 0, 1, 2, 3), squad(3, 0, 2, 3, 4)], (6, 2, 4)),
    ("named and only counted", [squad(10, 3, 1, 2), squad(5, 0, 2)], (15, 4, 11)),
    ("shared speaks of the unnamed only", [squad(4, 4, 1, 2, 3)], (4, 1, 3)),
    ("more named than counted", [squad(1, 0, 1, 2)], (2, 0, 2)),
]


@pytest.mark.parametrize(("_name", "squads", "counts"), COUNTS, ids=[case[0] for case in COUNTS])
def test_a_person_is_counted_once(_name: str, squads: list[SquadCount], counts: tuple[int, int, int]) -> None:
    found = headcount(squads)
    assert (found.standing, found.doubled, found.actual) == counts


def test_who_stands_in_several() -> None:
    assert in_several([(1, 7), (2, 7), (1, 8), (1, 8)]) == {7}


def test_squads_numbers_fit_and_nobody_is_shared_in_a_circle() -> None:
    check_squad(strength=5, trained=5, shared=5, named=5)
    with pytest.raises(SquadNumbersError):
        check_squad(strength=5, trained=6, shared=0, named=0)
    with pytest.raises(SquadNumbersError):
        check_squad(strength=5, trained=0, shared=6, named=0)
    with pytest.raises(FewerThanNamedError):
        check_squad(strength=4, trained=0, shared=0, named=5)
    check_shared({1: None, 2: 1}, 3, 2)
    for other in (1, 2, 3):
        with pytest.raises(SharedCircleError):
            check_shared({1: 3, 2: 1, 3: None}, 3, other)


@pytest.mark.parametrize("line", ["Nguyễn Văn A", "Nguyễn Văn A; 90", "Võ Thị B; 1990; 09; x"])
def test_a_line_of_members_has_a_name_and_a_year(line: str) -> None:
    with pytest.raises(MemberLineError):
        read_members(f"Trần Văn C; 1985\n{line}")


@pytest.mark.parametrize(
    "line", ["A; 1990", "Võ Thị B; 2020", "Võ Thị B; 1900", f"Võ Thị B; 1990; {'1' * 61}"]
)
def test_a_member_has_a_name_and_the_age_for_it(line: str) -> None:
    (read,) = read_members(line)
    with pytest.raises(MemberLineError):
        check_member(read, this_year=2026)


KNOWN = {
    1: ("Nguyễn Văn Hùng", 1990),
    2: ("Nguyễn Văn Hưng", 1990),
    3: ("Trần Hoà", 1991),
    4: ("Le Thi Dung", 1992),
}


@pytest.mark.parametrize(
    ("name", "year", "whose"),
    [
        ("NGUYỄN VĂN HÙNG", 1990, 1),
        ("Nguyễn Văn Hưng", 1990, 2),
        ("Nguyễn Văn Hứng", 1990, None),
        ("Nguyễn Văn Hùng", 1991, None),
        ("Trần Hòa", 1991, 3),
        ("Lê Thị Dũng", 1992, 4),
        ("le thi dung", 1992, 4),
    ],
)
def test_whom_a_line_of_members_means(name: str, year: int, whose: int | None) -> None:
    assert find_known(MemberLine(name=name, birth_year=year, phone=""), KNOWN) == whose


def test_a_line_that_can_be_two_people_is_asked_about() -> None:
    with pytest.raises(TwoAlikeError):
        find_known(MemberLine(name="Nguyen Van Hung", birth_year=1990, phone=""), KNOWN)
    first, other = (
        MemberLine(name="Lê Văn A", birth_year=1990, phone=phone) for phone in ("0905 111 222", "0905333444")
    )
    check_alike([first, MemberLine(name="Lê Văn A", birth_year=1990, phone="+84 905 111 222")])
    check_alike([first, MemberLine(name="Lê Văn A", birth_year=1991, phone=other.phone)])
    check_alike([first, MemberLine(name="Lê Văn Á", birth_year=1990, phone=other.phone)])
    with pytest.raises(TwoAlikeError):
        check_alike([first, other])


def test_members_one_a_line() -> None:
    read = read_members("Trần Văn C; 1985; 095 1\n\nVõ Thị B\t1990")
    assert [(one.name, one.birth_year, one.phone) for one in read] == [
        ("Trần Văn C", 1985, "095 1"),
        ("Võ Thị B", 1990, ""),
    ]


@pytest.mark.parametrize(
    ("search", "name", "phone", "same"),
    [
        (Search(name="nguyen van an"), "Hộ ông Nguyễn Văn An", "", True),
        (Search(name="Nguyễn Văn An"), "Nguyễn Văn Anh", "", False),
        (Search(phone="+84 912 345 678"), "", "0912345678; 0987654321", True),
        (Search(phone="0912345678"), "Ai đó", "", False),
        (Search(name="Nguyễn Văn An", phone="0912345678"), "Nguyễn Văn An", "0987654321", False),
    ],
)
def test_whose_row_it_is(search: Search, name: str, phone: str, same: bool) -> None:
    assert fits(search, name=name, phone=phone) is same


def test_numbers_and_names_in_texts() -> None:
    assert digits("+84 912.345.678") == "0912345678"
    assert without_name("Nhà ông NGUYỄN VĂN AN", "Nguyễn Văn An") == "Nhà ông (đã xóa theo yêu cầu)"


A = ("21085", "Nguyễn Văn An", "0912 345 678")
ELSEWHERE = ("21040", "Nguyễn Văn An", "")
OTHER_NUMBER = ("21085", "Nguyễn Văn An", "0987654321")
SAME_NUMBER = ("21085", "Bà Hoa", "0912345678")
STANDS_IN = ("21085", "Ông Bảy; Nguyễn Văn An", "0912345678")


@pytest.mark.parametrize(
    ("name", "phone", "commune", "rows", "several"),
    [
        ("Nguyễn Văn An", "", None, [A], False),
        ("Nguyễn Văn An", "", None, [A, ELSEWHERE], True),
        ("Nguyễn Văn An", "", "21085", [A], False),
        ("Nguyễn Văn An", "", None, [A, OTHER_NUMBER], True),
        ("Nguyễn Văn An", "", "21085", [A, OTHER_NUMBER], True),
        ("Nguyễn Văn An", "0912345678", "21085", [A], False),
        ("", "0912345678", None, [A, SAME_NUMBER], True),
        ("", "0912345678", None, [A, STANDS_IN], False),
        (
            "",
            "0912345678",
            None,
            [A, ("", "Nguyễn Văn An", "0912345678")],
            False,
        ),  # the province's messages too
        ("Nguyễn Văn An", "", None, [], False),
    ],
)
def test_namesakes_are_not_one_person(
    name: str, phone: str, commune: str | None, rows: list[tuple[str, str, str]], several: bool
) -> None:
    search = Search(name=name, phone=phone, commune_code=commune)
    with pytest.raises(SeveralPeopleError) if several else nullcontext():
        check_one_person(search, rows)


@pytest.mark.parametrize(
    ("name", "phone", "right"),
    [
        ("Lê Văn B", "", True),
        ("", "0950000007", True),
        ("", "không biết", False),
        ("", "0" * 61, False),
        ("B", "", False),
        ("x" * 121, "", False),
    ],
)
def test_a_right_name_or_number_is_as_forms_take_it(name: str, phone: str, right: bool) -> None:
    with nullcontext() if right else pytest.raises(RightTextError):
        check_right(name, phone)
