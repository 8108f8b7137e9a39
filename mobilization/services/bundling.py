"""What lots can really give once each boat has somebody to steer it and each generator its fuel."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Protocol

from sqlalchemy.orm import Session

from mobilization.queries.norms import norms_in_force
from mobilization.queries.plan_lots import PlanLot, list_plan_lots, list_self_reliant
from mobilization.rules.bundles import (
    BOATS,
    GENERATORS,
    Lack,
    Machine,
    Means,
    bundle_limit,
    lack_of,
    means_of,
)
from mobilization.rules.candidates import Barred, Offer

LACKS = {Lack.CREW: Barred.NO_CREW, Lack.FUEL: Barred.NO_FUEL}
MACHINES = {Lack.CREW: BOATS, Lack.FUEL: GENERATORS}
FIRST = -1  # before every turn of a lot


class CanGive(Protocol):
    """What a lot can give by itself: so many units, some of which stay in its own commune, and when it is drawn on."""

    @property
    def quantity(self) -> int:
        """All of them."""

    @property
    def keep(self) -> int:
        """Those that stay."""

    @property
    def turn(self) -> int:
        """Its place in the queue among equals."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """The commander's word on lots: those `pinned` get crew and fuel first, those `banned` from every need none."""

    pinned: Collection[int] = ()
    banned: Collection[int] = ()


def with_crew_and_fuel(
    session: Session,
    lots: Sequence[PlanLot],
    given: Sequence[CanGive | Barred],
    whole: Collection[str],
    today: date,
    word: Word,
) -> dict[int, Offer | Barred]:
    """Return the offers that crews and fuel limit; a lot left with nothing is barred for what it lacks.

    `given` is what each of the lots can give by itself. One banned takes no other's crew: it is not limited at all.
    The lots of the types in `whole` are all there are; of other types the lots are read.
    """
    asked = set(map(attrgetter("type_code"), lots))
    lacks = {lack for code in asked if (lack := lack_of(code)) is not None}
    if not lacks:
        return {}
    types = {code for lack in lacks for code in MACHINES[lack]}
    means = {code for lack in lacks for code in means_of(lack)}
    concerned = types | means
    here = [pair for pair in zip(lots, given, strict=True) if pair[0].type_code in concerned]
    found = [lot for lot, _ in here if lot.type_code in whole]
    found += list_plan_lots(session, concerned.difference(whole))
    machines = [lot for lot in found if lot.type_code in types]
    offers = {
        lot.id: able for lot, able in here if not isinstance(able, Barred) and lot.id not in word.banned
    }
    own = list_self_reliant(session, types)
    limits = bundle_limit(
        [
            _machine(lot, offers.get(lot.id), own=lot.id in own, pinned=lot.id in word.pinned)
            for lot in machines
        ],
        [_means(lot) for lot in found if lot.type_code in means and not lot.expired_on(today)],
        norms_in_force(session, today),
    )
    kinds = {lot.id: lot.type_code for lot in machines}
    result: dict[int, Offer | Barred] = {}
    for lot_id, able in limits.items():
        alone = offers[lot_id]
        lack = lack_of(kinds[lot_id])
        assert lack is not None
        if able == 0:
            result[lot_id] = LACKS[lack]
        else:  # those that stay anyway are the ones that stand without a crew
            may_leave = alone.quantity - alone.keep
            result[lot_id] = Offer(quantity=able, keep=max(0, able - may_leave))
    return result


def _machine(lot: PlanLot, given: CanGive | None, *, own: bool, pinned: bool) -> Machine:
    return Machine(
        lot_id=lot.id,
        commune_code=lot.commune_code,
        type_code=lot.type_code,
        free=given.quantity if given else 0,
        out=(lot.reserved + lot.away) // 1000,
        own=own,
        turn=FIRST if pinned or given is None else given.turn,
    )


def _means(lot: PlanLot) -> Means:
    return Means(
        commune_code=lot.commune_code,
        type_code=lot.type_code,
        usable=lot.on_hand - lot.broken,
        out=lot.reserved + lot.away,
    )
