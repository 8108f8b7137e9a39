"""`flask mobilization roads ...`, `forget`: what the office's computer person does to the register."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import lazy_gettext as _

from core.clock import now
from core.web.doors import settings, transaction
from core.web.language import counted
from mobilization.cli.solving import InputError, mobilization
from mobilization.rules.road_engine import RoadEngineError
from mobilization.sentences import SENTENCES
from mobilization.services.conditions import RoadTableError, load_road_minutes
from mobilization.services.personal import forget_contacts
from mobilization.services.road_engine import HttpEngine, fetch_road_minutes, host_of

roads = AppGroup("roads", help="Số phút đi đường giữa các xã.")
mobilization.add_command(roads)


@roads.command("load")
@click.argument("table", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def roads_load(table: Path) -> None:
    """Nạp bảng phút đi đường do máy tính đường (OSRM…) lập sẵn: tệp csv gồm from,to,minutes theo mã xã."""
    try:
        with table.open(encoding="utf-8-sig", newline="") as lines, transaction() as session:
            count = load_road_minutes(session, lines, source=table.name, now=now())
    except UnicodeDecodeError as error:
        raise InputError(str(_("Tệp phải là văn bản UTF-8."))) from error
    except RoadTableError as error:
        raise InputError(str(SENTENCES[error.code]) % error.facts) from error
    click.echo(counted("Đã nạp số phút của %(count)s cặp xã.", count=count))


@roads.command("fetch")
def roads_fetch() -> None:
    """Hỏi máy tính đường OSRM của cơ quan (ROADS_URL) số phút giữa mọi xã rồi lưu lại."""
    url = settings().roads_url
    if not url:
        raise InputError(str(_("Chưa đặt ROADS_URL, ví dụ http://127.0.0.1:5000.")))
    try:
        with transaction() as session:
            count = fetch_road_minutes(session, HttpEngine(url), source=f"OSRM, {host_of(url)}", now=now())
    except RoadEngineError as error:
        raise InputError(str(SENTENCES[error.code]) % error.facts) from error
    click.echo(counted("Đã nạp số phút của %(count)s cặp xã.", count=count))


@mobilization.command("forget")
@click.option("--days", type=click.IntRange(min=30), default=365, show_default=True)
def forget(days: int) -> None:
    """Xóa họ tên, số điện thoại trong bản tin của hệ thống khác đã xử lý xong quá số ngày này."""
    moment = now()
    with transaction() as session:
        count = forget_contacts(session, before=moment - timedelta(days=days), now=moment, by="cli")
    click.echo(counted("Đã xóa họ tên, số điện thoại trong %(count)s bản tin.", count=count))
