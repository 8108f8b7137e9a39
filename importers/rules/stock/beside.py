"""New rows that come beside others of the same commune and type which the file does not mention.

Nothing says whether they are further things or the same ones at another place or under another holder: together they make
the commune's total, so the reader is told how many are there already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from importers.rules.stock.lines import Identity, Line, LineReason, LineStatus, Standing


def beside_others(
    lines: Sequence[Line], standings: Mapping[Identity, Standing], held: Iterable[Standing]
) -> list[Line]:
    """Return the lines, the new ones with what the register has of the same beside all rows the file means."""
    meant = {standing.lot_id for standing in held}
    named = (standings.get(line.identity) for line in lines if line.identity is not None)
    meant |= {standing.lot_id for standing in named if standing is not None}
    others: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for identity, standing in standings.items():
        if not standing.closed and standing.lot_id not in meant:
            others[identity.commune_code, identity.type_code] += standing.on_hand
    return [_told(line, others) for line in lines]


def _told(line: Line, others: Mapping[tuple[str, str], Decimal]) -> Line:
    if line.status is not LineStatus.NEW or line.into or line.identity is None or not line.on_hand:
        return line
    there = others.get((line.identity.commune_code, line.identity.type_code))
    if not there:
        return line
    return replace(line, beside=there, reasons=(LineReason.BESIDE_OTHERS, *line.reasons))
