"""A CAP 1.2 alert as a warning of ours: its level, until when, for which areas, what it replaces.

CAP tells how severe, how certain and how soon; a warning here has a level of disaster risk from 1 to 5 (QĐ
18/2021/QĐ-TTg). `LEVELS` and the steps beside it are this program's reading, shown before anybody confirms it; a sender
who writes the level itself as a parameter is believed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from core.errors import DomainError
from core.text import fold, tidy
from core.values import frozen
from mobilization.rules.exchange.cap_table import ALERT, CAP
from mobilization.rules.exchange.xml import (
    Node,
    UnknownMessageError,
    ValueWrongError,
    check,
    moment_of,
    number_of,
    read_xml,
)

LEVELS: Mapping[str, int] = {"Extreme": 4, "Severe": 3, "Moderate": 2, "Minor": 1, "Unknown": 1}
SURE_AND_NOW = (("Observed", "Immediate"), ("Likely", "Immediate"))  # one level more
UNSURE = ("Unlikely", "Unknown")  # one level less
# More of what a commune has stays at home, in per cent, by the warning's level; who confirms may change it.
KEEP_PERCENT: Mapping[int, int] = {1: 10, 2: 20, 3: 30, 4: 50, 5: 70}
WITHOUT_END = timedelta(hours=24)  # CAP leaves the end to the reader where `expires` is missing
_NO_DANGER = "AllClear"
_LEVEL_NAMES = ("cap do rui ro", "cap do rui ro thien tai", "disaster risk level", "risk level", "risklevel")


class Step(StrEnum):
    """What an alert does to those before it."""

    NEW = "Alert"
    UPDATE = "Update"
    CANCEL = "Cancel"
    NONE = "none"  # an acknowledgement or an error report


class NothingToWarnError(DomainError):
    """An alert without an area, or whose every part is over. Fact: `why`, "area" or "over"."""

    code = "cap_nothing"


@frozen
class Area:
    """Where: words, outlines as (lat, lon) points, circles as (lat, lon, km), codes of places."""

    words: str
    polygons: tuple[tuple[tuple[float, float], ...], ...] = ()
    circles: tuple[tuple[float, float, float], ...] = ()
    codes: tuple[str, ...] = ()


@frozen
class Part:
    """One danger of an alert."""

    event: str
    headline: str
    instruction: str
    level: int
    all_clear: bool
    until: datetime
    areas: tuple[Area, ...]


@frozen
class Alert:
    """An alert as this program understands it; `references` are the identifiers of those before it, with senders."""

    identifier: str
    sender: str
    sender_name: str
    sent: datetime
    status: str
    step: Step
    references: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]

    @property
    def counts(self) -> bool:
        """Whether it is meant: no exercise, no test, no draft, no message between machines."""
        return self.status == "Actual" and self.step is not Step.NONE

    def stands_for(self, older: Alert) -> bool:
        """Whether it names that alert, and its own sender sent it: nobody takes back what another one said."""
        return older.sender == self.sender and (older.sender, older.identifier) in self.references

    @property
    def level(self) -> int:
        """The highest level of its dangers, 1 where it names none."""
        return max((one.level for one in self.parts if not one.all_clear), default=1)

    @property
    def title(self) -> str:
        """What it is about in a line."""
        return next((one.headline or one.event for one in self.parts), self.identifier)


def read_alert(content: bytes) -> Alert:
    """Return a CAP 1.2 alert; raises the errors of `xml` and UnknownMessageError."""
    return alert_of(read_xml(content))


def alert_of(root: Node) -> Alert:
    """Return the alert a document holds; of several languages the Vietnamese one is read, else the first."""
    if root.tag != ALERT.tag:
        raise UnknownMessageError(name=root.name[:60])
    check(root, ALERT)
    sent = moment_of(root.said("sent"))
    assert sent is not None
    infos = root.all("info")
    chosen = [info for info in infos if info.said("language").lower().startswith("vi")] or [
        info for info in infos if info.said("language") == (infos[0].said("language"))
    ]
    words = root.said("msgType")
    name = next((info.said("senderName") for info in chosen if info.said("senderName")), "")
    return Alert(
        identifier=root.said("identifier"),
        sender=root.said("sender"),
        sender_name=tidy(name) or root.said("sender"),
        sent=sent,
        status=root.said("status"),
        step=Step(words) if words in set(Step) else Step.NONE,
        references=_references(root.said("references")),
        parts=tuple(_part(info, sent) for info in chosen),
    )


def _references(text: str) -> tuple[tuple[str, str], ...]:
    """Return the alerts a message names: `sender,identifier,sent` with blanks between (CAP 1.2, 3.2.1)."""
    told = [item.split(",") for item in text.split()]
    return tuple((item[0], item[1]) for item in told if len(item) == 3)


def _part(info: Node, sent: datetime) -> Part:
    starts = moment_of(info.said("onset")) or moment_of(info.said("effective")) or sent
    return Part(
        event=tidy(info.said("event")),
        headline=tidy(info.said("headline")),
        instruction=tidy(info.said("instruction")),
        level=level_of(
            severity=info.said("severity"),
            certainty=info.said("certainty"),
            urgency=info.said("urgency"),
            stated=stated_level(info),
        ),
        all_clear=info.said("urgency") == "Past" or _NO_DANGER in [r.text for r in info.all("responseType")],
        until=moment_of(info.said("expires")) or starts + WITHOUT_END,
        areas=tuple(_area(area) for area in info.all("area")),
    )


def level_of(*, severity: str, certainty: str, urgency: str, stated: int | None = None) -> int:
    """Return the level of disaster risk, 1 to 5, of a danger as CAP tells it; a stated level wins."""
    if stated is not None:
        return stated
    level = LEVELS.get(severity, 1)
    if (certainty, urgency) in SURE_AND_NOW:
        level += 1
    if certainty in UNSURE:
        level -= 1
    return min(5, max(1, level))


def stated_level(info: Node) -> int | None:
    """Return the level the sender wrote itself as a parameter or an event code, or None."""
    for pair in (*info.all("parameter"), *info.all("eventCode")):
        name = fold(re.sub(r"[_\-.]", " ", pair.said("valueName")))
        found = re.fullmatch(r"(?:cap\s*)?([1-5])", fold(pair.said("value")))
        if name in _LEVEL_NAMES and found:
            return int(found[1])
    return None


def _area(node: Node) -> Area:
    return Area(
        words=tidy(node.said("areaDesc")),
        polygons=tuple(_polygon(one.text) for one in node.all("polygon") if one.text),
        circles=tuple(_circle(one.text) for one in node.all("circle") if one.text),
        codes=tuple(one.said("value") for one in node.all("geocode")),
    )


def _point(text: str, path: str) -> tuple[float, float]:
    lat, comma, lon = text.partition(",")
    north, east = number_of(lat), number_of(lon)
    if not comma or north is None or east is None or abs(north) > 90 or abs(east) > 180:
        raise ValueWrongError(value=text[:60], path=path)
    return float(north), float(east)


def _polygon(text: str) -> tuple[tuple[float, float], ...]:
    """Return an outline: at least four points, the last one the first again (CAP 1.2, 3.2.4)."""
    path = "/alert/info/area/polygon"
    points = tuple(_point(item, path) for item in text.split())
    if len(points) < 4 or points[0] != points[-1]:
        raise ValueWrongError(value=text[:60], path=path)
    return points


def _circle(text: str) -> tuple[float, float, float]:
    path = "/alert/info/area/circle"
    centre, _blank, radius = text.partition(" ")
    km = number_of(radius.strip())
    if km is None or not 0 <= km <= 5000:
        raise ValueWrongError(value=text[:60], path=path)
    return (*_point(centre, path), float(km))


def is_alert(root: Node) -> bool:
    """Return whether a document is a CAP alert of some version."""
    return root.name == "alert" and "emergency:cap:" in root.tag


NAMESPACE = CAP
