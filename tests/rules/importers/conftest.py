"""Small sheets written as rows of values, recognised without any file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from core.communes.rules import CommuneCode, Gazetteer
from core.communes.tables import read_tables
from core.excel.book import Book, Cell, Merge, Sheet
from importers.rules.files.known import Known, known_names
from importers.rules.files.recognition import recognise
from importers.rules.results import Answers, Recognition
from inventory.rules.catalogue import ResourceType, UnitFactor, read_catalogue

Rows = Sequence[Sequence[Any]]


@cache
def _tables() -> tuple[Gazetteer, tuple[ResourceType, ...]]:
    return read_tables().gazetteer, read_catalogue()


@cache
def _known() -> Known:
    gazetteer, catalogue = _tables()
    return known_names(catalogue, gazetteer)


def _fresh(known: Known) -> Known:
    """Return the names without what was looked up in them before, as each file gets them."""
    items = replace(known.indexes.items, cache={}, named={})
    places = replace(known.indexes.places, cache={})
    return replace(known, indexes=replace(known.indexes, items=items, places=places))


def _corner(address: str) -> tuple[int, int]:
    found = re.fullmatch(r"([A-Z]+)(\d+)", address)
    assert found is not None
    col = 0
    for letter in found.group(1):
        col = col * 26 + ord(letter) - 64
    return int(found.group(2)), col


def make_sheet(name: str, rows: Rows, merges: Sequence[str] = (), font: str = "Times New Roman") -> Sheet:
    """Return a sheet of values; None is an empty cell."""
    cells = tuple(
        Cell(row, col, value, font)
        for row, line in enumerate(rows, start=1)
        for col, value in enumerate(line, start=1)
        if value is not None
    )
    ranges = []
    for merge in merges:
        (top, left), (bottom, right) = (_corner(part) for part in merge.split(":"))
        ranges.append(Merge(top, left, bottom, right))
    return Sheet(name=name, cells=cells, merges=tuple(ranges))


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return _tables()[0]


@pytest.fixture(scope="session")
def catalogue() -> tuple[ResourceType, ...]:
    return _tables()[1]


@pytest.fixture(scope="session")
def sheet() -> Callable[..., Sheet]:
    return make_sheet


@pytest.fixture(scope="session")
def read() -> Callable[..., Recognition]:
    """Return a function that recognises sheets, or rows of one sheet."""

    def run(
        *sheets: Sheet | Rows,
        merges: Sequence[str] = (),
        answers: Mapping[str, str] | None = None,
        factors: Sequence[UnitFactor] = (),
        home: str | None = None,
        file_name: str = "tep.xlsx",
        name: str = "Sheet1",
    ) -> Recognition:
        book = Book(
            sheets=tuple(
                item if isinstance(item, Sheet) else make_sheet(name, item, merges) for item in sheets
            )
        )
        return recognise(
            book,
            file_name=file_name,
            sha256="0" * 64,
            known=_fresh(_known()),
            factors=factors,
            answers=Answers(values=answers or {}),
            home=CommuneCode(home) if home else None,
        )

    return run
