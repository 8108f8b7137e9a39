"""Fill an empty register with the demonstration's stock: invented, plausible, and the same in every installation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.clock import VIETNAM, day_of
from core.communes.queries import list_communes
from core.communes.rules import Commune
from core.text import fold
from core.values import frozen
from inventory.models import HolderRow, LotRow
from inventory.rules.demo_history import DemoAct, DemoHistory, history_of
from inventory.rules.demo_lots import DemoList, list_of
from inventory.rules.demo_people import DemoHolder
from inventory.rules.stock import ZERO, Delta
from inventory.services.demo_details import load_demo_details
from inventory.services.ledger import Occasion, Post, post


@frozen
class DemoCounts:
    """What was made; `holders` counts the communes themselves too."""

    communes: int
    holders: int
    lots: int
    movements: int


def load_demo_stock(session: Session, *, actor: Actor, now: datetime) -> DemoCounts:
    """Give every commune holders, lots and a ledger of last year and this one; return how many of each.

    The communes, the catalogue and the communes' own holders stand already; dates are counted back from `now`.
    """
    today = day_of(now)
    communes = list_communes(session)
    lists = [list_of(commune, year=today.year) for commune in communes]
    holders = _store_holders(session, communes, lists)
    lots = movements = 0
    for commune, listed, ids in zip(communes, lists, holders, strict=True):
        history = history_of(commune, listed.lots, today=today)
        rows = _store_lots(session, commune, listed, holders=ids, checked_on=history.checked_on, actor=actor)
        movements += _tell(session, rows, history, actor)
        lots += len(rows)
    load_demo_details(session, today=today)
    return DemoCounts(
        communes=len(communes), holders=sum(len(ids) for ids in holders), lots=lots, movements=movements
    )


def _store_holders(
    session: Session, communes: Sequence[Commune], lists: Sequence[DemoList]
) -> list[list[int]]:
    """Write all holders but the communes' own, which get a telephone number; return the ids as in each list."""
    own = {
        row.commune_code: row for row in session.scalars(select(HolderRow).where(HolderRow.kind == "commune"))
    }
    wanted: list[dict[str, str]] = []
    for commune, listed in zip(communes, lists, strict=True):
        office, *others = listed.holders
        own[commune.code].phone, own[commune.code].address = office.phone, office.address
        wanted += [_holder(commune, holder) for holder in others]
    statement = insert(HolderRow).returning(HolderRow.id, sort_by_parameter_order=True)
    made = iter(session.scalars(statement, wanted).all())
    return [
        [own[commune.code].id, *(next(made) for _ in listed.holders[1:])]
        for commune, listed in zip(communes, lists, strict=True)
    ]


def _holder(commune: Commune, holder: DemoHolder) -> dict[str, str]:
    return {
        "commune_code": commune.code,
        "kind": holder.kind,
        "name": holder.name,
        "folded": fold(holder.name),
        "phone": holder.phone,
        "address": holder.address,
    }


def _store_lots(
    session: Session,
    commune: Commune,
    listed: DemoList,
    *,
    holders: Sequence[int],
    checked_on: Sequence[date | None],
    actor: Actor,
) -> list[int]:
    """Write a commune's rows, still empty, and return their ids; the ledger fills them."""
    rows = [
        {
            "commune_code": commune.code,
            "type_code": lot.code,
            "holder_id": holders[lot.holder],
            "place": lot.place,
            "place_folded": fold(lot.place),
            "mark": lot.mark,
            **dict.fromkeys(("on_hand", "reserved", "away", "broken"), ZERO),
            "keep": Decimal(lot.keep),
            "ready_minutes": lot.ready_minutes,
            "note": lot.note,
            "checked_on": checked,
            "checked_by": actor.name if checked else "",
            "version": 1,
            "closed": False,
        }
        for lot, checked in zip(listed.lots, checked_on, strict=True)
    ]
    statement = insert(LotRow).returning(LotRow.id, sort_by_parameter_order=True)
    return list(session.scalars(statement, rows))


def _tell(session: Session, rows: Sequence[int], history: DemoHistory, actor: Actor) -> int:
    """Write a commune's acts into the ledger, oldest first; return the number of movements."""
    for act in history.acts:
        at = datetime.combine(act.on, act.at, tzinfo=VIETNAM)
        occasion = Occasion(actor=actor, at=at, action=act.action, reason=act.reason, document=act.document)
        post(session, _posts(rows, act), occasion)
    return sum(len(act.steps) for act in history.acts)


def _posts(rows: Sequence[int], act: DemoAct) -> list[Post]:
    return [
        Post(
            lot_id=rows[step.lot],
            kind=act.kind,
            delta=Delta(on_hand=Decimal(step.on_hand), broken=Decimal(step.broken)),
        )
        for step in act.steps
    ]
