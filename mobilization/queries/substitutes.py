"""Which types can stand for which, as the catalogue says."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cache

from sqlalchemy import Executable, bindparam, select
from sqlalchemy.orm import Session

from core.db import plain_rows
from inventory.models import TypeSubstituteRow
from mobilization.rules.problem import Substitute


def list_substitutes(session: Session, asked: Iterable[str]) -> list[Substitute]:
    """Return what can stand for some types, in the order of both codes."""
    return [
        Substitute(asked=code, given=given, given_per_asked=Fraction(ratio))
        for code, given, ratio in plain_rows(session, _substitutes(), asked=sorted(asked))
    ]


@cache
def _substitutes() -> Executable:
    columns = TypeSubstituteRow.__table__.c
    return (
        select(columns.asked, columns.given, columns.given_per_asked)
        .where(columns.asked.in_(bindparam("asked", expanding=True)))
        .order_by(columns.asked, columns.given)
    )
