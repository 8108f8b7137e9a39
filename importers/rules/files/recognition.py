"""From a book to what it means: the one entry point of recognition."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from core.communes.rules import CommuneCode
from core.excel.book import Book, Sheet
from importers.rules.files.across_sheets import Gathered, check_sums_of_sheets
from importers.rules.files.file_era import settle_by_other_sheets
from importers.rules.files.known import Known
from importers.rules.files.partly_repeated import ask_counted_elsewhere
from importers.rules.files.phases import ask_phase, settle_phases
from importers.rules.files.pictures import pictures_of
from importers.rules.files.records import read_records
from importers.rules.files.repeats import ask_sheet, find_repeats, left_out_of
from importers.rules.files.separators import Separators, figures_of, separators_of
from importers.rules.files.sheet_read import SheetRead, stored_texts
from importers.rules.files.sheets import open_sheet, walk_sheet
from importers.rules.layout.drafts import At, PlaceFound, PlaceSource
from importers.rules.layout.totals import check_totals
from importers.rules.names.places import Era, PlaceIndex
from importers.rules.names.vocabulary import Role
from importers.rules.reasons import Reason
from importers.rules.results import (
    Answers,
    Candidate,
    Place,
    QuestionKind,
    Recognition,
    SheetResult,
    Unread,
)
from importers.rules.rows.accents import typed_without_accents
from importers.rules.rows.headings import places_in
from importers.rules.rows.table_headings import FileHints
from importers.rules.stock.own_rows import with_own_lots
from importers.rules.texts.encodings import as_each_reads, choose_encoding
from importers.rules.texts.last_days import doubted_days
from importers.rules.texts.numbers import read_figure
from importers.rules.verdicts.judge import judge
from importers.rules.verdicts.judging import Judging
from importers.rules.verdicts.questions import Questions
from inventory.rules.catalogue import UnitFactor

OWN_LIST = "Chi tiết"
HEAD_CELLS = 200
OWN_SHEETS = frozenset({"Bìa", "Biến động", OWN_LIST, "Không cân"})
_YEAR = re.compile(r"(?<!\d)(20[0-3]\d)(?!\d)")


def recognise(
    book: Book,
    *,
    file_name: str,
    sha256: str,
    known: Known,
    factors: Sequence[UnitFactor],
    answers: Answers,
    home: CommuneCode | None,
) -> Recognition:
    """Return all that was found in a book.

    `factors` are the office's remembered packings (how many gói one thùng holds), `answers` what people have
    answered so far, `home` the official's own commune for sheets that name none. The same input gives the same result.
    """
    indexes, questions = known.indexes, Questions()
    summaries = summaries_of_own_export(book)
    opened = [
        open_sheet(sheet, choose_encoding(sheet, known.syllables, answers), indexes)
        for sheet in (_head_of(sheet) if sheet.name in summaries else sheet for sheet in book.sheets)
    ]
    settle_by_other_sheets([read for read, _ in opened], indexes.places)
    hints = _hints([read for read, _ in opened], file_name, indexes.places)
    for read, tables in opened:
        if read.name in summaries:
            read.reason = Reason.OWN_EXPORT
        else:
            walk_sheet(read, tables, indexes, hints)
            if read.reason == Reason.NO_TABLE:
                read_records(read, indexes, hints)
    reads = [read for read, _ in opened]
    asked_phases = {read.name: settle_phases(read, answers) for read in reads}
    repeats = find_repeats(reads, indexes.places)
    found, left_out = Gathered(), left_out_of(repeats, answers)
    ask_counted_elsewhere(reads, left_out)
    blank = Judging(
        sheet="", indexes=indexes, factors=factors, answers=answers, questions=questions, home=home
    )
    written = {read.name: figures_of(read, blank) for read in reads}
    for read in reads:
        others = [figure for name, figures in written.items() if name != read.name for figure in figures]
        separators = separators_of(read, blank, written[read.name], others)
        judging = _judging(read, blank, separators)
        ask_sheet(read, repeats.get(read.name), questions)
        _judge_sheet(read, judging, asked_phases[read.name], found, left_out=read.name in left_out)
    check_sums_of_sheets(reads, repeats, left_out, found)
    asked = questions.all()
    return Recognition(
        file_name=file_name,
        sha256=sha256,
        sheets=tuple(found.sheets),
        rows=tuple(with_own_lots(found.rows, book.sheets)),
        checks=tuple(found.checks),
        unread=tuple(found.unread),
        questions=asked,
        labelled=found.labelled,
        pictures=pictures_of(asked, reads),
        year=hints.year,
        stored=stored_texts(reads),
    )


def summaries_of_own_export(book: Book) -> frozenset[str]:
    """Return the sheets of our own yearly workbook that repeat its list; none for any other file.

    The workbook is known by its fixed sheets; one row for each lot stands on `Chi tiết`, all others sum it up.
    """
    names = {sheet.name for sheet in book.sheets}
    return frozenset(names - {OWN_LIST}) if names >= OWN_SHEETS else frozenset()


def _head_of(sheet: Sheet) -> Sheet:
    """Return a sheet's first cells: of a summary of half a million cells nobody needs more than what it is headed."""
    return replace(sheet, cells=sheet.cells[:HEAD_CELLS], merges=())


def _hints(reads: Sequence[SheetRead], file_name: str, names: PlaceIndex) -> FileHints:
    """Return the commune and the year that the file as a whole speaks of."""
    places = {
        read.heading.place.code: read.heading
        for read in reads
        if read.heading.place is not None and read.heading.place.certain and not read.heading.by_name
    }
    years = [read.heading.year for read in reads if read.heading.year] or [
        int(year) for year in _YEAR.findall(file_name)
    ]
    place = None
    if len(places) == 1:
        heading = next(iter(places.values()))
        if heading.place is not None:
            place = PlaceFound(text=heading.raw, match=heading.place, source=PlaceSource.HEADING)
    spoken = re.sub(r"[_\-.]+", " ", file_name)
    named = [match.code for _, match in places_in([spoken], names, Era.UNKNOWN, "") if match.code is not None]
    return FileHints(place=place, year=max(years, default=None), file_communes=tuple(dict.fromkeys(named)))


def _judging(read: SheetRead, blank: Judging, separators: Separators) -> Judging:
    """Return what a sheet is judged by: its own conventions for numbers, and what its totals settle."""
    figures_in = Counter(draft.cell.row for draft in read.drafts)
    return replace(
        blank,
        sheet=read.name,
        convention=separators.sheet,
        columns=separators.columns,
        settled=separators.settled,
        encoding_asked="" if read.choice.certain else read.choice.key,
        crowded=frozenset(row for row, count in figures_in.items() if count > 1),
        doubted_days=doubted_days(
            draft.texts[Role.EXPIRY] for draft in read.drafts if Role.EXPIRY in draft.texts
        ),
        accentless=typed_without_accents(read.grid, read.drafts, blank.indexes.items),
    )


def _judge_sheet(read: SheetRead, judging: Judging, phase: str, found: Gathered, *, left_out: bool) -> None:
    if not read.choice.certain:
        _ask_encoding(read, judging.questions)
    amounts = found.amounts.setdefault(read.name, {})
    # Of a sheet left out nothing is asked but whether to take it; its totals are still checked. Of one whose encoding
    # is not settled nothing else is asked either: its words may be other words once it is.
    by = judging if read.choice.certain and not left_out else replace(judging, questions=Questions())
    rows = [judge(by, draft) for draft in read.drafts]
    if not read.choice.certain:
        rows = [row._replace(questions=row.questions and (read.choice.key,)) for row in rows]
    elif phase:
        rows = ask_phase(read, phase, rows, by.questions)
    for draft, row in zip(read.drafts, rows, strict=True):
        if not draft.single:
            amounts[draft.cell.row, draft.cell.col] = row.stated_quantity
        if left_out:
            found.unread.append(
                Unread(sheet=read.name, cell=row.cell, raw=draft.cell.raw, reason=Reason.SHEET_REPEATED)
            )
    for at in {at for claim in read.claims for cells in claim.options for at in cells} - amounts.keys():
        cell = read.grid.cells[at]
        figure = read_figure(cell.value, formula=cell.formula, convention=judging.convention, counted=False)
        amounts[at] = figure.amount if figure is not None else None
    if not left_out:
        found.rows.extend(rows)
    found.checks.extend(check_totals(read.name, read.claims, amounts, judging.convention))
    found.unread.extend(_unread(read, at, reason) for at, reason in sorted(read.unread.items()))
    found.labelled[read.name] = read.labels
    found.sheets.append(_sheet_result(read, left_out=left_out))


def _sheet_result(read: SheetRead, *, left_out: bool) -> SheetResult:
    reason = (
        Reason.SHEET_REPEATED
        if left_out
        else (read.reason or ("hidden" if read.sheet.state == "hidden" else ""))
    )
    return SheetResult(
        name=read.name,
        decision="imported" if read.drafts and not left_out else "skipped",
        reason=str(reason),
        layout=" ".join(dict.fromkeys(str(layout) for layout in read.layouts)),
        header_rows=tuple(dict.fromkeys(read.header_rows)),
        encoding=str(read.choice.encoding),
        samples=read.choice.samples,
    )


def _unread(read: SheetRead, at: At, reason: Reason) -> Unread:
    cell = read.grid.cells[at]
    return Unread(sheet=read.name, cell=cell.address, raw=cell.raw, reason=str(reason))


def _ask_encoding(read: SheetRead, questions: Questions) -> None:
    chosen = read.choice.encoding
    candidates = [
        Candidate(value=str(encoding), label=text, score=1.0 if encoding is chosen else 0.3)
        for encoding, text in as_each_reads(read.choice.samples).items()
    ]
    candidates.sort(key=lambda candidate: -candidate.score)
    for draft in read.drafts:
        place = Place(sheet=read.name, cell=draft.cell.address)
        questions.ask(read.choice.key, QuestionKind.ENCODING, read.name, place, candidates=candidates)
