"""Place names -> communes: today's names, former ones through the crosswalk, spellings, abbreviations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import field
from enum import StrEnum

from rapidfuzz import fuzz, process

from core.communes.rules import KIND_TITLES, CommuneCode, Gazetteer
from core.values import frozen
from importers.rules.names.old_districts import spellings_of_districts
from importers.rules.names.place_names import (
    IN_DISTRICT,
    OLD_WORD,
    apart_from_code,
    district_names,
    glued_key,
    name_key,
    remark_of,
    split_kind,
)
from importers.rules.texts.words import accent_key, fold_key, has_accents, without_numbering


class Era(StrEnum):
    """Whether a sheet speaks of the communes of before or after 01/7/2025 (resolution 1677/NQ-UBTVQH15)."""

    OLD = "old"
    NEW = "new"
    UNKNOWN = "unknown"


class PlaceCertainty(StrEnum):
    """How a place was matched; the first two are certain."""

    TODAY = "today"
    CROSSWALK = "crosswalk"
    AMBIGUOUS = "ambiguous"
    SIMILAR = "similar"
    UNKNOWN = "unknown"


_CERTAIN = frozenset({PlaceCertainty.TODAY, PlaceCertainty.CROSSWALK})


@frozen
class PlaceMatch:
    """The commune a name stands for, or the candidates. `old_name` is the former commune's full name."""

    certainty: PlaceCertainty
    code: CommuneCode | None = None
    old_name: str = ""
    candidates: tuple[CommuneCode, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether the name leaves no doubt."""
        return self.certainty in _CERTAIN


NO_PLACE = PlaceMatch(certainty=PlaceCertainty.UNKNOWN)


@frozen
class _Entry:
    """One name of a place: bare name, kind of unit, former district ("" for today's), where it is now, whether whole.

    `parted` is true of a former commune that became one together with others.
    """

    name: str
    kind: str
    district: str
    code: str
    whole: bool
    parted: bool = False


SEVERAL_DISTRICTS = " + "  # between the names of districts that a heading names alike
FEWEST_DISTRICTS, MANY_DISTRICTS = 3, 8


@frozen
class PlaceIndex:
    """Every name of a place prepared for matching; build it with `index_places`."""

    today: dict[str, tuple[_Entry, ...]]
    former: dict[str, tuple[_Entry, ...]]
    folded: dict[str, frozenset[str]]
    glued: dict[str, frozenset[str]]
    districts: dict[str, str]
    titles: dict[CommuneCode, str]
    provinces: frozenset[str] = frozenset()  # folded
    parts: frozenset[tuple[str, str]] = frozenset()  # (code, a former district that it has a part of)
    cache: dict[tuple[str, Era, str], PlaceMatch] = field(default_factory=dict)

    def match(self, text: str, era: Era = Era.UNKNOWN, district: str = "") -> PlaceMatch:
        """Return the commune a name stands for on a sheet of that era and former district ("" where unknown)."""
        key = (text, era, district)
        found = self.cache.get(key)
        if found is None:
            found = self.cache[key] = self._match(text, era, district)
        return found

    def is_place(self, text: str) -> bool:
        """Return whether a text names a commune of any time, certain or not."""
        return self.match(text).certainty not in {PlaceCertainty.UNKNOWN, PlaceCertainty.SIMILAR}

    def find_district(self, text: str) -> str:
        """Return the former district a text names ("HUYỆN BÌNH SƠN", "TX ĐỨC PHỔ", "Khu vực Ba Tơ (cũ)"), or ""."""
        return next((self.districts[name] for name in district_names(text) if name in self.districts), "")

    def only_districts(self, labels: Sequence[str], era: Era) -> bool:
        """Return whether a table's places are former districts, not the communes that bear their names today.

        All are such bare names: three of them, or on a sheet of today so many as no chance brings together.
        """
        named = [label for label in (without_numbering(text) for text in labels) if label]
        return len(named) >= (FEWEST_DISTRICTS if era is not Era.NEW else MANY_DISTRICTS) and all(
            self.find_district(label) and split_kind(label)[0] in {"", "huyen"} for label in named
        )

    def _match(self, text: str, era: Era, district: str) -> PlaceMatch:
        if (coded := apart_from_code(text))[1]:
            return self._with_code(coded[0], CommuneCode(coded[1]), era, district)
        kind, name = split_kind(text)
        if not name or len(name) > 60 or not any(char.isalpha() for char in name):
            return NO_PLACE
        if (remarked := self._with_remark(name, kind, district)) is not None:
            return remarked
        former = OLD_WORD.search(name) is not None
        if former:
            name, era = OLD_WORD.sub("", name), Era.OLD
        found = self._entries(name, kind, era, district)
        if former and found is not None and found.certainty is PlaceCertainty.TODAY and found.code:
            found = PlaceMatch(certainty=PlaceCertainty.AMBIGUOUS, candidates=(found.code,))
        inside = IN_DISTRICT.match(name) if found is None else None
        if inside is not None and (named := self.find_district(inside.group(2))):
            found = self._of_district(inside.group(1).strip(), kind, era, named)
        return found or self._similar(name, kind)

    def _with_code(self, text: str, code: CommuneCode, era: Era, district: str) -> PlaceMatch:
        """Return the commune of a name written with its code: today's of that code, if it bears the name or may be meant by it."""
        found, now = self.match(text, era, district), self.match(text, Era.NEW)
        unclear = found.candidates if found.certainty is PlaceCertainty.AMBIGUOUS else ()
        if code in self.titles and code in {found.code, now.code, *unclear}:
            return PlaceMatch(certainty=PlaceCertainty.TODAY, code=code)
        named = tuple(dict.fromkeys(one for one in (now.code, found.code, *found.candidates) if one))
        return PlaceMatch(certainty=PlaceCertainty.AMBIGUOUS, candidates=named[:6]) if named else NO_PLACE

    def _with_remark(self, name: str, kind: str, district: str) -> PlaceMatch | None:
        """Return the commune of a name whose remark in brackets agrees with it ("Xã Phổ Châu (nay là phường Sa Huỳnh)")."""
        remark = remark_of(name)
        if remark is None:
            return None
        bare, now, places = remark
        found = self._entries(bare, kind, Era.OLD if now else Era.NEW, district)
        if found is None or not found.certain:
            return None
        for place in places:
            said = self.match(place, Era.NEW if now else Era.OLD, district)
            if found.code not in (said.code, *said.candidates) or said.certainty is PlaceCertainty.SIMILAR:
                return None
        return found

    def _of_district(self, name: str, kind: str, era: Era, district: str) -> PlaceMatch | None:
        """Return the commune of a name whose own former district is written beside it: no commune of another one is meant."""
        today, former = self._named(name, kind)
        here = [entry for entry in today if (entry.code, district) in self.parts]
        near = [entry for entry in former if entry.district == district]
        if here and (era is Era.NEW or not near):
            return _decide(here, PlaceCertainty.TODAY)
        if near:
            return _decide(near if era is Era.OLD else [*near, *here], PlaceCertainty.CROSSWALK)
        codes = tuple(dict.fromkeys(CommuneCode(entry.code) for entry in (*today, *former) if entry.code))
        return PlaceMatch(certainty=PlaceCertainty.AMBIGUOUS, candidates=codes) if codes else None

    def _entries(self, name: str, kind: str, era: Era, district: str) -> PlaceMatch | None:
        today, former = self._named(name, kind)
        near = [entry for entry in former if entry.district in district.split(SEVERAL_DISTRICTS)]
        if district and near and era is not Era.NEW:
            return _decide(near, PlaceCertainty.CROSSWALK)
        if era is Era.OLD:
            return (
                _decide(former, PlaceCertainty.CROSSWALK)
                if former
                else (_decide(today, PlaceCertainty.TODAY) if today else None)
            )
        # Today's commune within the district named, where no former one of it bears the name.
        here = [entry for entry in today if (entry.code, district) in self.parts] or today
        same = len({entry.code for entry in (*today, *former)}) == 1
        if today and (here is not today or same or era is Era.NEW or not former or kind == "dac_khu"):
            return _decide(here, PlaceCertainty.TODAY)
        if today:
            return _decide([*today, *former], PlaceCertainty.TODAY)
        alike = self._misspelt(name, kind) if era is Era.NEW and not near else []
        return _decide([*(near or former), *alike], PlaceCertainty.CROSSWALK) if former else None

    def _misspelt(self, name: str, kind: str) -> list[_Entry]:
        """Return today's communes but for whose accents a name is written: on a sheet of today "Sơn Tinh" may be Sơn Tịnh."""
        keys = self.folded.get(fold_key(name_key(name)), frozenset())
        return [e for key in keys for e in self.today.get(key, ()) if not kind or e.kind == kind]

    def _keys(self, name: str) -> tuple[str, ...]:
        """Return the keys of the names meant: the same accents, in one word too, or every name without accents where none are typed."""
        key = name_key(name)
        if key in self.today or key in self.former:
            return (key,)
        if glued := self.glued.get(glued_key(name)):
            return tuple(sorted(glued))
        if has_accents(name.replace("đ", "d").replace("Đ", "D")):
            return ()
        return tuple(sorted(self.folded.get(fold_key(key), ())))

    def _named(self, name: str, kind: str) -> tuple[list[_Entry], list[_Entry]]:
        """Return the places of a name and kind: today's, and the former ones."""
        keys = self._keys(name)
        today, former = (
            [entry for key in keys for entry in names.get(key, ()) if not kind or entry.kind == kind]
            for names in (self.today, self.former)
        )
        return today, former

    def _similar(self, name: str, kind: str) -> PlaceMatch:
        plain = fold_key(name_key(name))
        exact = self.folded.get(plain, frozenset())
        near = list(exact) or [
            key
            for found, _, _ in process.extract(
                plain, list(self.folded), scorer=fuzz.ratio, limit=3, score_cutoff=86
            )
            for key in self.folded[found]
        ]
        codes = [
            entry.code for key in near for entry in (*self.today.get(key, ()), *self.former.get(key, ()))
        ]
        candidates = tuple(dict.fromkeys(CommuneCode(code) for code in codes if code))
        if not candidates or (not kind and not exact and len(plain) < 5):
            return NO_PLACE
        return PlaceMatch(certainty=PlaceCertainty.SIMILAR, candidates=candidates[:6])


def _decide(entries: list[_Entry], certainty: PlaceCertainty) -> PlaceMatch:
    codes = tuple(dict.fromkeys(CommuneCode(entry.code) for entry in entries if entry.code))
    if len(codes) == 1 and all(entry.whole for entry in entries):
        names = (f"{_TITLES.get(entry.kind, '')} {entry.name}".strip() for entry in entries if entry.parted)
        old = next(names, "") if certainty is PlaceCertainty.CROSSWALK else ""
        return PlaceMatch(certainty=certainty, code=codes[0], old_name=old)
    return PlaceMatch(certainty=PlaceCertainty.AMBIGUOUS, candidates=codes)


_TITLES = {**KIND_TITLES, "tt": "Thị trấn", "huyen": "Huyện"}
KIND_WORDS = {kind: accent_key(title) for kind, title in _TITLES.items()}


def index_places(gazetteer: Gazetteer) -> PlaceIndex:
    """Return the gazetteer prepared for matching names of sheets."""
    today: dict[str, list[_Entry]] = {}
    former: dict[str, list[_Entry]] = {}
    for commune in gazetteer.communes:
        entry = _Entry(name=commune.name, kind=commune.kind, district="", code=commune.code, whole=True)
        today.setdefault(name_key(commune.name), []).append(entry)
    spelled = [(old.name, old.old_district, old.new_code, old.whole) for old in gazetteer.old_communes]
    split = {(name_key(split_kind(name)[1]), district) for name, district, _, whole in spelled if not whole}
    parts = Counter(old.new_code for old in gazetteer.old_communes)
    known = {(name_key(split_kind(name)[1]), district) for name, district, _, _ in spelled}
    for alias in gazetteer.aliases:
        bare = (name_key(split_kind(alias.alias)[1]), alias.old_district)
        if alias.new_code and not (alias.what == "spelling" and bare in known):
            spelled.append(
                (alias.alias, alias.old_district, CommuneCode(alias.new_code), "part" not in alias.what)
            )
    for spelling, district, code, undivided in spelled:
        # A district without communes (Lý Sơn since 2020) is itself the place that went over.
        name = spelling or district
        kind, bare_name = split_kind(name)
        key = name_key(bare_name)
        whole = undivided and (key, district) not in split
        proper = name.split(" ", 2 if kind in {"tt", "dac_khu"} else 1)[-1]
        former.setdefault(key, []).append(
            _Entry(name=proper, kind=kind, district=district, code=code, whole=whole, parted=parts[code] != 1)
        )
    folded: dict[str, set[str]] = {}
    glued: dict[str, set[str]] = {}
    for key in (*today, *former):
        folded.setdefault(fold_key(key), set()).add(key)
        glued.setdefault(glued_key(key), set()).add(key)
    return PlaceIndex(
        today={key: tuple(entries) for key, entries in today.items()},
        former={key: tuple(dict.fromkeys(entries)) for key, entries in former.items()},
        folded={key: frozenset(keys) for key, keys in folded.items()},
        glued={key: frozenset(keys) for key, keys in glued.items()},
        districts=spellings_of_districts(gazetteer),
        titles={commune.code: commune.title for commune in gazetteer.communes},
        parts=frozenset((old.new_code, old.old_district) for old in gazetteer.old_communes),
        provinces=frozenset(fold_key(commune.old_province) for commune in gazetteer.communes),
    )
