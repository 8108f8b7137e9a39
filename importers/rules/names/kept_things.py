"""A force or a building named below a thing: it has some of it, or is counted itself."""

from __future__ import annotations

from importers.rules.names.items import Certainty, ItemIndex, ItemMatch
from importers.rules.texts.units import read_unit
from inventory.rules.catalogue import TypeCode

_GOODS = ("PT", "TB", "VT", "HC")
_KEEPING = ("LL", "CT")


def goods_of(thing: ItemMatch) -> tuple[TypeCode, ...]:
    """Return the types of goods that a name stands for or may stand for; none where it names no goods, or nothing surely."""
    if thing.certain and thing.code is not None:
        codes: tuple[TypeCode, ...] = (thing.code,)
    else:
        codes = tuple(code for code, _ in thing.candidates) if thing.certainty is Certainty.VAGUE else ()
    return codes if all(code.startswith(_GOODS) for code in codes) else ()


def kept_by_named(items: ItemIndex, above: str, label: str, unit: str) -> tuple[str, ItemMatch] | None:
    """Return (words, what they stand for) where a force or a building stands below goods: "Công an xã" below "Bộ đàm".

    Counted in the unit of the goods, these are meant; in its own, the force is (None, as for all other names); else it is in doubt.
    """
    own, thing = items.match(label), items.match(above)
    goods = goods_of(thing)
    if not goods or own.code is None or not own.certain or not own.code.startswith(_KEEPING):
        return None
    if items.joined(above, label)[1].certain:
        return None
    counted = read_unit(unit)
    if counted and counted == items.kinds[own.code].unit:
        return None
    if counted and counted in {items.kinds[code].unit for code in goods}:
        return above, thing
    candidates = ((goods[0], 0.6), (own.code, 0.5))
    return f"{above} / {label}", ItemMatch(certainty=Certainty.VAGUE, candidates=candidates)
