"""Item names -> types of the catalogue. Exact, by size, or with neutral words; anything else is only a suggestion."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from core.values import frozen
from importers.rules.names.item_words import (
    BRACKETS,
    JOINTS,
    LEADING,
    LONGEST,
    MODIFIERS,
    NEUTRAL,
    TOO_PLAIN,
    TRAILING,
    UNIT_BEHIND,
    is_own_commune,
    leads_to,
    run_together,
    says_nothing,
    spelled_out,
    without_neutral_brackets,
    without_unit_in_brackets,
)
from importers.rules.names.likeness import types_like
from importers.rules.names.siblings import is_part_of_others, siblings_of, tells_all_kinds
from importers.rules.names.told_twice import apart_from_type_code, names_and_english, says_gloss
from importers.rules.texts.sizes import is_bare_generator, is_size_family, tells_several_sizes, type_by_size
from importers.rules.texts.words import (
    accent_key,
    fold_key,
    has_accents,
    without_numbering,
    without_punctuation,
)
from inventory.rules.catalogue import ResourceType, TypeCode, names_of


class Certainty(StrEnum):
    """How a name was matched; the first four are certain."""

    EXACT = "exact"
    QUALIFIED = "qualified"
    BY_SIZE = "by_size"
    SMALLEST = "smallest"  # no size is written: the catalogue gives the bare name to the smallest one
    VAGUE = "vague"
    SEVERAL = "several"
    SIMILAR = "similar"
    UNKNOWN = "unknown"


CERTAIN = frozenset({Certainty.EXACT, Certainty.QUALIFIED, Certainty.BY_SIZE, Certainty.SMALLEST})


@frozen
class ItemMatch:
    """The type a name stands for, or the candidates; `qualifier` are the words beyond the catalogue's name."""

    certainty: Certainty
    code: TypeCode | None = None
    candidates: tuple[tuple[TypeCode, float], ...] = ()
    qualifier: str = ""

    @property
    def certain(self) -> bool:
        """Whether the name leaves no doubt."""
        return self.certainty in CERTAIN


UNKNOWN = ItemMatch(certainty=Certainty.UNKNOWN)
MOST_COMPARED = 5_000  # names of one file: beyond, no suggestions are looked for, which is the slowest of all


@frozen
class ItemIndex:
    """The catalogue prepared for matching; build it with `index_items`."""

    kinds: dict[TypeCode, ResourceType]
    accented: dict[str, TypeCode]
    names: dict[str, tuple[TypeCode, ...]]
    vague: frozenset[str]
    in_order: dict[str, str]
    by_word: dict[str, tuple[str, ...]]
    cache: dict[str, ItemMatch] = field(default_factory=dict)
    named: dict[str, ItemMatch | None] = field(default_factory=dict)

    def match(self, text: str) -> ItemMatch:
        """Return what a label stands for."""
        found = self.cache.get(text)
        if found is None:
            found = (self._name(text) if len(text) <= LONGEST else None) or UNKNOWN
            if found is UNKNOWN and len(text) <= LONGEST and len(self.cache) < MOST_COMPARED:
                ranked = types_like(text, self.in_order, self.by_word, self.names)
                found = ItemMatch(certainty=Certainty.SIMILAR, candidates=ranked) if ranked else UNKNOWN
            self.cache[text] = found
        return found

    def under(self, group: str, label: str, own: ItemMatch) -> tuple[str, ItemMatch]:
        """Return (words, what they stand for) of a certain name below a group that may make it something else.

        "Thường trực" alone is the standing army; below "Dân quân" it is the standing militia.
        """
        if not group or accent_key(group) in accent_key(label):
            return label, own
        joined = f"{group} {label}"
        together = self.match(joined)
        if together.certainty in {Certainty.EXACT, Certainty.BY_SIZE} and together.code != own.code:
            return joined, together
        of_group = self.match(group)
        if fold_key(label) in MODIFIERS and of_group.certainty is not Certainty.UNKNOWN:
            codes = dict.fromkeys(code for code in (own.code, of_group.code) if code is not None)
            return joined, ItemMatch(
                certainty=Certainty.VAGUE, candidates=tuple((code, 0.5) for code in codes)
            )
        return label, own

    def named_as(self, text: str) -> ItemMatch:
        """Return what a label names, certain or vague; likeness is not looked for."""
        return self._name(text) or UNKNOWN

    def joined(self, group: str, label: str) -> tuple[str, ItemMatch]:
        """Return (words, what they stand for) of a label read with the group above it, or with its first words.

        "Cơ động" below "Dân quân tự vệ" is "Dân quân cơ động".
        """
        whole = f"{group} {label}".strip()
        match, words = self.match(whole), group.split(" ")
        near = {code[:2] for code in (self.match(group).code, *dict(self.match(group).candidates)) if code}
        for length in range(len(words) - 1, 0, -1) if not match.certain else ():
            shorter = f"{' '.join(words[:length])} {label}"
            found = self.named_as(shorter)
            # "Nước" below "Bình chữa cháy" is no water bottle: it stays in the part of the catalogue its group is in.
            same = found.code is not None and (not near or found.code[:2] in near)
            if found.certainty in {Certainty.EXACT, Certainty.BY_SIZE} and same:
                return shorter, found
        return whole, match

    def is_name(self, text: str) -> bool:
        """Return whether a label names a thing of the catalogue, certain or vague."""
        return self._name(text) is not None

    def _name(self, text: str) -> ItemMatch | None:
        if text not in self.named:
            found = self._find_name(text)
            self.named[text] = None if found is not None and self._doubted(text, found) else found
        return self.named[text]

    def _doubted(self, text: str, found: ItemMatch) -> bool:
        """Return whether words in brackets behind a certain name may make it another thing, or none."""
        code = found.code if found.certain and "(" in text else None
        return (
            code is not None
            and accent_key(without_numbering(text)) not in self.accented
            and not all(
                self._code_of(accent_key(aside)) == code
                or says_nothing(aside, (*names_of(self.kinds[code]), fold_key(self.kinds[code].gloss)))
                for aside in BRACKETS.findall(without_unit_in_brackets(text))
            )
        )

    def _find_name(self, text: str) -> ItemMatch | None:
        label = without_numbering(text)
        if not any(char.isalpha() for char in label):
            return None
        name, written = apart_from_type_code(label)
        if (code := TypeCode(written)) in self.kinds:
            return self._coded(name, code)
        key = accent_key(label)
        for attempt in dict.fromkeys(
            (
                key,
                accent_key(without_unit_in_brackets(label)),
                key.strip(" .:;,-*"),
                UNIT_BEHIND.sub("", key).strip(" .:;,-*["),
            )
        ):
            found = self._certain(attempt)
            if found is not None:
                return found
        full = spelled_out(label)
        if full and (named := self._find_name(full)) and named.certainty is Certainty.EXACT:
            return named
        return self._in_english_too(label) or self._several(key)

    def _coded(self, label: str, code: TypeCode) -> ItemMatch:
        """Match a name beside its type's code: they must agree, and of several kinds the code says which."""
        found = self.named_as(label)
        if found.code == code or code in dict(found.candidates):
            return ItemMatch(certainty=Certainty.EXACT, code=code)
        codes = dict.fromkeys((code, found.code or code, *dict(found.candidates)))
        return ItemMatch(certainty=Certainty.VAGUE, candidates=tuple((other, 0.5) for other in codes))

    def _in_english_too(self, label: str) -> ItemMatch | None:
        """Match a name with its type's English words behind it; other English may say that it is another thing."""
        for name, words in names_and_english(without_unit_in_brackets(label)):
            found = self._certain(accent_key(name))
            if found is not None and found.code is not None:
                return found if says_gloss(words, self.kinds[found.code].gloss) else None
        return None

    def _certain(self, key: str) -> ItemMatch | None:
        sized = type_by_size(without_neutral_brackets(fold_key(key)), self.kinds)
        if sized is not None:
            code, certain, candidates = sized
            if certain:
                return ItemMatch(certainty=Certainty.BY_SIZE, code=code)
            options = tuple((other, 0.5) for other in candidates)
            smallest = self._code_of(key)
            if is_bare_generator(fold_key(key)) and candidates and smallest == candidates[0]:
                return ItemMatch(certainty=Certainty.SMALLEST, code=smallest, candidates=options)
            return ItemMatch(certainty=Certainty.VAGUE, candidates=options)
        return self._named(key) or self._qualified(key)

    def _named(self, key: str) -> ItemMatch | None:
        attempts = [key] if "," in key or "/" in key else [key, without_punctuation(key)]
        attempts += [TRAILING.sub("", key), LEADING.sub("", key)]
        for attempt in dict.fromkeys(attempts):
            code = self._code_of(attempt)
            if code is not None and leads_to(key.removesuffix(attempt), code):
                return self._of_code(attempt, code, of_all=key != attempt and tells_all_kinds(key))
        return None

    def _code_of(self, key: str) -> TypeCode | None:
        """Return the type named exactly; accents may be missing altogether, but must not contradict a short name."""
        code = self.accented.get(key)
        if code is not None:
            return code
        plain = fold_key(key)
        codes = self.names.get(plain, ())
        if len(codes) != 1:
            return None
        long_enough = " " in plain if has_accents(key) else len(plain) > 2 and plain not in TOO_PLAIN
        return codes[0] if long_enough else None

    def _of_code(self, key: str, code: TypeCode, qualifier: str = "", *, of_all: bool = False) -> ItemMatch:
        plain = fold_key(key)
        # The catalogue's full name says itself that the kind is not known: nothing is left to ask.
        vague = plain in self.vague and key != accent_key(self.kinds[code].name)
        if (
            vague
            or (of_all and is_part_of_others(self.accented, key, code))
            or is_size_family(without_punctuation(plain))
        ):
            return ItemMatch(
                certainty=Certainty.VAGUE,
                candidates=siblings_of(self.kinds, plain, code),
                qualifier=qualifier,
            )
        return ItemMatch(
            certainty=Certainty.QUALIFIED if qualifier else Certainty.EXACT, code=code, qualifier=qualifier
        )

    def _qualified(self, key: str) -> ItemMatch | None:
        """Match a catalogue name before neutral words alone ("áo phao (loại trẻ em)")."""
        flat = " ".join(BRACKETS.sub(r" \1 ", key).split())
        whole = self._code_of(flat) if flat != key else None
        if whole is not None:
            return self._of_code(flat, whole)
        words = flat.split(" ")
        for length in range(len(words) - 1, 0, -1):
            head = " ".join(words[:length]).rstrip(" ,;:-.")
            code = self._code_of(head)
            if code is None:
                continue
            rest = " ".join(words[length:]).strip(" ,;:-.")
            aliases = [part.strip() for part in BRACKETS.findall(key)]
            if is_own_commune(head, rest, self.kinds[code].category):
                return self._of_code(head, code)
            if NEUTRAL.match(fold_key(rest)) or (
                aliases and all(self._code_of(part) == code for part in aliases)
            ):
                return self._of_code(head, code, rest)
            return None
        return None

    def _several(self, key: str) -> ItemMatch | None:
        """Match a list of names: all of one type are certain, several types are asked."""
        parts = [part for part in JOINTS.split(BRACKETS.sub(" ", key)) if part.strip()]
        if tells_several_sizes(fold_key(key)):
            return None
        if len(parts) < 2:
            return self._run_together(" ".join(parts).strip())
        found = [match for part in parts if (match := self._certain(part.strip())) is not None]
        codes = list(dict.fromkeys(match.code for match in found if match.code is not None))
        vague = [code for match in found for code, _ in match.candidates]
        if len(found) == len(parts) and all(match.certain for match in found) and len(codes) == 1:
            return ItemMatch(certainty=Certainty.EXACT, code=codes[0])
        if len(found) >= 2:
            return ItemMatch(
                certainty=Certainty.SEVERAL,
                candidates=tuple((code, 0.5) for code in dict.fromkeys([*codes, *vague])),
            )
        return None

    def _run_together(self, key: str) -> ItemMatch | None:
        """Match names of one type written without a comma between them ("chăn màn", "cuốc xẻng xà beng")."""
        named = run_together(key, self.accented)
        return match if named and (match := self._of_code(*named)).certain else None
