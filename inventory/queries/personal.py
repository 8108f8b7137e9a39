"""Where one person's data stand, and who looked at telephone numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from core.attachments.models import PhotoRow
from core.together import Question
from core.values import frozen
from inventory.models import (
    BoardSeatRow,
    DualUseRow,
    DutyWatchRow,
    ForcePersonRow,
    HolderRow,
    LotDetailRow,
    LotRow,
    MovementRow,
    PhoneLookRow,
    SquadRow,
)
from inventory.rules.personal import Keep, Place, Search, fits, mentions, says

LOOKS_A_PAGE = 50
LOT, PHOTO, ROWS_AT_ONCE = "lot", "photo", 1000
# What people type about a row of stock and correct again.
WORDS: Mapping[type[Any], tuple[str, ...]] = {
    LotRow: ("place", "note"),
    DualUseRow: ("operator", "decided_by", "peacetime_use", "fuel", "agreement_no"),
    LotDetailRow: ("donor",),
}


@frozen
class Standing:
    """One row in which a person stands; `keep` says why an erasure must leave it, empty where nothing does."""

    place: str  # a `Place`, or the name that another package has for its own
    row_id: int
    commune_code: str
    name: str
    phone: str
    detail: str
    keep: str = ""


def find_standings(session: Session, search: Search, *, now: datetime) -> list[Standing]:
    """Return every row that holds the person's data and can be corrected or erased; raises NobodyAskedError."""
    search.check()
    found = [*_seats(session), *_watches(session, now), *_squads(session), *_members(session)]
    found += [*_holders(session), *_looks(session)]
    return [
        item
        for item in found
        if fits(search, name=item.name, phone=item.phone) and search.commune_code in (None, item.commune_code)
    ]


def _seats(session: Session) -> list[Standing]:
    return [
        Standing(
            place=Place.SEAT,
            row_id=row.id,
            commune_code=row.commune_code,
            name=f"{row.name}; {row.stand_in}" if row.stand_in else row.name,
            phone=row.phone,
            detail=f"{row.unit} · {row.term_from:%d/%m/%Y}",
            keep="" if row.ended_on else Keep.SERVING,
        )
        for row in session.scalars(select(BoardSeatRow).order_by(BoardSeatRow.id))
    ]


def _watches(session: Session, now: datetime) -> list[Standing]:
    return [
        Standing(
            place=Place.WATCH,
            row_id=row.id,
            commune_code=row.commune_code,
            name=row.name,
            phone=row.phone,
            detail=f"{row.unit} · {row.starts_at:%d/%m/%Y}",
            keep="" if row.ends_at <= now else Keep.ON_DUTY,
        )
        for row in session.scalars(select(DutyWatchRow).order_by(DutyWatchRow.id))
    ]


def _squads(session: Session) -> list[Standing]:
    return [
        Standing(
            place=Place.SQUAD,
            row_id=row.id,
            commune_code=row.commune_code,
            name=row.leader,
            phone=row.phone,
            detail=row.name,
        )
        for row in session.scalars(select(SquadRow).where(SquadRow.leader != "").order_by(SquadRow.id))
    ]


def _members(session: Session) -> list[Standing]:
    return [
        Standing(
            place=Place.MEMBER,
            row_id=row.id,
            commune_code=row.commune_code,
            name=row.name,
            phone=row.phone,
            detail=str(row.birth_year),
        )
        for row in session.scalars(select(ForcePersonRow).order_by(ForcePersonRow.id))
    ]


def _holders(session: Session) -> list[Standing]:
    stands = aliased(HolderRow)  # who is found by its name now is found under its former names too
    query = select(HolderRow, stands).outerjoin(stands, stands.id == HolderRow.merged_into)
    query = query.where(HolderRow.kind == "household").order_by(HolderRow.id)
    return [
        Standing(
            place=Place.HOLDER,
            row_id=row.id,
            commune_code=row.commune_code,
            name=f"{row.name}; {now.name}" if now else row.name,
            phone=f"{row.phone}; {now.phone}" if now else row.phone,
            detail=row.address,
        )
        for row, now in session.execute(query)
    ]


def _looks(session: Session) -> list[Standing]:
    return [
        Standing(
            place=Place.LOOK,
            row_id=row.id,
            commune_code=row.commune_code,
            name=row.whose,
            phone="",
            detail=f"{row.at:%d/%m/%Y}",
        )
        for row in session.scalars(select(PhoneLookRow).order_by(PhoneLookRow.id))
    ]


def find_lot_mentions(session: Session, search: Search) -> list[Standing]:
    """Return the rows of stock in whose words the person is named, and photographs of such rows, whoever holds them."""
    words = [getattr(kind, name) for kind, names in WORDS.items() for name in names]
    query = select(LotRow.id, LotRow.commune_code, *words).order_by(LotRow.id)
    query = query.outerjoin(DualUseRow, DualUseRow.lot_id == LotRow.id)
    query = query.outerjoin(LotDetailRow, LotDetailRow.lot_id == LotRow.id)
    captions = (
        select(PhotoRow.id, PhotoRow.commune_code, PhotoRow.caption)
        .where(PhotoRow.caption != "", PhotoRow.subject.startswith("lot:", autoescape=True))
        .order_by(PhotoRow.id)
    )
    found = []
    for place, asked, code in ((LOT, query, LotRow.commune_code), (PHOTO, captions, PhotoRow.commune_code)):
        here = asked if search.commune_code is None else asked.where(code == search.commune_code)
        for row_id, commune_code, *said in session.execute(here.execution_options(yield_per=ROWS_AT_ONCE)):
            texts = [text for text in said if text]
            if mentions(search, texts):
                found.append(
                    Standing(
                        place=place,
                        row_id=row_id,
                        commune_code=commune_code,
                        name=search.name,
                        phone=search.phone,
                        detail=" · ".join(texts),
                    )
                )
    return found


def count_kept_by_law(session: Session, name: str) -> int:
    """Return how many ledger lines name the person: the ledger is append-only evidence and stays as it is."""
    rows = session.execute(select(MovementRow.actor, MovementRow.reason).distinct())
    return sum(1 for actor, reason in rows if says(actor, name) or says(reason, name))


def count_lots(session: Session, holder_id: int) -> int:
    """Return how many open rows of stock a holder still has."""
    query = select(func.count()).where(LotRow.holder_id == holder_id, LotRow.closed.is_(False))
    return session.scalar(query) or 0


@frozen
class PhoneLook:
    """One look at a telephone number."""

    id: int
    at: datetime
    actor: str
    commune_code: str
    kind: str
    row_id: int
    whose: str
    page: str


def list_phone_looks(
    session: Session, *, scope: str | None, page: int = 1, size: int = LOOKS_A_PAGE
) -> tuple[list[PhoneLook], bool]:
    """Return one page of looks, newest first, and whether more follow; `scope` narrows to one commune."""
    query = select(PhoneLookRow).order_by(PhoneLookRow.id.desc())
    if scope is not None:
        query = query.where(PhoneLookRow.commune_code == scope)
    rows = list(session.scalars(query.limit(size + 1).offset((page - 1) * size)))
    return [_look(row) for row in rows[:size]], len(rows) > size


def list_looks_after(
    session: Session,
    *,
    scope: str | None,
    commune_code: str = "",
    since: datetime | None = None,
    after: int = 0,
    limit: int = 50,
) -> tuple[list[PhoneLook], int | None]:
    """Return looks by number that come after one, and the number after which the next page begins (or None)."""
    query = select(PhoneLookRow).where(PhoneLookRow.id > after)
    for code in filter(None, (scope, commune_code)):
        query = query.where(PhoneLookRow.commune_code == code)
    if since is not None:
        query = query.where(PhoneLookRow.at >= since)
    rows = list(session.scalars(query.order_by(PhoneLookRow.id).limit(limit + 1)))
    looks = [_look(row) for row in rows[:limit]]
    return looks, looks[-1].id if len(rows) > limit else None


def _look(row: PhoneLookRow) -> PhoneLook:
    return PhoneLook(**{name: getattr(row, name) for name in PhoneLook.__dataclass_fields__})


def phone_looks_since(since: datetime, scope: str | None) -> Question[int]:
    """Return the question how many looks there were since a moment."""
    query = select(func.count()).select_from(PhoneLookRow).where(PhoneLookRow.at >= since)
    if scope is not None:
        query = query.where(PhoneLookRow.commune_code == scope)
    return Question(query, lambda rows: int(rows.scalar_one()))
