"""What lives long is looked through a few times, not with every search for rubbish."""

from __future__ import annotations

import gc

from core.collecting import keep_what_stays


def test_what_the_first_full_searches_find_alive_is_spared_later() -> None:
    asked = len(gc.callbacks)
    keep_what_stays(2)
    try:
        counts = []
        for _ in range(3):
            held = [[number] for number in range(1_000)]
            gc.collect()
            counts.append(gc.get_freeze_count())
            assert held
        assert counts[0] > 1_000
        assert counts[1] > counts[0] - 1_000
        assert counts[2] <= counts[1]  # no longer asked
        assert len(gc.callbacks) == asked
    finally:
        gc.unfreeze()
