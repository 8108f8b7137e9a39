"""Which commune a draft belongs to."""

from __future__ import annotations

from collections.abc import Mapping

from core.communes.rules import CommuneCode
from importers.rules.drafts import Draft, PlaceFound, PlaceSource
from importers.rules.judging import Judging, Verdict
from importers.rules.places import PlaceCertainty, PlaceIndex, name_key, split_kind
from importers.rules.reasons import Reason
from importers.rules.results import SKIP, Candidate, QuestionKind

_PLACE_REASONS: Mapping[PlaceSource, Reason] = {
    PlaceSource.ABOVE: Reason.PLACE_INHERITED,
    PlaceSource.HEADING: Reason.PLACE_FROM_HEADING,
    PlaceSource.HOME: Reason.PLACE_FROM_HOME,
}


def _without_idle_kind(place: PlaceFound, places: PlaceIndex) -> str:
    """Return the name to ask about: without its kind where every commune of that name is of it.

    "Xã Trà Bùi" and "Trà Bùi" ask the same; "P. Nguyễn Nghiêm" and "Nguyễn Nghiêm", which may be a xã, do not.
    """
    kind, bare = split_kind(place.text)
    said = places.match(place.text, district=place.district)
    if not kind or said.certainty is not PlaceCertainty.AMBIGUOUS:
        return place.text
    return bare if places.match(bare, district=place.district) == said else place.text


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
        key = f"place:{name_key(_without_idle_kind(place, judging.indexes.places))}|{place.district}"
        # What an office answered under the name as written still holds.
        answer = judging.answers.find(key) or judging.answers.find(
            f"place:{name_key(place.text)}|{place.district}"
        )
    if answer == SKIP:
        verdict.rejected = True
        verdict.note(Reason.ANSWERED_SKIP)
        return None, ""
    if answer is not None and CommuneCode(answer) in judging.indexes.places.titles:
        verdict.note(Reason.PLACE_ANSWERED)
        return CommuneCode(answer), place.text if match.certainty is PlaceCertainty.AMBIGUOUS else ""
    if place.source is PlaceSource.NONE and judging.home is not None:
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
