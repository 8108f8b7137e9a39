"""The year read from the ledger, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import event, text

from core.db import Database
from core.errors import NotFoundError
from inventory.rules.stock import Delta, MovementKind
from inventory.services.ledger import Occasion, Post, post
from reports.queries.cell import cell_story
from reports.queries.year import reported_codes
from reports.rules.frame import Words
from reports.rules.year import Flow, YearError, by_cell, imbalances
from reports.services.annual import period_of, write_annual
from tests.db.reports.making import ACTOR, BINH_MINH, CAM_THANH, at, read

WORDS = Words(kinds={}, forms={}, states={})


def test_the_year_begins_and_ends_at_vietnamese_midnight(database: Database, lot_id: int) -> None:
    before = by_cell(read(database, 2025).lots)[BINH_MINH, "TB-001"]
    assert before == Flow(
        inflow=Decimal(100),
        outflow=Decimal(10),
        counted_out=Decimal(10),
        closing=Decimal(90),
        lines=2,
    )
    now = by_cell(read(database).lots)[BINH_MINH, "TB-001"]
    assert now == Flow(
        opening=Decimal(90),
        inflow=Decimal(5),
        outflow=Decimal(7),
        counted_in=Decimal(5),
        closing=Decimal(88),
        broken=Decimal(1),
        lines=7,
    )


def test_what_was_corrected_is_told_apart_from_what_came_and_went(database: Database, lot_id: int) -> None:
    """An auditor reads in these columns what no delivery and no issue explains."""
    before = by_cell(read(database).lots)[BINH_MINH, "TB-001"]
    moment = Occasion(actor=ACTOR, at=at(2026, 8, 1, 9), action="x")
    amounts = {kind: Decimal(2**place) for place, kind in enumerate(MovementKind)}
    with database.transaction() as session:
        for kind, amount in amounts.items():
            for change in (amount, -amount):
                post(session, [Post(lot_id=lot_id, kind=kind, delta=Delta(on_hand=change))], moment)
    now = by_cell(read(database).lots)[BINH_MINH, "TB-001"]
    whole, corrected = sum(amounts.values()), amounts[MovementKind.COUNT] + amounts[MovementKind.ADJUST]
    assert (now.inflow - before.inflow, now.outflow - before.outflow) == (whole, whole)
    assert (now.counted_in - before.counted_in, now.counted_out - before.counted_out) == (
        corrected,
        corrected,
    )


def test_every_line_balances_and_a_year_opens_where_the_last_one_closed(
    database: Database, lot_id: int
) -> None:
    last, this = read(database, 2025), read(database)
    for facts in (last, this):
        assert imbalances(facts.lots) == []
        assert all(
            lot.flow.opening + lot.flow.inflow - lot.flow.outflow == lot.flow.closing for lot in facts.lots
        )
    openings = {key: flow.opening for key, flow in by_cell(this.lots).items() if flow.opening}
    assert openings == {key: flow.closing for key, flow in by_cell(last.lots).items()}


def test_all_communes_stand_and_only_what_was_recorded_has_a_figure(database: Database, lot_id: int) -> None:
    facts = read(database)
    cells = by_cell(facts.lots)
    assert len(facts.communes) == 96
    assert set(cells) == {(BINH_MINH, "TB-001"), (BINH_MINH, "HC-001"), (CAM_THANH, "TB-001")}
    assert cells[CAM_THANH, "TB-001"].closing == 0
    assert cells[BINH_MINH, "HC-001"].closing == Decimal("1250.5")
    assert set(by_cell(read(database, 2024).lots)) == set()
    with database.reading() as session:
        assert reported_codes(period_of(2026)).ask(session) == {BINH_MINH, CAM_THANH}
        assert reported_codes(period_of(2025)).ask(session) == {BINH_MINH}


def test_a_commune_sees_only_itself(database: Database, lot_id: int) -> None:
    facts = read(database, commune_code=CAM_THANH)
    assert [commune.code for commune in facts.communes] == [CAM_THANH]
    assert {lot.commune_code for lot in facts.lots} == {CAM_THANH}
    assert {group.commune_code for group in facts.entries} == {CAM_THANH}
    assert facts.as_of == at(2026, 3, 1)


def test_unknown_years_and_communes_are_refused(database: Database, lot_id: int) -> None:
    with pytest.raises(YearError):
        read(database, 2027)
    with pytest.raises(NotFoundError):
        read(database, commune_code="99999")


def test_a_past_year_knows_only_the_checks_made_by_then(database: Database, lot_id: int) -> None:
    checked = {
        year: lot.checked_on
        for year in (2025, 2026)
        for lot in read(database, year).lots
        if lot.lot_id == lot_id
    }
    assert checked == {2025: date(2025, 12, 31), 2026: date(2026, 1, 1)}


def test_a_balance_that_left_its_ledger_is_listed(database: Database, lot_id: int) -> None:
    with database.transaction() as session:
        session.execute(text("UPDATE lot SET on_hand = on_hand + 4000 WHERE id = :id"), {"id": lot_id})
    found = imbalances(read(database).lots)
    assert [(item.lot.lot_id, item.problem.value, item.computed, item.stated) for item in found] == [
        (lot_id, "ledger_differs", Decimal(88), Decimal(92))
    ]


def test_the_log_gathers_entries_by_person_kind_and_batch(database: Database, lot_id: int) -> None:
    groups = [group for group in read(database).entries if group.commune_code == BINH_MINH]
    assert [(group.kind, group.batch, group.lines) for group in groups] == [
        ("count", "", 1),
        ("receive", "", 1),
        ("consume", "incident:1", 1),
        ("damage", "incident:1", 1),
        ("issue", "incident:1", 1),
        ("lose", "incident:1", 1),
        ("reserve", "incident:1", 1),
        ("take_back", "incident:1", 1),
    ]
    assert groups[0].first_at == groups[0].last_at == at(2026, 1, 1)
    assert groups[-1].document == "411/QĐ-UBND"


def test_a_figure_tells_its_story_line_by_line(database: Database, lot_id: int) -> None:
    with database.reading() as session:
        story = cell_story(session, period_of(2026, BINH_MINH), type_code="TB-001", page=1)
        empty = cell_story(session, period_of(2026, BINH_MINH), type_code="TB-002", page=1)
        before = cell_story(session, period_of(2025, BINH_MINH), type_code="TB-001", page=1)
    assert (story.opening, story.closing) == (Decimal(90), Decimal(88))
    assert (story.lines, story.more) == (7, False)
    balances = [(step.kind, int(step.on_hand), int(step.balance)) for step in story.steps if step.on_hand]
    assert balances == [("count", 5, 95), ("consume", -5, 90), ("lose", -2, 88)]
    assert story.steps[0].reason == "kiểm kho"
    assert story.steps[-1].document == "411/QĐ-UBND"
    assert before.lines == len(before.steps) > 0  # no line of the year after
    assert before.steps[-1].balance == before.closing == story.opening
    assert (empty.opening, empty.closing, empty.lines) == (Decimal(0), Decimal(0), 0)


def test_a_long_story_goes_on_over_pages_with_the_right_balance(database: Database, lot_id: int) -> None:
    with database.transaction() as session:
        one = Post(lot_id=lot_id, kind=MovementKind.RECEIVE, delta=Delta(on_hand=Decimal(1)))
        post(session, [one] * 60, Occasion(actor=ACTOR, at=at(2026, 11, 1), action="x"))
    with database.reading() as session:
        first, second = (
            cell_story(session, period_of(2026, BINH_MINH), type_code="TB-001", page=page) for page in (1, 2)
        )
    assert (first.more, second.more) == (True, False)
    assert len(first.steps) + len(second.steps) == 67
    assert second.steps[-1].balance == second.closing == 148


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_c: Any, _k: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(database.engine, "before_cursor_execute", note)


def test_a_year_is_read_in_a_few_statements(database: Database, lot_id: int) -> None:
    with statements(database) as seen:
        read(database)
    assert len([one for one in seen if one.startswith("SELECT")]) <= 10


def test_the_file_is_the_same_twice_and_holds_no_telephone_number(database: Database, lot_id: int) -> None:
    files = []
    for _ in range(2):
        file = BytesIO()
        write_annual(read(database), WORDS, file)
        files.append(file.getvalue())
    assert files[0] == files[1]
    book = load_workbook(BytesIO(files[0]), data_only=True, read_only=True)
    cells = [str(cell) for page in book for row in page.iter_rows(values_only=True) for cell in row if cell]
    assert not [cell for cell in cells if "0905123456" in cell]
    assert sum(cell == "chưa báo cáo" for cell in cells) == 5 * 96 - 3


def test_the_command_writes_the_workbook_or_says_why_not(app: Flask, lot_id: int, tmp_path: Path) -> None:
    run = app.test_cli_runner().invoke
    target = tmp_path / "nam.xlsx"
    done = run(args=["reports", "annual", "--year", "2026", "--commune", BINH_MINH, "--out", str(target)])
    assert done.exit_code == 0, done.output
    assert load_workbook(target, read_only=True).sheetnames[0] == "Bìa"
    late = run(args=["reports", "annual", "--year", "3000", "--out", str(target)])
    assert late.exit_code == 1
    assert "Không có báo cáo năm 3000" in late.output
    nowhere = run(args=["reports", "annual", "--year", "2026", "--out", str(tmp_path / "no" / "x.xlsx")])
    assert nowhere.exit_code == 1
    assert "Không ghi được tệp" in nowhere.output
