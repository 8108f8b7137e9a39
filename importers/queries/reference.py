"""What a file is read against: the communes' names, the catalogue and the unit factors."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, inspect, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from core.communes.models import CommuneRow
from core.communes.queries import get_gazetteer
from core.communes.rules import CommuneCode, Gazetteer
from core.communes.tables import read_tables
from core.values import frozen
from inventory.queries.catalogue import list_factors, list_types
from inventory.rules.catalogue import METRIC_FACTORS, ResourceType, UnitFactor, read_catalogue


@frozen
class Reference:
    """The names and factors of this installation, or the shipped ones."""

    gazetteer: Gazetteer
    catalogue: tuple[ResourceType, ...]
    factors: tuple[UnitFactor, ...]

    @property
    def titles(self) -> Mapping[CommuneCode, str]:
        """The communes' full names by code."""
        return {commune.code: commune.title for commune in self.gazetteer.communes}


def get_reference(session: Session) -> Reference:
    """Return what the database holds."""
    return Reference(
        gazetteer=get_gazetteer(session),
        catalogue=tuple(list_types(session)),
        factors=tuple(list_factors(session)),
    )


def shipped_reference() -> Reference:
    """Return the tables that come with the program."""
    return Reference(gazetteer=read_tables().gazetteer, catalogue=read_catalogue(), factors=METRIC_FACTORS)


def is_set_up(session: Session) -> bool:
    """Return whether the database has its tables and its communes; one that cannot be opened has not."""
    try:
        if not inspect(session.connection()).has_table(CommuneRow.__tablename__):
            return False
        return bool(session.scalar(select(func.count()).select_from(CommuneRow)))
    except OperationalError:
        return False
