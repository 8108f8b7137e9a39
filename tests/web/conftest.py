"""Applications over the demo's data; every test changes a copy of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.web.making import database_of, demo_copy


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Flask]:
    """An application over a copy of the demo's data (SQLite)."""
    app = demo_copy(tmp_path)
    yield app
    database_of(app).dispose()
