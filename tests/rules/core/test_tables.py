"""Another province's tables: what is wrong is named cell by cell, and neighbours can be estimated."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from core.communes.rules import Link, estimated_links
from core.communes.tables import DATA, TablesError, read_tables

COMMUNES = """code,name,type,old_province,lat,lon,area_km2,population
101,An,xã,Cũ,15.0,108.0,50,9000
102,Bình,phường,Cũ,15.0,108.1,20,20000
103,Cam,xã,Cũ,15.1,108.2,80,4000
104,Đảo,đặc khu,Cũ,15.4,109.1,10,22000
"""
CROSSWALK = """old_province,old_district,old_commune,old_code,new_code,whole_or_part
Cũ,Huyện Một,Xã An Đông,1,101,whole
Cũ,Huyện Một,Xã An Tây,2,101,part
"""


def folder(tmp_path: Path, **files: str) -> Path:
    """Return a folder with an office's two tables, some of them changed."""
    for name, content in {"communes": COMMUNES, "crosswalk": CROSSWALK, **files}.items():
        (tmp_path / f"{name}.csv").write_text(content, encoding="utf-8")
    return tmp_path


def connected(links: tuple[Link, ...], start: str) -> set[str]:
    """Return what can be reached from a commune."""
    reached, front = {start}, [start]
    while front:
        here = front.pop()
        for link in links:
            for one, other in ((link.a, link.b), (link.b, link.a)):
                if one == here and other not in reached:
                    reached.add(other)
                    front.append(other)
    return reached


def test_two_tables_are_enough(tmp_path: Path) -> None:
    tables = read_tables(folder(tmp_path))
    assert [commune.title for commune in tables.gazetteer.communes] == [
        "Xã An",
        "Phường Bình",
        "Xã Cam",
        "Đặc khu Đảo",
    ]
    assert [old.whole for old in tables.gazetteer.old_communes] == [True, False]
    assert {(link.a, link.b) for link in tables.links} == {("101", "102"), ("102", "103")}


def test_the_island_is_reached_by_the_sea_link_the_office_names(tmp_path: Path) -> None:
    tables = read_tables(folder(tmp_path, sea_links="code_a,code_b\n103,104\n"))
    assert connected(tables.links, "101") == {"101", "102", "103", "104"}


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("communes", "102,Bình,phường", "101,Bình,phường", "communes.csv, dòng 3, cột code"),
        (
            "communes",
            "xã,Cũ,15.1",
            "thị xã,Cũ,15.1",
            "communes.csv, dòng 4, cột type: không dùng được “thị xã”",
        ),
        ("communes", "15.0,108.0", "108.0,15.0", "communes.csv, dòng 2, cột lat: không dùng được “108.0”"),
        ("communes", "9000", "chín nghìn", "communes.csv, dòng 2, cột population"),
        ("communes", "area_km2", "area", "communes.csv: thiếu cột area_km2"),
        (
            "crosswalk",
            "2,101,part",
            "2,999,part",
            "crosswalk.csv, dòng 3, cột new_code: không dùng được “999”",
        ),
        ("crosswalk", "101,whole", "101,all", "crosswalk.csv, dòng 2, cột whole_or_part"),
    ],
)
def test_a_wrong_cell_is_named(tmp_path: Path, name: str, old: str, new: str, told: str) -> None:
    raw = {"communes": COMMUNES, "crosswalk": CROSSWALK}[name]
    assert old in raw
    with pytest.raises(TablesError) as refused:
        read_tables(folder(tmp_path, **{name: raw.replace(old, new, 1)}))
    assert told in str(refused.value)


def test_a_missing_table_and_an_empty_one_are_named(tmp_path: Path) -> None:
    with pytest.raises(TablesError, match=r"communes\.csv: thiếu tệp"):
        read_tables(tmp_path)
    with pytest.raises(TablesError, match="không có xã nào"):
        read_tables(
            folder(tmp_path, communes=COMMUNES.splitlines()[0] + "\n", crosswalk=CROSSWALK.splitlines()[0])
        )


def test_estimated_neighbours_of_the_reference_province_hold_together_and_are_mostly_true(
    tmp_path: Path,
) -> None:
    known = read_tables()
    links = estimated_links(known.gazetteer.communes)
    mainland = {commune.code for commune in known.gazetteer.communes if commune.kind != "dac_khu"}
    assert connected(links, min(mainland)) == mainland
    true = {frozenset((link.a, link.b)) for link in known.links}
    right = sum(frozenset((link.a, link.b)) in true for link in links)
    assert right / len(links) > 0.85
    copied = tmp_path / "tables"
    shutil.copytree(DATA, copied)
    assert read_tables(copied) == known
