"""Which formulas of an old .xls hold no result: its library gives results only, so the records are looked at once more.

A FORMULA record always has room for a result. A program that writes formulas without calculating leaves there an empty
text (xlwt) or nought with the mark "calculate on open" (WriteExcel, PhpSpreadsheet); Excel itself stores both too where
they are the result. So the whole file decides: where no formula holds anything else, nothing was ever calculated.
[MS-XLS] 2.4.127 Formula, 2.5.133 FormulaValue; OpenOffice's documentation of the format, 5.50.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

BOUNDSHEET, BOF, EOF, FORMULA = 0x0085, 0x0809, 0x000A, 0x0006
_HEAD = struct.Struct("<HH")
_FORMULA = struct.Struct("<HHH8sH")
_CALCULATE_ON_OPEN = 0x0002
_EMPTY_TEXT, _NOUGHT = b"\x03\x00\x00\x00\x00\x00\xff\xff", bytes(8)

At = tuple[int, int]


def formulas_without_result(stream: bytes) -> tuple[frozenset[At], ...]:
    """Return for each worksheet the (row, column) from 0 of its formulas without a result; from BIFF5 on."""
    found: list[frozenset[At]] = []
    for start in _worksheets(stream):
        empty: set[At] = set()
        for row, col, _, result, flags in _formulas(stream, start):
            if (result[:1] == b"\x03" and result[6:] == b"\xff\xff") or (
                result == _NOUGHT and flags & _CALCULATE_ON_OPEN
            ):
                empty.add((row, col))
            else:
                return ()  # something was calculated: what is stored is the result
        found.append(frozenset(empty))
    return tuple(found)


def _worksheets(stream: bytes) -> Iterator[int]:
    """Yield where the worksheets begin, in their order."""
    for kind, start, length in _records(stream, 0):
        if kind == BOUNDSHEET and length >= 6 and stream[start + 5] == 0:
            yield int.from_bytes(stream[start : start + 4], "little")


def _formulas(stream: bytes, start: int) -> Iterator[tuple[int, int, int, bytes, int]]:
    for kind, place, length in _records(stream, start):
        if kind == FORMULA and length >= _FORMULA.size:
            yield _FORMULA.unpack_from(stream, place)


def _records(stream: bytes, place: int) -> Iterator[tuple[int, int, int]]:
    """Yield (kind, where its data begin, their length) up to the end of a part; charts inside it are passed over."""
    depth, end = 0, len(stream) - _HEAD.size
    while place <= end:
        kind, length = _HEAD.unpack_from(stream, place)
        place += _HEAD.size
        depth += (kind == BOF) - (kind == EOF)
        if depth <= 0:
            return
        if depth == 1 and place + length <= len(stream):
            yield kind, place, length
        place += length
