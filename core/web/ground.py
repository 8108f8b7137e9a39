"""What stands on the map beside the communes: places, incidents, roads; each package gives the layers it knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Flask
from flask_babel import LazyString

from core.accounts.rules.roles import Actor, Permission
from core.communes.rules import Commune
from core.together import Question
from core.values import frozen


@frozen
class Mark:
    """One thing on the ground, `of` somebody; without a position it stands at its commune's centre.

    A road has a second end.
    """

    name: str
    said: str
    commune_code: str
    lat: float | None = None
    lon: float | None = None
    other_code: str = ""
    passable: bool = True
    location: str = ""
    of: str = ""


@frozen
class Asked:
    """What the map is narrowed to: types of resources (None: all), the unit where it is one type; and the communes."""

    types: frozenset[str] | None
    unit: str
    communes: Mapping[str, Commune]


# Asks for the marks of a layer within a person's reach; the layers switched on go in one statement.
Finder = Callable[[Actor, Asked], Question[list[Mark]]]


@frozen
class Layer:
    """A kind of thing one can lay on the map: its sign, its name, who may see it, what to say when there is none."""

    code: str
    sign: str
    label: LazyString
    empty: LazyString
    permission: Permission
    marks: Finder


def add_layers(app: Flask, *layers: Layer) -> None:
    """Offer layers to the map, in this order."""
    app.extensions.setdefault("map_layers", []).extend(layers)
