"""Figures as people write them: 1.200, 02, 5,5, "02 cái (hỏng 01)", "khoảng 50", "03-05", x, a date Excel made."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from core.excel.book import CellValue
from core.text import tidy
from core.values import frozen
from importers.rules.texts.beside_number import take_condition, take_spelled
from importers.rules.texts.words import fold_key


class FigureKind(StrEnum):
    """What a quantity cell holds."""

    EXACT = "exact"
    AMBIGUOUS = "ambiguous"  # 1.200 or 1,200 where it may be thousands or decimals
    ESTIMATE = "estimate"
    RANGE = "range"
    PAIR = "pair"
    SUM = "sum"
    MARK = "mark"
    PLACEHOLDER = "placeholder"
    DITTO = "ditto"
    DATE = "date"
    NEGATIVE = "negative"
    NO_RESULT = "no_result"
    ERROR = "error"
    WORDS = "words"


class Separator(StrEnum):
    """What a point or a comma before three digits means."""

    THOUSANDS = "thousands"
    DECIMAL = "decimal"


@frozen
class Figure:
    """One figure. `amount` is its reading where there is one; `readings` the possible ones where it is doubtful.

    `unit` is a unit word beside the number, `extra` any other words beside it ("ST-750"), `broken` the part said to
    be broken, `condition` what is said of all of them ("tốt"). `by_sheet` is true where other cells of the sheet settled the separator.
    """

    kind: FigureKind
    amount: Decimal | None = None
    readings: tuple[Decimal, ...] = ()
    unit: str = ""
    extra: str = ""
    broken: Decimal | None = None
    by_sheet: bool = False
    condition: str = ""


@frozen
class Convention:
    """What "." and "," before three digits mean on a sheet, as far as its own cells tell.

    `fractions` tells that some of its figures have a comma before a fraction ("5,5").
    """

    point: Separator | None = None
    comma: Separator | None = None
    fractions: bool = False


NO_CONVENTION = Convention()
ZERO = Decimal(0)

_ZERO_WORDS = {"-", "–", "—", "−", "--", "0", "khong", "ko", "khong co", "khong co gi"}
_MARK_WORDS = {"x", "xx", "✓", "✔", "√", "v", "co", "☑", "☒"}
_PLACEHOLDERS = {"…", "...", "..", "....", "?", "??", "n/a", "na", "chua co so lieu", "chua thong ke", "chua ro", "dang cap nhat", "chua bao cao", "chua cap nhat", "chua co", "……", ". . ."}  # fmt: skip
DITTO_WORDS = {"nt", "-nt-", "- nt -", "n.t", "nhu tren", "nhu tren.", "//", '"', "''", "〃", "″", "”", "“", "-//-", "- // -", "\\\\", "-\"-", "'", "-như trên-"}  # fmt: skip

_NUMBER = r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d+)?(?!\d)|\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?"
_WHOLE = re.compile(rf"({_NUMBER})")
_EXACT = re.compile(rf"^({_NUMBER})\s*(.*)$", re.DOTALL)
_NEGATIVE = re.compile(rf"^[-−–]\s*({_NUMBER})$")
_RANGE = re.compile(rf"^(?:tu\s+)?({_NUMBER})\s*(?:-|–|—|÷|den|toi|->|→|~)\s*({_NUMBER})(?![\d/])(.*)$")
_PAIR = re.compile(rf"^({_NUMBER})\s*/\s*({_NUMBER})(.*)$")
_SUM = re.compile(rf"^({_NUMBER})(?:\s*\+\s*({_NUMBER}))+(.*)$")
_ABOUT = re.compile(
    rf"^(?:khoang|gan|tren|hon|duoi|toi thieu|it nhat|toi da|khong qua|uoc(?: tinh)?|do|chung|xap xi|>=|<=|>|<|≥|≤|~|≈|±)+\s*:?\s*({_NUMBER})(.*)$"
)
_ABOUT_AFTER = re.compile(rf"^({_NUMBER})\s*(?:[^\d\s()]+\s*)?(?:\+|tro len|tro xuong|hoac hon)\s*$")
_ABOUT_INSIDE = re.compile(r"\b(?:khoang|uoc tinh|xap xi|gan dung)\b")
_BROKEN = re.compile(
    rf"(?<![^\W\d])(?:bi\s+)?(?:hu hong|hong|hu)\s*:?\s*({_NUMBER})(?:\s*(?:cai|chiec|bo|xe|may))?"
)
_BROKEN_AFTER = re.compile(rf"({_NUMBER})\s*(?:cai|chiec|bo|xe|may)?\s*(?:bi\s+)?(?:hu hong|hong|hu)\b")
_TOO_FINE = re.compile(r"[.,]\d{4,}$")
_THREE = re.compile(r"^[1-9]\d{0,2}([.,])\d{3}$")


def read_figure(
    value: CellValue,
    *,
    formula: bool = False,
    convention: Convention = NO_CONVENTION,
    counted: bool = True,
) -> Figure | None:
    """Return what a quantity cell says, or None where it is blank.

    `counted` is true for things counted in pieces or people, of which there are no fractions.
    """
    if value is None:
        return Figure(kind=FigureKind.NO_RESULT) if formula else None
    if isinstance(value, bool):
        return Figure(kind=FigureKind.MARK) if value else Figure(kind=FigureKind.WORDS)
    if isinstance(value, int):
        return _from_whole(value)
    if isinstance(value, float):
        return _from_fraction(value)
    if isinstance(value, dt.date | dt.datetime | dt.time):
        return Figure(kind=FigureKind.DATE)
    return _from_text(value, convention, counted)


def separated(text: str) -> tuple[str, bool] | None:
    """Return (the figure that a text begins with, whether one mark stands in it before three digits), or None."""
    found = _EXACT.match(text)
    if found is None:
        return None
    token = found.group(1).replace(" ", "")
    return token, _THREE.match(token) is not None


@lru_cache(maxsize=65_536)
def _from_whole(value: int) -> Figure:
    return _of_amount(Decimal(value))


def _from_fraction(value: float) -> Figure:
    amount = Decimal(repr(value))
    if not amount.is_finite():
        return Figure(kind=FigureKind.ERROR)
    amount = amount.quantize(Decimal("0.000001")) if abs(amount) < Decimal(10) ** 15 else amount
    return _of_amount(Decimal(int(amount)) if amount == int(amount) else amount.normalize())


def _of_amount(amount: Decimal) -> Figure:
    return Figure(kind=FigureKind.NEGATIVE if amount < 0 else FigureKind.EXACT, amount=amount)


@lru_cache(maxsize=65_536)
def _from_text(value: str, convention: Convention, counted: bool) -> Figure | None:
    text = tidy(value)
    if not text:
        return None
    plain = fold_key(text)
    if plain in _ZERO_WORDS:
        return Figure(kind=FigureKind.EXACT, amount=ZERO)
    if plain in _MARK_WORDS:
        return Figure(kind=FigureKind.MARK)
    if plain in _PLACEHOLDERS or set(plain) <= set("…. ?"):
        return Figure(kind=FigureKind.PLACEHOLDER)
    if plain in DITTO_WORDS:
        return Figure(kind=FigureKind.DITTO)
    if plain.startswith("#"):
        return Figure(kind=FigureKind.ERROR)
    doubtful = _doubtful(plain)
    if doubtful is not None:
        return doubtful
    exact = _EXACT.match(text)
    if exact is None:
        return Figure(kind=FigureKind.WORDS)
    return _exact(exact.group(1), exact.group(2).strip(), convention, counted)


def _doubtful(plain: str) -> Figure | None:
    """Return the figure of an estimate, range, pair, sum or negative number, or None where it is none of them."""
    if found := _NEGATIVE.match(plain):
        return Figure(kind=FigureKind.NEGATIVE, amount=-_loose(found.group(1)))
    if found := _SUM.match(plain):
        numbers = tuple(_loose(part) for part in _WHOLE.findall(plain[: found.start(3)]))
        return Figure(kind=FigureKind.SUM, readings=(sum(numbers, ZERO),))
    for pattern, kind in ((_PAIR, FigureKind.PAIR), (_RANGE, FigureKind.RANGE)):
        if found := pattern.match(plain):
            return Figure(kind=kind, readings=(_loose(found.group(1)), _loose(found.group(2))))
    if found := _ABOUT.match(plain) or _ABOUT_AFTER.match(plain):
        return Figure(kind=FigureKind.ESTIMATE, readings=(_loose(found.group(1)),))
    if _ABOUT_INSIDE.search(plain):
        return Figure(
            kind=FigureKind.ESTIMATE, readings=tuple(_loose(part) for part in _WHOLE.findall(plain)[:1])
        )
    return None


def _loose(token: str) -> Decimal:
    """Return a token's likeliest value, used only as a suggestion."""
    return _amount(token, NO_CONVENTION, True)[0]


def _amount(token: str, convention: Convention, counted: bool) -> tuple[Decimal, Decimal | None, bool]:
    """Return (reading, other reading where it stays open, whether the sheet settled it)."""
    compact = token.replace(" ", "")
    three = _THREE.match(compact)
    if three is None:
        return _settled(compact), None, False
    mark = three.group(1)
    thousands, decimal = Decimal(compact.replace(mark, "")), Decimal(compact.replace(mark, "."))
    known = convention.point if mark == "." else convention.comma
    if counted and mark == "," and convention.fractions:
        return (
            thousands,
            decimal,
            False,
        )  # "1,200" beside "5,5": of things too, nobody knows which the clerk meant
    if counted or known is Separator.THOUSANDS:
        return thousands, None, not counted
    if known is Separator.DECIMAL:
        return decimal, None, True
    return thousands, decimal, False


def _settled(compact: str) -> Decimal:
    """Return the value of a number whose own form says what its separators mean."""
    points, commas = compact.count("."), compact.count(",")
    if points and commas:
        decimal = "." if compact.rfind(".") > compact.rfind(",") else ","
        return Decimal(compact.replace("," if decimal == "." else ".", "").replace(decimal, "."))
    if points > 1 or commas > 1:
        return Decimal(compact.replace(".", "").replace(",", ""))
    return Decimal(compact.replace(",", "."))


def _exact(token: str, rest: str, convention: Convention, counted: bool) -> Figure:
    if _TOO_FINE.search(token):
        return Figure(kind=FigureKind.WORDS)  # "1.0000" is no figure anybody counts or weighs
    amount, other, by_sheet = _amount(token, convention, counted)
    broken, rest = _take_broken(rest)
    said, rest = take_spelled(rest)
    if said is not None:
        if said not in (amount, other):
            return Figure(kind=FigureKind.WORDS, readings=(amount, Decimal(said)))
        amount, other = Decimal(said), None
    condition, rest = take_condition(rest)
    unit, extra = _take_unit(rest)
    if other is not None:
        return Figure(
            kind=FigureKind.AMBIGUOUS,
            readings=(amount, other),
            unit=unit,
            extra=extra,
            broken=broken,
            condition=condition,
        )
    if broken is not None and broken > amount:
        return Figure(kind=FigureKind.WORDS, readings=(amount,))
    return Figure(
        kind=FigureKind.EXACT,
        amount=amount,
        unit=unit,
        extra=extra,
        broken=broken,
        by_sheet=by_sheet,
        condition=condition,
    )


def _take_broken(rest: str) -> tuple[Decimal | None, str]:
    plain = fold_key(rest)
    found = _BROKEN.search(plain) or _BROKEN_AFTER.search(plain)
    if found is None:
        return None, rest
    left = (
        rest[: found.start()] + rest[found.end() :]
        if len(plain) == len(rest)
        else plain[: found.start()] + plain[found.end() :]
    )
    left = re.sub(r"\(\s*(?:có|co|trong đó|trong do|,|;)*\s*\)", " ", left)
    return _loose(found.group(1)), left.strip(" ,;:-")


def _take_unit(rest: str) -> tuple[str, str]:
    """Return (the words beside a number as a unit, nothing else) or ("", the words)."""
    words = rest.strip(" .,;:").strip()
    if words.startswith("(") and words.endswith(")"):
        words = words[1:-1].strip()
    if not words:
        return "", ""
    if (
        any(char.isdigit() for char in words.replace("m2", "").replace("m3", ""))
        or len(words.split()) > 2
        or "(" in words
    ):
        return "", words
    return words, ""
