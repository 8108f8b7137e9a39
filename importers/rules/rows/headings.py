"""What the heading of a sheet says: commune, former district, year, unit; and which time it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from core.communes.rules import CommuneCode
from core.values import frozen
from importers.rules.names.places import SEVERAL_DISTRICTS, Era, PlaceIndex, PlaceMatch
from importers.rules.names.vocabulary import is_signature
from importers.rules.rows.whose_rows import end_of, named_on, no_commune_in, only_as_several, reported_by
from importers.rules.texts.units import multiple_of, read_unit
from importers.rules.texts.words import accent_key, fold_key

_KIND_WORD = re.compile(
    r"(?<!\w)(xã|phường|đặc khu|thị trấn|xa|phuong|dac khu|thi tran|x\.|p\.|tt\.|đk\.)\s*(?=[^\W\d])"
)
_KIND_OF_FORM = re.compile(r"^\W*(?:tên )?(xã|phường|đặc khu|xa|phuong|dac khu)\s*:\s*(?=[^\W\d][^,;]*$)")
_DISTRICT_WORD = re.compile(
    r"(?<!\w)(huyện|huyen|thị xã|thi xa|thành phố|thanh pho|h\.|tx\.?|tp\.?)\s*(?=[^\W\d])"
)
_STOP = re.compile(
    r"[,;:()\]/–\n\d\"“”]|\s-\s|\s(?:năm|phục vụ|theo|và|đến|ngày|tháng|huyện|tỉnh|thị xã|thành phố)\b"
)
# "huyện Bình Sơn cũ", "huyện Bình Sơn (trước đây)": so speaks who writes when it is no more.
_FORMER = re.compile(
    r"(?<!\w)(?:huyện|thị xã|thành phố|huyen|thi xa|thanh pho)\s+[^\W\d][^\d,;:()–-]{1,30}?\s*\(?(?<!\w)(?:cũ|cu|trước đây|trước kia)(?!\w)"
)
_ALIKE = re.compile(r"\s*(?:[,;]|\s[-–]\s|(?<!\w)(?:và|va)(?!\w))\s*")
_YEAR = re.compile(r"(?<!\d)(20[0-3]\d)(?!\d)")
# Years that are no date of the sheet: when things were bought or given, and of a law or decision it goes by.
_OTHER_YEARS = re.compile(
    r"(?<!\w)(?:từ|trước|sau|tu|truoc)\s+(?:các\s+)?năm\s+20\d\d(?:\s*(?:-|–|đến|tới)\s*(?:năm\s+)?20\d\d)?"
    r"|(?<!\w)(?:cấp|mua|mua sắm|bàn giao|sản xuất|đóng mới)\s+(?:trong\s+)?(?:các\s+)?năm\s+20\d\d"
    r"|(?<!kèm )(?<!\w)(?:theo|căn cứ)\s+(?:quyết định|nghị định|nghị quyết|thông tư|luật|chỉ thị|đề án|chương trình)(?!\w)[^;)\n]*"
    r"|\d/20\d\d/[^\W\d]{2}",
    re.IGNORECASE,
)
_UNIT_LINE = re.compile(
    r"(?:đvt|đơn vị tính|dvt|don vi tinh)\s*[:\-]\s*((?:\d[\d.]*\s*)?[^\d,;()]{1,20})", re.IGNORECASE
)
# "Đơn vị: tấn", that and no more: "Đơn vị: Đội 5", "Đơn vị: Kho" say whose the paper is.
_BARE_UNIT = re.compile(
    r"(?:^|\()\s*(?:đơn vị(?: đo)?|đv|don vi)\s*:\s*((?:\d[\d.]*\s*)?[^\d,;():]{1,20}?)[\s.]*(?:\)|$)",
    re.IGNORECASE,
)
_OFFICES = frozenset({"doi", "kho", "tram", "to", "diem", "nha", "co so", "ho", "cum", "khu", "ban", "don"})
_DATE_PLACE = re.compile(r"^([^,]{2,30}),\s*ngày", re.IGNORECASE)
_COPY = re.compile(r"\s*\(\d+\)\s*$|\s*-?\s*copy.*$", re.IGNORECASE)
# Who gets a paper is not whose things it lists.
_RECEIVERS = re.compile(
    r"^\W*(?:nơi (?:nhận|gửi)|noi (?:nhan|gui)|kính (?:gửi|gởi|chuyển|trình)|kinh (?:gui|goi|chuyen|trinh))(?!\w)"
)
LAST_OLD_YEAR = 2024
FIRST_NEW_YEAR = 2026
LONGEST_NAME = 5
LONGEST_TEXT = 400  # a title; beyond that it is prose
# So named since QĐ 1899/QĐ-TTg of 04/9/2025; "PTDS-PCTT và TKCN" is what it was called before.
_NEW_BODY = re.compile(
    r"\b(?:ban chỉ huy|bch) (?:phòng thủ dân sự|ptds)\b(?![ ,–-]*(?:pctt|và|phòng,? chống))"
)


@frozen
class Heading:
    """What stands above a table. `communes` are all communes named; `place` the one it is about, if just one.

    `by_name` is true where only the name of the sheet says so: it speaks of no other sheet. `other` names whom else it
    is about where it names no commune: then no other sheet speaks for it. `former` is true where it calls its district one
    that is no more: then the communes may be those of today.
    """

    place: PlaceMatch | None = None
    raw: str = ""
    communes: tuple[CommuneCode, ...] = ()
    district: str = ""
    year: int | None = None
    unit: str = ""
    era: Era = Era.UNKNOWN
    by_name: bool = False
    other: str = ""
    former: bool = False


def read_heading(
    texts: Sequence[str], sheet_name: str, places: PlaceIndex, era_hint: Era = Era.UNKNOWN
) -> Heading:
    """Return what the texts above a table and the sheet's name say; of which time, by the hint where they do not tell."""
    name = _COPY.sub("", sheet_name)
    texts = [text[:LONGEST_TEXT] for text in texts if not _RECEIVERS.match(accent_key(text))]
    district = find_district([*texts, name], places)
    year = max((year for text in [*texts, sheet_name] for year in years_of(text)), default=None)
    era = era_of(year, district)
    if era is Era.UNKNOWN and any(_NEW_BODY.search(accent_key(text)) for text in texts):
        era = Era.NEW
    era = era_hint if era is Era.UNKNOWN else era
    found = places_in([*texts, name], places, era, district)
    said = reported_by(texts, places, era, district)
    found += [said] if said is not None else []
    by_name = not (said or (found and places_in(texts, places, era, district))) and not _date_places(texts)
    if not found:
        found = [
            (text, match)
            for text in (*_date_places(texts), name)
            if (match := places.match(text, era, district)).certain
        ]
    certain = {match.code: (raw, match) for raw, match in found if match.certain}
    if len(certain) == 1 and not by_name and (tab := places.match(name, era, district)).certain:
        certain.setdefault(tab.code, (name, tab))  # the tab names another commune than the letterhead
    open_ones = [(raw, match) for raw, match in found if not match.certain]
    raw, place = next(iter(certain.values())) if len(certain) == 1 else ("", None)
    if place is not None and only_as_several(raw, texts):
        raw, place = "", None
    if not certain and open_ones:
        raw, place = open_ones[0]
    codes = tuple(code for code in certain if code is not None)
    return Heading(
        place=place,
        raw=raw,
        communes=codes,
        district=district,
        year=year,
        unit=_unit_of(texts),
        era=era,
        by_name=by_name,
        other="" if place is not None or codes else no_commune_in([*texts, name]),
        former=year is None and any(_FORMER.search(accent_key(text)) for text in (*texts, name)),
    )


def years_of(text: str) -> list[int]:
    """Return the years a heading is dated by; not those of a grant ("cấp từ năm 2020") or of a decision it goes by."""
    return [int(year) for year in _YEAR.findall(_OTHER_YEARS.sub(" ", text))]


def era_of(year: int | None, district: str) -> Era:
    """Return the time a sheet speaks of, by its year and by whether a district issued it."""
    if year is not None and year >= FIRST_NEW_YEAR:
        return Era.NEW
    if (year is not None and year <= LAST_OLD_YEAR) or district:
        return Era.OLD
    return Era.UNKNOWN


def era_of_labels(labels: Sequence[str], era: Era, places: PlaceIndex, *, former: bool = False) -> Era:
    """Without a year or district: if nearly all names are of today, one of them of today alone, the sheet is of today.

    So it is where the heading calls the district a `former` one.
    """
    if era is not Era.UNKNOWN and not (former and era is Era.OLD):
        return era
    if not any(places.match(label, Era.OLD).certainty == "today" for label in labels):
        return era
    today = sum(places.match(label, Era.NEW).certainty == "today" for label in labels)
    named = sum(places.is_place(label) for label in labels)
    return Era.NEW if named and today >= 0.8 * named else era


def places_in(
    texts: Iterable[str], places: PlaceIndex, era: Era, district: str
) -> list[tuple[str, PlaceMatch]]:
    """Return the communes named with their kind in running text ("UBND XÃ ĐÔNG SƠN"), longest name first."""
    found: list[tuple[str, PlaceMatch]] = []
    for text in texts:
        small = accent_key(text)
        for kind in (*_KIND_WORD.finditer(small), *_KIND_OF_FORM.finditer(small)):
            rest = _STOP.split(small[kind.end() :], maxsplit=1)[0].split()
            for length in range(min(LONGEST_NAME, len(rest)), 0, -1):
                name = f"{kind.group(1)} {' '.join(rest[:length])}"
                match = places.match(name, era, district)
                if match.certain or match.certainty == "ambiguous":
                    found.append((name, match))
                    end = end_of(small, kind.end(), rest[:length])
                    found.extend(named_on(small, end, small[: kind.start()], places, era, district))
                    break
    return found


def signed_for(texts: Iterable[str], places: PlaceIndex) -> tuple[str, PlaceMatch] | None:
    """Return the one commune whose office signed what stands below the tables, None where none or several did."""
    signers = (
        text for text in dict.fromkeys(texts) if is_signature(text) and not _RECEIVERS.match(accent_key(text))
    )
    found = {match.code: (raw, match) for raw, match in places_in(signers, places, Era.UNKNOWN, "")}
    said = next(iter(found.values())) if len(found) == 1 else None
    return said if said is not None and said[1].certain else None


def find_district(texts: Iterable[str], places: PlaceIndex) -> str:
    """Return the former district named in the first of the texts that names any, several of them as one word, or ""."""
    for text in texts:
        found: dict[str, None] = {}
        small = accent_key(text)
        for word in _DISTRICT_WORD.finditer(small):
            if "tỉnh" in small[: word.start()][-6:]:
                continue
            for words in _ALIKE.split(small[word.end() :]):
                district = _district_at(words, places)
                if not district:
                    break
                found[district] = None
        if found:
            return SEVERAL_DISTRICTS.join(found)
    return ""


def _district_at(words: str, places: PlaceIndex) -> str:
    """Return the former district that words begin with, or ""."""
    rest = _STOP.split(words, maxsplit=1)[0].split()
    names = (places.find_district(" ".join(rest[:length])) for length in range(min(3, len(rest)), 0, -1))
    return next(filter(None, names), "")


def _date_places(texts: Iterable[str]) -> list[str]:
    return [found.group(1) for text in texts if (found := _DATE_PLACE.match(text))]


def _unit_of(texts: Iterable[str]) -> str:
    for text in texts:
        found, bare = _UNIT_LINE.search(text), _BARE_UNIT.search(text)
        if found is None and bare is not None and fold_key(bare.group(1)).strip() not in _OFFICES:
            found = bare
        if found and (read_unit(found.group(1)) or multiple_of(found.group(1))):
            return found.group(1).strip()
    return ""
