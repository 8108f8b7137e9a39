"""A recognition as compact JSON and back, so that pages need not read the file again."""

from __future__ import annotations

import json
from dataclasses import fields
from decimal import Decimal
from typing import Any

from core.communes.rules import CommuneCode
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
from inventory.rules.catalogue import TypeCode

_ROW = Row._fields
_CHECK = tuple(field.name for field in fields(Check))
_UNREAD = tuple(field.name for field in fields(Unread))
_SHEET = tuple(field.name for field in fields(SheetResult))
_NUMBERS = frozenset({"quantity", "stated_quantity", "factor", "broken_quantity", "stated", "computed"})
_TUPLES = frozenset({"reasons", "contact_phones", "questions", "of", "header_rows"})


def pack(recognition: Recognition) -> bytes:
    """Return a recognition as bytes for `unpack`; the labels are left out, nothing after recognition asks for them."""
    held = {
        "file_name": recognition.file_name,
        "sha256": recognition.sha256,
        "sheets": [_values(sheet, _SHEET) for sheet in recognition.sheets],
        "rows": [list(row) for row in recognition.rows],
        "checks": [_values(check, _CHECK) for check in recognition.checks],
        "unread": [_values(cell, _UNREAD) for cell in recognition.unread],
        "questions": [_question_values(question) for question in recognition.questions],
        "pictures": recognition.pictures,
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
        rows=tuple(_row(values) for values in raw["rows"]),
        checks=tuple(Check(**_named(values, _CHECK)) for values in raw["checks"]),
        unread=tuple(Unread(**_named(values, _UNREAD)) for values in raw["unread"]),
        questions=tuple(_question(values) for values in raw["questions"]),
        pictures=tuple(_picture(values) for values in raw.get("pictures", ())),
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


def _row(values: list[Any]) -> Row:
    found = _named(values, _ROW)
    found["status"] = RowStatus(found["status"])
    found["commune_code"] = None if found["commune_code"] is None else CommuneCode(found["commune_code"])
    found["resource_code"] = None if found["resource_code"] is None else TypeCode(found["resource_code"])
    found["holder_kind"] = None if found["holder_kind"] is None else HolderKind(found["holder_kind"])
    return Row(**found)


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
    sheet, cell, columns, rows = values
    shown = (PictureRow(number=number, texts=tuple(texts), heads=heads) for number, texts, heads in rows)
    return Picture(sheet=sheet, cell=cell, columns=tuple(columns), rows=tuple(shown))
