"""Which formulas of an old .xls hold no result, and what they say: its library gives results only, so the records are
looked at once more.

A FORMULA record always has room for a result. A program that writes formulas without calculating leaves there an empty
text (xlwt) or nought with the mark "calculate on open" (WriteExcel, PhpSpreadsheet); Excel itself stores both too where
they are the result. So the whole file decides: where no formula holds anything else, nothing was ever calculated.
[MS-XLS] 2.4.127 Formula, 2.5.133 FormulaValue; OpenOffice's documentation of the format, 5.50.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import islice
from typing import Any

BOUNDSHEET, BOF, EOF, FORMULA, SHARED = 0x0085, 0x0809, 0x000A, 0x0006, 0x04BC
_HEAD = struct.Struct("<HH")
_FORMULA = struct.Struct("<HHH8sH")
_SHARED = struct.Struct("<HHBBBBH")
_AS_SHARED = 0x01  # the token of a formula whose words stand in a record of several cells
_CALCULATE_ON_OPEN = 0x0002
_TOKENS_AFTER = 6  # four bytes nobody needs and the size of the tokens stand before these
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


def words_of_formulas(stream: bytes, book: Any, number: int) -> dict[At, str]:
    """Return by (row, column) from 0 what the formulas of a worksheet say, written as in .xlsx; "" where that is not known."""
    from xlrd.formula import FMLA_TYPE_CELL, FMLA_TYPE_SHARED, decompile_formula

    found: dict[At, str] = {}
    shared: list[tuple[tuple[int, int, int, int], bytes]] = []
    waiting: list[At] = []
    start = next(islice(_worksheets(stream), number, None))
    for kind, place, length in _records(stream, start):
        data = stream[place : place + length]
        if kind == SHARED and length > _SHARED.size:
            top, bottom, left, right, _, _, size = _SHARED.unpack_from(data)
            shared.append(((top, bottom, left, right), data[_SHARED.size : _SHARED.size + size]))
        elif kind == FORMULA and length > _FORMULA.size + _TOKENS_AFTER:
            row, col = struct.unpack_from("<HH", data)
            tokens = data[_FORMULA.size + _TOKENS_AFTER :]
            if tokens[0] == _AS_SHARED:
                waiting.append((row, col))
            else:
                found[row, col] = decompile_formula(book, tokens, _size(data), FMLA_TYPE_CELL, row, col) or ""
    for row, col in waiting:
        for (top, bottom, left, right), tokens in shared:
            if top <= row <= bottom and left <= col <= right:
                words = decompile_formula(book, tokens, len(tokens), FMLA_TYPE_SHARED, row, col)
                found[row, col] = words or ""
    return found


def _size(data: bytes) -> int:
    return int.from_bytes(data[_FORMULA.size + _TOKENS_AFTER - 2 : _FORMULA.size + _TOKENS_AFTER], "little")


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
