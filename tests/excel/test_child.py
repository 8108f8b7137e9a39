"""The process that waits for the next file: it reads one only, and one that died meanwhile is replaced."""

from __future__ import annotations

from pathlib import Path

from core.excel import child
from core.excel.reading import read_workbook


def test_a_waiting_process_reads_one_file_and_a_dead_one_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("TT,Tên\n1,Áo phao\n", encoding="utf-8")
    child.prepare()
    waiting = child._waiting[-1]
    child.prepare()
    assert child._waiting == [waiting]
    assert len(read_workbook(tmp_path / "a.csv", "a.csv").sheets[0].cells) == 4
    assert waiting.returncode == 0
    assert not child._waiting

    child.prepare()
    child._waiting[-1].kill()
    child._waiting[-1].wait()
    assert len(read_workbook(tmp_path / "a.csv", "a.csv").sheets[0].cells) == 4
