"""The command board of a place and its duty roster: posts in official order, what is missing, which week it is.

Source: NĐ 200/2025/NĐ-CP (in force 23/8/2025): the Ban Chỉ huy Phòng thủ dân sự of a commune is headed by the Chủ
tịch UBND; one Phó Chủ tịch is Phó Trưởng ban Thường trực; the Chỉ huy trưởng Ban CHQS, the Trưởng Công an and the
Trưởng phòng Kinh tế are Phó Trưởng ban. The province's board has the same posts one level higher; its standing body
is the Bộ CHQS tỉnh, the disaster office the Sở Nông nghiệp và Môi trường.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from core.errors import DomainError
from core.values import frozen

ENDING_SOON_DAYS = 30
LONGEST_WATCH = timedelta(days=7)  # a watch of more than a week is a slip of the pen
NOTED_LATER = timedelta(days=31)  # how long after its end a watch may still be written down
PROVINCE = ""  # the province's own board and desk, where a commune's code would stand


class Post(StrEnum):
    """The posts of a board, in official order."""

    HEAD = "head"
    STANDING = "standing"
    MILITARY = "military"
    POLICE = "police"
    ECONOMY = "economy"
    MEMBER = "member"


class WatchKind(StrEnum):
    """Who a watch is: the leader on call, or the desk that takes calls."""

    LEADER = "leader"
    DESK = "desk"


class GapKind(StrEnum):
    """What is wrong with a post."""

    VACANT = "vacant"
    ENDED = "ended"
    ENDING = "ending"
    NO_PHONE = "no_phone"
    TWICE = "twice"


ORDER = {post: place for place, post in enumerate(Post)}
SINGLE = tuple(post for post in Post if post is not Post.MEMBER)
_MISSING = {GapKind.VACANT, GapKind.ENDED}


class TermError(DomainError):
    """A term that ends before it begins, or one that begins before its predecessor's."""

    code = "term_reversed"


class WatchSpanError(DomainError):
    """A watch that ends before it begins, or lasts longer than a week."""

    code = "watch_span"


class WatchLongOverError(DomainError):
    """A watch that was over more than a month ago: a slip of the pen that nobody could take off the roster again."""

    code = "watch_long_over"


class WatchTwiceError(DomainError):
    """The person is already on duty in these hours. Fact: `name`."""

    code = "watch_twice"
    status = 409


class SeatEndedError(DomainError):
    """The holder has left the post already; what is past is not changed."""

    code = "seat_ended"
    status = 409


class Held(Protocol):
    """What the rule looks at: a holder of a post now."""

    @property
    def post(self) -> str:
        """The post."""

    @property
    def phone(self) -> str:
        """The telephone number, empty where none is known."""

    @property
    def term_to(self) -> date | None:
        """The last day of the term, None where it is open."""


@frozen
class Gap:
    """One thing that keeps a board from being complete."""

    post: Post
    kind: GapKind

    @property
    def incomplete(self) -> bool:
        """Return whether nobody lawfully holds the post."""
        return self.kind in _MISSING


def term_ended(term_to: date | None, today: date) -> bool:
    """Return whether a term has run out: its last day is behind us."""
    return term_to is not None and term_to < today


def board_gaps(posts: Iterable[Held], today: date) -> list[Gap]:
    """Return what is missing in a board, in official order; `posts` are the holders who have not been relieved."""
    held: dict[Post, list[Held]] = {}
    for seat in posts:
        held.setdefault(Post(seat.post), []).append(seat)
    gaps: list[Gap] = []
    for post in SINGLE:
        serving = [seat for seat in held.get(post, []) if not term_ended(seat.term_to, today)]
        if not serving:
            gaps.append(Gap(post=post, kind=GapKind.ENDED if post in held else GapKind.VACANT))
            continue
        if len(serving) > 1:
            gaps.append(Gap(post=post, kind=GapKind.TWICE))
        last = min((seat.term_to for seat in serving if seat.term_to), default=None)
        if last is not None and (last - today).days <= ENDING_SOON_DAYS:
            gaps.append(Gap(post=post, kind=GapKind.ENDING))
        if not any(seat.phone for seat in serving):
            gaps.append(Gap(post=post, kind=GapKind.NO_PHONE))
    ended = [seat for seat in held.get(Post.MEMBER, []) if term_ended(seat.term_to, today)]
    return gaps + [Gap(post=Post.MEMBER, kind=GapKind.ENDED)] * bool(ended)


def check_term(term_from: date, term_to: date | None) -> None:
    """Raise TermError where a term ends before it begins."""
    if term_to is not None and term_to < term_from:
        raise TermError


def check_watch(starts_at: datetime, ends_at: datetime, *, now: datetime) -> None:
    """Raise WatchSpanError where a watch has no length or an unlikely one, WatchLongOverError where it is long past."""
    if not timedelta(0) < ends_at - starts_at <= LONGEST_WATCH:
        raise WatchSpanError
    if ends_at < now - NOTED_LATER:
        raise WatchLongOverError


def week_of(day: date) -> list[date]:
    """Return the seven days of a day's week, Monday first."""
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=number) for number in range(7)]
