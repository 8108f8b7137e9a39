"""Boundaries an office loads for the map: only their lines and names are taken from its GeoJSON (RFC 7946)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from core.errors import DomainError

MOST_BYTES = 10_000_000
MOST_FEATURES = 5_000
SHAPES = frozenset({"Polygon", "MultiPolygon", "LineString", "MultiLineString"})
# Longitudes and latitudes of the country's land and islands, in degrees.
WEST, EAST, SOUTH, NORTH = 102, 118, 6, 24
NAMES = ("name", "ten", "ten_xa", "NAME", "Name", "TEN")


class OutlineError(DomainError):
    """The file is no collection of boundaries of this country. Fact: `reason`."""

    code = "outline_unreadable"


def outline_of(loaded: object) -> dict[str, object]:
    """Return a collection with nothing but geometry and name; raises OutlineError with the first thing wrong."""
    if not isinstance(loaded, dict) or loaded.get("type") != "FeatureCollection":
        raise OutlineError(reason="FeatureCollection")
    features = loaded.get("features")
    if not isinstance(features, list) or not 0 < len(features) <= MOST_FEATURES:
        raise OutlineError(reason=f"features: 1-{MOST_FEATURES}")
    return {"type": "FeatureCollection", "features": [_feature(n, item) for n, item in enumerate(features)]}


def _feature(number: int, item: Any) -> dict[str, object]:
    found = item.get("geometry") if isinstance(item, dict) else None
    geometry: dict[str, Any] = found if isinstance(found, dict) else {}
    shape = geometry.get("type")
    if shape not in SHAPES:
        raise OutlineError(reason=f"features[{number}].geometry.type: {shape}")
    coordinates = geometry.get("coordinates")
    points = 0
    for lon, lat in _points(coordinates, number):
        points += 1
        if not (WEST <= lon <= EAST and SOUTH <= lat <= NORTH):
            raise OutlineError(reason=f"features[{number}]: {lon}, {lat}")
    if points < 2:
        raise OutlineError(reason=f"features[{number}].geometry.coordinates")
    properties = item.get("properties")
    held = properties if isinstance(properties, dict) else {}
    name = next((str(held[key])[:80] for key in NAMES if held.get(key)), "")
    return {
        "type": "Feature",
        "properties": {"name": name},
        "geometry": {"type": shape, "coordinates": coordinates},
    }


def _points(value: Any, number: int, depth: int = 0) -> Iterator[tuple[float, float]]:
    if not isinstance(value, list) or not value or depth > 3:
        raise OutlineError(reason=f"features[{number}].geometry.coordinates")
    if isinstance(value[0], list):
        for part in value:
            yield from _points(part, number, depth + 1)
        return
    numbers = [part for part in value if isinstance(part, (int, float)) and not isinstance(part, bool)]
    if len(numbers) != len(value) or not 2 <= len(numbers) <= 3:
        raise OutlineError(reason=f"features[{number}].geometry.coordinates")
    yield numbers[0], numbers[1]
