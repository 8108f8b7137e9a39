"""What stands below a table and speaks of all of it: that it is asked for, bought, paid or received."""

from __future__ import annotations

import re

from importers.rules.layout.grid import Grid
from importers.rules.texts.words import fold_key

ROWS_BELOW = 14
# Of the list above itself; wishes of their own ("Đề nghị cấp trên trang bị thêm áo phao") end many a list of stock.
_OF_THE_LIST = re.compile(
    r"(?:tren day la|(?:cac|nhung|so) (?:mat hang|loai|vat tu|trang thiet bi|phuong tien|hang hoa|hang) (?:neu )?tren|theo danh muc tren|noi dung tren)"
    r".{0,60}\b(?:nhu cau|de nghi(?!(?:,? \w+){1,7},? (?:tong hop|theo doi)\W*$)|de xuat|du kien|ke hoach|kinh de nghi|xin|dang ky|da (?:nhan|cap|giao|ban giao))\b"
)
_SUMS_AND_TIMES = re.compile(
    r"^\W*(?:so tien|tong (?:kinh phi|so tien|gia tri|du toan|thanh tien)|thoi gian (?:giao|thuc hien|mua)|"
    r"du kien (?:thuc hien|mua|trang bi|kinh phi|cap|mua sam)|nguon (?:kinh phi|von)|kinh phi (?:thuc hien|mua|tu))\b"
)
# A sum in words: of money, unless it is a number that says nothing of it ("Bằng chữ: tám mươi tám cái").
_IN_WORDS = re.compile(r"^\W*(?:viet )?bang chu\b")
_NUMBER = re.compile(r"\b(?:mot|hai|ba|bon|tu|nam|sau|bay|tam|chin|muoi|tram|nghin|ngan)\b")
_MONEY = re.compile(r"\b(?:dong|d|tien|trieu|ty|ti|vnd|chan)\b")
_SIGNED = re.compile(
    r"^(?:(?:nguoi|don vi|ben|dai dien ben) (?:de nghi|de xuat|nhan(?: hang)?|giao(?: hang)?|mua(?: hang)?|ban(?: hang)?|dat hang)|nguoi (?:duoc )?cap|ben [ab])$"
)


def closing_against(grid: Grid, row: int, end: int) -> str:
    """Return the text below the last figure of a table, in `row`, that says it is no list of what there is, or "".

    Looked for up to the next table, which begins at `end`.
    """
    for below in range(row + 1, min(row + ROWS_BELOW, end - 1) + 1):
        for cell in grid.rows.get(below, ()):
            plain = fold_key(cell.text).strip(" .:()*-") if cell.text else ""
            if (
                tells_money(plain)
                or _SUMS_AND_TIMES.match(plain)
                or _SIGNED.match(plain)
                or _OF_THE_LIST.search(plain)
            ):
                return cell.text
    return ""


def tells_money(plain: str) -> bool:
    """Return whether a folded line below a table states a sum in words that may be one of money."""
    if not _IN_WORDS.match(plain):
        return False
    return _NUMBER.search(plain) is None or _MONEY.search(plain) is not None
