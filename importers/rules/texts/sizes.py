"""Families of types told apart by a size: tents, generators, lorries, coaches, ST boats.

Sizes from the catalogue's own names (national reserve lists): tents 16,5 / 24,5 / 24,75 / 60 m2 are four kinds,
ST450, 660, 750, 1200 are the boats DT1 to DT4.
"""

from __future__ import annotations

import re
from collections.abc import Container
from decimal import Decimal
from typing import NamedTuple

from inventory.rules.catalogue import TypeCode

_NUMBER = r"(\d{1,4}(?:[.,]\d+)?)"
_TENT = re.compile(
    rf"^(?:nha bat|leu bat|leu|nb|nha bat loai)\b[^\d]*(?:(?:loai|dien tich|cs)\s*)?{_NUMBER}\s*(?:m2|m 2|m\u00b2|met vuong|m)?\s*\)?$"
)
_TENTS = {
    Decimal("16.5"): "TB-005",
    Decimal("24.5"): "TB-006",
    Decimal("24.75"): "TB-007",
    Decimal(60): "TB-008",
}
_TENT_CODES = ("TB-005", "TB-006", "TB-007", "TB-008", "TB-009")
_LOAD = r"(\d{1,3}(?:[.,]\d{3})+|\d{1,6}(?:[.,]\d+)?)"
# What lorries carry: more tonnes are kilograms, fewer kilograms are tonnes.
_MOST_TONNES, _FEWEST_KG = 60, 100
_IN_KG = re.compile(r"(?:\(|(?<=\w)[ ,:/-]) ?kg(?: ?\)|$|(?=/))", re.IGNORECASE)
_SIZE_UNIT = re.compile(r"\(\s*(kva|kw|tấn|m2|m²)\s*\)\s*$", re.IGNORECASE)
_SEATS_HEAD = re.compile(r"^(?:số (?:chỗ|ghế)|sức chở)(?: ngồi)?(?: \(người\))?$", re.IGNORECASE)
_GENERATOR = re.compile(rf"^(?:may phat dien|may phat|mpd|may no)\b.*?{_NUMBER}\s*(kva|kw|w|kv)\b")
_SIZES = re.compile(rf"{_NUMBER}\s*(tan|t|cho|ghe|kva|m2)\b")
_POWER = re.compile(rf"{_NUMBER}\s*(kva|kw|w|kv)\b")
_GENERATOR_CODES = ("TB-010", "TB-011", "TB-012")
# A size may be told as a span: "< 10 kVA", "10 - 30 kVA", "từ 5 đến dưới 10 kVA", "dưới 29 chỗ".
_BELOW, _UP_TO = frozenset({"duoi", "nho hon", "<"}), frozenset({"den", "toi da", "khong qua", "<=", "≤"})
_ABOVE, _FROM = frozenset({"tren", "lon hon", "hon", ">"}), frozenset({"tu", "toi thieu", ">=", "≥"})
_BOUND = "|".join(sorted((*_BELOW, *_UP_TO, *_ABOVE, *_FROM), key=len, reverse=True))
_UNITS_OF_SPANS = r"(?:kva|kw|kv|w|cho|ghe|m2|m)"
_SPAN = re.compile(
    rf"(?:({_BOUND})\s*)?{_NUMBER}\s*(?:{_UNITS_OF_SPANS}\s*)?(?:(?:den|-|–)\s*(duoi|<)?\s*{_NUMBER}\s*)?({_UNITS_OF_SPANS})\b"
)
# "loại 5 tấn trở lên" is "từ 5 tấn", "30 kVA trở xuống" is "không quá 30 kVA".
_SIZED = rf"\s+(?:(?:tu|loai|co|tu loai|co tu|≥|>=|≤|<=)\s+)*({_NUMBER[1:-1]}\s*(?:tan|t|kva|kw|kv|w|cho|ghe)(?: ngoi)?)\s*"
_ON_FROM, _DOWN_FROM = re.compile(rf"{_SIZED}tro len\b"), re.compile(rf"{_SIZED}tro xuong\b")
_LORRY = re.compile(
    rf"^(?:xe o to tai|o to tai|xe tai|oto tai|xe oto tai)\b(?:\s*(?:thung|loai|trong tai|co trong tai|,|\())*\s*{_LOAD}\s*(t|tan|kg)\b\)?$"
)
_LORRY_CLASS = re.compile(
    rf"^(?:xe o to tai|o to tai|xe tai|xe oto tai)\b.*?(duoi|tren|tu|>=|<=|>|<|≥|≤)\s*{_NUMBER}\s*(?:t|tan)\b(.*)$"
)
_LORRY_CODES = ("PT-012", "PT-013")
_SEATS = re.compile(
    r"^(?:xe o to|xe khach|xe oto|o to|oto|xe|o to khach|xe o to khach|xe cho nguoi|xe ca)\b[^\d]*(\d{1,2})(?:\s*(?:cho|ghe))?(?:\s*(?:den|-|–)\s*(?:duoi\s*)?\d{1,2})?\s*(?:cho|ghe|cho ngoi)\b(?:\s*ngoi)?\s*\)?$"
)
# Coaches of every size: the bare name is the catalogue's largest, these words say that there are others.
_COACHES = re.compile(
    r"^(?:(?:cac loai|nhieu loai) )?(?:xe khach|o to khach|xe o to khach|xe cho nguoi)(?: (?:cac|nhieu) (?:loai|co))?$"
)
_SEAT_CODES = ("PT-016", "PT-017", "PT-018")
_BOAT = re.compile(r"(?:^|\b)(?:st|s\.t)\s*[-.–]?\s*(450|660|750|1[.,]?\s?200)\s*(?:cn)?\b")
_BOAT_CLASS = re.compile(r"\bdt\s*[-.]?\s*([1-4])\b")
_BOATS = {"450": "PT-001", "660": "PT-002", "750": "PT-003", "1200": "PT-004"}
_BOAT_CODES = tuple(_BOATS.values())
_BOAT_FAMILY = re.compile(
    r"^(?:(?:xuong|tau|ca no|xuong cuu ho|xuong cao toc|xuong may)\s*(?:cuu ho|cuu nan|loai|cac loai)?\s*)(?:st|dt)\b(?:\s*(?:cac loai|\(?dt\)?))?$|^xuong st cac loai$|^st$"
)
_FAMILY_NAMES = frozenset(
    {
        "may phat dien",
        "may phat",
        "mpd",
        "may no",
        "xe tai",
        "o to tai",
        "xe o to tai",
        "oto tai",
        "xe oto tai",
    }
)

Sized = tuple[TypeCode | None, bool, tuple[TypeCode, ...]]


def type_by_size(key: str, known: Container[TypeCode]) -> Sized | None:
    """Return (type, certain, candidates) where a folded name belongs to a sized family and says its size, else None."""
    key = _ON_FROM.sub(r" ≥ \1", _DOWN_FROM.sub(r" ≤ \1", key))
    if key in _FAMILY_NAMES:
        family = _LORRY_CODES if "tai" in key else _GENERATOR_CODES
        return None, False, tuple(TypeCode(code) for code in family if TypeCode(code) in known)
    for rule in (_tent, _generator, _lorry, _seats, _boat):
        found = rule(key)
        if found is None:
            continue
        code, candidates = found
        options = tuple(TypeCode(other) for other in candidates if TypeCode(other) in known)
        if code is not None and TypeCode(code) in known:
            return TypeCode(code), True, options
        return None, False, options
    return None


def tells_several_sizes(key: str) -> bool:
    """Return whether a folded name states two sizes or more, and so how many there are of each ("(7 chỗ: 1; 16 chỗ: 2)")."""
    sizes = set(_SIZES.findall(key))
    return len(sizes) > 1 and len({unit for _, unit in sizes}) < len(sizes) and _span(key) is None


def types_of_powers(key: str, known: Container[TypeCode]) -> frozenset[TypeCode | None]:
    """Return the types of generators of the powers that folded words tell ("01 cái 50 kVA, 02 cái 5 kVA"); None is an open one."""
    sized = (type_by_size(f"may phat dien {power} {unit}", known) for power, unit in _POWER.findall(key))
    return frozenset(found[0] if found is not None else None for found in sized)


def is_size_family(key: str) -> bool:
    """Return whether a folded name leaves open the size that decides the type."""
    return key in _FAMILY_NAMES


def is_bare_generator(key: str) -> bool:
    """Return whether a folded name is a generator of no stated power.

    Taken as the smallest class where the catalogue says so: a plan then never counts on power nobody wrote down. A
    lorry of no stated load is asked about instead, because its load decides what a plan does with it.
    """
    return key in _FAMILY_NAMES and "tai" not in key


def type_by_capacity(
    code: TypeCode | None, key: str, capacity: str, known: Container[TypeCode]
) -> Sized | None:
    """Return the type of a vehicle named in one cell whose load or seats stand in another ("Xe tải", "2,5")."""
    if key in _FAMILY_NAMES and "tai" in key:
        found = re.match(rf"^{_LOAD}\s*(t|tan|kg)?$", capacity)
        if found:
            return type_by_size(f"xe tai {found.group(1)} {found.group(2) or 'tan'}", known)
    seats = re.match(r"^(\d{1,2})\s*(?:cho|ghe)", capacity)
    if seats and key in {"xe khach", "xe o to", "o to", "xe", "o to khach", "xe o to khach", "xe oto", "oto"}:
        return type_by_size(f"xe khach {seats.group(1)} cho", known)
    if re.fullmatch(r"(?:nha|leu) bat(?: cac loai)?|nb", key) and re.match(r"^\d", capacity):
        return type_by_size(f"nha bat {capacity}", known)
    if re.match(r"^(?:xuong|tau|ca no)\b", key) and (_BOAT.search(capacity) or _BOAT_CLASS.search(capacity)):
        return type_by_size(f"xuong {capacity}", known)
    power = re.match(rf"^{_NUMBER}\s*(kva|kw)$", capacity)
    if power and key in _FAMILY_NAMES:
        return type_by_size(f"may phat dien {power.group(1)} {power.group(2)}", known)
    return None


def with_size_unit(text: str, header: str) -> str:
    """Return a bare size with the one unit its header states ("5" below "Công suất (kVA)", "2.500" below "Tải trọng (kg)")."""
    in_kg = _IN_KG.search(header)
    if in_kg is not None and re.fullmatch(_LOAD, text):
        alone = in_kg.end() == len(header)  # "Tải trọng (kg)/số chỗ": fewer are seats
        return f"{text} kg" if alone or _kilograms(text) >= _FEWEST_KG else text
    stated = _SIZE_UNIT.search(header)
    unit = stated.group(1) if stated else "chỗ" if _SEATS_HEAD.match(header) else ""
    return f"{text} {unit}" if unit and re.fullmatch(_NUMBER, text) else text


def _value(token: str) -> Decimal:
    return Decimal(token.replace(",", "."))


class _Span(NamedTuple):
    """The sizes that words such as "dưới 10 kVA" leave open; None where there is no end, `open_*` where it is left out."""

    low: Decimal | None
    high: Decimal | None
    unit: str
    open_low: bool = False
    open_high: bool = False

    def under(self, size: int) -> bool:
        """Return whether all of it is below a size."""
        return self.high is not None and (self.high < size or (self.high == size and self.open_high))

    def over(self, size: int) -> bool:
        """Return whether all of it is above a size."""
        return self.low is not None and (self.low > size or (self.low == size and self.open_low))


def _span(key: str) -> _Span | None:
    """Return the span of sizes that a name states, None where it states one size or none."""
    for found in _SPAN.finditer(key):
        bound, first, before, second, unit = found.groups()
        if second is not None:
            return _Span(_value(first), _value(second), unit, open_high=before is not None)
        if bound in _BELOW or bound in _UP_TO:
            return _Span(None, _value(first), unit, open_high=bound in _BELOW)
        if bound is not None:
            return _Span(_value(first), None, unit, open_low=bound in _ABOVE)
    return None


def _tent(key: str) -> tuple[str | None, tuple[str, ...]] | None:
    found = _TENT.match(key)
    if found is None:
        return None
    if _span(key) is not None:
        return None, _TENT_CODES
    return _TENTS.get(_value(found.group(1))), _TENT_CODES


def _generator(key: str) -> tuple[str | None, tuple[str, ...]] | None:
    found = _GENERATOR.match(key)
    if found is None:
        return None
    same_unit = [size for size, unit in _POWER.findall(key) if unit == found.group(2)]
    if len(same_unit) > 1 and _span(key) is None:  # "5 KVA: 02, 50 KVA: 01": more than one machine
        codes = {_generator(f"mpd {size} {found.group(2)}") for size in same_unit}
        return codes.pop() if len(codes) == 1 else (None, _GENERATOR_CODES)
    power, unit = _value(found.group(1)), found.group(2)
    span = _span(key) or _Span(power, power, unit)
    # 1 kW is 1 to 1.25 kVA (power factor 1 to 0.8): certain only where both ends fall in one class.
    scale, most = Decimal(1 if unit != "w" else "0.001"), Decimal(1 if unit in {"kva", "kv"} else "1.25")
    kva = span._replace(
        low=span.low * scale if span.low is not None else None,
        high=span.high * scale * most if span.high is not None else None,
    )
    if kva.under(10):
        return "TB-010", _GENERATOR_CODES
    if kva.over(30):
        return "TB-012", _GENERATOR_CODES
    within = kva.low is not None and kva.high is not None and kva.low >= 10 and kva.high <= 30
    return ("TB-011" if within else None), _GENERATOR_CODES


def _kilograms(number: str) -> Decimal:
    """Return whole kilograms, whose points stand before thousands: "12.500"; "2,5" are what they say."""
    grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", number)
    return Decimal(re.sub(r"[.,]", "", number)) if grouped else _value(number)


def _tonnes(number: str, unit: str) -> Decimal | None:
    """Return the load of a lorry in tonnes, None where no lorry carries so much or so little."""
    if unit == "kg":
        load = _kilograms(number)
        return load / 1000 if _FEWEST_KG <= load <= _MOST_TONNES * 1000 else None
    load = Decimal(0) if len(re.findall(r"[.,]", number)) > 1 else _value(number)
    return load if 0 < load <= _MOST_TONNES else None


def _lorry(key: str) -> tuple[str | None, tuple[str, ...]] | None:
    if found := _LORRY.match(key):
        load = _tonnes(found.group(1), found.group(2))
        return (None if load is None else "PT-012" if load < 5 else "PT-013"), _LORRY_CODES
    if found := _LORRY_CLASS.match(key):
        word, load, rest = found.group(1), _value(found.group(2)), found.group(3)
        if (word in {"duoi", "<"} and load <= 5) or (word in {"≤", "<="} and load < 5):
            return "PT-012", _LORRY_CODES
        if (word in {"tren", ">", "≥", ">="} and load >= 5) or (
            word == "tu" and load >= 5 and "den" not in rest
        ):
            return "PT-013", _LORRY_CODES
        return None, _LORRY_CODES
    return None


def _seats(key: str) -> tuple[str | None, tuple[str, ...]] | None:
    if _COACHES.match(key) and ("loai" in key or key.endswith(" co")):
        return None, _SEAT_CODES
    found = _SEATS.match(key)
    if found is None:
        return None
    seats = int(found.group(1))
    if (span := _span(key)) is not None:
        if span.over(11) and span.under(17):
            return "PT-017", _SEAT_CODES  # the catalogue's own "xe 12-16 chỗ"
        return ("PT-016" if span.over(28) else ("PT-018" if span.under(10) else None)), _SEAT_CODES
    code = "PT-016" if seats >= 29 else ("PT-017" if seats == 16 else ("PT-018" if 2 <= seats <= 9 else None))
    return code, _SEAT_CODES


def _boat(key: str) -> tuple[str | None, tuple[str, ...]] | None:
    if _BOAT_FAMILY.match(key):
        return None, _BOAT_CODES
    model, grade = _BOAT.search(key), _BOAT_CLASS.search(key)
    if model is None and grade is None:
        return None
    if len(_BOAT.findall(key)) > 1 or len(_BOAT_CLASS.findall(key)) > 1:
        return None, _BOAT_CODES  # "ST-450, 1 ST-750": more than one boat
    by_model = _BOATS[re.sub(r"\D", "", model.group(1))] if model else None
    by_grade = _BOAT_CODES[int(grade.group(1)) - 1] if grade else None
    if by_model and by_grade and by_model != by_grade:
        return None, _BOAT_CODES
    return by_model or by_grade, _BOAT_CODES
