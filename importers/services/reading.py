"""Open a file in the throw-away process and recognise what it holds; touches no table."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from core.communes.rules import CommuneCode
from core.excel.book import Book
from core.excel.collecting import collecting_paused
from core.excel.reading import read_workbook
from importers.queries.reference import Reference
from importers.rules.recognition import recognise
from importers.rules.results import Answers, Recognition


def read_file(
    path: Path, *, name: str, sha256: str, reference: Reference, answers: Answers, office: str
) -> Recognition:
    """Return what a file holds; raises a `WorkbookError` where it cannot or must not be read."""
    return recognised(
        read_workbook(path, name),
        name=name,
        sha256=sha256,
        reference=reference,
        answers=answers,
        office=office,
    )


def recognised(
    book: Book, *, name: str, sha256: str, reference: Reference, answers: Answers, office: str
) -> Recognition:
    """Return what an opened file holds."""
    with collecting_paused():
        return recognise(
            book,
            file_name=name,
            sha256=sha256,
            gazetteer=reference.gazetteer,
            catalogue=reference.catalogue,
            factors=reference.factors,
            answers=answers,
            home=CommuneCode(office) if office else None,
        )


def reading_key(answers: Answers) -> str:
    """Return what tells a reading made with these answers from one made with others."""
    return hashlib.sha256(json.dumps(answers.as_json(), ensure_ascii=False).encode()).hexdigest()
