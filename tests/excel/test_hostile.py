"""Every kind of hostile file by name: the list itself is read, or the refusal is the right one."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.excel.errors import WorkbookError
from tests.excel.hostile import HOSTILE, ROWS, mutants
from tests.excel.whole import read_workbook


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_read_harmlessly_or_refused_rightly(tmp_path: Path, kind: str) -> None:
    name, make, refusal = HOSTILE[kind]
    path = tmp_path / name
    path.write_bytes(make())
    if refusal is not None:
        with pytest.raises(WorkbookError) as refused:
            read_workbook(path, name)
        assert refused.value.code == refusal
        return
    cells = read_workbook(path, name).sheets[0].cells
    held = {(cell.row, cell.col): cell.value for cell in cells}
    whole = {(row, col): value for row, line in enumerate(ROWS, 1) for col, value in enumerate(line, 1)}
    asked = {at for at, value in held.items() if value is None}
    assert asked <= {(3, 4)}  # what asks other programs is never asked: a formula without a value
    assert held == whole | dict.fromkeys(asked)


def test_damaged_files_end_in_cells_or_in_a_refusal(tmp_path: Path) -> None:
    for name, content in mutants(25):
        path = tmp_path / name
        path.write_bytes(content)
        try:
            read_workbook(path, name)
        except WorkbookError:
            continue
