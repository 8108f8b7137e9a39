"""Spreadsheets from the command line: `flask stock import` and `flask stock undo`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask.cli import with_appcontext

from core.accounts.rules.roles import Actor, Role
from core.clock import now
from core.errors import DomainError, NotFoundError
from core.excel import child
from core.web.doors import reading, settings, transaction
from core.web.language import say_quantity
from core.web.sentences import sentence
from importers.queries.answers import answers_for
from importers.queries.batches import Batch, get_batch
from importers.queries.names import Names, get_names, names_in
from importers.queries.previews import list_standings, preview_of, with_newer
from importers.queries.reference import Reference, get_reference, is_set_up, shipped_reference
from importers.rules.files.as_json import as_json
from importers.rules.results import Answers, Recognition
from importers.rules.stock.difference import compare
from importers.rules.stock.lines import Line, LineReason, LineStatus, Meaning, Mode, Preview
from importers.sentences import ENCODINGS, LAYOUTS, OUTCOMES, REASONS, STATUSES
from importers.services.committing import commit
from importers.services.files import Received, file_digest, keep, plain_name, received
from importers.services.reading import read_file, reading_key
from importers.services.undoing import undo
from importers.services.uploads import open_batch
from inventory.cli import stock

# The command line belongs to whoever runs the server: the province's reach.
OPERATOR = Actor(user_id=0, login="cli", name="Dòng lệnh", role=Role.VAN_PHONG_PCTT, commune_code="")
MARKS = {
    LineStatus.NEW: "+",
    LineStatus.CHANGED: "~",
    LineStatus.SAME: "=",
    LineStatus.ASK: "?",
    LineStatus.REFUSED: "x",
}


def _fail(error: DomainError, form: str = "text") -> None:
    """Say a refusal to people, and to a program that asked for JSON what it can read as well."""
    text = sentence(error)
    if form == "json":
        facts = {name: str(value) for name, value in error.facts.items()}
        _print_json({"error": {"code": error.code, "message": text, "facts": facts}})
    click.echo(text, err=True)
    sys.exit(1)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--dry-run", is_flag=True, help="Only say what was recognised; needs no database and keeps nothing."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option(
    "--mode",
    type=click.Choice([mode.value for mode in Mode]),
    default=Mode.REPLACE.value,
    help="replace: the figures are what there is; add: they come on top; fill: only rows not there yet.",
)
@click.option("--yes", is_flag=True, help="Do not ask before writing.")
@with_appcontext
def import_file(file: Path, dry_run: bool, form: str, mode: str, yes: bool) -> None:
    """Read a spreadsheet and bring what is certain into stock.

    Leaves with 0 when the file was read (and, without --dry-run, written or left waiting), with 1 and a sentence when
    it was refused, with 2 when the command itself was mistyped.
    """
    child.prepare()
    try:
        if dry_run:
            _dry_run(file, form, Mode(mode))
        else:
            _import(file, form, Mode(mode), yes=yes)
    except DomainError as error:
        _fail(error, form)


def _dry_run(file: Path, form: str, mode: Mode) -> None:
    name, sha256 = plain_name(file.name), file_digest(file)
    answers, ready = Answers(), False
    with reading() as session:
        ready = is_set_up(session)
        reference = get_reference(session) if ready else shipped_reference()
        if ready:
            answers = answers_for(session, office="", sha256=sha256)
    recognition = read_file(file, name=name, sha256=sha256, reference=reference, answers=answers, office="")
    if form == "json":
        _print_json(as_json(recognition))
        return
    preview = _dry_preview(recognition, reference, answers, mode, ready=ready)
    _print_text(recognition, preview, names_in(reference))
    click.echo("Chạy thử: chưa ghi gì. (dry run, nothing written)")


def _dry_preview(
    recognition: Recognition, reference: Reference, answers: Answers, mode: Mode, *, ready: bool
) -> Preview:
    meaning = Meaning(mode=mode, office="", answers=answers, titles=reference.titles)
    if not ready:
        return compare(recognition, {}, meaning)
    with reading() as session:
        standings = list_standings(session, recognition)
        preview = compare(recognition, standings, meaning)
        return with_newer(session, recognition, preview) if mode is Mode.REPLACE else preview


def _import(file: Path, form: str, mode: Mode, *, yes: bool) -> None:
    with file.open("rb") as stream, received(stream, file.name, settings().data_dir) as arrived:
        batch, recognition, answers = _open(arrived, mode)
    with reading() as session:
        names = get_names(session)
        preview = preview_of(session, batch, recognition, names=names, answers=answers)
    if form == "text":
        _print_text(recognition, preview, names)
    if not yes and not click.confirm("Ghi vào kho? (write to stock)", err=True):
        click.echo(f"Chưa ghi gì; tệp đang chờ với số {batch.number}. (nothing written)", err=True)
        return
    with transaction() as session:
        receipt = commit(
            session,
            batch_id=batch.id,
            recognition=recognition,
            made_with=reading_key(answers),
            digest=preview.digest,
            actor=OPERATOR,
            now=now(),
        )
    counts = {status.value: count for status, count in receipt.preview.counts().items()}
    if form == "json":
        _print_json({**as_json(recognition), "batch": {"id": batch.id, "number": batch.number, **counts}})
        return
    click.echo(
        f"Đã ghi {receipt.preview.written} dòng kho. Biên nhận {batch.number}; hoàn tác: flask stock undo {batch.id}"
    )


def _open(file: Received, mode: Mode) -> tuple[Batch, Recognition, Answers]:
    with reading() as session:
        reference = get_reference(session)
        answers = answers_for(session, office="", sha256=file.sha256)
    recognition = read_file(
        file.path, name=file.name, sha256=file.sha256, reference=reference, answers=answers, office=""
    )
    keep(file, settings().data_dir)
    with transaction() as session:
        batch_id = open_batch(
            session,
            file,
            office="",
            mode=mode,
            recognition=recognition,
            answers=answers,
            actor=OPERATOR,
            now=now(),
        )
        return get_batch(session, batch_id), recognition, answers


def _print_json(value: dict[str, Any]) -> None:
    for part in json.JSONEncoder(ensure_ascii=False, indent=1).iterencode(value):
        sys.stdout.write(part)  # a long file has hundreds of thousands of cells: they are never one text
    sys.stdout.write("\n")


def _print_text(recognition: Recognition, preview: Preview, names: Names) -> None:
    click.echo(f"{recognition.file_name}  (sha256 {recognition.sha256[:12]}…)")
    for sheet in recognition.sheets:
        layout, encoding = (
            LAYOUTS.get(sheet.layout, sheet.layout),
            ENCODINGS.get(sheet.encoding, sheet.encoding),
        )
        verdict = (
            "nhập" if sheet.decision == "imported" else f"bỏ qua: {REASONS.get(sheet.reason, sheet.reason)}"
        )
        click.echo(f"  [{sheet.name}] {verdict}; {layout}; {encoding}")
    for line in preview.lines:
        click.echo(_text_of(line, names))
    for check in recognition.checks:
        if check.ok is False:
            stated, computed = say_quantity(check.stated), say_quantity(check.computed)
            click.echo(f"! {check.sheet}!{check.cell}: tổng ghi {stated}, cộng lại {computed}")
    newer = sum(LineReason.NEWER_THERE in line.reasons for line in preview.lines)
    if newer:
        click.echo(f"! {newer} dòng: số trong kho là của năm sau năm {recognition.year} ghi trong tệp")
    for reason, cells in Counter(cell.reason for cell in recognition.unread).most_common():
        click.echo(f"- không dùng {cells} ô: {REASONS.get(reason, reason)}")
    for question in preview.questions:
        click.echo(f"? {question.raw} ({question.cells} ô)")
    click.echo(", ".join(f"{STATUSES[status]} {count}" for status, count in preview.counts().items()))


def _text_of(line: Line, names: Names) -> str:
    row = line.row
    commune = (
        row.commune_raw if row.commune_code is None else names.communes.get(row.commune_code, row.commune_raw)
    )
    thing = names.types.get(row.resource_code or "", row.resource_raw)
    before = f"{say_quantity(line.old_on_hand)} → " if line.status is LineStatus.CHANGED else ""
    figure = row.quantity_raw if line.on_hand is None else f"{before}{say_quantity(line.on_hand)} {row.unit}"
    if line.moved_from is not None:
        here = " · ".join(filter(None, (line.holder, line.place)))
        thing = f"{thing} → {here}"
    reasons = ", ".join(str(REASONS.get(reason, reason)) for reason in line.reasons if reason != "exact_name")
    return f"{MARKS[line.status]} {row.sheet}!{row.cell:7} {commune:28} {thing:36} {figure:>16}  {reasons}".rstrip()


@click.command("undo")
@click.argument("batch")
@with_appcontext
def undo_import(batch: str) -> None:
    """Take an import back; BATCH is its receipt's number (NK-000012) or plainly 12."""
    digits = batch.upper().removeprefix("NK-").lstrip("0")
    if not digits.isdecimal():
        click.echo(f"“{batch}” không phải số biên nhận. (not a receipt number)", err=True)
        sys.exit(1)
    try:
        with transaction() as session:
            outcomes = undo(session, batch_id=int(digits), actor=OPERATOR, now=now())
    except NotFoundError:
        click.echo(f"Không có lần nhập nào mang số {digits}. (no such receipt)", err=True)
        sys.exit(1)
    except DomainError as error:
        _fail(error)
        return
    for outcome, count in outcomes.items():
        click.echo(f"{count} dòng {OUTCOMES[outcome]}")


def set_up(_app: Flask) -> None:
    """Add the commands to the register's group `stock`."""
    stock.add_command(import_file)
    stock.add_command(undo_import)
