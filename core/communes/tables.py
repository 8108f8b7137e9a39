"""The shipped tables of the reference province, read as plain values.

`read_tables()` reads the folder `data/` or another folder with the same five files, so that another province
can be set up from its own table of communes.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from core.communes.rules import Alias, Commune, CommuneCode, Gazetteer, Link, OldCommune

DATA = Path(__file__).parent / "data"
KINDS = {"xã": "xa", "phường": "phuong", "đặc khu": "dac_khu"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Tables:
    """All communes in official (code) order with their neighbours and former names."""

    gazetteer: Gazetteer
    links: tuple[Link, ...]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_tables(folder: Path = DATA) -> Tables:
    """Return the province's communes, links, former communes and aliases found in `folder`."""
    raw = sorted(_rows(folder / "communes.csv"), key=lambda row: row["code"])
    communes = tuple(
        Commune(
            code=CommuneCode(row["code"]),
            name=row["name"],
            kind=KINDS[row["type"]],
            old_province=row["old_province"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            area_km2=float(row["area_km2"]),
            population=int(row["population"]),
            order=order,
        )
        for order, row in enumerate(raw, start=1)
    )
    old = tuple(
        OldCommune(
            old_province=row["old_province"],
            old_district=row["old_district"],
            name=row["old_commune"],
            old_code=row["old_code"],
            new_code=CommuneCode(row["new_code"]),
            whole=row["whole_or_part"] == "whole",
        )
        for row in _rows(folder / "crosswalk.csv")
    )
    aliases = tuple(
        Alias(
            alias=row["alias"],
            old_district=row["old_district"],
            old_code=row["old_code"],
            new_code=row["new_code"],
            what=row["what"],
            period=row["period"],
        )
        for row in _rows(folder / "aliases.csv")
    )
    links = tuple(
        Link(
            a=CommuneCode(row["code_a"]),
            b=CommuneCode(row["code_b"]),
            border_km=float(row["shared_border_km"]),
            by_sea=False,
        )
        for row in _rows(folder / "adjacency.csv")
    ) + tuple(
        Link(a=CommuneCode(row["code_a"]), b=CommuneCode(row["code_b"]), border_km=0.0, by_sea=True)
        for row in _rows(folder / "sea_links.csv")
    )
    return Tables(gazetteer=Gazetteer(communes=communes, old_communes=old, aliases=aliases), links=links)
