"""What the published description promises is what is answered: a few made-up calls to every address."""

from __future__ import annotations

from flask import Flask

from tests.bench.api import Trial


def test_made_up_calls_are_answered_as_described(demo: Flask) -> None:
    trial = Trial(demo, "vanphong.tinh")
    trial.run(1)
    assert trial.faults == []
    assert sum(trial.seen.values()) >= 48
    assert {200, 404} <= set(trial.seen)
    assert max(trial.seen) < 500
