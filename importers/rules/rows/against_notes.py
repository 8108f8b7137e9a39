"""What a note beside a figure says against it: wanted, another commune's, told elsewhere, counted by the hundred."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from importers.rules.names.place_names import split_kind
from importers.rules.texts.units import is_unit, multiple_of
from importers.rules.texts.words import accent_key, fold_key, without_punctuation

# Alone in a note or in brackets behind a name: the figure is what is wanted or still to come.
_ONLY_WANTED = re.compile(
    r"(?:con )?thieu|(?:nhu cau|(?:so luong )?(?:de nghi|de xuat|xin|can|du kien|ke hoach)(?: duoc)?(?: cap| mua| bo sung| trang bi| mua sam)(?: them| moi| bo sung)?)(?: trong| vao)?(?: nam)?(?: (?:20\d\d|nay|sau|toi))?|"
    r"(?:so luong )?(?:de nghi|de xuat|xin|can|du kien|ke hoach)(?: duoc)?(?: them)?|"
    r"(?:hien |con )?chua (?:co|mua|nhan|cap|duoc (?:cap|nhan|giao|trang bi|ban giao|mua)|ban giao|trang bi)|"
    r"(?:hien |con )?(?:dang|da|se) (?:de nghi|de xuat|xin|cho)(?: (?:duoc )?(?:cap|mua|bo sung|trang bi|ho tro))?(?: (?:tren|them|moi))*|dang (?:cho )?mua(?: sam)?|cho (?:cap|mua|nhan|ban giao|nghiem thu)(?: dua vao su dung)?"
)
# Opens a note, or is what it says behind a comma: none of them came.
_NOT_COME = re.compile(
    r"(?:hien |con |nhung |hang )?chua (?:co|mua|nhan|cap|ve|giao|duoc (?:cap|nhan|giao|trang bi|ban giao|mua)|ban giao|trang bi)(?: hang| ve| den| tai| kho| xa| don vi)*|"
    r"(?:hien )?(?:da |dang |moi )?(?:dat|dat hang|ky (?:ket )?(?:hop dong|hd)(?: de)?) mua(?! (?:them|bo sung|thay))(?: .*)?|"
    r"du kien (?:mua|cap|nhan|ve|giao)(?: ve| hang)?(?: trong| vao)? (?:quy|thang|nam|cuoi|dau|ngay|dip|truoc)\b.*|"
    r"(?:(?:tinh|huyen|so|cap tren|trung uong) )?se (?:duoc )?(?:cap|mua|nhan|ve|giao|ban giao|trang bi)(?: hang| ve| bo sung)*(?: (?:trong|vao))?(?: (?:dip|truoc))? (?:quy|thang|nam|cuoi|dau|ngay|tuan|dot)\b.*|"
    r"theo ke hoach (?:se )?(?:mua|cap)(?: sam| moi)?(?: nam 20\d\d)?|(?:co )?ke hoach (?:mua|cap)(?: sam| moi)?(?: nam 20\d\d)?|(?:dang |du kien )?se (?:duoc )?(?:mua|cap)(?: sam| moi| sau)?|"
    r"(?:quy|thang|ngay|nam|cuoi nam|dau nam|tuan)(?: sau| toi| [\w/]+)?(?: moi| se)? (?:giao|ve|nhan|co)(?: hang)?"
)
_HAS_COME = re.compile(r"\bda (?:duoc )?(?:ban )?(?:nhan|giao|ve|nhap|cap)\b|\b(?:giao|nhan) (?:du|xong)\b")
# Not its own, and to go back: "Đang mượn của Trạm Y tế".
_BORROWED = re.compile(
    r"^(?:hien )?(?:dang|tam|di) (?:di |tam |phai )?muon(?: tam)? (?:cua|tu|ben|o|tai)\b|^(?:hang )?(?:thuoc|cua|de (?:o|tai)|luu (?:o|tai)) kho (?:cua )?(?:tinh|huyen|quan khu|bo chqs)\b"
)
# Another count of the same things: "Thực tế kiểm đếm còn 5 cái", "Kiểm kê thực tế: 12", "hiện chỉ còn 3".
_COUNTED_AGAIN = re.compile(
    r"\b(?:thuc te|kiem (?:ke|dem)|dem lai|chi con|hien con|thuc (?:con|co))(?:[ :=]+(?:lai|thuc te|kiem ke|kiem dem|dem|duoc|hien|tai kho|chi|con|co|la|thay|so luong|sl))*[ :=]+"
    r"(\d{1,6})(?![\d/.,%-]\S)\s*([^\W\d]*)\s*(?:$|[,;.()\n])"
)
_NORM = re.compile(r"^(?:so luong |so |theo )?dinh muc (?!.*\b(?:da|du|dat|hien co)\b)(?:la )?\d")
# The same things in another row of the paper: "trùng với mục 6".
_TOLD_ELSEWHERE = re.compile(
    r"\b(?:trung(?: lap)?(?: voi| o| tai)?|(?:da |duoc )?(?:tinh|ke|ghi|thong ke|gop|nam)(?: chung)?(?: vao| voi| o| tai| trong)) (?:cac )?(?:muc|stt|tt|dong|so thu tu|bieu|bang|phu luc|danh sach|sheet)\b(?! (?:tieu|dich|luc))"
)
# The whole note names the commune whose figures or things they are.
_OF_COMMUNE = re.compile(
    r"(?:(?:số liệu|phương tiện|tài sản|vật tư|hàng) )?(?:(?:đi )?(?:mượn|thuê) )?(?:của|từ) (?:ubnd )?(?:xã|phường) ([\w ]+)",
    re.IGNORECASE,
)
_UNIT_IN_NOTE = re.compile(r"^(?:đơn vị(?: tính)?|đvt|đv tính|dvt|don vi(?: tinh)?)\s*[:=]\s*(?=\S)(?!0?1\b)|^tính (?:bằng|theo)\s*(?=\S)(?!0?1\b)", re.IGNORECASE)  # fmt: skip
# The whole note is a year, or says that the figure is one of that year.
_YEAR_ALONE = re.compile(r"nam (20[0-3]\d)")
_FIGURE_OF_YEAR = re.compile(
    r"(?:theo )?(?:(?:so|so lieu|sl|so luong|bao cao|thong ke)(?: cu)?(?: cua| tu)? nam|(?:so lieu|bao cao|thong ke)(?: cu)?(?: cua| tu)?) (20[0-3]\d)(?: .*)?"
)
_NOT_COUNTED = re.compile(r"\bchua (?:duoc )?(?:kiem ke|cap nhat|ra soat|dem)\b(?! xong so lieu)")
MOST_WORDS_OF_NAME = 4
SELDOM = 3  # one row in so many: where more say a year, it is when the things were bought


@lru_cache(maxsize=4096)
def only_wanted(text: str) -> bool:
    """Return whether words say nothing but that a figure is wanted or still to come."""
    return _ONLY_WANTED.fullmatch(without_punctuation(fold_key(text))) is not None


@lru_cache(maxsize=4096)
def speaks_against(note: str, place: str) -> bool:
    """Return whether a note says that the figure beside it is not, or not alone, what the commune `place` has there.

    "Thiếu" beside a norm says that there are fewer than wanted: what is there is there.
    """
    plain = fold_key(note)
    if only_wanted(note):
        return not plain.endswith("thieu")
    parts = [without_punctuation(part) for part in re.split(r"[,;.:()\n]", plain)]
    come = _HAS_COME.search(plain) is not None
    if (any(map(_NOT_COME.fullmatch, parts)) and not come) or _NORM.match(plain) or _BORROWED.match(parts[0]):
        return True
    if not come and only_wanted(parts[0]) and not parts[0].endswith("thieu"):
        return True  # "Kế hoạch mua, chưa có kinh phí"
    if _TOLD_ELSEWHERE.search(plain) is not None or _of_another(note, place):
        return True
    stated = _UNIT_IN_NOTE.match(note.strip())
    return stated is not None and multiple_of(note.strip()[stated.end() :].strip(" .")) is not None


def counts_otherwise(note: str, amount: Decimal | None) -> bool:
    """Return whether a note tells another count of the things of which the figure beside it says how many there are."""
    said = _COUNTED_AGAIN.search(fold_key(note)) if amount is not None else None
    if said is None or (said.group(2) and not is_unit(said.group(2))):
        return False  # "hiện còn 2 năm bảo hành", "kiểm kê thực tế 3 lần"
    return Decimal(said.group(1)) != amount


def _of_another(note: str, place: str) -> bool:
    """Return whether a note says whose the figures are, and names another commune than that of the row."""
    found = _OF_COMMUNE.fullmatch(" ".join(note.split()).strip(" .;()"))
    words = found.group(1).split() if found is not None else []
    if not words or len(words) > MOST_WORDS_OF_NAME or accent_key(words[-1]) == "cũ":
        return False  # "của xã Ba Liên cũ": of a commune that is part of this one now
    own = split_kind(place)[1]
    capital = all(word[0].isupper() for word in words)  # "của xã quản lý" names none
    return capital and bool(own) and fold_key(" ".join(words)) != fold_key(own)


def notes_of_passed_years(notes: Sequence[str], year: int) -> frozenset[str]:
    """Return the notes of a table's rows that say a figure is of a year before `year` (0 where none is known).

    A year alone does where few rows say one; "chưa kiểm kê lại" says that the figure is no new one.
    """
    plain = {note: without_punctuation(fold_key(note)) for note in set(notes) if note}
    said = {note: found for note, key in plain.items() if (found := _YEAR_ALONE.fullmatch(key))}
    alone = said if sum(note in said for note in notes) * SELDOM <= len(notes) else {}
    dated = {note: found for note, key in plain.items() if (found := _FIGURE_OF_YEAR.fullmatch(key))}
    older = {note for note, found in {**alone, **dated}.items() if not year or int(found.group(1)) < year}
    return frozenset(older | {note for note, key in plain.items() if _NOT_COUNTED.search(key)})
