"""The register from the command line. Other packages add their commands to the group `stock`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from core.communes.queries import get_commune, list_communes, store_tables
from core.communes.tables import Tables, TablesError, read_tables
from core.errors import DomainError
from core.text import plain_number
from core.web.commands import fail
from core.web.doors import reading, transaction
from core.web.language import say_quantity
from core.web.sentences import sentence
from inventory.queries.lots import Lot, list_lot_ids, list_lots_by_ids
from inventory.rules.catalogue import read_catalogue
from inventory.services.catalogue import store_catalogue, store_commune_holders

stock = AppGroup("stock", help="What there is and where.")
province = AppGroup("province", help="Set an installation up for a province from its own tables of communes.")
FOLDER = click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))


def _tables(folder: Path) -> Tables:
    try:
        return read_tables(folder)
    except TablesError as error:
        fail(f"{error}\nChưa nạp gì; vui lòng sửa các ô trên rồi chạy lại. (nothing was loaded)")
        raise


@province.command("check")
@FOLDER
def check_province(folder: Path) -> None:
    """Say what is wrong in FOLDER's tables, cell by cell; nothing is loaded."""
    tables = _tables(folder)
    held = tables.gazetteer
    click.echo(
        f"Dùng được: {len(held.communes)} xã, {len(held.old_communes)} xã cũ, {len(held.aliases)} tên khác, "
        f"{len(tables.links)} liên kết. (the tables can be used)"
    )


@province.command("load")
@FOLDER
def load_province(folder: Path) -> None:
    """Load FOLDER's communes, their former names and the catalogue into an empty database."""
    tables = _tables(folder)
    with transaction() as session:
        if list_communes(session):
            fail("Cơ sở dữ liệu đã có danh sách xã; chỉ nạp vào nơi trống. (database in use)")
        communes = store_tables(session, tables)
        types = store_catalogue(session, read_catalogue())
        store_commune_holders(session, tables.gazetteer.communes)
    click.echo(f"Đã nạp {communes} xã và {types} loại. Tiếp theo: flask user add. (loaded; now add accounts)")


@stock.command("show")
@click.option("--commune", "commune_code", required=True, help="Code of the commune, such as 21025.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def show(commune_code: str, form: str) -> None:
    """List what stands in the register for one commune."""
    try:
        with reading() as session:
            commune = get_commune(session, commune_code)
            lots = list_lots_by_ids(session, list_lot_ids(session, commune_code))
    except DomainError as error:
        click.echo(sentence(error), err=True)
        sys.exit(1)
    rows = [lots[lot_id] for lot_id in sorted(lots)]
    if form == "json":
        held = {
            "commune": {"code": commune.code, "name": commune.title},
            "rows": [_json(lot) for lot in rows],
        }
        click.echo(json.dumps(held, ensure_ascii=False, indent=1))
        return
    click.echo(f"{commune.title} ({commune.code}): {len(rows)} dòng")
    for lot in rows:
        broken = f"  hỏng {say_quantity(lot.balance.broken)}" if lot.balance.broken else ""
        reserved = f"  đang giữ {say_quantity(lot.balance.reserved)}" if lot.balance.reserved else ""
        where = " · ".join(part for part in (lot.holder, lot.place, lot.mark) if part)
        figure = f"{say_quantity(lot.balance.on_hand)} {lot.unit}"
        click.echo(f"{lot.type_code}  {lot.resource:40} {figure:>18}{broken}{reserved}  {where}")


def _json(lot: Lot) -> dict[str, object]:
    return {
        "id": lot.id,
        "resource_code": lot.type_code,
        "resource": lot.resource,
        "unit": lot.unit,
        "on_hand": plain_number(lot.balance.on_hand),
        "reserved": plain_number(lot.balance.reserved),
        "away": plain_number(lot.balance.away),
        "broken": plain_number(lot.balance.broken),
        "keep": plain_number(lot.balance.keep),
        "holder": lot.holder,
        "place": lot.place,
        "mark": lot.mark,
        "checked_on": lot.checked_on.isoformat() if lot.checked_on else None,
    }


def set_up(app: Flask) -> None:
    """Add the commands to `flask`."""
    app.cli.add_command(stock)
    app.cli.add_command(province)
