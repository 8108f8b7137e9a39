"""What seldom changes and every reckoning rests on: communes, roads, catalogue, land, prices, norms, plans."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit.models import AuditStream
from core.audit.services import SYSTEM
from core.communes.queries import list_communes, list_links, old_districts
from core.communes.rules import Commune, Link
from core.errors import NotFoundError
from core.values import frozen
from mobilization.queries.norms import NORMS_STREAM, list_norm_changes
from mobilization.rules.scenarios.norms import NormChange
from reports.queries.duties import ResponsePlan, response_plans
from reports.queries.gaps import list_lands, list_prices
from reports.queries.readiness import Kind, list_kinds
from reports.rules.closing import Price
from reports.rules.land import Land


@frozen
class Standing:
    """The province without its stock, its people and its roads of today."""

    communes: tuple[Commune, ...]
    areas: Mapping[str, frozenset[str]]
    links: tuple[Link, ...]
    kinds: Mapping[str, Kind]
    lands: Mapping[str, Land]
    prices: Mapping[str, Price]
    norm_changes: tuple[NormChange, ...]
    plans: tuple[ResponsePlan, ...]

    @property
    def names(self) -> dict[str, str]:
        """Every commune's full name by code, in official order."""
        return {str(commune.code): commune.title for commune in self.communes}

    def get_commune(self, code: str) -> Commune:
        """Return the commune with this code; raises NotFoundError."""
        for commune in self.communes:
            if commune.code == code:
                return commune
        raise NotFoundError(what=code)


def standing_mark(session: Session) -> str:
    """Return what differs as soon as anything of `Standing` differs.

    The catalogue, land, prices and plans are changed only together with an entry of the system's audit stream, the
    norms with one of their own; communes and roads are loaded once, into an empty database.
    """
    query = select(AuditStream.name, AuditStream.head).where(AuditStream.name.in_((SYSTEM, NORMS_STREAM)))
    return repr(sorted((name, head) for name, head in session.execute(query)))


def read_standing(session: Session) -> Standing:
    """Return it as the database has it now."""
    communes = tuple(list_communes(session))
    return Standing(
        communes=communes,
        areas=old_districts().ask(session),
        links=tuple(list_links(session)),
        kinds=list_kinds(session),
        lands=list_lands(session, communes),
        prices=list_prices(session),
        norm_changes=tuple(entry.change for entry in list_norm_changes(session)),
        plans=tuple(response_plans().ask(session)),
    )
