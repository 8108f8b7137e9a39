"""The list of incidents in a storm: every running one, the most urgent first, each with what to do about it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import insert, select, update

from core.clock import now
from mobilization.models import DispatchEventRow, DispatchRow, IncidentRow, NeedRow
from mobilization.pages.journal import LOG_LINES
from mobilization.queries.incidents import CLOSED_ROWS, open_incidents
from mobilization.queries.standings import list_standings
from mobilization.rules.states import State
from tests.web.making import OWN, database_of, sign_in
from tests.web.test_weight import count_queries

MANY = 60


@pytest.fixture
def storm(demo: Flask) -> Flask:
    """The demo's province with sixty incidents more, every third lacking what lives depend on, and as many closed."""
    row: dict[str, object] = {
        "hazard": "bao", "commune_code": OWN, "place": "thôn 3", "run_by": "province", "drill": False,
        "opened_by": "Trực ban", "version": 1,
    }  # fmt: skip
    with database_of(demo).transaction() as session:
        told = insert(IncidentRow).returning(IncidentRow.id, sort_by_parameter_order=True)
        running = [
            row | {"title": f"Ngập thôn {n}", "opened_at": now() - timedelta(hours=n)} for n in range(MANY)
        ]
        ids = list(session.scalars(told, running))
        closed = [one | {"title": f"Đã qua {n}", "closed_at": now()} for n, one in enumerate(running)]
        session.execute(insert(IncidentRow), closed)
        need = {"commune_code": OWN, "type_code": "TB-001", "quantity": 5, "note": ""}
        session.execute(
            insert(NeedRow),
            [need | {"incident_id": one, "priority": 1 + (n % 3 > 0)} for n, one in enumerate(ids)],
        )
    return demo


def titles(page: str) -> list[str]:
    return [
        re.sub(r"<[^>]+>", "", found).strip()
        for found in re.findall(r'class="name">(.*?)</span>\s', page, re.S)
    ]


def test_every_running_incident_is_listed_the_most_urgent_first(storm: Flask) -> None:
    chief = sign_in(storm, "thuongtruc.tinh")
    chief.get("/su-co/")
    seen = count_queries(storm)
    page = chief.get("/su-co/").text
    assert len(seen) <= 6
    assert len(page.encode()) < 50_000
    named = titles(page)
    assert {f"Ngập thôn {n}" for n in range(MANY)} <= set(named)
    assert not [title for title in named if title.startswith("Đã qua")]
    assert "TRỄ" in page.upper()
    first = [title for title in named if title.startswith("Ngập thôn")][: MANY // 3]
    assert first == [f"Ngập thôn {n}" for n in range(0, MANY, 3)]
    assert "Còn thiếu 1/1 nhu cầu" in page


def test_one_kind_of_urgency_alone_and_those_closed_page_by_page(storm: Flask) -> None:
    chief = sign_in(storm, "thuongtruc.tinh")
    alone = titles(chief.get("/su-co/?viec=uncovered_first").text)
    assert {f"Ngập thôn {n}" for n in range(0, MANY, 3)} <= set(alone)
    assert "Ngập thôn 1" not in alone
    assert titles(chief.get("/su-co/?viec=abc").text) == []
    pages = [
        titles(chief.get(f"/su-co/?xem=da-dong&page={n}").text) for n in range(1, MANY // CLOSED_ROWS + 2)
    ]
    assert all(len(page) == CLOSED_ROWS for page in pages[:-1])
    assert {f"Đã qua {n}" for n in range(MANY)} <= {title for page in pages for title in page}


def test_what_is_to_be_done_names_some_and_leads_to_all(storm: Flask) -> None:
    home = sign_in(storm, "thuongtruc.tinh").get("/").text
    assert home.count("Vào Sở chỉ huy") == 5
    assert "sự cố đang diễn ra; danh sách xếp theo độ khẩn cấp" in home


def test_the_list_says_what_the_room_says(demo: Flask) -> None:
    """The same rule over the same facts, read in another way."""
    with database_of(demo).transaction() as session:
        session.execute(
            update(DispatchRow)
            .where(DispatchRow.state == State.DEPARTED.value)
            .values(state_at=now() - timedelta(hours=9))
        )
    chief = sign_in(demo, "thuongtruc.tinh")
    said = re.findall(r'class="said">(.*?)</span>', chief.get("/su-co/").text)
    with database_of(demo).reading() as session:
        standings = list_standings(session, open_incidents(None).ask(session))
    assert len(said) == len(standings)
    for standing in standings:
        room = chief.get(f"/su-co/{standing.incident.id}").text
        assert any(line in room for line in said)


def test_only_what_is_short_is_counted_as_short(demo: Flask) -> None:
    with database_of(demo).transaction() as session:
        need = {"commune_code": OWN, "type_code": "TB-001", "quantity": 5, "note": "", "priority": 1}
        session.execute(insert(NeedRow), [need | {"incident_id": 2}])
        session.execute(update(DispatchRow).values(state=State.WORKING.value))  # nobody is late
        (standing,) = list_standings(session, open_incidents(None).ask(session))
    assert [need.missing > 0 for need in standing.needs].count(True) == 1 < len(standing.needs)
    said = f"Còn thiếu 1/{len(standing.needs)} nhu cầu"
    chief = sign_in(demo, "thuongtruc.tinh")
    assert said in chief.get("/su-co/").text
    assert said in chief.get("/su-co/2").text


def test_the_whole_log_is_read_page_by_page(demo: Flask) -> None:
    with database_of(demo).transaction() as session:
        first = session.scalars(select(DispatchEventRow).where(DispatchEventRow.incident_id == 2)).first()
        assert first is not None
        values = {column.name: getattr(first, column.name) for column in DispatchEventRow.__table__.columns}
        del values["id"]
        session.execute(
            insert(DispatchEventRow), [values | {"note": f"lần {n}"} for n in range(2 * LOG_LINES)]
        )
    chief = sign_in(demo, "thuongtruc.tinh")
    assert "/su-co/2/nhat-ky" in chief.get("/su-co/2").text
    pages = [chief.get(f"/su-co/2/nhat-ky?page={number}").text for number in (1, 2, 3)]
    assert all(
        any(f"lần {n}<" in page or f"lần {n}\n" in page for page in pages) for n in range(2 * LOG_LINES)
    )
    assert "page=4" not in pages[2]
