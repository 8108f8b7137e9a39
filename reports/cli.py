"""Commands of the reports."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from core.audit.rules import key_from
from core.clock import now
from core.errors import DomainError
from core.web.commands import fail
from core.web.doors import database, settings
from core.web.sentences import sentence
from reports.queries.frozen import find_frozen
from reports.rules.frame import HOUSE
from reports.sentences import workbook_words
from reports.services.annual import Maker, write_annual
from reports.services.freezing import facts_of, kept_file

reports_group = AppGroup("reports", help="Reports.")


@reports_group.command("annual")
@click.option("--year", required=True, type=int, help="The calendar year.")
@click.option("--commune", default="", help="Code of one commune; the whole province when left out.")
@click.option("--area", default="", help='A former district, such as "Huyện Bình Sơn"; not with --commune.')
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The .xlsx file to write."
)
def annual(year: int, commune: str, area: str, out: Path) -> None:
    """Write the year's workbook for the auditors; of a frozen year the kept file."""
    held = settings()
    if commune and area:
        fail("Chỉ chọn một trong hai: --commune hoặc --area.")
    words = workbook_words()
    made = Maker(province=held.province_name, by=HOUSE, key=key_from(held.secret_key), words=words)
    try:
        with database().snapshot() as session:
            frozen = find_frozen(session, year, area or commune)
            if frozen is None:
                facts = facts_of(session, year=year, scope=area or commune, maker=made, now=now())
        if frozen is not None:
            out.write_bytes(kept_file(frozen, data_dir=held.data_dir))
            click.echo(f"Đã ghi {out}: sổ năm {year} đã chốt. sha256 {frozen.sha256}")
            return
        write_annual(facts, words, out)
    except DomainError as error:
        fail(sentence(error))
    except OSError:
        fail(f"Không ghi được tệp {out}. Vui lòng kiểm tra thư mục, quyền ghi, hoặc đóng tệp nếu đang mở.")
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    click.echo(f"Đã ghi {out}: năm {year}, {len(facts.communes)} xã, {len(facts.lots)} dòng. sha256 {digest}")


def set_up(app: Flask) -> None:
    """Add the commands to `flask`."""
    app.cli.add_command(reports_group)
