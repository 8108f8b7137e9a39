"""The province's readiness for a hazard of a level on a day, put together from stock, boards and demand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from core.communes.rules import Link
from core.values import frozen
from inventory.queries.command import Seat
from inventory.rules.catalogue import Pillar
from inventory.rules.command import SINGLE, board_gaps
from reports.queries.readiness import Moment, list_boards
from reports.queries.standing import Standing
from reports.rules.closing import Gap, agreements_near, gaps_of, helped, neighbours_of, share_out
from reports.rules.readiness import Readiness, Score, Stock, readiness_of
from reports.services.standing import Demand, Kept

Boards = Mapping[str, tuple[int, int]]


@frozen
class Province:
    """What readiness is reckoned from: the standing data, stock and boards of one day."""

    standing: Standing
    stocks: Mapping[str, Mapping[str, Stock]]
    boards: Boards


def read_days(session: Session, kept: Kept, moments: Sequence[Moment]) -> list[Province]:
    """Return the province as it stood on each of some days; three statements however many rows and days there are."""
    days = [moment.day for moment in moments]
    stocks, boards = kept.stocks.at(session, moments), list_boards(session, days)
    return [
        Province(standing=kept.standing, stocks=stock, boards=_filled(seats, day))
        for stock, seats, day in zip(stocks, boards, days, strict=True)
    ]


def _filled(boards: Mapping[str, Sequence[Seat]], day: date) -> Boards:
    counts = {}
    for code, seats in boards.items():
        open_posts = {gap.post for gap in board_gaps(seats, day) if gap.incomplete and gap.post in SINGLE}
        counts[code] = (len(SINGLE) - len(open_posts), len(SINGLE))
    return counts


def reckon(province: Province, demand: Demand) -> dict[str, Readiness]:
    """Return every commune's readiness, in official order."""
    pillars = {code: kind.pillar for code, kind in province.standing.kinds.items()}
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
    return {code: land.rank for code, land in province.standing.lands.items()}


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


def find_gaps(province: Province, every: Mapping[str, Readiness]) -> list[Gap]:
    """Return every gap of the province with the cheapest steps that close it."""
    standing = province.standing
    near, rank = neighbours_of(standing.links), ranks(province)
    given = share_out(every, near, rank)
    unagreed = {
        code: {type_code: stock.unagreed for type_code, stock in stocks.items() if stock.unagreed}
        for code, stocks in province.stocks.items()
    }
    return gaps_of(
        every,
        standing.prices,
        given,
        agreed=agreements_near(every, unagreed, near, rank, given),
        rests={code: kind.rest for code, kind in standing.kinds.items()},
        remote={code for code, land in standing.lands.items() if land.remote},
    )
