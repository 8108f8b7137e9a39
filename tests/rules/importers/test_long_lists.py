"""Lists of very many rows: what grows with the square of their length is bounded, and still right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from core.excel.limits import DEFAULT_LIMITS, MEGABYTE
from importers.rules.files import recognition
from importers.rules.layout import totals
from importers.rules.layout.drafts import Claim
from importers.rules.names import items
from importers.rules.results import Check, Recognition, RowStatus

HEAD: list[object] = ["TT", "Danh mục", "ĐVT", "SL"]


def test_sums_of_very_many_sections_are_all_compared(
    read: Callable[..., Recognition], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the first totals and the last may add up all rows above them; the others those of their section."""
    members: list[int] = []

    def counted(sheet: str, claims: Sequence[Claim], *others: Any) -> list[Check]:
        members.extend(len(option) for claim in claims for option in claim.options)
        return totals.check_totals(sheet, claims, *others)

    monkeypatch.setattr(recognition, "check_totals", counted)
    monkeypatch.setattr(totals, "MOST_MEMBERS", 1_000)
    rows: list[list[object]] = [["XÃ BA VÌ 2026"], HEAD]
    for section in range(200):
        rows += [[section + 1, "Áo phao", "cái", section % 7 + 1], [None, "Cộng", None, section % 7 + 1]]
    whole = sum(section % 7 + 1 for section in range(200))
    rows.append([None, "Tổng cộng", None, whole])
    found = read(rows)
    assert len(found.checks) == 201
    assert all(check.ok for check in found.checks)
    assert found.checks[-1].computed == whole
    assert sum(members) < 2 * 1_000


def test_suggestions_are_looked_for_among_the_first_names_only(
    read: Callable[..., Recognition], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(items, "MOST_COMPARED", 40)
    names = [f"Vật tư lạ {chr(97 + n // 26)}{chr(97 + n % 26)}x" for n in range(200)]
    rows = [
        ["XÃ BA VÌ 2026"],
        HEAD,
        *([n + 1, name, "cái", 3] for n, name in enumerate([*names, "Aos phao cuu sinhh"])),
    ]
    found = read(rows)
    last = next(question for question in found.questions if question.raw.startswith("Aos"))
    assert not last.candidates
    assert all(row.status is RowStatus.REVIEW for row in found.rows)


def test_an_ordinary_file_ends_within_ten_seconds() -> None:
    assert all(DEFAULT_LIMITS.seconds_for(size * MEGABYTE) < 10 for size in (0, 1, 4, 6))
