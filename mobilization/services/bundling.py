"""What lots can really give once each boat has somebody to steer it and each generator its fuel."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Protocol

from sqlalchemy.orm import Session

from mobilization.queries.norms import norms_in_force
from mobilization.queries.plan_lots import PlanLot, list_plan_lots, list_self_reliant
from mobilization.queries.promised import promised_by_incident
from mobilization.rules.bundles import (
    BOATS,
    GENERATORS,
    Lack,
    Machine,
    Means,
    lack_of,
    means_of,
    pools_of,
    serves_lack,
)
from mobilization.rules.candidates import Barred, Offer
from mobilization.rules.ids import StockId
from mobilization.rules.pools import Pool, narrowed

LACKS = {Lack.CREW: Barred.NO_CREW, Lack.FUEL: Barred.NO_FUEL}
MACHINES = {Lack.CREW: BOATS, Lack.FUEL: GENERATORS}


class CanGive(Protocol):
    """What a lot can give by itself: so many units, some of which stay in its own commune."""

    @property
    def quantity(self) -> int:
        """All of them."""

    @property
    def keep(self) -> int:
        """Those that stay."""


def with_crew_and_fuel(
    session: Session,
    lots: Sequence[PlanLot],
    given: Sequence[CanGive | Barred],
    whole: Collection[str],
    today: date,
    banned: Collection[int],
    incidents: Collection[int],
) -> tuple[list[Pool], dict[int, Offer | Barred]]:
    """Return the crews and fuel that the asking `incidents` share, and what lots give that these limit by themselves.

    A lot left with nothing is barred for what it lacks. `given` is what each of the lots can give by itself. One banned
    from every need takes no other's crew. The lots of the types in `whole` are all there are; of other types the lots
    are read.
    """
    asked = set(map(attrgetter("type_code"), lots))
    lacks = {lack for code in asked if (lack := lack_of(code) or serves_lack(code)) is not None}
    if not lacks:
        return [], {}
    types = {code for lack in lacks for code in MACHINES[lack]}
    means = {code for lack in lacks for code in means_of(lack)}
    concerned = types | means
    here = [pair for pair in zip(lots, given, strict=True) if pair[0].type_code in concerned]
    found = [lot for lot, _ in here if lot.type_code in whole]
    found += list_plan_lots(session, concerned.difference(whole))
    offers = {lot.id: able for lot, able in here if not isinstance(able, Barred) and lot.id not in banned}
    units: dict[StockId, int] = {lot_id: able.quantity for lot_id, able in offers.items()}
    own = list_self_reliant(session, types)
    cases = promised_by_incident(session, concerned)
    needy = [
        _machine(lot, units.get(lot.id, 0), own=lot.id in own, cases=cases.get(lot.id, {}))
        for lot in found
        if lot.type_code in types
    ]
    made_up = [
        _means(lot, units.get(lot.id, 0), cases.get(lot.id, {}))
        for lot in found
        if lot.type_code in means and not lot.expired_on(today)
    ]
    pools = pools_of(needy, made_up, norms_in_force(session, today), asking=incidents)
    pools, limits = narrowed(pools, units, incidents)
    kinds = {lot.id: lot.type_code for lot in found}
    return pools, {
        int(lot_id): _limited(offers[int(lot_id)], able, kinds[int(lot_id)])
        for lot_id, able in limits.items()
    }


def _limited(alone: CanGive, able: int, type_code: str) -> Offer | Barred:
    """Return what a lot gives of what it could alone; of those that stay anyway are the ones without a crew."""
    if able == 0:
        lack = lack_of(type_code)
        return LACKS[lack] if lack else Barred.RESERVED
    may_leave = alone.quantity - alone.keep
    return Offer(quantity=able, keep=max(0, able - may_leave))


def _machine(lot: PlanLot, free: int, *, own: bool, cases: Mapping[int, int]) -> Machine:
    return Machine(
        lot_id=lot.id,
        commune_code=lot.commune_code,
        type_code=lot.type_code,
        free=free,
        out=lot.reserved // 1000,  # what is away is a part of it
        own=own,
        cases={case: units // 1000 for case, units in cases.items()},
    )


def _means(lot: PlanLot, free: int, cases: Mapping[int, int]) -> Means:
    return Means(
        commune_code=lot.commune_code,
        type_code=lot.type_code,
        usable=lot.on_hand - lot.broken,
        out=lot.reserved,
        lot_id=lot.id,
        free=free,
        cases=cases,
    )
