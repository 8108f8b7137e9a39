"""The forces of a commune: how many people really stand behind its squads, and who may call them out.

A person may stand in several squads and is counted once. A squad's people are named (then they are told apart) or
only counted; of those only counted, `shared` stand in another squad too and are counted there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from core.errors import DomainError
from core.text import same_name, tidy
from core.values import frozen
from inventory.rules.catalogue import LegalForm
from inventory.rules.personal import digits

MOST_PEOPLE = 5000  # of one squad; more is a slip of the pen
FIRST_BIRTH_YEAR = 1930


class Caller(StrEnum):
    """Who may call a force out."""

    COMMUNE_CHAIR = "commune_chair"
    COMMUNE_MILITARY = "commune_military"
    COMMUNE_POLICE = "commune_police"
    OWN_UNIT = "own_unit"
    PROVINCE = "province"


class SquadNumbersError(DomainError):
    """Trained or shared people more than the squad has. Fact: `strength`."""

    code = "squad_numbers"


class SharedCircleError(DomainError):
    """Two squads each say that the other counts the same people: then nobody would count them."""

    code = "squad_shared_circle"


class MemberLineError(DomainError):
    """A line of the list of members that cannot be read. Fact: `line`."""

    code = "member_line"


class TwoAlikeError(DomainError):
    """A line of members that can be more than one person. Fact: `line`."""

    code = "member_not_clear"


class FewerThanNamedError(DomainError):
    """A strength below the number of people named. Facts: `strength`, `named`."""

    code = "squad_fewer_than_named"


@frozen
class SquadCount:
    """What the headcount needs of one squad: its strength, how many unnamed are counted elsewhere, whom it names."""

    strength: int
    shared: int = 0
    people: Collection[int] = ()


@frozen
class Headcount:
    """People standing in squads, of them counted more than once, and persons there really are."""

    standing: int
    doubled: int
    actual: int


def headcount(squads: Sequence[SquadCount]) -> Headcount:
    """Return how many people the squads have together, each counted once."""
    named: set[int] = set()
    standing = actual = 0
    for squad in squads:
        unnamed = max(0, squad.strength - len(squad.people))
        standing += unnamed + len(squad.people)
        actual += unnamed - min(squad.shared, unnamed)
        named |= set(squad.people)
    actual += len(named)
    return Headcount(standing=standing, doubled=standing - actual, actual=actual)


def in_several(places: Sequence[tuple[int, int]]) -> set[int]:
    """Return the persons who stand in more than one squad, from (squad, person)."""
    times = Counter(person for _squad, person in set(places))
    return {person for person, count in times.items() if count > 1}


def check_squad(*, strength: int, trained: int, shared: int, named: int) -> None:
    """Raise SquadNumbersError or FewerThanNamedError where a squad's numbers do not fit together."""
    if strength < named:
        raise FewerThanNamedError(strength=strength, named=named)
    if max(trained, shared) > strength:
        raise SquadNumbersError(strength=strength)


def check_shared(counted_in: Mapping[int, int | None], squad_id: int, other_id: int | None) -> None:
    """Raise SharedCircleError where following "counted in" from the other squad leads back to this one."""
    seen: set[int] = set()
    while other_id is not None and other_id not in seen:
        if other_id == squad_id:
            raise SharedCircleError
        seen.add(other_id)
        other_id = counted_in.get(other_id)


_MILITIA = {"LL-001", "LL-002", "LL-003", "LL-004", "LL-005", "LL-006"}
_POLICE = {"LL-008", "LL-009", "LL-010"}
_UNITS = {"LL-020", "LL-021", "LL-022", "LL-023", "LL-028"}
_PROVINCIAL = {"LL-011", "LL-012", "LL-013", "LL-014", "LL-030"}


def usual_call(type_code: str) -> tuple[Caller, LegalForm]:
    """Return who usually calls a type of force, and in which form.

    Militia are moved (điều động) by the commune's military commander with the chairman's consent (Luật Dân quân tự
    vệ 2019, điều 32); xung kích, youth and organisations are called out (huy động) by the chairman (NĐ 66/2021/NĐ-CP,
    as amended by NĐ 53/2026/NĐ-CP).
    """
    if type_code in _MILITIA:
        return Caller.COMMUNE_MILITARY, LegalForm.DIEU_DONG
    if type_code in _POLICE:
        return Caller.COMMUNE_POLICE, LegalForm.HUY_DONG
    if type_code in _PROVINCIAL:
        return Caller.PROVINCE, LegalForm.DIEU_DONG
    if type_code in _UNITS:
        return Caller.OWN_UNIT, LegalForm.HUY_DONG
    return Caller.COMMUNE_CHAIR, LegalForm.HUY_DONG


@frozen
class MemberLine:
    """One person as typed: "Nguyễn Văn A; 1990; 0912 345 678"."""

    name: str
    birth_year: int
    phone: str


def check_member(line: MemberLine, *, this_year: int) -> None:
    """Raise MemberLineError for a person without a name of fair length, or too young or too old to stand in a squad."""
    born = FIRST_BIRTH_YEAR <= line.birth_year <= this_year - 15
    if len(line.name) not in range(2, 121) or not born or len(line.phone) > 60:
        raise MemberLineError(line=f"{line.name}; {line.birth_year}"[:120])


def check_alike(lines: Sequence[MemberLine]) -> None:
    """Raise TwoAlikeError where two lines have one name and year but two numbers: nobody can tell whether they are one."""
    for place, line in enumerate(lines):
        for other in lines[:place]:
            numbers = {digits(line.phone), digits(other.phone)} - {""}
            if (
                line.birth_year == other.birth_year
                and len(numbers) > 1
                and tidy(line.name).casefold() == tidy(other.name).casefold()
            ):
                raise TwoAlikeError(line=f"{line.name}; {line.birth_year}")


def find_known(line: MemberLine, known: Mapping[int, tuple[str, int]]) -> int | None:
    """Return which of the persons known (name and year of birth) a line means, or None for a new one.

    Raises TwoAlikeError where a name without accents can be several of them.
    """
    alike = [
        person
        for person, (name, year) in known.items()
        if year == line.birth_year and same_name(name, line.name)
    ]
    said = tidy(line.name).casefold()
    spelled_so = [person for person in alike if tidy(known[person][0]).casefold() == said]
    if len(spelled_so) != 1 and len(alike) > 1:
        raise TwoAlikeError(line=f"{line.name}; {line.birth_year}")
    return next(iter(spelled_so or alike), None)


def read_members(text: str) -> list[MemberLine]:
    """Return the persons typed one a line: name; year of birth; telephone (may be missing).

    Raises MemberLineError with the first line that cannot be read.
    """
    found: list[MemberLine] = []
    for line in text.splitlines():
        parts = [tidy(part) for part in re.split(r"[;\t]", line)]
        if not any(parts):
            continue
        name, year, phone = (*parts, "", "")[:3]
        if not (year.isdecimal() and len(year) == 4) or len(parts) > 3:
            raise MemberLineError(line=tidy(line)[:120])
        found.append(MemberLine(name=name, birth_year=int(year), phone=phone))
    return found
