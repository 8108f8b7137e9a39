"""Plain values: `@frozen` in place of `@dataclass(frozen=True, kw_only=True, slots=True)`, which takes six times as long to make.

The program has more than four hundred of them, and whoever waits for a server after a power cut waits for all. The library
writes and compiles seven methods for each; here what compares, counts and shows them is shared, and the one that takes the
fields is written with the first value. That nothing changes a value is the type checker's to see.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def frozen(plain: type[_T]) -> type[_T]:
    """Return a class whose instances hold the fields it names, given by their names, and are equal where these are."""
    made: Any = dataclass(init=False, eq=False, repr=False, kw_only=True, slots=True)(plain)
    held = attrgetter(*(one.name for one in fields(made) if one.compare))

    def first(self: Any, **given: Any) -> None:
        made.__init__ = _taking_fields(made)
        made.__init__(self, **given)

    def equal(self: Any, other: Any) -> bool:
        if self.__class__ is other.__class__:
            return bool(held(self) == held(other))
        return object.__eq__(self, other)  # the other one is asked

    def hashed(self: Any) -> int:
        return hash(held(self))

    for name, method in (("__init__", first), ("__eq__", equal), ("__hash__", hashed), ("__repr__", _shown)):
        if name not in plain.__dict__:
            setattr(made, name, method)
    return made  # type: ignore[no-any-return]


def _taking_fields(made: Any) -> Callable[..., None]:
    """Return the method that takes the fields of a value, as the library writes it for a class of the same ones."""
    same = {one.name: field(default=one.default, default_factory=one.default_factory) for one in fields(made)}
    told = {"__annotations__": dict.fromkeys(same, object), "__qualname__": made.__qualname__}
    written: Any = dataclass(eq=False, repr=False, kw_only=True)(type(made.__name__, (), {**told, **same}))
    return written.__init__  # type: ignore[no-any-return]


def _shown(self: Any) -> str:
    said = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{self.__class__.__qualname__}({said})"
