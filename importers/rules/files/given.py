"""What a file is recognised by, and the task that does it: little to load for a server, which never recognises one itself."""

from __future__ import annotations

from collections.abc import Sequence

from core.communes.rules import CommuneCode
from core.values import frozen
from importers.rules.results import Answers
from inventory.rules.catalogue import UnitFactor

TASK = "importers.rules.files.at_once:recognise_packed"  # loaded by the process that reads


@frozen
class Given:
    """What a file is recognised by."""

    file_name: str
    sha256: str
    known: bytes  # a pickled `Known`: it is the same for many files
    factors: Sequence[UnitFactor]
    answers: Answers
    home: CommuneCode | None
