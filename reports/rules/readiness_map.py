"""The province's readiness as small maps: where every commune stands on each panel, and how its grade is drawn.

Points lie at the communes' centroids; a flat map at the province's own latitude is true enough for one province.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from core.communes.rules import Commune
from core.values import frozen
from inventory.rules.catalogue import Pillar
from reports.rules.readiness import Grade, Readiness

NAMED = 5  # of the communes that stand worst, on the first panel
HEAD = 24.0  # above a panel's points, for its title


@frozen
class Point:
    """A commune on a panel; `name` is empty where it is not written out."""

    x: float
    y: float
    grade: Grade
    name: str = ""


@frozen
class Panel:
    """One small map: its title's key, its corner, its size, the radius of its points."""

    title: str
    x: float
    y: float
    width: float
    height: float
    radius: float
    points: tuple[Point, ...]


def spread(
    communes: Sequence[Commune], *, width: float, height: float, margin: float
) -> dict[str, tuple[float, float]]:
    """Return every commune's point in a box, north up, the province as large as it fits."""
    if not communes:
        return {}
    middle = math.radians(sum(commune.lat for commune in communes) / len(communes))
    across = [commune.lon * math.cos(middle) for commune in communes]
    up = [commune.lat for commune in communes]
    wide, high = max(across) - min(across), max(up) - min(up)
    scale = min(
        (width - 2 * margin) / wide if wide else math.inf, (height - 2 * margin) / high if high else math.inf
    )
    scale = 0.0 if math.isinf(scale) else scale
    left, top = (width - wide * scale) / 2, (height - high * scale) / 2
    return {
        str(commune.code): (left + (x - min(across)) * scale, top + (max(up) - y) * scale)
        for commune, x, y in zip(communes, across, up, strict=True)
    }


def panels(
    communes: Sequence[Commune],
    now: Mapping[str, Readiness],
    before: Mapping[str, Readiness],
    *,
    columns: int,
    width: float,
) -> tuple[tuple[Panel, ...], float]:
    """Return the panels (all pillars together, then each pillar in rows of `columns`) and the height they take.

    Where there is room, the month before stands beside this one.
    """
    small, roomy = width / columns, columns > 2
    large = width / 2 if roomy else width
    titles: list[tuple[str, Mapping[str, Grade], float]] = [
        ("now", {code: one.grade for code, one in now.items()}, large)
    ]
    if roomy:
        titles.append(("before", {code: one.grade for code, one in before.items()}, large))
    titles += [
        (pillar.value, {code: one.pillars[pillar].grade for code, one in now.items()}, small)
        for pillar in Pillar
    ]
    worst = dict(_worst(communes, now))
    made: list[Panel] = []
    x = y = 0.0
    for title, grades, wide in titles:
        high = wide * 0.86
        if x + wide > width + 0.5:
            x, y = 0.0, y + made[-1].height
        places = spread(communes, width=wide, height=high - HEAD, margin=wide * 0.05)
        points = tuple(
            Point(
                x=round(x + px, 1),
                y=round(y + HEAD + py, 1),
                grade=grades[code],
                name=worst.get(code, "") if title == "now" else "",
            )
            for code, (px, py) in places.items()
            if code in grades
        )
        made.append(
            Panel(title=title, x=x, y=y, width=wide, height=high, radius=_radius(wide), points=points)
        )
        x += wide
    return tuple(made), y + made[-1].height


def _radius(width: float) -> float:
    return round(max(2.5, width / 90), 1)


def _worst(communes: Sequence[Commune], now: Mapping[str, Readiness]) -> Iterable[tuple[str, str]]:
    known = [commune for commune in communes if now[commune.code].share is not None]
    known.sort(key=lambda commune: (now[commune.code].share, commune.code))
    return [(str(commune.code), commune.title) for commune in known[:NAMED]]
