"""Layers of the map that the register knows: stores, other holders, shelters, each where its position was noted."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.accounts.rules.roles import Actor, Permission
from core.clock import day_of, now
from core.text import masked
from core.together import Question
from core.web.ground import Asked, Layer, Mark
from core.web.language import counted, say_quantity
from inventory.queries.positions import Positioned, shelters, stores
from inventory.rules.holders import HolderKind

OTHERS = frozenset({HolderKind.ENTERPRISE, HolderKind.HOUSEHOLD})
STORES = frozenset(HolderKind) - OTHERS


def _mark(spot: Positioned, said: str) -> Mark:
    place, holder = spot.place or spot.holder, spot.holder
    return Mark(
        name=place,
        of="" if holder == place else holder,
        said=said,
        commune_code=spot.commune_code,
        lat=spot.lat,
        lon=spot.lon,
        location=url_for("stock.province", xa=spot.commune_code, q=place if masked(place) == place else None),
    )


def kept_at(actor: Actor, asked: Asked, *, kinds: Collection[HolderKind]) -> Question[list[Mark]]:
    """Ask for the places where these holders keep something of what is asked for."""
    spots = stores(
        types=asked.types,
        kinds=kinds,
        scope=actor.scope(Permission.STOCK_READ),
        today=day_of(now()),
    )
    return spots.then(lambda found: [_mark(spot, _kept(spot, asked.unit)) for spot in found])


def _kept(spot: Positioned, unit: str) -> str:
    if unit:
        return f"{say_quantity(spot.usable)} {unit}"
    return counted("%(rows)s dòng", rows=spot.rows)


def sheltered_at(actor: Actor, _asked: Asked) -> Question[list[Mark]]:
    """Ask for shelters and works with what they hold, whatever type is asked for."""
    spots = shelters(scope=actor.scope(Permission.STOCK_READ), today=day_of(now()))
    return spots.then(lambda found: [_mark(spot, _held(spot)) for spot in found])


def _held(spot: Positioned) -> str:
    if not spot.persons:
        return str(_("chưa ghi sức chứa"))
    return str(_("chứa %(persons)s người", persons=say_quantity(spot.persons)))


LAYERS = (
    Layer(
        code="kho",
        sign="K",
        label=_l("Kho, nơi cất giữ của cơ quan"),
        empty=_l("Chưa kho nào ghi tọa độ. Mở một dòng, bấm “Sửa thông tin” và ghi vĩ độ, kinh độ."),
        permission=Permission.STOCK_READ,
        marks=partial(kept_at, kinds=STORES),
    ),
    Layer(
        code="chu",
        sign="D",
        label=_l("Doanh nghiệp, hộ dân đang giữ"),
        empty=_l(
            "Chưa doanh nghiệp, hộ dân nào có tọa độ. Mở một dòng, bấm “Sửa thông tin” và ghi vĩ độ, kinh độ."
        ),
        permission=Permission.STOCK_READ,
        marks=partial(kept_at, kinds=OTHERS),
    ),
    Layer(
        code="tru-an",
        sign="T",
        label=_l("Công trình, nơi trú ẩn"),
        empty=_l("Chưa nơi trú ẩn nào ghi tọa độ. Mở một dòng, bấm “Sửa thông tin” và ghi vĩ độ, kinh độ."),
        permission=Permission.STOCK_READ,
        marks=sheltered_at,
    ),
)
