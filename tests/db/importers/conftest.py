"""A province with its communes and catalogue, workbooks made on the spot, and the way in that doors take."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from core.accounts.rules.roles import Actor, Role
from core.db import Database
from importers.queries.answers import answers_for
from importers.queries.batches import get_batch, get_batch_and_reading
from importers.queries.names import get_names
from importers.queries.previews import preview_of
from importers.queries.reference import get_reference
from importers.rules.results import Question
from importers.rules.stock.lines import Mode, Preview
from importers.rules.stock.undo import Outcome
from importers.services.answering import answer
from importers.services.committing import Receipt, commit
from importers.services.files import find_kept, keep, received
from importers.services.reading import read_file, reading_key
from importers.services.undoing import undo
from importers.services.uploads import open_batch, store_reading
from inventory.queries.lot_values import Lot
from inventory.queries.lots import list_lot_ids, list_lots_by_ids
from tests.db.province import template_postgres, template_sqlite

__all__ = ["template_postgres", "template_sqlite"]
NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
XA, KHAC = "21085", "21025"
TINH = Actor(user_id=1, login="tinh", name="Trần Thị B", role=Role.VAN_PHONG_PCTT, commune_code="")
CAN_BO = Actor(user_id=2, login="xa", name="Nguyễn Văn A", role=Role.CAN_BO_XA, commune_code=XA)
_numbers = itertools.count(1)

HEAD = ("TT", "Xã, phường", "Tên phương tiện, vật tư", "ĐVT", "Số lượng", "Đơn vị quản lý", "Địa điểm để")
Lines = Sequence[tuple[Any, ...]]


@pytest.fixture(autouse=True)
def _reads_here(reads_here: None) -> None:
    pass


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """Where an office's person sits: uploads, answers, commits and undoes as a page would."""

    database: Database
    folder: Path
    now: datetime = NOW

    def file(
        self, *lines: tuple[Any, ...], title: str = "TỔNG HỢP PHƯƠNG TIỆN, VẬT TƯ", note: bool = False
    ) -> Path:
        """Return a workbook of (commune, item, unit, quantity[, holder[, place, or a note]])."""
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = "PL1"
        sheet.append((title,))
        sheet.append(())
        sheet.append((*HEAD[:-1], "Ghi chú") if note else HEAD)
        for number, line in enumerate(lines, start=1):
            sheet.append((number, *line))
        path = self.folder / f"tong hop {next(_numbers)}.xlsx"
        book.save(path)
        return path

    def upload(self, path: Path, mode: Mode = Mode.REPLACE, actor: Actor = TINH) -> int:
        """Return the id of the upload."""
        office = actor.commune_code
        with path.open("rb") as stream, received(stream, path.name, self.folder) as file:
            with self.database.reading() as session:
                reference = get_reference(session)
                answers = answers_for(session, office=office, sha256=file.sha256)
            found = read_file(
                file.path,
                name=file.name,
                sha256=file.sha256,
                reference=reference,
                answers=answers,
                office=office,
            )
            keep(file, self.folder)
            with self.database.transaction() as session:
                return open_batch(
                    session,
                    file,
                    office=office,
                    mode=mode,
                    recognition=found,
                    answers=answers,
                    actor=actor,
                    now=self.now,
                )

    def preview(self, batch_id: int) -> Preview:
        """Return the upload beside the stock as it stands now."""
        with self.database.reading() as session:
            batch, found = get_batch_and_reading(session, batch_id)
            answers = answers_for(session, office=batch.office, sha256=batch.sha256)
            return preview_of(session, batch, found, names=get_names(session), answers=answers)

    def answer(self, batch_id: int, choose: Callable[[Question], str], actor: Actor = TINH) -> int:
        """Answer every question and read the file again; return how many were answered."""
        questions = self.preview(batch_id).questions
        with self.database.transaction() as session:
            count = answer(
                session,
                batch_id=batch_id,
                questions=questions,
                values={question.key: choose(question) for question in questions},
                reference=get_reference(session),
                actor=actor,
                now=self.now,
            )
        with self.database.reading() as session:
            batch = get_batch(session, batch_id)
            reference = get_reference(session)
            answers = answers_for(session, office=batch.office, sha256=batch.sha256)
        path = find_kept(self.folder, batch.sha256, batch.file_name)
        found = read_file(
            path,
            name=batch.file_name,
            sha256=batch.sha256,
            reference=reference,
            answers=answers,
            office=batch.office,
        )
        with self.database.transaction() as session:
            store_reading(session, batch_id=batch_id, recognition=found, answers=answers)
        return count

    def commit(self, batch_id: int, digest: str = "", actor: Actor = TINH) -> Receipt:
        """Commit what the preview shows now, or what a preview with `digest` showed."""
        digest = digest or self.preview(batch_id).digest
        with self.database.reading() as session:
            batch, found = get_batch_and_reading(session, batch_id)
            answers = answers_for(session, office=batch.office, sha256=batch.sha256)
        with self.database.transaction() as session:
            return commit(
                session,
                batch_id=batch_id,
                recognition=found,
                made_with=reading_key(answers),
                digest=digest,
                actor=actor,
                now=self.now,
            )

    def undo(self, batch_id: int) -> dict[Outcome, int]:
        """Undo an import and return how many rows had each outcome."""
        with self.database.transaction() as session:
            return undo(session, batch_id=batch_id, actor=TINH, now=self.now)

    def lots(self, commune_code: str = XA) -> dict[str, Lot]:
        """Return a commune's rows by type and place, such as "TB-001 Kho xã"."""
        with self.database.reading() as session:
            found = list_lots_by_ids(session, list_lot_ids(session, commune_code))
        return {f"{lot.type_code} {lot.place}".strip(): lot for lot in found.values()}


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    """A desk over an empty register."""
    return Desk(database=database, folder=tmp_path)
