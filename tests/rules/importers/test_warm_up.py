"""The list of one line that a waiting reader tries its rules on."""

from __future__ import annotations

import pytest

from importers.rules.files import at_once
from importers.rules.files.recognition import recognise


def test_the_shortest_list_is_recognised_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    monkeypatch.setattr(at_once, "recognise", lambda *args, **given: found.append(recognise(*args, **given)))
    at_once.warm_up()
    (row,) = found[0].rows
    assert (row.resource_raw, row.unit_raw, row.stated_quantity, row.note) == ("Nhà bạt", "cái", 2, "Hỏng 1")
