"""The life of a resource in words of its kind: people are neither broken nor used up, and a school goes nowhere."""

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
_STATES_OF_WORKS = {
    **STATES,
    State.DEPARTED: _("Đang mở cửa, chuẩn bị"),
    State.ARRIVED: _("Đã sẵn sàng"),
    State.WORKING: _("Đang sử dụng"),
    State.RELEASED: _("Thôi sử dụng"),
    State.RETURNED: _("Đã bàn giao lại"),
    State.CHECKED: _("Đã kiểm tra khi bàn giao lại"),
}
_STEPS_OF_WORKS = {
    **STEPS,
    State.DEPARTED: _("Đã mở cửa, đang chuẩn bị"),
    State.ARRIVED: _("Đã sẵn sàng"),
    State.WORKING: _("Bắt đầu sử dụng"),
    State.RELEASED: _("Thôi sử dụng"),
    State.RETURNED: _("Bàn giao lại"),
    State.CHECKED: _("Đã kiểm tra khi bàn giao lại"),
}
_STATES_OF: Mapping[str, Mapping[State, Any]] = {
    Category.FORCES.value: _STATES_OF_PEOPLE,
    Category.WORKS.value: _STATES_OF_WORKS,
}
_STEPS_OF: Mapping[str, Mapping[State, Any]] = {
    Category.FORCES.value: _STEPS_OF_PEOPLE,
    Category.WORKS.value: _STEPS_OF_WORKS,
}


def parts_of(category: str) -> Mapping[str, Any]:
    """Return into what a resource of a category is told apart when it comes home, by the name of each part."""
    if category == Category.FORCES:
        return PEOPLE
    return WORKS if category == Category.WORKS else GOODS


def states_of(category: str) -> Mapping[State, Any]:
    """Return the words for the states of a resource of a category."""
    return _STATES_OF.get(category, STATES)


def steps_of(category: str) -> Mapping[State, Any]:
    """Return the words for the steps of a resource of a category."""
    return _STEPS_OF.get(category, STEPS)
