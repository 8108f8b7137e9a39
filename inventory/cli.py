"""The register from the command line. Other packages add their commands to the group `stock`."""

from __future__ import annotations

import json
import sys

import click
from flask import Flask
from flask.cli import AppGroup

from core.communes.queries import get_commune
from core.errors import DomainError
from core.text import plain_number
from core.web.doors import reading
from core.web.language import say_quantity
from core.web.sentences import sentence
from inventory.queries.lots import Lot, list_lot_ids, list_lots_by_ids

stock = AppGroup("stock", help="What there is and where.")


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
