"""The register from the command line. Other packages add their commands to the group `stock`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from core.audit.services import SYSTEM, note
from core.clock import now
from core.communes.queries import get_commune, list_communes, store_tables
from core.communes.tables import Tables, TablesError, read_tables
from core.errors import DomainError
from core.text import plain_number
from core.web.commands import fail
from core.web.doors import outline_file, reading, transaction
from core.web.language import say_quantity
from core.web.sentences import sentence
from inventory.queries.lot_values import Lot
from inventory.queries.lots import list_lot_ids, list_lots_by_ids
from inventory.queries.personal import Standing, count_kept_by_law, count_lots, find_standings
from inventory.rules.catalogue import read_catalogue
from inventory.rules.outline import MOST_BYTES, OutlineError, outline_of
from inventory.rules.personal import Place, Search, check_one_person
from inventory.services.catalogue import store_catalogue, store_commune_holders
from inventory.services.personal import Keeper, correct_person, erase_person

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
    old = {
        (one.old_province, one.old_district, one.name) for one in held.old_communes
    }  # a split one is still one
    click.echo(
        f"Dùng được: {len(held.communes)} xã, {len(old)} xã cũ, {len(held.aliases)} tên khác, "
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
        at, by = now(), "cli"
        note(session, stream=SYSTEM, at=at, actor=by, action="province.load", communes=communes, types=types)
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


person = AppGroup("person", help="One person's data (Luật BVDLCN 91/2025/QH15): give out, correct, erase.")


SAME = click.option(
    "--same", is_flag=True, help="All rows shown are one person's; without this namesakes are refused."
)


def _whom(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--name", default="", help="The person's full name."),
        click.option("--phone", default="", help="The person's telephone number."),
        click.option("--commune", default=None, help="Only in this commune; namesakes live elsewhere."),
    ):
        command = option(command)
    return command


def _one_person(name: str, phone: str, commune: str | None, found: list[Standing], *, same: bool) -> None:
    """Return where the rows shown are one person's, or somebody said so; raises SeveralPeopleError."""
    if not same:
        search = Search(name=name, phone=phone, commune_code=commune)
        check_one_person(search, [(item.commune_code, item.name, item.phone) for item in found])


def _keepers() -> list[Keeper]:
    keepers: list[Keeper] = current_app.extensions["person_keepers"]
    return keepers


def _standings(
    session: Session, name: str, phone: str, commune: str | None, *, erasing: bool = False
) -> list[Standing]:
    """Return where the person stands and print it, row by row, with what stays by law; what only an erasure must leave
    is said only where one is asked for, since a correction reaches those rows too."""
    search = Search(name=name, phone=phone, commune_code=commune)
    found = find_standings(session, search, now=now())
    for keeper in _keepers():
        found += keeper.find(session, search)
    for item in found:
        kept = f"  [giữ lại: {KEPT[item.keep]}]" if item.keep and erasing else ""
        place = f"{item.place}:{item.row_id} {item.commune_code or 'tỉnh'}"
        click.echo(f"{place:28} {item.name} · {item.phone or 'không có số'} · {item.detail}{kept}")
        if item.place is Place.HOLDER and (lots := count_lots(session, item.row_id)):
            click.echo(f"{'':28} còn {lots} dòng kho do người này quản lý")
    if not found:
        click.echo("Không có dòng nào mang họ tên hoặc số điện thoại này.")
    if name and (lines := count_kept_by_law(session, name)):
        click.echo(f"{'':28} {lines} nội dung biến động kho có tên này, giữ làm chứng từ")
    click.echo(STAYS)
    return found


@person.command("export")
@_whom
def export_person(name: str, phone: str, commune: str | None) -> None:
    """Print every row that holds the person's data."""
    try:
        with transaction() as session:
            found = _standings(session, name, phone, commune)
            rows = [f"{item.place}:{item.row_id}" for item in found]
            note(session, stream=SYSTEM, at=now(), actor="cli", action="person.export", rows=rows)
    except DomainError as error:
        fail(sentence(error))


@person.command("correct")
@_whom
@click.option("--new-name", default="", help="The right name.")
@click.option("--new-phone", default="", help="The right number.")
@SAME
@click.option("--yes", is_flag=True, help="Do it; without this only the rows are shown.")
def correct(
    name: str, phone: str, commune: str | None, new_name: str, new_phone: str, same: bool, yes: bool
) -> None:
    """Set a name or number right in every row shown."""
    try:
        with transaction() as session:
            found = _standings(session, name, phone, commune)
            if yes:
                _one_person(name, phone, commune, found, same=same)
                done = correct_person(
                    session,
                    found,
                    old_name=name,
                    old_phone=phone,
                    name=new_name,
                    phone=new_phone,
                    keepers=_keepers(),
                    now=now(),
                    by="cli",
                )
                click.echo(f"Đã sửa {done} dòng.")
    except DomainError as error:
        fail(sentence(error))


@person.command("erase")
@_whom
@SAME
@click.option("--yes", is_flag=True, help="Do it; without this only the rows are shown.")
def erase(name: str, phone: str, commune: str | None, same: bool, yes: bool) -> None:
    """Erase the person from every row shown but those to keep; counts of people and stock stay."""
    try:
        with transaction() as session:
            found = _standings(session, name, phone, commune, erasing=True)
            if yes:
                _one_person(name, phone, commune, found, same=same)
                done = erase_person(
                    session, found, name=name, phone=phone, keepers=_keepers(), now=now(), by="cli"
                )
                click.echo(f"Đã xóa ở {done} dòng.")
    except DomainError as error:
        fail(sentence(error))


KEPT = {
    "serving": "đang giữ chức vụ; hãy ghi thôi giữ chức vụ trước",
    "on_duty": "ca trực chưa kết thúc; hãy bỏ ca hoặc đợi hết ca",
}
STAYS = (
    "Không sửa ở đây, vì pháp luật buộc lưu: lệnh và biên bản đã lập, biến động kho, nhật ký kiểm toán, "
    "tệp gốc đã nạp, tài khoản đăng nhập (khóa bằng flask user disable)."
)


boundaries = AppGroup("map", help="Boundaries on the map.")


@boundaries.command("load")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def load_outline(file: Path) -> None:
    """Keep FILE's boundaries (GeoJSON, WGS 84) for the map; only lines and names are taken."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise OutlineError(reason=f"{MOST_BYTES // 1_000_000} MB")
        kept = outline_of(json.loads(file.read_text(encoding="utf-8-sig")))
    except (ValueError, RecursionError):
        fail(sentence(OutlineError(reason="JSON")))
        return
    except OutlineError as error:
        fail(sentence(error))
        return
    target = outline_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(kept, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    click.echo(f"Đã lưu ranh giới vào {target}. (boundaries kept)")


@boundaries.command("remove")
def remove_outline() -> None:
    """Take the boundaries off the map."""
    outline_file().unlink(missing_ok=True)
    click.echo("Bản đồ không còn ranh giới. (boundaries removed)")


def set_up(app: Flask) -> None:
    """Add the commands to `flask`."""
    app.cli.add_command(boundaries)
    app.cli.add_command(stock)
    app.cli.add_command(province)
    app.cli.add_command(person)
