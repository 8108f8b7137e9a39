"""The province's readiness for a hazard of a level on a day, put together from stock, boards and demand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from core.communes.queries import list_communes, list_links
from core.communes.rules import Commune, Link
from inventory.rules.catalogue import Pillar
from inventory.rules.command import SINGLE, board_gaps
from mobilization.queries.norms import norms_in_force
from mobilization.rules.hazards import Hazard
from mobilization.rules.scenarios.demand import CommuneFacts, needs_of
from mobilization.rules.scenarios.norms import Norms
from mobilization.rules.scenarios.sheet import ScenarioNeed
from reports.queries.gaps import list_lands, list_prices
from reports.queries.readiness import Kind, Moment, list_boards, list_kinds, list_stocks
from reports.rules.closing import Gap, gaps_of, helped, neighbours_of, share_out
from reports.rules.land import Land, facts_of
from reports.rules.readiness import Readiness, Score, Stock, readiness_of

Boards = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Province:
    """What readiness is reckoned from: land, norms, stock and boards of one day."""

    communes: tuple[Commune, ...]
    kinds: Mapping[str, Kind]
    lands: Mapping[str, Land]
    norms: Norms
    stocks: Mapping[str, Mapping[str, Stock]]
    boards: Boards


def read_province(session: Session, moment: Moment) -> Province:
    """Return the province as it stood on a day; six statements however many rows there are."""
    communes = tuple(list_communes(session))
    return Province(
        communes=communes,
        kinds=list_kinds(session),
        lands=list_lands(session, communes),
        norms=norms_in_force(session, moment.day),
        stocks=list_stocks(session, moment),
        boards=_filled(session, moment),
    )


def as_of(session: Session, province: Province, moment: Moment) -> Province:
    """Return the same province, by the same norms, with the stock and boards of another day."""
    return replace(province, stocks=list_stocks(session, moment), boards=_filled(session, moment))


def _filled(session: Session, moment: Moment) -> Boards:
    counts = {}
    for code, seats in list_boards(session, moment).items():
        open_posts = {
            gap.post for gap in board_gaps(seats, moment.day) if gap.incomplete and gap.post in SINGLE
        }
        counts[code] = (len(SINGLE) - len(open_posts), len(SINGLE))
    return counts


def demand_of(province: Province, hazard: Hazard, level: int) -> dict[str, tuple[ScenarioNeed, ...]]:
    """Return what a hazard asks of every commune, of the types the catalogue holds."""
    known: dict[CommuneFacts, tuple[ScenarioNeed, ...]] = {}
    found = {}
    for commune in province.communes:
        facts = facts_of(commune, province.lands[commune.code])
        if facts not in known:
            needs = needs_of(hazard, level, facts, province.norms)
            known[facts] = tuple(need for need in needs if need.type_code in province.kinds)
        found[str(commune.code)] = known[facts]
    return found


def reckon(province: Province, demand: Mapping[str, tuple[ScenarioNeed, ...]]) -> dict[str, Readiness]:
    """Return every commune's readiness, in official order."""
    pillars = {code: kind.pillar for code, kind in province.kinds.items()}
    return {
        code: readiness_of(
            code,
            needs=needs,
            stocks=province.stocks.get(code, {}),
            pillars=pillars,
            board=province.boards.get(code),
        )
        for code, needs in demand.items()
    }


def ranks(province: Province) -> dict[str, int]:
    """Return who comes first when help or money is short."""
    return {code: land.rank for code, land in province.lands.items()}


def with_help(
    province: Province,
    every: Mapping[str, Readiness],
    links: Iterable[Link],
    *,
    without: str = "",
    cut: Iterable[tuple[str, str]] = (),
) -> dict[str, Mapping[Pillar, Score]]:
    """Return every commune's pillars once the neighbours it can reach have given what they can spare."""
    near = neighbours_of(links, without=without, cut=cut)
    given = share_out(every, near, ranks(province))
    return {code: helped(readiness, given) for code, readiness in every.items()}


def read_gaps(session: Session, province: Province, every: Mapping[str, Readiness]) -> list[Gap]:
    """Return every gap of the province with the cheapest steps that close it."""
    near = neighbours_of(list_links(session))
    given = share_out(every, near, ranks(province))
    return gaps_of(every, list_prices(session), given)
