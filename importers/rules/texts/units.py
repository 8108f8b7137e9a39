"""Units as people write them, and how a stated unit turns into the unit of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from core.text import fold
from core.values import frozen
from importers.rules.reasons import Reason
from importers.rules.texts.words import has_accents
from inventory.rules.catalogue import METRIC_FACTORS, ResourceType, UnitFactor, names_of

ONE = Decimal(1)

# Folded spellings -> the unit as the catalogue writes it.
SPELLINGS: Mapping[str, str] = {
    "kg": "kg", "kgs": "kg", "kilogam": "kg", "ki lo gam": "kg", "kilogram": "kg", "can kg": "kg", "ky": "kg", "ki": "kg",
    "tan": "tấn", "t": "tấn", "ta": "tạ", "yen": "yến", "gam": "g", "g": "g", "gram": "g",
    "lit": "lít", "l": "lít", "litre": "lít", "m3": "m3", "m³": "m3", "met khoi": "m3", "khoi": "m3", "m 3": "m3",
    "m2": "m2", "m²": "m2", "met vuong": "m2", "m 2": "m2", "ha": "ha", "m": "m", "met": "m", "md": "m", "m dai": "m",
    "met dai": "m", "km": "km",
    "nguoi": "người", "dong chi": "người", "d/c": "người", "d.c": "người", "đ/c": "người", "hoi vien": "người",
    "doan vien": "người", "chien si": "người", "can bo": "người", "nhan vien": "người", "thanh vien": "người", "ng": "người", "nguoi/doi": "",
    "cai": "cái", "chiec": "chiếc", "bo": "bộ", "xe": "xe", "may": "máy", "con": "con", "phuong tien": "chiếc", "pt": "chiếc",
    "c": "cái", "ch": "chiếc", "thung": "thùng", "cuon": "cuộn", "bao": "bao", "hop": "hộp", "goi": "gói", "chai": "chai", "can": "can",
    "binh": "bình", "lo": "lọ", "tui": "túi", "tam": "tấm", "cay": "cây", "doi": "đội", "cap": "cặp", "suat": "suất", "vien": "viên",
    "phan": "suất", "lon": "lon", "ket": "két", "loc": "lốc", "vi": "vỉ", "cum": "cụm", "to": "tổ", "trung doi": "trung đội",
    "tieu doi": "tiểu đội", "co so": "cơ sở", "diem": "điểm", "noi": "điểm", "dia diem": "điểm", "nha": "nhà",
    "cong trinh": "công trình", "ham": "hầm", "hang": "hang", "bai": "bãi", "khu": "khu", "kho": "kho", "tram": "trạm",
    "he thong": "hệ thống", "sợi": "sợi", "soi": "sợi", "thanh": "thanh", "to may": "máy", "phong": "phòng", "giuong": "giường",
    "ro": "rọ", "qua": "quả", "dan": "dàn", "tho": "người", "ho": "hộ", "khau": "khẩu", "dong": "đồng", "manh": "mảnh",
    "m2 san": "m2", "truong": "trường", "chua": "chùa", "tau": "tàu", "thuyen": "thuyền", "ghe": "ghe", "xuong": "xuồng",
    "loa": "loa", "den": "đèn", "ao": "áo", "phao": "phao", "ong": "ống", "ban": "bàn", "o to": "xe", "oto": "xe", "canh": "cái",
    "kien": "kiện", "bich": "bịch", "khay": "khay", "thiet bi": "bộ",
}  # fmt: skip
# Vietnamese tells đội (team) from đôi (pair), cuộn and cuốn, tạ and tá only by accents.
_ACCENTED: Mapping[str, str] = {
    "đôi": "đôi",
    "đội": "đội",
    "tá": "tá",
    "tạ": "tạ",
    "tổ": "tổ",
    "bọ": "bộ",
    "bó": "bó",
    "bò": "con",
    "hộ": "hộ",
    "kí": "kg",
    "ký": "kg",
    "đống": "đống",
}

PEOPLE = "người"
# One piece each: within one type these words count the same thing (domain rule: chiếc/cái/bộ/xe are synonyms).
PIECES = frozenset({"cái", "chiếc", "bộ", "xe", "máy", "con", "quả", "thiết bị", "hệ thống", "dàn"})
# Said of one piece of what is long or flat: "xẻng: 5 cây", "chăn: 20 tấm".
_CLASSIFIERS = frozenset({"cây", "tấm"})
SITES = frozenset(
    {
        "cơ sở",
        "điểm",
        "nhà",
        "công trình",
        "trạm",
        "kho",
        "hầm",
        "hang",
        "bãi",
        "khu",
        "trường",
        "chùa",
        "cái",
    }
)
SINGLE_BASES = PIECES | SITES | {"túi", "bình", "cây", "tấm", "cụm", "đội", "cơ số", "viên"}
# Nothing stated counts pieces too.
_COUNTED = SINGLE_BASES | {PEOPLE, "bao", "thùng", "gói", "hộp", "chai", "can", "suất", "cuộn", "rọ", "lon", "đôi", "lọ", ""}  # fmt: skip
# In these a figure like 1.200 is too dear to guess: metres and tonnes are asked (domain rule 3).
STRICT = frozenset({"tấn", "tạ", "yến", "km", "ha", "m"})
_BRACKETS = re.compile(r"^[\s(\[]+|[\s)\].:;,]+$")


@frozen
class Conversion:
    """How many catalogue units one stated unit makes; `factor` is None with the reason where that is not known."""

    factor: Decimal | None
    reason: Reason | None = None
    unit: str = ""


@lru_cache(maxsize=4096)
def read_unit(text: str) -> str:
    """Return the unit as the catalogue writes it, or "" where the words are no known unit."""
    words = _BRACKETS.sub("", text.strip().replace("²", "2").replace("³", "3"))
    accented = _ACCENTED.get(words.casefold())
    if accented is not None:
        return accented
    plain = fold(words)
    if plain in {"co so thuoc", "co so"}:
        return "cơ sở" if "số" not in words.casefold() else "cơ số"
    if "/" in plain and plain not in SPELLINGS:
        parts = {SPELLINGS.get(part.strip(), "") for part in plain.split("/")}
        return parts.pop() if len(parts) == 1 else ("cái" if parts <= PIECES and "" not in parts else "")
    return SPELLINGS.get(plain, "")


# "nghìn cái" in a header: so many at a time. Other numbers before a unit are asked.
_MULTIPLES = {"nghin": Decimal(1000), "ngan": Decimal(1000), "1000": Decimal(1000), "1.000": Decimal(1000), "trieu": Decimal(1_000_000), "tram": Decimal(100), "chuc": Decimal(10)}  # fmt: skip
_MULTIPLE = re.compile(r"^(?:x\s*)?(nghin|ngan|trieu|tram|chuc|van|ta|\d[\d.]*)\s*(.*)$")


@lru_cache(maxsize=4096)
def multiple_of(text: str) -> tuple[Decimal | None, str] | None:
    """Return (how many at a time, unit) of words such as "nghìn cái", the number None where it is unusual; else None."""
    found = _MULTIPLE.match(fold(_BRACKETS.sub("", text.strip())))
    if found is None or read_unit(text) or (found.group(2) and not read_unit(found.group(2))):
        return None
    return _MULTIPLES.get(found.group(1)), found.group(2)


_AMOUNT = re.compile(r"^\d[\d.,]* ([^\W\d]+)$")


def states_amount(text: str) -> bool:
    """Return whether a text is a figure with its unit: "20 cái"."""
    found = _AMOUNT.match(text)
    return found is not None and is_unit(found.group(1))


# "Thùng (30 gói)", "thùng/30 gói", "bao 50kg", "thùng 24 chai 500ml": the unit says itself how much it holds.
_PACKING = re.compile(
    r"^(?:thung|bao|goi|hop|ket|loc|can|binh|bich|tui|kien|phuy|chai|lon|khay|cuon)\s*(?:loai\s*)?[(/\[]?\s*(?:x\s*)?(\d{1,4}(?:,\d+)?)\s*([a-z]+)"
    r"(?:\s*(?:x|loai|/)?\s*(\d{1,4}(?:,\d+)?)\s*(ml|lit|l|kg|g|gam))?\s*(?:/\s*[a-z]+)?\s*[)\]]?$"
)
_SMALL = {"ml": (Decimal("0.001"), "lít"), "g": (Decimal("0.001"), "kg"), "gam": (Decimal("0.001"), "kg")}


@lru_cache(maxsize=1024)
def packing_in(text: str) -> tuple[Decimal, str] | None:
    """Return (how much one holds, of which unit) where the words of a unit say it; else None."""
    found = _PACKING.match(fold(text.strip()))
    if found is None:
        return None
    number = Decimal(found.group(1).replace(",", "."))
    unit = found.group(2)
    if found.group(3):
        number *= Decimal(found.group(3).replace(",", "."))
        unit = found.group(4)
    share, name = _SMALL.get(unit, (ONE, read_unit(unit)))
    return (number * share, name) if number > 0 and name else None


def is_unit(text: str) -> bool:
    """Return whether the words name a unit."""
    return read_unit(text) != "" or packing_in(text) is not None


def is_counted(unit: str, kind: ResourceType | None) -> bool:
    """Return whether figures in this unit count pieces or people, of which there are no fractions."""
    return (unit or (kind.unit if kind else "")) in _COUNTED


@lru_cache(maxsize=1024)
def _own_words(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.split(" ")[0] for name in names)


def _opens_name(words: str, names: tuple[str, ...]) -> bool:
    """Return whether the words of a unit are the thing itself: "cọc" of "cọc tre", "ca nô"."""
    return bool(words) and any(name == words or name.startswith(f"{words} ") for name in names)


def convert(stated: str, raw: str, kind: ResourceType, factors: Sequence[UnitFactor]) -> Conversion:
    """Return the conversion from a stated unit (as `read_unit` gives it; `raw` the words themselves) to the type's own."""
    base = kind.unit
    if not raw.strip():
        return (
            Conversion(factor=ONE)
            if base in SINGLE_BASES | {PEOPLE}
            else Conversion(factor=None, reason=Reason.UNIT_MISSING)
        )
    packed = packing_in(raw)
    if packed is not None:
        one = convert(read_unit(packed[1]), packed[1], kind, factors)
        if one.factor is not None:
            return Conversion(factor=one.factor * packed[0], unit=fold(raw))
    if not stated and base in SINGLE_BASES and _opens_name(fold(raw), names_of(kind)):
        return Conversion(factor=ONE, unit=fold(raw))
    if not stated:
        many = multiple_of(raw)
        if many is not None and many[0] is not None and (many[1] or base in SINGLE_BASES):
            one = convert(read_unit(many[1]), many[1], kind, factors)
            return Conversion(
                factor=one.factor * many[0] if one.factor is not None else None,
                reason=one.reason,
                unit=fold(raw),
            )
        return Conversion(factor=None, reason=Reason.UNIT_UNKNOWN, unit=fold(raw))
    bare = fold(raw) == fold(base) and not has_accents(raw)  # "co so", "doi" typed without accents
    if stated == base or bare or _same_piece(stated, base, kind):
        return Conversion(factor=ONE, unit=stated)
    for factor in factors:
        if factor.type_code == kind.code and read_unit(factor.unit) == stated:
            return Conversion(factor=factor.factor, unit=stated)
    for factor in METRIC_FACTORS:
        if not factor.type_code and factor.base == base and factor.unit == stated:
            return Conversion(factor=factor.factor, unit=stated)
    return Conversion(factor=None, reason=Reason.UNIT_FACTOR_MISSING, unit=stated)


def _same_piece(stated: str, base: str, kind: ResourceType) -> bool:
    if base in PIECES and (stated in PIECES or stated in _CLASSIFIERS):
        return True
    if base in SITES and stated in SITES and kind.category == "CT":
        return True
    single = base in SINGLE_BASES or base == "gói"
    if single and stated in PIECES and base in {"túi", "bình", "cây", "cơ số"}:
        return base != "cơ số"
    # "bao" of sandbags, "rọ" of gabions, "bình" of extinguishers: the unit is the thing's own first word.
    return base in PIECES | {"túi", "bình", "tấm"} and fold(stated) in _own_words(names_of(kind))
