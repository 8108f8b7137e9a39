"""Every list as Excel: one head, one way out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from flask import Response
from flask.typing import ResponseReturnValue

from core.accounts.rules.roles import Actor
from core.clock import day_of, local, now
from core.excel.lists import list_sheet
from core.excel.writing import Column, Sheet, Value, write_workbook
from core.web.doors import settings

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IN_MEMORY = 4_000_000  # bytes of a file
MOST_ROWS = 100_000  # of a list that is read whole into one sheet


def list_file(
    title: str,
    name: str,
    columns: tuple[Column, ...],
    rows: Sequence[Sequence[Value]],
    conditions: Sequence[str],
    actor: Actor,
) -> ResponseReturnValue:
    """Return a list as an Excel file; the telephone numbers typed anywhere in it leave masked."""
    sheet = list_sheet(
        title.partition(":")[0][:31],  # a sheet's name bears no colon
        columns,
        rows,
        title=title,
        unit=actor.unit or province_title(),
        as_of=local(now()),
        conditions=conditions,
    )
    return send_sheet(sheet, title, name, actor)


def province_title() -> str:
    """Return the province as the head of a list names it."""
    return f"Tỉnh {settings().province_name}"


def send_sheet(sheet: Sheet, title: str, name: str, actor: Actor) -> ResponseReturnValue:
    """Return a sheet as the file of a download."""
    # Small files stay in memory, long ones on the disk.
    file = cast("BinaryIO", SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115 - _chunks closes it
    write_workbook([sheet], file, title=title, author=actor.name, made_at=now())
    size = file.tell()
    file.seek(0)
    answer = Response(_chunks(file), mimetype=XLSX)
    answer.content_length = size
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}-{day_of(now()):%Y%m%d}.xlsx")
    return answer


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(64 * 1024):
            yield piece
