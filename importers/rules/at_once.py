"""Recognition as a task of the process that read the file: all it needs comes as bytes, all it found goes as bytes."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass

from core.communes.rules import CommuneCode
from core.excel.book import Book
from importers.rules.recognition import recognise
from importers.rules.results import Answers
from importers.rules.stored import pack
from inventory.rules.catalogue import UnitFactor

TASK = f"{__name__}:recognise_packed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """What a file is recognised by."""

    file_name: str
    sha256: str
    known: bytes  # a pickled `Known`: it is the same for many files
    factors: Sequence[UnitFactor]
    answers: Answers
    home: CommuneCode | None


def recognise_packed(book: Book, given: bytes) -> bytes:
    """Return the packed recognition of a book; `given` is a pickled `Given` of the process that asks."""
    by: Given = pickle.loads(given)  # noqa: S301 - from our own parent process, never from a file
    return pack(
        recognise(
            book,
            file_name=by.file_name,
            sha256=by.sha256,
            known=pickle.loads(by.known),  # noqa: S301 - the same
            factors=by.factors,
            answers=by.answers,
            home=by.home,
        )
    )
