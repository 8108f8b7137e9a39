"""The demonstration's stock: plausible everywhere, invented, and the same in every run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from core.communes.rules import Commune
from core.communes.tables import read_tables
from core.text import fold
from inventory.rules.catalogue import Pillar, ResourceType, read_catalogue
from inventory.rules.demo_history import history_of
from inventory.rules.demo_land import COAST, Trait, cover_of, traits_of
from inventory.rules.demo_lots import DemoList, list_of
from inventory.rules.stock import FRESH_DAYS, Balance, Delta, apply, check_quantity

COMMUNES = read_tables().gazetteer.communes
BY_CODE: dict[str, Commune] = {commune.code: commune for commune in COMMUNES}
TYPES: dict[str, ResourceType] = {kind.code: kind for kind in read_catalogue()}
BOATS = {"PT-001", "PT-002", "PT-003", "PT-004", "PT-005", "PT-006", "PT-007", "PT-008", "PT-009", "PT-010"}
EACH = pytest.mark.parametrize("commune", COMMUNES, ids=lambda commune: commune.code)


@cache
def lists() -> dict[str, DemoList]:
    """Return every commune's list; made when the first test asks, not by every process that looks for tests."""
    return {commune.code: list_of(commune, year=2026) for commune in COMMUNES}


def total(listed: DemoList, code: str) -> int:
    return sum(lot.on_hand for lot in listed.lots if lot.code == code)


@pytest.mark.parametrize(
    ("code", "traits"),
    [
        ("21548", {Trait.ISLAND}),  # Lý Sơn
        ("21109", {Trait.COAST}),  # Đông Sơn
        ("21478", {Trait.COAST, Trait.TOWN}),  # Sa Huỳnh
        ("21025", {Trait.TOWN}),  # Cẩm Thành
        ("23293", {Trait.TOWN}),  # Kon Tum
        ("21364", {Trait.DELTA}),  # Nghĩa Hành
        ("21400", {Trait.DELTA}),  # Mộ Đức: its shore went to Long Phụng, Mỏ Cày and Lân Phong
        ("21484", {Trait.MOUNTAIN}),  # Ba Tơ
        ("21292", {Trait.MOUNTAIN}),  # Sơn Hạ, the densest of the mountain communes
        ("23500", {Trait.HIGHLAND}),  # Đăk Hà
    ],
)
def test_the_land_follows_from_the_table_of_communes(code: str, traits: set[Trait]) -> None:
    assert traits_of(BY_CODE[code]) == traits


def test_the_five_former_mountain_districts_are_mountain() -> None:
    old = {"Huyện Trà Bồng", "Huyện Sơn Hà", "Huyện Sơn Tây", "Huyện Minh Long", "Huyện Ba Tơ"}
    codes = {item.new_code for item in read_tables().gazetteer.old_communes if item.old_district in old}
    assert {code for code in codes if traits_of(BY_CODE[code]) != {Trait.MOUNTAIN}} == set()


def test_the_coast_is_of_the_reference_province() -> None:
    assert set(BY_CODE) >= COAST
    assert all(BY_CODE[code].lon > 108.7 for code in COAST)


@EACH
def test_every_commune_has_all_four_pillars(commune: Commune) -> None:
    listed = lists()[commune.code]
    assert {TYPES[lot.code].pillar for lot in listed.lots} == set(Pillar)
    assert 35 <= len(listed.lots) <= 80


@EACH
def test_a_list_holds_together(commune: Commune) -> None:
    listed = lists()[commune.code]
    rows = [(lot.code, lot.holder, fold(lot.place), lot.mark) for lot in listed.lots]
    assert len(set(rows)) == len(rows)
    names = [fold(holder.name) for holder in listed.holders]
    assert len(set(names)) == len(names)
    assert listed.holders[0].kind == "commune"
    assert {lot.holder for lot in listed.lots} == set(range(len(names)))
    kinds = [holder.kind for holder in listed.holders]
    assert 3 <= kinds.count("household") <= 8
    assert 3 <= kinds.count("enterprise") <= 7
    for lot in listed.lots:
        check_quantity(Decimal(lot.on_hand), TYPES[lot.code].unit)
        assert 0 <= lot.broken <= lot.on_hand
        assert 0 <= lot.keep <= lot.on_hand - lot.broken
        assert 0 < lot.ready_minutes <= 180
        assert "{" not in lot.note + lot.place
        assert not lot.mark or lot.on_hand == 1


def test_boats_are_at_the_sea_and_hardly_in_the_highlands() -> None:
    boats = {code: sum(total(listed, boat) for boat in BOATS) for code, listed in lists().items()}
    sea = [code for code in BY_CODE if not traits_of(BY_CODE[code]).isdisjoint({Trait.COAST, Trait.ISLAND})]
    high = [code for code in BY_CODE if traits_of(BY_CODE[code]) == {Trait.HIGHLAND}]
    assert min(boats[code] for code in sea) >= 10
    assert sum(1 for code in high if boats[code]) <= len(high) // 3
    assert max(boats[code] for code in high) <= 2


def test_the_uplands_have_diggers_and_saws_and_the_towns_fire_engines() -> None:
    for code, listed in lists().items():
        traits = traits_of(BY_CODE[code])
        if not traits.isdisjoint({Trait.MOUNTAIN, Trait.HIGHLAND}):
            assert total(listed, "PT-020") >= 1
            assert total(listed, "TB-016") >= 4
            assert total(listed, "VT-002") >= 30
        if Trait.TOWN in traits:
            assert total(listed, "PT-027") >= 1
            assert total(listed, "CT-008") >= 1


def test_ly_son_has_a_week_of_rice_and_water_for_a_fifth_of_its_people() -> None:
    island = BY_CODE["21548"]
    cover = cover_of(island, traits_of(island))
    assert (cover.people, cover.days) == (5128, 7)
    listed = lists()["21548"]
    assert total(listed, "HC-001") >= Decimal("0.5") * cover.people * 7
    assert total(listed, "HC-004") >= 3 * cover.people * 7
    notes = [lot.note for lot in listed.lots if lot.code == "HC-001"]
    assert all("7 ngày cho 5.128 người" in note for note in notes)
    assert total(listed, "TB-011") + total(listed, "TB-012") >= 4


def test_nobody_can_be_reached_under_an_invented_number_and_no_two_share_one() -> None:
    phones = [holder.phone for listed in lists().values() for holder in listed.holders]
    assert all(len(phone) == 10 and phone.isdecimal() and phone.startswith("095") for phone in phones)
    assert len(set(phones)) == len(phones)


def test_every_plate_is_of_its_province_and_used_once() -> None:
    marks: dict[str, list[str]] = defaultdict(list)
    for code, listed in lists().items():
        area = "82" if BY_CODE[code].old_province == "Kon Tum" else "76"
        for lot in listed.lots:
            if lot.mark:
                marks[lot.mark].append(code)
                assert lot.mark.startswith((area, "QNg-"))
    assert all(len(codes) == 1 for codes in marks.values())


@pytest.mark.parametrize(
    ("code", "most"),
    [
        ("HC-001", 25_000),
        ("VT-001", 10_000),
        ("TB-001", 1_000),
        ("LL-007", 200),
        ("PT-012", 5),
        ("CT-001", 4),
    ],
)
def test_nothing_is_beyond_reason(code: str, most: int) -> None:
    amounts = [total(listed, code) for listed in lists().values()]
    assert 0 < max(amounts) <= most


DAYS = [date(2026, 1, 1), date(2026, 1, 2), date(2026, 2, 28), date(2026, 11, 23), date(2028, 12, 31)]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_the_story_leads_to_the_figures_of_today(today: date) -> None:
    for commune in COMMUNES[::5]:
        lots = lists()[commune.code].lots
        history = history_of(commune, lots, today=today)
        assert [(act.on, act.at) for act in history.acts] == sorted((act.on, act.at) for act in history.acts)
        assert all(act.on < today for act in history.acts)
        balances = [Balance() for _ in lots]
        for act in history.acts:
            for step in act.steps:
                delta = Delta(on_hand=Decimal(step.on_hand), broken=Decimal(step.broken))
                balances[step.lot] = apply(balances[step.lot], delta)
        assert [(int(item.on_hand), int(item.broken)) for item in balances] == [
            (lot.on_hand, lot.broken) for lot in lots
        ]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_most_rows_are_fresh_some_stale_a_few_never_checked(today: date) -> None:
    ages: list[int | None] = []
    for commune in COMMUNES:
        history = history_of(commune, lists()[commune.code].lots, today=today)
        ages += [None if on is None else (today - on).days for on in history.checked_on]
    fresh = sum(1 for age in ages if age is not None and age <= FRESH_DAYS)
    never = ages.count(None)
    assert all(age is None or age >= 0 for age in ages)
    assert 0.7 < fresh / len(ages) < 0.9
    assert 0.01 < never / len(ages) < 0.08


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_a_review_opened_forty_days_ago_is_begun_and_not_done(today: date) -> None:
    begun = done = untouched = 0
    for commune in COMMUNES:
        history = history_of(commune, lists()[commune.code].lots, today=today)
        seen = [on is not None and (today - on).days <= 40 for on in history.checked_on]
        begun, done, untouched = begun + any(seen), done + all(seen), untouched + (not any(seen))
    assert begun > 20
    assert done < 5
    assert untouched > 5


def test_the_year_has_an_opening_things_coming_in_and_going_out() -> None:
    actions: dict[str, int] = defaultdict(int)
    for commune in COMMUNES:
        for act in history_of(commune, lists()[commune.code].lots, today=date(2026, 11, 23)).acts:
            assert (act.on.year == 2025) == (act.action == "stock.add")
            assert "{" not in act.document
            actions[act.action] += len(act.steps)
    assert set(actions) == {"stock.add", "stock.count", "stock.receive", "stock.use", "stock.write_off"}
    assert min(actions.values()) > 50


def test_the_order_of_hashing_changes_nothing() -> None:
    program = (
        "import hashlib; from datetime import date; from core.communes.tables import read_tables;"
        "from inventory.rules.demo_lots import list_of; from inventory.rules.demo_history import history_of;"
        "made = [(one := list_of(c, year=2026), history_of(c, one.lots, today=date(2026, 11, 23)))"
        " for c in read_tables().gazetteer.communes[::8]];"
        "print(hashlib.sha256(repr(made).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[3],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1
