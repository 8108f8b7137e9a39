"""The demonstration's boards, rosters and squads: invented people, a few posts vacant or run out, squads that overlap."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from random import Random

from sqlalchemy import insert
from sqlalchemy.orm import Session

from core.clock import VIETNAM, day_of
from core.communes.queries import list_communes
from core.communes.rules import Commune
from core.text import fold
from inventory.models import BoardSeatRow, DutyWatchRow, ForcePersonRow, SquadMemberRow, SquadRow
from inventory.rules.command import PROVINCE, SINGLE, Post, week_of
from inventory.rules.demo_people import FAMILIES, MEN, WOMEN
from inventory.rules.forces import usual_call

FIRST_NUMBER = 9_700_000  # after 095: beyond every holder's hundred thousand, so that no two share a number
UNITS = {
    Post.HEAD: "Chủ tịch UBND",
    Post.STANDING: "Phó Chủ tịch UBND",
    Post.MILITARY: "Chỉ huy trưởng Ban CHQS",
    Post.POLICE: "Trưởng Công an",
    Post.ECONOMY: "Trưởng phòng Kinh tế",
}
PROVINCE_UNITS = {
    Post.HEAD: "Chủ tịch UBND tỉnh",
    Post.STANDING: "Phó Chủ tịch UBND tỉnh",
    Post.MILITARY: "Chỉ huy trưởng Bộ CHQS tỉnh",
    Post.POLICE: "Giám đốc Công an tỉnh",
    Post.ECONOMY: "Giám đốc Sở Nông nghiệp và Môi trường",
}
MEMBERS = ("Trưởng Trạm Y tế", "Chủ tịch Ủy ban MTTQ", "Bí thư Đoàn Thanh niên")


class _Book:
    """Invented people, each with a number of their own, and the rows made of them."""

    def __init__(self) -> None:
        self.seats: list[dict[str, object]] = []
        self.watches: list[dict[str, object]] = []
        self._random = Random(200)  # noqa: S311  the same people in every installation
        self._number = FIRST_NUMBER

    def person(self) -> dict[str, object]:
        """Return somebody's name and number."""
        random = self._random
        given = random.choice(WOMEN if random.random() < 0.25 else MEN)
        name = f"{random.choice(FAMILIES)} {given}"
        self._number += 1
        return {"name": name, "folded": fold(name), "phone": f"095{self._number}"}

    def board(self, code: str, place: int, now: datetime) -> None:
        """Add a place's board: every ninth lacks a post, in every thirteenth a term has run out."""
        today = day_of(now)
        units = UNITS if code else PROVINCE_UNITS
        posts: list[tuple[Post, str]] = [
            (post, units[post]) for post in SINGLE if not (post is Post.ECONOMY and place % 9 == 4)
        ]
        posts += [(Post.MEMBER, unit) for unit in MEMBERS] if code else []
        for post, unit in posts:
            over = post is Post.STANDING and place % 13 == 7
            self.seats.append(
                {
                    "commune_code": code,
                    "post": post,
                    "unit": unit,
                    "stand_in": "",
                    "term_from": today - timedelta(days=500 if over else 140),
                    "term_to": today - timedelta(days=20) if over else None,
                    "ended_on": None,
                    "document": "QĐ thành lập Ban Chỉ huy PTDS",
                    "version": 1,
                    **self.person(),
                }
            )

    def week(self, code: str, place: int, now: datetime) -> None:
        """Add this week's watches, from seven to seven; one place in seventeen has not made its roster."""
        if code and place % 17 == 11:
            return
        for day in week_of(day_of(now)):
            start = datetime.combine(day, time(7), tzinfo=VIETNAM)
            self.watches.append(self._watch(code, "desk", "Văn phòng UBND", start, 1))
        monday = datetime.combine(week_of(day_of(now))[0], time(0), tzinfo=VIETNAM)
        self.watches.append(self._watch(code, "leader", "Thường trực Ban Chỉ huy", monday, 7))

    def _watch(self, code: str, kind: str, unit: str, start: datetime, days: int) -> dict[str, object]:
        return {
            "commune_code": code,
            "kind": kind,
            "unit": unit,
            "starts_at": start,
            "ends_at": start + timedelta(days=days),
            "version": 1,
            **self.person(),
        }


def load_demo_people(session: Session, *, now: datetime) -> None:
    """Give every commune and the province a board and this week's roster, every commune three squads."""
    communes, book = list_communes(session), _Book()
    for place, code in enumerate([*(str(commune.code) for commune in communes), PROVINCE]):
        book.board(code, place, now)
        book.week(code, place, now)
    session.execute(insert(BoardSeatRow), book.seats)
    session.execute(insert(DutyWatchRow), book.watches)
    _squads(session, communes, book, now)


def _squads(session: Session, communes: list[Commune], book: _Book, now: datetime) -> None:
    """Write the squads: shock team, mobile militia (two of its named people in both), static militia (twelve shared)."""
    wanted = (
        ("LL-007", "Đội xung kích PCTT", 60),
        ("LL-001", "Dân quân cơ động", 24),
        ("LL-002", "Dân quân tại chỗ", 30),
    )
    rows = []
    for commune in communes:
        for code, name, strength in wanted:
            caller, form = usual_call(code)
            lead = book.person()
            rows.append(
                {
                    "commune_code": commune.code,
                    "type_code": code,
                    "name": f"{name} {commune.title}",
                    "strength": strength,
                    "trained": strength // 2,
                    "shared": 12 if code == "LL-002" else 0,
                    "shared_with_id": None,
                    "leader": lead["name"],
                    "leader_folded": lead["folded"],
                    "phone": lead["phone"],
                    "caller": caller,
                    "form": form,
                    "equipment": "Áo mưa, đèn pin, loa cầm tay",
                    "counted_on": day_of(now) - timedelta(days=25),
                    "version": 1,
                    "closed": False,
                }
            )
    made = list(session.scalars(insert(SquadRow).returning(SquadRow.id, sort_by_parameter_order=True), rows))
    people = [
        {"commune_code": commune.code, "birth_year": 1980 + number, **book.person()}
        for commune in communes
        for number in range(6)
    ]
    found = list(
        session.scalars(
            insert(ForcePersonRow).returning(ForcePersonRow.id, sort_by_parameter_order=True), people
        )
    )
    members = []
    for index in range(len(communes)):
        shock, mobile, _static = made[3 * index : 3 * index + 3]
        mine = found[6 * index : 6 * index + 6]
        members += [{"squad_id": shock, "person_id": person} for person in mine[:4]]
        members += [{"squad_id": mobile, "person_id": person} for person in mine[2:]]
    session.execute(insert(SquadMemberRow), members)
