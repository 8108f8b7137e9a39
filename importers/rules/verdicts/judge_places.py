"""Which commune a draft belongs to."""

from __future__ import annotations

from collections.abc import Mapping

from core.communes.rules import CommuneCode
from importers.rules.layout.drafts import Draft, PlaceFound, PlaceSource
from importers.rules.names.place_names import name_key, split_kind
from importers.rules.names.places import KIND_WORDS, PlaceCertainty, PlaceIndex
from importers.rules.reasons import Reason
from importers.rules.results import SKIP, Candidate, QuestionKind
from importers.rules.verdicts.judging import Judging, Verdict

_PLACE_REASONS: Mapping[PlaceSource, Reason] = {
    PlaceSource.ABOVE: Reason.PLACE_INHERITED,
    PlaceSource.HEADING: Reason.PLACE_FROM_HEADING,
    PlaceSource.HOME: Reason.PLACE_FROM_HOME,
}


def _asked_name(place: PlaceFound, places: PlaceIndex) -> str:
    """Return the name to ask about, the same for all that leave the same open.

    Without its kind where every commune of that name is of it ("Xã Trà Bùi", "Trà Bùi"); otherwise with its kind in
    full ("P. Nguyễn Nghiêm", "Phường Nguyễn Nghiêm"), also where it is not written but the sheet is of a time that knew
    communes of this kind alone by that name.
    """
    kind, bare = split_kind(place.text)
    said = places.match(place.text, district=place.district)
    if kind:
        if said.certainty is not PlaceCertainty.AMBIGUOUS:
            return place.text
        alone = places.match(bare, district=place.district) == said
        return bare if alone else f"{KIND_WORDS.get(kind, '')} {bare}".strip()
    if place.match.certainty is PlaceCertainty.AMBIGUOUS and place.match != said:
        for word in KIND_WORDS.values():
            if places.match(f"{word} {bare}", district=place.district) == place.match:
                return f"{word} {bare}"
    return place.text


def _given_before(judging: Judging, place: PlaceFound, key: str) -> str | None:
    """Return what was answered, also to the name as it is written, unless then communes of another time were meant."""
    answer = judging.answers.find(key)
    as_written = f"place:{name_key(place.text)}|{place.district}"
    if answer is not None or as_written == key:
        return answer
    answer = judging.answers.find(as_written)
    other_time = not split_kind(place.text)[0] and answer not in {SKIP, *place.match.candidates}
    return None if other_time else answer


def commune_of(judging: Judging, draft: Draft, verdict: Verdict) -> tuple[CommuneCode | None, str]:
    """Return (commune, the former commune named) of a draft, or (None, "") with the question asked."""
    place, match = draft.place, draft.place.match
    if match.certain:
        if place.source is not PlaceSource.CELL:
            verdict.note(_PLACE_REASONS.get(place.source, Reason.PLACE_FROM_HEADING))
        if match.certainty is PlaceCertainty.CROSSWALK:
            verdict.note(Reason.PLACE_FROM_CROSSWALK)
        return match.code, match.old_name
    if place.source is PlaceSource.NONE:
        key = f"place:*{judging.sheet}"
        answer = judging.answers.find(key)
    else:
        key = f"place:{name_key(_asked_name(place, judging.indexes.places))}|{place.district}"
        answer = _given_before(judging, place, key)
    if answer == SKIP:
        verdict.rejected = True
        verdict.note(Reason.ANSWERED_SKIP)
        return None, ""
    if answer is not None and CommuneCode(answer) in judging.indexes.places.titles:
        verdict.note(Reason.PLACE_ANSWERED)
        return CommuneCode(answer), place.text if match.certainty is PlaceCertainty.AMBIGUOUS else ""
    others = set(match.candidates) - {judging.home}
    if place.source is PlaceSource.NONE and judging.home is not None and not others:
        verdict.note(Reason.PLACE_FROM_HOME)
        return judging.home, ""
    verdict.note(
        {
            PlaceCertainty.AMBIGUOUS: Reason.PLACE_AMBIGUOUS,
            PlaceCertainty.SIMILAR: Reason.PLACE_SIMILAR,
        }.get(match.certainty, Reason.PLACE_UNKNOWN)
    )
    titles = judging.indexes.places.titles
    candidates = [Candidate(value=code, label=titles.get(code, code), score=0.5) for code in match.candidates]
    verdict.questions.append(
        judging.questions.ask(key, QuestionKind.PLACE, place.text, verdict.place, candidates=candidates)
    )
    return None, ""
