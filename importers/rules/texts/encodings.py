"""One decision per sheet: was it typed in an old encoding? By the cells' fonts first, else by its words together."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import field, replace

from core.communes.rules import Gazetteer
from core.excel.book import Sheet
from core.excel.legacy import (
    Encoding,
    encoding_of_font,
    is_unicode,
    may_be_legacy,
    shows_capitals,
    to_unicode,
)
from core.text import tidy
from core.values import frozen
from importers.rules.results import Answers
from importers.rules.texts.words import accent_key, has_accents
from inventory.rules.catalogue import ResourceType

# Syllables of the words that head such tables; the catalogue and the communes' names bring the rest.
_COMMON = """số lượng đơn vị tính tổng cộng ghi chú danh mục địa điểm quản lý điện thoại họ và tên người phụ trách biển loại phương tiện
vật tư trang thiết bị lực lượng hậu cần chiếc cái bộ tấn lít thùng xã phường đặc khu thị trấn thành phố huyện tỉnh ban chỉ huy phòng thủ dân sự
cộng hòa hội chủ nghĩa việt nam độc lập tự do hạnh phúc ủy nhân kế hoạch năm tháng ngày báo cáo biểu hợp tại chỗ trưởng chủ tịch phó lập bảng
thôn tổ dân phố hộ khẩu tình trạng tốt hỏng trung bình nhu cầu hiện có bổ sung cần"""
LEAST_WORDS = 5
SHOWN = 3  # texts in a question
HEADERS_WITHIN, LEAST_HEADED = 40, 3  # rows with texts; texts in a header
LEAST_SHARE = 0.6
LEAST_LEAD = 0.2
# Latin-1 letters and signs that no Vietnamese word has, beside a letter: 24,5m² and 30°C are not among them.
_NO_VIETNAMESE = "[¡-©«¬\u00ad®¯±´-¶¸»¿ÄÅÆÇËÎÏÑÖ×ØÛÜÞßäåæçëîïñö÷øûüþÿ]"
_STRANGE = re.compile(f"[A-Za-zÀ-ÿ]{_NO_VIETNAMESE}|{_NO_VIETNAMESE}[A-Za-zÀ-ÿ]")


@frozen
class EncodingChoice:
    """The encoding of a sheet; `certain` where fonts or enough words say so.

    `fonts_hold` is false where cells in an old font read as Unicode as they stand. On a mixed sheet `own` holds the
    texts whose own words say another encoding than the rest: rows pasted in from another file. `key` is its question's.
    """

    encoding: Encoding
    certain: bool
    fonts_hold: bool = True
    samples: tuple[tuple[str, str], ...] = ()
    own: Mapping[str, Encoding] = field(default_factory=dict)
    key: str = ""


def known_syllables(catalogue: Iterable[ResourceType], gazetteer: Gazetteer) -> frozenset[str]:
    """Return the accented syllables that such sheets are made of."""
    texts = [_COMMON]
    for kind in catalogue:
        texts.extend((kind.name, *kind.synonyms))
    texts.extend(commune.name for commune in gazetteer.communes)
    texts.extend(old.name for old in gazetteer.old_communes)
    return frozenset(word for text in texts for word in _words(text) if has_accents(word))


def _words(text: str) -> list[str]:
    return [word.strip(".,;:()\"'-–/") for word in accent_key(text).split()]


def choose_encoding(sheet: Sheet, syllables: frozenset[str], answers: Answers) -> EncodingChoice:
    """Return the encoding of a sheet; a person's answer about sheets of this form wins."""
    texts = [(cell.value, cell.font) for cell in sheet.cells if isinstance(cell.value, str)]
    # Most texts of a long list are Unicode's own, and repeated: each is looked at once.
    old = {text for text in {text for text, _ in texts} if may_be_legacy(text)}
    key = f"encoding:{_form(sheet, old)}" if old else ""
    answer = answers.find(key) if old else None
    if answer in set(Encoding):
        choice = EncodingChoice(encoding=Encoding(answer), certain=True)
    else:
        choice = _by_fonts(texts, old, syllables) or _by_words(texts, old, syllables)
    chosen = choice.encoding
    if not old or not choice.fonts_hold:
        return replace(choice, key=key)
    old_fonts = {font for font in {font for _, font in texts} if encoding_of_font(font)}
    if chosen is not Encoding.UNICODE:
        own = {text: Encoding.UNICODE for text in old if _stands(text, chosen, syllables)}
    elif answer in set(Encoding):
        own = {}
    else:
        chosen, own = _pasted(texts, old, syllables)
    if not own and not old_fonts and choice.encoding is Encoding.UNICODE:
        return replace(choice, key=key)
    shown = [(text, font) for text, font in texts if own.get(text, choice.encoding) is not Encoding.UNICODE]
    by_font = [(text, font) for text, font in texts if font in old_fonts and text not in own]
    return replace(choice, samples=_samples(shown or by_font, chosen), own=own, key=key)


def _form(sheet: Sheet, old: set[str]) -> str:
    """Return what tells sheets of one form from others: their header as stored, or all texts where it has no accents."""
    lines: dict[int, list[str]] = {}
    for cell in sheet.cells:
        if isinstance(cell.value, str):
            lines.setdefault(cell.row, []).append(cell.value)
            if len(lines) > HEADERS_WITHIN:
                break
    header = next((line for line in lines.values() if len(line) >= LEAST_HEADED), [])
    told = header if old.intersection(header) else sorted(old)
    return hashlib.sha256("\x1f".join(told).encode("utf-8", "replace")).hexdigest()[:16]


def _by_fonts(
    texts: list[tuple[str, str]], old: set[str], syllables: frozenset[str]
) -> EncodingChoice | None:
    by_font = Counter(font for text, name in texts if text in old and (font := encoding_of_font(name)))
    if not by_font:
        return None
    chosen = by_font.most_common(1)[0][0]
    typed = [text for text, name in texts if text in old and encoding_of_font(name)]
    as_they_stand, converted = (_score(typed, way, syllables)[1] for way in (Encoding.UNICODE, chosen))
    # Where these texts say neither ("Ba Tô" is "Ba Tơ" in VNI), Unicode's own letters in the same font do.
    modern = any(encoding_of_font(name) is chosen and is_unicode(text) for text, name in texts)
    if as_they_stand > converted or (modern and as_they_stand == converted):
        return EncodingChoice(encoding=Encoding.UNICODE, certain=True, fonts_hold=False)
    return EncodingChoice(encoding=_majority(texts, chosen), certain=True)


def _by_words(texts: list[tuple[str, str]], old: set[str], syllables: frozenset[str]) -> EncodingChoice:
    legacy = [text for text, _ in texts if text in old]
    modern = {text for text in {text for text, _ in texts} if is_unicode(text)} if legacy else set[str]()
    if not legacy or sum(text in modern for text, _ in texts) > len(legacy):
        return EncodingChoice(encoding=Encoding.UNICODE, certain=True)
    best, certain = _best(legacy, syllables)
    return EncodingChoice(encoding=best, certain=certain)


def _best(legacy: list[str], syllables: frozenset[str]) -> tuple[Encoding, bool]:
    """Return the encoding in which most words are known, and whether that is certain."""
    scores = {encoding: _score(legacy, encoding, syllables) for encoding in Encoding}
    ranked = sorted(scores, key=lambda encoding: scores[encoding], reverse=True)
    best, second = ranked[0], ranked[1]
    hits, share = scores[best]
    if best is Encoding.UNICODE or hits < 2 or share < 0.4:
        return Encoding.UNICODE, True
    lead = share - scores[second][1]
    return (
        best,
        hits >= LEAST_WORDS and share >= LEAST_SHARE and lead >= LEAST_LEAD and best is not Encoding.VPS,
    )


def _stands(text: str, encoding: Encoding, syllables: frozenset[str]) -> bool:
    """Return whether a text reads as Vietnamese as it stands, and as nothing in the encoding of the others."""
    whole, as_it_stands, converted = _known_in(text, encoding, syllables)
    return whole > 0 and as_it_stands == whole and not converted


def _pasted(
    texts: list[tuple[str, str]], old: set[str], syllables: frozenset[str]
) -> tuple[Encoding, dict[str, Encoding]]:
    """Return the old encoding of some texts on a Unicode sheet, and those texts: only where enough of them say so."""
    rest = {text for text in old if _STRANGE.search(text)}
    best, certain = _best(
        [text for text, font in texts if text in rest and not encoding_of_font(font)], syllables
    )
    if best is Encoding.UNICODE or not certain:
        return Encoding.UNICODE, {}
    own: dict[str, Encoding] = dict.fromkeys(rest, best)
    for text in old - rest:
        _, as_it_stands, converted = _known_in(text, best, syllables)
        if converted > as_it_stands:
            own[text] = best
    return best, own


def _majority(texts: list[tuple[str, str]], chosen: Encoding) -> Encoding:
    """Return the encoding of most cells: a sheet with a few old cells in it is a Unicode sheet."""
    unicode_cells = sum(1 for text, _ in texts if is_unicode(text))
    old_cells = sum(1 for text, font in texts if may_be_legacy(text) and encoding_of_font(font))
    return chosen if old_cells >= unicode_cells else Encoding.UNICODE


def _score(texts: list[str], encoding: Encoding, syllables: frozenset[str]) -> tuple[int, float]:
    """Return (known syllables, their share) among the words that hold any letter beyond ASCII."""
    known = whole = 0
    for text, times in Counter(texts[:400]).items():
        words, _, converted = _known_in(text, encoding, syllables)
        whole += times * words
        known += times * converted
    return known, known / whole if whole else 0.0


def _known_in(text: str, encoding: Encoding, syllables: frozenset[str]) -> tuple[int, int, int]:
    """Return the number of words beyond ASCII, and how many are known as they stand and as converted."""
    pairs = [
        (before, after)
        for before, after in zip(text.split(), to_unicode(text, encoding).split(), strict=False)
        if not before.isascii()
    ]
    known = [[any(word in syllables for word in _words(side)) for side in pair] for pair in pairs]
    return len(pairs), sum(stands for stands, _ in known), sum(after for _, after in known)


def _samples(texts: list[tuple[str, str]], chosen: Encoding) -> tuple[tuple[str, str], ...]:
    """Return up to ten pairs (as stored, as read) for a person to look at."""
    found: dict[str, str] = {}
    for text, font in texts:
        if may_be_legacy(text) and len(found) < 10:
            of_cell = encoding_of_font(font) or chosen
            found.setdefault(text, tidy(to_unicode(text, of_cell, capitals=shows_capitals(font))))
    return tuple(found.items())


def as_each_reads(samples: tuple[tuple[str, str], ...]) -> dict[Encoding, str]:
    """Return some texts of a sheet as each encoding reads them, for a person to see which one is Vietnamese."""
    stored = [before for before, _ in samples[:SHOWN]]
    return {
        encoding: " · ".join(tidy(to_unicode(text, encoding)) for text in stored) or str(encoding)
        for encoding in Encoding
    }
