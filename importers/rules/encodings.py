"""One decision per sheet: was it typed in an old encoding? By the cells' fonts first, else by its words together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

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
from importers.rules.words import accent_key, has_accents
from inventory.rules.catalogue import ResourceType

# Syllables of the words that head such tables; the catalogue and the communes' names bring the rest.
_COMMON = """số lượng đơn vị tính tổng cộng ghi chú danh mục địa điểm quản lý điện thoại họ và tên người phụ trách biển loại phương tiện
vật tư trang thiết bị lực lượng hậu cần chiếc cái bộ tấn lít thùng xã phường đặc khu thị trấn thành phố huyện tỉnh ban chỉ huy phòng thủ dân sự
cộng hòa hội chủ nghĩa việt nam độc lập tự do hạnh phúc ủy nhân kế hoạch năm tháng ngày báo cáo biểu hợp tại chỗ trưởng chủ tịch phó lập bảng
thôn tổ dân phố hộ khẩu tình trạng tốt hỏng trung bình nhu cầu hiện có bổ sung cần"""
LEAST_WORDS = 5
SHOWN = 3  # texts in a question
LEAST_SHARE = 0.6
LEAST_LEAD = 0.2


@dataclass(frozen=True, kw_only=True, slots=True)
class EncodingChoice:
    """The encoding of a sheet; `certain` where fonts or enough words say so.

    `fonts_hold` is false where cells in an old font read as Unicode as they stand.
    """

    encoding: Encoding
    certain: bool
    fonts_hold: bool = True
    samples: tuple[tuple[str, str], ...] = ()


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


def choose_encoding(sheet: Sheet, syllables: frozenset[str], answer: str | None) -> EncodingChoice:
    """Return the encoding of a sheet; a person's answer wins."""
    texts = [(cell.value, cell.font) for cell in sheet.cells if isinstance(cell.value, str)]
    if answer in set(Encoding):
        chosen = Encoding(answer)
        return EncodingChoice(encoding=chosen, certain=True, samples=_samples(texts, chosen))
    # Most texts of a long list are Unicode's own, and repeated: each is looked at once.
    old = {text for text in {text for text, _ in texts} if may_be_legacy(text)}
    by_font = Counter(font for text, name in texts if text in old and (font := encoding_of_font(name)))
    if by_font:
        chosen = by_font.most_common(1)[0][0]
        typed = [text for text, name in texts if text in old and encoding_of_font(name)]
        if _score(typed, Encoding.UNICODE, syllables)[1] > _score(typed, chosen, syllables)[1]:
            return EncodingChoice(encoding=Encoding.UNICODE, certain=True, fonts_hold=False)
        return EncodingChoice(
            encoding=_majority(texts, chosen), certain=True, samples=_samples(texts, chosen)
        )
    return _by_words([text for text, _ in texts if text in old], texts, syllables)


def _majority(texts: list[tuple[str, str]], chosen: Encoding) -> Encoding:
    """Return the encoding of most cells: a sheet with a few old cells in it is a Unicode sheet."""
    unicode_cells = sum(1 for text, _ in texts if is_unicode(text))
    old_cells = sum(1 for text, font in texts if may_be_legacy(text) and encoding_of_font(font))
    return chosen if old_cells >= unicode_cells else Encoding.UNICODE


def _by_words(legacy: list[str], texts: list[tuple[str, str]], syllables: frozenset[str]) -> EncodingChoice:
    modern = {text for text in {text for text, _ in texts} if is_unicode(text)} if legacy else set()
    if not legacy or sum(1 for text, _ in texts if text in modern) > len(legacy):
        return EncodingChoice(encoding=Encoding.UNICODE, certain=True)
    scores = {encoding: _score(legacy, encoding, syllables) for encoding in Encoding}
    ranked = sorted(scores, key=lambda encoding: scores[encoding], reverse=True)
    best, second = ranked[0], ranked[1]
    if best is Encoding.UNICODE:
        return EncodingChoice(encoding=best, certain=True)
    hits, share = scores[best]
    lead = share - scores[second][1]
    certain = hits >= LEAST_WORDS and share >= LEAST_SHARE and lead >= LEAST_LEAD and best is not Encoding.VPS
    if hits < 2 or share < 0.4:
        return EncodingChoice(encoding=Encoding.UNICODE, certain=True)
    return EncodingChoice(encoding=best, certain=certain, samples=_samples(texts, best))


def _score(texts: list[str], encoding: Encoding, syllables: frozenset[str]) -> tuple[int, float]:
    """Return (known syllables, their share) among the words that hold any letter beyond ASCII."""
    known = whole = 0
    for text, times in Counter(texts[:400]).items():
        for before, after in zip(text.split(), to_unicode(text, encoding).split(), strict=False):
            if before.isascii():
                continue
            whole += times
            known += times * any(word in syllables for word in _words(after))
    return known, known / whole if whole else 0.0


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
