"""Have a file opened and recognised in the throw-away process; touches no table."""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from core.collecting import collecting_paused
from core.communes.rules import CommuneCode, Gazetteer
from core.excel.child import load_beforehand
from core.excel.errors import WorkbookUnreadableError
from core.excel.reading import work_on_workbook
from importers.queries.reference import Reference
from importers.rules.files.given import TASK, Given
from importers.rules.files.known import known_names
from importers.rules.files.stored import unpack
from importers.rules.results import Answers, Recognition
from inventory.rules.catalogue import ResourceType

load_beforehand(TASK.partition(":")[0])


def read_file(
    path: Path,
    *,
    name: str,
    sha256: str,
    reference: Reference,
    answers: Answers,
    office: str,
    on_read: Callable[[], None] | None = None,
) -> Recognition:
    """Return what a file holds; raises a `WorkbookError` where it cannot or must not be read.

    Recognition is as exposed to hostile files as reading: both have the same bounds. `on_read` is called in between.
    """
    given = Given(
        file_name=name,
        sha256=sha256,
        known=_names(reference.catalogue, reference.gazetteer),
        factors=reference.factors,
        answers=answers,
        home=CommuneCode(office) if office else None,
    )
    packed = work_on_workbook(path, name, task=TASK, argument=pickle.dumps(given), on_read=on_read)
    try:
        with collecting_paused():
            return unpack(packed)
    except (ValueError, KeyError, TypeError, IndexError, ArithmeticError) as problem:
        raise WorkbookUnreadableError(name=name) from problem


@lru_cache(maxsize=1)
def _names(catalogue: tuple[ResourceType, ...], gazetteer: Gazetteer) -> bytes:
    """Return the names that sheets are compared with, prepared and packed; they seldom change between files."""
    return pickle.dumps(known_names(catalogue, gazetteer))


def reading_key(answers: Answers) -> str:
    """Return what tells a reading made with these answers from one made with others."""
    return hashlib.sha256(json.dumps(answers.as_json(), ensure_ascii=False).encode()).hexdigest()
