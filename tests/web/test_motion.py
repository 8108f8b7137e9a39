"""Who asks a machine for less motion gets none: one rule stops it on every page, and nothing moves outside its reach."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
STATIC = sorted(path for kind in ("css", "js") for path in (ROOT / "static").rglob(f"*.{kind}"))
RULE = re.search(
    r"@media \(prefers-reduced-motion: reduce\) \{\n(.*?)\n\}",
    (ROOT / "static/frame.css").read_text(),
    re.DOTALL,
)
MOVES = re.compile(
    r"@keyframes|\banimation(-[a-z]+)?\s*:|\btransition(-[a-z]+)?\s*:|scroll-behavior\s*:\s*smooth|behavior\s*:\s*[\"']smooth"
    r"|\.animate\(|requestAnimationFrame|\.(flyTo|panTo|flyToBounds)\(|view-transition"
)


def test_one_rule_stops_all_motion() -> None:
    assert RULE is not None
    for stopped in (
        "animation: none !important",
        "transition: none !important",
        "scroll-behavior: auto !important",
    ):
        assert stopped in RULE.group(1)
    assert RULE.group(1).strip().startswith("*, *::before, *::after {")


def test_nothing_moves_outside_that_rule() -> None:
    assert len(STATIC) > 15
    for path in STATIC:
        text = path.read_text()
        if path.name == "frame.css" and RULE is not None:
            text = text.replace(RULE.group(0), "")
        assert not MOVES.findall(text), path.name
    # Leaflet glides by script, where no stylesheet reaches it.
    drawn = (ROOT / "static/map.js").read_text()
    assert re.search(r"zoomAnimation: !calm, fadeAnimation: !calm, inertia: !calm", drawn)
    assert "animate: false" in drawn


def test_every_page_stands_in_the_frame_with_the_rule() -> None:
    """A page of its own, without the frame, would not have the rule."""
    whole = [path.name for path in (ROOT / "templates").rglob("*.html") if "<html" in path.read_text()]
    assert whole == ["base.html"]
    assert "frame.css" in (ROOT / "templates/base.html").read_text()
