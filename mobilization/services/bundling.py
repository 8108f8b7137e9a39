"""What lots can really give once each boat has somebody to steer it and each generator its fuel."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
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
    bundle_limit,
    by_name_limit,
    lack_of,
    means_of,
    serves_lack,
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
    incidents: Collection[int],
) -> dict[int, Offer | Barred]:
    """Return the offers that crews and fuel limit; a lot left with nothing is barred for what it lacks.

    People and fuel that machines of other incidents than the asking `incidents` need are not given by name.
    `given` is what each of the lots can give by itself. One banned takes no other's crew: it is not limited at all.
    The lots of the types in `whole` are all there are; of other types the lots are read.
    """
    asked = set(map(attrgetter("type_code"), lots))
    lacks = {lack for code in asked if (lack := lack_of(code) or serves_lack(code)) is not None}
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
    cases = promised_by_incident(session, concerned)
    needy = [
        _machine(
            lot,
            offers.get(lot.id),
            own=lot.id in own,
            pinned=lot.id in word.pinned,
            cases={case: units // 1000 for case, units in cases.get(lot.id, {}).items()},
        )
        for lot in machines
    ]
    made_up = [
        _means(lot, cases.get(lot.id, {}))
        for lot in found
        if lot.type_code in means and not lot.expired_on(today)
    ]
    norms = norms_in_force(session, today)
    limits = bundle_limit(needy, made_up, norms)
    kinds = {lot.id: lot.type_code for lot in machines}
    result = _by_name(by_name_limit(needy, made_up, norms, own=incidents, asked=asked), here)
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


def _by_name(
    limits: Mapping[int, int], here: Sequence[tuple[PlanLot, CanGive | Barred]]
) -> dict[int, Offer | Barred]:
    """Return what lots of people and fuel give in whole units; those left with nothing are held with machines elsewhere."""
    result: dict[int, Offer | Barred] = {}
    for lot, given in here:
        if lot.id in limits and not isinstance(given, Barred):
            able = min(given.quantity, limits[lot.id] // 1000)
            may_leave = given.quantity - given.keep
            result[lot.id] = Offer(quantity=able, keep=max(0, able - may_leave)) if able else Barred.RESERVED
    return result


def _machine(
    lot: PlanLot, given: CanGive | None, *, own: bool, pinned: bool, cases: Mapping[int, int]
) -> Machine:
    return Machine(
        lot_id=lot.id,
        commune_code=lot.commune_code,
        type_code=lot.type_code,
        free=given.quantity if given else 0,
        out=lot.reserved // 1000,  # what is away is a part of it
        own=own,
        turn=FIRST if pinned or given is None else given.turn,
        cases=cases,
    )


def _means(lot: PlanLot, cases: Mapping[int, int]) -> Means:
    return Means(
        commune_code=lot.commune_code,
        type_code=lot.type_code,
        usable=lot.on_hand - lot.broken,
        out=lot.reserved,
        lot_id=lot.id,
        cases=cases,
    )
