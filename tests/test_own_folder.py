"""What a killed run of the tests leaves is removed by the next, and nobody else's."""

from __future__ import annotations

import os
from pathlib import Path

from tests.own_folder import clear_left, hold


def test_only_what_killed_runs_left_is_removed(tmp_path: Path) -> None:
    runs, killed, beginning, other = (
        tmp_path / name for name in ("tests-runs", "tests-killed", "tests-begins", "other")
    )
    for folder in (runs, killed, beginning, other):
        (folder / "postgres").mkdir(parents=True)
    sign = hold(runs)
    for folder in (killed, other):
        os.close(hold(folder))
    clear_left(tmp_path)
    assert {folder.name for folder in tmp_path.iterdir()} == {"tests-runs", "tests-begins", "other"}
    os.close(sign)
    clear_left(tmp_path)
    assert not runs.exists()
