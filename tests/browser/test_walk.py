"""The walk through the main job at a desk and on a phone, with JavaScript and without, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.person import Site
from tests.browser.walk import Walk


def take(walk: Walk) -> str:
    """Go the whole way; returns the order's address."""
    walk.bring_in_a_list()
    walk.correct_a_number()
    walk.open_an_incident()
    walk.read_why_and_accept()
    order = walk.draft_an_order()
    walk.approve(order)
    walk.serve(order)
    walk.add_up()
    walk.audit()
    walk.take_the_list_back()
    return order


@pytest.mark.parametrize("width", [1366, 360])
def test_the_walk(site: Site, width: int, tmp_path: Path) -> None:
    walk = Walk(site=site, width=width, javascript=True, folder=tmp_path)
    order = take(walk)
    if width == 360:  # once to the very end is enough
        walk.settle(order)
    # One refusal is meant: the return that does not add up.
    unmeant = [text for text in site.complaints() if "422" not in text]
    assert unmeant == []


def test_the_walk_without_javascript_on_postgresql(site_on_postgres: Site, tmp_path: Path) -> None:
    take(Walk(site=site_on_postgres, width=360, javascript=False, folder=tmp_path))
