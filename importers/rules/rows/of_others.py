"""What a note says of whose the things are: shared with other communes, of those who left them there, of another place."""

from __future__ import annotations

import re

from importers.rules.layout.body_row import BodyRow
from importers.rules.layout.columns import Plan
from importers.rules.layout.grid import Grid
from importers.rules.names.places import PlaceCertainty, PlaceIndex, PlaceMatch
from importers.rules.names.vocabulary import Role
from importers.rules.texts.words import accent_key, fold_key

LONGEST_NAME = 4
# "chung 03 xã Ba Tô, Ba Vì", "dùng chung các xã lân cận", "liên xã": one thing of several communes.
_OF_SEVERAL = re.compile(
    r"\bchung (?:(?:voi|cho|cua|giua|cung|o|tai) )*(?:(?:0?[2-9]|[1-9]\d|hai|ba|bon|nam|cac|may|nhieu|lien) (?:xa|phuong|dia phuong)|"
    r"(?:xa|phuong|dia phuong) (?:ban|khac|lan can|ben))\b|\b(?:chung|dung|su dung|cum) lien xa\b"
)
_SHARED_WITH = re.compile(
    r"(?<!\w)chung (?:với|cùng|voi|cung) ((?:xã|phường|đặc khu|xa|phuong|dac khu) )?(?=[^\W\d])"
)
_NOT_ITS_OWN = re.compile(
    r"\bkhong (?:thuoc|phai (?:la )?(?:cua|tai san|hang|vat tu))(?: (?:la|cua|quyen|so huu|quan ly|tai san|bien che|vat tu|kho|hang|danh muc))* "
    r"(?:xa|phuong|dac khu|dia phuong|don vi)\b"
)
# Left there by those they belong to.
_LEFT_BY = re.compile(
    r"(?<!\w)(?:của|cua) (?!(?:ubnd |ban chqs )?(?:xã|phường|đặc khu|thôn|hộ|dân|xa|phuong|dac khu|thon)(?!\w))[^,;.()]{2,40}? (?:gửi|gởi)(?! (?:về|cho|tặng|lên|báo))|"
    r"(?<!\w)(?:gửi|gởi) (?:sửa|nhờ|giữ hộ|giữ nhờ|giữ giúp|tạm)(?!\w)|(?<!\w)(?:giữ|bảo quản|trông|quản lý) (?:hộ|giúp|nhờ) (?:cho )?(?!(?:ubnd )?(?:xã|phường|đặc khu|thôn|địa phương)(?!\w))(?=\w)"
)
_LIES_IN = re.compile(
    r"(?<!\w)(?:đặt|để|đậu|neo(?: đậu)?|đóng|trực|ở|nằm|dat|dau|neo|dong|truc) (?:(?:tại|ở|bên|tai) )?((?:xã|phường|đặc khu|xa|phuong|dac khu) )(?=[^\W\d])"
)
_OF_COMMUNE = re.compile(r"(?<!\w)((?:xã|phường|đặc khu|xa|phuong|dac khu) )(?=[^\W\d])")
_ON_CALL = re.compile(
    r"\b(?:goi|dieu|huy dong|xin|yeu cau|muon|nho)(?: \w+)? khi (?:can|co)\b|\bkhi can (?:thi |moi )?(?:goi|dieu|xin|muon)\b"
)
_SEVERAL_COMMUNES = re.compile(r"\b(?:khu vuc|lien xa|cum)\b")


def note_of_others(note: str, keeper: str, own: PlaceMatch, places: PlaceIndex) -> bool:
    """Return whether a note beside a figure of the commune `own` says that the things are not, or not alone, its own.

    Where they lie in another commune they are its own all the same, unless they are only called when needed or the keeper
    serves several communes.
    """
    plain = fold_key(note)
    if _OF_SEVERAL.search(plain) or _NOT_ITS_OWN.search(plain) or _LEFT_BY.search(accent_key(note)):
        return True
    if names_another(_SHARED_WITH, note, own, places):
        return True
    called = _ON_CALL.search(plain) or _SEVERAL_COMMUNES.search(fold_key(keeper))
    return called is not None and names_another(_LIES_IN, note, own, places)


def beside_unit(row: BodyRow, plan: Plan, grid: Grid) -> list[str]:
    """Return what tells where a unit stands by that promises forces: or whose it is, where the rows begin with the territory."""
    label = plan.columns.get(plan.label or 0)
    if label is None or label.role is not Role.LOCATION:
        return [grid.text(row.number, plan.fields.get(Role.LOCATION, 0))]
    texts = (cell.text for col, cell in row.cells.items() if col != plan.label)
    return [text for text in texts if _OF_COMMUNE.search(accent_key(text))]


def of_unit(unit: PlaceMatch, territory: PlaceMatch) -> PlaceMatch:
    """Return the commune of forces that a unit promises: its name only suggests it, unless it stands by in the same one.

    "Ban CHQS xã Ba Vì" may be sent to any commune; beside "Địa bàn: xã Ba Vì" the forces are its own.
    """
    if unit.certain and territory.certain and unit.code == territory.code:
        return unit
    codes = (unit.code,) if unit.code else unit.candidates
    certainty = PlaceCertainty.AMBIGUOUS if codes else PlaceCertainty.UNKNOWN
    return PlaceMatch(certainty=certainty, candidates=codes)


def headed_by_another(header: str, own: PlaceMatch, places: PlaceIndex) -> bool:
    """Return whether the header above a figure of the commune `own` names another one ("Kho xã | Xã Ba Tơ")."""
    return own.certain and names_another(_OF_COMMUNE, header, own, places)


def names_another(before: re.Pattern[str], note: str, own: PlaceMatch, places: PlaceIndex) -> bool:
    """Return whether another commune than `own` stands behind some words of a note."""
    key = accent_key(note)
    for found in before.finditer(key):
        words = re.split(r"[,;:()\[\].\n\d]", key[found.end() :], maxsplit=1)[0].split()
        for length in range(min(LONGEST_NAME, len(words)), 0, -1):
            match = places.match(f"{found.group(1) or ''}{' '.join(words[:length])}")
            if match.certain or match.certainty is PlaceCertainty.AMBIGUOUS:
                return {match.code, *match.candidates}.isdisjoint({own.code, *own.candidates} - {None})
    return False
