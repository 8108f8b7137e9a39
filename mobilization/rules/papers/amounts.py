"""A sum of money in words, as papers that pay say it beside the figure: a figure alone is easily changed by a stroke."""

from __future__ import annotations

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", " nghìn", " triệu")
_BILLION = 10**9


def dong_in_words(amount: int) -> str:
    """Return "hai triệu năm trăm nghìn đồng"; raises ValueError below nought."""
    if amount < 0:
        raise ValueError("money that is owed is not below nought")
    return f"{_number(amount, inner=False)} đồng"


def _number(number: int, *, inner: bool) -> str:
    """Return a number in words; `inner` where something stands before it: its hundreds are then said, though nought."""
    if number >= _BILLION:
        above, rest = divmod(number, _BILLION)
        said = f"{_number(above, inner=inner)} tỷ"
        return f"{said} {_number(rest, inner=True)}" if rest else said
    if not number:
        return _DIGITS[0]
    parts: list[str] = []
    for place in (2, 1, 0):
        group = number // 1000**place % 1000
        if group:
            parts.append(_group(group, inner=inner or bool(parts)) + _GROUPS[place])
    return " ".join(parts)


def _group(group: int, *, inner: bool) -> str:
    """Return three digits in words: "một trăm linh năm", "hai mươi mốt", and with nought hundreds "không trăm linh năm"."""
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    said = [f"{_DIGITS[hundreds]} trăm"] if hundreds or inner else []
    if tens > 1:
        said.append(f"{_DIGITS[tens]} mươi")
    elif tens:
        said.append("mười")
    elif ones and said:
        said.append("linh")
    if ones:
        said.append(_ones(ones, tens))
    return " ".join(said)


def _ones(ones: int, tens: int) -> str:
    if ones == 5 and tens:
        return "lăm"
    if tens > 1 and ones in {1, 4}:
        return "mốt" if ones == 1 else "tư"
    return _DIGITS[ones]
