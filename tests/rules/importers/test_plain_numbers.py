"""Numbers of a row that are judged as the first one was: they come out as if each had been judged by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from core.excel.book import Sheet
from importers.rules.files import recognition
from importers.rules.layout.drafts import Draft, PlaceSource
from importers.rules.names.items import UNKNOWN
from importers.rules.names.places import NO_PLACE, PlaceCertainty
from importers.rules.names.vocabulary import Role
from importers.rules.results import IMPORT, Recognition, Row, RowStatus
from importers.rules.verdicts import judge
from importers.rules.verdicts.judging import Judging

HEAD = ["TT", "Tên vật tư", "ĐVT", "Xã Ba Vì", "Xã Ba Tơ", "Xã Ba Động", "Phường Sa Huỳnh", "Xã Ba Dinh"]
# A row of a matrix whose first number may be the pattern of the others, and the answers that were given.
ROWS: list[tuple[list[Any], dict[str, str]]] = [
    (["Áo phao", "cái", 3, 5, 0, 7, 9], {}),
    (["Gạo", "tấn", 3, 5, 0, 7, 9], {}),
    (["Gạo", "sọt", 0, 5, 7, 0, 9], {}),
    (["Áo phao", "cái", 3, -5, 20_000_000, "05", "5 (hỏng 2)"], {}),
    (["Áo phao", "cái", 3, 2.5, True, "x", "5 bộ"], {}),
    (["Áo phao (đã cấp cho dân 4)", "cái", 9, 3, 5, 4, 8], {}),
    (["Áo phao (hỏng)", "cái", 3, 5, 7, 8, 9], {}),
    (["Ca nô", "chiếc", 3, "01 ST-750", 2, 1, 1], {}),
    (["Áo phao", "cái", 3, 5, 7, 8, 9], {"quantity:Biểu!E3": "50", "quantity:Biểu!F3": "0"}),
    (["Áo phao", "cái", 3, 5, 7, 8, 9], {"quantity:Biểu!D3": "50"}),
    (["Vật lạ", "cái", 3, 5, 7, 8, 9], {}),
]


@pytest.mark.parametrize(("row", "answers"), ROWS)
@pytest.mark.parametrize("look", ["plain", "hidden", "merged"])
def test_each_number_is_judged_as_by_itself(
    read: Callable[..., Recognition],
    sheet: Callable[..., Sheet],
    monkeypatch: pytest.MonkeyPatch,
    row: list[Any],
    answers: dict[str, str],
    look: str,
) -> None:
    merges = ["E3:E4"] if look == "merged" else []
    made = sheet("Biểu", [["VẬT TƯ CÁC XÃ NĂM 2026"], HEAD, [1, *row], [2, "Phao tròn", "cái", 1]], merges)
    if look == "hidden":
        cells = (cell._replace(hidden=cell.col == 6) for cell in made.cells)
        made = replace(made, cells=tuple(cells))
    as_one = read(made, answers=answers)
    monkeypatch.setattr(judge, "pattern_key", lambda *_: None)
    assert as_one == read(made, answers=answers)


@pytest.mark.parametrize("head", ["Hiện có", "Đề nghị cấp thêm", "Hỏng"])
def test_columns_keep_what_is_asked_of_them(
    read: Callable[..., Recognition], monkeypatch: pytest.MonkeyPatch, head: str
) -> None:
    rows = [
        ["XÃ BA VÌ 2026"],
        ["TT", "Tên vật tư", "ĐVT", "Kho xã", "Nhà dân", head],
        [1, "Áo phao", "cái", 9, 8, 2],
        [2, "Phao tròn", "cái", 7, 6, 1],
    ]
    as_one = read(rows)
    monkeypatch.setattr(judge, "pattern_key", lambda *_: None)
    assert as_one == read(rows)


def test_a_matrix_is_judged_by_its_rows(
    read: Callable[..., Recognition], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What makes a matrix of all communes fast: of each row one number is judged."""
    judged: list[str] = []
    whole = judge._judge

    def watched(by: Judging, draft: Draft) -> Row:
        judged.append(draft.cell.address)
        return whole(by, draft)

    monkeypatch.setattr(judge, "_judge", watched)
    found = read([["VẬT TƯ CÁC XÃ NĂM 2026"], HEAD, [1, "Áo phao", "cái", 3, 5, 6, 7, 9]])
    assert [row.status for row in found.rows] == [RowStatus.ACCEPTED] * 5
    assert judged == ["D3"]


HIDDEN: dict[str, Any] = {"hidden": True}
BROKEN: dict[str, Any] = {"value": 2, "text": "2", "raw": "2"}
# What is said beside both figures, and what the second one differs in from the first besides its number.
WORDS: list[dict[str, Any]] = [
    {},
    {"texts": {Role.NOTE: "đã thanh lý 4"}},
    {"texts": {Role.CONDITION: "đã thanh lý 4"}},
    {"texts": {Role.CONDITION: "hỏng 2"}},
    {"texts": {Role.NOTE: "hỏng 2"}},
    {"item_text": "Áo phao (đã thanh lý 4)"},
]
OTHERS: list[dict[str, Any]] = [
    {},
    {"unsure": "Dự kiến"},
    {"repeated": True},
    {"unit": "tấn"},
    {"unit": "sọt"},
    {"holder": "Hộ dân"},
    {"merged": True},
    {"broken": BROKEN},
    {"texts": {Role.NOTE: "đã cấp cho dân"}},
    {"texts": {Role.CONDITION: "Tốt"}},
    {"place": NO_PLACE},
    {"source": PlaceSource.ABOVE},
    {"certainty": PlaceCertainty.CROSSWALK},
    {"item": UNKNOWN},
    {"item_text": "Áo phao (hỏng)"},
    {"group": "lực lượng"},
    {"cell": HIDDEN},
]


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("words", WORDS)
def test_a_figure_that_says_more_is_judged_by_itself(
    read: Callable[..., Recognition],
    monkeypatch: pytest.MonkeyPatch,
    other: dict[str, Any],
    words: dict[str, Any],
) -> None:
    seen: list[tuple[Judging, Draft]] = []

    def watched(by: Judging, draft: Draft) -> Row:
        seen.append((by, draft))
        return judge.judge(by, draft)

    monkeypatch.setattr(recognition, "judge", watched)
    answers = {"note:da thanh ly 4": IMPORT, "place:a|": "21085"}
    read([["VẬT TƯ CÁC XÃ NĂM 2026"], HEAD, [1, "Áo phao", "cái", 3, 5, 6, 7, 9]], answers=answers)
    (by, first), (_, second), *_ = seen
    by.memory.patterns.clear()
    first, second = first._replace(**words), second._replace(**words)
    if "cell" in other:
        second = second._replace(cell=second.cell._replace(**HIDDEN))
    elif "broken" in other:
        second = second._replace(broken=second.cell._replace(**BROKEN))
    elif "place" in other:
        first = first._replace(place=replace(first.place, text="A", match=NO_PLACE))
        second = second._replace(place=replace(second.place, text="B", match=NO_PLACE))
    elif "certainty" in other:
        second = second._replace(place=replace(second.place, match=replace(second.place.match, **other)))
    elif "source" in other:
        second = second._replace(place=replace(second.place, **other))
    else:
        second = second._replace(**other)
    judge.judge(by, first)
    assert judge.judge(by, second) == judge._judge(by, second)
