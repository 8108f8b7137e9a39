"""A recognition as compact JSON and back, so that pages need not read the file again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Any

from importers.rules.results import (
    Candidate,
    Check,
    HolderKind,
    Picture,
    PictureRow,
    Place,
    Question,
    QuestionKind,
    Recognition,
    Row,
    RowStatus,
    SheetResult,
    Unread,
)

_ROW = Row._fields
_ALONE = (
    "cell",
    "commune_code",
    "commune_raw",
    "quantity_raw",
    "quantity",
    "stated_quantity",
    "broken_quantity",
)
_ALIKE = tuple(name for name in _ROW if name not in _ALONE)
_alone, _alike = (itemgetter(*map(_ROW.index, names)) for names in (_ALONE, _ALIKE))
_STATUSES = {status.value: status for status in RowStatus}
_CHECK = tuple(field.name for field in fields(Check))
_UNREAD = tuple(field.name for field in fields(Unread))
_SHEET = tuple(field.name for field in fields(SheetResult))
_NUMBERS = frozenset({"quantity", "stated_quantity", "factor", "broken_quantity", "stated", "computed"})
_TUPLES = frozenset({"reasons", "contact_phones", "questions", "of", "header_rows", "own_blank"})


def pack(recognition: Recognition) -> bytes:
    """Return a recognition as bytes for `unpack`; the labels are left out, nothing after recognition asks for them."""
    held = {
        "file_name": recognition.file_name,
        "sha256": recognition.sha256,
        "sheets": [_values(sheet, _SHEET) for sheet in recognition.sheets],
        **_rows_apart(recognition.rows),
        "checks": [_values(check, _CHECK) for check in recognition.checks],
        "unread": [_values(cell, _UNREAD) for cell in recognition.unread],
        "questions": [_question_values(question) for question in recognition.questions],
        "pictures": recognition.pictures,
        "year": recognition.year,
        "stored": recognition.stored,
    }
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"), default=str).encode(
        "utf-8", "surrogatepass"
    )


def unpack(data: bytes) -> Recognition:
    """Return the recognition packed by `pack`, without labels."""
    raw = json.loads(data.decode("utf-8", "surrogatepass"))
    return Recognition(
        file_name=raw["file_name"],
        sha256=raw["sha256"],
        sheets=tuple(
            SheetResult(**{**_named(values, _SHEET), "samples": tuple((a, b) for a, b in values[-1])})
            for values in raw["sheets"]
        ),
        rows=tuple(_rows_together(raw["rows"], raw["shared"]) if "shared" in raw else _rows(raw["rows"])),
        checks=tuple(Check(**_named(values, _CHECK)) for values in raw["checks"]),
        unread=tuple(Unread(**_named(values, _UNREAD)) for values in raw["unread"]),
        questions=tuple(_question(values) for values in raw["questions"]),
        pictures=tuple(_picture(values) for values in raw.get("pictures", ())),
        year=raw.get("year"),
        stored=raw.get("stored", {}),  # one kept before it was told lacks it
    )


def _values(value: object, names: tuple[str, ...]) -> list[Any]:
    return [getattr(value, name) for name in names]


def _named(values: list[Any], names: tuple[str, ...]) -> dict[str, Any]:
    found = dict(zip(names, values, strict=False))  # one stored before a field was added lacks it
    for name in found.keys() & _NUMBERS:
        found[name] = None if found[name] is None else Decimal(found[name])
    for name in found.keys() & _TUPLES:
        found[name] = tuple(found[name])
    return found


def _rows_apart(rows: Iterable[Row]) -> dict[str, list[Any]]:
    """Return what each row says alone, and what many say alike: a matrix repeats the words of its rows and columns."""
    shared: dict[tuple[Any, ...], int] = {}
    alone = []
    for row in rows:
        number = shared.setdefault(_alike(row), len(shared))
        *words, quantity, stated, broken = _alone(row)
        told = None if quantity is None else str(quantity)
        same = told if stated is quantity else None if stated is None else str(stated)
        alone.append((number, *words, told, same, None if broken is None else str(broken)))
    return {"rows": alone, "shared": list(shared)}


class _Numbers(dict[str | None, Decimal | None]):
    """Numbers by how they are written, each made once: figures repeat themselves."""

    def __missing__(self, text: str | None) -> Decimal | None:
        number = self[text] = None if text is None else Decimal(text)
        return number


def _rows_together(lists: list[list[Any]], shared: list[list[Any]]) -> Iterator[Row]:
    """Yield the rows that `_rows_apart` took apart."""
    nothing = [None] * len(_ALONE)
    alike = list(_rows([[*nothing, *values] for values in shared], (*_ALONE, *_ALIKE)))
    known = _Numbers()
    for number, cell, commune, place, raw, quantity_text, stated_text, broken_text in lists:
        quantity, stated, broken = known[quantity_text], known[stated_text], known[broken_text]
        row = alike[number]
        yield row.elsewhere(cell, (commune, place, row.old_commune), raw, (quantity, stated, broken))


def _rows(lists: list[list[Any]], names: tuple[str, ...] = _ROW) -> Iterator[Row]:
    """Yield rows from their values in the order of `names`; one kept before a field was added lacks it."""
    numbers = [at for at, name in enumerate(names) if name in _NUMBERS]
    tuples = [at for at, name in enumerate(names) if name in _TUPLES]
    status, holder_kind, last_day = map(names.index, ("status", "holder_kind", "last_day"))
    in_order = itemgetter(*(names.index(name) for name in _ROW))
    for values in lists:
        values.extend(Row._field_defaults[name] for name in names[len(values) :])
        for at in numbers:
            if values[at] is not None:
                values[at] = Decimal(values[at])
        for at in tuples:
            values[at] = tuple(values[at])
        values[status] = _STATUSES.get(values[status])
        if values[holder_kind] is not None:
            values[holder_kind] = HolderKind(values[holder_kind])
        if values[last_day] is not None:
            values[last_day] = date.fromisoformat(values[last_day])
        yield Row._make(in_order(values))


def _question_values(question: Question) -> list[Any]:
    return [
        question.key,
        question.kind,
        question.raw,
        [(item.value, item.label, item.score) for item in question.candidates],
        question.cells,
        [(place.sheet, place.cell) for place in question.samples],
        question.about,
    ]


def _question(values: list[Any]) -> Question:
    key, kind, raw, candidates, cells, samples, about = values
    return Question(
        key=key,
        kind=QuestionKind(kind),
        raw=raw,
        candidates=tuple(
            Candidate(value=value, label=label, score=score) for value, label, score in candidates
        ),
        cells=cells,
        samples=tuple(Place(sheet=sheet, cell=cell) for sheet, cell in samples),
        about=about,
    )


def _picture(values: list[Any]) -> Picture:
    sheet, cell, columns, rows, *rest = values  # one stored before it told what is asked lacks the rest
    shown = (
        PictureRow(number, tuple(texts), heads, *map(tuple, struck)) for number, texts, heads, *struck in rows
    )
    return Picture(sheet, cell, tuple(columns), tuple(shown), *rest)
