"""Goods of one holder and place with different last days are different lots, each told apart by its day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from datetime import date

from importers.rules.stock.lines import Identity, Line, LineStatus, Mode, Standing

MARK = "HSD "


def mark_of(last_day: date) -> str:
    """Return the mark that tells a lot apart by its last day, as it is printed on goods."""
    return f"{MARK}{last_day:%d/%m/%Y}"


def apart_by_last_day(
    lines: Sequence[Line], standings: Mapping[Identity, Standing], mode: Mode
) -> list[Line]:
    """Return the lines, those with a last day at the lot of that day: one of the register, or one of their own.

    A list that gives all rows of a thing a day of their own means as many lots; what the register has of it without such a
    day is the first of them. What comes on top of goods with another day stays apart. A mark of the file wins.
    """
    judged = list(lines)
    own = {held.lot_id for held in standings.values()}
    dated = [index for index, line in enumerate(lines) if _may_go(line, own)]
    if not dated:
        return judged
    of_one: defaultdict[Identity, list[Line]] = defaultdict(list)
    for line in lines:
        if line.status is LineStatus.SAME and line.identity is not None:
            of_one[line.identity].append(line)
    kept = _dated(standings)
    left: dict[int, tuple[Identity, date]] = {}
    first: dict[Identity, date] = {}  # of those no lot of the register was found for
    taken: set[Identity] = set()
    for index in dated:
        identity, last_day = lines[index].identity, lines[index].last_day
        assert identity is not None
        assert last_day is not None
        there = [
            found
            for found, day in kept.get(identity[:3], ())
            if day == last_day and identity.place in ("", found.place)
        ]
        if len(there) == 1:
            judged[index] = replace(lines[index], identity=there[0], mark=there[0].mark)
            taken.add(there[0])
        else:
            left[index] = identity, last_day
            first.setdefault(identity, last_day)
    for index, (identity, last_day) in left.items():
        held = standings.get(identity)
        stands = held is not None and not held.closed
        if not _several_days(of_one[identity]):
            rivals = sum(found.place == identity.place for found, _ in kept.get(identity[:3], ()))
            apart = stands and (mode is Mode.ADD or (mode is Mode.REPLACE and rivals > 1))
        elif stands and mode is Mode.REPLACE:
            apart = identity in taken or last_day != first[identity]
        else:
            apart = not stands or mode is Mode.ADD
        if apart:
            mark = mark_of(last_day)
            judged[index] = replace(lines[index], identity=identity._replace(mark=mark), mark=mark)
    return judged


def day_after(held: date | None, said: date | None, mode: Mode) -> date | None:
    """Return the last day of a lot after a file: the one the file gives, of goods that came on top the earlier one."""
    if said is None or held is None:
        return said or held
    return min(held, said) if mode is Mode.ADD else said


def _may_go(line: Line, own: Container[int]) -> bool:
    """Return whether a line's last day may say which lot it means: no mark and no row of our own list does."""
    dated = line.status is LineStatus.SAME and line.identity is not None and line.last_day is not None
    return dated and not line.mark and line.row.own_lot not in own


def _dated(
    standings: Mapping[Identity, Standing],
) -> Mapping[tuple[str, ...], Sequence[tuple[Identity, date]]]:
    """Return the open lots with a last day by commune, type and holder, but for those with a mark of their own."""
    found: defaultdict[tuple[str, ...], list[tuple[Identity, date]]] = defaultdict(list)
    for identity, held in standings.items():
        if held.last_day is not None and not held.closed and identity.mark[:4] in ("", MARK):
            found[identity[:3]].append((identity, held.last_day))
    return found


def _several_days(lines: Sequence[Line]) -> bool:
    """Return whether several rows of one thing all have a last day, and not the same."""
    days = {line.last_day for line in lines}
    return None not in days and len(days) > 1
