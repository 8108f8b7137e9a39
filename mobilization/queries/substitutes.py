"""Which types can stand for which, as the catalogue says."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.models import TypeSubstituteRow
from mobilization.rules.problem import Substitute


def list_substitutes(session: Session, asked: Iterable[str]) -> list[Substitute]:
    """Return what can stand for some types, in the order of both codes."""
    query = (
        select(TypeSubstituteRow.asked, TypeSubstituteRow.given, TypeSubstituteRow.given_per_asked)
        .where(TypeSubstituteRow.asked.in_(sorted(asked)))
        .order_by(TypeSubstituteRow.asked, TypeSubstituteRow.given)
    )
    return [
        Substitute(asked=code, given=given, given_per_asked=Fraction(ratio))
        for code, given, ratio in session.execute(query)
    ]
