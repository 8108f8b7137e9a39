"""The rows that were not taken, as a workbook to correct and load back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO

from flask import send_file
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from core.accounts.rules.roles import Permission
from core.clock import day_of, now
from core.excel.writing import write_workbook
from core.web.access import requires
from core.web.doors import reading
from core.web.list_files import XLSX
from importers.doors.showing import Shown
from importers.pages.frame import bp, show_batch
from importers.queries.batches import BatchState, list_untaken_lines, office_of_batch
from importers.rules.results import SKIP, Question, QuestionKind, Row
from importers.rules.stock.leftovers import Leftover, leftover_sheet, problems_of
from importers.rules.stock.lines import LineStatus
from importers.sentences import MODES, REASONS, STATUSES

CANDIDATES = 3
FEW = 4
_NAMED = (QuestionKind.ITEM, QuestionKind.PLACE)


@bp.get("/<int:batch_id>/chua-nhap")
@requires(Permission.IMPORT_RUN, office_of_batch)
def leftovers(batch_id: int) -> ResponseReturnValue:
    """Every row that is refused or still to be asked about, with what stands in its way."""
    shown = show_batch(batch_id)
    moment = now()
    with force_locale("vi"):  # the importer reads Vietnamese headers, and the file goes on to other offices
        mode = str(MODES[shown.batch.mode]).partition(":")[0]
        left = list(_leftovers(shown))
        sheet = leftover_sheet(left, receipt=shown.batch.number, mode=mode, today=day_of(moment))
    file = BytesIO()
    write_workbook([sheet], file, title=sheet.name, author=shown.batch.number, made_at=moment)
    file.seek(0)
    name = f"{shown.batch.number} dòng chưa nhập.xlsx"
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name=name)


def _untaken(shown: Shown) -> Iterator[tuple[Row, LineStatus, tuple[str, ...], str]]:
    """Yield each row that was not taken with its status, its reasons and its place in the register."""
    if shown.batch.state is BatchState.OPEN:
        for line in shown.preview.lines:
            if line.status in (LineStatus.ASK, LineStatus.REFUSED):
                yield line.row, line.status, line.reasons, line.place or line.row.location
        return
    by_cell = {(row.sheet, row.cell): row for row in shown.recognition.rows}
    with reading() as session:
        for taken in list_untaken_lines(session, shown.batch.id):
            row = by_cell.get((taken.sheet, taken.cell))
            if row is not None:
                yield row, taken.status, taken.reasons, taken.place or row.location


def refused_for(shown: Shown) -> list[tuple[str, int]]:
    """Return what stands in the way of the refused rows of a file that waits, in words, with how many; most rows first."""
    words = Counter(
        _in_the_way(line.status, line.reasons)
        for line in shown.preview.lines
        if line.status is LineStatus.REFUSED
    )
    return words.most_common(FEW)


def _leftovers(shown: Shown) -> Iterator[Leftover]:
    questions = {question.key: question for question in shown.recognition.questions}
    for row, status, reasons, place in _untaken(shown):
        asked = [questions[key] for key in row.questions if key in questions]
        commune = shown.names.communes.get(row.commune_code, "") if row.commune_code else ""
        yield Leftover(
            row=row,
            commune=commune,
            thing=shown.names.types.get(row.resource_code or "", ""),
            place=place,
            problem=_problem(status, reasons, asked),
        )


def _in_the_way(status: LineStatus, reasons: tuple[str, ...]) -> str:
    words = [str(REASONS[reason]) for reason in problems_of(reasons) if reason in REASONS]
    return "; ".join(words) or str(STATUSES[status])


def _problem(status: LineStatus, reasons: tuple[str, ...], asked: Iterable[Question]) -> str:
    text = _in_the_way(status, reasons)
    names = [
        candidate.label
        for question in asked
        if question.kind in _NAMED
        for candidate in question.candidates[:CANDIDATES]
        if candidate.value != SKIP and candidate.label
    ]
    suggested = f" ({', '.join(dict.fromkeys(names))}?)" if names else ""
    return f"{text[:1].upper()}{text[1:]}{suggested}"
