"""An official paper as one plain value; the Word and the PDF writer read nothing else.

Parts and their order: Nghị định 30/2020/NĐ-CP, điều 8 and Phụ lục I. The number, the day and the seal belong to the
clerk (văn thư): a paper is a draft with room for them until the clerk's number and day are both noted.
"""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from enum import StrEnum

from core.values import frozen

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
DRAFT_MARK = "DỰ THẢO"
MINUTES = "BIÊN BẢN"
DRILL_MARK = "DIỄN TẬP"
RECIPIENTS_TITLE = "Nơi nhận:"

# No-break, so that the gap the clerk writes into keeps its width and stays on one line.
GAP = "\u00a0" * 6

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_KEPT_SPACES = {"\u00a0"}
_UNPRINTABLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


class Urgency(StrEnum):
    """The three degrees of urgency, spelt as they are stamped (NĐ 30/2020, Phụ lục I, mục III.2)."""

    URGENT = "KHẨN"
    VERY_URGENT = "THƯỢNG KHẨN"
    IMMEDIATE = "HỎA TỐC"


class Align(StrEnum):
    """Where text stands between its margins."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


@frozen
class Issuer:
    """The head's left column: the body above (may be empty) and the issuing body, line by line, in capitals.

    `of` names the issuing authority in running text, such as "Chủ tịch Ủy ban nhân dân xã Trà Bồng".
    """

    parent: tuple[str, ...] = ()
    name: tuple[str, ...]
    of: str


@frozen
class Paragraph:
    """One paragraph; `label` ("Điều 1.", "1. Mục đích:") stands before the text in bold."""

    text: str = ""
    label: str = ""
    bold: bool = False
    italic: bool = False
    align: Align = Align.JUSTIFY
    indented: bool = True

    @property
    def leads(self) -> bool:
        """Whether it only announces what follows, a heading or "như sau:": it then never ends a page."""
        return self.bold or not self.text or self.text.rstrip().endswith(":")


@frozen
class Column:
    """One column of a table; `share` is its part of the width, relative to the others."""

    title: str
    share: float
    align: Align = Align.LEFT


@frozen
class Table:
    """A ruled table whose head is repeated on every page; every row has one text per column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@frozen
class Picture:
    """A photograph as JPEG with what it shows and when; without content it could not be read and only says so."""

    caption: str
    content: bytes = b""
    width: int = 1
    height: int = 1


@frozen
class Pictures:
    """Photographs side by side, two in a row, each with its caption."""

    pictures: tuple[Picture, ...]


Block = Paragraph | Table | Pictures
UNREADABLE = "(Không đọc được tệp ảnh này; ảnh gốc cần tìm lại trong bản sao lưu.)"


@frozen
class Signature:
    """One place to sign: quyền hạn and chức vụ in capitals, a note such as "(Ký, ghi rõ họ tên)", a name or none."""

    lines: tuple[str, ...]
    note: str = ""
    name: str = ""


@frozen
class Annex:
    """An annex on pages of its own, lying (landscape) where its table is wide."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@frozen
class Paper:
    """A paper. `symbol` is what follows the number ("QĐ-UBND"); `kind` the tên loại; `subject` the trích yếu.

    With `recipients` there is one signature, at their right; without, the signatures stand side by side.
    `number` and `dated` are the clerk's; without both the paper is a draft and shows neither.
    """

    issuer: Issuer
    symbol: str
    place: str
    kind: str
    subject: str
    drafted_at: datetime
    blocks: tuple[Block, ...]
    signatures: tuple[Signature, ...]
    addressees: tuple[str, ...] = ()
    authority: str = ""
    bases: tuple[str, ...] = ()
    enacting: str = ""
    recipients: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    urgency: Urgency | None = None
    number: str = ""
    dated: date | None = None
    drill: bool = False

    @property
    def draft(self) -> bool:
        """Whether the clerk's number or day is still missing."""
        return not self.number or self.dated is None


def numbered(number: str, symbol: str) -> str:
    """Return the clerk's number with its symbol: "12" is "12/QĐ-UBND", and what was written whole stays."""
    return number if "/" in number else f"{number}/{symbol}"


def day_text(day: date) -> str:
    """Return "ngày 05 tháng 02 năm 2026"; days under 10 and months 1-2 take a zero (NĐ 30/2020, Phụ lục I, II.4)."""
    month = f"{day.month:02d}" if day.month <= 2 else f"{day.month}"
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def number_line(paper: Paper) -> str:
    """Return "Số: 12/QĐ-UBND", or the gap for the clerk's number."""
    return f"Số:{_number(paper)}"


def date_line(paper: Paper) -> str:
    """Return "Trà Bồng, ngày 05 tháng 02 năm 2026", or gaps for the day of signing."""
    return f"{paper.place}, {_date(paper)}"


def marks_of(paper: Paper) -> tuple[str, ...]:
    """Return the boxed marks under the number: urgency first, then DỰ THẢO."""
    return ((paper.urgency.value,) if paper.urgency else ()) + ((DRAFT_MARK,) if paper.draft else ())


def base_lines(paper: Paper) -> tuple[str, ...]:
    """Return the căn cứ, each ending in ";" and the last in "." (NĐ 30/2020, Phụ lục I, mục II.5)."""
    last = len(paper.bases) - 1
    return tuple(
        base.rstrip(" ;.") + ("." if place == last else ";") for place, base in enumerate(paper.bases)
    )


def annex_name(paper: Paper, place: int) -> str:
    """Return "Phụ lục", numbered in Roman only from two annexes on (NĐ 30/2020, Phụ lục I, mục III.1)."""
    return "Phụ lục" if len(paper.annexes) == 1 else f"Phụ lục {_ROMAN[place]}"


def annex_reference(paper: Paper) -> str:
    """Return the line under an annex's title that ties it to the paper: by number, day and whose it is.

    Minutes are the parties' own: nobody issues them and they have no number before the clerk gives one.
    """
    kind = paper.kind.capitalize()
    if paper.kind == MINUTES:
        subject = f"{paper.subject[:1].lower()}{paper.subject[1:]}"
        return f"(Kèm theo {kind} {subject})"
    return f"(Kèm theo {kind} số{_number(paper)} {_date(paper)} của {paper.issuer.of})"


def title_of(paper: Paper) -> str:
    """Return kind and subject in one line, for the file's own properties."""
    return printable(f"{paper.kind.capitalize()} {paper.subject[:1].lower()}{paper.subject[1:]}")


def printable(text: str) -> str:
    """Return `text` in NFC without control, invisible or direction marks, which neither writer may pass on."""
    kept = (
        char if char in _KEPT_SPACES or not char.isspace() else " "
        for char in unicodedata.normalize("NFC", text)
        if char.isspace() or unicodedata.category(char) not in _UNPRINTABLE
    )
    return "".join(kept)


def _number(paper: Paper) -> str:
    return f"{GAP}/{paper.symbol}" if paper.draft else f" {numbered(paper.number, paper.symbol)}"


def _date(paper: Paper) -> str:
    if paper.draft or paper.dated is None:
        return f"ngày{GAP}tháng{GAP}năm {paper.drafted_at.year}"
    return day_text(paper.dated)
