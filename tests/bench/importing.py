"""How fast a spreadsheet is read and recognised beside openpyxl's full load and pandas of the same file.

    python -m tests.bench.importing [list] [matrix] [old] [old-long] [--rounds 5]

Each round times all of them in turn and the medians are printed: wall seconds of the whole way (preflight, the
throw-away process, the search for markings, recognition), once with that process waiting as on the page of uploads and
once with its start; of openpyxl keeping fonts and merges (xlrd for the old format) and of pandas, which for the old
format takes xlrd with its fonts too. Memory is the highest of the reader's process, which ends with its file, and of a
fresh process that does the rest.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas
import xlrd
import xlwt
from openpyxl.styles import Font

from core.communes.tables import read_tables
from core.excel import child
from importers.queries.reference import Reference, shipped_reference
from importers.rules.results import Answers, Recognition
from importers.services.reading import read_file
from inventory.rules.catalogue import read_catalogue

LIST_ROWS = 20_000
MATRIX_TYPES, MATRIX_COMMUNES = 120, 96
OLD_ROWS = {"old": 5_000, "old-long": 20_000}  # the second is what an office has
START_SECONDS = 0.5
HEADER = ("TT", "Xã, phường", "Tên phương tiện, vật tư", "ĐVT", "Số lượng", "Tình trạng", "Đơn vị quản lý", "Điện thoại", "Nơi cất giữ", "Ghi chú")  # fmt: skip


def list_rows(count: int) -> list[tuple[object, ...]]:
    """Return a list as offices keep it: a title, a header, and one row for each thing a commune holds."""
    communes = [commune.title for commune in read_tables().gazetteer.communes]
    kinds = read_catalogue()
    rows: list[tuple[object, ...]] = [
        ("THỐNG KÊ PHƯƠNG TIỆN, VẬT TƯ PHÒNG CHỐNG THIÊN TAI NĂM 2026",),
        (),
        HEADER,
    ]
    for n in range(count):
        kind = kinds[n % len(kinds)]
        commune = communes[n // len(kinds) % len(communes)]
        village = f"Thôn {n // (len(kinds) * len(communes)) + 1}"
        rows.append(
            (
                n + 1,
                commune,
                kind.name,
                kind.unit,
                n * 7 % 90 + 1,
                ("Tốt", "Trung bình", None)[n % 3],
                ("UBND xã", "Ban CHQS xã", f"Ông Nguyễn Văn {chr(65 + n % 26)}")[n % 3],
                f"09{n * 7919 % 100_000_000:08d}",
                f"{village}, kho {n % 9 + 1}",
                f"Kiểm tra ngày {n % 28 + 1}/5" if n % 4 == 0 else None,
            )
        )
    return rows


def matrix_rows() -> list[tuple[object, ...]]:
    """Return types down, communes across, every cell filled."""
    communes = [commune.title for commune in read_tables().gazetteer.communes][:MATRIX_COMMUNES]
    rows: list[tuple[object, ...]] = [
        ("TỔNG HỢP VẬT TƯ, PHƯƠNG TIỆN CÁC XÃ, PHƯỜNG NĂM 2026",),
        (),
        ("TT", "Tên vật tư, phương tiện", "ĐVT", *communes),
    ]
    for n, kind in enumerate(read_catalogue()[:MATRIX_TYPES]):
        rows.append(
            (n + 1, kind.name, kind.unit, *((n * 13 + col * 7) % 60 + 1 for col in range(len(communes))))
        )
    return rows


def write_xlsx(path: Path, rows: list[tuple[object, ...]]) -> None:
    """Write the rows in one font, the heads in bold, the title merged over the table."""
    book: Any = openpyxl.Workbook()
    sheet = book.active
    plain, bold = Font(name="Times New Roman", size=13), Font(name="Times New Roman", size=13, bold=True)
    for number, row in enumerate(rows, start=1):
        for col, value in enumerate(row, start=1):
            if value is not None:
                sheet.cell(number, col, value).font = plain if number > 3 else bold
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=10)
    book.save(path)


def write_xls(path: Path, rows: list[tuple[object, ...]]) -> None:
    """Write the rows in the old format."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Thống kê")
    for number, row in enumerate(rows):
        for col, value in enumerate(row):
            if value is not None:
                sheet.write(number, col, value)
    book.save(str(path))


def _recognised(path: Path, reference: Reference) -> Recognition:
    return read_file(path, name=path.name, sha256="0" * 64, reference=reference, answers=Answers(), office="")


def _waited_for(path: Path, reference: Reference) -> Callable[[], object]:
    """Return the reading by a process that waits already; it has long started when a person has chosen a file."""
    child.prepare()
    time.sleep(START_SECONDS)
    return lambda: _recognised(path, reference)


def _peaks(path: Path) -> tuple[float, float]:
    """Return the peak megabytes of (this process, the reader it started)."""
    _recognised(path, shipped_reference())
    return tuple(  # type: ignore[return-value]
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def measure(name: str, path: Path, rounds: int) -> str:
    """Return a line of figures for one file."""
    reference = shipped_reference()
    read_with: dict[str, Callable[[], object]] = {
        "started": lambda: _recognised(path, reference),
        "fonts": lambda: openpyxl.load_workbook(path, data_only=True),
        "pandas": lambda: pandas.read_excel(path, engine="openpyxl", header=None),
    }
    if path.suffix == ".xls":
        read_with["fonts"] = lambda: xlrd.open_workbook(path, formatting_info=True)
        keeps_fonts: Any = {"formatting_info": True}
        read_with["pandas"] = lambda: pandas.read_excel(
            path, engine="xlrd", engine_kwargs=keeps_fonts, header=None
        )
    for work in read_with.values():
        work()  # libraries are loaded
    taken = [
        [*(_seconds(work) for work in read_with.values()), _seconds(_waited_for(path, reference))]
        for _ in range(rounds)
    ]
    started, fonts, table, ours = (statistics.median(column) for column in zip(*taken, strict=True))
    found = _recognised(path, reference)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        parent, child = pool.apply(_peaks, (path,))
    accepted = sum(row.status == "accepted" for row in found.rows)
    return (
        f"{name:8} read and recognised {ours:6.3f} s ({started:6.3f} s with the start of its process)  "
        f"with fonts {fonts:6.3f} s  ratio {ours / fonts:5.2f} ({started / fonts:5.2f})  "
        f"pandas {table:6.3f} s  ratio {ours / table:5.2f}  rows {len(found.rows)}  accepted {accepted}  "
        f"memory {parent:.0f} MB, reader {child:.0f} MB\n"
    )


def main() -> None:
    """Print a line for each file."""
    warnings.filterwarnings("ignore", message="The xlrd engine is deprecated")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", default=["list", "matrix", *OLD_ROWS])
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name in chosen.files:
            path = Path(folder) / (f"{name}.xls" if name in OLD_ROWS else f"{name}.xlsx")
            if name in OLD_ROWS:
                write_xls(path, list_rows(OLD_ROWS[name]))
            else:
                write_xlsx(path, matrix_rows() if name == "matrix" else list_rows(LIST_ROWS))
            sys.stdout.write(measure(name, path, chosen.rounds))


if __name__ == "__main__":
    main()
