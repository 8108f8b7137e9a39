"""Looking at the register's other lists: dual use, works, squads, boards, rosters, stocktakes, reviews."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta

from core.accounts.rules.roles import Permission
from core.clock import day_of, now
from core.communes.queries import get_commune
from core.web.access import commune_in_address, current_actor, for_province
from core.web.api import reads
from core.web.doors import reading
from inventory.api.blueprint import bp
from inventory.queries.campaigns import CommuneReview, get_campaign, list_campaigns, list_reviews
from inventory.queries.count_lines import CountLine, get_line, list_lines
from inventory.queries.counting import (
    Stocktake,
    commune_of_count,
    commune_of_line,
    get_count,
    list_counts,
)
from inventory.queries.details import list_dual_uses
from inventory.queries.transfers import list_transfers_after
from inventory.queries.works import list_works
from inventory.rules.counting import shows_book
from inventory.schemas.api_registers import (
    CampaignSchema,
    CommuneReviewSchema,
    DualUseAskedSchema,
    DualUseListSchema,
    PageSchema,
    WorkListSchema,
)
from inventory.schemas.api_settling import (
    CountLineListSchema,
    CountLineSchema,
    CountSchema,
    TransferListSchema,
    TransfersAskedSchema,
)

WEEK = timedelta(days=7)


def _following(page: int, more: bool) -> int | None:
    return page + 1 if more else None


@reads(
    bp,
    "/dual-uses",
    answer=DualUseListSchema(),
    permission=Permission.STOCK_READ,
    query=DualUseAskedSchema,
)
def dual_uses(page: int, part: str, holder_kind: str) -> Mapping[str, object]:
    """The dual-use register within reach, the agreement that ends first at the top."""
    scope = current_actor().scope(Permission.STOCK_READ)
    with reading() as session:
        rows, more = list_dual_uses(
            session, scope=scope, today=day_of(now()), only=part, holder_kind=holder_kind, page=page
        )
    return {"dual_uses": rows, "next": _following(page, more)}


@reads(bp, "/works", answer=WorkListSchema(), permission=Permission.STOCK_READ, query=PageSchema)
def works(page: int) -> Mapping[str, object]:
    """Shelters and works within reach, with what they hold."""
    with reading() as session:
        rows, more = list_works(session, scope=current_actor().scope(Permission.STOCK_READ), page=page)
    return {"works": rows, "next": _following(page, more)}


@reads(
    bp,
    "/communes/<commune_code>/counts",
    answer=CountSchema(many=True),
    permission=Permission.STOCK_READ,
    commune_of=commune_in_address,
)
def counts(commune_code: str) -> Sequence[Stocktake]:
    """A commune's newest stocktakes, open ones first."""
    with reading() as session:
        get_commune(session, commune_code)
        return list_counts(session, scope=commune_code)


def line_as_json(line: CountLine, *, hidden: bool) -> dict[str, object]:
    """Return a stocktake's line as JSON; a blind count under way does not tell the book."""
    told = asdict(line)
    book, counted = line.book, line.counted
    return told | {
        "book_present": None if hidden else book.on_hand - book.away,
        "book_broken": None if hidden else book.broken,
        "present": counted.present if counted else None,
        "broken": counted.broken if counted else None,
    }


def is_hidden(count: Stocktake) -> bool:
    """Return whether a stocktake keeps the book from those who count."""
    return not shows_book(count.state, blind=count.blind)


@reads(
    bp,
    "/counts/<int:count_id>/lines",
    answer=CountLineListSchema(),
    permission=Permission.STOCK_READ,
    commune_of=commune_of_count,
    query=PageSchema,
)
def count_lines(count_id: int, page: int) -> Mapping[str, object]:
    """A stocktake's lines by place."""
    with reading() as session:
        hidden = is_hidden(get_count(session, count_id))
        lines, more = list_lines(session, count_id, page=page)
    return {
        "lines": [line_as_json(line, hidden=hidden) for line in lines],
        "next": _following(page, more),
    }


@reads(
    bp,
    "/count-lines/<int:line_id>",
    answer=CountLineSchema(),
    permission=Permission.STOCK_READ,
    commune_of=commune_of_line,
    version=lambda line: line["version"],
)
def count_line(line_id: int) -> Mapping[str, object]:
    """One line of a stocktake; its ETag is what If-Match asks for."""
    with reading() as session:
        line = get_line(session, line_id)
        return line_as_json(line, hidden=is_hidden(get_count(session, line.count_id)))


def review_as_json(code: str, review: CommuneReview) -> dict[str, object]:
    """Return how far a commune is in a review as JSON."""
    return {
        "commune_code": code,
        "rows": review.progress.rows,
        "confirmed": review.progress.confirmed,
        "signed_by": review.signed_by,
        "reminders": review.reminders,
        "reminded_on": review.reminded_on,
    }


@reads(bp, "/campaigns", answer=CampaignSchema(many=True), permission=Permission.STOCK_READ)
def campaigns() -> Sequence[object]:
    """The province's reviews, open ones first."""
    with reading() as session:
        return list_campaigns(session)


@reads(
    bp,
    "/campaigns/<int:campaign_id>/communes",
    answer=CommuneReviewSchema(many=True),
    permission=Permission.STOCK_READ,
    commune_of=for_province,
)
def reviews(campaign_id: int) -> Sequence[Mapping[str, object]]:
    """How far each commune is in a review; a commune without a row has nothing in it yet."""
    with reading() as session:
        found = list_reviews(session, get_campaign(session, campaign_id), today=day_of(now()))
    return [review_as_json(code, review) for code, review in sorted(found.items())]


@reads(
    bp,
    "/transfers",
    answer=TransferListSchema(),
    permission=Permission.STOCK_READ,
    query=TransfersAskedSchema,
)
def transfers(after: int, limit: int, state: str) -> Mapping[str, object]:
    """Transfers that a commune within reach gives or gets, by number."""
    scope = current_actor().scope(Permission.STOCK_READ)
    with reading() as session:
        found, following = list_transfers_after(session, scope=scope, after=after, limit=limit, state=state)
    return {"transfers": found, "next": following}
