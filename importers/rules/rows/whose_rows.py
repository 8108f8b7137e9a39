"""Words that say whose rows are: several communes after one "xã", a body above or beside communes, a signature, a keeper."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from importers.rules.layout.body_row import BodyRow, RowKind
from importers.rules.layout.drafts import PlaceFound, PlaceSource
from importers.rules.names.place_names import split_kind
from importers.rules.names.places import NO_PLACE, Era, PlaceCertainty, PlaceIndex, PlaceMatch
from importers.rules.names.vocabulary import Role
from importers.rules.texts.words import accent_key, fold_key, has_accents

LONGEST_NAME = 5
# "XÃ BA VÌ VÀ BA XA", "CÁC XÃ BA VÌ, BA XA", "CỤM XÃ BA VÌ - BA XA".
_AND = re.compile(r"\s*(?:[,;+&/–-]|(?<!\w)(?:và|va)(?!\w))\s*")
_JOINS = re.compile(r"và|va|[+&]")
_SEVERAL = re.compile(r"(?<!\w)(?:các|cac|cụm|cum|liên|lien|hai|ba|bốn|bon|[2-9])\s*$")
# Before a kind: the communes around one of that name, or of a former district ("CÁC XÃ SƠN TỊNH"); "PHỤ LỤC 2 XÃ BA VÌ" is of one.
_PLURAL = re.compile(r"(?<!\w)(?:các|cac|cụm|cum|liên|lien)\s*$")
_NAME_ENDS = re.compile(r"[,;:+&/()\[\]\n\d\"“”–]|\s-\s|\s(?:và|va|năm|phục vụ|theo|đến|ngày|tháng)(?!\w)")
# Bodies that are no commune's, even where the rest of the file is one commune's.
_NO_COMMUNE = re.compile(
    r"\b(?:kho (?:(?:cua |cap |du tru |vat tu )*(?:tinh|huyen|quan khu|trung uong)|cum|khu vuc)|huyen doi|tinh doi|quan khu|trung doan|tieu doan|"
    r"lu doan|su doan|hai doi|(?:bchqs|bo chqs|bo chi huy quan su|bo chi huy bdbp|bo doi bien phong|cong an) (?:tinh|huyen))\b"
)
# Who commands or stores for a province or a former district, as keeper of things on a commune's list.
_ABOVE = (
    r"(?:(?:kho|thuộc|của|do|hàng|vật tư) )*(?:(?:bchqs|bộ chqs|chqs|ban chqs|bch|bcđ|ban chỉ huy|ban chỉ đạo|bộ chỉ huy|ubnd|ủy ban nhân dân|uỷ ban nhân dân|"
    r"công an|chi cục|văn phòng|vp|dự trữ|hội)(?!\w)[^,;()\d]{0,40}?)?(?<!\w)(?:tỉnh(?: đội)?|huyện(?: đội)?|trung ương|quân khu|quốc gia|sở (?!chỉ huy))"
    r"(?! ?(?:đã |đang |mới )?(?:cấp|hỗ trợ|trang bị|giao|cho|lộ|đoàn|cũ|ủy|uỷ))(?!(?<=\w)\w)"
)
_LEVEL_ABOVE = re.compile(_ABOVE)
_LEVEL_ABOVE_PLAIN = re.compile(re.sub(r"[^\x00-\x7f]", lambda found: fold_key(found.group()), _ABOVE))
_OF = re.compile(
    r"\W*(?:(?:hàng|tài sản|vật tư|phương tiện|thiết bị|dự trữ|đi|mượn|thuê|gửi|hang|tai san|vat tu|phuong tien|thiet bi|du tru|di|muon|thue|gui) )*(?:của|cua) "
)
# Behind these words stands whose the things are, or who has them now.
_OWNER = re.compile(
    r"(?<!\w)(?:của|cua|mượn|muon|thuê|thue|cho|(?:mượn|muon|thuê|thue) (?:từ|tu)|(?:giao|chuyển|chuyen) (?:cho|sang|về|ve)) "
    r"(?:(?:ubnd|ban chqs|kho|bên|ben) )*(?:(?:(?!(?:thôn|thon|dân|dan|hộ|ho|ở|o|tại|tai)(?!\w))[^\W\d]+ ){0,5}?(?<!tác )(?<!tac ))?(xã|phường|đặc khu|thị trấn|xa|phuong|dac khu|thi tran) (?=[^\W\d])"
)
_REPORTS = re.compile(
    r"^\W*(?:tên )?(?:đơn vị|cơ quan|địa phương|nơi)(?: (báo cáo|lập|lập biểu|kê khai|thực hiện))?\s*:\s*(\S.*)$"
)
_OF_COMMUNE = re.compile(r"\b(?:xa|phuong|dac khu|thon|to)$")
_OF_PAGE = re.compile(r"\b(?:trang|mang sang|chuyen sang)\b")


def named_on(
    text: str, end: int, before: str, places: PlaceIndex, era: Era, district: str
) -> Iterator[tuple[str, PlaceMatch]]:
    """Yield the communes that follow a named one without a kind of their own, from the index `end` of a text on.

    A district behind a comma or dash tells where the commune lies, unless `before` its kind stands that there are several.
    """
    several = _SEVERAL.search(before) is not None
    while (joint := _AND.match(text, end)) is not None:
        words = _NAME_ENDS.split(text[joint.end() :], maxsplit=1)[0].split()
        for length in range(min(LONGEST_NAME, len(words)), 0, -1):
            name = " ".join(words[:length])
            match = places.match(name, era, district)
            if (match.certain or match.certainty is PlaceCertainty.AMBIGUOUS) and not split_kind(name)[0]:
                break
        else:
            return
        lies_in = places.find_district(name) or fold_key(name) in places.provinces
        if lies_in and not several and not _JOINS.search(joint.group()):
            return
        yield name, match
        end = end_of(text, joint.end(), words[:length])


def only_as_several(name: str, texts: Iterable[str]) -> bool:
    """Return whether some texts name a commune only where several are spoken of: "CÁC XÃ SƠN TỊNH, BÌNH SƠN CŨ"."""
    said = [
        _PLURAL.search(small[: found.start()]) is not None
        for small in map(accent_key, texts)
        for found in re.finditer(re.escape(name), small)
    ]
    return bool(said) and all(said)


def end_of(text: str, start: int, words: Iterable[str]) -> int:
    """Return where in a text some words end that follow one another from the index `start` on."""
    for word in words:
        start = text.index(word, start) + len(word)
    return start


def no_commune_in(texts: Iterable[str]) -> str:
    """Return the first text that names a body above or beside the communes ("KHO TỈNH", "HUYỆN ĐỘI BA TƠ"), or ""."""
    return next((text for text in texts if _NO_COMMUNE.search(fold_key(text))), "")


def reported_by(
    texts: Iterable[str], places: PlaceIndex, era: Era, district: str
) -> tuple[str, PlaceMatch] | None:
    """Return the place that a form says it comes from ("Đơn vị báo cáo: Ba Động"), certain or not."""
    for text in texts:
        said = _REPORTS.match(accent_key(text))
        if said is None:
            continue
        name = said.group(2).strip(" .")
        match = places.match(name, era, district)
        similar = match.certainty is PlaceCertainty.SIMILAR
        if match.certainty is PlaceCertainty.UNKNOWN or (similar and not said.group(1)):
            continue  # "Đơn vị: nghìn đồng"
        if match.code is not None and places.find_district(name) and not split_kind(name)[0]:
            match = PlaceMatch(certainty=PlaceCertainty.AMBIGUOUS, candidates=(match.code,))
        return name, match
    return None


def doubted(place: PlaceFound, other: PlaceMatch, text: str, source: PlaceSource) -> PlaceFound:
    """Return a place to be asked about by a `text` that speaks of another one."""
    codes = (
        *((other.code,) if other.code else other.candidates),
        *((place.match.code,) if place.match.code else ()),
    )
    match = PlaceMatch(certainty=PlaceCertainty.AMBIGUOUS, candidates=tuple(dict.fromkeys(codes)))
    return replace(place, text=text, match=match, source=source)


def kept_by(
    place: PlaceFound,
    above: PlaceFound,
    texts: Mapping[Role, str],
    places: PlaceIndex,
    era: Era,
    *,
    named: bool,
) -> PlaceFound:
    """Return the commune of a row; asked about where its keeper is not of that commune.

    `above` is that of the sheet or group; `named` is true where a column of the row's own names communes, not keepers.
    """
    if named and place.source is PlaceSource.CELL:
        return place
    if place.source is PlaceSource.CELL:  # the column of keepers is all that names communes
        other = above.match.certain and place.match.certain and above.match.code != place.match.code
        return doubted(place, above.match, place.text, PlaceSource.CELL) if other else place
    holder = texts.get(Role.HOLDER) or texts.get(Role.LOCATION, "")
    if place.match.certain and of_level_above(holder):
        return doubted(place, NO_PLACE, holder, PlaceSource.CELL)
    return kept_elsewhere(place, holder, places, era)


def kept_elsewhere(place: PlaceFound, keeper: str, places: PlaceIndex, era: Era) -> PlaceFound:
    """Return the commune of a row; asked about where its keeper is a body of another one, or it is borrowed from there."""
    if not place.match.certain or not keeper:
        return place
    for name in _communes_of(keeper):
        match, anytime = places.match(name, era, place.district), places.match(name)
        if match.certain or anytime.certain:
            own = place.match.code in {match.code, anytime.code, *anytime.candidates}
            return place if own else doubted(place, match, keeper, PlaceSource.CELL)
    return place


def _communes_of(keeper: str) -> Iterator[str]:
    """Yield what may be the name of a keeper's commune, the longest first: "Ban CHQS xã Ba Vinh chi viện", "Mượn của xã Ba Tơ"."""
    key = accent_key(keeper)
    lent = _OWNER.search(key)
    kind, name = (lent.group(1), key[lent.end() :]) if lent else split_kind(keeper)
    if not kind:
        return
    yield keeper
    words = _NAME_ENDS.split(name, maxsplit=1)[0].split()
    yield from (
        f"{kind} {' '.join(words[:length])}" for length in range(min(LONGEST_NAME, len(words)), 0, -1)
    )


def of_level_above(keeper: str) -> bool:
    """Return whether a keeper commands or stores for more than a commune ("BCHQS tỉnh"); what it gave is the commune's."""
    key = accent_key(keeper).strip(" .:;,()")
    return (_LEVEL_ABOVE if has_accents(key) else _LEVEL_ABOVE_PLAIN).match(key) is not None


def note_of_another(note: str, own: PlaceMatch, places: PlaceIndex) -> bool:
    """Return whether a note says that the things are another commune's or the province's, lent to it or given to it."""
    key = accent_key(note)
    above = _OF.match(key)
    if above is not None and of_level_above(key[above.end() :]):
        return True
    for owner in _OWNER.finditer(key):
        words = _NAME_ENDS.split(key[owner.end() :], maxsplit=1)[0].split()
        for length in range(min(LONGEST_NAME, len(words)), 0, -1):
            match = places.match(f"{owner.group(1)} {' '.join(words[:length])}")
            codes = {code for code in (match.code, *match.candidates) if code is not None}
            if match.certain or match.certainty is PlaceCertainty.AMBIGUOUS:
                if codes.isdisjoint({own.code, *own.candidates}):
                    return True
                break
    return False


def of_no_group(place: PlaceFound, heading: PlaceFound, label: str) -> PlaceFound:
    """Return whose rows are below a head that stands beside the heads of communes and names none itself.

    What "Ban CHQS xã" has is the commune's named above, and so is all on a sheet of that commune.
    """
    same = heading.match.certain and heading.match.code == place.match.code
    if same or _OF_COMMUNE.search(fold_key(label).strip(" .:")):
        return place
    return replace(place, text=label, match=NO_PLACE)


def sums_of(rows: Iterable[BodyRow]) -> list[int]:
    """Return the rows of sums that may end what is of a commune: all but those of a printed page."""
    sums = (row for row in rows if row.kind is RowKind.TOTAL)
    return [
        row.number
        for row in sums
        if not any(_OF_PAGE.search(fold_key(cell.text)) for cell in row.cells.values())
    ]


def past_sums(place: PlaceFound, named: int, row: int, sums: Sequence[int]) -> PlaceFound:
    """Return the commune that a blank repeats from the row where it is `named`; asked about past a row of its sums."""
    after = bisect_right(sums, named)
    ended = place.match.certain and after < len(sums) and sums[after] < row
    return doubted(place, place.match, place.text, place.source) if ended else place
