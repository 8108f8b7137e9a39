"""What did not come back whole, in words: of goods and of people, who are neither broken nor used up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from inventory.rules.catalogue import Category
from mobilization.rules.states import State
from mobilization.sentences import STATES, STEPS

GOODS = {"back": _("Trả về"), "used": _("Đã dùng hết"), "lost": _("Mất"), "damaged": _("Hỏng")}
WORKS = {name: said for name, said in GOODS.items() if name != "used"}
PEOPLE = {"back": _("Đã về"), "lost": _("Mất tích, hy sinh"), "damaged": _("Bị thương, ốm")}

_STATES_OF_PEOPLE = {
    **STATES,
    State.RETURNED: _("Đã về đơn vị"),
    State.CHECKED: _("Đã điểm quân số khi về"),
    State.SETTLED: _("Đã xong chế độ"),
}
_STEPS_OF_PEOPLE = {
    **STEPS,
    State.RETURNED: _("Đã về đơn vị"),
    State.CHECKED: _("Đã điểm quân số khi về"),
    State.SETTLED: _("Đã xong chế độ, kết thúc hồ sơ"),
}


def parts_of(category: str) -> Mapping[str, Any]:
    """Return into what a resource of a category is told apart when it comes home, by the name of each part."""
    if category == Category.FORCES:
        return PEOPLE
    return WORKS if category == Category.WORKS else GOODS


def states_of(category: str) -> Mapping[State, Any]:
    """Return the words for the states of a resource of a category."""
    return _STATES_OF_PEOPLE if category == Category.FORCES else STATES


def steps_of(category: str) -> Mapping[State, Any]:
    """Return the words for the steps of a resource of a category."""
    return _STEPS_OF_PEOPLE if category == Category.FORCES else STEPS
