"""Gather what must be asked so that one answer settles all cells that ask the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from importers.rules.results import Candidate, Place, Question, QuestionKind

SAMPLES = 5


@dataclass(kw_only=True, slots=True)
class _Open:
    kind: QuestionKind
    raw: str
    about: str
    candidates: dict[str, Candidate] = field(default_factory=dict)
    cells: int = 0
    samples: list[Place] = field(default_factory=list)


@dataclass(kw_only=True, slots=True)
class Questions:
    """The questions of a file in the order they came up."""

    found: dict[str, _Open] = field(default_factory=dict)

    def ask(
        self,
        key: str,
        kind: QuestionKind,
        raw: str,
        place: Place,
        *,
        candidates: Sequence[Candidate] = (),
        about: str = "",
    ) -> str:
        """Count one more cell for a question and return its key."""
        question = self.found.setdefault(key, _Open(kind=kind, raw=raw, about=about))
        question.cells += 1
        if len(question.samples) < SAMPLES:
            question.samples.append(place)
        for candidate in candidates:
            question.candidates.setdefault(candidate.value, candidate)
        return key

    def all(self) -> tuple[Question, ...]:
        """Return the questions, those that settle most cells first."""
        found = [
            Question(
                key=key,
                kind=question.kind,
                raw=question.raw,
                candidates=tuple(question.candidates.values()),
                cells=question.cells,
                samples=tuple(question.samples),
                about=question.about,
            )
            for key, question in self.found.items()
        ]
        return tuple(sorted(found, key=lambda question: (-question.cells, question.key)))
