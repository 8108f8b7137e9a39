"""Whether the titles above a table name a list of what there is, or some other document: then it is asked about."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from importers.rules.layout.grid import Grid
from importers.rules.layout.headers import Indexes
from importers.rules.layout.tables import Table
from importers.rules.names.known_words import names_list
from importers.rules.names.other_provinces import PROVINCES
from importers.rules.names.vocabulary import is_signature
from importers.rules.texts.second_language import is_english_title
from importers.rules.texts.words import fold_key

# The number of a form: "BM-07".
_FORM = re.compile(r"^[A-ZĐ]{1,6}[-./]?\d{1,3}[A-Za-z]?(?:[-/][A-ZĐ]{1,6})*$")
LONGEST_TITLE, LONGEST_NAME = 160, 4
_OWN_PAGES = frozenset({"cac dong chua nhap vao kho"})  # the rows a file left, given back to be corrected
# Things that are there, whatever else the title tells.
_OF_COLUMNS = re.compile(
    r"^\W*(?:(?:huong dan|cach|luu y)[^:]{0,30}:\s*)?(?:tai )?cot \(?\d{1,2}\)?\s*:?\s*(?:ghi|dien|nhap|la)\b"
)
_THERE = re.compile(
    r"\b(?:hien co|4 tai cho|bon tai cho|hien con|thuc co|ton kho|kiem ke(?! (?:\w+ ){0,3}thiet hai)|hien trang|thuc trang|con lai|san co)\b"
)
# What is reckoned from the things that are there, and is no number of them: marks, averages, ranks, shares, who has any.
_RECKONED = re.compile(
    r"\b(?:(?:cham|thang|tinh|bang) diem|xep hang|xep loai|binh quan|trung binh (?:moi|tren|cua|xa|thon)|ty le|ti le|phan tram|mat do trang bi|tinh tren|tren (?:moi|\d[\d. ]*) ?(?:dan|nguoi|ho|thon|xa|khau)|"
    r"(?:muc|so|toc do) (?:tang|giam)|so voi (?:nam|ky|cung ky|thang|quy)|so voi (?:\w+ ){1,3}hien co|hu hong cua|so (?:tien|luot)|uoc tinh)\b|"
    r"\bso (?:(?:xa|phuong|thon|to dan pho|tdp|ho|ho dan|don vi|dia phuong|nguoi)(?:,| va)? )+(?:da )?(?:co|duoc) trang bi\b"
)
_RECKONED_UNIT = re.compile(r"\((?:dvt|don vi(?: tinh)?)\s*:?\s*(?:thon|xa|phuong|ho|diem|tdp|%)\s*\)")
_CLAUSES = re.compile(r"\s(?:va|kem(?: theo)?|cung)\s|[,;–]")
# Things that are there by what their own title says of them, unless it says what became of them since.
_STATED = re.compile(
    r"\b(?:hien huu|hien thoi|thuc luc|kiem dem|con ton|luu kho|trong kho|da nhap kho|dien (?:duoc )?huy dong|dung chan|dang (?:quan ly|giu|luu|luu giu|bao quan|cat giu|su dung)|"
    r"(?:giu|de|co|chuan bi|du tru) san|tinh vao (?:\w+ ){1,4}(?:cua xa|tai cho)|"
    r"giao (?:cho )?(?:cac )?(?:xa|phuong|dia phuong|thon|don vi)(?: \w+){0,2}? (?:giu|quan ly|bao quan|su dung)(?! ho\b)|san sang (?:co dong )?(?:chi vien|tang cuong|len duong|nhan lenh|huy dong|tham gia|ung pho|ung cuu|ho tro|phuc vu|cuu ho|tiep nhan)|dong y (?:cho )?(?:huy dong|trung dung)|(?:huy dong|trung dung|dieu dong) khi (?:can|co|xay ra)|do (?:\w+ ){1,8}(?:quan ly|nam giu|giu|bao quan|so huu))\b"
)
_ENDED = re.compile(
    r"\b(?:thanh ly|tieu huy|het han|qua han|het nien han|cho (?:muon|thue)|vi pham|tam giu|du (?:an|kien|toan|tru mua)|(?<!da )mua|thue|chua|se|"
    r"ke hoach|de an|muc tieu|dinh huong|lo trinh|nang cao|tap huan|dien tap|quy dinh|quy trinh|huong dan|lich|nhat ky)\b"
)
# The sentence right above a list within a paper of words: "Hiện nay xã có các phương tiện sau:".
_LISTED_BELOW = re.compile(r"\bhien (?:nay |tai |dang )?(?:\w+ ){0,2}(?:dang )?co (?:cac|nhung|so)\b")
# A span of years is planned or reported: what there is, is there on a day.
_SPAN = re.compile(r"\bgiai doan (?:tu )?(?:nam )?20\d\d\b")
_PLAN = re.compile(r"\b(?:ke hoach|phuong an|de an|chuong trinh|du an)\b")
_BRACKETS = re.compile(r"\([^()]*\)?")
_WORDS = re.compile(r"\b(?!nam\b)[^\W\d]+")
# A head of a letter, a note, a line of a form.
_NO_TITLE = re.compile(
    r"^\W*(?:cong hoa|doc lap|kinh gui|can cu|thuc hien (?:cong van|chi dao|ke hoach|van ban|cong dien)|ghi chu|luu y|chu thich|"
    r"(?:don vi|co quan|bo phan|can bo|dia phuong|noi|ngay(?: thang)?|thoi (?:diem|gian)|ngay gio|ky)(?: (?:in|xuat|ket xuat|trich xuat|du lieu|lap|lap bieu|lap bang|bao cao|ke khai|tong hop|cap nhat|thong ke|ra soat|kiem ke|chot|gui|so lieu|bieu|lieu))* ?:|"
    r"(?:thoi han|hieu luc|han)(?: (?:cam ket|hop dong|thoa thuan|cung ung|hieu luc|den))* ?:|(?:tong (?:so|cong)|cong|trong do) ?: ?\d|ho (?:va )?ten|nguoi|dien thoai|don vi (?:tinh|tien|gia tri)|dvt|noi nhan|email|dia chi|so ?:|so \d|so [./]|[^,]{2,30}, ngay)"
)
_MOTTO = re.compile(r"^\W*(?:cong hoa xa hoi|doc lap\b)")
_OFFICE = re.compile(
    r"^(?:uy ban|ubnd|hdnd|ban (?:chi huy|ch(?: ?(?:qs|ptkv|ptds|pctt))?\b|quan ly)|bch|bql|tieu ban|lien doan|cang vu|khu quan ly|doi quan ly|so|phong|chi cuc|hat|cong ty|truong|tram|trung tam|hoi|doan|bo chi huy|"
    r"cong an|don|htx|hop tac xa|van phong|dang uy|mat tran|uy ban)\b"
)


def strange_title(grid: Grid, table: Table, first: Table, indexes: Indexes) -> str:
    """Return the title above a table that no list of stock is called by, "" where its words are those of one.

    The title of the `first` table of a sheet, but for the line right above its header, is that of the others too.
    """
    own = lines_above(grid, table.top)
    shared = lines_above(grid, first.top) if table.top > first.top else []
    return strange_of([*own, *(shared[1:] or shared)], indexes)


def explains_columns(text: str) -> bool:
    """Return whether a line above a table only says how its columns are filled in ("Cột 2 ghi số đề nghị cấp thêm")."""
    return _OF_COLUMNS.match(fold_key(text)) is not None


def strange_of(lines: Sequence[str], indexes: Indexes) -> str:
    """Return the first of some titles, the nearest first, that no list of stock is called by; "" where one says it is."""
    reckoned = next(filter(tells_reckoned, lines), "")
    if reckoned:
        return reckoned
    if any(_THERE.search(fold_key(line)) for line in lines) or _LISTED_BELOW.search(
        fold_key("".join(lines[:1]))
    ):
        return ""
    for distance, line in enumerate(line for line in lines if not explains_columns(line)):
        if distance and _OFFICE.match(fold_key(line)):
            continue  # a letterhead: only right above the header it may be the title
        if _is_strange(line, indexes) and not (is_english_title(line) and not all(map(str.isascii, lines))):
            return line  # the English words below a Vietnamese title say the same
    return ""


def tells_reckoned(title: str) -> bool:
    """Return whether a title says that the figures are reckoned from the things that are there ("BÌNH QUÂN TRANG BỊ HIỆN CÓ").

    What it says beside these ("TRANG BỊ HIỆN CÓ VÀ TỶ LỆ ĐÁP ỨNG") is told in columns of their own.
    """
    plain = fold_key(title)
    if _RECKONED_UNIT.search(plain):
        return True
    clauses = _CLAUSES.split(plain) if not plain.startswith("so ") else [plain]
    said = [clause for clause in clauses if _THERE.search(clause)] or clauses[:1]
    return any(map(_RECKONED.search, said))


def lines_above(grid: Grid, top: int) -> list[str]:
    """Return the titles in the rows right above a row, the nearest first, as far as each has one text."""
    found: list[str] = []
    for row in range(top - 1, 0, -1):
        texts = [cell.text for cell in grid.rows.get(row, ()) if cell.text]
        if len(texts) > 1 and any(_MOTTO.match(fold_key(text)) for text in texts):
            continue  # the head of a letter: the office stands beside the motto
        titles = [
            text
            for text in texts
            if not (_FORM.match(text) or _NO_TITLE.match(fold_key(text)) or is_signature(text))
        ]
        if len(titles) > 1:
            break
        found += titles
    return [text for text in found if len(text) <= LONGEST_TITLE]


def is_titled(lines: Sequence[str], indexes: Indexes) -> bool:
    """Return whether one of some lines is the title of a list of stock, not only an office's or a commune's name."""
    named = names_known(indexes)
    return any(
        not (_OFFICE.match(plain) or _NO_TITLE.match(plain) or is_signature(line))
        and len(words := _WORDS.findall(plain)) > 1
        and not (indexes.places.is_place(line) or indexes.places.is_place(" ".join(words)))
        and names_list(line, named)
        for line in lines
        if (plain := fold_key(line))
    )


def _is_strange(line: str, indexes: Indexes) -> bool:
    """Return whether the words of a line are not those a list of stock is called by."""
    plain = fold_key(line).strip()
    if _SPAN.search(_BRACKETS.sub(" ", plain)) and not _PLAN.search(plain):
        return True
    if _STATED.search(plain) and not _ENDED.search(plain):
        return False
    return plain not in _OWN_PAGES and not names_list(line, names_known(indexes))


def names_known(indexes: Indexes) -> Callable[[str], bool]:
    """Return the function that tells names of things, places, districts and provinces from other words."""

    def is_name(words: str) -> bool:
        places = indexes.places
        first, *more = words.split()
        alike = indexes.items.by_word.get(first, ()) if more else ()
        if words in indexes.items.names or any(f" {words} " in f" {name} " for name in alike):
            return True  # "thiết bị bay" is part of a name of the catalogue
        if first == "tinh" and " ".join(more) in PROVINCES:
            return True
        named = places.is_place(words) or bool(places.find_district(words))
        return named and len(words.split()) <= LONGEST_NAME

    return is_name
