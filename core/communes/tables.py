"""A province's tables of communes, read from a folder as plain values.

`read_tables()` reads the shipped tables of the reference province in `data/`, or another office's folder:
`communes.csv` and `crosswalk.csv` are needed; `aliases.csv`, `adjacency.csv` and `sea_links.csv` may be missing.
Columns and meaning stand in `data/SOURCES.md`.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from core.communes.rules import Alias, Commune, CommuneCode, Gazetteer, Link, OldCommune, estimated_links
from core.values import frozen

DATA = Path(__file__).parent / "data"
KINDS = {"xã": "xa", "phường": "phuong", "đặc khu": "dac_khu"}
COLUMNS = {
    "communes.csv": ("code", "name", "type", "old_province", "lat", "lon", "area_km2", "population"),
    "crosswalk.csv": ("old_province", "old_district", "old_commune", "old_code", "new_code", "whole_or_part"),
    "aliases.csv": ("alias", "old_district", "old_code", "new_code", "what", "period"),
    "adjacency.csv": ("code_a", "code_b", "shared_border_km"),
    "sea_links.csv": ("code_a", "code_b"),
}
NEEDED = ("communes.csv", "crosswalk.csv")
LATITUDES, LONGITUDES = (8.0, 24.0), (102.0, 118.0)  # Việt Nam with its islands, degrees WGS 84

Value = TypeVar("Value")


@frozen
class Tables:
    """All communes in official (code) order with their neighbours and former names."""

    gazetteer: Gazetteer
    links: tuple[Link, ...]


class TablesError(Exception):
    """The folder cannot be used; `problems` says of every wrong cell its file, line and column."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class _Reader:
    """Reads one folder's files and gathers everything that is wrong in them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[str] = []

    def rows(self, name: str) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield a file's lines with their numbers; a missing file or column is a problem and yields nothing."""
        path = self.folder / name
        if not path.exists():
            if name in NEEDED:
                self.problems.append(f"{name}: thiếu tệp này (file is missing)")
            return
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [column for column in COLUMNS[name] if column not in (reader.fieldnames or ())]
            if missing:
                self.problems.append(f"{name}: thiếu cột {', '.join(missing)} (columns are missing)")
                return
            for row in reader:
                yield reader.line_num, {key: (value or "").strip() for key, value in row.items() if key}

    def value(
        self, place: tuple[str, int], row: dict[str, str], column: str, make: Callable[[str], Value]
    ) -> Value:
        """Return a cell as a value; raises ValueError after noting the problem."""
        try:
            return make(row[column])
        except (ValueError, KeyError):
            name, line = place
            self.problems.append(
                f"{name}, dòng {line}, cột {column}: không dùng được “{row[column]}” (cannot be used)"
            )
            raise ValueError(column) from None


def _within(least: float, most: float) -> Callable[[str], float]:
    def make(raw: str) -> float:
        number = float(raw)
        if not least <= number <= most:
            raise ValueError(raw)
        return number

    return make


def _code(raw: str) -> CommuneCode:
    if not raw.isdecimal() or len(raw) > 10:
        raise ValueError(raw)
    return CommuneCode(raw)


def _text(raw: str) -> str:
    if not raw or len(raw) > 80:
        raise ValueError(raw)
    return raw


def _communes(reader: _Reader) -> list[Commune]:
    found: dict[str, Commune] = {}
    for line, row in reader.rows("communes.csv"):
        place = ("communes.csv", line)
        try:
            commune = Commune(
                code=reader.value(place, row, "code", _code),
                name=reader.value(place, row, "name", _text),
                kind=reader.value(place, row, "type", lambda raw: KINDS[raw.lower()]),
                old_province=row["old_province"],
                lat=reader.value(place, row, "lat", _within(*LATITUDES)),
                lon=reader.value(place, row, "lon", _within(*LONGITUDES)),
                area_km2=reader.value(place, row, "area_km2", _within(0.01, 50_000)),
                population=reader.value(place, row, "population", lambda raw: int(_within(0, 1e7)(raw))),
                order=0,
            )
        except ValueError:
            continue
        if commune.code in found:
            reader.problems.append(
                f"communes.csv, dòng {line}, cột code: mã {commune.code} ghi hai lần (twice)"
            )
        found[commune.code] = commune
    return [found[code] for code in sorted(found)]


def _known(codes: set[str]) -> Callable[[str], CommuneCode]:
    def make(raw: str) -> CommuneCode:
        if raw not in codes:
            raise ValueError(raw)
        return CommuneCode(raw)

    return make


def _old_communes(reader: _Reader, codes: set[str]) -> Iterator[OldCommune]:
    for line, row in reader.rows("crosswalk.csv"):
        place = ("crosswalk.csv", line)
        try:
            yield OldCommune(
                old_province=row["old_province"],
                old_district=row["old_district"],
                # a district without communes, as Lý Sơn was, has its own line without a name
                name=reader.value(place, row, "old_commune", str if row["old_district"] else _text),
                old_code=row["old_code"],
                new_code=reader.value(place, row, "new_code", _known(codes)),
                whole=reader.value(
                    place, row, "whole_or_part", lambda raw: {"whole": True, "part": False}[raw]
                ),
            )
        except ValueError:
            continue


def _aliases(reader: _Reader, codes: set[str]) -> Iterator[Alias]:
    for line, row in reader.rows("aliases.csv"):
        try:
            yield Alias(
                alias=reader.value(("aliases.csv", line), row, "alias", _text),
                old_district=row["old_district"],
                old_code=row["old_code"],
                new_code=reader.value(("aliases.csv", line), row, "new_code", _known({*codes, ""})),
                what=row["what"],
                period=row["period"],
            )
        except ValueError:
            continue


def _links(reader: _Reader, codes: set[str], *, by_sea: bool) -> Iterator[Link]:
    name = "sea_links.csv" if by_sea else "adjacency.csv"
    for line, row in reader.rows(name):
        try:
            yield Link(
                a=reader.value((name, line), row, "code_a", _known(codes)),
                b=reader.value((name, line), row, "code_b", _known(codes)),
                border_km=0.0
                if by_sea
                else reader.value((name, line), row, "shared_border_km", _within(0, 10_000)),
                by_sea=by_sea,
            )
        except ValueError:
            continue


def read_tables(folder: Path = DATA) -> Tables:
    """Return the province's communes, links, former communes and aliases found in `folder`.

    Without `adjacency.csv` neighbours are estimated from the communes' points. Raises TablesError naming every wrong
    cell.
    """
    reader = _Reader(folder)
    held = _communes(reader)
    codes: set[str] = {commune.code for commune in held}
    communes = tuple(
        Commune(
            **{name: getattr(commune, name) for name in Commune.__dataclass_fields__ if name != "order"},
            order=order,
        )
        for order, commune in enumerate(held, start=1)
    )
    old = tuple(_old_communes(reader, codes))
    aliases = tuple(_aliases(reader, codes))
    sea = tuple(_links(reader, codes, by_sea=True))
    land = tuple(_links(reader, codes, by_sea=False))
    if not communes and not reader.problems:
        reader.problems.append("communes.csv: không có xã nào (no commune)")
    if reader.problems:
        raise TablesError(reader.problems)
    if not (folder / "adjacency.csv").exists():
        land = estimated_links(communes)
    return Tables(gazetteer=Gazetteer(communes=communes, old_communes=old, aliases=aliases), links=land + sea)
