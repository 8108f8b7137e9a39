"""Personal data: note every look at a telephone number; correct or erase one person wherever they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.attachments.models import PhotoRow
from core.attachments.services import CAPTION_LENGTH
from core.audit.services import SYSTEM, note
from core.text import fold, tidy
from core.values import frozen
from inventory.models import (
    BoardSeatRow,
    DutyWatchRow,
    ForcePersonRow,
    HolderRow,
    LotRow,
    PhoneLookRow,
    SquadRow,
)
from inventory.queries.personal import LOT, PHOTO, WORDS, Standing, find_lot_mentions
from inventory.queries.story import stream_of
from inventory.rules.personal import (
    ERASED,
    Change,
    NothingRightError,
    Place,
    Search,
    check_right,
    says,
    without_name,
)
from inventory.services.command import stream_for


@frozen
class Keeper:
    """Rows, of another package or of no person alone, in which a person may stand: how they are found, and changed one by one."""

    places: tuple[str, ...]
    find: Callable[[Session, Search], list[Standing]]
    change: Callable[[Session, Standing, Change], None]


def log_phone_look(
    session: Session,
    *,
    kind: Place,
    row_id: int,
    whose: str,
    commune_code: str,
    page: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Note that a person looked at a telephone number; the audit chain gets the row's number, never the name."""
    session.add(
        PhoneLookRow(
            at=now,
            actor_id=actor.user_id,
            actor=actor.name,
            commune_code=commune_code,
            kind=kind,
            row_id=row_id,
            whose=whose[:200],
            page=page[:200],
        )
    )
    note(
        session,
        stream=stream_for(commune_code),
        at=now,
        actor=actor.login,
        action="phone.look",
        subject=f"{kind}:{row_id}",
    )


def correct_person(
    session: Session,
    standings: Iterable[Standing],
    *,
    old_name: str,
    name: str,
    phone: str,
    now: datetime,
    by: str,
    old_phone: str = "",
    keepers: Sequence[Keeper] = (),
) -> int:
    """Return in how many rows the person's name or number was set right; what is empty stays as it is.

    Raises NothingRightError where neither is said, RightTextError where one is not as forms take it.
    """
    name, phone = tidy(name), tidy(phone)
    check_right(name, phone)
    done: list[str] = []
    change = Change(search=Search(name=old_name, phone=old_phone), name=name, phone=phone)
    if change.erases:
        raise NothingRightError
    for item in standings:
        if _changed_elsewhere(session, item, change, keepers):
            done.append(f"{item.place}:{item.row_id}")
            continue
        row = _row(session, item)
        if isinstance(row, PhoneLookRow):
            row.whose = _renamed(row.whose, old_name, name)
        elif isinstance(row, SquadRow):
            row.leader = _renamed(row.leader, old_name, name)
            row.leader_folded, row.phone = fold(row.leader), phone or row.phone
        else:
            if isinstance(row, BoardSeatRow):
                row.stand_in = _renamed(row.stand_in, old_name, name)
            if isinstance(row, HolderRow) and row.merged_into is not None:
                row.phone = (
                    phone or row.phone
                )  # a name that only leads on: two of one commune cannot be alike
            elif not isinstance(row, BoardSeatRow) or not old_name or says(row.name, old_name):
                row.name, row.phone = _renamed(row.name, old_name, name), phone or row.phone
                row.folded = fold(row.name)
            if isinstance(row, HolderRow):
                _change_in_lots(session, row.id, change)
        _newer(row)
        _tell_commune(session, row, "person.correct", now, by)
        done.append(f"{item.place}:{item.row_id}")
    _note(session, "person.correct", done, now, by)
    return len(done)


def _renamed(text: str, old: str, new: str) -> str:
    if not new or not says(text, old):
        return text
    return tidy(without_name(text, old).replace(ERASED, new)) if old.casefold() in text.casefold() else new


def erase_person(
    session: Session,
    standings: Iterable[Standing],
    *,
    name: str,
    now: datetime,
    by: str,
    phone: str = "",
    keepers: Sequence[Keeper] = (),
) -> int:
    """Return in how many rows a person was erased; rows to keep (serving, on duty) are left.

    Numbers of people and stock stay: they are nobody's personal data.
    """
    done: list[str] = []
    change = Change(search=Search(name=name, phone=phone))
    for item in standings:
        if item.keep:
            continue
        if _changed_elsewhere(session, item, change, keepers):
            done.append(f"{item.place}:{item.row_id}")
            continue
        row = _row(session, item)
        if isinstance(row, PhoneLookRow):
            row.whose = ERASED
        elif isinstance(row, SquadRow):
            row.leader, row.leader_folded, row.phone = ERASED, "", ""
        elif isinstance(row, BoardSeatRow) and name and not says(row.name, name):
            row.stand_in = ERASED
        else:
            if isinstance(row, HolderRow):
                row.address = ""
                whom = Search(name=name or row.name, phone=phone or row.phone)
                _change_in_lots(session, row.id, Change(search=whom))
            # Folded names are unique within a commune, so each keeps its row's number.
            row.name, row.folded, row.phone = ERASED, f"da xoa {row.id}", ""
            if isinstance(row, ForcePersonRow):
                row.birth_year = 0
        _newer(row)
        _tell_commune(session, row, "person.erase", now, by)
        done.append(f"{item.place}:{item.row_id}")
    _note(session, "person.erase", done, now, by)
    return len(done)


def _changed_elsewhere(session: Session, item: Standing, change: Change, keepers: Sequence[Keeper]) -> bool:
    """Return whether a row is another package's, and let that package change it."""
    keeper = next((one for one in keepers if item.place in one.places), None)
    if keeper is not None:
        keeper.change(session, item, change)
    return keeper is not None


def _change_in_lots(session: Session, holder_id: int, change: Change) -> None:
    """Let what becomes of a holder's name and number reach the places and remarks of the rows held."""
    for lot in session.scalars(select(LotRow).where(LotRow.holder_id == holder_id)):
        _change_lot(session, lot, change)


def _change_lot(session: Session, lot: LotRow, change: Change) -> None:
    changed = False
    for kind, names in WORDS.items():
        row = session.get(kind, lot.id)
        for name in names if row else ():
            before = getattr(row, name)
            after = change.text(before)[: getattr(kind, name).type.length]
            setattr(row, name, after)
            changed = changed or after != before
    if changed:
        lot.place_folded = fold(lot.place)
        lot.version += 1


def _change_named(session: Session, item: Standing, change: Change) -> None:
    if item.place == PHOTO:
        photo = session.get_one(PhotoRow, item.row_id, with_for_update=True)
        photo.caption = change.text(photo.caption)[:CAPTION_LENGTH]
    else:
        _change_lot(session, session.get_one(LotRow, item.row_id, with_for_update=True), change)


NAMED_IN_ROWS = Keeper(places=(LOT, PHOTO), find=find_lot_mentions, change=_change_named)


type_of = {
    Place.SEAT: BoardSeatRow,
    Place.WATCH: DutyWatchRow,
    Place.SQUAD: SquadRow,
    Place.MEMBER: ForcePersonRow,
    Place.HOLDER: HolderRow,
    Place.LOOK: PhoneLookRow,
}
Row = BoardSeatRow | DutyWatchRow | SquadRow | ForcePersonRow | HolderRow | PhoneLookRow


def _row(session: Session, item: Standing) -> Row:
    row = session.get_one(type_of[Place(item.place)], item.row_id, with_for_update=True)
    assert isinstance(row, Row)
    return row


def _newer(row: Row) -> None:
    if isinstance(row, (BoardSeatRow, DutyWatchRow, SquadRow)):
        row.version += 1


def _tell_commune(session: Session, row: Row, action: str, now: datetime, by: str) -> None:
    """Note in a commune's book that a holder's name, or the place of a row of stock, is another now."""
    if isinstance(row, HolderRow):
        stream = stream_of(row.commune_code)
        note(session, stream=stream, at=now, actor=by, action=action, subject=f"holder:{row.id}")


def _note(session: Session, action: str, rows: list[str], now: datetime, by: str) -> None:
    """Note which rows were touched, without the person's name or number."""
    note(session, stream=SYSTEM, at=now, actor=by, action=action, rows=rows)
