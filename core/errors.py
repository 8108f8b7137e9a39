"""A refusal: one named reason with its facts. Doors turn it into a status and a sentence."""

from __future__ import annotations

from typing import ClassVar


class DomainError(Exception):
    """The base of every refusal.

    `code` names the reason (each has a sentence in both languages), `status` is the HTTP status a door answers
    with, `facts` fill the sentence.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 422

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = facts

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code}({facts})"


class NotFoundError(DomainError):
    """The thing asked for does not exist, or is not for this person to see."""

    code = "not_found"
    status = 404


class ForbiddenError(DomainError):
    """The person's role does not allow this here."""

    code = "forbidden"
    status = 403


class StaleError(DomainError):
    """Somebody changed the row since it was read.

    Facts: `yours` and `theirs`, field by field; `by` and `at`, who did and when, where it is told.
    """

    code = "stale"
    status = 409
