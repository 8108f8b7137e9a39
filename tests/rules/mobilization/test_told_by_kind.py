"""The words for a resource's life go by its kind: people, works and things."""

from __future__ import annotations

import pytest

from inventory.rules.catalogue import Category
from mobilization.rules.journal import Entry
from mobilization.rules.states import State
from mobilization.sentences.came import states_of, steps_of
from mobilization.sentences.told import told_of


@pytest.mark.parametrize("category", ["", *Category])
def test_every_state_and_step_has_its_word(category: str) -> None:
    assert set(states_of(category)) == set(State)
    assert set(steps_of(category)) == set(State) - {State.RESERVED, State.ORDERED, State.EXTENDED}


@pytest.mark.parametrize(
    ("state", "category", "said"),
    [
        (State.DEPARTED, Category.VEHICLES, "Đã xuất phát"),
        (State.DEPARTED, Category.WORKS, "Đang mở cửa, chuẩn bị"),
        (State.ARRIVED, Category.WORKS, "Đã sẵn sàng"),
        (State.ARRIVED, Category.FORCES, "Đã đến nơi"),
        (State.WORKING, Category.WORKS, "Đang sử dụng"),
        (State.RELEASED, Category.WORKS, "Thôi sử dụng"),
        (State.RETURNED, Category.WORKS, "Đã bàn giao lại"),
        (State.RETURNED, Category.FORCES, "Đã về đơn vị"),
        (State.RETURNED, Category.SUPPLIES, "Đã hoàn trả"),
        (Entry.NEED_ADDED, "", "Nhu cầu mới"),
    ],
)
def test_a_school_goes_nowhere(state: State | Entry, category: str, said: str) -> None:
    assert told_of(state, category) == said
