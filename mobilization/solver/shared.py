"""The best plan of groups that draw from common pools: each by itself first, and together only where that asks too much.

Without the pools every group's best plan bounds what any plan can reach. Where those plans together draw no more than
there is, they are the best ones; else the groups that draw too much are planned as one, with their pools. Where that
one would be too large to be searched, their quick plan stands, and nothing is proved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from core.values import frozen
from mobilization.rules.groups import Cut, Group, together
from mobilization.rules.ids import StockId
from mobilization.rules.pools import Drawn, Pool, linked
from mobilization.rules.reasons import Sent
from mobilization.solver.quick import QUICK, quick_together

MOST_PAIRS = 100_000  # of a need and a stock of one group, up to which several are planned as one


@frozen
class Answer:
    """The best plan of a group found so far, by which engine, and whether it is proved."""

    group: Group
    sent: Sequence[Sent]
    method: str
    proved: bool


Best = Callable[[Group, Sequence[Pool]], Answer]


@frozen
class Sharing:
    """Cuts that draw from common pools."""

    cuts: Sequence[Cut]
    pools: Sequence[Pool]

    def key(self) -> tuple[object, ...]:
        """Return everything their plan is made from."""
        return tuple(cut.key() for cut in self.cuts), tuple(pool.key() for pool in self.pools)


def sharing_of(cuts: Sequence[Cut], pools: Sequence[Pool]) -> tuple[list[Cut], list[Sharing]]:
    """Return the cuts that draw from no pool, and the others by what they draw from in common."""
    found = linked([[stock.id for stock in cut.stocks] for cut in cuts], pools)
    inside = set(chain.from_iterable(places for places, _ in found))
    alone = [cut for place, cut in enumerate(cuts) if place not in inside]
    return alone, [Sharing(cuts=[cuts[place] for place in places], pools=mine) for places, mine in found]


def best_together(groups: Sequence[Group], sharing: Sharing, best: Best) -> tuple[list[Answer], Drawn]:
    """Return the best plans, and what they draw together; `groups` are those of the cuts."""
    answers: dict[tuple[int, ...], Answer] = {(place,): best(group, ()) for place, group in enumerate(groups)}
    rough: set[int] = set()
    while over := (drawn := _drawn(answers.values(), sharing.pools)).over():
        wanted = {stock for pool in over for side in pool.sides for stock in side}
        hit = [
            places
            for places, answer in answers.items()
            if wanted & {stock.id for stock in answer.group.stocks}
        ]
        for places in hit:
            del answers[places]
        joined = tuple(sorted({*chain.from_iterable(hit), *rough}))
        cuts = [sharing.cuts[place] for place in joined]
        pools = list(_within(sharing.pools, {stock.id for cut in cuts for stock in cut.stocks}))
        if rough or sum(len(cut.needs) * len(cut.stocks) for cut in cuts) > MOST_PAIRS:
            rough.update(joined)
            answers |= _quickly({place: groups[place] for place in joined}, pools)
        else:
            answers[joined] = best(together(cuts), pools)
    return list(answers.values()), drawn


def _quickly(groups: Mapping[int, Group], pools: Sequence[Pool]) -> dict[tuple[int, ...], Answer]:
    """Return the quick plans of groups that draw from pools, by their places."""
    sent = quick_together(list(groups.values()), Drawn(pools))
    return {
        (place,): Answer(group=group, sent=flows, method=QUICK, proved=False)
        for (place, group), flows in zip(groups.items(), sent, strict=True)
    }


def _drawn(answers: Iterable[Answer], pools: Sequence[Pool]) -> Drawn:
    """Return what plans draw from pools."""
    drawn = Drawn(pools)
    for answer in answers:
        needs, stocks = answer.group.needs, answer.group.stocks
        for row, column, units, _covers in answer.sent:
            drawn.take(stocks[column].id, needs[row].case, units)
    return drawn


def _within(pools: Sequence[Pool], stocks: set[StockId]) -> Iterator[Pool]:
    """Yield the pools some stocks draw from, as far as these do."""
    for pool in pools:
        mine = pool.within(stocks)
        if mine.named or mine.machines:
            yield mine
