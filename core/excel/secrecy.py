"""Find a state-secret marking (MẬT, TỐI MẬT, TUYỆT MẬT) so that the whole file can be refused.

Luật Bảo vệ bí mật nhà nước 2018 has three levels; the marking stands alone in a box at the head of a paper, or after
"Độ mật:". The same letters inside ordinary words ("bí mật", "mật độ", "mật ong", "bảo mật") are no marking.
"""

from __future__ import annotations

import re
import unicodedata

from core.excel.book import Book, address
from core.excel.legacy import (
    Encoding,
    encoding_of_font,
    is_unicode,
    may_be_legacy,
    shows_capitals,
    to_unicode,
)
from core.values import frozen

# A marking alone in its cell or line, perhaps boxed or dotted; spaced letters ("M Ậ T") count.
_ALONE = re.compile(
    r"^[\W_]*(?:đóng\s+dấu\s*:?\s*)?[\W_]*(?:(?:tuyệt|tối)[\s_.\-]*)?mật[\W_]*(?:\(?(?:bản|số|lần|a|b|c)\b.{0,20})?$"
)
_LEVEL = re.compile(r"(?:độ|mức|mức\s+độ)\s+mật\s*[:\-–.]*\s*[\W_]*(?:tuyệt\s+mật|tối\s+mật|mật)(?!\w)")
# The two upper levels are never part of ordinary speech in an inventory.
_UPPER = re.compile(r"(?<!\w)(?:TUYỆT|TỐI)[\s_.\-]+MẬT(?!\w)")
# MẬT in capitals inside a longer head such as "TÀI LIỆU MẬT", "UBND TỈNH - MẬT".
_CAPITALS = re.compile(
    r"(?:^|[\-–—|/\\(\[:;,.!*]\s*|(?:TÀI LIỆU|VĂN BẢN|BẢN|CÔNG VĂN|DẤU|LOẠI)\s+)MẬT(?=\s*(?:$|[\-–—|/\\)\]:;,.!*]))"
)
_UNMARKED = re.compile(
    r"(?:không|chưa)\s+(?:(?:đóng\s+)?dấu\s+|phải\s+là\s+|thuộc\s+(?:danh\s+mục\s+)?|có\s+)?(?:tài\s+liệu\s+|độ\s+)?$"
)
# Without accents only the marking alone, in capitals, or after the words "do mat" can be told from ordinary words.
_ALONE_PLAIN = re.compile(r"^[\W_]*(?:(?:TUYET|TOI)[\s_.\-]*)?M[\s.]*A[\s.]*T[\W_]*$")
_LEVEL_PLAIN = re.compile(r"(?:^|\W)do\s+mat\s*[:\-–]+\s*(?:tuyet\s+mat|toi\s+mat|mat)(?!\w)", re.IGNORECASE)
_UPPER_PLAIN = re.compile(r"(?<!\w)(?:TUYET|TOI)\s+MAT(?!\w)")
_SPACED = re.compile(r"^[\W_]*(?:(?:T\s+U\s+Y\s+Ệ\s+T|T\s+Ố\s+I)\s+)?M\s+Ậ\s+T[\W_]*$")
# The letters m, (a with marks, in any encoding), t: what every marking has; the other tests are slower.
_QUICK = re.compile(r"m[\s._]*a?[^\x00-\x7f]{0,3}[\s._]*t", re.IGNORECASE)
# The same before an old encoding is converted: what stands for the marked a is no printable ASCII character.
_QUICK_RAW = re.compile(r"m[\s._]*a?[^\x20-\x7e]{0,3}[\s._]*t", re.IGNORECASE)
_PAGE_CODES = re.compile(r'&(?:"[^"]*"|[LCRBIUSEXYK]|\d+|K[0-9A-F]{6})')


@frozen
class Marking:
    """Where a marking stands; the text itself is not kept."""

    sheet: str
    cell: str


def find_secret_marking(book: Book) -> Marking | None:
    """Return the first marking in a sheet's cells, name, headers, footers or text boxes, or None."""
    for text in book.loose_texts:
        if any(is_secret_marking(part) for part in _PAGE_CODES.sub("\n", text).splitlines()):
            return Marking(sheet="", cell="")
    for sheet in book.sheets:
        if is_secret_marking(sheet.name):
            return Marking(sheet=sheet.name, cell="")
        marked: dict[tuple[str, str], bool] = {}
        for cell in sheet.cells:
            if not isinstance(cell.value, str):
                continue
            look = (cell.value, cell.font)
            if look not in marked:
                marked[look] = any(is_secret_marking(text) for text in _readings(*look))
            if marked[look]:
                return Marking(sheet=sheet.name, cell=address(cell.row, cell.col))
    return None


def _readings(text: str, font: str) -> list[str]:
    """Return the text in every encoding it may have been typed in; a marking must not hide behind an old font."""
    if not _QUICK_RAW.search(text):
        return []
    readings = [text]
    if may_be_legacy(text) and len(text) < 400:
        own = encoding_of_font(font)
        encodings = [own] if own else [encoding for encoding in Encoding if encoding is not Encoding.UNICODE]
        readings.extend(to_unicode(text, encoding, capitals=shows_capitals(font)) for encoding in encodings)
    return readings


def is_secret_marking(text: str) -> bool:
    """Return whether a text is, or bears, a state-secret marking."""
    if not _QUICK.search(text):
        return False
    return any(_is_marked_line(line) for line in unicodedata.normalize("NFC", text).splitlines())


def _is_marked_line(raw: str) -> bool:
    line = " ".join(raw.split())
    if not line:
        return False
    small = line.casefold()
    if _ALONE.match(small):
        return line != small or " " in small  # "mật" in small letters alone is honey, not a marking
    if _SPACED.match(line) or _ALONE_PLAIN.match(line):
        return True
    level = _LEVEL.search(small)
    if level and not _UNMARKED.search(small[: level.start()]):
        return True
    for pattern in (_UPPER, _CAPITALS):
        found = pattern.search(line)
        if found and not _UNMARKED.search(small[: found.start()]):
            return True
    return not is_unicode(line) and bool(_LEVEL_PLAIN.search(line) or _UPPER_PLAIN.search(line))
