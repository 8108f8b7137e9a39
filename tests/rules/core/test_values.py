"""Plain values: what compares, counts and shows them is that of the library's frozen dataclasses."""

from __future__ import annotations

import pickle
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any
from unittest.mock import ANY

import pytest

from core.values import frozen


@frozen
class Boat:
    """A value."""

    name: str
    seats: int = 4
    crew: tuple[str, ...] = ()
    seen: int = field(default=0, compare=False, repr=False)
    marks: list[str] = field(default_factory=list, compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Usual:
    """The same as the library makes it."""

    name: str
    seats: int = 4
    crew: tuple[str, ...] = ()
    seen: int = field(default=0, compare=False, repr=False)
    marks: list[str] = field(default_factory=list, compare=False)


@frozen
class Raft:
    """Another kind of value with the same fields."""

    name: str
    seats: int = 4
    crew: tuple[str, ...] = ()


@frozen
class Buoy:
    """A value of one field that says itself how it is shown and which are alike."""

    name: str

    def __repr__(self) -> str:
        return self.name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Buoy)

    def __hash__(self) -> int:
        return 1


SAID: list[dict[str, Any]] = [
    {"name": "A"},
    {"name": "A", "seats": 5},
    {"name": "B", "crew": ("x", "y")},
    {"name": "A", "seen": 9},
]


@pytest.mark.parametrize("one", SAID)
@pytest.mark.parametrize("other", SAID)
def test_values_compare_and_count_as_those_of_the_library(one: dict[str, Any], other: dict[str, Any]) -> None:
    ours, usual = (Boat(**one), Boat(**other)), (Usual(**one), Usual(**other))
    assert (ours[0] == ours[1]) is (usual[0] == usual[1])
    assert len(set(ours)) == len(set(usual))
    assert hash(ours[0]) == hash(usual[0])
    assert repr(ours[0]).removeprefix("Boat") == repr(usual[0]).removeprefix("Usual")
    assert asdict(ours[0]) == asdict(usual[0])
    assert replace(ours[0], seats=9) == Boat(**{**one, "seats": 9})
    assert pickle.loads(pickle.dumps(ours[0])) == ours[0]


def test_another_kind_with_the_same_fields_is_another_value() -> None:
    assert Boat(name="A") != Raft(name="A")
    assert Boat(name="A") != "A"
    assert Boat(name="A") == ANY, "the other one is asked"


def test_what_a_class_says_itself_stays() -> None:
    assert repr(Buoy(name="A")) == "A"
    assert Buoy(name="A") == Buoy(name="B")
    assert len({Buoy(name="A"), Buoy(name="B")}) == 1


def test_its_fields_are_known_and_it_holds_no_others() -> None:
    assert [one.name for one in fields(Boat)] == ["name", "seats", "crew", "seen", "marks"]
    assert not hasattr(Boat(name="A"), "__dict__")
    made: Any = Boat
    for said, wrong in ((("A",), {}), ((), {}), ((), {"name": "A", "wings": 2})):
        with pytest.raises(TypeError, match=r"Boat\.__init__"):
            made(*said, **wrong)


def test_what_is_made_for_each_value_is_its_own() -> None:
    one, other = Boat(name="A"), Boat(name="A")
    one.marks.append("x")
    assert not other.marks


def test_the_type_checker_lets_nobody_change_a_value() -> None:
    boat = Boat(name="A")
    boat.seats = 5  # type: ignore[misc]  # `mypy` complains of this remark where it sees nothing wrong in the line
    assert boat != Boat(name="A")
